//! Talks to the school's server. Same origin, JSON, never cached.

mod account;
mod passkeys;
mod telling;

pub use account::*;
pub use passkeys::*;
pub use telling::*;

use futures::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use yuanliu_domain::id::{ActId, ChildId, DeviceId, SpaceId};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_sync::photo::PutPhoto;
use yuanliu_sync::round;
pub use yuanliu_sync::round::Failure;
use yuanliu_sync::wire::{
    Answer, CheckCode, Checkpoint, Enrol, HandIn, HandedIn, Invitation, Join, OfferPairing, Pair,
    Place, Readers, Request, SignIn, Verified, Verify, Who,
};

/// Longest wait for an answer, in milliseconds: a school's Wi-Fi in the rain.
const PATIENCE_MS: u32 = 30_000;
/// The same for a photo, and for all that a new tablet holds: 400 KB at four kilobytes a
/// second.
const LARGE_PATIENCE_MS: u32 = 100_000;

/// Signs in.
pub async fn sign_in(sign_in: &SignIn) -> Result<Who, Failure> {
    call(Method::POST, "/api/v1/session", Some(sign_in)).await
}

/// Signs in for the first time, with the school's code.
pub async fn join(join: &Join) -> Result<Who, Failure> {
    call(Method::POST, "/api/v1/join", Some(join)).await
}

/// Ends the session on the server.
pub async fn sign_out() -> Result<(), Failure> {
    send(Method::DELETE, "/api/v1/session", None::<&()>).await.map(|_| ())
}

/// Who is signed in.
pub async fn me() -> Result<Who, Failure> {
    call(Method::GET, "/api/v1/me", None::<&()>).await
}

/// Enrols this device's public key. Repeatable.
pub async fn enrol(device: DeviceId, enrol: &Enrol) -> Result<(), Failure> {
    let path = format!("/api/v1/devices/{device}");
    send(Method::PUT, &path, Some(enrol)).await.map(|_| ())
}

/// One round of sync; `read`: what comes is before somebody's eyes.
pub async fn sync(space: SpaceId, request: &Request, read: bool) -> Result<Answer, Failure> {
    let patience = if request.cursor.is_empty() { LARGE_PATIENCE_MS } else { PATIENCE_MS };
    let path = format!("/api/v1/spaces/{space}/sync");
    let builder = RequestBuilder::new(&path).method(Method::POST);
    let builder = if read { builder.header("x-yuanliu-shown", "1") } else { builder };
    round::read(true, &exchange(patience, builder, Some(request)).await?)
}

/// Hands in what another device could not send.
pub async fn hand_in(space: SpaceId, parcel: &HandIn) -> Result<HandedIn, Failure> {
    call(Method::POST, &format!("/api/v1/spaces/{space}/parcels"), Some(parcel)).await
}

/// Makes a code with which a device becomes this tablet; shown once.
pub async fn offer_pairing(space: SpaceId, offer: &OfferPairing) -> Result<Invitation, Failure> {
    call(Method::POST, &format!("/api/v1/spaces/{space}/pairings"), Some(offer)).await
}

/// Makes this device the tablet of a code.
pub async fn pair(pair: &Pair) -> Result<Who, Failure> {
    call(Method::POST, "/api/v1/pair", Some(pair)).await
}

/// Who was given something about a child.
pub async fn readers(space: SpaceId, child: ChildId) -> Result<Readers, Failure> {
    let path = format!("/api/v1/spaces/{space}/children/{child}/readers");
    call(Method::GET, &path, None::<&()>).await
}

/// Where everything that is held about a child is fetched as a file.
pub fn file_path(space: SpaceId, child: ChildId) -> String {
    format!("/api/v1/spaces/{space}/children/{child}/file")
}

/// Brings a photo that an act of this device names. Repeatable.
pub async fn put_photo(space: SpaceId, hash: PhotoHash, put: &PutPhoto) -> Result<(), Failure> {
    let path = format!("/api/v1/spaces/{space}/blobs/{hash}");
    send_within(LARGE_PATIENCE_MS, Method::PUT, &path, Some(put)).await.map(|_| ())
}

/// A photo of which a row here speaks.
pub async fn photo(space: SpaceId, hash: PhotoHash, device: DeviceId) -> Result<Vec<u8>, Failure> {
    let path = format!("/api/v1/spaces/{space}/blobs/{hash}?device={device}");
    let abort = web_sys::AbortController::new().map_err(|_| Failure::Unreachable)?;
    let request = RequestBuilder::new(&path)
        .cache(web_sys::RequestCache::NoStore)
        .abort_signal(Some(&abort.signal()))
        .build()
        .map_err(|_| Failure::Unreachable)?;
    let exchange = async {
        let answer = request.send().await.map_err(|_| Failure::Unreachable)?;
        if answer.ok() {
            return answer.binary().await.map_err(|_| Failure::Unreachable);
        }
        let text = answer.text().await.map_err(|_| Failure::Unreachable)?;
        Err(round::refused(&text))
    };
    match select(Box::pin(exchange), TimeoutFuture::new(LARGE_PATIENCE_MS)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => {
            abort.abort();
            Err(Failure::Unreachable)
        }
    }
}

/// The journal's signed checkpoint.
pub async fn checkpoint(space: SpaceId) -> Result<Checkpoint, Failure> {
    call(Method::GET, &format!("/api/v1/spaces/{space}/checkpoint"), None::<&()>).await
}

/// What the place asks for.
pub async fn place() -> Result<Place, Failure> {
    call(Method::GET, "/api/v1/place", None::<&()>).await
}

/// Where a year's audit pack is fetched as a file.
pub fn audit_path(space: SpaceId, year: i32) -> String {
    format!("/api/v1/spaces/{space}/audits/{year}")
}

/// What is printed on a leave note.
pub async fn check_code(space: SpaceId, act: ActId) -> Result<CheckCode, Failure> {
    let path = format!("/api/v1/spaces/{space}/acts/{act}/check-code");
    call(Method::GET, &path, None::<&()>).await
}

/// What the school's journal says of a printed note.
pub async fn verify(verify: &Verify) -> Result<Verified, Failure> {
    call(Method::POST, "/api/v1/verify", Some(verify)).await
}

/// Where a space says that there is more.
pub fn events_path(space: SpaceId) -> String {
    format!("/api/v1/spaces/{space}/events")
}

async fn call<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: Option<&B>,
) -> Result<T, Failure> {
    round::read(true, &send(method, path, body).await?)
}

async fn send<B: Serialize>(
    method: Method,
    path: &str,
    body: Option<&B>,
) -> Result<String, Failure> {
    send_within(PATIENCE_MS, method, path, body).await
}

async fn send_within<B: Serialize>(
    patience: u32,
    method: Method,
    path: &str,
    body: Option<&B>,
) -> Result<String, Failure> {
    exchange(patience, RequestBuilder::new(path).method(method), body).await
}

async fn exchange<B: Serialize>(
    patience: u32,
    builder: RequestBuilder,
    body: Option<&B>,
) -> Result<String, Failure> {
    let abort = web_sys::AbortController::new().map_err(|_| Failure::Unreachable)?;
    let builder = builder
        .header("x-yuanliu", "1")
        .cache(web_sys::RequestCache::NoStore)
        .abort_signal(Some(&abort.signal()));
    let request = match body {
        Some(body) => builder.json(body),
        None => builder.build(),
    };
    let request = request.map_err(|_| Failure::Unreachable)?;
    let exchange = async {
        let answer = request.send().await.map_err(|_| Failure::Unreachable)?;
        let text = answer.text().await.map_err(|_| Failure::Unreachable)?;
        if answer.ok() {
            return Ok(text);
        }
        Err(round::refused(&text))
    };
    match select(Box::pin(exchange), TimeoutFuture::new(patience)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => {
            abort.abort();
            Err(Failure::Unreachable)
        }
    }
}
