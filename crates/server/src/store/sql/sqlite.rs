//! The store in one SQLite file: WAL, every commit on disk before it is told
//! (`synchronous = FULL`), one writer with group commit, a few readers.

mod migrations;
mod readers;
mod writer;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use tokio::sync::broadcast;
use uuid::Uuid;

use super::super::{Poke, Result, StoreError};
use super::db::{self, ColumnOf, Db, Kind, Statement};
use readers::Readers;
use writer::Writer;

/// Longest wait for the writer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A database in a file.
pub struct Sqlite {
    writer: Writer,
    readers: Readers,
    path: PathBuf,
    pokes: broadcast::Sender<Poke>,
}

impl Sqlite {
    /// Opens the database at this path; makes it when there is none. `first` runs in a
    /// transaction after the migrations, before anybody else's.
    pub async fn open<T: Send + 'static>(
        path: &Path,
        pokes: broadcast::Sender<Poke>,
        first: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
    ) -> Result<(Sqlite, T)> {
        let owned = path.to_owned();
        let opened = tokio::task::spawn_blocking(move || {
            let mut db = open(&owned, "WAL")?;
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = first(&*tx)?;
            tx.commit()?;
            Ok::<_, StoreError>((db, value))
        });
        let (db, value) = opened.await.map_err(StoreError::engine)??;
        let (writer, readers) = (Writer::start(db)?, Readers::of(path));
        Ok((Sqlite { writer, readers, path: path.to_owned(), pokes }, value))
    }

    /// Pokes of this server, which is the only one on this file.
    pub fn pokes(&self) -> broadcast::Receiver<Poke> {
        self.pokes.subscribe()
    }

    /// Reads inside one snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.readers.run(|db| read(db)).await
    }

    /// Writes; whoever is to be poked hears of it once it is on disk.
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&dyn Db) -> Result<(T, Option<Poke>)> + Send + 'static,
    ) -> Result<T> {
        let pokes = self.pokes.clone();
        let done = move |(_, poke): &(T, Option<Poke>)| {
            if let Some(poke) = poke {
                // Nobody may be listening.
                let _ = pokes.send(poke.clone());
            }
        };
        Ok(self.writer.run(|db| write(db), done).await?.0)
    }

    /// Writes the whole file anew, without what was deleted, and empties the log
    /// before it: what lay on the disk under these names is overwritten.
    pub async fn overwrite(&self) -> Result<()> {
        let path = self.path.clone();
        let task = tokio::task::spawn_blocking(move || {
            let db = Connection::open(path)?;
            db.busy_timeout(PATIENCE)?;
            db.execute_batch("VACUUM")?;
            // Somebody who reads keeps the old log for as long as that takes.
            for _ in 0..50 {
                let busy: i64 =
                    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
                if busy == 0 {
                    return Ok(());
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            Err(StoreError::engine("the log could not be emptied: somebody reads for long"))
        });
        task.await.map_err(StoreError::engine)?
    }

    /// Closes: everything that was begun is on disk when this returns.
    pub async fn close(&self) {
        self.readers.close().await;
        tokio::task::block_in_place(|| self.writer.stop());
    }
}

/// Reads the database at this path without changing it; also while it is served.
pub async fn look<T: Send + 'static>(
    path: &Path,
    read: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
) -> Result<T> {
    let path = path.to_owned();
    let task = tokio::task::spawn_blocking(move || look_here(&path, read));
    task.await.map_err(StoreError::engine)?
}

/// The same, on a thread that may wait.
pub fn look_here<T, E: From<StoreError>>(
    path: &Path,
    read: impl FnOnce(&dyn Db) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let mut db = reader(path)?;
    let tx = db.transaction().map_err(StoreError::from)?;
    read(&*tx)
}

fn reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_secs(5))?;
    prepared_once(&db)?;
    Ok(db)
}

/// Writes the database at this path, as it is at one moment, into a new or empty file;
/// also while it is served. On disk when this returns.
pub fn copy(path: &Path, to: &Path) -> Result<()> {
    let db = reader(path)?;
    let name = to.to_str().ok_or_else(|| StoreError::engine("a path that is not UTF-8"))?;
    db.execute("VACUUM INTO ?1", [name])?;
    on_disk(to)
}

/// Fills a file that nobody serves, and that is one file all the time: a new one, or
/// one of an older form, which is brought to today's. On disk when this returns.
pub fn fill(path: &Path, fill: impl FnOnce(&dyn Db) -> Result<()>) -> Result<()> {
    let mut db = open(path, "DELETE")?;
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    fill(&*tx)?;
    tx.commit()?;
    db.close().map_err(|(_, error)| error)?;
    on_disk(path)
}

/// The number of the last migration of the database at this path; none when it is not
/// one of ours.
pub fn form(path: &Path) -> Option<i64> {
    let last = "SELECT max(number) FROM migration JOIN meta ON name = 'district'";
    reader(path).ok()?.query_row(last, [], |row| row.get(0)).ok()?
}

/// A statement is prepared once for each connection. Without the planner's guarantee of
/// stability SQLite plans one anew for each value that is bound to it: a ninth of the
/// writer's time.
fn prepared_once(db: &Connection) -> Result<()> {
    db.set_prepared_statement_cache_capacity(128);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn on_disk(path: &Path) -> Result<()> {
    let file = std::fs::File::options().read(true).write(true).open(path);
    file.and_then(|file| file.sync_all()).map_err(StoreError::engine)
}

fn open(path: &Path, log: &str) -> Result<Connection> {
    let mut db = Connection::open(path)?;
    db.busy_timeout(Duration::from_secs(5))?;
    prepared_once(&db)?;
    // What goes is overwritten: a photo that a family took back is not left in a free
    // page. The writer touches a dozen indexes for each act: with SQLite's own 2 MB of
    // memory it wrote every page of a large commit five times.
    db.execute_batch(&format!(
        "PRAGMA page_size = 8192;
         PRAGMA cache_size = -16000;
         PRAGMA journal_mode = {log};
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;"
    ))?;
    migrations::run(&mut db)?;
    Ok(db)
}

impl Db for Connection {
    fn statement<'d>(&'d self, sql: &str) -> db::Result<Statement<'d>> {
        Ok(Statement::Sqlite(self.prepare_cached(sql)?))
    }

    /// There is one writer.
    fn lock(&self, _: Uuid) -> db::Result<()> {
        Ok(())
    }

    fn tables(&self) -> db::Result<Vec<(String, Vec<ColumnOf>)>> {
        let mut all = self.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )?;
        let names =
            all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        let mut columns = self.prepare("SELECT name, type FROM pragma_table_info(?1)")?;
        let mut tables = vec![];
        for table in names {
            let columns = columns.query_map([&table], |row| {
                let kind = match row.get::<_, String>(1)?.as_str() {
                    "TEXT" => Kind::Text,
                    "BLOB" => Kind::Bytes,
                    _ => Kind::Number,
                };
                Ok(ColumnOf { name: row.get(0)?, kind })
            })?;
            let columns = columns.collect::<rusqlite::Result<_>>()?;
            tables.push((table, columns));
        }
        Ok(tables)
    }

    fn engine(&self) -> db::Result<(Vec<String>, i64)> {
        let mut wrong = vec![];
        let mut integrity = self.prepare("PRAGMA integrity_check(20)")?;
        for said in integrity.query_map([], |row| row.get::<_, String>(0))? {
            wrong.push(said?);
        }
        wrong.retain(|said| said != "ok");
        let mut references = self.prepare("PRAGMA foreign_key_check")?;
        for table in references.query_map([], |row| row.get::<_, String>(0))? {
            wrong.push(format!("reference {}", table?));
        }
        Ok((wrong, migrations::known()))
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
