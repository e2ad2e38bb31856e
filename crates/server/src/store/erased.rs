//! The list of who was erased, beside the database and outside its backups: a
//! database that is restored from before loses them again. It holds hashes of
//! random ids, from which nobody can tell who it was.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use yuanliu_domain::id::{ChildId, SpaceId};
use yuanliu_domain::time::{Day, Stamp};

use super::{Result, StoreError};

/// The list's file.
const FILE: &str = "erased.list";

/// The list beside one database, or in the folder of its backups.
#[derive(Clone, Debug)]
pub struct ErasedList(PathBuf);

impl ErasedList {
    /// The list beside the database at this path.
    pub fn beside(database: &Path) -> ErasedList {
        ErasedList(database.with_file_name(FILE))
    }

    /// Adds a child; on disk when this returns.
    pub fn add(&self, space: SpaceId, child: ChildId, at: Stamp) -> Result<()> {
        if self.read()?.contains(&mark(space, child)) {
            return Ok(());
        }
        self.append(&format!("{} {}\n", mark(space, child), at.day()))
    }

    /// Whether there is one.
    pub fn exists(&self) -> bool {
        self.0.exists()
    }

    /// Adds whoever is on that list; on disk when this returns.
    pub fn take_in(&self, other: &ErasedList) -> Result<()> {
        self.take_lines(&other.text()?)
    }

    /// Adds the marks that a database holds, of whichever server erased; on disk when this
    /// returns.
    pub fn take_marks(&self, marks: &[String], on: Day) -> Result<()> {
        self.take_lines(&marks.iter().map(|mark| format!("{mark} {on}\n")).collect::<String>())
    }

    fn take_lines(&self, theirs: &str) -> Result<()> {
        let mut marks = self.read()?;
        let is_new = |line: &&str| {
            let mark = line.split(' ').next().unwrap_or_default();
            let is_mark = mark.len() == 64 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_mark && marks.insert(mark.to_owned())
        };
        let new: Vec<&str> = theirs.lines().filter(is_new).collect();
        if new.is_empty() { Ok(()) } else { self.append(&(new.join("\n") + "\n")) }
    }

    /// Which of these children are on the list.
    pub fn among(&self, space: SpaceId, children: Vec<ChildId>) -> Result<Vec<ChildId>> {
        let marks = self.read()?;
        let listed = |child: &ChildId| !marks.is_empty() && marks.contains(&mark(space, *child));
        Ok(children.into_iter().filter(listed).collect())
    }

    fn read(&self) -> Result<BTreeSet<String>> {
        let first = |line: &str| line.split(' ').next().map(str::to_owned);
        Ok(self.text()?.lines().filter_map(first).collect())
    }

    fn text(&self) -> Result<String> {
        match fs::read_to_string(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            read => read.map_err(StoreError::engine),
        }
    }

    fn append(&self, lines: &str) -> Result<()> {
        let open = OpenOptions::new().create(true).append(true).open(&self.0);
        let mut file = open.map_err(StoreError::engine)?;
        file.write_all(lines.as_bytes()).map_err(StoreError::engine)?;
        file.sync_all().map_err(StoreError::engine)
    }
}

/// A child on the list.
pub fn mark(space: SpaceId, child: ChildId) -> String {
    let digest = Sha256::digest([space.0.into_bytes(), child.0.into_bytes()].concat());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
