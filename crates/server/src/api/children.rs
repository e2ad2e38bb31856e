//! What a guardian may ask about a child: everything that is held, and who looked.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use yuanliu_domain::id::{ChildId, DeviceId, SpaceId};
use yuanliu_domain::photo::Photo;
use yuanliu_sync::wire::Readers;

use super::id::Ids;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;
use crate::file;
use crate::store::Viewer;
use crate::store::file::body;

/// The reader's log is shown for so many days: a month and its last week.
const DAYS: i64 = 35;

/// `GET /api/v1/spaces/{space}/children/{child}/file`: a zip for a guardian of the
/// child; to anybody else there is no such child.
#[utoipa::path(
    get,
    path = "/spaces/{space}/children/{child}/file",
    summary = "Everything held about a child, for its guardian",
    responses((status = 200, body = [u8], content_type = "application/zip")),
)]
pub async fn file(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Ids(space, child): Ids<SpaceId, ChildId>,
) -> Result<impl IntoResponse, ApiError> {
    let now = app.clock.now();
    let rows = app.store.file(space, child, person, now.day()).await?;
    let readers = app.store.readers(space, child, now.day().plus(-DAYS)).await?;
    let viewer = Viewer { person, device: DeviceId(uuid::Uuid::nil()), today: now.day() };
    let mut photos = vec![];
    for row in &rows {
        // A photo on which other children are is not this child's.
        let Some(photo) = body::<Photo>(row).filter(|photo| photo.child == Some(child)) else {
            continue;
        };
        // One that was taken back in this moment is not in the file.
        if let Ok(picture) = app.store.photo(space, viewer, photo.hash).await {
            photos.push((row.key.clone(), picture));
        }
    }
    let zip = tokio::task::spawn_blocking(move || file::zip(child, &rows, &readers, &photos, now));
    let zip = zip.await.map_err(|_| ApiError::Fault)?.map_err(|error| {
        tracing::error!(%space, %error, "a child's file");
        ApiError::Fault
    })?;
    tracing::info!(%space, %person, "a child's file was given");
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"yuanliu.zip\""),
        ),
    ];
    Ok((headers, zip))
}

/// `GET /api/v1/spaces/{space}/children/{child}/readers`
#[utoipa::path(
    get,
    path = "/spaces/{space}/children/{child}/readers",
    summary = "Who was given what about a child, for its guardian",
    responses((status = 200, body = Readers)),
)]
pub async fn readers(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Ids(space, child): Ids<SpaceId, ChildId>,
) -> Result<Json<Readers>, ApiError> {
    let member = app.store.member(space, person).await?.ok_or(ApiError::NotFound)?;
    let today = app.clock.today();
    if !member.on(today).children.contains(&child) {
        return Err(ApiError::NotFound);
    }
    let since = today.plus(-DAYS);
    Ok(Json(app.store.readers(space, child, since).await?))
}
