//! The third part of a store's promise: proof of what it holds, and what the law
//! asks of it.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use yuanliu_domain::act::Act;
use yuanliu_domain::id::{ActId, ChildId, CollectorId, PersonId, SpaceId};
use yuanliu_domain::row::RowKey;
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::wire::{Readers, WireRow};

use super::Result;
use super::audit::Audit;
use super::check::Report;
use crate::journal::{Checkpoint, Hash, Signer};
use crate::retention::Terms;

/// Proof and rights.
#[async_trait]
pub trait Records: Send + Sync + 'static {
    /// Signs this installation's checkpoints.
    fn signer(&self) -> &Signer;

    /// What the tree of a school's journal says now.
    async fn checkpoint(&self, space: SpaceId) -> Result<Checkpoint>;

    /// The proof that the journal of this many entries is the beginning of today's.
    async fn consistency(&self, space: SpaceId, from: u64) -> Result<Vec<Hash>>;

    /// The entry that an act made when it came, unless it was erased.
    async fn entry(&self, space: SpaceId, act: ActId) -> Result<Option<Entry>>;

    /// The entry that an applied act made when it came, also when it was erased since.
    async fn noted(&self, space: SpaceId, act: ActId) -> Result<Option<Noted>>;

    /// The same by the entry's number.
    async fn noted_at(&self, space: SpaceId, version: u64) -> Result<Option<Noted>>;

    /// From the leaf of an entry to the root, the nearest first, and the tree it is in.
    async fn inclusion(&self, space: SpaceId, version: u64) -> Result<(Vec<Hash>, Checkpoint)>;

    /// Erases a child, with the guardians who have no other part in this school.
    /// When this returns nothing of them is in any file but the list of who was
    /// erased, which has no ids.
    async fn erase(&self, space: SpaceId, child: ChildId, at: Stamp) -> Result<Erased>;

    /// What is over today.
    async fn over(&self, space: SpaceId, terms: &Terms, today: Day) -> Result<Over>;

    /// Removes what is over; children who left are erased.
    async fn retire(&self, space: SpaceId, terms: &Terms, now: Stamp) -> Result<Expunged>;

    /// Everything the school holds about a child that this guardian may see today.
    async fn file(
        &self,
        space: SpaceId,
        child: ChildId,
        guardian: PersonId,
        today: Day,
    ) -> Result<Vec<WireRow>>;

    /// Who was given something with this child in it.
    async fn readers(&self, space: SpaceId, child: ChildId, since: Day) -> Result<Readers>;

    /// What a school's audit of a year counts.
    async fn audit(&self, space: SpaceId, year: i32) -> Result<Audit>;

    /// Whether everything is as it was written, while it is served.
    async fn checked(&self) -> Result<Report>;

    /// Writes into the reader's log that somebody takes a year's audit along.
    async fn note_audit(&self, space: SpaceId, person: PersonId, day: Day) -> Result<()>;
}

/// What is over in a school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// Entries of the journal, by class.
    pub entries: BTreeMap<&'static str, BTreeSet<u64>>,
    /// Children who left long ago.
    pub left: Vec<ChildId>,
    /// Photos of collectors who may not collect any more: of which child, whom they show.
    pub photos: Vec<(ChildId, CollectorId)>,
    /// Rows of photos that go with the entries which they are.
    pub pictures: Vec<RowKey>,
    /// Lines of the reader's log.
    pub readers: u64,
}

/// What went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expunged {
    /// Entries of the journal, whole or in part.
    pub entries: u64,
    /// Rows.
    pub rows: u64,
}

/// What an erasure came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// What went.
    pub expunged: Expunged,
    /// Guardians who went along.
    pub guardians: usize,
    /// Versions that say one of their names about somebody else, in words, and photos of
    /// paper lists: to be looked at by a person.
    pub elsewhere: Vec<u64>,
}

/// An entry of the journal with all that proves it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number; its leaf is the one before.
    pub version: u64,
    /// When it came.
    pub received: Stamp,
    /// The act's author, as far as it can be read.
    pub actor: Option<PersonId>,
    /// The act as it came.
    pub bytes: Vec<u8>,
    /// Opens the leaf.
    pub salt: Vec<u8>,
    /// What came of the act.
    pub effect: String,
    /// From the leaf to the root, the nearest first.
    pub path: Vec<Hash>,
    /// The tree that it is in.
    pub checkpoint: Checkpoint,
}

/// That an act is in the journal, whether or not it can be read any more.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The entry's number; its leaf is the one before.
    pub version: u64,
    /// When it came.
    pub received: Stamp,
    /// Which act.
    pub id: ActId,
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// The act, unless it was erased.
    pub act: Option<Act>,
    /// When the act that withdrew it came.
    pub withdrawn: Option<Stamp>,
    /// Binds the entry in its leaf.
    pub mac: Hash,
}
