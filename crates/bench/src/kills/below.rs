//! The PostgreSQL below the server: stopped at once, stopped in order, or frozen.

use std::{
    env, fs,
    path::PathBuf,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{Engine, between, tell};

/// Names the folder of a PostgreSQL that is started again when it was stopped.
const FOLDER: &str = "YUANLIU_TEST_PG_FOLDER";
/// How long it stands still, in milliseconds.
const STILL_MS: std::ops::Range<u64> = 200..2_500;
const PATIENCE: Duration = Duration::from_secs(60);

/// A database that can be stopped.
pub(crate) struct Below {
    folder: PathBuf,
}

impl Below {
    pub(crate) fn of(engine: Engine) -> Result<Below> {
        ensure!(engine == Engine::Postgres, "--what database goes with --engine postgres");
        let folder = env::var_os(FOLDER).with_context(|| {
            format!(
                "{FOLDER} is not set: only a PostgreSQL that `cargo xtask bench` starts is stopped"
            )
        })?;
        Ok(Below { folder: folder.into() })
    }

    /// One of the three, in turn; it answers again when this returns.
    pub(crate) fn fails(&self, round: u32) -> Result<()> {
        let process = self.process()?.context("no PostgreSQL runs there")?;
        match round % 3 {
            // Without a checkpoint: it begins with its log.
            0 => self.stops("-QUIT", &process),
            // Whoever is connected is cut off.
            1 => self.stops("-INT", &process),
            _ => {
                signal("-STOP", &process)?;
                thread::sleep(Duration::from_millis(between(STILL_MS)?));
                signal("-CONT", &process)
            }
        }
    }

    fn stops(&self, how: &str, process: &str) -> Result<()> {
        tell(Command::new("kill").args([how, process]))?;
        let begin = Instant::now();
        loop {
            if self.process()?.is_some_and(|now| now != process) {
                return Ok(());
            }
            ensure!(begin.elapsed() < PATIENCE, "PostgreSQL does not come back");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Its number, once it answers.
    fn process(&self) -> Result<Option<String>> {
        let Ok(said) = fs::read_to_string(self.folder.join("postmaster.pid")) else {
            return Ok(None);
        };
        let mut lines = said.lines();
        let process = lines.next().map(str::to_owned);
        let ready = lines.any(|line| line.trim() == "ready");
        Ok(process.filter(|_| ready))
    }
}

/// Tells a process and those that it started.
fn signal(what: &str, process: &str) -> Result<()> {
    tell(Command::new("kill").args([what, process]))?;
    tell(Command::new("pkill").args([what, "-P", process]))
}
