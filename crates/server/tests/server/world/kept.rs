//! Where a test's school is kept: in a file, or with `YUANLIU_TEST_ENGINE=postgres` in
//! a database of its own, which goes with it. `cargo xtask test` runs both.

use std::collections::hash_map::DefaultHasher;
use std::future::Future;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};
use url::Url;
use uuid::Uuid;
use yuanliu_server::store::check::{Question, Report, check};
use yuanliu_server::store::{Database, Location};

/// Which engine the tests are for.
const ENGINE: &str = "YUANLIU_TEST_ENGINE";
/// A PostgreSQL that may be filled with databases, which `cargo xtask test` starts.
const SERVER: &str = "YUANLIU_TEST_PG";
/// Held while the template is made: a number that nobody else takes.
const MAKING: i64 = 0x7559_7465;

/// Where a school is kept.
pub struct Kept {
    pub location: Location,
    /// Its address and its name on the server, where it is a database there.
    database: Option<(Url, String)>,
    /// Whether the database goes with this.
    ours: bool,
}

impl Kept {
    /// By the engine of this run.
    pub async fn new(folder: &Path) -> Kept {
        match std::env::var(ENGINE).as_deref() {
            Ok("postgres") => Kept::on_a_server(folder).await,
            Ok("sqlite") | Err(_) => Kept::in_a_file(folder),
            Ok(other) => panic!("{ENGINE}={other}: sqlite or postgres"),
        }
    }

    /// In a file, whatever this run is for.
    pub fn in_a_file(folder: &Path) -> Kept {
        Kept { location: Location::File(folder.join("yuanliu.db")), database: None, ours: true }
    }

    /// In a database, whatever this run is for.
    pub async fn on_a_server(folder: &Path) -> Kept {
        let server = server();
        let template = template(&server, folder).await;
        let name = format!("test_{}", Uuid::new_v4().simple());
        create(&server, &name, &template).await;
        Kept::named(server, name, folder)
    }

    fn named(server: Url, name: String, folder: &Path) -> Kept {
        let location = Location::postgres(within(&server, &name).as_str(), None, folder);
        Kept { location, database: Some((server, name)), ours: true }
    }

    /// The same place, of which another remembers that it is to go.
    pub fn shared(&self) -> Kept {
        Kept { location: self.location.clone(), database: self.database.clone(), ours: false }
    }

    pub async fn open(&self) -> Arc<Database> {
        Arc::new(Database::open(&self.location).await.unwrap())
    }

    pub async fn check(&self) -> Report {
        self.answers(Question::default()).await
    }

    pub async fn answers(&self, question: Question) -> Report {
        check(&self.location, question).await.unwrap()
    }

    pub fn is_a_file(&self) -> bool {
        self.database.is_none()
    }

    fn path(&self) -> PathBuf {
        match &self.location {
            Location::File(path) => path.clone(),
            Location::Postgres { .. } => panic!("no file"),
        }
    }

    /// Tells the program where its data is.
    pub fn tells(&self, command: &mut Command) {
        match &self.database {
            Some((server, name)) => {
                command.env("DATABASE_URL", within(server, name).as_str());
            }
            None => {
                command.env_remove("DATABASE_URL");
            }
        }
    }

    /// A copy as it is now, of a store that is closed.
    pub async fn copied(&self, folder: &Path) -> Kept {
        let Some((server, name)) = &self.database else {
            let copy = Kept::in_a_file(folder);
            Connection::open(self.path())
                .unwrap()
                .execute("VACUUM INTO ?1", [copy.path().to_str().unwrap()])
                .unwrap();
            return copy;
        };
        let copy = format!("test_{}", Uuid::new_v4().simple());
        create(server, &copy, name).await;
        Kept::named(server.clone(), copy, folder)
    }

    /// Runs SQL as somebody would who has the database; how many rows it changed, or
    /// that the engine itself does not do such a thing.
    pub async fn sql(&self, sql: &str) -> Result<u64, String> {
        let Some((server, name)) = &self.database else {
            let db = Connection::open(self.path()).unwrap();
            db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
                .unwrap();
            db.execute_batch(sql).map_err(|error| error.to_string())?;
            return Ok(db.changes());
        };
        let client = client(&within(server, name)).await;
        // Without its foreign keys.
        client.batch_execute("SET session_replication_role = replica").await.unwrap();
        let said = client.simple_query(&of_postgres(sql)).await;
        let said = said.map_err(|error| format!("{:?}", error.as_db_error()))?;
        Ok(said
            .iter()
            .map(|message| match message {
                SimpleQueryMessage::CommandComplete(rows) => *rows,
                _ => 0,
            })
            .sum())
    }

    /// Every column of every table that the database says it has.
    pub async fn cells(&self) -> Vec<(String, Vec<u8>)> {
        let Some((server, name)) = &self.database else { return cells_of_a_file(&self.path()) };
        let client = client(&within(server, name)).await;
        let tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
        let mut cells = vec![];
        for table in client.query(tables, &[]).await.unwrap() {
            let table: String = table.get(0);
            for row in client.query(&format!(r#"SELECT * FROM "{table}""#), &[]).await.unwrap() {
                for (index, column) in row.columns().iter().enumerate() {
                    let at = format!("{table}.{}", column.name());
                    let bytes = match *column.type_() {
                        Type::UUID => {
                            row.get::<_, Option<Uuid>>(index).map(|id| id.as_bytes().to_vec())
                        }
                        Type::BYTEA => row.get(index),
                        Type::TEXT => row.get::<_, Option<String>>(index).map(String::into_bytes),
                        _ => None,
                    };
                    cells.extend(bytes.map(|bytes| (at, bytes)));
                }
            }
        }
        cells
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let Some((server, name)) = self.database.take().filter(|_| self.ours) else { return };
        let drops = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let client = client(&server).await;
                let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                client.batch_execute(&drop).await.unwrap();
            });
        });
        let _ = drops.join();
    }
}

fn cells_of_a_file(path: &Path) -> Vec<(String, Vec<u8>)> {
    let db = Connection::open(path).unwrap();
    let mut tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut cells = vec![];
    for table in tables.map(Result::unwrap) {
        let mut rows = db.prepare(&format!(r#"SELECT * FROM "{table}""#)).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column).unwrap()
                {
                    cells.push((format!("{table}.{column}"), bytes.to_vec()));
                }
            }
        }
    }
    cells
}

/// What SQLite's SQL is in PostgreSQL's, as far as tests use it.
fn of_postgres(sql: &str) -> String {
    let mut said = sql.replace("randomblob(16)", "gen_random_uuid()");
    for (length, times) in [(32, 1), (64, 2), (138, 5)] {
        let random = vec!["uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())"; times];
        let random = format!("substr({}, 1, {length})", random.join(" || "));
        said = said.replace(&format!("randomblob({length})"), &random);
    }
    said = said
        .replace("randomblob(length(edge))", "decode(repeat('5a', length(edge)), 'hex')")
        .replace("CAST(CAST(bytes AS TEXT) || ' ' AS BLOB)", "bytes || ' '::bytea")
        .replace("AS BLOB", "AS BYTEA");
    let mut parts = said.split("x'");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('\'') {
            // A literal of bytes, and not the end of a word in quotes.
            Some((digits, rest)) if out.ends_with([' ', '(', ',']) => {
                out.push_str(&format!("'\\x{digits}'::bytea{rest}"));
            }
            _ => out.push_str(&format!("x'{part}")),
        }
    }
    out
}

fn server() -> Url {
    let url = std::env::var(SERVER).unwrap_or_else(|_| {
        panic!("{SERVER} names no PostgreSQL: `cargo xtask test` starts one and runs these tests")
    });
    Url::parse(&url).unwrap()
}

fn within(server: &Url, database: &str) -> Url {
    let mut url = server.clone();
    url.set_path(database);
    url
}

async fn client(url: &Url) -> Client {
    let (client, connection) = tokio_postgres::connect(url.as_str(), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// An empty database in today's form, made by the first test that needs it.
async fn template(server: &Url, folder: &Path) -> String {
    let mut form = DefaultHasher::new();
    include_str!("../../../src/store/sql/postgres/schema_1.sql").hash(&mut form);
    let name = format!("form_{:x}", form.finish());
    let admin = client(server).await;
    admin.execute("SELECT pg_advisory_lock($1)", &[&MAKING]).await.unwrap();
    let there = "SELECT 1 FROM pg_database WHERE datname = $1";
    if admin.query_opt(there, &[&name]).await.unwrap().is_none() {
        let making = format!("{name}_new");
        let again = format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)");
        admin.batch_execute(&again).await.unwrap();
        admin.batch_execute(&format!("CREATE DATABASE {making}")).await.unwrap();
        let url = within(server, &making);
        let store = Database::open(&Location::postgres(url.as_str(), None, folder)).await.unwrap();
        yuanliu_server::store::Store::close(&store).await.unwrap();
        // Each is to have a district and keys of its own.
        let own = client(&url).await;
        own.batch_execute("DELETE FROM space; DELETE FROM meta").await.unwrap();
        drop(own);
        let rename = format!("ALTER DATABASE {making} RENAME TO {name}");
        again_while_busy(|| admin.batch_execute(&rename)).await;
    }
    admin.execute("SELECT pg_advisory_unlock($1)", &[&MAKING]).await.unwrap();
    name
}

async fn create(server: &Url, name: &str, template: &str) {
    let admin = client(server).await;
    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
    again_while_busy(|| admin.batch_execute(&create)).await;
}

/// A connection that was closed is gone a moment later only, and until then nobody
/// may copy or rename its database.
async fn again_while_busy<F: Future<Output = Result<(), tokio_postgres::Error>>>(
    run: impl Fn() -> F,
) {
    for _ in 0..200 {
        match run().await {
            Ok(()) => return,
            Err(error) if error.code().is_some_and(|code| code.code() == "55006") => {
                tokio::time::sleep(std::time::Duration::from_millis(25)).await;
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    panic!("the database stays in use");
}
