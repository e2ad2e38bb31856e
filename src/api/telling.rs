//! How one is told outside the app, and whom staff call.

use gloo_net::http::Method;
use yuanliu_domain::id::SpaceId;
use yuanliu_sync::wire::{CallList, HowTold, Telling};

use super::{Failure, call, send};

/// How this person is told.
pub async fn telling() -> Result<HowTold, Failure> {
    call(Method::GET, "/api/v1/account/telling", None::<&()>).await
}

/// Chooses it.
pub async fn choose_telling(telling: &Telling) -> Result<(), Failure> {
    send(Method::PUT, "/api/v1/account/telling", Some(telling)).await.map(|_| ())
}

/// Urgent messages that nobody read in time.
pub async fn unread(space: SpaceId) -> Result<CallList, Failure> {
    call(Method::GET, &format!("/api/v1/spaces/{space}/unread"), None::<&()>).await
}
