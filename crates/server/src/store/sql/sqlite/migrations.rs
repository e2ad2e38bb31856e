//! The form of the database, forward only: a released step is never changed.

use rusqlite::{Connection, params};

use super::super::super::{Result, StoreError};

const STEPS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2_journal.sql"),
    include_str!("schema_3_accounts.sql"),
    include_str!("schema_4_tablets.sql"),
    include_str!("schema_5_delivery.sql"),
    include_str!("schema_5_seals.sql"),
    include_str!("schema_7_joining.sql"),
    include_str!("schema_8_photos.sql"),
    include_str!("schema_9_passes.sql"),
    include_str!("schema_10_passkeys.sql"),
    include_str!("schema_11_photos.sql"),
    include_str!("schema_12_telling.sql"),
];

/// How many steps this program knows.
pub fn known() -> i64 {
    STEPS.len() as i64
}

/// Brings a database to today's form.
pub fn run(db: &mut Connection) -> Result<()> {
    db.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (
            number INTEGER NOT NULL PRIMARY KEY,
            at     TEXT    NOT NULL DEFAULT (datetime('now'))
        ) STRICT",
    )?;
    let done: i64 =
        db.query_row("SELECT coalesce(max(number), 0) FROM migration", [], |row| row.get(0))?;
    let done = done as usize;
    if done > STEPS.len() {
        return Err(StoreError::engine(format!(
            "the database has form {done}, this program knows {}: it was made by a newer version",
            STEPS.len()
        )));
    }
    for (index, step) in STEPS.iter().enumerate().skip(done) {
        let tx = db.transaction()?;
        tx.execute_batch(step)?;
        tx.execute("INSERT INTO migration (number) VALUES (?1)", params![index as i64 + 1])?;
        tx.commit()?;
    }
    Ok(())
}
