//! Talks to the school's server. Same origin, JSON, never cached.

mod account;

pub use account::*;

use futures::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use yuanliu_domain::id::{ChildId, DeviceId, SpaceId};
use yuanliu_sync::wire::{
    Answer, Checkpoint, Enrol, Invitation, Join, OfferPairing, Pair, Problem, Readers, Request,
    SignIn, Who,
};

/// Longest wait for an answer, in milliseconds: a school's Wi-Fi in the rain.
const PATIENCE_MS: u32 = 30_000;

pub use yuanliu_sync::round::Failure;

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

/// One round of sync.
pub async fn sync(space: SpaceId, request: &Request) -> Result<Answer, Failure> {
    call(Method::POST, &format!("/api/v1/spaces/{space}/sync"), Some(request)).await
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

/// The journal's signed checkpoint.
pub async fn checkpoint(space: SpaceId) -> Result<Checkpoint, Failure> {
    call(Method::GET, &format!("/api/v1/spaces/{space}/checkpoint"), None::<&()>).await
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
    let text = send(method, path, body).await?;
    yuanliu_sync::round::read(true, &text)
}

async fn send<B: Serialize>(
    method: Method,
    path: &str,
    body: Option<&B>,
) -> Result<String, Failure> {
    let abort = web_sys::AbortController::new().map_err(|_| Failure::Unreachable)?;
    let builder = RequestBuilder::new(path)
        .method(method)
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
        Err(serde_json::from_str(&text).map_or(Failure::Unreachable, Failure::Problem))
    };
    match select(Box::pin(exchange), TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => {
            abort.abort();
            Err(Failure::Unreachable)
        }
    }
}
