//! The store in a database: SQLite in a file, or PostgreSQL. What is said to either
//! is said once, in the files of this folder; `sqlite` and `postgres` know how a
//! transaction is had and how somebody hears of it.

mod accounts;
mod audit;
pub mod backup;
pub mod check;
pub(crate) mod db;
mod delivery;
mod district;
mod erase;
mod expunge;
mod factors;
mod founding;
mod journal;
mod ledger;
mod location;
mod noted;
mod pass_signing;
mod passkeys;
mod photos;
mod postgres;
mod records;
mod retention;
mod rows;
mod seals;
mod sqlite;
mod tablets;
mod telling;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::broadcast;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::rules::{self, Rule};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{ActVerdict, Content, SignedAct, Verdict, WhoIn};

use super::erased::ErasedList;
use super::intake::Intake;
use super::judge;
use super::ledger::Rows;
use super::{
    Asked, Device, Founding, Poke, Pulled, Result, Store, StoreError, Viewer, intake, pull,
};
use crate::clock::Clock;
use crate::journal::Signer;
use crate::scope;
use crate::seal::Keyring;
use db::{Db, OptionalExtension, params};
#[cfg(feature = "sim")]
pub use founding::first_rows;
use ledger::SqlLedger;
pub use location::Location;
use rows::SqlSnapshot;

/// Pokes that a slow listener may lag behind; beyond, it is told to look at everything.
const POKES: usize = 1024;

/// The store in a database.
pub struct Database {
    engine: Engine,
    rules: Arc<[Rule]>,
    epoch: Uuid,
    district: Uuid,
    signer: Arc<Signer>,
    location: Location,
    erased: ErasedList,
    noted: delivery::Noted,
}

enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

/// What a database knows of itself.
struct Own {
    epoch: Uuid,
    district: Uuid,
    signer: Signer,
}

impl Database {
    /// Opens the database in this file; makes it when there is none.
    pub async fn open_file(path: &Path) -> Result<Database> {
        Database::open(&Location::file(path)).await
    }

    /// Opens the database at this location, and makes there what is missing.
    pub async fn open(location: &Location) -> Result<Database> {
        Database::open_with(location, rules::all()).await
    }

    /// The same, for a program that knows these rules.
    pub async fn open_with(location: &Location, rules: Vec<Rule>) -> Result<Database> {
        let pokes = broadcast::channel(POKES).0;
        let (engine, own) = match location {
            Location::File(path) => {
                let (engine, own) = sqlite::Sqlite::open(path, pokes, |db| {
                    journal::catch_up(db)?;
                    own(db)
                })
                .await?;
                (Engine::Sqlite(engine), own)
            }
            Location::Postgres { database, .. } => {
                let (engine, own) = postgres::Postgres::open(database, pokes, own).await?;
                (Engine::Postgres(engine), own)
            }
        };
        let store = Database {
            engine,
            rules: rules.into(),
            epoch: own.epoch,
            district: own.district,
            signer: Arc::new(own.signer),
            location: location.clone(),
            erased: ErasedList::beside(&location.beside()),
            noted: delivery::Noted::default(),
        };
        store.reconsider().await?;
        store.erase_again().await?;
        Ok(store)
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.read(read).await,
            Engine::Postgres(engine) => engine.read(read).await,
        }
    }

    /// Writes into the district's space.
    async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_in(SpaceId(self.district), write).await
    }

    /// Writes into a space. Whoever reads there to decide what to write does it here:
    /// nobody else writes into it meanwhile.
    async fn write_in<T: Send + 'static>(
        &self,
        space: SpaceId,
        write: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_and_poke(space, |db| Ok((write(db)?, None))).await
    }

    /// The same, and whoever sees one of these audiences hears of it.
    async fn write_and_poke<T: Send + 'static>(
        &self,
        space: SpaceId,
        write: impl FnOnce(&dyn Db) -> Result<(T, Option<Poke>)> + Send + 'static,
    ) -> Result<T> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.write(write).await,
            Engine::Postgres(engine) => engine.write(space.0, write).await,
        }
    }

    /// Writes anew what is kept, without what was deleted.
    async fn overwrite(&self) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.overwrite().await,
            Engine::Postgres(engine) => engine.overwrite().await,
        }
    }

    /// A new version of this program may know kinds that an older one held.
    async fn reconsider(&self) -> Result<()> {
        for space in self.schools().await? {
            let rules = self.rules.clone();
            self.write_in(space, move |db| {
                let held = ledger::held_unknown(db, space.0)?;
                let mut ledger = SqlLedger::new(db, space);
                judge::reconsider(&mut ledger, &rules, &held)?;
                // Nobody is connected yet, so that nobody has to be told.
                ledger.follow_consents(Clock::Real.now())?;
                ledger.finish()
            })
            .await?;
        }
        Ok(())
    }
}

/// How acts are taken.
impl Database {
    /// Looks at each alone, beside the writer: seals are opened and signatures checked.
    async fn examine(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
    ) -> Result<Vec<Intake>> {
        let device = device.clone();
        let sealed = acts.iter().any(|act| matches!(act.content, Content::Sealed(_)));
        let mut keys = match sealed {
            true => self.read(move |db| seals::keyring(db, space)).await?,
            false => Keyring::default(),
        };
        let examined = tokio::task::spawn_blocking(move || {
            let examine = |act| intake::examine(space, &device, &mut keys, act);
            intake::with_digits(acts.into_iter().map(examine).collect())
        });
        examined.await.map_err(StoreError::engine)
    }

    /// Puts them in order.
    async fn decide(
        &self,
        space: SpaceId,
        device: DeviceId,
        acts: Vec<Intake>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>> {
        if acts.is_empty() {
            return Ok(vec![]);
        }
        let rules = self.rules.clone();
        let decide = move |db: &dyn Db| {
            let mut ledger = SqlLedger::new(db, space);
            let committed = judge::commit(&mut ledger, &rules, device, &acts, received)?;
            let mut audiences = committed.audiences;
            audiences.extend(ledger.follow_consents(received)?);
            ledger.finish()?;
            Ok((committed.verdicts, Poke::of(space, audiences)))
        };
        self.write_and_poke(space, decide).await
    }
}

/// What a database has before anything else is asked of it.
fn own(db: &dyn Db) -> Result<Own> {
    let epoch = own_id(db, "epoch")?;
    let district = own_id(db, "district")?;
    db.execute(
        "INSERT INTO space (space_id, kind) VALUES (?1, 'district') ON CONFLICT DO NOTHING",
        params![district],
    )?;
    // Schools from before there were seals, or passes.
    for space in district::schools(db)? {
        seals::ensure(db, space, Clock::Real.now())?;
        pass_signing::ensure(db, space, Clock::Real.now())?;
    }
    Ok(Own { epoch, district, signer: journal::signer(db)? })
}

/// An id that this database gave itself when it was made.
fn own_id(db: &dyn Db, name: &str) -> Result<Uuid> {
    let new = Uuid::new_v4().to_string();
    let put = "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    db.execute(put, params![name, new])?;
    let id: String =
        db.query_row("SELECT value FROM meta WHERE name = ?1", [name], |r| r.get(0))?;
    id.parse().map_err(StoreError::engine)
}

#[async_trait]
impl Store for Database {
    async fn commit(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>> {
        let sent = acts.len();
        let examined = self.examine(space, device, acts).await?;
        let verdicts = self.decide(space, device.id, examined, received).await?;
        if verdicts.is_empty() && sent > 0 {
            return Err(StoreError::OverQuota);
        }
        Ok(verdicts)
    }

    async fn hand_in(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>> {
        let examined = self.examine(space, device, acts).await?;
        let (genuine, others): (Vec<_>, Vec<_>) =
            examined.into_iter().partition(|act| act.why_not().is_none());
        let away = |act: &Intake| {
            let code = act.why_not()?.to_owned();
            Some(ActVerdict { act: act.id(), verdict: Verdict::TurnedAway { code } })
        };
        let away: Vec<_> = others.iter().filter_map(away).collect();
        let mut verdicts = self.decide(space, device.id, genuine, received).await?;
        verdicts.extend(away);
        Ok(verdicts)
    }

    async fn pull(&self, space: SpaceId, viewer: Viewer, asked: Asked) -> Result<Pulled> {
        let epoch = self.epoch;
        let pulled = self
            .read(move |db| pull::pull(&SqlSnapshot::new(db, space, epoch), &viewer, &asked))
            .await?;
        self.note_delivery(space, &viewer, &pulled).await;
        Ok(pulled)
    }

    async fn scope(&self, space: SpaceId, viewer: Viewer) -> Result<BTreeSet<Audience>> {
        let epoch = self.epoch;
        self.read(move |db| Ok(scope::of(&SqlSnapshot::new(db, space, epoch), &viewer)?.audiences))
            .await
    }

    fn pokes(&self) -> broadcast::Receiver<Poke> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.pokes(),
            Engine::Postgres(engine) => engine.pokes(),
        }
    }

    async fn found(&self, founding: Founding) -> Result<()> {
        self.write_in(founding.space, move |db| founding::found(db, &founding)).await
    }

    async fn schools(&self) -> Result<Vec<SpaceId>> {
        self.read(district::schools).await
    }

    async fn member(&self, space: SpaceId, person: PersonId) -> Result<Option<Member>> {
        let epoch = self.epoch;
        self.read(move |db| SqlSnapshot::new(db, space, epoch).body(Audience::Office, person)).await
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
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            db.execute(put, params![name, value])?;
            Ok(())
        })
        .await
    }

    async fn close(&self) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.close().await,
            Engine::Postgres(engine) => engine.close().await,
        }
        Ok(())
    }
}
