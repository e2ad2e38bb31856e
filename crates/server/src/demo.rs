//! The demo district: its people and an afternoon under way, as signed acts
//! through the same door as everyone's. The database is kept and used again
//! while program, seed and date stay the same.

mod accounts;
mod afternoon;
mod faces;
mod hand;
mod people;
mod pins;
mod world;

use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::time::{Day, Minute, Stamp};

use crate::auth::Passphrases;
use crate::clock::Clock;
use crate::store::{Sqlite, Store};

pub use accounts::{Account, accounts};
pub use pins::PIN;

/// The name of the note in which a demo database says what it is.
const NOTE: &str = "demo";
/// The same people on every machine.
pub const SEED: u64 = 1;

/// What a demo database was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    seed: u64,
    day: Day,
    /// Another program may have other rules or other people.
    program: String,
    /// The afternoon is played up to here.
    played: Stamp,
}

/// A demo that is ready to be opened.
pub struct Demo {
    /// Its memory.
    pub store: Arc<dyn Store>,
    /// Its clock, ticking.
    pub clock: Clock,
    /// Who can sign in.
    pub accounts: Vec<Account>,
}

/// Opens the demo at this path, which shows this moment; builds what is missing.
pub async fn open(path: &Path, seed: u64, now: Stamp) -> Result<Demo> {
    let district = yuanliu_demo::cast(seed);
    let program = program();
    if path.exists() && !fits(path, seed, &program, now).await {
        remove(path).context("the demo of another day cannot be removed")?;
    }
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(path).await?);
    let made = made(store.as_ref()).await;
    if made.is_none() {
        people::import(store.as_ref(), seed, &district, now.day()).await?;
        accounts::give(store.as_ref(), &Passphrases::new(), &district).await?;
    }
    let played = made.map(|made| made.played);
    if played.is_none_or(|played| played < now) {
        afternoon::play(store.as_ref(), seed, &district, played, now).await?;
        let made = Made { seed, day: now.day(), program, played: now };
        store.set_note(NOTE, &serde_json::to_string(&made)?).await?;
    }
    Ok(Demo { store, clock: Clock::demo(now), accounts: accounts(&district) })
}

/// The moment that a demo shows when none is asked for: now, if an afternoon is
/// under way; else 15:40 of the last school day.
pub fn usual_moment(now: Stamp) -> Stamp {
    let at = |hour, minute| Minute::hm(hour, minute).expect("a time of day");
    let is_open = |day: &Day| matches!(school_day(*day, None), SchoolDay::Open { .. });
    let day = (0..90).map(|back| now.day().plus(-back)).find(is_open);
    let day = day.or_else(|| Day::ymd(2026, 11, 24)).expect("a date");
    let under_way = at(15, 0) <= now.minute() && now.minute() < at(18, 0);
    if day == now.day() && under_way { now } else { day.at(at(15, 40)) }
}

/// Whether the database at this path can show this moment.
async fn fits(path: &Path, seed: u64, program: &str, now: Stamp) -> bool {
    let Ok(store) = Sqlite::open(path).await else { return false };
    let made = made(&store).await;
    let _ = store.close().await;
    made.is_some_and(|made| {
        made.seed == seed && made.day == now.day() && made.program == program && made.played <= now
    })
}

async fn made(store: &dyn Store) -> Option<Made> {
    serde_json::from_str(&store.note(NOTE).await.ok()??).ok()
}

fn remove(path: &Path) -> std::io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Names this program: version, size and date of the file that runs.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let built = file.map(|file| {
        let at = file.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        format!("{}-{}", file.len(), at.unwrap_or_default().as_millis())
    });
    format!("{}-{}", env!("CARGO_PKG_VERSION"), built.unwrap_or_default())
}
