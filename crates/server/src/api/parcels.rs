//! What one device could not send, handed in by somebody from another.

use axum::Json;
use axum::extract::State;
use yuanliu_domain::id::SpaceId;
use yuanliu_sync::wire::{HandIn, HandedIn, MAX_ACTS};

use super::body::Body;
use super::id::Id;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;

/// `POST /api/v1/spaces/{space}/parcels`: whoever carries becomes nobody on that device,
/// and hears of nothing but what became of the acts.
#[utoipa::path(
    post,
    path = "/spaces/{space}/parcels",
    summary = "Acts of another device, carried here as a file",
    request_body = HandIn,
    responses((status = 200, body = HandedIn)),
    extensions(("x-problems" = json!(["unknown_device", "not_a_member", "too_many_acts"])))
)]
pub async fn hand_in(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Id(space): Id<SpaceId>,
    Body(parcel): Body<HandIn>,
) -> Result<Json<HandedIn>, ApiError> {
    if parcel.acts.len() > MAX_ACTS {
        return Err(ApiError::TooManyActs);
    }
    app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    let device = app.store.device(parcel.device).await?.ok_or(ApiError::UnknownDevice)?;
    tracing::info!(%space, device = %device.id, %person, acts = parcel.acts.len(), "handed in");
    let verdicts = app.store.hand_in(space, &device, parcel.acts, app.clock.now()).await?;
    Ok(Json(HandedIn { verdicts }))
}
