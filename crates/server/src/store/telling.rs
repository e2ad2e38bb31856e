//! The part of a store's promise about being told (P7): the server's own notes of who is
//! to be reached, and no part of any record.

use async_trait::async_trait;
use yuanliu_domain::id::{ActId, ChildId, PersonId, SpaceId};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{CallList, Message, Telling, Tongue};

use super::Result;

/// An open app has so long to be first, in milliseconds.
pub const APP_FIRST_MS: i64 = 5_000;
/// A page on the screen that was just sent it has until then to say that it holds it, in
/// milliseconds from when it was said: it asks at least every 45 seconds.
pub const HELD_BY_MS: i64 = 65_000;
/// What is older than this is no news any more, in milliseconds. What is urgent stays news
/// for that day.
pub const NEWS_MS: i64 = 60 * 60_000;
/// Messages under way at once, and in one server's hands.
pub const AT_ONCE: u32 = 5;
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

    /// Looks through what was applied since the last time, and notes who is to be told;
    /// whether there is more than it looked through. `goes_out`: something is sent outside
    /// the app; without it only what ends on the call list is noted.
    async fn note_told(&self, space: SpaceId, goes_out: bool, now: Stamp) -> Result<bool>;

    /// Deletes notes that are kept no longer.
    async fn forget_told(&self, space: SpaceId, now: Stamp) -> Result<()>;

    /// Takes a few messages that are due, what is urgent first, for this server alone until
    /// the lease is over.
    async fn lease_told(&self, space: SpaceId, now: Stamp, until: Stamp) -> Result<Vec<Due>>;

    /// What came of sending one; nothing, if somebody else has it by now.
    async fn settle_told(&self, space: SpaceId, due: &Due, came: Came, now: Stamp) -> Result<()>;

    /// An app on this person's screen holds everything up to the first cursor: that is
    /// read. What it is sent now, up to the second, waits a moment for its next request.
    /// `goes_out` as with [`Tellings::note_told`].
    async fn read_told(
        &self,
        space: SpaceId,
        person: PersonId,
        (held, sent): (&str, &str),
        goes_out: bool,
        now: Stamp,
    ) -> Result<()>;

    /// Urgent messages of today that still hold, that nobody read in time and nobody called
    /// about; the gravest kind first.
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
