//! Databases of PostgreSQL. What a process had not committed when it died is gone:
//! where in a transaction it dies is tried by killing real ones (`bench kills`).

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;
use tokio_postgres::NoTls;
use uuid::Uuid;
use yuanliu_server::store::Location;
use yuanliu_server::store::backup::{back_up, restore};

use crate::stored::{Machine, STEPS, Stored, runtime};

/// A server that may be filled with databases, which `cargo xtask sim` starts.
const SERVER: &str = "YUANLIU_TEST_PG";

/// Databases of one run, of which the last is the store; all go with this.
pub struct Databases {
    names: Vec<String>,
    really: Option<String>,
    dir: TempDir,
}

/// The school as every run finds it.
pub fn base() -> Stored<Databases> {
    let dir = tempfile::tempdir().expect("a folder for files that go");
    let mut databases = Databases { names: vec![], really: None, dir };
    let first = databases.another(None);
    databases.names.push(first);
    Stored::founded(databases)
}

fn server() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!("{SERVER} names no PostgreSQL: `cargo xtask sim --engine postgres` starts one")
    })
}

/// Says something to the server.
async fn tell(sql: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(&server(), NoTls).await?;
    let connection = tokio::spawn(connection);
    let told = client.batch_execute(sql).await;
    drop(client);
    let _ = connection.await;
    told
}

impl Databases {
    fn now(&self) -> &str {
        self.names.last().expect("there is one from the beginning")
    }

    fn at(&self, name: &str) -> Location {
        let mut url = url::Url::parse(&server()).expect("an address");
        url.set_path(name);
        Location::postgres(url.as_str(), None, self.dir.path())
    }

    fn backup(&self) -> PathBuf {
        self.dir.path().join("backup.sqlite")
    }

    /// A new one, empty or as another is, which nobody has open.
    fn another(&mut self, like: Option<&str>) -> String {
        let name = format!("sim_{}", Uuid::new_v4().simple());
        let template = like.map(|like| format!(" TEMPLATE {like}")).unwrap_or_default();
        let create = format!("CREATE DATABASE {name}{template}");
        // A connection that was closed is gone a moment later only.
        let created = runtime().block_on(async {
            for _ in 0..200 {
                match tell(&create).await {
                    Err(error) if error.code().is_some_and(|code| code.code() == "55006") => {
                        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
                    }
                    said => return said,
                }
            }
            tell(&create).await
        });
        created.expect("a new database");
        name
    }
}

impl Machine for Databases {
    const STILL: bool = true;

    fn location(&self) -> Location {
        self.at(self.now())
    }

    fn commits(&self, step: u32) -> bool {
        u64::from(step) * 2 >= STEPS
    }

    fn written(&self) -> u64 {
        0
    }

    fn dies(&mut self, _: Option<(u64, u32)>) {}

    fn begins_to_lie(&mut self) {
        let like = self.now().to_owned();
        let copy = self.another(Some(&like));
        // Not the last: that is the store.
        self.names.insert(0, copy.clone());
        self.really = Some(copy);
    }

    fn loses_power(&mut self) {
        if let Some(really) = self.really.take() {
            self.names.retain(|name| *name != really);
            self.names.push(really);
        }
    }

    fn back_up(&mut self) {
        let backup = self.backup();
        let _ = fs::remove_file(&backup);
        let made = runtime().block_on(back_up(&self.location(), &backup));
        assert_eq!(made.expect("a backup").findings, []);
    }

    fn restore(&mut self) {
        self.really = None;
        let empty = self.another(None);
        self.names.push(empty);
        runtime().block_on(restore(&self.backup(), &self.location(), None)).expect("a backup");
    }

    fn tables(&self) -> Connection {
        let path = self.dir.path().join(format!("{}.sqlite", Uuid::new_v4()));
        runtime().block_on(back_up(&self.location(), &path)).expect("a reading");
        Connection::open(path).expect("a file that was just made")
    }
}

impl Drop for Databases {
    fn drop(&mut self) {
        for name in &self.names {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            if let Err(error) = runtime().block_on(tell(&drop)) {
                eprintln!("{name} stays on the server: {error}");
            }
        }
    }
}
