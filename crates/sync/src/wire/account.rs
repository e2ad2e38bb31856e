//! Signing in, one's own account and devices, and invitations.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::time::Stamp;

use crate::seal::SealKey;

/// `POST /api/v1/session`: signs in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SignIn {
    /// Name to sign in with.
    pub login: String,
    /// Passphrase.
    pub passphrase: String,
    /// The device that asks: one that the person used before has tries of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
}

/// `POST /api/v1/join`: first sign-in with the school's invitation code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Join {
    /// The code, as typed; case, spaces and dashes do not matter.
    pub code: String,
    /// Name to sign in with from now on.
    pub login: String,
    /// Passphrase to sign in with from now on.
    pub passphrase: String,
}

/// `GET /api/v1/me`, and the answer to a sign-in: who is signed in, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The person.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Schools, with what the person is there.
    pub spaces: Vec<WhoIn>,
    /// The school's clock.
    pub server_time: Stamp,
    /// The clock is a demo's, not the real one: shown on the screen.
    #[serde(default)]
    pub demo: bool,
}

/// What a person is in one school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoIn {
    /// The school.
    pub space: SpaceId,
    /// Its name.
    pub school: String,
    /// Roles, children, classes.
    pub member: Member,
    /// The key to which acts for this school are sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<SealKey>,
}

/// `GET /api/v1/account`: how one signs in, and where one is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Name to sign in with.
    pub login: String,
    /// Where the person is signed in, the latest use first.
    pub sessions: Vec<MySession>,
}

/// A device on which one is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MySession {
    /// Names it in `DELETE /api/v1/account/sessions/{session}`.
    pub id: Uuid,
    /// System and browser, such as `Android · WeChat`; empty when unknown.
    pub label: String,
    /// When the person signed in there.
    pub begun: Stamp,
    /// When it was used last, to the hour.
    pub used: Stamp,
    /// It is the one that asks.
    pub this: bool,
}

/// `PUT /api/v1/account/passphrase`: every other session of the person ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewPassphrase {
    /// The one until now.
    pub current: String,
    /// The one from now on.
    pub new: String,
}

/// `POST /api/v1/spaces/{space}/invitations`: a code for a guardian or member of staff.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invite {
    /// Whom it is for.
    pub person: PersonId,
}

/// The answer: the code is shown once and kept only as a hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// Code in readable groups.
    pub code: String,
    /// When it expires.
    pub expires: Stamp,
}
