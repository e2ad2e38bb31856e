//! The school's memory: one promise in the field's own words, kept by each
//! engine. SQL stands in the engines and nowhere else.
//!
//! What does not depend on an engine is beside it: `intake` looks at one act
//! alone, `judge` decides on acts in order, `pull` says what a replica gets.

mod accounts;
mod attention;
pub mod audit;
mod cursor;
mod erased;
mod error;
mod factors;
pub mod file;
mod intake;
mod judge;
mod ledger;
mod pass_signing;
mod passkeys;
mod photos;
mod pull;
mod records;
mod scrub;
mod seals;
mod sql;
mod tablets;
pub mod telling;

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::broadcast;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::school::School;
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::wire::{ActVerdict, Have, SignedAct, WhoIn, WireRow};

pub use accounts::{Accounts, Held, Invitation, MyDevice, OFFICE, Session, SignIn, Terms, USUAL};
pub use cursor::Cursor;
pub(crate) use erased::ErasedList;
pub use error::StoreError;
pub use factors::{Factor, Factors, Handover};
pub use judge::MAX_NOT_APPLIED;
pub use ledger::Rows;
pub use pass_signing::PassSigning;
pub use passkeys::{Ceremony, MOST_CEREMONIES, Passkey, Passkeys};
pub use photos::Photos;
pub use pull::{Snapshot, pull};
pub use records::{Entry, Erased, Expunged, Noted, Over, Records};
pub use seals::{KeptKey, Restored, Seals};
pub use sql::{Database, Location};
pub use sql::{backup, check};
pub use tablets::{Pairing, Tablets};
pub use telling::Tellings;

/// What decides without an engine, for the simulation's store in memory.
#[cfg(feature = "sim")]
pub mod inside {
    pub use super::intake::{Closed, Intake, examine};
    pub use super::judge::{commit, reconsider};
    pub use super::ledger::{Held, JournalEntry, Kept, Known, Ledger};
    pub use super::pull::{Limits, pull_within};
    pub use super::sql::first_rows;
}

/// What a store answers.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Everything that the server remembers.
#[async_trait]
pub trait Store:
    Accounts
    + Factors
    + PassSigning
    + Passkeys
    + Photos
    + Records
    + Seals
    + Tablets
    + Tellings
    + Send
    + Sync
    + 'static
{
    // The order of acts.

    /// Puts acts in order, one version each, in one durable transaction. The
    /// verdicts follow the acts; an act over its device's quota has none.
    async fn commit(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>>;

    /// The same for acts that somebody else carried here: only what this device signed and
    /// the school can read is put in order. The rest is answered and leaves no trace, so
    /// that nobody fills another's device's quota.
    async fn hand_in(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>>;

    /// What this viewer's replica is to forget and to put, read in one snapshot.
    async fn pull(&self, space: SpaceId, viewer: Viewer, asked: Asked) -> Result<Pulled>;

    /// The audiences that this viewer sees.
    async fn scope(&self, space: SpaceId, viewer: Viewer) -> Result<BTreeSet<Audience>>;

    /// Told after every commit.
    fn pokes(&self) -> broadcast::Receiver<Poke>;

    // Schools and people.

    /// Opens a school with its first member of the office. Idempotent.
    async fn found(&self, founding: Founding) -> Result<()>;

    /// Every school.
    async fn schools(&self) -> Result<Vec<SpaceId>>;

    /// What a person is or was in a school.
    async fn member(&self, space: SpaceId, person: PersonId) -> Result<Option<Member>>;

    /// Where a person is a member.
    async fn memberships(&self, person: PersonId) -> Result<Vec<WhoIn>>;

    // Devices.

    /// Enrols a device for a person. Idempotent for the same key.
    async fn enrol(&self, device: DeviceId, key: &[u8], person: PersonId, at: Stamp) -> Result<()>;

    /// A device with its key and everyone who signed in on it.
    async fn device(&self, device: DeviceId) -> Result<Option<Device>>;

    // The store itself.

    /// A note of the server about itself.
    async fn note(&self, name: &str) -> Result<Option<String>>;

    /// Writes such a note.
    async fn set_note(&self, name: &str, value: &str) -> Result<()>;

    /// Ends: everything that was begun is on disk when this returns.
    async fn close(&self) -> Result<()>;
}

/// SHA-256 of a secret: tokens and codes are never kept as they are.
pub type TokenHash = [u8; 32];

/// An enrolled device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// P-256 public key, uncompressed point.
    pub key: Vec<u8>,
    /// Everyone who has signed in on it.
    pub people: BTreeSet<PersonId>,
}

/// Who looks, on which device, on which date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The person of the session.
    pub person: PersonId,
    /// The device, on which this person has signed in.
    pub device: DeviceId,
    /// Today, by the school's clock.
    pub today: Day,
}

/// What a replica says of itself.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Its cursor.
    pub cursor: String,
    /// Audiences it holds whole.
    pub have: Vec<Have>,
}

/// What a replica gets; the fields are those of `wire::Answer`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Pulled {
    pub forget: Vec<Audience>,
    pub rows: Vec<WireRow>,
    pub whole: Vec<Audience>,
    pub cursor: String,
    pub checksums: Vec<Have>,
    pub more: bool,
    /// Audiences whose checksum did not match: sent whole again, and logged.
    pub diverged: Vec<Audience>,
}

/// Something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Poke {
    /// Rows of these audiences.
    Changed {
        /// In which school.
        space: SpaceId,
        /// For whom.
        audiences: Arc<BTreeSet<Audience>>,
    },
    /// It is not known what: everybody looks.
    Anything,
}

impl Poke {
    /// That these audiences of a school changed; none when there are none.
    fn of(space: SpaceId, audiences: BTreeSet<Audience>) -> Option<Poke> {
        (!audiences.is_empty()).then(|| Poke::Changed { space, audiences: Arc::new(audiences) })
    }
}

/// How a school begins: nobody can set its office yet, so the server does.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Its space.
    pub space: SpaceId,
    /// Its frame.
    pub school: School,
    /// The first member of its office.
    pub office: PersonId,
    /// That person's name.
    pub office_name: String,
    /// When.
    pub at: Stamp,
}
