//! Passkeys: what the school asks, and what this device says.

use gloo_net::http::Method;
use uuid::Uuid;
use yuanliu_sync::wire::{Again, Ceremony, Entrance, PasskeySaid, RecoveryCodes, Who};

use super::{Failure, call, send};
use crate::platform::passkey::{self, Trouble};

const AT_DOOR: &str = "/api/v1/session/passkey";
const MINE: &str = "/api/v1/account/passkeys";

/// Why a passkey did not do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPasskey {
    /// The device or its owner.
    Here(Trouble),
    /// The school.
    There(Failure),
}

impl NoPasskey {
    /// A stable code.
    pub fn code(&self) -> &str {
        match self {
            NoPasskey::Here(Trouble::Cancelled) => "passkey_cancelled",
            NoPasskey::Here(Trouble::Already) => "passkey_already",
            NoPasskey::There(failure) => failure.code(),
        }
    }
}

/// How one signs in here, besides name and passphrase.
pub async fn entrance() -> Result<Entrance, Failure> {
    call(Method::GET, "/api/v1/session", None::<&()>).await
}

/// Signs in with a passkey of this device, whoever's it is.
pub async fn sign_in_with_passkey() -> Result<Who, NoPasskey> {
    let asked: Ceremony =
        call(Method::POST, AT_DOOR, None::<&()>).await.map_err(NoPasskey::There)?;
    let credential = passkey::choose(&asked.options).await.map_err(NoPasskey::Here)?;
    let said = PasskeySaid { ceremony: asked.ceremony, credential };
    call(Method::PUT, AT_DOOR, Some(&said)).await.map_err(NoPasskey::There)
}

/// Makes a passkey on this device for one's own account.
pub async fn add_passkey(passphrase: &str) -> Result<RecoveryCodes, NoPasskey> {
    let again = Again { passphrase: passphrase.to_owned() };
    let asked: Ceremony = call(Method::POST, MINE, Some(&again)).await.map_err(NoPasskey::There)?;
    let credential = passkey::make(&asked.options).await.map_err(NoPasskey::Here)?;
    let said = PasskeySaid { ceremony: asked.ceremony, credential };
    call(Method::PUT, MINE, Some(&said)).await.map_err(NoPasskey::There)
}

/// It signs in no more.
pub async fn remove_passkey(passkey: Uuid, passphrase: &str) -> Result<(), Failure> {
    let again = Again { passphrase: passphrase.to_owned() };
    send(Method::DELETE, &format!("{MINE}/{passkey}"), Some(&again)).await.map(|_| ())
}
