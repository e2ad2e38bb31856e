//! One's own account, and invitations.

use gloo_net::http::Method;
use uuid::Uuid;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_sync::wire::{
    Account, Again, Authenticator, FirstCode, Handover, Invitation, Invite, Invited, NewPassphrase,
    OpenInvitation, RecoveryCodes, Who,
};

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

/// Asks for an authenticator; it counts after its first code.
pub async fn offer_authenticator(passphrase: &str) -> Result<Authenticator, Failure> {
    let again = Again { passphrase: passphrase.to_owned() };
    call(Method::POST, "/api/v1/account/authenticator", Some(&again)).await
}

/// The authenticator's first code.
pub async fn take_authenticator(first: &FirstCode) -> Result<RecoveryCodes, Failure> {
    call(Method::PUT, "/api/v1/account/authenticator", Some(first)).await
}

/// Back to one factor.
pub async fn remove_authenticator(passphrase: &str) -> Result<(), Failure> {
    let again = Again { passphrase: passphrase.to_owned() };
    send(Method::DELETE, "/api/v1/account/authenticator", Some(&again)).await.map(|_| ())
}

/// A code with which an installed app signs in.
pub async fn hand_over() -> Result<Invitation, Failure> {
    call(Method::POST, "/api/v1/account/handovers", None::<&()>).await
}

/// Signs in with such a code.
pub async fn take_over(code: &str) -> Result<Who, Failure> {
    let typed = Handover { code: code.to_owned() };
    call(Method::POST, "/api/v1/session/handover", Some(&typed)).await
}

/// Makes codes for people; shown once.
pub async fn invite(space: SpaceId, invite: &Invite) -> Result<Invited, Failure> {
    call(Method::POST, &format!("/api/v1/spaces/{space}/invitations"), Some(invite)).await
}

/// Invitations that are not over.
pub async fn invitations(space: SpaceId) -> Result<Vec<OpenInvitation>, Failure> {
    call(Method::GET, &format!("/api/v1/spaces/{space}/invitations"), None::<&()>).await
}

/// Members of the school who can sign in.
pub async fn joined(space: SpaceId) -> Result<Vec<PersonId>, Failure> {
    call(Method::GET, &format!("/api/v1/spaces/{space}/joined"), None::<&()>).await
}

/// Takes an invitation back.
pub async fn take_invitation_back(space: SpaceId, invitation: Uuid) -> Result<(), Failure> {
    let path = format!("/api/v1/spaces/{space}/invitations/{invitation}");
    send(Method::DELETE, &path, None::<&()>).await.map(|_| ())
}

/// A phone was lost: signs a person out everywhere.
pub async fn sign_out_everywhere(space: SpaceId, person: PersonId) -> Result<(), Failure> {
    let path = format!("/api/v1/spaces/{space}/people/{person}/sessions");
    send(Method::DELETE, &path, None::<&()>).await.map(|_| ())
}
