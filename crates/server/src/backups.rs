//! The folder of a database's backups: one for each day, kept for thirty days, with the
//! list of who was erased beside them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use yuanliu_domain::time::{Day, Minute, Stamp};

use crate::clock::Clock;
use crate::settings::Settings;
use crate::store::backup::{PART, back_up};
use crate::store::check::Report;
use crate::store::{ErasedList, Location, Result, StoreError};

/// For so many days a backup is kept: what was erased or is over its term is in none
/// that is older (docs/PRIVACY.md).
pub const KEPT_DAYS: i64 = 30;
/// From this hour on the day's backup is made, by the school's clock: nobody is there.
const FROM_HOUR: u16 = 2;
/// How often it is looked whether one is due.
const LOOK_AGAIN: Duration = Duration::from_secs(600);
/// A file on its way that is older is of a server that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(6 * 3600);

/// The backups of one database.
#[derive(Clone, Debug)]
pub struct Backups {
    folder: PathBuf,
    database: Location,
}

impl Backups {
    /// Of the database of these settings; none when no backups are made there.
    pub fn of(settings: &Settings) -> Option<Backups> {
        let folder = settings.backups.clone()?;
        Some(Backups { folder, database: settings.database.clone() })
    }

    /// Those of this database in this folder.
    pub fn within(folder: &Path, database: &Location) -> Backups {
        Backups { folder: folder.to_owned(), database: database.clone() }
    }

    /// Makes one now. What it says that differs, differs in the database as well.
    pub async fn make(&self, now: Stamp) -> Result<(PathBuf, Report)> {
        self.folder().map_err(StoreError::engine)?;
        let second = now.0.div_euclid(1000).rem_euclid(60);
        let time = now.minute().to_string().replace(':', "");
        let path = self.folder.join(format!("yuanliu-{}-{time}{second:02}.db", now.day()));
        let report = back_up(&self.database, &path).await?;
        self.list_the_erased()?;
        Ok((path, report))
    }

    /// Puts whoever was erased on the list that lies with the backups: it is needed where
    /// the data folder is lost as well.
    pub fn list_the_erased(&self) -> Result<()> {
        if !self.folder.is_dir() {
            return Ok(());
        }
        let list = ErasedList::beside(&self.folder.join("database"));
        list.take_in(&ErasedList::beside(&self.database.beside()))
    }

    /// Removes backups that are older than thirty days, and what a killed server left.
    pub fn forget(&self, today: Day) -> io::Result<()> {
        for file in fs::read_dir(&self.folder)? {
            let file = file?;
            let path = file.path();
            let over = match made_on(&path) {
                Some(day) => today.days_since(day) > KEPT_DAYS,
                None => is_part(&path) && age(&file).is_some_and(|age| age > LEFT_BEHIND),
            };
            if over && let Err(error) = fs::remove_file(&path) {
                tracing::warn!(path = %path.display(), %error, "an old backup could not be removed");
            }
        }
        Ok(())
    }

    /// Whether today's is still to be made.
    pub fn is_due(&self, now: Stamp) -> bool {
        let made = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let newest = made.filter_map(|file| made_on(&file.path())).max();
        let from = Minute::hm(FROM_HOUR, 0).expect("an hour");
        now.minute() >= from && newest.is_none_or(|newest| newest < now.day())
    }

    /// Makes one each day, for as long as the server runs. That one fails is said, and
    /// tried again.
    pub async fn each_day(self) {
        loop {
            tokio::time::sleep(LOOK_AGAIN).await;
            let now = Clock::Real.now();
            if !self.is_due(now) {
                continue;
            }
            // First, because a full disk may be the reason why none can be made.
            if self.folder.is_dir()
                && let Err(error) = self.forget(now.day())
            {
                tracing::warn!(%error, "old backups could not be looked at");
            }
            match self.make(now).await {
                Ok((path, report)) if report.findings.is_empty() => {
                    tracing::info!(path = %path.display(), "a backup was made");
                }
                Ok((path, report)) => tracing::error!(
                    path = %path.display(),
                    differences = report.findings.len(),
                    "a backup was made of a database that is not as it was written: \
                     yuanliu-server check"
                ),
                Err(error) => tracing::error!(%error, "no backup could be made"),
            }
        }
    }

    /// The folder, of this user alone.
    fn folder(&self) -> io::Result<()> {
        let mut make = fs::DirBuilder::new();
        make.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
        make.create(&self.folder)
    }
}

/// The day of a backup, by its name; none for any other file.
fn made_on(path: &Path) -> Option<Day> {
    let name = path.file_name()?.to_str()?.strip_prefix("yuanliu-")?.strip_suffix(".db")?;
    let (day, time) = (name.get(..10)?, name.get(10..)?);
    let is_time = time.len() == 7 && time.starts_with('-');
    is_time.then(|| day.parse().ok())?
}

fn is_part(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // Also what SQLite puts beside it.
    name.starts_with("yuanliu-") && name.contains(&format!(".{PART}"))
}

fn age(file: &fs::DirEntry) -> Option<Duration> {
    file.metadata().ok()?.modified().ok()?.elapsed().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Stamp {
        Stamp::parse_local(text).unwrap()
    }

    #[test]
    fn one_is_due_once_a_day_and_after_two() {
        let folder = tempfile::tempdir().unwrap();
        let place = Location::file(&folder.path().join("yuanliu.db"));
        let backups = Backups::within(&folder.path().join("backups"), &place);
        assert!(backups.is_due(at("2026-11-24T15:10")), "there is none at all");
        backups.folder().unwrap();
        assert!(!backups.is_due(at("2026-11-24T01:59")));
        fs::write(backups.folder.join("yuanliu-2026-11-24-020512.db"), "").unwrap();
        assert!(!backups.is_due(at("2026-11-24T23:59")));
        assert!(!backups.is_due(at("2026-11-25T01:59")));
        assert!(backups.is_due(at("2026-11-25T02:00")));
    }

    #[test]
    fn old_ones_go_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let place = Location::file(&folder.path().join("yuanliu.db"));
        let backups = Backups::within(folder.path(), &place);
        let stay = [
            "yuanliu-2026-10-25-020000.db",
            "yuanliu-2026-11-24-020000.db",
            "yuanliu-2027-01-01-020000.db",
            "yuanliu-2020-01-01-020000.db.old",
            "yuanliu-2020-01-01.db",
            "yuanliu-5a.part",
            "yuanliu.db",
            "erased.list",
        ];
        let go = ["yuanliu-2026-10-24-235959.db", "yuanliu-2020-01-01-020000.db"];
        for name in stay.iter().chain(&go) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let old = folder.path().join("yuanliu-5b.part-journal");
        fs::write(&old, "x").unwrap();
        let before = std::time::SystemTime::now() - LEFT_BEHIND - Duration::from_secs(60);
        fs::File::options().write(true).open(&old).unwrap().set_modified(before).unwrap();
        backups.forget("2026-11-24".parse().unwrap()).unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let mut stay = stay.map(str::to_owned);
        stay.sort();
        assert_eq!(left, stay);
    }
}
