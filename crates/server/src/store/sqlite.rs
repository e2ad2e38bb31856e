//! The store in one SQLite file: WAL, every commit on disk before it is told
//! (`synchronous = FULL`), one writer with group commit, a few readers.

mod accounts;
mod audit;
pub mod check;
mod delivery;
mod district;
mod erase;
mod expunge;
mod factors;
mod founding;
mod journal;
mod ledger;
mod migrations;
mod noted;
mod pass_signing;
mod passkeys;
mod photos;
mod readers;
mod records;
mod retention;
mod rows;
mod seals;
mod tablets;
mod writer;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use tokio::sync::broadcast;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::rules::{self, Rule};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{ActVerdict, Content, SignedAct, WhoIn};

use super::erased::ErasedList;
use super::judge;
use super::ledger::Rows;
use super::{
    Asked, Device, Founding, Poke, Pulled, Result, Store, StoreError, Viewer, intake, pull,
};
use crate::clock::Clock;
use crate::journal::Signer;
use crate::scope;
use crate::seal::Keyring;
#[cfg(feature = "sim")]
pub use founding::first_rows;
use ledger::SqliteLedger;
use readers::Readers;
use rows::SqliteSnapshot;
use writer::Writer;

/// Pokes that a slow listener may lag behind; beyond, it is told to look at everything.
const POKES: usize = 1024;

/// The embedded store.
pub struct Sqlite {
    writer: Writer,
    readers: Readers,
    rules: Arc<[Rule]>,
    epoch: Uuid,
    district: Uuid,
    signer: Arc<Signer>,
    path: PathBuf,
    erased: ErasedList,
    noted: delivery::Noted,
    pokes: broadcast::Sender<Poke>,
}

impl Sqlite {
    /// Opens the database at this path; makes it when there is none.
    pub async fn open(path: &Path) -> Result<Sqlite> {
        Sqlite::open_with(path, rules::all()).await
    }

    /// The same, for a program that knows these rules.
    pub async fn open_with(path: &Path, rules: Vec<Rule>) -> Result<Sqlite> {
        let owned = path.to_owned();
        let opened = tokio::task::spawn_blocking(move || open(&owned));
        let (db, epoch, district) = opened.await.map_err(StoreError::engine)??;
        let signer = Arc::new(journal::signer(&db)?);
        let store = Sqlite {
            writer: Writer::start(db)?,
            readers: Readers::of(path),
            rules: rules.into(),
            epoch,
            district,
            signer,
            path: path.to_owned(),
            erased: ErasedList::beside(path),
            noted: delivery::Noted::default(),
            pokes: broadcast::channel(POKES).0,
        };
        store.reconsider().await?;
        store.erase_again().await?;
        Ok(store)
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.readers.run(read).await
    }

    async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.writer.run(write, |_| ()).await
    }

    /// A new version of this program may know kinds that an older one held.
    async fn reconsider(&self) -> Result<()> {
        for space in self.schools().await? {
            let rules = self.rules.clone();
            self.write(move |db| {
                let held = ledger::held_unknown(db, space.0)?;
                let mut ledger = SqliteLedger::new(db, space);
                judge::reconsider(&mut ledger, &rules, &held)?;
                ledger.finish()
            })
            .await?;
        }
        Ok(())
    }
}

fn open(path: &Path) -> Result<(Connection, Uuid, Uuid)> {
    let mut db = Connection::open(path)?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(64);
    // What goes is overwritten: a photo that a family took back is not left in a free
    // page. The writer touches a dozen indexes for each act: with SQLite's own 2 MB of
    // memory it wrote every page of a large commit five times.
    db.execute_batch(
        "PRAGMA page_size = 8192;
         PRAGMA cache_size = -16000;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;",
    )?;
    migrations::run(&mut db)?;
    journal::catch_up(&mut db)?;
    let epoch = own_id(&db, "epoch")?;
    let district = own_id(&db, "district")?;
    db.execute(
        "INSERT OR IGNORE INTO space (space_id, kind) VALUES (?1, 'district')",
        params![district],
    )?;
    // Schools from before there were seals, or passes.
    for space in district::schools(&db)? {
        seals::ensure(&db, space, Clock::Real.now())?;
        let tx = db.transaction()?;
        pass_signing::ensure(&tx, space, Clock::Real.now())?;
        tx.commit()?;
    }
    Ok((db, epoch, district))
}

/// An id that this database gave itself when it was made.
fn own_id(db: &Connection, name: &str) -> Result<Uuid> {
    let new = Uuid::new_v4().to_string();
    db.execute("INSERT OR IGNORE INTO meta (name, value) VALUES (?1, ?2)", params![name, new])?;
    let id: String =
        db.query_row("SELECT value FROM meta WHERE name = ?1", [name], |r| r.get(0))?;
    id.parse().map_err(StoreError::engine)
}

#[async_trait]
impl Store for Sqlite {
    async fn commit(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>> {
        let sent = acts.len();
        let device = device.clone();
        let id = device.id;
        // Seals are opened and signatures checked beside the writer, not by it.
        let sealed = acts.iter().any(|act| matches!(act.content, Content::Sealed(_)));
        let mut keys = match sealed {
            true => self.read(move |db| seals::keyring(db, space)).await?,
            false => Keyring::default(),
        };
        let examined = tokio::task::spawn_blocking(move || {
            let examine = |act| intake::examine(space, &device, &mut keys, act);
            intake::with_digits(acts.into_iter().map(examine).collect())
        });
        let examined = examined.await.map_err(StoreError::engine)?;
        let rules = self.rules.clone();
        let pokes = self.pokes.clone();
        let committed = self.writer.run(
            move |db| {
                let mut ledger = SqliteLedger::new(db, space);
                let committed = judge::commit(&mut ledger, &rules, id, &examined, received)?;
                ledger.finish()?;
                Ok((committed.verdicts, Arc::new(committed.audiences)))
            },
            move |(_, audiences)| {
                if !audiences.is_empty() {
                    // Nobody may be listening.
                    let _ = pokes.send(Poke { space, audiences: audiences.clone() });
                }
            },
        );
        let (verdicts, _) = committed.await?;
        if verdicts.is_empty() && sent > 0 {
            return Err(StoreError::OverQuota);
        }
        Ok(verdicts)
    }

    async fn pull(&self, space: SpaceId, viewer: Viewer, asked: Asked) -> Result<Pulled> {
        let epoch = self.epoch;
        let pulled = self
            .read(move |db| pull::pull(&SqliteSnapshot::new(db, space, epoch), &viewer, &asked))
            .await?;
        self.note_delivery(space, &viewer, &pulled).await;
        Ok(pulled)
    }

    async fn scope(&self, space: SpaceId, viewer: Viewer) -> Result<BTreeSet<Audience>> {
        let epoch = self.epoch;
        self.read(move |db| {
            Ok(scope::of(&SqliteSnapshot::new(db, space, epoch), &viewer)?.audiences)
        })
        .await
    }

    fn pokes(&self) -> broadcast::Receiver<Poke> {
        self.pokes.subscribe()
    }

    async fn found(&self, founding: Founding) -> Result<()> {
        self.write(move |db| founding::found(db, &founding)).await
    }

    async fn schools(&self) -> Result<Vec<SpaceId>> {
        self.read(district::schools).await
    }

    async fn member(&self, space: SpaceId, person: PersonId) -> Result<Option<Member>> {
        let epoch = self.epoch;
        self.read(move |db| SqliteSnapshot::new(db, space, epoch).body(Audience::Office, person))
            .await
    }

    async fn memberships(&self, person: PersonId) -> Result<Vec<WhoIn>> {
        let epoch = self.epoch;
        self.read(move |db| district::memberships(db, epoch, person)).await
    }

    async fn enrol(&self, device: DeviceId, key: &[u8], person: PersonId, at: Stamp) -> Result<()> {
        let (district, key) = (self.district, key.to_owned());
        self.write(move |db| district::enrol(db, district, device, &key, person, at)).await
    }

    async fn device(&self, device: DeviceId) -> Result<Option<Device>> {
        let district = self.district;
        self.read(move |db| district::device(db, district, device)).await
    }

    async fn note(&self, name: &str) -> Result<Option<String>> {
        let name = name.to_owned();
        self.read(move |db| {
            let value = "SELECT value FROM meta WHERE name = ?1";
            Ok(db.query_row(value, [name], |row| row.get(0)).optional()?)
        })
        .await
    }

    async fn set_note(&self, name: &str, value: &str) -> Result<()> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.write(move |db| {
            let put = "INSERT INTO meta (name, value) VALUES (?1, ?2)
                       ON CONFLICT DO UPDATE SET value = excluded.value";
            db.execute(put, params![name, value])?;
            Ok(())
        })
        .await
    }

    async fn close(&self) -> Result<()> {
        self.readers.close().await;
        tokio::task::block_in_place(|| self.writer.stop());
        Ok(())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            _ => StoreError::engine(error),
        }
    }
}
