//! Where a store lies.

use std::fmt;
use std::path::{Path, PathBuf};

use super::super::{Result, StoreError};
use super::postgres;

/// Where a store lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// In a file, with SQLite.
    File(PathBuf),
    /// In a database of PostgreSQL.
    Postgres {
        /// Which.
        database: postgres::Address,
        /// Folder of what this server keeps outside of it.
        folder: PathBuf,
    },
}

impl Location {
    /// In this file.
    pub fn file(path: &Path) -> Location {
        Location::File(path.to_owned())
    }

    /// In the database of this address; its certificate is signed by this authority.
    pub fn postgres(url: &str, authority: Option<PathBuf>, folder: &Path) -> Location {
        let database = postgres::Address { url: url.to_owned(), authority };
        Location::Postgres { database, folder: folder.to_owned() }
    }

    /// Whether there is anything to be opened, as far as that can be told from here.
    pub fn exists(&self) -> bool {
        match self {
            Location::File(path) => path.exists(),
            Location::Postgres { .. } => true,
        }
    }

    /// Removes what is there.
    pub async fn remove(&self) -> Result<()> {
        match self {
            Location::File(path) => remove(path).map_err(StoreError::engine),
            Location::Postgres { database, .. } => postgres::remove(database).await,
        }
    }

    /// A file beside which lies what is kept outside of the database.
    pub(crate) fn beside(&self) -> PathBuf {
        match self {
            Location::File(path) => path.clone(),
            Location::Postgres { folder, .. } => folder.join("database"),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::File(path) => path.display().fmt(f),
            // Its address may hold a password.
            Location::Postgres { .. } => f.write_str("DATABASE_URL"),
        }
    }
}

/// The files of which SQLite makes one database: the first is its own, the others hold
/// what is not in it yet, or no more.
pub(super) fn parts(path: &Path) -> [PathBuf; 4] {
    ["", "-wal", "-journal", "-shm"].map(|ending| {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        file.into()
    })
}

fn remove(path: &Path) -> std::io::Result<()> {
    for file in parts(path) {
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
