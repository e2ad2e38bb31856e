//! What the device keeps. Two databases that never touch each other: `outbox`
//! holds what a person wrote, `view` is a cache. Small settings are apart.
//!
//! IndexedDB through `indexed_db_futures`: the one well-kept wrapper that offers
//! `durability: "strict"` without web-sys' unstable flag.

mod keys;
pub mod outbox;
mod photos;
pub mod settings;
pub mod view;

use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};

/// The device could not keep or read something. Said on the screen, never swallowed (I14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The disk or the quota is full.
    Full,
    /// Something is there and can't be read.
    Unreadable(String),
    /// The browser lost the database or does not offer one.
    Unavailable(String),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Full => f.write_str("storage is full"),
            Trouble::Unreadable(what) => write!(f, "unreadable: {what}"),
            Trouble::Unavailable(why) => write!(f, "storage unavailable: {why}"),
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        let text = error.to_string();
        if text.contains("QuotaExceeded") { Trouble::Full } else { Trouble::Unavailable(text) }
    }
}

/// Opens a database with these stores, in the form that has them all; keys are given
/// with each put. What an earlier form has stays as it is.
async fn open(name: &str, form: u8, stores: &'static [&'static str]) -> Result<Database, Trouble> {
    Database::open(name)
        .with_version(form)
        .with_on_upgrade_needed(move |_, db| {
            let there: Vec<String> = db.object_store_names().collect();
            for store in stores.iter().filter(|store| there.iter().all(|name| name != *store)) {
                db.create_object_store(store).build()?;
            }
            Ok(())
        })
        .await
        .map_err(|error| Trouble::Unavailable(error.to_string()))
}

fn reading<'d>(db: &'d Database, stores: &[&str]) -> Result<Transaction<'d>, Trouble> {
    Ok(db.transaction(stores).with_mode(TransactionMode::Readonly).build()?)
}

fn writing<'d>(
    db: &'d Database,
    stores: &[&str],
    durability: TransactionDurability,
) -> Result<Transaction<'d>, Trouble> {
    let mut options = TransactionOptions::new();
    options.set_durability(durability);
    Ok(db
        .transaction(stores)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?)
}
