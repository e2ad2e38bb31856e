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

use std::cell::{Cell, RefCell};
use std::rc::Rc;

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
        if text.contains("QuotaExceeded") {
            return Trouble::Full;
        }
        doubt();
        Trouble::Unavailable(text)
    }
}

thread_local! {
    /// How often there was reason to doubt that the connections still stand.
    static DOUBTS: Cell<u32> = const { Cell::new(0) };
}

/// The browser may have closed the databases: iOS does while the page is out of sight,
/// and any of them when its storage process dies. Whoever uses one next makes sure.
pub fn doubt() {
    DOUBTS.set(DOUBTS.get().wrapping_add(1));
}

/// Does it once more when the browser had lost the database: by then it is open again.
pub async fn once_more<T>(work: impl AsyncFn() -> Result<T, Trouble>) -> Result<T, Trouble> {
    match work().await {
        Err(Trouble::Unavailable(_)) => work().await,
        ended => ended,
    }
}

/// A database that is opened again when the browser has lost it.
struct Db {
    name: &'static str,
    form: u8,
    stores: &'static [&'static str],
    open: RefCell<Rc<Database>>,
    /// The doubts of which it is known that it still stands.
    sure: Cell<u32>,
}

impl Db {
    async fn open(
        name: &'static str,
        form: u8,
        stores: &'static [&'static str],
    ) -> Result<Db, Trouble> {
        let sure = Cell::new(DOUBTS.get());
        let open = RefCell::new(Rc::new(connect(name, form, stores).await?));
        Ok(Db { name, form, stores, open, sure })
    }

    /// The connection, for one transaction.
    async fn here(&self) -> Result<Rc<Database>, Trouble> {
        let (db, doubts) = (self.open.borrow().clone(), DOUBTS.get());
        if self.sure.get() == doubts {
            return Ok(db);
        }
        // A connection that is closed throws at once.
        if db.transaction(self.stores[0]).build().is_ok() {
            self.sure.set(doubts);
            return Ok(db);
        }
        let again = Rc::new(connect(self.name, self.form, self.stores).await?);
        self.open.replace(again.clone());
        self.sure.set(doubts);
        Ok(again)
    }
}

/// Opens a database with these stores, in the form that has them all; keys are given
/// with each put. What an earlier form has stays as it is.
async fn connect(
    name: &str,
    form: u8,
    stores: &'static [&'static str],
) -> Result<Database, Trouble> {
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
