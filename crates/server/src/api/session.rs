//! Signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use yuanliu_domain::id::{DeviceId, PersonId};
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Handover, SignIn, Who};

use super::body::Body;
use super::from::From;
use super::signed_in::{cookie, token_of};
use super::who::who;
use crate::app::App;
use crate::auth::{self, agent, authenticator};
use crate::error::ApiError;
use crate::store::{self, Held, Session};

/// `POST /api/v1/session`: the same answer after the same work, whether the name
/// or the passphrase is wrong.
#[utoipa::path(
    post,
    path = "/session",
    summary = "Signs in",
    request_body = SignIn,
    responses((status = 200, body = Who)),
    security(()),
    extensions(("x-problems" = json!(["bad_sign_in", "second_factor", "passkey_due", "bad_second_factor", "slow_down"])))
)]
pub async fn sign_in(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    app.attempts.from(address)?;
    let login = login_of(&asked.login);
    let known = app.store.sign_in(&login).await?;
    count(&app, &login, known.as_ref(), asked.device).await?;
    let hash = known.as_ref().map(|known| known.hash.as_str());
    let right = app.passphrases.check(&asked.passphrase, hash).await?;
    let Some(person) = known.filter(|_| right).map(|known| known.person) else {
        tracing::warn!("a sign-in failed");
        return Err(ApiError::BadSignIn);
    };
    let factors = if second_factor(&app, person, &asked.code).await? { 2 } else { 1 };
    begin(&app, &headers, person, factors).await
}

/// Counts the attempt: apart for a device on which the person was signed in before,
/// so that a stranger's tries do not lock anybody out of their own phone.
async fn count(
    app: &App,
    login: &str,
    known: Option<&store::SignIn>,
    device: Option<DeviceId>,
) -> Result<(), ApiError> {
    let device = match device {
        Some(device) => app.store.device(device).await?,
        None => None,
    };
    match (known, device) {
        (Some(known), Some(device)) if device.people.contains(&known.person) => {
            app.attempts.on_device(known.person, device.id)
        }
        _ => app.attempts.with_name(login),
    }
}

/// Whether a second factor was given; an account that has one is not opened without.
/// A family's passkey is another way in, not one more lock: in a chat's browser, which
/// knows none, the passphrase goes on being enough. The office's is both.
async fn second_factor(app: &App, person: PersonId, code: &str) -> Result<bool, ApiError> {
    let factor = app.store.factors(person).await?;
    let due = match (&factor.secret, factor.passkeys + factor.recovery) {
        (Some(_), _) => ApiError::SecondFactor,
        (None, 1..) if is_office(app, person).await? => ApiError::PasskeyDue,
        _ => return Ok(false),
    };
    if code.trim().is_empty() {
        return Err(due);
    }
    app.attempts.with_factor(person)?;
    let step = factor.secret.and_then(|it| authenticator::step_of(&it, code, app.clock.now()));
    let right = match step {
        Some(step) => app.store.use_step(person, step).await?,
        None => app.store.use_recovery(person, &auth::hash_of_code(code)).await?,
    };
    if !right {
        tracing::warn!(%person, "a second factor was wrong");
        return Err(ApiError::BadSecondFactor);
    }
    Ok(true)
}

/// Whoever has a second factor proves it before there is another one, where one is not
/// enough: else a session from before would do, and the passphrase.
pub async fn proved(app: &App, me: &Held) -> Result<(), ApiError> {
    let factor = app.store.factors(me.person).await?;
    match (&factor.secret, factor.passkeys + factor.recovery) {
        _ if !me.office || me.factors > 1 => Ok(()),
        (Some(_), _) => Err(ApiError::SecondFactor),
        (None, 1..) => Err(ApiError::PasskeyDue),
        (None, 0) => Ok(()),
    }
}

/// Whether a second factor may go, with this many left: of whom one factor is not enough
/// one stays, and another one of them was proved.
pub async fn may_go(app: &App, me: &Held, left: u32) -> Result<(), ApiError> {
    proved(app, me).await?;
    match left == 0 && me.office && !app.clock.is_demo() {
        true => Err(ApiError::LastFactor),
        false => Ok(()),
    }
}

/// Whether a person is of a school's office now.
pub async fn is_office(app: &App, person: PersonId) -> Result<bool, ApiError> {
    let places = app.store.memberships(person).await?;
    Ok(places.iter().any(|place| place.member.roles.contains(&Role::Office)))
}

/// `POST /api/v1/session/handover`: signs in with the code that the same person made
/// in another storage of the same phone.
#[utoipa::path(
    post,
    path = "/session/handover",
    summary = "Signs in to an installed app",
    request_body = Handover,
    responses((status = 200, body = Who)),
    security(()),
    extensions(("x-problems" = json!(["bad_code", "slow_down"])))
)]
pub async fn take_over(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    Body(asked): Body<Handover>,
) -> Result<impl IntoResponse, ApiError> {
    app.attempts.from(address)?;
    let code = auth::hash_of_code(&asked.code);
    let handed = app.store.take_over(&code, app.clock.now()).await?.ok_or(ApiError::BadCode)?;
    begin(&app, &headers, handed.person, handed.factors).await
}

/// `DELETE /api/v1/session`: also without one, so that signing out always ends well.
#[utoipa::path(
    delete,
    path = "/session",
    summary = "Signs out; can be repeated",
    responses((status = 204)),
    security((), ("session" = [])),
)]
pub async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(token) = token_of(&app, &headers) {
        app.store.close_session(&auth::hash_of(&token)).await?;
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie(&app, None))])))
}

/// What begins a session: its cookie, and who it is.
pub type Begun = (AppendHeaders<[(HeaderName, HeaderValue); 1]>, Json<Who>);

/// Begins a session, with a token of its own, in place of the one that the browser had.
pub async fn begin(
    app: &App,
    headers: &HeaderMap,
    person: PersonId,
    factors: u8,
) -> Result<Begun, ApiError> {
    if let Some(old) = token_of(app, headers) {
        app.store.close_session(&auth::hash_of(&old)).await?;
    }
    let token = auth::token();
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let session = Session {
        token: auth::hash_of(&token),
        person,
        at: app.clock.now(),
        label: agent.map(agent::label).unwrap_or_default(),
        factors,
    };
    app.store.open_session(session).await?;
    tracing::info!(%person, factors, "signed in");
    let cookie = cookie(app, Some(&token));
    let held = app.store.session(&auth::hash_of(&token), app.clock.now()).await?;
    let who = who(app, &held.ok_or(ApiError::SignedOut)?).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(who)))
}

/// A name to sign in with, as it is kept: the keyboard's capitals do not matter.
pub fn login_of(typed: &str) -> String {
    // Nobody's name is longer: what is kept for counting attempts stays small.
    typed.trim().to_lowercase().chars().take(100).collect()
}
