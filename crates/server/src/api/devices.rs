//! Devices and their keys.

use axum::extract::State;
use axum::http::StatusCode;
use yuanliu_domain::act::from_base64;
use yuanliu_domain::id::DeviceId;
use yuanliu_sync::wire::Enrol;

use super::body::Body;
use super::id::Id;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;

/// An uncompressed point of P-256: 0x04, x, y.
const POINT: usize = 65;

/// `PUT /api/v1/devices/{device}`: can be repeated; another key is refused.
#[utoipa::path(
    put,
    path = "/devices/{device}",
    summary = "Enrols a device; can be repeated",
    request_body = Enrol,
    responses((status = 204)),
    extensions(("x-problems" = json!(["device_taken", "bad_key"])))
)]
pub async fn enrol(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Id(device): Id<DeviceId>,
    Body(asked): Body<Enrol>,
) -> Result<StatusCode, ApiError> {
    let key = from_base64(&asked.public_key)
        .filter(|key| key.len() == POINT && key[0] == 4)
        .ok_or(ApiError::BadKey)?;
    app.store.enrol(device, &key, person, app.clock.now()).await?;
    tracing::info!(%device, %person, "enrolled");
    Ok(StatusCode::NO_CONTENT)
}
