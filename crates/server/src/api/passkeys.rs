//! Passkeys: signing in with one, without a name or a passphrase; adding one to one's
//! own account and removing it.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use uuid::Uuid;
use yuanliu_domain::id::PersonId;
use yuanliu_sync::wire::{Again, Ceremony, Entrance, PasskeySaid, RecoveryCodes, Who};

use super::account::again;
use super::body::Body;
use super::from::From;
use super::id::Id;
use super::session::{begin, is_office, may_go, proved};
use super::signed_in::Mine;
use crate::app::App;
use crate::auth::{self, RelyingParty, agent};
use crate::error::ApiError;
use crate::store;

/// Long enough to fetch the phone from another room, and no longer than a browser waits.
const VALID_MS: i64 = 5 * 60_000;
/// A phone, a tablet and a computer of each guardian, twice.
const MOST: usize = 10;

/// `GET /api/v1/session`
#[utoipa::path(
    get,
    path = "/session",
    summary = "How one signs in here, besides name and passphrase",
    responses((status = 200, body = Entrance)),
    security(()),
)]
pub async fn entrance(State(app): State<App>) -> Json<Entrance> {
    Json(entrance_of(&app))
}

/// How one signs in here, besides name and passphrase.
pub fn entrance_of(app: &App) -> Entrance {
    Entrance { passkeys: app.passkeys.as_deref().map(|here| here.origin().to_owned()) }
}

fn here(app: &App) -> Result<&RelyingParty, ApiError> {
    app.passkeys.as_deref().ok_or(ApiError::NoPasskeys)
}

/// `POST /api/v1/session/passkey`: no name is asked for, so none is told.
#[utoipa::path(
    post,
    path = "/session/passkey",
    summary = "What the browser is to ask a passkey",
    responses((status = 200, body = Ceremony)),
    security(()),
    extensions(("x-problems" = json!(["no_passkeys", "slow_down"])))
)]
pub async fn ask(State(app): State<App>, From(address): From) -> Result<Json<Ceremony>, ApiError> {
    app.attempts.from(address)?;
    let question = here(&app)?.any_passkey().ok_or(ApiError::Fault)?;
    begun(&app, None, question).await
}

/// Keeps what was asked, under a name that only who asked has.
async fn begun(
    app: &App,
    person: Option<PersonId>,
    question: auth::Question,
) -> Result<Json<Ceremony>, ApiError> {
    let ceremony = auth::token();
    let expires = app.clock.now().plus_ms(VALID_MS);
    let kept = store::Ceremony { person, state: question.state, expires };
    app.store.begin_ceremony(&auth::hash_of(&ceremony), kept, app.clock.now()).await?;
    Ok(Json(Ceremony { ceremony, options: question.options }))
}

/// What was asked, if it was asked of this person and is not over. One answer uses it up.
async fn ended(app: &App, ceremony: &str, of: Option<PersonId>) -> Result<String, ApiError> {
    let kept = app.store.end_ceremony(&auth::hash_of(ceremony), app.clock.now()).await?;
    let kept = kept.filter(|kept| kept.person == of).ok_or(ApiError::BadPasskey)?;
    Ok(kept.state)
}

/// `PUT /api/v1/session/passkey`: the passkey said whose it is and proved it, and its
/// owner was recognised by it: both factors. Unknown, late and forged get one answer.
#[utoipa::path(
    put,
    path = "/session/passkey",
    summary = "Signs in by a passkey",
    request_body = PasskeySaid,
    responses((status = 200, body = Who)),
    security(()),
    extensions(("x-problems" = json!(["bad_passkey", "no_passkeys", "slow_down"])))
)]
pub async fn sign_in(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    Body(said): Body<PasskeySaid>,
) -> Result<impl IntoResponse, ApiError> {
    app.attempts.from(address)?;
    let here = here(&app)?;
    let state = ended(&app, &said.ceremony, None).await?;
    let (person, credential) = here.claims(&said.credential).ok_or(ApiError::BadPasskey)?;
    let known = app.store.passkey(&credential).await?;
    let known = known.filter(|known| known.person == person).ok_or(ApiError::BadPasskey)?;
    app.attempts.with_passkey(person)?;
    let Some(after) = here.proves(&state, &said.credential, &known.key) else {
        tracing::warn!(%person, "a passkey did not prove itself");
        return Err(ApiError::BadPasskey);
    };
    // Used twice at once, the counter went up for the other one.
    if !app.store.use_passkey(&known, &after, app.clock.now()).await? {
        return Err(ApiError::BadPasskey);
    }
    begin(&app, &headers, person, 2).await
}

/// `POST /api/v1/account/passkeys`: what a new passkey is to be asked.
#[utoipa::path(
    post,
    path = "/account/passkeys",
    summary = "What a new passkey is to be asked",
    request_body = Again,
    responses((status = 200, body = Ceremony)),
    extensions(("x-problems" = json!(["bad_sign_in", "second_factor", "passkey_due", "no_passkeys", "too_many_passkeys", "slow_down"])))
)]
pub async fn offer(
    State(app): State<App>,
    Mine(me): Mine,
    Body(asked): Body<Again>,
) -> Result<Json<Ceremony>, ApiError> {
    let here = here(&app)?;
    let known = again(&app, &me, &asked.passphrase).await?;
    proved(&app, &me).await?;
    let has = app.store.passkeys_of(me.person).await?;
    if has.len() >= MOST {
        return Err(ApiError::TooManyPasskeys);
    }
    let has = has.into_iter().map(|passkey| passkey.credential).collect();
    let question = here.new_passkey(me.person, &known.login, has).ok_or(ApiError::Fault)?;
    begun(&app, Some(me.person), question).await
}

/// `PUT /api/v1/account/passkeys`: it counts from now on, and the session goes on under
/// a new token, with both factors. The office's first one comes with recovery codes.
#[utoipa::path(
    put,
    path = "/account/passkeys",
    summary = "The new passkey's answer: it counts from now on",
    request_body = PasskeySaid,
    responses((status = 200, body = RecoveryCodes)),
    extensions(("x-problems" = json!(["bad_passkey", "no_passkeys"])))
)]
pub async fn add(
    State(app): State<App>,
    Mine(me): Mine,
    headers: HeaderMap,
    Body(said): Body<PasskeySaid>,
) -> Result<impl IntoResponse, ApiError> {
    let state = ended(&app, &said.ceremony, Some(me.person)).await?;
    let added = here(&app)?.added(&state, &said.credential);
    let (credential, key) = added.ok_or(ApiError::BadPasskey)?;
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let passkey = store::Passkey {
        id: Uuid::new_v4(),
        credential,
        person: me.person,
        label: agent.map(agent::label).unwrap_or_default(),
        key,
        made: app.clock.now(),
        used: None,
    };
    let factor = app.store.factors(me.person).await?;
    let first = factor.secret.is_none() && factor.recovery == 0;
    let codes = match first && is_office(&app, me.person).await? {
        true => auth::recovery_codes(),
        false => vec![],
    };
    let kept = codes.iter().map(|code| auth::hash_of_code(code)).collect();
    app.store.add_passkey(passkey, kept).await?;
    tracing::info!(person = %me.person, "passkey added");
    let (cookie, Json(who)) = begin(&app, &headers, me.person, 2).await?;
    Ok((cookie, Json(RecoveryCodes { codes, who })))
}

/// `DELETE /api/v1/account/passkeys/{passkey}`
#[utoipa::path(
    delete,
    path = "/account/passkeys/{passkey}",
    summary = "The passkey signs in no more",
    request_body = Again,
    responses((status = 204)),
    extensions(("x-problems" = json!(["bad_sign_in", "second_factor", "passkey_due", "last_factor", "slow_down"])))
)]
pub async fn remove(
    State(app): State<App>,
    Mine(me): Mine,
    Id(passkey): Id<Uuid>,
    Body(asked): Body<Again>,
) -> Result<StatusCode, ApiError> {
    again(&app, &me, &asked.passphrase).await?;
    let factor = app.store.factors(me.person).await?;
    let mine = app.store.passkeys_of(me.person).await?;
    if mine.iter().any(|mine| mine.id == passkey) {
        let left = u32::from(factor.secret.is_some()) + factor.passkeys.saturating_sub(1);
        may_go(&app, &me, left).await?;
    }
    match app.store.drop_passkey(me.person, passkey).await? {
        true => {
            tracing::info!(person = %me.person, "passkey removed");
            Ok(StatusCode::NO_CONTENT)
        }
        false => Err(ApiError::NotFound),
    }
}
