//! The form of every table, also of those that have nothing to be compared with.

use super::super::super::Result;
use super::super::db::{ColumnOf, Db, Kind, params};
use super::super::{pass_signing, seals};
use super::{Finding, Report};

/// Ids of sixteen bytes, wherever they stand.
const IDS: [&str; 13] = [
    "space_id",
    "person_id",
    "device_id",
    "act_id",
    "on_act",
    "actor_id",
    "school_id",
    "session_id",
    "tablet_id",
    "invitation_id",
    "photo_id",
    "passkey_id",
    "child_id",
];
/// SHA-256.
const HASHES: [&str; 5] = ["hash", "token_hash", "code_hash", "mac", "stored"];

/// What must not be there: table, condition, what to call it by.
const WRONG: [(&str, &str, &str); 22] = [
    ("person", "login = '' OR (hash <> '' AND hash NOT LIKE '$argon2id$%')", "hex(person_id)"),
    ("session", "used_at < begun_at OR begun_at <= 0", "hex(person_id)"),
    (
        "device",
        "length(public_key) <> 65 OR hex(substr(public_key, 1, 1)) <> '04'",
        "hex(device_id)",
    ),
    ("invitation", "school_id NOT IN (SELECT space_id FROM space)", "hex(person_id)"),
    ("invitation", "expires_at <= 0 OR used_at <= 0", "hex(person_id)"),
    (
        "space",
        "kind = 'school'
         AND space_id NOT IN (SELECT space_id FROM seal_key WHERE retired_at IS NULL)",
        "hex(space_id)",
    ),
    (
        "space",
        "kind = 'school'
         AND space_id NOT IN (SELECT space_id FROM pass_key WHERE retired_at IS NULL)",
        "hex(space_id)",
    ),
    ("sealed_act", "NOT json_valid(text)", "hex(act_id)"),
    (
        "authenticator",
        "length(secret) <> 20 OR length(offered) <> 20 OR step < 0",
        "hex(person_id)",
    ),
    (
        "passkey",
        "length(credential_id) NOT BETWEEN 1 AND 1023 OR NOT json_valid(key) OR made_at <= 0
         OR used_at < made_at",
        "hex(person_id)",
    ),
    ("ceremony", "NOT json_valid(state) OR expires_at <= 0", "hex(code_hash)"),
    ("handover", "factors NOT IN (1, 2) OR expires_at <= 0", "hex(person_id)"),
    ("erased", "length(mark) <> 64", "mark"),
    ("told", "said_at <= 0 OR tries < 0 OR kind = ''", "hex(act_id)"),
    ("telling", "NOT json_valid(choice)", "hex(person_id)"),
    (
        "told_until",
        "version > (SELECT version FROM space s WHERE s.space_id = told_until.space_id)",
        "hex(space_id)",
    ),
    (
        "device_person",
        "NOT EXISTS (SELECT 1 FROM device d WHERE d.space_id = device_person.space_id
                     AND d.device_id = device_person.device_id)",
        "hex(device_id)",
    ),
    ("blob", "length(bytes) > 307200 OR hex(substr(bytes, 1, 3)) <> 'FFD8FF'", "hex(photo_id)"),
    ("space", "version < 0 OR kept_from > version", "hex(space_id)"),
    ("tree", "length(edge) % 32 <> 0", "hex(space_id)"),
    ("tree", "space_id NOT IN (SELECT space_id FROM space WHERE kind = 'school')", "hex(space_id)"),
    (
        "meta",
        "name IN ('epoch', 'district') AND length(value) <> 36
         OR name = 'journal_key' AND length(value) < 60",
        "name",
    ),
];

/// Checks them all.
pub fn check(db: &dyn Db, report: &mut Report) -> Result<()> {
    let mut found = |code: &'static str, what: String| {
        report.findings.push(Finding { space: None, code, what });
    };
    let (wrong, known) = db.engine()?;
    for said in wrong {
        match said.strip_prefix("reference ") {
            Some(table) => found("reference", table.to_owned()),
            None => found("engine", said),
        }
    }
    let tables = db.tables()?;
    for (table, columns) in &tables {
        for ColumnOf { name: column, kind } in columns {
            let length = match column.as_str() {
                name if IDS.contains(&name) => 16,
                name if HASHES.contains(&name) => 32,
                _ => continue,
            };
            // A password's hash is text; an id of the engine's own type has one form.
            if *kind != Kind::Bytes {
                continue;
            }
            let count =
                format!(r#"SELECT count(*) FROM "{table}" WHERE length("{column}") <> {length}"#);
            let wrong: i64 = db.query_row(&count, params![], |row| row.get(0))?;
            if wrong > 0 {
                found("form", format!("{table}.{column}: {wrong}"));
            }
        }
        if columns.iter().any(|column| column.name == "space_id") && table != "space" {
            let count = format!(
                r#"SELECT count(*) FROM "{table}" WHERE space_id NOT IN (SELECT space_id FROM space)"#
            );
            let wrong: i64 = db.query_row(&count, params![], |row| row.get(0))?;
            if wrong > 0 {
                found("reference", format!("{table}.space_id: {wrong}"));
            }
        }
    }
    for (table, condition, name) in WRONG {
        let sql = format!("SELECT {name} FROM {table} WHERE {condition}");
        let mut wrong = db.prepare(&sql)?;
        for id in wrong.query_map(params![], |row| row.get::<_, String>(0))? {
            found("form", format!("{table} {}", id?));
        }
    }
    for id in pass_signing::damaged(db)? {
        found("form", format!("pass_key {id}"));
    }
    for id in seals::damaged(db)? {
        found("form", format!("seal_key {id}"));
    }
    let count = |sql: &str| db.query_row(sql, params![], |row| row.get::<_, i64>(0));
    let own = "SELECT count(*) FROM meta WHERE name IN ('epoch', 'district', 'journal_key')";
    if count(own)? != 3 {
        found("form", "meta: epoch, district, journal_key".into());
    }
    let district = "SELECT count(*) FROM space JOIN meta ON meta.name = 'district'
                    AND lower(hex(space_id)) = replace(value, '-', '') WHERE kind = 'district'";
    if count(district)? != 1 || count("SELECT count(*) FROM space WHERE kind = 'district'")? != 1 {
        found("form", "space: district".into());
    }
    let steps = count("SELECT count(*) FROM migration WHERE number > 0")?;
    let last = count("SELECT coalesce(max(number), 0) FROM migration")?;
    if steps != last || last != known {
        found("form", format!("migration: {steps} of {known}"));
    }
    Ok(())
}
