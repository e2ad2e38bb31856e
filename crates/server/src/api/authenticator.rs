//! A second factor for one's own account: an authenticator and recovery codes.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use yuanliu_sync::wire::{Again, Authenticator, FirstCode, RecoveryCodes};

use super::account::again;
use super::body::Body;
use super::session::{begin, may_go, proved};
use super::signed_in::Mine;
use crate::app::App;
use crate::auth::{self, authenticator};
use crate::error::ApiError;
use crate::qr::qr;

/// `POST /api/v1/account/authenticator`: offers one. The one that counts goes on
/// until the new one gave its first code.
#[utoipa::path(
    post,
    path = "/account/authenticator",
    summary = "Offers an authenticator",
    request_body = Again,
    responses((status = 200, body = Authenticator)),
    extensions(("x-problems" = json!(["bad_sign_in", "second_factor", "passkey_due", "slow_down"])))
)]
pub async fn offer(
    State(app): State<App>,
    Mine(me): Mine,
    Body(asked): Body<Again>,
) -> Result<Json<Authenticator>, ApiError> {
    let known = again(&app, &me, &asked.passphrase).await?;
    proved(&app, &me).await?;
    let secret = auth::authenticator_secret();
    app.store.offer_authenticator(me.person, &secret).await?;
    let (link, secret) = authenticator::link(&secret, &known.login);
    Ok(Json(Authenticator { qr: qr(&link), secret, link }))
}

/// `PUT /api/v1/account/authenticator`: it gave its first code, and counts from now
/// on. The session goes on under a new token, with both factors.
#[utoipa::path(
    put,
    path = "/account/authenticator",
    summary = "The authenticator's first code: it counts from now on",
    request_body = FirstCode,
    responses((status = 200, body = RecoveryCodes)),
    extensions(("x-problems" = json!(["no_authenticator", "bad_second_factor", "slow_down"])))
)]
pub async fn take(
    State(app): State<App>,
    Mine(me): Mine,
    headers: HeaderMap,
    Body(asked): Body<FirstCode>,
) -> Result<impl IntoResponse, ApiError> {
    let offered = app.store.factors(me.person).await?.offered.ok_or(ApiError::NoAuthenticator)?;
    app.attempts.with_factor(me.person)?;
    let step = authenticator::step_of(&offered, &asked.code, app.clock.now());
    let step = step.ok_or(ApiError::BadSecondFactor)?;
    let codes = auth::recovery_codes();
    let kept = codes.iter().map(|code| auth::hash_of_code(code)).collect();
    app.store.take_authenticator(me.person, step, kept).await?;
    tracing::info!(person = %me.person, "second factor set");
    let (cookie, Json(who)) = begin(&app, &headers, me.person, 2).await?;
    Ok((cookie, Json(RecoveryCodes { codes, who })))
}

/// `DELETE /api/v1/account/authenticator`: back to one factor.
#[utoipa::path(
    delete,
    path = "/account/authenticator",
    summary = "It is asked for no more",
    request_body = Again,
    responses((status = 204)),
    extensions(("x-problems" = json!(["bad_sign_in", "second_factor", "last_factor", "slow_down"])))
)]
pub async fn remove(
    State(app): State<App>,
    Mine(me): Mine,
    Body(asked): Body<Again>,
) -> Result<StatusCode, ApiError> {
    again(&app, &me, &asked.passphrase).await?;
    let factor = app.store.factors(me.person).await?;
    if factor.secret.is_some() {
        may_go(&app, &me, factor.passkeys).await?;
    }
    app.store.drop_authenticator(me.person).await?;
    tracing::info!(person = %me.person, "second factor removed");
    Ok(StatusCode::NO_CONTENT)
}
