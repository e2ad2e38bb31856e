//! The form of the database, forward only: a released step is never changed.

use super::super::super::{Result, StoreError};
use super::super::db::{Db, params};
use super::Session;

const STEPS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2_photos.sql"),
    include_str!("schema_3_telling.sql"),
];

/// The lock under which one server at a time looks at the form: 愿留 in Unicode.
const LOCK: i64 = 0x613F_7559;

/// How many steps this program knows.
pub fn known() -> i64 {
    STEPS.len() as i64
}

/// Brings a database to today's form, in this transaction.
pub fn run(session: &Session<'_>) -> Result<()> {
    let db: &dyn Db = session;
    db.prepare("SELECT pg_advisory_xact_lock(?1)")?.query_row(params![LOCK], |_| Ok(()))?;
    let encoding: String =
        db.query_row("SELECT current_setting('server_encoding')", params![], |row| row.get(0))?;
    if encoding != "UTF8" {
        return Err(StoreError::engine(format!("the database is in {encoding}: it must be UTF8")));
    }
    session.batch(
        "CREATE TABLE IF NOT EXISTS migration (
            number BIGINT      NOT NULL PRIMARY KEY,
            at     TIMESTAMPTZ NOT NULL DEFAULT now()
        )",
    )?;
    let last = "SELECT coalesce(max(number), 0) FROM migration";
    let done: i64 = db.query_row(last, params![], |row| row.get(0))?;
    if done > known() {
        return Err(StoreError::engine(format!(
            "the database has form {done}, this program knows {}: it was made by a newer version",
            known()
        )));
    }
    for (index, step) in STEPS.iter().enumerate().skip(done as usize) {
        session.batch(step)?;
        let number = index as i64 + 1;
        db.execute("INSERT INTO migration (number) VALUES (?1)", params![number])?;
    }
    Ok(())
}

/// Every table that the steps make.
pub fn tables() -> Vec<&'static str> {
    let lines = STEPS.iter().flat_map(|step| step.lines());
    let table = |line: &'static str| {
        Some(line.strip_prefix("CREATE TABLE ")?.trim_end_matches(" (").trim_matches('"'))
    };
    lines.filter_map(table).collect()
}

/// Drops every table and function that the steps make.
pub fn undone() -> String {
    let lines = STEPS.iter().flat_map(|step| step.lines());
    let functions = lines.filter_map(|line| {
        let function = line.strip_prefix("CREATE FUNCTION ")?.split(" RETURNS").next()?;
        Some(format!("DROP FUNCTION IF EXISTS {function} CASCADE;"))
    });
    let tables = tables().into_iter().chain(["migration"]);
    let tables = tables.map(|table| format!("DROP TABLE IF EXISTS \"{table}\" CASCADE;"));
    tables.chain(functions).collect()
}
