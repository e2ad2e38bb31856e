//! The folder of a database's backups: one for each day, kept for thirty days, with the
//! list of who was erased beside them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use yuanliu_domain::time::{Day, Minute, Stamp};

use crate::clock::Clock;
use crate::settings::Settings;
use crate::store::backup::{PART, back_up, erased_in};
use crate::store::check::{Question, Report, check};
use crate::store::{ErasedList, Location, Result, StoreError};

/// For so many days a backup is kept: what was erased or is over its term is in none
/// that is older (docs/PRIVACY.md).
pub const KEPT_DAYS: i64 = 30;
/// From this hour on the day's backup is made, by the school's clock: nobody is there.
const FROM_HOUR: u16 = 2;
/// Most differences that are named one by one in the log.
const NAMED: usize = 20;
/// How often it is looked whether one is due.
const LOOK_AGAIN: Duration = Duration::from_secs(600);
/// A file on its way that is older is of a server that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(6 * 3600);

/// How the backups stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// There is a whole one of today or yesterday.
    Made,
    /// There is none: they fail, differ from what was written, or the server is new.
    Late,
    /// None are made here.
    Off,
}

/// The backups of one database.
#[derive(Clone, Debug)]
pub struct Backups {
    folder: PathBuf,
    database: Location,
    /// How they stood when somebody last looked; whoever asks does not wait for a disk.
    seen: Arc<Mutex<(Standing, Option<Day>)>>,
}

impl Backups {
    /// Of the database of these settings; none when no backups are made there.
    pub fn of(settings: &Settings) -> Option<Backups> {
        let folder = settings.backups.clone()?;
        Some(Backups::within(&folder, &settings.database))
    }

    /// Those of this database in this folder.
    pub fn within(folder: &Path, database: &Location) -> Backups {
        let seen = Arc::new(Mutex::new((Standing::Late, None)));
        Backups { folder: folder.to_owned(), database: database.clone(), seen }
    }

    /// Makes one now. What it says that differs, differs in the database as well; then its
    /// name says so, and it never takes the place of a whole one.
    pub async fn make(&self, now: Stamp) -> Result<(PathBuf, Report)> {
        self.folder().map_err(StoreError::engine)?;
        let second = now.0.div_euclid(1000).rem_euclid(60);
        let time = now.minute().to_string().replace(':', "");
        let path = self.folder.join(format!("yuanliu-{}-{time}{second:02}.db", now.day()));
        let report = back_up(&self.database, &path).await?;
        // Its name first: what fails below leaves nothing that passes for whole.
        let path = match report.findings.is_empty() {
            true => path,
            false => {
                let differs = path.with_extension("differs.db");
                fs::rename(&path, &differs).map_err(StoreError::engine)?;
                differs
            }
        };
        let own = ErasedList::beside(&self.database.beside());
        own.take_marks(&erased_in(&self.database).await?, now.day())?;
        self.list_the_erased()?;
        Ok((path, report))
    }

    /// Puts whoever was erased on the list that lies with the backups: it is needed where
    /// the data folder is lost as well. Whether there is such a folder.
    pub fn list_the_erased(&self) -> Result<bool> {
        if !self.folder.is_dir() {
            return Ok(false);
        }
        let list = ErasedList::beside(&self.folder.join("database"));
        list.take_in(&ErasedList::beside(&self.database.beside()))?;
        Ok(true)
    }

    /// Removes backups that are older than thirty days, but never the newest whole one, and
    /// what a killed program left on its way.
    pub fn forget(&self, today: Day) {
        let made = self.made();
        let whole = made.iter().filter(|made| made.whole && made.day <= today);
        let newest = whole.max_by(|a, b| a.path.cmp(&b.path)).map(|made| made.path.clone());
        let old = made.iter().filter(|made| today.days_since(made.day) > KEPT_DAYS);
        for one in old.filter(|one| Some(&one.path) != newest.as_ref()) {
            remove(&one.path);
        }
        let beside = self.database.beside();
        let data = beside.parent().unwrap_or(Path::new(".")).to_owned();
        for file in [&self.folder, &data].into_iter().flat_map(files) {
            if is_part(&file.path()) && age(&file).is_some_and(|age| age > LEFT_BEHIND) {
                remove(&file.path());
            }
        }
    }

    /// Whether today's is still to be made.
    pub fn is_due(&self, now: Stamp) -> bool {
        let from = Minute::hm(FROM_HOUR, 0).expect("an hour");
        now.minute() >= from && self.made().iter().all(|made| made.day != now.day())
    }

    /// How they stand on this day, and of which day the last whole one is.
    pub fn standing(&self, today: Day) -> (Standing, Option<Day>) {
        let whole = self.made().into_iter().filter(|made| made.whole && made.day <= today);
        let last = whole.map(|made| made.day).max();
        let made = last.is_some_and(|day| today.days_since(day) <= 1);
        (if made { Standing::Made } else { Standing::Late }, last)
    }

    /// The same as when the server last looked, at most ten minutes ago.
    pub fn last_seen(&self) -> (Standing, Option<Day>) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self, today: Day) {
        let now = self.standing(today);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    fn made(&self) -> Vec<Made> {
        files(&self.folder).filter_map(|file| Made::of(file.path())).collect()
    }

    /// Makes one each day, for as long as the server runs. That one fails is said, and
    /// tried again.
    pub async fn each_day(self) {
        loop {
            self.look(Clock::Real.now().day());
            tokio::time::sleep(LOOK_AGAIN).await;
            let now = Clock::Real.now();
            // First, because a full disk may be the reason why none can be made.
            self.forget(now.day());
            if !self.is_due(now) {
                continue;
            }
            match self.make(now).await {
                Ok((path, report)) if report.findings.is_empty() => {
                    tracing::info!(path = %path.display(), "a backup was made");
                }
                Ok((path, report)) => {
                    tracing::error!(path = %path.display(), "a backup of what differs was made");
                    say_what_differs(&report);
                }
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

/// The night's recount where no backups are made: whether the database is as it was
/// written, its checksums among the rest (I7). It is said and never repaired.
pub async fn recount_each_day(database: Location) {
    let from = Minute::hm(FROM_HOUR, 0).expect("an hour");
    let mut counted = None;
    loop {
        tokio::time::sleep(LOOK_AGAIN).await;
        let now = Clock::Real.now();
        if now.minute() < from || counted == Some(now.day()) {
            continue;
        }
        match check(&database, Question::default()).await {
            Ok(report) => {
                counted = Some(now.day());
                say_what_differs(&report);
            }
            Err(error) => tracing::error!(%error, "the database could not be counted again"),
        }
    }
}

/// Says by ids and numbers what is not as it was written.
fn say_what_differs(report: &Report) {
    for finding in report.findings.iter().take(NAMED) {
        tracing::error!(%finding, "the database is not as it was written");
    }
    let more = report.findings.len().saturating_sub(NAMED);
    if more > 0 {
        tracing::error!(more, "and more differs: yuanliu-server check");
    }
}

/// A backup, as its name tells.
struct Made {
    path: PathBuf,
    day: Day,
    /// Nothing differed in it.
    whole: bool,
}

impl Made {
    /// None for any other file.
    fn of(path: PathBuf) -> Option<Made> {
        let name = path.file_name()?.to_str()?.strip_prefix("yuanliu-")?.strip_suffix(".db")?;
        let whole = !name.ends_with(".differs");
        let name = name.trim_end_matches(".differs");
        let (day, time) = (name.get(..10)?.parse().ok()?, name.get(10..)?);
        let is_time = time.len() == 7 && time.starts_with('-');
        is_time.then_some(Made { path, day, whole })
    }
}

fn files(folder: &PathBuf) -> impl Iterator<Item = fs::DirEntry> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}

fn remove(path: &Path) {
    if let Err(error) = fs::remove_file(path) {
        tracing::warn!(path = %path.display(), %error, "an old backup could not be removed");
    }
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
        // A clock that was wrong once keeps nobody from the next one.
        fs::write(backups.folder.join("yuanliu-2031-01-01-020512.db"), "").unwrap();
        assert!(backups.is_due(at("2026-11-25T02:00")));
        fs::write(backups.folder.join("yuanliu-2026-11-25-020512.differs.db"), "").unwrap();
        assert!(!backups.is_due(at("2026-11-25T02:00")));
    }

    #[test]
    fn that_there_is_no_whole_one_of_yesterday_or_today_is_late() {
        let folder = tempfile::tempdir().unwrap();
        let place = Location::file(&folder.path().join("yuanliu.db"));
        let backups = Backups::within(folder.path(), &place);
        let (monday, tuesday, wednesday) = ("2026-11-23", "2026-11-24", "2026-11-25");
        let on = |day: &str| backups.standing(day.parse().unwrap());
        let of = |day: &str| Some(day.parse().unwrap());
        assert_eq!(on(monday), (Standing::Late, None));
        fs::write(folder.path().join("yuanliu-2026-11-23-020000.db"), "x").unwrap();
        assert_eq!(on(monday), (Standing::Made, of(monday)));
        assert_eq!(on(tuesday), (Standing::Made, of(monday)), "tonight's is not made yet");
        fs::write(folder.path().join("yuanliu-2026-11-25-020000.differs.db"), "x").unwrap();
        assert_eq!(on(wednesday), (Standing::Late, of(monday)));

        // Whoever asks reads what was seen, and waits for no disk.
        assert_eq!(backups.last_seen(), (Standing::Late, None));
        backups.look(monday.parse().unwrap());
        assert_eq!(backups.clone().last_seen(), (Standing::Made, of(monday)));
    }

    #[test]
    fn the_newest_whole_one_stays_whatever_its_age() {
        let folder = tempfile::tempdir().unwrap();
        let place = Location::file(&folder.path().join("yuanliu.db"));
        let backups = Backups::within(folder.path(), &place);
        let (older, newest) = ("yuanliu-2026-06-29-020000.db", "yuanliu-2026-06-30-020000.db");
        let differs = "yuanliu-2026-07-01-020000.differs.db";
        for name in [older, newest, differs] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let there = |name: &str| folder.path().join(name).exists();
        backups.forget("2026-09-01".parse().unwrap());
        assert!(!there(older) && there(newest) && !there(differs));
        // Another one takes its place.
        fs::write(folder.path().join("yuanliu-2026-09-01-020000.db"), "x").unwrap();
        backups.forget("2026-09-01".parse().unwrap());
        assert!(!there(newest) && there("yuanliu-2026-09-01-020000.db"));
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
        backups.forget("2026-11-24".parse().unwrap());
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
