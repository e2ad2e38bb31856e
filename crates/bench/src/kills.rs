//! `bench kills`: the real server killed (`kill -9`) again and again while tablets write,
//! or the database below it stopped at once, stopped in order, or frozen. What it said to have taken is asked for anew after each kill: an act that was lost, or
//! that counted twice, is told by its place in the order.

mod below;
mod disk;

use std::{
    collections::{HashMap, HashSet},
    env,
    path::Path,
    process::Command,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Error, Result, bail, ensure};
use ring::rand::{SecureRandom, SystemRandom};
use tempfile::TempDir;
use yuanliu_domain::{audience::Audience, child_day::ChildDay, id::ActId, row::Body};
use yuanliu_sync::wire::{SignedAct, Verdict};

use self::below::Below;
use self::disk::{Disk, Small};
use crate::{Figures, process::Running, start, tablet::Tablet};

/// Names the PostgreSQL, as for the tests.
const SERVER: &str = "YUANLIU_TEST_PG";

/// Which database the server writes into.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    /// A file in a folder of its own
    Sqlite,
    /// The server that `YUANLIU_TEST_PG` names
    Postgres,
}

/// What is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum What {
    /// The server, with `kill -9`
    Server,
    /// PostgreSQL below a server that goes on
    Database,
    /// The machine: what was not synced is gone
    Power,
    /// One sync of the disk: the server must stop by itself
    Fsync,
    /// Nothing: the disk is full for a while
    Room,
}

const TABLETS: usize = 4;
/// Acts of one page, at most.
const PAGE: u64 = 20;
/// How long a server lives under load before it is killed, in milliseconds.
const LIFE_MS: std::ops::Range<u64> = 20..400;
/// What was kept must be at the school so soon after the last kill.
const PATIENCE: Duration = Duration::from_secs(60);

/// Kills a server so many times.
pub(crate) fn measure(engine: Engine, what: What, rounds: u32) -> Result<Figures> {
    let school = School::of(engine, what)?;
    let mut running = school.starts()?;
    let login = running.duty_teacher()?;
    let begins = |_| Tablet::begins(running.address()?, &login);
    let tablets = (0..TABLETS).map(begins).collect::<Result<Vec<_>>>()?;
    let now = Mutex::new(Now { address: running.address()?.to_owned(), life: 0, over: false });
    let (killed, books) = thread::scope(|all| {
        let writes = |tablet| all.spawn(|| Book::of(tablet).writes(&now));
        let writing: Vec<_> = tablets.into_iter().map(writes).collect();
        let killed = (1..=rounds).try_for_each(|life| -> Result<()> {
            thread::sleep(Duration::from_millis(between(LIFE_MS)?));
            match what {
                What::Server => {
                    running.kill()?;
                    running = school.starts()?;
                }
                What::Database => Below::of(engine)?.fails(life)?,
                What::Power | What::Fsync => {
                    let disk = school.disk.as_ref().context("a disk was made")?;
                    match what {
                        What::Power => running.kill()?,
                        _ => disk.fails(&mut running)?,
                    }
                    disk.cut(school.data())?;
                    running = school.starts()?;
                }
                What::Room => school.small.as_ref().context("a disk was made")?.fills()?,
            }
            let address = running.address()?.to_owned();
            *now.lock().map_err(broke)? = Now { address, life, over: life == rounds };
            Ok(())
        });
        if let (Err(_), Ok(mut now)) = (&killed, now.lock()) {
            now.over = true;
        }
        let books = writing.into_iter().map(|book| book.join().map_err(|_| broke(()))?);
        (killed, books.collect::<Result<Vec<_>>>())
    });
    killed?;
    let books = books?;
    let doubled = doubled(&books, &Tablet::begins(running.address()?, &login)?)?;
    running.kill()?;
    let sum = |of: fn(&Book) -> usize| books.iter().map(of).sum::<usize>();
    let told = [
        ("rounds", rounds as usize),
        ("acts", sum(|book| book.taken.len() + book.kept.len())),
        ("cut_off", sum(|book| book.cut_off)),
        ("asked_again", sum(|book| book.asked_again)),
        ("lost", sum(|book| book.lost)),
        ("doubled", doubled),
        ("stuck", sum(|book| book.kept.len())),
        ("findings", school.findings()?),
    ];
    Ok(told.into_iter().map(|(name, number)| (name.to_owned(), number.into())).collect())
}

/// What the tablets know of the server.
struct Now {
    address: String,
    /// How often it was killed.
    life: u32,
    over: bool,
}

/// What a tablet wrote, and what it was told about it.
struct Book {
    tablet: Tablet,
    /// Not answered for.
    kept: Vec<SignedAct>,
    /// Answered for: the version of each, by the first answer.
    taken: Vec<(SignedAct, u64)>,
    /// Requests that a kill cut off.
    cut_off: usize,
    /// Acts that were asked for again after a kill.
    asked_again: usize,
    /// Acts that a later server had no longer, or elsewhere.
    lost: usize,
}

impl Book {
    fn of(tablet: Tablet) -> Book {
        let (kept, taken) = (vec![], vec![]);
        Book { tablet, kept, taken, cut_off: 0, asked_again: 0, lost: 0 }
    }

    /// Writes until all kills are over and everything is at the school.
    fn writes(mut self, now: &Mutex<Now>) -> Result<Book> {
        let (mut life, mut since, mut over) = (0, 0, None);
        loop {
            let newer = {
                let now = now.lock().map_err(broke)?;
                self.tablet.address.clone_from(&now.address);
                if now.over && over.is_none() {
                    over = Some(Instant::now());
                }
                std::mem::replace(&mut life, now.life) != now.life
            };
            if newer && !self.asks_again(since)? {
                // Killed again before it could say.
                life = u32::MAX;
                continue;
            }
            if newer {
                since = self.taken.len();
            }
            match over {
                Some(_) if self.kept.is_empty() => return Ok(self),
                Some(over) if over.elapsed() > PATIENCE => return Ok(self),
                Some(_) => {}
                // Nobody writes on and on while the school is away.
                None if self.kept.len() > 2 * PAGE as usize => {}
                None => {
                    for _ in 0..between(1..PAGE + 1)? {
                        let act = self.tablet.marks()?;
                        self.kept.push(act);
                    }
                }
            }
            self.sends()?;
        }
    }

    /// One page; whether an answer came.
    fn sends(&mut self) -> Result<bool> {
        let page: Vec<_> = self.kept.iter().take(100).cloned().collect();
        let Some(versions) = self.told(&page)? else { return Ok(false) };
        for (act, version) in self.kept.drain(..page.len()).zip(versions) {
            self.taken.push((act, version));
        }
        Ok(true)
    }

    /// Asks the server for what an earlier one said to have taken; whether it answered.
    fn asks_again(&mut self, since: usize) -> Result<bool> {
        for begin in (since..self.taken.len()).step_by(100) {
            let end = self.taken.len().min(begin + 100);
            let page: Vec<_> = self.taken[begin..end].iter().map(|(act, _)| act.clone()).collect();
            let Some(versions) = self.told(&page)? else { return Ok(false) };
            self.asked_again += page.len();
            let differ = self.taken[begin..end].iter().zip(versions);
            self.lost += differ.filter(|((_, first), now)| first != now).count();
        }
        Ok(true)
    }

    /// The place of each act in the order; `None` when the server died over it.
    fn told(&mut self, acts: &[SignedAct]) -> Result<Option<Vec<u64>>> {
        let Ok(answer) = self.tablet.syncs(acts.to_vec()) else {
            self.cut_off += 1;
            thread::sleep(Duration::from_millis(10));
            return Ok(None);
        };
        let versions = answer.verdicts.iter().map(|told| match &told.verdict {
            Verdict::Applied { version } => Ok(*version),
            other => bail!("{other:?}"),
        });
        let versions = versions.collect::<Result<Vec<_>>>()?;
        ensure!(versions.len() == acts.len(), "{} acts, {} verdicts", acts.len(), versions.len());
        Ok(Some(versions))
    }
}

/// Acts whose effect does not stand exactly once in what a new tablet sees, and places in
/// the order that were given twice.
fn doubled(books: &[Book], fresh: &Tablet) -> Result<usize> {
    let mut seen: HashMap<ActId, usize> = HashMap::new();
    for (_, body) in fresh.view.list(Audience::Day(fresh.day()), ChildDay::KIND) {
        for entry in serde_json::from_str::<ChildDay>(body)?.entries {
            *seen.entry(entry.act).or_default() += 1;
        }
    }
    let taken = || books.iter().flat_map(|book| &book.taken);
    let places: HashSet<u64> = taken().map(|(_, version)| *version).collect();
    let wrong = taken().filter(|(act, _)| seen.get(&act.id) != Some(&1)).count();
    Ok(wrong + taken().count() - places.len())
}

/// Where the server keeps the demo.
struct School {
    folder: TempDir,
    database: Option<String>,
    disk: Option<Disk>,
    small: Option<Small>,
}

impl School {
    fn of(engine: Engine, what: What) -> Result<School> {
        let below = matches!(what, What::Power | What::Fsync | What::Room);
        ensure!(engine == Engine::Sqlite || !below, "--what {what:?} goes with --engine sqlite");
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => {
                Some(env::var(SERVER).with_context(|| format!("{SERVER} names no PostgreSQL"))?)
            }
        };
        let small = (what == What::Room).then(Small::new).transpose()?;
        let mut school = School { folder: tempfile::tempdir()?, database, disk: None, small };
        if matches!(what, What::Power | What::Fsync) {
            // The demo is made on a plain disk, which is quicker.
            school.starts()?.stop()?;
            let disk = Disk::new()?;
            disk.has(school.data())?;
            school.disk = Some(disk);
        }
        Ok(school)
    }

    fn data(&self) -> &Path {
        self.small.as_ref().map_or(self.folder.path(), Small::path)
    }

    fn program(&self, task: &str) -> Result<Command> {
        let mut command = Command::new(start::server()?);
        command.arg(task).arg("--data").arg(self.data()).env_remove("DATABASE_URL");
        command.env("YUANLIU_LOG", "error");
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        if let Some(disk) = &self.disk {
            disk.below(&mut command, self.data())?;
        }
        Ok(command)
    }

    fn starts(&self) -> Result<Running> {
        start::demo(&mut self.program("demo")?)
    }

    /// What `check` finds in the journal, its tree, the rows and the signatures: 0 or 1.
    fn findings(&self) -> Result<usize> {
        let mut check = self.program("check")?;
        check.arg("--rules");
        if self.database.is_none() {
            check.arg("--database").arg(self.data().join("demo.db"));
        }
        let output = check.output()?;
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        Ok(usize::from(!output.status.success()))
    }
}

/// A number of this range, by the system's chance: no two runs are the same.
fn between(range: std::ops::Range<u64>) -> Result<u64> {
    let mut bytes = [0; 8];
    SystemRandom::new().fill(&mut bytes).map_err(Error::msg)?;
    Ok(range.start + u64::from_le_bytes(bytes) % (range.end - range.start))
}

/// Runs a small program of the system.
fn tell(command: &mut Command) -> Result<()> {
    let name = command.get_program().display().to_string();
    let status = command.status().with_context(|| name.clone())?;
    ensure!(status.success(), "{name} ended with {status}");
    Ok(())
}

fn broke<T>(_: T) -> Error {
    Error::msg("a thread of the tablets broke")
}
