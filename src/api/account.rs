//! One's own account.

use gloo_net::http::Method;
use uuid::Uuid;
use yuanliu_sync::wire::{Account, NewPassphrase, Who};

use super::{Failure, call, send};

/// How one signs in, and where one is signed in.
pub async fn account() -> Result<Account, Failure> {
    call(Method::GET, "/api/v1/account", None::<&()>).await
}

/// Signs out on another device.
pub async fn sign_out_there(session: Uuid) -> Result<(), Failure> {
    let path = format!("/api/v1/account/sessions/{session}");
    send(Method::DELETE, &path, None::<&()>).await.map(|_| ())
}

/// Changes the passphrase; every other device is signed out.
pub async fn change_passphrase(new: &NewPassphrase) -> Result<Who, Failure> {
    call(Method::PUT, "/api/v1/account/passphrase", Some(new)).await
}
