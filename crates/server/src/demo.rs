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

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::time::{Day, Minute, Stamp};

use crate::auth::Passphrases;
use crate::clock::Clock;
use crate::store::{Database, Location, Store};

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

/// Opens the demo at this place, which shows this moment; builds what is missing.
/// Its people act up to `until`, no later than `now`: what is then left is for whoever plays.
pub async fn open(location: &Location, seed: u64, now: Stamp, until: Stamp) -> Result<Demo> {
    if until.day() != now.day() {
        bail!(
            "--until：须与演示同一天（{}）\n--until: on the day that the demo shows ({})",
            now.day(),
            now.day()
        );
    }
    let until = until.min(now);
    let district = yuanliu_demo::cast(seed);
    let program = program();
    if location.exists() && !fits(location, seed, &program, now.day(), until).await? {
        location.remove().await.context("the demo of another day cannot be removed")?;
    }
    let store: Arc<dyn Store> = Arc::new(Database::open(location).await?);
    let made = made(store.as_ref()).await;
    if made.is_none() {
        people::import(store.as_ref(), seed, &district, now.day()).await?;
        accounts::give(store.as_ref(), &Passphrases::new(), &district).await?;
    }
    let played = made.map(|made| made.played);
    if played.is_none_or(|played| played < until) {
        afternoon::play(store.as_ref(), seed, &district, played, until).await?;
        let made = Made { seed, day: now.day(), program, played: until };
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

/// Whether the database at this place can show this day, with its people's acts up to here and
/// no further.
async fn fits(
    location: &Location,
    seed: u64,
    program: &str,
    day: Day,
    until: Stamp,
) -> Result<bool> {
    let in_a_file = matches!(location, Location::File(_));
    let store = match Database::open(location).await {
        Ok(store) => store,
        Err(_) if in_a_file => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let made = made(&store).await;
    let somebodys = made.is_none() && !store.schools().await?.is_empty();
    store.close().await?;
    // The file is the demo's own; a database that was named may be a school's.
    if somebodys && !in_a_file {
        bail!(
            "DATABASE_URL：其中已有真实学校\nDATABASE_URL: there is a real school in this database"
        );
    }
    Ok(made.is_some_and(|made| {
        let same = made.seed == seed && made.day == day && made.program == program;
        same && made.played <= until
    }))
}

async fn made(store: &dyn Store) -> Option<Made> {
    serde_json::from_str(&store.note(NOTE).await.ok()??).ok()
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
