//! The real SQLite store on files. What happens to its machine happens to the files:
//! a process that dies leaves them as they are, with its last write cut off anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rusqlite::{Connection, params};
use tempfile::TempDir;
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
const STEPS: u64 = 9;

/// The store, and the folder with everything that it ever was.
pub struct Files {
    store: Option<Arc<Database>>,
    path: PathBuf,
    backup: PathBuf,
    really: Option<PathBuf>,
    newer: bool,
    full: bool,
    copies: u32,
    dir: Arc<TempDir>,
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        Builder::new_multi_thread().enable_all().build().expect("threads can be started")
    })
}

/// A database as its files lie there, the log cut off after so many bytes.
fn copy(from: &Path, to: &Path, log: Option<u64>) {
    fs::copy(from, to).expect("the disk has room");
    let wal = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    if let Ok(bytes) = fs::read(wal(from)) {
        let end = log.map_or(bytes.len(), |end| bytes.len().min(end as usize));
        fs::write(wal(to), &bytes[..end]).expect("the disk has room");
    }
}

fn log_length(path: &Path) -> u64 {
    fs::metadata(format!("{}-wal", path.display())).map_or(0, |file| file.len())
}

impl Files {
    /// The school as every run finds it, made once in a process.
    pub fn base() -> Files {
        static BASE: OnceLock<(Arc<TempDir>, PathBuf)> = OnceLock::new();
        let (_, path) = BASE.get_or_init(|| {
            let dir = tempfile::tempdir().expect("a folder for files that go");
            let mut files = Files::open(dir, None);
            let founding = school::founding();
            runtime().block_on(files.store().found(founding)).expect("a new school");
            crate::set_up(&mut files);
            files.close();
            let path = files.path.clone();
            (files.dir.clone(), path)
        });
        Files::open(tempfile::tempdir().expect("a folder for files that go"), Some(path))
    }

    fn open(dir: TempDir, from: Option<&Path>) -> Files {
        let path = dir.path().join("0.sqlite");
        if let Some(from) = from {
            copy(from, &path, None);
        }
        let backup = dir.path().join("backup.sqlite");
        let mut files = Files {
            store: None,
            path,
            backup,
            really: None,
            newer: false,
            full: false,
            copies: 0,
            dir: Arc::new(dir),
        };
        files.start();
        files.back_up();
        files
    }

    fn store(&self) -> Arc<dyn Store> {
        self.store.clone().expect("it is open")
    }

    fn start(&mut self) {
        let rules = if self.newer { engine::newer_rules() } else { rules::all() };
        let location = Location::file(&self.path);
        let opened = runtime().block_on(Database::open_with(&location, rules));
        self.store = Some(Arc::new(opened.expect("a database that was killed opens again")));
    }

    fn close(&mut self) {
        if let Some(store) = self.store.take() {
            runtime().block_on(async { store.close().await }).expect("it closes");
        }
    }

    /// The process dies: what is next opened are these files, as they lie there.
    fn begin_with(&mut self, from: PathBuf, log: Option<u64>, epoch: bool) {
        self.copies += 1;
        let path = self.dir.path().join(format!("{}.sqlite", self.copies));
        copy(&from, &path, log);
        self.close();
        if epoch {
            let db = Connection::open(&path).expect("a backup opens");
            let new = Uuid::from_u128(u128::from(self.copies)).to_string();
            db.execute("UPDATE meta SET value = ?1 WHERE name = 'epoch'", [new]).expect("an epoch");
        }
        self.path = path;
        self.start();
    }
}

impl Engine for Files {
    fn answer(&mut self, person: PersonId, request: Request, now: Stamp, cut: Cut) -> Reply {
        if self.full && !request.acts.is_empty() {
            return Reply::Problem(ApiError::StorageFull.problem());
        }
        if matches!(cut, Cut::Await(awaits) if awaits < 3) {
            return Reply::Nobody;
        }
        let before = log_length(&self.path);
        let store = Whole(self.store());
        let answered = runtime().block_on(answer(&store, (SPACE, person), request, now));
        drop(store);
        match cut {
            Cut::No => {}
            Cut::Await(_) => return Reply::Nobody,
            Cut::Step(step) => {
                let written = log_length(&self.path).saturating_sub(before);
                let end = before + written * u64::from(step).min(STEPS) / STEPS;
                self.begin_with(self.path.clone(), Some(end), false);
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
        self.begin_with(self.path.clone(), None, false);
    }

    fn begin_to_lie(&mut self) {
        let path = self.dir.path().join("really.sqlite");
        let _ = fs::remove_file(format!("{}-wal", path.display()));
        copy(&self.path, &path, None);
        self.really = Some(path);
    }

    fn lose_power(&mut self) {
        if let Some(really) = self.really.take() {
            self.begin_with(really, None, false);
        }
    }

    fn back_up(&mut self) {
        let _ = fs::remove_file(format!("{}-wal", self.backup.display()));
        copy(&self.path, &self.backup, None);
    }

    fn restore(&mut self) {
        self.really = None;
        self.begin_with(self.backup.clone(), None, true);
    }

    fn rotate_key(&mut self, now: Stamp) {
        runtime().block_on(self.store().rotate_seal_key(SPACE, now)).expect("a new key");
    }

    fn forget_removed(&mut self) {}

    fn truth(&mut self) -> Truth {
        let db = Connection::open(&self.path).expect("a second reader");
        truth(&db).expect("tables of the store")
    }

    fn member(&mut self, person: PersonId) -> Option<Member> {
        runtime().block_on(self.store().member(SPACE, person)).expect("a read")
    }

    fn scope(&mut self, person: PersonId, device: DeviceId, today: Day) -> BTreeSet<Audience> {
        let viewer = Viewer { person, device, today };
        runtime().block_on(self.store().scope(SPACE, viewer)).unwrap_or_default()
    }
}

impl Drop for Files {
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
