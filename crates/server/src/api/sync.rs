//! Acts go up, rows come down.

use axum::Json;
use axum::extract::State;
use yuanliu_domain::id::SpaceId;
use yuanliu_sync::wire::{Answer, MAX_ACTS, PROTOCOL, Request};

use super::body::Body;
use super::id::Id;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;
use crate::store::{Asked, Viewer};

/// `POST /api/v1/spaces/{space}/sync`
#[utoipa::path(
    post,
    path = "/spaces/{space}/sync",
    summary = "Acts go up, rows come down",
    request_body = Request,
    responses((status = 200, body = Answer)),
    extensions(("x-problems" = json!(["unknown_device", "not_a_member", "over_quota", "protocol_not_supported", "too_many_acts"])))
)]
pub async fn sync(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Id(space): Id<SpaceId>,
    Body(request): Body<Request>,
) -> Result<Json<Answer>, ApiError> {
    if request.protocol != PROTOCOL {
        return Err(ApiError::BadProtocol);
    }
    if request.acts.len() > MAX_ACTS {
        return Err(ApiError::TooManyActs);
    }
    // Who is no longer of this school still gets verdicts; who never was gets nothing.
    app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    let device = app.store.device(request.device).await?;
    let device = device.filter(|d| d.people.contains(&person)).ok_or(ApiError::UnknownDevice)?;

    let now = app.clock.now();
    let verdicts = match request.acts.is_empty() {
        true => vec![],
        false => app.store.commit(space, &device, request.acts, now).await?,
    };
    let viewer = Viewer { person, device: device.id, today: now.day() };
    let asked = Asked { cursor: request.cursor.clone(), have: request.have };
    let pulled = app.store.pull(space, viewer, asked).await?;
    for audience in &pulled.diverged {
        tracing::error!(%space, device = %device.id, %audience, "a replica's checksum differs");
    }
    let seal = app.store.seal_key(space).await?.filter(|key| key.id != request.seal);
    Ok(Json(Answer {
        nonce: request.nonce,
        asked: request.cursor,
        verdicts,
        forget: pulled.forget,
        rows: pulled.rows,
        whole: pulled.whole,
        cursor: pulled.cursor,
        checksums: pulled.checksums,
        more: pulled.more,
        server_time: now,
        seal,
    }))
}
