//! SQLite's files. A process that dies leaves them as they lie there, with its last
//! write cut off anywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::Connection;
use tempfile::TempDir;
use yuanliu_server::store::Location;
use yuanliu_server::store::backup::{back_up, restore};

use crate::stored::{Machine, STEPS, Stored, runtime};

/// A folder with everything that the store ever was.
pub struct Files {
    path: PathBuf,
    really: Option<PathBuf>,
    copies: u32,
    dir: TempDir,
}

/// The school as every run finds it, made once in a process.
pub fn base() -> Stored<Files> {
    static BASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = BASE.get_or_init(|| {
        let mut founded = Stored::founded(Files::empty());
        let (dir, at) = (folder(), PathBuf::from("base.sqlite"));
        let path = dir.path().join(at);
        copy(&founded.ended().path, &path, None);
        (dir, path)
    });
    let mut files = Files::empty();
    copy(path, &files.path, None);
    files.back_up();
    Stored::on(files)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for files that go")
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

impl Files {
    fn empty() -> Files {
        let dir = folder();
        Files { path: dir.path().join("0.sqlite"), really: None, copies: 0, dir }
    }

    fn backup(&self) -> PathBuf {
        self.dir.path().join("backup.sqlite")
    }

    fn another(&mut self) -> PathBuf {
        self.copies += 1;
        self.dir.path().join(format!("{}.sqlite", self.copies))
    }
}

impl Machine for Files {
    const STILL: bool = false;

    fn location(&self) -> Location {
        Location::file(&self.path)
    }

    fn commits(&self, _: u32) -> bool {
        true
    }

    fn written(&self) -> u64 {
        fs::metadata(format!("{}-wal", self.path.display())).map_or(0, |file| file.len())
    }

    fn dies(&mut self, at: Option<(u64, u32)>) {
        let end = at.map(|(before, step)| {
            let written = self.written().saturating_sub(before);
            before + written * u64::from(step).min(STEPS) / STEPS
        });
        let path = self.another();
        copy(&self.path, &path, end);
        self.path = path;
    }

    fn begins_to_lie(&mut self) {
        let path = self.dir.path().join("really.sqlite");
        let _ = fs::remove_file(format!("{}-wal", path.display()));
        copy(&self.path, &path, None);
        self.really = Some(path);
    }

    fn loses_power(&mut self) {
        if let Some(really) = self.really.take() {
            let path = self.another();
            copy(&really, &path, None);
            self.path = path;
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
        self.path = self.another();
        runtime().block_on(restore(&self.backup(), &self.location(), None)).expect("a backup");
    }

    fn tables(&self) -> Connection {
        Connection::open(&self.path).expect("a second reader")
    }
}
