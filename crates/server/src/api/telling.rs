//! Being told (P7): how a person wants it, and whom staff call.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::rights::Role;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{CallList, HowTold, Telling};

use super::body::Body;
use super::id::Id;
use super::signed_in::{Mine, SignedIn};
use crate::app::App;
use crate::error::ApiError;

/// Sent along by an app that somebody looks at.
pub const SHOWN: &str = "x-yuanliu-shown";

/// `GET /api/v1/account/telling`
#[utoipa::path(
    get,
    path = "/account/telling",
    summary = "How one is told outside the app",
    responses((status = 200, body = HowTold)),
)]
pub async fn how(State(app): State<App>, Mine(me): Mine) -> Result<Json<HowTold>, ApiError> {
    let telling = app.store.telling(me.person).await?;
    Ok(Json(HowTold { telling, goes_out: app.hook.is_some() }))
}

/// `PUT /api/v1/account/telling`: holds for what is said from now on.
#[utoipa::path(
    put,
    path = "/account/telling",
    summary = "Chooses how one is told outside the app",
    request_body = Telling,
    responses((status = 204)),
    extensions(("x-problems" = json!(["bad_choice"])))
)]
pub async fn choose(
    State(app): State<App>,
    Mine(me): Mine,
    Body(telling): Body<Telling>,
) -> Result<StatusCode, ApiError> {
    // All day, or never? Nobody could say.
    if telling.quiet.is_some_and(|quiet| quiet.from == quiet.until) {
        return Err(ApiError::BadChoice);
    }
    app.store.set_telling(me.person, telling).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/v1/spaces/{space}/unread`: for teachers, the duty leader, the office and their
/// tablets, who hold numbers and call.
#[utoipa::path(
    get,
    path = "/spaces/{space}/unread",
    summary = "Urgent messages that nobody read in time, for staff to call",
    responses((status = 200, body = CallList)),
    extensions(("x-problems" = json!(["not_staff", "not_a_member"])))
)]
pub async fn unread(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Id(space): Id<SpaceId>,
) -> Result<Json<CallList>, ApiError> {
    let now = app.clock.now();
    let member = app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    let rights = member.on(now.day()).rights(person);
    let calls = [Role::Teacher, Role::Leader, Role::Office, Role::Tablet];
    if !calls.into_iter().any(|role| rights.is(role)) {
        return Err(ApiError::NotStaff);
    }
    app.store.note_told(space, app.hook.is_some(), now).await?;
    Ok(Json(app.store.unread(space, now).await?))
}

/// What an app on the screen holds is read; what it is being sent is not yet, and may get
/// lost on the way. An answer is given also when that cannot be noted: then somebody is
/// called who knows already.
pub async fn read(
    app: &App,
    (space, person): (SpaceId, PersonId),
    (held, sent): (&str, &str),
    now: Stamp,
) {
    let out = app.hook.is_some();
    if let Err(error) = app.store.read_told(space, person, (held, sent), out, now).await {
        tracing::error!(%space, %error, "that a message was read could not be noted");
    }
}
