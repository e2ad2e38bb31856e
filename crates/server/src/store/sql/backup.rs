//! A backup is one SQLite file in today's form, whatever the database is: it can be
//! checked where it lies, and brought back into either engine.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;
use yuanliu_domain::time::Stamp;

use super::super::erased::ErasedList;
use super::super::{Result, Store, StoreError};
use super::check::{Finding, Question, Report, check};
use super::db::{ColumnOf, Db, Kind, Row, Value, params};
use super::location::parts;
use super::{Database, Location, journal, own, postgres, sqlite};

/// Writes the database at this place, as it is at one moment, into a new file; also
/// while it is served. The file has its name once it is whole and on disk. What differs
/// in it differed in the database: it is kept all the same.
pub async fn back_up(location: &Location, to: &Path) -> Result<Report> {
    // Who works on it has it as well: it is not removed below them.
    let part = Arc::new(Part::beside(to).map_err(StoreError::engine)?);
    match location {
        Location::File(path) => {
            let (path, to) = (path.clone(), part.clone());
            blocking(move || sqlite::copy(&path, &to.0)).await?;
        }
        Location::Postgres { database, .. } => {
            let to = part.clone();
            postgres::look(database, move |db| {
                let (_, known) = db.engine()?;
                let last = "SELECT coalesce(max(number), 0) FROM migration";
                let form: i64 = db.query_row(last, params![], |row| row.get(0))?;
                if form != known {
                    return Err(StoreError::engine(format!(
                        "the database has form {form}, this program knows {known}"
                    )));
                }
                sqlite::fill(&to.0, |file| copy(db, file))
            })
            .await?;
        }
    }
    let report = check(&Location::File(part.0.clone()), Question::default()).await?;
    part.becomes(to)?;
    Ok(report)
}

/// Whom the database at this place knows as erased, by marks from which nobody can tell who
/// it was: several servers of one database have each a list of their own.
pub async fn erased_in(location: &Location) -> Result<Vec<String>> {
    let look = |db: &dyn Db| -> Result<Vec<String>> {
        let mut marks = db.prepare("SELECT mark FROM erased ORDER BY mark")?;
        let marks = marks.query_map(params![], |row| row.get::<_, String>(0))?;
        Ok(marks.collect::<super::db::Result<_>>()?)
    };
    match location {
        Location::File(path) => sqlite::look(path, look).await,
        Location::Postgres { database, .. } => postgres::look(database, look).await,
    }
}

/// Why a backup was not brought back. What was at the place is as it was.
#[derive(Debug, thiserror::Error)]
pub enum NotRestored {
    /// It is not a backup of ours, or one of a newer version.
    #[error("not a backup")]
    NotABackup,
    /// Beside it lies what is not in it yet: it is a database, of which a backup can be made.
    #[error("a database in use")]
    NotWhole(PathBuf),
    /// It is not as it was written.
    #[error("damaged")]
    Damaged(Vec<Finding>),
    /// Something is at the place: these files, or a school in the database.
    #[error("occupied")]
    Occupied(Vec<PathBuf>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was brought back.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What `check` says of it, which is nothing bad.
    pub report: Report,
    /// When the last entry came that it has.
    pub last: Option<Stamp>,
    /// Whether a list of who was erased was found, beside the backup, at the place, or in
    /// the folder of the backups.
    pub knows_the_erased: bool,
}

/// Brings a backup back to a place where nothing is: with a new epoch, so that every
/// device asks anew and offers what the backup lacks (I9), and without whoever was
/// erased since, by the lists beside it, at the place and in this folder.
pub async fn restore(
    from: &Path,
    to: &Location,
    backups: Option<&Path>,
) -> std::result::Result<Restored, NotRestored> {
    let [file, others @ ..] = parts(from);
    if let Some(other) = others.into_iter().find(|other| has_something(other)) {
        return Err(NotRestored::NotWhole(other));
    }
    free(to)?;
    let part = Arc::new(Part::beside(&to.beside()).map_err(StoreError::engine)?);
    // Whatever is not ours is told apart before anything is made of it.
    let form = blocking({
        let file = file.clone();
        move || Ok(sqlite::form(&file))
    });
    form.await?.filter(|form| *form > 0).ok_or(NotRestored::NotABackup)?;
    let read = part.clone();
    let last = blocking(move || {
        sqlite::copy(&file, &read.0)?;
        sqlite::fill(&read.0, new_epoch)?;
        sqlite::look_here(&read.0, |db| {
            let last = "SELECT max(received_at) FROM journal";
            Ok::<_, StoreError>(db.query_row(last, params![], |row| row.get::<_, Option<i64>>(0))?)
        })
    })
    .await?
    .map(Stamp);
    let report = check(&Location::File(part.0.clone()), Question::default()).await?;
    if !report.findings.is_empty() {
        return Err(NotRestored::Damaged(report.findings));
    }
    let list = ErasedList::beside(&to.beside());
    let backups = backups.map(|folder| ErasedList::beside(&folder.join("database")));
    let others: Vec<ErasedList> = [ErasedList::beside(from)].into_iter().chain(backups).collect();
    let knows_the_erased = list.exists() || others.iter().any(ErasedList::exists);
    let take_in = move || others.iter().try_for_each(|other| list.take_in(other));
    match to {
        Location::File(path) => {
            free(to)?;
            take_in()?;
            part.becomes(path)?;
        }
        Location::Postgres { database, .. } => {
            let read = part.clone();
            let fill = move |db: &dyn Db| {
                let space = "SELECT count(*) FROM space";
                let spaces: i64 =
                    db.query_row(space, params![], |row| row.get(0)).map_err(StoreError::from)?;
                if spaces > 0 {
                    return Err(NotRestored::Occupied(vec![]));
                }
                take_in()?;
                Ok(sqlite::look_here(&read.0, |file| copy(file, db))?)
            };
            postgres::fill(database, fill).await?;
        }
    }
    // Whoever was erased since is erased again here, and not at the first start.
    Database::open(to).await?.close().await?;
    Ok(Restored { report, last, knows_the_erased })
}

/// What a database is that was put back.
fn new_epoch(db: &dyn Db) -> Result<()> {
    journal::catch_up(db)?;
    own(db)?;
    let epoch = "UPDATE meta SET value = ?1 WHERE name = 'epoch'";
    db.execute(epoch, [Uuid::new_v4().to_string()])?;
    Ok(())
}

/// A file holds nothing there; whether a database does is known inside it only.
fn free(location: &Location) -> std::result::Result<(), NotRestored> {
    let Location::File(path) = location else { return Ok(()) };
    let there: Vec<PathBuf> = parts(path).into_iter().filter(|file| has_something(file)).collect();
    if there.is_empty() { Ok(()) } else { Err(NotRestored::Occupied(there)) }
}

/// What can't be looked at may be anything, such as a link to a disk that is not there.
fn has_something(file: &Path) -> bool {
    match fs::symlink_metadata(file) {
        Ok(about) => about.len() > 0,
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(StoreError::engine)?
}

/// A file on its way, of this user alone; it goes when it does not arrive.
struct Part(PathBuf);

/// The ending of such a file.
pub const PART: &str = "part";

impl Part {
    fn beside(path: &Path) -> io::Result<Part> {
        let part = path.with_file_name(format!("yuanliu-{}.{PART}", Uuid::new_v4()));
        let mut new = OpenOptions::new();
        new.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
        new.open(&part)?;
        Ok(Part(part))
    }

    /// It arrives, where nothing is.
    fn becomes(&self, path: &Path) -> Result<()> {
        let arrives = || {
            if has_something(path) {
                return Err(io::Error::new(
                    io::ErrorKind::AlreadyExists,
                    path.display().to_string(),
                ));
            }
            fs::rename(&self.0, path)?;
            #[cfg(unix)]
            {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
            }
            Ok(())
        };
        arrives().map_err(StoreError::engine)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        for file in parts(&self.0) {
            let _ = fs::remove_file(file);
        }
    }
}

/// Copies every row of every table into a database that has none.
fn copy(from: &dyn Db, to: &dyn Db) -> Result<()> {
    let theirs: BTreeMap<String, Vec<ColumnOf>> = from.tables()?.into_iter().collect();
    let mut tables = to.tables()?;
    // Of the form of this engine alone.
    tables.retain(|(table, _)| table != "migration");
    // First those to which others refer.
    tables.sort_by_key(|(table, _)| (table != "space", table.clone()));
    for (table, columns) in tables {
        let kind = |column: &ColumnOf| {
            let theirs = theirs.get(&table)?.iter().find(|theirs| theirs.name == column.name);
            Some((theirs?.kind, column.kind))
        };
        let kinds: Option<Vec<(Kind, Kind)>> = columns.iter().map(kind).collect();
        let kinds =
            kinds.ok_or_else(|| StoreError::engine(format!("table {table} has another form")))?;
        let names: Vec<String> =
            columns.iter().map(|column| format!(r#""{}""#, column.name)).collect();
        let places: Vec<String> = (1..=names.len()).map(|place| format!("?{place}")).collect();
        let (names, places) = (names.join(", "), places.join(", "));
        let mut all = from.prepare(&format!(r#"SELECT {names} FROM "{table}""#))?;
        let mut put =
            to.prepare(&format!(r#"INSERT INTO "{table}" ({names}) VALUES ({places})"#))?;
        let mut rows = all.query(params![])?;
        while let Some(row) = rows.next()? {
            let cells = kinds.iter().enumerate().map(|(at, (kind, _))| Cell::of(&row, at, *kind));
            let cells = cells.collect::<super::db::Result<Vec<_>>>()?;
            let values: Option<Vec<Value<'_>>> =
                cells.iter().zip(&kinds).map(|(cell, (_, kind))| cell.given(*kind)).collect();
            let values =
                values.ok_or_else(|| StoreError::engine(format!("table {table}: no id")))?;
            put.execute(&values[..])?;
        }
    }
    Ok(())
}

/// What is in one column of one row.
enum Cell {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
    Id(Uuid),
}

impl Cell {
    fn of(row: &Row<'_>, at: usize, kind: Kind) -> super::db::Result<Cell> {
        let cell = match kind {
            Kind::Number => row.get::<_, Option<i64>>(at)?.map(Cell::Number),
            Kind::Text => row.get::<_, Option<String>>(at)?.map(Cell::Text),
            Kind::Bytes => row.get::<_, Option<Vec<u8>>>(at)?.map(Cell::Bytes),
            Kind::Id => row.get::<_, Option<Uuid>>(at)?.map(Cell::Id),
        };
        Ok(cell.unwrap_or(Cell::Null))
    }

    /// As a column of this kind takes it; none when it can't.
    fn given(&self, kind: Kind) -> Option<Value<'_>> {
        Some(match self {
            Cell::Null => Value::Null,
            Cell::Number(number) => Value::Number(*number),
            Cell::Text(text) => Value::Text(text),
            Cell::Bytes(bytes) if kind == Kind::Id => Value::Id(Uuid::from_slice(bytes).ok()?),
            Cell::Bytes(bytes) => Value::Bytes(bytes),
            Cell::Id(id) => Value::Id(*id),
        })
    }
}
