//! Photos: brought because an act names them, given through a row that the viewer has.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use yuanliu_domain::id::{DeviceId, SpaceId};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_sync::photo::{MAX_PHOTO_TEXT, PhotoContent, PutPhoto};

use super::body::Body;
use super::id::Ids;
use super::query::Query;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;
use crate::store::Viewer;

/// On which device it is looked at, for the reader's log.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Reader {
    /// The device.
    #[param(nullable = false)]
    device: Option<Uuid>,
}

/// `PUT /api/v1/spaces/{space}/blobs/{hash}`: whether the school has it already, from
/// whomever, is not said.
#[utoipa::path(
    put,
    path = "/spaces/{space}/blobs/{hash}",
    summary = "A photo that an act names",
    params(("hash" = String, Path, pattern = "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$")),
    request_body = PutPhoto,
    responses((status = 204)),
    extensions(("x-problems" = json!([
        "not_a_member", "unknown_device", "bad_photo", "cannot_open", "too_many_photos", "photos_full"
    ])))
)]
pub async fn put(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Ids(space, hash): Ids<SpaceId, PhotoHash>,
    Body(put): Body<PutPhoto>,
) -> Result<StatusCode, ApiError> {
    let length = match &put.content {
        PhotoContent::Bytes(text) => text.len(),
        PhotoContent::Sealed(sealed) => sealed.data.len(),
    };
    if length > MAX_PHOTO_TEXT {
        return Err(ApiError::TooLarge);
    }
    app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    // Whoever is signed in there carries what somebody else wrote, and reads nothing of it.
    let device = app.store.device(put.device).await?;
    let device = device.filter(|d| d.people.contains(&person)).ok_or(ApiError::UnknownDevice)?;
    app.attempts.with_photo(device.id)?;
    app.store.put_photo(space, &device, hash, put, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/v1/spaces/{space}/blobs/{hash}`: to whoever has no row that speaks of it
/// there is no such photo.
#[utoipa::path(
    get,
    path = "/spaces/{space}/blobs/{hash}",
    summary = "A photo, for whoever has a row that speaks of it",
    params(("hash" = String, Path, pattern = "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$"), Reader),
    responses((status = 200, body = [u8], content_type = "image/jpeg")),
    extensions(("x-problems" = json!(["not_a_member", "bad_query"])))
)]
pub async fn get(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Ids(space, hash): Ids<SpaceId, PhotoHash>,
    Query(reader): Query<Reader>,
) -> Result<impl IntoResponse, ApiError> {
    let device = DeviceId(reader.device.unwrap_or_default());
    let viewer = Viewer { person, device, today: app.clock.today() };
    let bytes = app.store.photo(space, viewer, hash).await?;
    // Opened as a page of its own it can do nothing: it is a picture, and only that.
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"photo.jpg\""),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
        ),
    ];
    Ok((headers, bytes))
}
