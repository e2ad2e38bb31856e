//! Codes with which guardians and staff sign in for the first time.

use axum::Json;
use axum::extract::State;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Invitation, Invite};

use super::body::Body;
use super::id::Id;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::auth;
use crate::error::ApiError;
use crate::store;

/// A code holds for a fortnight: over one weekend at least, on paper in a school bag.
pub const VALID_MS: i64 = 14 * 24 * 3_600_000;

/// `POST /api/v1/spaces/{space}/invitations`: for the office; shown once.
pub async fn invite(
    State(app): State<App>,
    SignedIn(office): SignedIn,
    Id(space): Id<SpaceId>,
    Body(asked): Body<Invite>,
) -> Result<Json<Invitation>, ApiError> {
    let member = app.store.member(space, office).await?.ok_or(ApiError::NotAMember)?;
    member.roles.contains(&Role::Office).then_some(()).ok_or(ApiError::NotOffice)?;
    app.store.member(space, asked.person).await?.ok_or(ApiError::NotAMember)?;
    let code = auth::code();
    let expires = app.clock.now().plus_ms(VALID_MS);
    let kept = auth::hash_of_code(&code);
    let invitation = store::Invitation { code: kept, person: asked.person, school: space, expires };
    app.store.invite(invitation).await?;
    tracing::info!(%space, %office, person = %asked.person, "invited");
    Ok(Json(Invitation { code, expires }))
}
