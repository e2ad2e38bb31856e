//! Second factors, and the code with which a signed-in person signs in to an
//! installed app: a storage of its own, where the cookie is not.

use async_trait::async_trait;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::time::Stamp;

use super::{Result, TokenHash};

/// What proves more than a passphrase.
#[async_trait]
pub trait Factors: Send + Sync + 'static {
    /// What a person has.
    async fn factors(&self, person: PersonId) -> Result<Factor>;

    /// Keeps an authenticator's secret until its first code; the one that counts goes on.
    async fn offer_authenticator(&self, person: PersonId, secret: &[u8]) -> Result<()>;

    /// The offered one counts from now on, with these recovery codes in place of all
    /// earlier ones. `step` is the half minute of its first code.
    async fn take_authenticator(
        &self,
        person: PersonId,
        step: u64,
        recovery: Vec<TokenHash>,
    ) -> Result<()>;

    /// Uses the code of this half minute up; `false` when it, or a later one, was used.
    async fn use_step(&self, person: PersonId, step: u64) -> Result<bool>;

    /// Uses a recovery code up; `false` when there is none such.
    async fn use_recovery(&self, person: PersonId, code: &TokenHash) -> Result<bool>;

    /// The authenticator counts no more; with the last second factor go the recovery codes.
    async fn drop_authenticator(&self, person: PersonId) -> Result<()>;

    /// Keeps a hand-over code in place of an earlier one of the person.
    async fn hand_over(&self, code: &TokenHash, handover: Handover) -> Result<()>;

    /// Uses a hand-over code up, if it is not over.
    async fn take_over(&self, code: &TokenHash, now: Stamp) -> Result<Option<Handover>>;
}

/// A person's second factor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Factor {
    /// Secret of the authenticator that counts.
    pub secret: Option<Vec<u8>>,
    /// Secret of the one that is offered.
    pub offered: Option<Vec<u8>>,
    /// Recovery codes left.
    pub recovery: u32,
    /// Passkeys.
    pub passkeys: u32,
}

/// A session on its way to another storage of the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Whose.
    pub person: PersonId,
    /// With how many factors the person signed in.
    pub factors: u8,
    /// When the code ends.
    pub expires: Stamp,
}
