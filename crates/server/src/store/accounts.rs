//! The second half of a store's promise: how people sign in, where they are
//! signed in, and who is invited. All of it lies in the district's space.

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::OpenInvitation;

use super::{Result, TokenHash};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// When a session ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Unused for so long, in milliseconds.
    pub idle: i64,
    /// At last after so long, in milliseconds.
    pub absolute: i64,
}

/// Longer than the autumn holidays, so that no family is signed out by them; at
/// last after a term.
pub const USUAL: Terms = Terms { idle: 14 * DAY_MS, absolute: 120 * DAY_MS };
/// The office sees every family's numbers: a working day, and a week.
pub const OFFICE: Terms = Terms { idle: 12 * HOUR_MS, absolute: 7 * DAY_MS };

/// How people sign in.
#[async_trait]
pub trait Accounts: Send + Sync + 'static {
    /// Who signs in with this name, and against which hash.
    async fn sign_in(&self, login: &str) -> Result<Option<SignIn>>;

    /// The same, of a person.
    async fn sign_in_of(&self, person: PersonId) -> Result<Option<SignIn>>;

    /// Sets name and passphrase hash of a person; every session of theirs ends.
    async fn set_sign_in(&self, person: PersonId, login: &str, hash: &str) -> Result<()>;

    /// Begins a session.
    async fn open_session(&self, session: Session) -> Result<()>;

    /// The session of this token, if it still holds; notes that it was used.
    async fn session(&self, token: &TokenHash, now: Stamp) -> Result<Option<Held>>;

    /// Ends a session.
    async fn close_session(&self, token: &TokenHash) -> Result<()>;

    /// Where a person is signed in, the latest use first.
    async fn my_devices(&self, person: PersonId, now: Stamp) -> Result<Vec<MyDevice>>;

    /// Ends one session of a person; `false` when there is none of this id.
    async fn close_mine(&self, person: PersonId, session: Uuid) -> Result<bool>;

    /// Ends every session of a person, and forgets every device and passkey of theirs:
    /// for a lost phone. A device that was not lost enrols again at the next sign-in.
    async fn close_all(&self, person: PersonId) -> Result<()>;

    /// Keeps an invitation in place of earlier ones of this school for this person.
    async fn invite(&self, invitation: Invitation) -> Result<()>;

    /// Invitations of a school that are not over at this moment, the latest first.
    async fn invitations(&self, school: SpaceId, now: Stamp) -> Result<Vec<OpenInvitation>>;

    /// Members of a school who can sign in.
    async fn joined(&self, school: SpaceId) -> Result<Vec<PersonId>>;

    /// Takes an invitation back; `false` when the school has none of this id that
    /// could still be used.
    async fn uninvite(&self, school: SpaceId, invitation: Uuid) -> Result<bool>;

    /// Uses an invitation up: who it was for gets this name and hash. Sessions, devices,
    /// second factors and passkeys from before end: whoever holds the slip was seen
    /// by the school.
    async fn join(&self, code: &TokenHash, login: &str, hash: &str, now: Stamp)
    -> Result<PersonId>;
}

/// Who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The person.
    pub person: PersonId,
    /// Name to sign in with.
    pub login: String,
    /// Argon2id, in PHC form.
    pub hash: String,
}

/// A session to be opened.
#[derive(Clone, Debug)]
pub struct Session {
    /// Hash of the token in the cookie.
    pub token: TokenHash,
    /// Whose.
    pub person: PersonId,
    /// When it begins.
    pub at: Stamp,
    /// System and browser.
    pub label: String,
    /// 1: a passphrase; 2: a second factor as well, or a passkey.
    pub factors: u8,
}

impl Session {
    /// A session that began with everything there is, on a device that said nothing of itself.
    pub fn full(token: TokenHash, person: PersonId, at: Stamp) -> Session {
        Session { token, person, at, label: String::new(), factors: 2 }
    }
}

/// A session that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Whose.
    pub person: PersonId,
    /// Its name among the person's sessions.
    pub id: Uuid,
    /// With how many factors it began.
    pub factors: u8,
    /// The person is of a school's office now.
    pub office: bool,
}

/// Where a person is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyDevice {
    /// Its name among the person's sessions.
    pub id: Uuid,
    /// System and browser.
    pub label: String,
    /// When it began.
    pub begun: Stamp,
    /// When it was used last, to the hour.
    pub used: Stamp,
}

/// An invitation to be kept.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Hash of the code.
    pub code: TokenHash,
    /// Whom it is for.
    pub person: PersonId,
    /// Which school invites.
    pub school: SpaceId,
    /// Who makes it; nobody for the first member of the office.
    pub made_by: Option<PersonId>,
    /// When.
    pub made: Stamp,
    /// When it ends.
    pub expires: Stamp,
}
