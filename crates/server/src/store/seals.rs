//! The schools' sealing keys, and acts that none of them opens.

use async_trait::async_trait;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::seal::SealKey;

use super::Result;
use crate::seal::SchoolKey;

/// Sealing keys, every generation kept: a device may hold acts for a whole year.
#[async_trait]
pub trait Seals: Send + Sync + 'static {
    /// The school's name, for the sheet.
    async fn school_name(&self, space: SpaceId) -> Result<String>;

    /// The key to which devices seal now.
    async fn seal_key(&self, space: SpaceId) -> Result<Option<SealKey>>;

    /// Every key of a school, the present one first.
    async fn seal_keys(&self, space: SpaceId) -> Result<Vec<KeptKey>>;

    /// Makes a new key the present one; those before it still open.
    async fn rotate_seal_key(&self, space: SpaceId, at: Stamp) -> Result<SealKey>;

    /// Takes a key back from paper and opens with it what was set aside. It does not
    /// become the present one unless it already is.
    async fn restore_seal_key(&self, space: SpaceId, key: SchoolKey, at: Stamp)
    -> Result<Restored>;
}

/// A key with its times.
pub struct KeptKey {
    /// The pair.
    pub key: SchoolKey,
    /// When it was made, or taken back from paper.
    pub made: Stamp,
    /// When another took its place.
    pub retired: Option<Stamp>,
}

/// What came of taking a key back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The school did not have it.
    pub new: bool,
    /// Acts that it opened.
    pub opened: usize,
    /// Acts that still wait for another key.
    pub closed: usize,
}
