//! Codes with which guardians and staff sign in for the first time, or again after
//! a phone and a passphrase were lost.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use uuid::Uuid;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Invite, Invited, MAX_SLIPS, OpenInvitation, Slip};

use super::body::Body;
use super::id::{Id, Ids};
use super::signed_in::SignedIn;
use crate::app::App;
use crate::auth;
use crate::error::ApiError;
use crate::qr::qr;
use crate::store;

/// A code holds for a fortnight: over one weekend at least, on paper in a school bag.
pub const VALID_MS: i64 = 14 * 24 * 3_600_000;

/// `POST /api/v1/spaces/{space}/invitations`: a sheet of slips, shown once. The office
/// invites everyone of its school; a guardian those whom the school lists for the same
/// child and who did not join yet. One who is not theirs to invite, and nobody gets a code.
#[utoipa::path(
    post,
    path = "/spaces/{space}/invitations",
    summary = "Codes for a first sign-in, shown once",
    request_body = Invite,
    responses((status = 200, body = Invited)),
    extensions(("x-problems" = json!(["not_office", "not_a_member", "too_many_people"])))
)]
pub async fn invite(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Id(space): Id<SpaceId>,
    headers: HeaderMap,
    Body(asked): Body<Invite>,
) -> Result<Json<Invited>, ApiError> {
    let mine = app.store.member(space, me).await?.ok_or(ApiError::NotAMember)?;
    // Whose view has ended by a court paper invites nobody.
    let mine = mine.on(app.clock.today());
    let office = mine.roles.contains(&Role::Office);
    if asked.people.len() > MAX_SLIPS {
        return Err(ApiError::TooManyPeople);
    }
    for person in &asked.people {
        let theirs = app.store.member(space, *person).await?;
        let together = |theirs: &Member| !theirs.children.is_disjoint(&mine.children);
        match theirs {
            // Whoever is a stranger to a family is not told apart from nobody.
            None if !office => return Err(ApiError::NotOffice),
            None => return Err(ApiError::NotAMember),
            // A second guardian; never a way into an account that there is.
            Some(theirs) if !office && (asked.again || *person == me || !together(&theirs)) => {
                return Err(ApiError::NotOffice);
            }
            Some(_) => {}
        }
    }
    let site = site(&app, &headers);
    let mut invited = Invited { slips: vec![], joined: vec![] };
    for person in asked.people {
        if !asked.again && app.store.sign_in_of(person).await?.is_some() {
            invited.joined.push(person);
        } else {
            invited.slips.push(slip(&app, &site, space, me, person).await?);
        }
    }
    let (slips, joined) = (invited.slips.len(), invited.joined.len());
    tracing::info!(%space, by = %me, slips, joined, again = asked.again, "invited");
    Ok(Json(invited))
}

async fn slip(
    app: &App,
    site: &str,
    school: SpaceId,
    by: PersonId,
    person: PersonId,
) -> Result<Slip, ApiError> {
    let (code, made) = (auth::code(), app.clock.now());
    let expires = made.plus_ms(VALID_MS);
    let kept = auth::hash_of_code(&code);
    let made_by = Some(by);
    app.store
        .invite(store::Invitation { code: kept, person, school, made_by, made, expires })
        .await?;
    let link = format!("{site}/join#{code}");
    Ok(Slip { person, expires, qr: qr(&link), link, code })
}

/// `GET /api/v1/spaces/{space}/invitations`: those that are not over.
#[utoipa::path(
    get,
    path = "/spaces/{space}/invitations",
    summary = "Invitations that are not over",
    responses((status = 200, body = Vec<OpenInvitation>)),
    extensions(("x-problems" = json!(["not_office", "not_a_member"])))
)]
pub async fn list(
    State(app): State<App>,
    SignedIn(office): SignedIn,
    Id(space): Id<SpaceId>,
) -> Result<Json<Vec<OpenInvitation>>, ApiError> {
    only_office(&app, space, office).await?;
    Ok(Json(app.store.invitations(space, app.clock.now()).await?))
}

/// `GET /api/v1/spaces/{space}/joined`: members of the school who can sign in. What the
/// families of the others say, staff write down for them (T12, P16).
#[utoipa::path(
    get,
    path = "/spaces/{space}/joined",
    summary = "Members of the school who can sign in",
    responses((status = 200, body = Vec<PersonId>)),
    extensions(("x-problems" = json!(["not_office", "not_a_member"])))
)]
pub async fn joined(
    State(app): State<App>,
    SignedIn(office): SignedIn,
    Id(space): Id<SpaceId>,
) -> Result<Json<Vec<PersonId>>, ApiError> {
    only_office(&app, space, office).await?;
    Ok(Json(app.store.joined(space).await?))
}

/// `DELETE /api/v1/spaces/{space}/invitations/{invitation}`: takes it back.
#[utoipa::path(
    delete,
    path = "/spaces/{space}/invitations/{invitation}",
    summary = "Takes an invitation back",
    responses((status = 204)),
    extensions(("x-problems" = json!(["not_office", "not_a_member"])))
)]
pub async fn take_back(
    State(app): State<App>,
    SignedIn(office): SignedIn,
    Ids(space, invitation): Ids<SpaceId, Uuid>,
) -> Result<StatusCode, ApiError> {
    only_office(&app, space, office).await?;
    match app.store.uninvite(space, invitation).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ApiError::NotFound),
    }
}

/// `DELETE /api/v1/spaces/{space}/people/{person}/sessions`: a phone was lost. Every
/// device of the person is signed out and forgotten.
#[utoipa::path(
    delete,
    path = "/spaces/{space}/people/{person}/sessions",
    summary = "A lost phone: every session ends, every device is forgotten",
    responses((status = 204)),
    extensions(("x-problems" = json!(["not_office", "not_a_member"])))
)]
pub async fn sign_out_everywhere(
    State(app): State<App>,
    SignedIn(office): SignedIn,
    Ids(space, person): Ids<SpaceId, PersonId>,
) -> Result<StatusCode, ApiError> {
    only_office(&app, space, office).await?;
    app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    app.store.close_all(person).await?;
    tracing::info!(%space, %office, %person, "signed out everywhere");
    Ok(StatusCode::NO_CONTENT)
}

async fn only_office(app: &App, space: SpaceId, person: PersonId) -> Result<(), ApiError> {
    let member = app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    member.roles.contains(&Role::Office).then_some(()).ok_or(ApiError::NotOffice)
}

/// Where people open the app: as set, or as this browser reached it.
pub fn site(app: &App, headers: &HeaderMap) -> String {
    let reached = || {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let scheme = if app.is_https() { "https" } else { "http" };
        format!("{scheme}://{}", host.unwrap_or("localhost"))
    };
    app.public_url.as_deref().map_or_else(reached, str::to_owned)
}
