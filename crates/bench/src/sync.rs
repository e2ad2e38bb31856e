//! `bench sync`: what the school's order costs, and what travels. Everything runs on one
//! machine: tablets sign beforehand, and read their answers while the server works.

use std::{
    path::Path,
    process::Command,
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use rusqlite::{Connection, params};
use serde_json::Value;
use yuanliu_sync::wire::{SignedAct, Verdict};

use crate::{
    Figures, browser,
    process::{Login, Running},
    start,
    tablet::Tablet,
};

/// Acts of one page.
const PAGE: usize = 100;
/// Tablets that write at once.
const TABLETS: usize = 8;
/// Pages that each of them writes: eleven marks of each child, a day's worth.
const PAGES: usize = 20;
/// Acts that go one by one.
const SINGLE: usize = 200;
const RAW: Duration = Duration::from_secs(3);
/// The work of which other servers have told their figures: clients, and acts of each.
const CLIENTS: usize = 20;
const EACH: usize = 500;

pub(crate) fn measure() -> Result<Figures> {
    let mut figures = Figures::new();
    let mut told = |name: &str, number: f64| {
        let number = (number * 100.0).round() / 100.0;
        eprintln!("{name} {number}");
        figures.insert(name.to_owned(), number.into());
    };
    let school = School::begins()?;
    told("durable_act_p50_ms", school.one_by_one()?);
    let acts_per_s = school.pages(None)?.acts_per_s;
    told("durable_acts_per_s", acts_per_s);
    let per_act = school.row_writes_per_act()?;
    told("row_writes_per_act", per_act);
    let raw = raw_rows_per_s(school.folder.path())?;
    told("raw_sqlite_rows_per_s", raw);
    told("of_raw_row_writes", acts_per_s * per_act / raw);
    drop(school);

    let school = School::begins()?;
    told("p99_ms_half_load", school.pages(Some(acts_per_s / 2.0))?.p99_ms);
    drop(school);

    let school = School::begins()?;
    let (first, increment) = school.travels()?;
    told("first_sync_bytes", first as f64);
    told("increment_bytes", increment as f64);
    drop(school);

    let school = School::begins()?;
    let all = school.all_fetch_all()?;
    told("pushed_per_s", all.pushed_per_s);
    told("delivered_per_s", all.delivered_per_s);
    told("bytes_per_record", all.bytes_per_record);
    told("server_mb", school.running.resident_mb()?);
    drop(school);

    let played = browser::figures("sync")?;
    for name in ["first_sync_ready_ms_x4", "outbox_write_p95_ms"] {
        figures.insert(name.into(), played.get(name).cloned().unwrap_or(Value::Null));
    }
    Ok(figures)
}

/// The demo's school, served.
struct School {
    folder: tempfile::TempDir,
    running: Running,
    login: Login,
}

/// What writing in pages came to.
struct Pages {
    acts_per_s: f64,
    p99_ms: f64,
}

/// What fetching each other's acts came to.
struct All {
    pushed_per_s: f64,
    delivered_per_s: f64,
    bytes_per_record: f64,
}

impl School {
    fn begins() -> Result<School> {
        let folder = tempfile::tempdir()?;
        let mut demo = Command::new(start::server()?);
        demo.env("YUANLIU_LOG", "error");
        let running = start::demo(demo.arg("demo").arg("--data").arg(folder.path()))?;
        let login = running.duty_teacher()?;
        Ok(School { folder, running, login })
    }

    fn tablets(&self, count: usize) -> Result<Vec<Tablet>> {
        (0..count).map(|_| Tablet::begins(self.running.address()?, &self.login)).collect()
    }

    /// The median of one act, from sending it to the school's verdict, in milliseconds.
    fn one_by_one(&self) -> Result<f64> {
        let [tablet] = &mut self.tablets(1)?[..] else { bail!("one tablet") };
        let acts = (0..SINGLE).map(|_| tablet.marks()).collect::<Result<Vec<_>>>()?;
        let mut waits = vec![];
        for act in acts {
            waits.push(sends(tablet, vec![act])?);
        }
        Ok(percentile(&mut waits, 50))
    }

    /// Pages of a hundred from eight tablets: as fast as they go, or so many acts a second.
    fn pages(&self, pace: Option<f64>) -> Result<Pages> {
        let mut work = vec![];
        for mut tablet in self.tablets(TABLETS)? {
            let mut page = || (0..PAGE).map(|_| tablet.marks()).collect::<Result<Vec<SignedAct>>>();
            let pages = (0..PAGES).map(|_| page()).collect::<Result<Vec<_>>>()?;
            work.push((tablet, pages));
        }
        // What one tablet may take for a page.
        let every = pace.map(|acts| Duration::from_secs_f64((TABLETS * PAGE) as f64 / acts));
        let start = Barrier::new(TABLETS + 1);
        let (took, mut waits) = thread::scope(|all| -> Result<(Duration, Vec<Duration>)> {
            let writes = |(n, (mut tablet, pages)): (usize, (Tablet, Vec<Vec<SignedAct>>))| {
                let start = &start;
                all.spawn(move || -> Result<Vec<Duration>> {
                    start.wait();
                    let begin =
                        Instant::now() + every.unwrap_or_default() / TABLETS as u32 * n as u32;
                    let mut waits = vec![];
                    for (page, acts) in pages.into_iter().enumerate() {
                        // By the clock, not by the last answer: a slow one delays nobody.
                        let due = begin + every.unwrap_or_default() * page as u32;
                        thread::sleep(due.saturating_duration_since(Instant::now()));
                        let from = if every.is_some() { due } else { Instant::now() };
                        sends(&mut tablet, acts)?;
                        waits.push(from.elapsed());
                    }
                    Ok(waits)
                })
            };
            let tablets: Vec<_> = work.into_iter().enumerate().map(writes).collect();
            start.wait();
            let begin = Instant::now();
            let waits = tablets.into_iter().map(|tablet| joined(tablet.join()));
            let waits = waits.collect::<Result<Vec<_>>>()?.concat();
            Ok((begin.elapsed(), waits))
        })?;
        let acts_per_s = (TABLETS * PAGES * PAGE) as f64 / took.as_secs_f64();
        Ok(Pages { acts_per_s, p99_ms: percentile(&mut waits, 99) })
    }

    /// The act's own row, its entry in the journal, and every row that it changed.
    fn row_writes_per_act(&self) -> Result<f64> {
        let db = Connection::open(self.folder.path().join("demo.db"))?;
        let mut last = db.prepare(
            "SELECT effect FROM journal WHERE act_id IS NOT NULL ORDER BY received_at DESC LIMIT 5000",
        )?;
        let effects = last.query_map([], |row| row.get::<_, String>(0))?;
        let (mut acts, mut rows) = (0, 0);
        for effect in effects {
            let effect: Value = serde_json::from_str(&effect?)?;
            acts += 1;
            rows += effect["puts"].as_array().map_or(0, Vec::len);
        }
        ensure!(acts > 0, "the journal has acts");
        Ok(2.0 + rows as f64 / f64::from(acts))
    }

    /// Bytes on the wire: everything for a new tablet, then twenty changed rows.
    fn travels(&self) -> Result<(usize, usize)> {
        let [writer, reader] = &mut self.tablets(2)?[..] else { bail!("two tablets") };
        let new = Tablet::new(self.running.address()?, &self.login)?.fetches()?.1;
        let acts = (0..20).map(|_| writer.marks()).collect::<Result<Vec<_>>>()?;
        sends(writer, acts)?;
        let (rows, increment) = reader.fetches()?;
        ensure!(rows >= 20, "{rows} rows came");
        Ok((new, increment))
    }

    /// Each writes, then each fetches what all wrote.
    fn all_fetch_all(&self) -> Result<All> {
        let mut work = vec![];
        for mut tablet in self.tablets(CLIENTS)? {
            let acts = (0..EACH).map(|_| tablet.marks()).collect::<Result<Vec<_>>>()?;
            work.push((tablet, acts));
        }
        let begin = Instant::now();
        let tablets = thread::scope(|all| {
            let writes = |(mut tablet, acts): (Tablet, Vec<SignedAct>)| {
                all.spawn(move || -> Result<Tablet> {
                    for page in acts.chunks(PAGE) {
                        // Only what is its own: the others' comes afterwards.
                        tablet.pushes(page.to_vec())?;
                    }
                    Ok(tablet)
                })
            };
            let writing: Vec<_> = work.into_iter().map(writes).collect();
            let tablets = writing.into_iter().map(|tablet| joined(tablet.join()));
            tablets.collect::<Result<Vec<_>>>()
        })?;
        let pushed = begin.elapsed();
        let begin = Instant::now();
        let bytes: usize = thread::scope(|all| {
            let reads = |mut tablet: Tablet| all.spawn(move || Ok(tablet.fetches()?.1));
            let reading: Vec<_> = tablets.into_iter().map(reads).collect();
            let bytes = reading.into_iter().map(|tablet| joined(tablet.join()));
            bytes.sum::<Result<usize>>()
        })?;
        let delivered = begin.elapsed();
        let (acts, records) = ((CLIENTS * EACH) as f64, (CLIENTS * CLIENTS * EACH) as f64);
        Ok(All {
            pushed_per_s: acts / pushed.as_secs_f64(),
            delivered_per_s: records / delivered.as_secs_f64(),
            bytes_per_record: bytes as f64 / records,
        })
    }
}

/// Sends acts; how long the verdicts took, which must be good.
fn sends(tablet: &mut Tablet, acts: Vec<SignedAct>) -> Result<Duration> {
    let begin = Instant::now();
    let answer = tablet.syncs(acts)?;
    let took = begin.elapsed();
    let applied = |said: &Verdict| matches!(said, Verdict::Applied { .. });
    ensure!(answer.verdicts.iter().all(|said| applied(&said.verdict)), "{:?}", answer.verdicts);
    Ok(took)
}

/// Rows a second that SQLite itself writes here, a hundred in each commit, each on disk.
fn raw_rows_per_s(folder: &Path) -> Result<f64> {
    let mut db = Connection::open(folder.join("raw.db"))?;
    db.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA cache_size = -16000; PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         CREATE TABLE raw (space BLOB, number INTEGER, body TEXT, PRIMARY KEY (space, number)) STRICT",
    )?;
    let (space, body) = ([7_u8; 16], "x".repeat(400));
    let (begin, mut rows) = (Instant::now(), 0_i64);
    while begin.elapsed() < RAW {
        let tx = db.transaction()?;
        for _ in 0..PAGE {
            tx.prepare_cached("INSERT INTO raw VALUES (?1, ?2, ?3)")?
                .execute(params![space, rows, body])?;
            rows += 1;
        }
        tx.commit()?;
    }
    Ok(rows as f64 / begin.elapsed().as_secs_f64())
}

/// In milliseconds.
pub(crate) fn percentile(waits: &mut [Duration], of: usize) -> f64 {
    waits.sort();
    let at = (waits.len() * of).div_ceil(100).saturating_sub(1);
    waits.get(at).map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
}

fn joined<T>(thread: thread::Result<Result<T>>) -> Result<T> {
    thread.unwrap_or_else(|_| bail!("a thread of the benchmark broke")).context("a tablet")
}
