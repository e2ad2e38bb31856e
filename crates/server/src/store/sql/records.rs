//! Proof and rights in SQLite.

use std::collections::BTreeSet;

use async_trait::async_trait;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, PersonId, SpaceId};
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::wire::{Readers, WireRow};

use super::super::audit::Audit;
use super::super::{
    Entry, Erased, Expunged, Noted, Over, Poke, Records, Result, Store, StoreError, Viewer, file,
};
use super::check::{self, Question, Report};
use super::db::Db;
use super::rows::SqlSnapshot;
use super::{Database, Pulled, audit, delivery, erase, journal, noted, retention};
use crate::clock::Clock;
use crate::journal::{Checkpoint, Hash, Signer, tree};
use crate::retention::Terms;

#[async_trait]
impl Records for Database {
    fn signer(&self) -> &Signer {
        &self.signer
    }

    async fn checkpoint(&self, space: SpaceId) -> Result<Checkpoint> {
        self.read(move |db| journal::checkpoint(db, space)).await
    }

    async fn consistency(&self, space: SpaceId, from: u64) -> Result<Vec<Hash>> {
        self.read(move |db| journal::consistency(db, space.0, from)).await
    }

    async fn entry(&self, space: SpaceId, act: ActId) -> Result<Option<Entry>> {
        self.read(move |db| journal::entry(db, space, act)).await
    }

    async fn noted(&self, space: SpaceId, act: ActId) -> Result<Option<Noted>> {
        self.read(move |db| noted::of(db, space, act)).await
    }

    async fn noted_at(&self, space: SpaceId, version: u64) -> Result<Option<Noted>> {
        self.read(move |db| noted::at(db, space, version)).await
    }

    async fn inclusion(&self, space: SpaceId, version: u64) -> Result<(Vec<Hash>, Checkpoint)> {
        self.read(move |db| {
            let index = usize::try_from(version.saturating_sub(1)).map_err(StoreError::engine)?;
            let path = tree::inclusion(&journal::leaves(db, space.0)?, index);
            Ok((path, journal::checkpoint(db, space)?))
        })
        .await
    }

    async fn erase(&self, space: SpaceId, child: ChildId, at: Stamp) -> Result<Erased> {
        let (own, list) = ((self.epoch, self.district), self.erased.clone());
        let erase = move |db: &dyn Db| {
            let erased = erase::erase(db, own, space, child, at)?;
            // On the list before it is gone: a crash between the two erases again.
            list.add(space, child, at)?;
            let everybody = BTreeSet::from([Audience::Public, Audience::Holds]);
            Ok((erased, Poke::of(space, everybody)))
        };
        let erased = self.write_and_poke(space, erase).await?;
        self.overwrite().await?;
        Ok(erased)
    }

    async fn over(&self, space: SpaceId, terms: &Terms, today: Day) -> Result<Over> {
        let terms = terms.clone();
        self.read(move |db| retention::over(db, space, &terms, today)).await
    }

    async fn retire(&self, space: SpaceId, terms: &Terms, now: Stamp) -> Result<Expunged> {
        let terms = terms.clone();
        let (left, mut expunged) = self
            .write_in(space, move |db| {
                let over = retention::over(db, space, &terms, now.day())?;
                let expunged = retention::remove(db, space, &over, &terms, now)?;
                Ok((over.left, expunged))
            })
            .await?;
        for child in left {
            let erased = self.erase(space, child, now).await?.expunged;
            expunged.entries += erased.entries;
            expunged.rows += erased.rows;
        }
        self.overwrite().await?;
        Ok(expunged)
    }

    async fn file(
        &self,
        space: SpaceId,
        child: ChildId,
        guardian: PersonId,
        today: Day,
    ) -> Result<Vec<WireRow>> {
        let epoch = self.epoch;
        self.read(move |db| file::of(&SqlSnapshot::new(db, space, epoch), child, guardian, today))
            .await
    }

    async fn readers(&self, space: SpaceId, child: ChildId, since: Day) -> Result<Readers> {
        let epoch = self.epoch;
        self.read(move |db| {
            delivery::readers(db, &SqlSnapshot::new(db, space, epoch), space, child, since)
        })
        .await
    }

    async fn audit(&self, space: SpaceId, year: i32) -> Result<Audit> {
        self.read(move |db| audit::audit(db, space, year)).await
    }

    async fn checked(&self) -> Result<Report> {
        check::check(&self.location, Question::default()).await
    }

    async fn note_audit(&self, space: SpaceId, person: PersonId, day: Day) -> Result<()> {
        self.write_in(space, move |db| delivery::note_audit(db, space, person, day)).await
    }
}

impl Database {
    /// Puts into the reader's log what this answer gives. An answer is given also
    /// when that fails: a list that a teacher needs does not wait for a log.
    pub(super) async fn note_delivery(&self, space: SpaceId, viewer: &Viewer, pulled: &Pulled) {
        let notes = self.noted.new_in(space, viewer, pulled);
        self.note(space, notes).await;
    }

    /// Puts into the reader's log that a photo was opened.
    pub(super) async fn note_photo(&self, space: SpaceId, viewer: &Viewer, child: ChildId) {
        let notes = self.noted.new_among(space, viewer, [delivery::What::Photo(child)]);
        self.note(space, notes).await;
    }

    async fn note(&self, space: SpaceId, notes: Vec<delivery::Note>) {
        if notes.is_empty() {
            return;
        }
        let same = notes.clone();
        match self.write_in(space, move |db| delivery::note(db, &notes)).await {
            Ok(()) => self.noted.are_in(same),
            Err(error) => tracing::error!(%space, %error, "the reader's log could not be written"),
        }
    }

    /// Erases again whoever is on the list: this database may be an older one that
    /// was brought back.
    pub(super) async fn erase_again(&self) -> Result<()> {
        for space in self.schools().await? {
            let list = self.erased.clone();
            let back = self.read(move |db| list.among(space, erase::children(db, space)?)).await?;
            for child in back {
                tracing::warn!(%space, "a child that was erased had come back, and is erased again");
                self.erase(space, child, Clock::Real.now()).await?;
            }
        }
        Ok(())
    }
}
