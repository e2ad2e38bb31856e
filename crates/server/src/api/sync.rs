//! Acts go up, rows come down.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::seal::SealKey;
use yuanliu_sync::wire::{ActVerdict, Answer, MAX_ACTS, PROTOCOL, Request, SignedAct};

use super::body::Body;
use super::id::Id;
use super::signed_in::SignedIn;
use super::telling::{self, SHOWN};
use crate::app::App;
use crate::error::ApiError;
use crate::store::{Asked, Device, Pulled, Result, Store, Viewer};

/// `POST /api/v1/spaces/{space}/sync`
#[utoipa::path(
    post,
    path = "/spaces/{space}/sync",
    summary = "Acts go up, rows come down",
    params(("x-yuanliu-shown" = Option<String>, Header, description = "The app is on the screen: what it holds up to the request's cursor counts as read (P7).")),
    request_body = Request,
    responses((status = 200, body = Answer)),
    extensions(("x-problems" = json!(["unknown_device", "not_a_member", "over_quota", "protocol_not_supported", "too_many_acts"])))
)]
pub async fn sync(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Id(space): Id<SpaceId>,
    headers: HeaderMap,
    Body(request): Body<Request>,
) -> std::result::Result<Json<Answer>, ApiError> {
    let now = app.clock.now();
    let whole = Whole(app.store.clone());
    let held = request.cursor.clone();
    let answer = answer(&whole, (space, person), request, now).await?;
    if headers.contains_key(SHOWN) {
        telling::read(&app, (space, person), (&held, &answer.cursor), now).await;
    }
    Ok(Json(answer))
}

/// What an answer needs of a store: every [`Store`] has it, and so has the one in
/// memory with which the simulation calls [`answer`].
#[expect(async_fn_in_trait, reason = "its futures are known where it is used")]
pub trait Answers {
    /// Whether the person is or was of this school.
    async fn is_or_was_member(&self, space: SpaceId, person: PersonId) -> Result<bool>;
    /// See [`Store::device`].
    async fn device(&self, device: DeviceId) -> Result<Option<Device>>;
    /// See [`Store::commit`].
    async fn commit(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>>;
    /// See [`Store::pull`].
    async fn pull(&self, space: SpaceId, viewer: Viewer, asked: Asked) -> Result<Pulled>;
    /// The key to which devices seal now.
    async fn seal_key(&self, space: SpaceId) -> Result<Option<SealKey>>;
}

/// Answers one request of a signed-in person.
pub async fn answer<S: Answers>(
    store: &S,
    (space, person): (SpaceId, PersonId),
    request: Request,
    now: Stamp,
) -> std::result::Result<Answer, ApiError> {
    if request.protocol != PROTOCOL {
        return Err(ApiError::BadProtocol);
    }
    if request.acts.len() > MAX_ACTS {
        return Err(ApiError::TooManyActs);
    }
    // Who is no longer of this school still gets verdicts; who never was gets nothing.
    if !store.is_or_was_member(space, person).await? {
        return Err(ApiError::NotAMember);
    }
    let device = store.device(request.device).await?;
    let device = device.filter(|d| d.people.contains(&person)).ok_or(ApiError::UnknownDevice)?;

    let verdicts = match request.acts.is_empty() {
        true => vec![],
        false => store.commit(space, &device, request.acts, now).await?,
    };
    let viewer = Viewer { person, device: device.id, today: now.day() };
    let asked = Asked { cursor: request.cursor.clone(), have: request.have };
    let pulled = store.pull(space, viewer, asked).await?;
    for audience in &pulled.diverged {
        tracing::error!(%space, device = %device.id, %audience, "a replica's checksum differs");
    }
    let seal = store.seal_key(space).await?.filter(|key| key.id != request.seal);
    Ok(Answer {
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
    })
}

/// A whole store, as it answers.
pub struct Whole(pub Arc<dyn Store>);

impl Answers for Whole {
    async fn is_or_was_member(&self, space: SpaceId, person: PersonId) -> Result<bool> {
        Ok(self.0.member(space, person).await?.is_some())
    }

    async fn device(&self, device: DeviceId) -> Result<Option<Device>> {
        self.0.device(device).await
    }

    async fn commit(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>> {
        self.0.commit(space, device, acts, received).await
    }

    async fn pull(&self, space: SpaceId, viewer: Viewer, asked: Asked) -> Result<Pulled> {
        self.0.pull(space, viewer, asked).await
    }

    async fn seal_key(&self, space: SpaceId) -> Result<Option<SealKey>> {
        self.0.seal_key(space).await
    }
}
