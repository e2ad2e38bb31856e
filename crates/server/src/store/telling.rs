//! The part of a store's promise about being told (P7): the server's own notes of who is
//! to be reached, and no part of any record.

use async_trait::async_trait;
use yuanliu_domain::id::{ActId, ChildId, PersonId, SpaceId};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{CallList, Message, Telling, Tongue};

use super::Result;

/// An open app has so long to be first, in milliseconds.
pub const APP_FIRST_MS: i64 = 5_000;
/// What is older than this is no news any more, unless it is urgent, in milliseconds; and
/// nothing older goes out.
pub const NEWS_MS: i64 = 60 * 60_000;
/// Days after which a note goes.
pub const KEPT_DAYS: i64 = 7;
/// Notes that stand on the call list at once.
pub const MOST_ON_LIST: u32 = 200;

/// Who is to be reached, and how.
#[async_trait]
pub trait Tellings: Send + Sync + 'static {
    /// How a person wants to be told.
    async fn telling(&self, person: PersonId) -> Result<Telling>;

    /// Keeps it.
    async fn set_telling(&self, person: PersonId, telling: Telling) -> Result<()>;

    /// Looks through what was applied since the last time, and notes who is to be told.
    /// `goes_out`: something is sent outside the app; without it only what ends on the
    /// call list is noted.
    async fn note_told(&self, space: SpaceId, goes_out: bool, now: Stamp) -> Result<()>;

    /// Takes messages that are due, for this server alone until the lease is over.
    async fn lease_told(&self, space: SpaceId, now: Stamp, until: Stamp) -> Result<Vec<Due>>;

    /// What came of sending one.
    async fn settle_told(&self, space: SpaceId, due: &Due, came: Came, now: Stamp) -> Result<()>;

    /// An app on this person's screen holds everything up to this cursor. `goes_out` as
    /// with [`Tellings::note_told`].
    async fn read_told(
        &self,
        space: SpaceId,
        person: PersonId,
        cursor: &str,
        goes_out: bool,
        now: Stamp,
    ) -> Result<()>;

    /// Urgent messages that nobody read in time and nobody called about.
    async fn unread(&self, space: SpaceId, now: Stamp) -> Result<CallList>;
}

/// A message that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The act that it comes from.
    pub act: ActId,
    /// To whom.
    pub person: PersonId,
    /// About whom.
    pub child: ChildId,
    /// What kind.
    pub kind: Message,
    /// When the school received the act.
    pub said: Stamp,
    /// How often it was tried, this time counted.
    pub tries: u32,
    /// In which language.
    pub language: Tongue,
    /// The guardian's number on file; empty when there is none.
    pub phone: String,
}

/// What came of sending a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// The gateway took it.
    Handed,
    /// To be tried again from then on.
    Again(Stamp),
    /// Not to be tried again.
    GivenUp,
}
