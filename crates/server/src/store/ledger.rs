//! What the judge and the plan of a pull need of an engine, inside one
//! transaction of one space.

use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, DeviceId, PersonId};
use yuanliu_domain::row::{Effect, RowKey};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::Verdict;

use super::Result;
use super::intake::Closed;
use crate::pass::SigningKeys;

/// Rows of one space, as they are now.
pub trait Rows {
    /// The body of a row that is not removed.
    fn row(&self, key: &RowKey) -> Result<Option<String>>;

    /// The row as its body's type.
    fn body<T: yuanliu_domain::row::Body>(
        &self,
        audience: Audience,
        key: impl ToString,
    ) -> Result<Option<T>>
    where
        Self: Sized,
    {
        let body = self.row(&RowKey::of::<T>(audience, key))?;
        Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
    }
}

/// What the judge needs of an engine, inside one transaction.
pub trait Ledger: Rows {
    /// The next number of this space.
    fn next_version(&mut self) -> Result<u64>;
    /// Writes rows at a version; checksums follow.
    fn put(&mut self, version: u64, effect: &Effect) -> Result<()>;
    /// Everything that ever came under this id, the first first.
    fn known(&self, id: ActId) -> Result<Vec<Known>>;
    /// Keeps a new act with its verdict.
    fn keep(&mut self, act: &Kept<'_>) -> Result<()>;
    /// Changes the verdict of an act that was held.
    fn settle(&mut self, id: ActId, verdict: &Verdict, version: u64) -> Result<()>;
    /// Notes which acts a held act waits for.
    fn wait(&mut self, id: ActId, on: &[ActId]) -> Result<()>;
    /// Held acts that wait for this one, in their order.
    fn waiting(&self, on: ActId) -> Result<Vec<Held>>;
    /// Acts of a device that came since and are not applied.
    fn not_applied_since(&self, device: DeviceId, since: Stamp) -> Result<u32>;
    /// Whether this sealed act was set aside before.
    fn is_set_aside(&self, id: ActId, hash: &[u8; 32]) -> Result<bool>;
    /// Keeps a sealed act that no key opens, whole.
    fn set_aside(&mut self, device: DeviceId, act: &Closed, received: Stamp) -> Result<()>;
    /// Lets go of what was set aside under this id: the act is here now. Whether
    /// there was anything.
    fn take_back(&mut self, id: ActId) -> Result<bool>;
    /// Whether this child was erased.
    fn erased(&self, child: ChildId) -> Result<bool>;
    /// The keys under which the school signs passes and cards.
    fn signing_keys(&self) -> Result<SigningKeys>;
    /// Adds to the journal.
    fn journal(&mut self, entry: &JournalEntry<'_>) -> Result<()>;
}

/// An act that was decided on before.
pub struct Known {
    /// Of its bytes.
    pub hash: [u8; 32],
    /// What became of it.
    pub verdict: Verdict,
}

/// A held act, whole.
pub struct Held {
    /// Which.
    pub id: ActId,
    /// The device that sent it.
    pub device: DeviceId,
    /// As it came.
    pub bytes: Vec<u8>,
    /// As it came.
    pub signature: Vec<u8>,
    /// When it came.
    pub received: Stamp,
}

/// An act to be kept with its verdict.
pub struct Kept<'a> {
    /// Which.
    pub id: ActId,
    /// Of its bytes.
    pub hash: [u8; 32],
    /// The device that sent it.
    pub device: DeviceId,
    /// Its author, if it can be read.
    pub actor: Option<PersonId>,
    /// What became of it.
    pub verdict: &'a Verdict,
    /// The version of that verdict.
    pub version: u64,
    /// When it came.
    pub received: Stamp,
}

/// One version: what came, and everything it changed.
pub struct JournalEntry<'a> {
    /// The version.
    pub version: u64,
    /// When it came.
    pub received: Stamp,
    /// The act, its bytes and its signature; none when the server founded the school.
    pub act: Option<(ActId, &'a [u8], &'a [u8])>,
    /// The rows it wrote, verdict included.
    pub effect: &'a Effect,
}
