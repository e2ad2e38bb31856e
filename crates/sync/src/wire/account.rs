//! Signing in, one's own account and devices, and invitations.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::time::Stamp;

use crate::seal::SealKey;

/// `POST /api/v1/session`: signs in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// Name to sign in with.
    pub login: String,
    /// Passphrase.
    pub passphrase: String,
    /// The second factor, once the answer was `second_factor`: six digits of the
    /// authenticator, or a recovery code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The device that asks: one that the person used before has tries of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
}

/// `POST /api/v1/join`: first sign-in with the school's invitation code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Join {
    /// The code, as typed; case, spaces and dashes do not matter.
    pub code: String,
    /// Name to sign in with from now on.
    #[cfg_attr(feature = "openapi", schema(pattern = r"^[^\s\x00-\x1f\x7f-\x9f]{3,40}$"))]
    pub login: String,
    /// Passphrase to sign in with from now on.
    #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 200))]
    pub passphrase: String,
}

/// `GET /api/v1/me`, and the answer to a sign-in: who is signed in, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// The office works with a second factor: until there is one, only the account
    /// answers, with `second_factor_due` everywhere else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_factor_due: bool,
}

/// What a person is in one school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Name to sign in with.
    pub login: String,
    /// An authenticator gives six digits at each sign-in.
    pub authenticator: bool,
    /// Recovery codes that are not used up.
    pub recovery_codes: u32,
    /// Passkeys, the latest first.
    #[serde(default)]
    pub passkeys: Vec<MyPasskey>,
    /// Where a passkey can be added.
    #[serde(default)]
    pub entrance: Entrance,
    /// Where the person is signed in, the latest use first.
    pub sessions: Vec<MySession>,
}

/// A passkey of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyPasskey {
    /// Names it in `DELETE /api/v1/account/passkeys/{passkey}`.
    pub id: Uuid,
    /// System and browser on which it was added; empty when unknown.
    pub label: String,
    /// When it was added.
    pub made: Stamp,
    /// When it was used last.
    pub used: Option<Stamp>,
}

/// `GET /api/v1/session`: how one signs in here, besides name and passphrase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entrance {
    /// The origin at which passkeys work; at any other one, and without one, they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkeys: Option<String>,
}

/// `POST /api/v1/session/passkey`, `POST /api/v1/account/passkeys`: what the browser is
/// to ask a passkey. Holds for five minutes and one answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ceremony {
    /// Names it in the answer.
    pub ceremony: String,
    /// `PublicKeyCredentialRequestOptionsJSON` or `…CreationOptionsJSON` (WebAuthn, level 3).
    pub options: Value,
}

/// `PUT` to the same address: what the passkey said.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeySaid {
    /// As it was given.
    pub ceremony: String,
    /// `AuthenticationResponseJSON` or `RegistrationResponseJSON`.
    pub credential: Value,
}

/// A device on which one is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPassphrase {
    /// The one until now.
    pub current: String,
    /// The one from now on.
    #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 200))]
    pub new: String,
}

/// `POST /api/v1/account/authenticator`: proves who asks once more.
/// `DELETE`: the account goes back to one factor.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Again {
    /// The passphrase.
    pub passphrase: String,
}

/// An authenticator that is offered; it counts once it gave its first code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authenticator {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The same as an `otpauth:` address.
    pub link: String,
    /// The link as a picture.
    pub qr: Qr,
}

/// `PUT /api/v1/account/authenticator`: its first code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstCode {
    /// Six digits.
    pub code: String,
}

/// The answer, also when a passkey was added: shown once, kept only as hashes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Each works once in place of the second factor. None with a passkey, where the
    /// passphrase alone still opens the account, or where there are codes already.
    pub codes: Vec<String>,
    /// Who is signed in now, with both factors.
    pub who: Who,
}

/// A QR code: `path` draws the dark modules of a square of `size` modules, the
/// quiet border included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Qr {
    /// Modules on a side.
    pub size: u16,
    /// `d` of an SVG path, one unit a module.
    pub path: String,
}

/// A code that is shown once and kept only as a hash: of a tablet's pairing, and of
/// `POST /api/v1/account/handovers`, for an installed app with a storage of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Code in readable groups.
    pub code: String,
    /// When it expires.
    pub expires: Stamp,
}

/// `POST /api/v1/session/handover`: signs in to the installed app.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handover {
    /// The code, as typed.
    pub code: String,
}

/// Most people on one sheet: every guardian of a large class.
pub const MAX_SLIPS: usize = 200;

/// `POST /api/v1/spaces/{space}/invitations`: codes for guardians and staff.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invite {
    /// Whom they are for, at most [`MAX_SLIPS`].
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub people: Vec<PersonId>,
    /// Also those who sign in already: the code lets them choose a new passphrase.
    #[serde(default)]
    pub again: bool,
}

/// The answer: codes are shown once and kept only as hashes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    /// One for each person, in the order asked.
    pub slips: Vec<Slip>,
    /// Who signs in already and got none.
    pub joined: Vec<PersonId>,
}

/// What is printed and handed over, face to face.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slip {
    /// Whom it is for.
    pub person: PersonId,
    /// Code in readable groups.
    pub code: String,
    /// When it expires.
    pub expires: Stamp,
    /// Opens the page with the code filled in. The code stands after `#`, which no
    /// browser sends to a server.
    pub link: String,
    /// The link as a picture.
    pub qr: Qr,
}

/// `GET /api/v1/spaces/{space}/invitations`: those that are not over, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenInvitation {
    /// Names it in `DELETE /api/v1/spaces/{space}/invitations/{invitation}`.
    pub id: Uuid,
    /// Whom it is for.
    pub person: PersonId,
    /// Who made it; nobody for the first member of the office.
    pub made_by: Option<PersonId>,
    /// When.
    pub made: Stamp,
    /// When it ends.
    pub expires: Stamp,
    /// When it was used, if it was.
    pub used: Option<Stamp>,
}
