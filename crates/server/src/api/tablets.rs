//! Shared tablets: the office's pairing code, and the tablet that types it.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use yuanliu_domain::act::from_base64;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Invitation, OfferPairing, Pair, Who};

use super::body::Body;
use super::from::From;
use super::id::Id;
use super::session::begin;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::auth;
use crate::error::ApiError;
use crate::store::Pairing;

/// Long enough to walk to the tablet, short enough for a code that is read out
/// (OWASP ASVS 5.0, 6.5.5).
const VALID_MS: i64 = 10 * 60_000;
/// An uncompressed point of P-256: 0x04, x, y.
const POINT: usize = 65;

/// `POST /api/v1/spaces/{space}/pairings`: for the office; shown once.
#[utoipa::path(
    post,
    path = "/spaces/{space}/pairings",
    summary = "A code with which a device becomes a shared tablet",
    request_body = OfferPairing,
    responses((status = 200, body = Invitation)),
    extensions(("x-problems" = json!(["not_office", "not_a_member"])))
)]
pub async fn offer(
    State(app): State<App>,
    SignedIn(office): SignedIn,
    Id(space): Id<SpaceId>,
    Body(asked): Body<OfferPairing>,
) -> Result<Json<Invitation>, ApiError> {
    let member = app.store.member(space, office).await?.ok_or(ApiError::NotAMember)?;
    member.roles.contains(&Role::Office).then_some(()).ok_or(ApiError::NotOffice)?;
    let tablet = app.store.member(space, asked.tablet).await?;
    tablet.filter(|tablet| tablet.roles.contains(&Role::Tablet)).ok_or(ApiError::NotAMember)?;
    let code = auth::code();
    let expires = app.clock.now().plus_ms(VALID_MS);
    let kept = auth::hash_of_code(&code);
    let pairing = Pairing { code: kept, tablet: asked.tablet, school: space, expires };
    app.store.offer_pairing(pairing).await?;
    tracing::info!(%space, %office, tablet = %asked.tablet, "pairing offered");
    Ok(Json(Invitation { code, expires }))
}

/// `POST /api/v1/pair`: with the code, the device becomes the tablet and signs in as it.
#[utoipa::path(
    post,
    path = "/pair",
    summary = "The device becomes the tablet of the code",
    request_body = Pair,
    responses((status = 200, body = Who)),
    security(()),
    extensions(("x-problems" = json!(["bad_code", "bad_key", "device_taken", "slow_down"])))
)]
pub async fn pair(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    Body(asked): Body<Pair>,
) -> Result<impl IntoResponse, ApiError> {
    app.attempts.from(address)?;
    let key = from_base64(&asked.public_key)
        .filter(|key| key.len() == POINT && key[0] == 4)
        .ok_or(ApiError::BadKey)?;
    let code = auth::hash_of_code(&asked.code);
    let tablet = app.store.pair(&code, asked.device, &key, app.clock.now()).await?;
    tracing::info!(%tablet, device = %asked.device, "paired");
    // One factor: its key is the tablet, and it sees no more than a duty does.
    begin(&app, &headers, tablet, 1).await
}
