//! Erases a child: everything that is about the child, and the guardians who have
//! no other part in this school. Safeguarding concerns stay, with their own term: who
//! asks for the erasure may be whom they are about.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use serde_json::Value;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::concern::is_concern;
use yuanliu_domain::erasure::Why;
use yuanliu_domain::id::{ChildId, PersonId, SpaceId};
use yuanliu_domain::people::{Child, GuardianSet, Member};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::rules::Kind;
use yuanliu_domain::time::Stamp;

use super::super::erased;
use super::super::scrub::{Scrub, Scrubbed};
use super::super::{Erased, Result, StoreError};
use super::expunge::{self, Order};
use super::{district, rows};

/// Erases, inside the writer's transaction.
pub fn erase(
    db: &Connection,
    epoch: Uuid,
    space: SpaceId,
    child: ChildId,
    at: Stamp,
) -> Result<Erased> {
    let family = Family::of(db, space, child)?;
    let ids = [child.0].into_iter().chain(family.guardians.iter().map(|person| person.0));
    let scrub = Scrub::of(ids.clone());
    let entries = entries(db, space, &scrub)?;
    if entries.is_empty() {
        return Err(StoreError::NoSuchChild);
    }
    let order = Order { entries, scrub, why: Why::Request, at };
    let expunged = expunge::expunge(db, space, &order)?;
    let mark = erased::mark(space, child);
    let put = "INSERT OR IGNORE INTO erased (space_id, mark) VALUES (?1, ?2)";
    db.execute(put, params![space.0, mark])?;
    sweep(db, child.0)?;
    for person in &family.guardians {
        // Somebody who belongs to another school still signs in there.
        if district::memberships(db, epoch, *person)?.is_empty() {
            sweep(db, person.0)?;
        }
    }
    db.execute(
        "DELETE FROM device WHERE NOT EXISTS (
             SELECT 1 FROM device_person WHERE device_person.device_id = device.device_id)",
        [],
    )?;
    let elsewhere = elsewhere(db, space, &family.names)?;
    Ok(Erased { expunged, guardians: family.guardians.len(), elsewhere })
}

/// Every child with a card.
pub fn children(db: &Connection, space: SpaceId) -> Result<Vec<ChildId>> {
    let mut all = db.prepare(
        r#"SELECT key FROM "row" WHERE space_id = ?1 AND audience = 'roll' AND kind = 'child'"#,
    )?;
    let keys = all.query_map([space.0], |row| row.get::<_, String>(0))?;
    let keys = keys.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(keys.iter().filter_map(|key| key.parse().ok()).collect())
}

/// Whom an erasure takes along.
struct Family {
    guardians: BTreeSet<PersonId>,
    /// Of the child and of those guardians.
    names: BTreeSet<String>,
}

impl Family {
    fn of(db: &Connection, space: SpaceId, child: ChildId) -> Result<Family> {
        let mut guardians: BTreeMap<PersonId, String> = BTreeMap::new();
        for (_, act) in acts(db, space)? {
            let body = || serde_json::from_value::<GuardianSet>(act.get("body")?.clone()).ok();
            let about = act.pointer("/subject/child").and_then(Value::as_str);
            let linked = act.get("kind").and_then(Value::as_str) == Some(GuardianSet::NAME);
            if linked
                && about == Some(&child.to_string())
                && let Some(body) = body()
            {
                guardians.insert(body.person, body.name);
            }
        }
        let mut names = BTreeSet::new();
        let card = RowKey::of::<Child>(Audience::Roll, child);
        names.extend(read::<Child>(db, space, &card)?.map(|card| card.name));
        let mut gone = BTreeSet::new();
        for (person, name) in guardians {
            let key = RowKey::of::<Member>(Audience::Office, person);
            let member = read::<Member>(db, space, &key)?.unwrap_or_default();
            let other_child = member.children.iter().any(|other| *other != child);
            let staff = member.roles.iter().any(|role| *role != Role::Guardian);
            if !other_child && !staff {
                names.insert(name);
                gone.insert(person);
            }
        }
        Ok(Family { guardians: gone, names })
    }
}

fn read<T: Body>(db: &Connection, space: SpaceId, key: &RowKey) -> Result<Option<T>> {
    let body = rows::row(db, space.0, key)?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Every act that can be read, with its version.
fn acts(db: &Connection, space: SpaceId) -> Result<Vec<(u64, Value)>> {
    let mut all =
        db.prepare("SELECT version, bytes FROM journal WHERE space_id = ?1 AND bytes IS NOT NULL")?;
    let all = all.query_map([space.0], |row| {
        let bytes: Vec<u8> = row.get(1)?;
        Ok((row.get::<_, i64>(0)? as u64, serde_json::from_slice(&bytes).ok()))
    })?;
    let all = all.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(all.into_iter().filter_map(|(version, act)| Some((version, act?))).collect())
}

/// Versions whose act is about one of them: who is only named in a list is taken
/// out of the effect instead.
fn entries(db: &Connection, space: SpaceId, scrub: &Scrub) -> Result<BTreeSet<u64>> {
    let mut all =
        db.prepare("SELECT version, bytes FROM journal WHERE space_id = ?1 AND bytes IS NOT NULL")?;
    let mut rows = all.query([space.0])?;
    let mut found = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(1)?;
        // What was reported for a child's protection outlives a family's request.
        if is_concern(&bytes) {
            continue;
        }
        if scrub.json(&String::from_utf8_lossy(&bytes)) == Scrubbed::Gone {
            found.insert(row.get::<_, i64>(0)? as u64);
        }
    }
    Ok(found)
}

/// Tables that `expunge` puts right itself.
const OF_THE_JOURNAL: [&str; 6] = ["journal", "row", "act", "waiting", "audience_sum", "tree"];

/// Deletes whatever names this id in any other table, also in one that did not
/// exist when this was written.
fn sweep(db: &Connection, id: Uuid) -> Result<()> {
    for (table, columns) in tables(db)? {
        if OF_THE_JOURNAL.contains(&table.as_str()) {
            continue;
        }
        for column in columns {
            let sql = format!(
                r#"DELETE FROM "{table}" WHERE "{column}" = ?1
                   OR (typeof("{column}") = 'text' AND instr("{column}", ?2))"#
            );
            db.execute(&sql, params![id, id.to_string()])?;
        }
    }
    Ok(())
}

/// Every table with its columns.
pub fn tables(db: &Connection) -> Result<Vec<(String, Vec<String>)>> {
    let mut all = db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )?;
    let names = all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let mut columns = db.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let with = names.into_iter().map(|table| {
        let columns = columns.query_map([&table], |row| row.get(0))?;
        Ok((table, columns.collect::<rusqlite::Result<_>>()?))
    });
    with.collect::<Result<_>>()
}

/// Versions that say one of these names in words about somebody else: a person
/// has to look at them, because another child may have the same name.
fn elsewhere(db: &Connection, space: SpaceId, names: &BTreeSet<String>) -> Result<Vec<u64>> {
    let mut versions = BTreeSet::new();
    for name in names.iter().filter(|name| !name.trim().is_empty()) {
        let mut all = db.prepare_cached(
            "SELECT version FROM journal WHERE space_id = ?1
             AND (instr(effect, ?2) OR instr(coalesce(bytes, x''), cast(?2 AS BLOB)))
             AND NOT instr(effect, '\"audience\":\"safeguarding\"')",
        )?;
        let found = all.query_map(params![space.0, name], |row| row.get::<_, i64>(0))?;
        for version in found {
            versions.insert(version? as u64);
        }
    }
    Ok(versions.into_iter().collect())
}
