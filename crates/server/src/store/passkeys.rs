//! Passkeys, and what was asked of one and is not answered yet.

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::time::Stamp;

use super::{Result, TokenHash};

/// Ceremonies kept at once; beyond, the oldest go (I15). One lasts seconds: to push an
/// honest one out, somebody would have to begin a thousand in each of them.
pub const MOST_CEREMONIES: u32 = 10_000;

/// How people sign in without a name.
#[async_trait]
pub trait Passkeys: Send + Sync + 'static {
    /// Keeps what was asked, in place of what was asked of the same person before.
    async fn begin_ceremony(&self, name: &TokenHash, asked: Ceremony, now: Stamp) -> Result<()>;

    /// Uses it up; none when there is no such, or it is over.
    async fn end_ceremony(&self, name: &TokenHash, now: Stamp) -> Result<Option<Ceremony>>;

    /// A person's passkeys, the latest first.
    async fn passkeys_of(&self, person: PersonId) -> Result<Vec<Passkey>>;

    /// The passkey with this credential id, whoever's it is.
    async fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>>;

    /// Keeps a new passkey; with recovery codes, if there are any, in place of earlier ones.
    async fn add_passkey(&self, passkey: Passkey, recovery: Vec<TokenHash>) -> Result<()>;

    /// Notes that it was used, and what is to be kept of it from now on; `false` when it
    /// is gone, or was used by another request in between.
    async fn use_passkey(&self, before: &Passkey, after: &str, now: Stamp) -> Result<bool>;

    /// Removes one of a person's passkeys, and with the last second factor the recovery
    /// codes; `false` when there is none of this id.
    async fn drop_passkey(&self, person: PersonId, passkey: Uuid) -> Result<bool>;
}

/// A passkey of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its name among the person's passkeys.
    pub id: Uuid,
    /// Its name for its authenticator.
    pub credential: Vec<u8>,
    /// Whose.
    pub person: PersonId,
    /// System and browser on which it was added.
    pub label: String,
    /// Public key and counter, as `auth::RelyingParty` writes them.
    pub key: String,
    /// When it was added.
    pub made: Stamp,
    /// When it was used last.
    pub used: Option<Stamp>,
}

/// What was asked of a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    /// Whose new passkey; nobody's for a sign-in.
    pub person: Option<PersonId>,
    /// As `auth::RelyingParty` writes it.
    pub state: String,
    /// When it ends.
    pub expires: Stamp,
}
