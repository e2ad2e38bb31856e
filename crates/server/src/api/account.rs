//! One's own account: where one is signed in, and the passphrase.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use uuid::Uuid;
use yuanliu_sync::wire::{Account, MyPasskey, MySession, NewPassphrase, Who};

use super::body::Body;
use super::from::From;
use super::id::Id;
use super::join::good_passphrase;
use super::passkeys;
use super::session::begin;
use super::signed_in::Mine;
use crate::app::App;
use crate::error::ApiError;
use crate::store;

/// `GET /api/v1/account`
#[utoipa::path(
    get,
    path = "/account",
    summary = "How one signs in, and where one is signed in",
    responses((status = 200, body = Account)),
)]
pub async fn account(State(app): State<App>, Mine(me): Mine) -> Result<Json<Account>, ApiError> {
    let known = app.store.sign_in_of(me.person).await?;
    let factor = app.store.factors(me.person).await?;
    let passkeys = app.store.passkeys_of(me.person).await?;
    let devices = app.store.my_devices(me.person, app.clock.now()).await?;
    let session = |device: store::MyDevice| MySession {
        this: device.id == me.id,
        id: device.id,
        label: device.label,
        begun: device.begun,
        used: device.used,
    };
    let passkey = |one: store::Passkey| MyPasskey {
        id: one.id,
        label: one.label,
        made: one.made,
        used: one.used,
    };
    Ok(Json(Account {
        login: known.map(|known| known.login).unwrap_or_default(),
        authenticator: factor.secret.is_some(),
        recovery_codes: factor.recovery,
        passkeys: passkeys.into_iter().map(passkey).collect(),
        entrance: passkeys::entrance_of(&app),
        sessions: devices.into_iter().map(session).collect(),
    }))
}

/// `DELETE /api/v1/account/sessions/{session}`: signs out there.
#[utoipa::path(
    delete,
    path = "/account/sessions/{session}",
    summary = "Signs out on another device",
    responses((status = 204)),
)]
pub async fn sign_out_there(
    State(app): State<App>,
    Mine(me): Mine,
    Id(session): Id<Uuid>,
) -> Result<StatusCode, ApiError> {
    match app.store.close_mine(me.person, session).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ApiError::NotFound),
    }
}

/// `PUT /api/v1/account/passphrase`: every session of the person ends; the one that
/// asks goes on under a new token.
#[utoipa::path(
    put,
    path = "/account/passphrase",
    summary = "A new passphrase; every other session ends",
    request_body = NewPassphrase,
    responses((status = 200, body = Who)),
    extensions(("x-problems" = json!(["bad_sign_in", "weak_passphrase", "slow_down"])))
)]
pub async fn change_passphrase(
    State(app): State<App>,
    From(address): From,
    Mine(me): Mine,
    headers: HeaderMap,
    Body(asked): Body<NewPassphrase>,
) -> Result<impl IntoResponse, ApiError> {
    app.attempts.from(address)?;
    let known = again(&app, &me, &asked.current).await?;
    good_passphrase(&asked.new, &known.login)?;
    let hash = app.passphrases.hash(&asked.new).await?;
    app.store.set_sign_in(me.person, &known.login, &hash).await?;
    tracing::info!(person = %me.person, "passphrase changed");
    begin(&app, &headers, me.person, me.factors).await
}

/// Whoever changes how one signs in says the passphrase once more: an open phone on a
/// table is not enough.
pub async fn again(
    app: &App,
    me: &store::Held,
    passphrase: &str,
) -> Result<store::SignIn, ApiError> {
    let known = app.store.sign_in_of(me.person).await?.ok_or(ApiError::BadSignIn)?;
    app.attempts.in_session(me.id)?;
    match app.passphrases.check(passphrase, Some(&known.hash)).await? {
        true => Ok(known),
        false => Err(ApiError::BadSignIn),
    }
}
