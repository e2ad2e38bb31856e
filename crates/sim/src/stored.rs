//! The real store over an engine, on a machine to which things happen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rusqlite::{Connection, params};
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, DeviceId, PersonId};
use yuanliu_domain::people::Member;
use yuanliu_domain::row::RowKey;
use yuanliu_domain::rules;
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_server::api::{Whole, answer};
use yuanliu_server::error::ApiError;
use yuanliu_server::store::{Database, Location, Store, Viewer};
use yuanliu_sync::wire::{Problem, Request, Verdict};

use crate::engine::{self, Cut, Engine, Entry, Known, Reply, Truth};
use crate::school::{self, SPACE};

/// Steps of a transaction at which a process may die.
pub const STEPS: u64 = 9;

/// Where the store lies, and what happens to it there. Each of these changes where it
/// lies from now on, or leaves it.
pub trait Machine {
    /// Whether its copies are made while nobody has it open.
    const STILL: bool;

    /// Where.
    fn location(&self) -> Location;

    /// Whether a process that dies at this step of a transaction gets to its commit.
    fn commits(&self, step: u32) -> bool;

    /// How much was written, to be known before an answer.
    fn written(&self) -> u64;

    /// A process dies, at this step of what it wrote since there was so much.
    fn dies(&mut self, at: Option<(u64, u32)>);

    /// From now on the disk says 'written' and does not write.
    fn begins_to_lie(&mut self);

    /// What the disk lied about is gone.
    fn loses_power(&mut self);

    /// Makes a backup.
    fn back_up(&mut self);

    /// Puts the last one back.
    fn restore(&mut self);

    /// Everything, as tables of SQLite.
    fn tables(&self) -> Connection;
}

/// The store, on such a machine.
pub struct Stored<M: Machine> {
    store: Option<Arc<Database>>,
    machine: M,
    newer: bool,
    full: bool,
}

/// Where the store's own work is done.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        Builder::new_multi_thread().enable_all().build().expect("threads can be started")
    })
}

impl<M: Machine> Stored<M> {
    /// Opens what lies there.
    pub fn on(machine: M) -> Stored<M> {
        let mut stored = Stored { store: None, machine, newer: false, full: false };
        stored.start();
        stored
    }

    /// The school as every run finds it.
    pub fn founded(machine: M) -> Stored<M> {
        let mut stored = Stored::on(machine);
        let founding = school::founding();
        runtime().block_on(stored.store().found(founding)).expect("a new school");
        crate::set_up(&mut stored);
        stored
    }

    /// The machine, with a store that is closed.
    pub fn ended(&mut self) -> &M {
        self.close();
        &self.machine
    }

    fn store(&self) -> Arc<dyn Store> {
        self.store.clone().expect("it is open")
    }

    fn start(&mut self) {
        let rules = if self.newer { engine::newer_rules() } else { rules::all() };
        let opened = runtime().block_on(Database::open_with(&self.machine.location(), rules));
        self.store = Some(Arc::new(opened.expect("a database that was killed opens again")));
    }

    fn close(&mut self) {
        if let Some(store) = self.store.take() {
            runtime().block_on(async { store.close().await }).expect("it closes");
        }
    }

    /// Something happens to the machine, and the process is started there anew.
    fn after(&mut self, happens: impl FnOnce(&mut M)) {
        if M::STILL {
            self.close();
        }
        happens(&mut self.machine);
        self.close();
        self.start();
    }
}

impl<M: Machine> Engine for Stored<M> {
    fn answer(&mut self, person: PersonId, request: Request, now: Stamp, cut: Cut) -> Reply {
        if self.full && !request.acts.is_empty() {
            return Reply::Problem(ApiError::StorageFull.problem());
        }
        if matches!(cut, Cut::Await(awaits) if awaits < 3) {
            return Reply::Nobody;
        }
        if let Cut::Step(step) = cut
            && !self.machine.commits(step)
        {
            self.after(|machine| machine.dies(None));
            return Reply::Killed;
        }
        let written = self.machine.written();
        let store = Whole(self.store());
        let answered = runtime().block_on(answer(&store, (SPACE, person), request, now));
        drop(store);
        match cut {
            Cut::No => {}
            Cut::Await(_) => return Reply::Nobody,
            Cut::Step(step) => {
                self.after(|machine| machine.dies(Some((written, step))));
                return Reply::Killed;
            }
        }
        match answered {
            Ok(answer) => Reply::Answer(Box::new(answer)),
            Err(error) => Reply::Problem(error.problem()),
        }
    }

    fn queue(&mut self, _: usize) {}

    fn enrol(
        &mut self,
        device: DeviceId,
        key: &[u8],
        person: PersonId,
        now: Stamp,
    ) -> Result<(), Problem> {
        let enrolled = runtime().block_on(self.store().enrol(device, key, person, now));
        enrolled.map_err(|error| ApiError::from(error).problem())
    }

    fn fill(&mut self, full: bool) {
        self.full = full;
    }

    fn restart(&mut self, update: bool) {
        self.newer |= update;
        self.after(|machine| machine.dies(None));
    }

    fn begin_to_lie(&mut self) {
        if M::STILL {
            self.after(M::begins_to_lie);
        } else {
            self.machine.begins_to_lie();
        }
    }

    fn lose_power(&mut self) {
        self.after(M::loses_power);
    }

    fn back_up(&mut self) {
        self.machine.back_up();
    }

    fn restore(&mut self) {
        self.after(M::restore);
    }

    fn rotate_key(&mut self, now: Stamp) {
        runtime().block_on(self.store().rotate_seal_key(SPACE, now)).expect("a new key");
    }

    fn forget_removed(&mut self) {}

    fn truth(&mut self) -> Truth {
        truth(&self.machine.tables()).expect("tables of the store")
    }

    fn member(&mut self, person: PersonId) -> Option<Member> {
        runtime().block_on(self.store().member(SPACE, person)).expect("a read")
    }

    fn scope(&mut self, person: PersonId, device: DeviceId, today: Day) -> BTreeSet<Audience> {
        let viewer = Viewer { person, device, today };
        runtime().block_on(self.store().scope(SPACE, viewer)).unwrap_or_default()
    }
}

impl<M: Machine> Drop for Stored<M> {
    fn drop(&mut self) {
        self.close();
    }
}

fn truth(db: &Connection) -> rusqlite::Result<Truth> {
    let mut rows = db.prepare(
        r#"SELECT audience, kind, key, version, body FROM "row"
           WHERE space_id = ?1 AND body IS NOT NULL"#,
    )?;
    let rows = rows.query_map(params![SPACE.0], |row| {
        let audience: String = row.get(0)?;
        let audience: Audience = audience.parse().expect("an audience");
        let key = RowKey { audience, kind: row.get(1)?, key: row.get(2)? };
        Ok((key, (row.get::<_, i64>(3)? as u64, row.get(4)?)))
    })?;
    let rows: BTreeMap<_, _> = rows.collect::<rusqlite::Result<_>>()?;
    let mut acts =
        db.prepare("SELECT act_id, hash, verdict, code, version FROM act WHERE space_id = ?1")?;
    let acts = acts.query_map(params![SPACE.0], |row| {
        let (verdict, code): (String, String) = (row.get(2)?, row.get(3)?);
        let verdict = match verdict.as_str() {
            "applied" => Verdict::Applied { version: row.get::<_, i64>(4)? as u64 },
            "held" => Verdict::Held { reason: code },
            _ => Verdict::TurnedAway { code },
        };
        Ok(Known { id: ActId(row.get(0)?), hash: row.get(1)?, verdict })
    })?;
    let acts = acts.collect::<rusqlite::Result<_>>()?;
    let mut aside = db.prepare("SELECT act_id FROM sealed_act WHERE space_id = ?1")?;
    let aside = aside.query_map(params![SPACE.0], |row| Ok(ActId(row.get(0)?)))?;
    let aside = aside.collect::<rusqlite::Result<_>>()?;
    let mut journal = db.prepare(
        "SELECT version, act_id, bytes, effect FROM journal WHERE space_id = ?1 ORDER BY version",
    )?;
    let journal = journal.query_map(params![SPACE.0], |row| {
        let effect: String = row.get(3)?;
        Ok(Entry {
            version: row.get::<_, i64>(0)? as u64,
            act: row.get::<_, Option<Uuid>>(1)?.map(ActId),
            bytes: row.get::<_, Option<Vec<u8>>>(2)?.unwrap_or_default(),
            effect: serde_json::from_str(&effect).expect("an effect"),
        })
    })?;
    let journal = journal.collect::<rusqlite::Result<_>>()?;
    Ok(Truth { rows, acts, aside, journal })
}
