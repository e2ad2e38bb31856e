//! The disk below SQLite: what it has is what was synced, a sync may fail, and it may be
//! full.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::{between, tell};
use crate::process::Running;

const SHIM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/shim/sync.c");
/// How long a full disk stays full, in milliseconds.
const FULL_MS: std::ops::Range<u64> = 100..800;
/// Room on a disk that is not full, in megabytes.
const ROOM: &str = "256m";
/// How the server ends when a sync failed: it never goes on as if it had not.
const STOPPED: i32 = 74;

/// A disk that has what was synced, and nothing else.
pub(crate) struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Compiles what stands between the server and its C library.
    pub(crate) fn new() -> Result<Disk> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("disk"))?;
        let disk = Disk { folder };
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(disk.shim()).args([SHIM, "-ldl"]);
        tell(&mut compiler)?;
        Ok(disk)
    }

    fn shim(&self) -> PathBuf {
        self.folder.path().join("sync.so")
    }

    fn disk(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    fn breaks(&self) -> PathBuf {
        self.folder.path().join("breaks")
    }

    /// A program writes to it from now on.
    pub(crate) fn below(&self, command: &mut Command, data: &Path) -> Result<()> {
        command
            .env("LD_PRELOAD", self.shim())
            .env("YUANLIU_DISK", self.disk())
            .env("YUANLIU_DISK_OF", data.canonicalize()?)
            .env("YUANLIU_DISK_BREAKS", self.breaks());
        Ok(())
    }

    /// It has these files.
    pub(crate) fn has(&self, data: &Path) -> Result<()> {
        copy(data, &self.disk())
    }

    /// The power is cut: the files are what it has.
    pub(crate) fn cut(&self, data: &Path) -> Result<()> {
        for file in fs::read_dir(data)? {
            let path = file?.path();
            if path.is_file() {
                fs::remove_file(path)?;
            }
        }
        copy(&self.disk(), data)
    }

    /// A sync fails; the server must end by itself.
    pub(crate) fn fails(&self, running: &mut Running) -> Result<()> {
        for _ in 0..200 {
            // One of a checkpoint is not of a commit: then nothing was promised.
            fs::write(self.breaks(), "")?;
            if let Some(code) = running.ends_within(Duration::from_millis(300))? {
                ensure!(code == Some(STOPPED), "it ended with {code:?} when a sync failed");
                let _ = fs::remove_file(self.breaks());
                return Ok(());
            }
        }
        anyhow::bail!("it goes on after a sync that failed")
    }
}

/// A disk of its own, in memory, whose size is changed while it is used.
pub(crate) struct Small {
    folder: TempDir,
}

impl Small {
    pub(crate) fn new() -> Result<Small> {
        let small = Small { folder: tempfile::tempdir()? };
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={ROOM}"), "none"]).arg(small.path());
        tell(&mut mount).context("a disk of its own needs the rights to mount one")?;
        Ok(small)
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Full for a while.
    pub(crate) fn fills(&self) -> Result<()> {
        // It grows while it is measured: then it can't be made so small any more.
        let shrunk = (0..50).find_map(|_| {
            let used = self.used().ok()?;
            self.is(&(used + 65_536).to_string()).ok()
        });
        shrunk.context("the disk grows faster than it is measured")?;
        thread::sleep(Duration::from_millis(between(FULL_MS)?));
        self.is(ROOM)
    }

    fn used(&self) -> Result<u64> {
        let files = fs::read_dir(self.path())?;
        files.map(|file| Ok(file?.metadata()?.len().next_multiple_of(4096))).sum()
    }

    fn is(&self, size: &str) -> Result<()> {
        let mut mount = Command::new("mount");
        mount.args(["-o", &format!("remount,size={size}")]).arg(self.path());
        tell(mount.stderr(Stdio::null()))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in fs::read_dir(from)? {
        let path = file?.path();
        let name = path.file_name().context("a file has a name")?.to_owned();
        // A part is a copy that was cut off.
        if path.is_file() && path.extension().is_none_or(|ending| ending != "part") {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
