//! `bench growth`: what twenty new acts cost a device that is up to date, in a school of a
//! thousand rows and in one of a million. The cost should follow what changed, not what is
//! there.

use std::{path::Path, process::Command, time::Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, params};
use yuanliu_domain::{id::SpaceId, row::checksum_term};

use crate::{Figures, process::Running, start, sync::percentile, tablet::Tablet};

/// Rows beside those of the demo.
const SIZES: [u64; 4] = [1_000, 10_000, 100_000, 1_000_000];
const INCREMENTS: usize = 20;
const ACTS: usize = 20;
/// A row of the staff's list that this benchmark alone writes.
const KIND: &str = "bench";

pub(crate) fn measure() -> Result<Figures> {
    let mut figures = Figures::new();
    for size in SIZES {
        let measured = of(size)?;
        eprintln!("{size} rows more: {measured:?}");
        for (name, value) in measured {
            figures.insert(format!("{name}_{size}"), ((value * 100.0).round() / 100.0).into());
        }
    }
    Ok(figures)
}

fn of(size: u64) -> Result<[(&'static str, f64); 4]> {
    let folder = tempfile::tempdir()?;
    let begins = || -> Result<Running> {
        let mut demo = Command::new(start::server()?);
        demo.env("YUANLIU_LOG", "error");
        start::demo(demo.arg("demo").arg("--data").arg(folder.path()))
    };
    let mut running = begins()?;
    let login = running.duty_teacher()?;
    let space = Tablet::new(running.address()?, &login)?.space();
    running.stop()?;
    fill(&folder.path().join("demo.db"), space, size)?;

    let running = begins()?;
    let mut writer = Tablet::begins(running.address()?, &login)?;
    let begin = Instant::now();
    let mut reader = Tablet::begins(running.address()?, &login)?;
    let first = begin.elapsed().as_secs_f64();
    let (mut writes, mut reads, mut bytes) = (vec![], vec![], 0);
    for _ in 0..INCREMENTS {
        let acts = (0..ACTS).map(|_| writer.marks()).collect::<Result<Vec<_>>>()?;
        let begin = Instant::now();
        writer.pushes(acts)?;
        writes.push(begin.elapsed());
        let begin = Instant::now();
        let (rows, came) = reader.fetches()?;
        reads.push(begin.elapsed());
        ensure!((ACTS..10 * ACTS).contains(&rows), "{rows} rows came");
        bytes += came;
    }
    Ok([
        ("first_sync_s", first),
        ("push_p50_ms", percentile(&mut writes, 50)),
        ("fetch_p50_ms", percentile(&mut reads, 50)),
        ("increment_bytes", bytes as f64 / INCREMENTS as f64),
    ])
}

/// Rows that came one after the other, with their checksum.
fn fill(database: &Path, space: SpaceId, size: u64) -> Result<()> {
    let mut db = Connection::open(database)?;
    let tx = db.transaction()?;
    let space = space.0.into_bytes();
    let version: i64 =
        tx.query_row("SELECT version FROM space WHERE space_id = ?1", [space], |row| row.get(0))?;
    let sum = "SELECT sum FROM audience_sum WHERE space_id = ?1 AND audience = 'roll'";
    let mut sum: i64 = tx.query_row(sum, [space], |row| row.get(0)).context("a list")?;
    {
        let mut put = tx.prepare(
            r#"INSERT INTO "row" (space_id, audience, kind, key, version, body)
               VALUES (?1, 'roll', ?2, ?3, ?4, ?5)"#,
        )?;
        for n in 1..=size {
            let (key, at) = (format!("{n:08}"), version + n as i64);
            let body = format!(r#"{{"n":{n},"words":"{}"}}"#, "课后服务".repeat(15));
            sum = sum.wrapping_add(checksum_term(KIND, &key, at as u64, &body));
            put.execute(params![space, KIND, key, at, body])?;
        }
    }
    let at = version + size as i64;
    tx.execute("UPDATE space SET version = ?2 WHERE space_id = ?1", params![space, at])?;
    let put = "UPDATE audience_sum SET sum = ?2 WHERE space_id = ?1 AND audience = 'roll'";
    tx.execute(put, params![space, sum])?;
    Ok(tx.commit()?)
}
