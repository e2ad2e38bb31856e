//! The district's copy of what the journals said: a file outside the database, best on
//! another machine, to which each school's signed checkpoint is added each night. What
//! does not go on from what stands there is said, and not added.
//!
//! The file is text: signed notes (C2SP) with an empty line between them. Lines that
//! begin with `#` are for people. It is only ever added to.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use yuanliu_domain::time::{Day, Minute, Stamp};

use crate::clock::Clock;
use crate::store::check::{Finding, KeptNote, extended};
use crate::store::{Location, StoreError};

/// From this hour on those of the day are kept, by the school's clock, as backups are.
const FROM_HOUR: u16 = 2;
/// How often it is looked whether that is due.
const LOOK_AGAIN: Duration = Duration::from_secs(600);
/// Bytes in the file at most: a hundred schools' nights of six years.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes in a line at most; a signature has about 150.
const MOST_IN_A_LINE: usize = 1_000;

/// The file.
#[derive(Clone, Debug)]
pub struct KeptCheckpoints(PathBuf);

/// What was kept.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// There was no file: nothing could be compared.
    pub begun: bool,
    /// Schools whose journal was looked at and goes on from what was kept.
    pub schools: usize,
    /// Checkpoints that were added; none for a journal in which nothing was written since.
    pub added: usize,
    /// What differs; of these schools nothing was added.
    pub findings: Vec<Finding>,
}

/// Why nothing could be kept. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CannotKeep {
    /// The file cannot be read or written.
    #[error(
        "凭证存档 {0} 无法读写：{1}\nthe file of checkpoints {0} cannot be read or written: {1}"
    )]
    File(PathBuf, io::Error),
    /// It has a line that is of no checkpoint.
    #[error(
        "凭证存档 {0} 第 {1} 行不是凭证，没有写入任何内容；请另用新文件，并保留原文件以备核对\n\
         line {1} of {0} is of no checkpoint, and nothing was added: begin a new file, and keep this one"
    )]
    Line(PathBuf, usize),
    /// It is larger than such a file gets.
    #[error(
        "凭证存档 {0} 太大，没有写入任何内容；请另用新文件，并保留原文件以备核对\n\
         {0} is too large, and nothing was added: begin a new file, and keep this one"
    )]
    TooLarge(PathBuf),
    /// The database cannot be read.
    #[error("数据库无法读取：{0}\nthe database cannot be read: {0}")]
    Database(#[from] StoreError),
}

impl KeptCheckpoints {
    /// Those in this file.
    pub fn at(file: &Path) -> KeptCheckpoints {
        KeptCheckpoints(file.to_owned())
    }

    /// Every note in the file; none when there is no file.
    pub fn read(&self) -> Result<Vec<KeptNote>, CannotKeep> {
        let bytes = match fs::metadata(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
            Ok(file) if file.len() > MOST_BYTES => {
                return Err(CannotKeep::TooLarge(self.0.clone()));
            }
            there => there.and_then(|_| fs::read(&self.0)).map_err(|error| self.failed(error))?,
        };
        self.notes(&bytes)
    }

    fn notes(&self, bytes: &[u8]) -> Result<Vec<KeptNote>, CannotKeep> {
        let mut lines = vec![];
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let line = str::from_utf8(line).ok().filter(|line| line.len() <= MOST_IN_A_LINE);
            let line = line.ok_or_else(|| CannotKeep::Line(self.0.clone(), index + 1))?;
            lines.push((index + 1, line.trim_end_matches('\r')));
        }
        let mut lines = lines.into_iter().peekable();
        let mut notes = vec![];
        while let Some((number, first)) = lines.next() {
            if first.is_empty() || first.starts_with('#') {
                continue;
            }
            // Origin, size, root, an empty line; then the signatures.
            let text = [first].into_iter().chain(lines.by_ref().take(3).map(|(_, line)| line));
            let mut note: String = text.flat_map(|line| [line, "\n"]).collect();
            let before = note.len();
            while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with("\u{2014} ")) {
                note += line;
                note.push('\n');
            }
            if note.len() == before {
                return Err(CannotKeep::Line(self.0.clone(), number));
            }
            notes.push(KeptNote { place: format!("{}:{number}", self.0.display()), note });
        }
        Ok(notes)
    }

    /// Compares the journals at this place with everything that was kept, and adds what
    /// they say now; on disk when this returns. A school whose journal differs is left
    /// out, and the others are kept. Where a note is not ours nothing is added at all:
    /// the file, or the key, is another one's.
    pub async fn keep(&self, database: &Location, now: Stamp) -> Result<Outcome, CannotKeep> {
        let begun = !self.0.exists();
        let kept = self.read()?;
        let known: BTreeSet<String> = kept.iter().map(|kept| kept.note.clone()).collect();
        let extended = extended(database, kept).await?;
        let mut outcome = Outcome { begun, findings: extended.findings, ..Outcome::default() };
        if outcome.findings.iter().any(|found| found.space.is_none()) {
            return Ok(outcome);
        }
        let differs: BTreeSet<_> =
            outcome.findings.iter().filter_map(|found| found.space).collect();
        let mut lines = String::new();
        for (said, note) in extended.now {
            if differs.contains(&said.space) {
                continue;
            }
            outcome.schools += 1;
            if said.size > 0 && !known.contains(&note) {
                outcome.added += 1;
                lines += &format!("\n# {} {}\n{note}", now.day(), now.minute());
            }
        }
        if !lines.is_empty() {
            self.append(&lines).map_err(|error| self.failed(error))?;
        }
        Ok(outcome)
    }

    fn append(&self, lines: &str) -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.0)?;
        file.write_all(lines.as_bytes())?;
        file.sync_all()
    }

    fn failed(&self, error: io::Error) -> CannotKeep {
        CannotKeep::File(self.0.clone(), error)
    }

    /// Keeps them each day, for as long as the server runs. What differs is said once a
    /// day; that none could be kept is said, and tried again.
    pub async fn each_day(self, database: Location) {
        let mut last: Option<Day> = None;
        loop {
            tokio::time::sleep(LOOK_AGAIN).await;
            let now = Clock::Real.now();
            let from = Minute::hm(FROM_HOUR, 0).expect("an hour");
            if last == Some(now.day()) || now.minute() < from {
                continue;
            }
            match self.keep(&database, now).await {
                Ok(outcome) => {
                    last = Some(now.day());
                    outcome.log(&self.0);
                }
                Err(error) => tracing::error!(%error, "no checkpoints could be kept"),
            }
        }
    }
}

impl Outcome {
    fn log(&self, file: &Path) {
        let path = file.display();
        if self.begun {
            tracing::warn!(%path, "there was no file of checkpoints, and nothing was compared");
        }
        for found in &self.findings {
            tracing::error!(
                %path, %found,
                "a journal does not go on from what was kept: yuanliu-server check"
            );
        }
        tracing::info!(%path, schools = self.schools, added = self.added, "checkpoints were kept");
    }
}
