//! Erases a child: everything that is about the child, and the guardians who have
//! no other part in this school. Safeguarding concerns stay, with their own term: who
//! asks for the erasure may be whom they are about.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;
use yuanliu_domain::act::Act;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::concern::is_concern;
use yuanliu_domain::erasure::Why;
use yuanliu_domain::id::{ChildId, PersonId, SpaceId};
use yuanliu_domain::people::{Child, GuardianSet, Member};
use yuanliu_domain::photo::Named;
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::rules::Kind;
use yuanliu_domain::sheet::SheetKept;
use yuanliu_domain::time::Stamp;

use super::super::erased;
use super::super::scrub::{Scrub, Scrubbed};
use super::super::{Erased, Result, StoreError};
use super::db::{self, ColumnOf, Db, params};
use super::expunge::{self, Order};
use super::{photos, rows};

/// Erases, inside the writer's transaction.
pub fn erase(
    db: &dyn Db,
    (epoch, district): (Uuid, Uuid),
    space: SpaceId,
    child: ChildId,
    at: Stamp,
) -> Result<Erased> {
    let family = Family::of(db, space, child)?;
    let ids = [child.0].into_iter().chain(family.guardians.iter().map(|person| person.0));
    // Nothing is taken out of a picture: one on which the child is goes whole.
    let pictures = photos::depicting(db, space, child)?;
    let pictures: Vec<Uuid> = pictures.into_iter().map(|named| named.shows).collect();
    let mut entries = entries(db, space, &Scrub::of(ids.clone()))?;
    if entries.is_empty() {
        return Err(StoreError::NoSuchChild);
    }
    entries.extend(showing(db, space, child)?);
    let scrub = Scrub::of(ids.chain(pictures));
    let order = Order { entries, scrub, why: Why::Request, at };
    let expunged = expunge::expunge(db, space, &order)?;
    let mark = erased::mark(space, child);
    let put = "INSERT INTO erased (space_id, mark) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    db.execute(put, params![space.0, mark])?;
    // The district's rows are nobody else's meanwhile either.
    db.lock(district)?;
    sweep(db, space.0, child.0)?;
    sweep(db, district, child.0)?;
    for person in &family.guardians {
        // Somebody who belongs to another school still signs in there.
        if super::district::memberships(db, epoch, *person)?.is_empty() {
            sweep(db, space.0, person.0)?;
            sweep(db, district, person.0)?;
        }
    }
    db.execute(
        "DELETE FROM device WHERE space_id = ?1 AND NOT EXISTS (
             SELECT 1 FROM device_person
             WHERE device_person.space_id = ?1 AND device_person.device_id = device.device_id)",
        params![district],
    )?;
    let mut elsewhere = elsewhere(db, space, &family.names)?;
    elsewhere.extend(sheets(db, space)?);
    Ok(Erased { expunged, guardians: family.guardians.len(), elsewhere })
}

/// Every child with a card.
pub fn children(db: &dyn Db, space: SpaceId) -> Result<Vec<ChildId>> {
    let mut all = db.prepare(
        r#"SELECT key FROM "row" WHERE space_id = ?1 AND audience = 'roll' AND kind = 'child'"#,
    )?;
    let keys = all.query_map([space.0], |row| row.get::<_, String>(0))?;
    let keys = keys.collect::<db::Result<Vec<_>>>()?;
    Ok(keys.iter().filter_map(|key| key.parse().ok()).collect())
}

/// Whom an erasure takes along.
struct Family {
    guardians: BTreeSet<PersonId>,
    /// Of the child and of those guardians.
    names: BTreeSet<String>,
}

impl Family {
    fn of(db: &dyn Db, space: SpaceId, child: ChildId) -> Result<Family> {
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

fn read<T: Body>(db: &dyn Db, space: SpaceId, key: &RowKey) -> Result<Option<T>> {
    let body = rows::row(db, space.0, key)?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Every act that can be read, with its version.
fn acts(db: &dyn Db, space: SpaceId) -> Result<Vec<(u64, Value)>> {
    let mut all =
        db.prepare("SELECT version, bytes FROM journal WHERE space_id = ?1 AND bytes IS NOT NULL")?;
    let all = all.query_map([space.0], |row| {
        let bytes: Vec<u8> = row.get(1)?;
        Ok((row.get::<_, i64>(0)? as u64, serde_json::from_slice(&bytes).ok()))
    })?;
    let all = all.collect::<db::Result<Vec<_>>>()?;
    Ok(all.into_iter().filter_map(|(version, act)| Some((version, act?))).collect())
}

/// Versions whose act is about one of them: who is only named in a list is taken
/// out of the effect instead.
fn entries(db: &dyn Db, space: SpaceId, scrub: &Scrub) -> Result<BTreeSet<u64>> {
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

/// Versions whose act is a photo on which this child is: applied or held, in a row or not.
fn showing(db: &dyn Db, space: SpaceId, child: ChildId) -> Result<Vec<u64>> {
    let shows = |act: Value| {
        let act: Option<Act> = serde_json::from_value(act).ok();
        act.and_then(|act| Named::by(&act)).is_some_and(|named| named.shown.contains(&child))
    };
    let all = acts(db, space)?.into_iter();
    Ok(all.filter_map(|(version, act)| shows(act).then_some(version)).collect())
}

/// Tables that `expunge` puts right itself.
const OF_THE_JOURNAL: [&str; 6] = ["journal", "row", "act", "waiting", "audience_sum", "tree"];

/// Deletes whatever names this id in any other table of a space, also in one that did
/// not exist when this was written.
fn sweep(db: &dyn Db, space: Uuid, id: Uuid) -> Result<()> {
    for (table, columns) in db.tables()? {
        let of_a_space = columns.iter().any(|column| column.name == "space_id");
        if OF_THE_JOURNAL.contains(&table.as_str()) || !of_a_space {
            continue;
        }
        for ColumnOf { name, kind } in columns {
            let delete = format!(r#"DELETE FROM "{table}" WHERE space_id = ?1 AND"#);
            match kind {
                db::Kind::Text => db.execute(
                    &format!(r#"{delete} instr("{name}", ?2) > 0"#),
                    params![space, id.to_string()],
                )?,
                db::Kind::Id => {
                    db.execute(&format!(r#"{delete} "{name}" = ?2"#), params![space, id])?
                }
                db::Kind::Bytes => db.execute(
                    &format!(r#"{delete} "{name}" = ?2"#),
                    params![space, id.as_bytes()],
                )?,
                db::Kind::Number => 0,
            };
        }
    }
    Ok(())
}

/// Photos of paper lists: who stands on one, only a person can read.
fn sheets(db: &dyn Db, space: SpaceId) -> Result<Vec<u64>> {
    let mut all = db.prepare_cached(
        "SELECT act.first_version FROM blob
         JOIN act ON act.space_id = blob.space_id AND act.act_id = blob.act_id
              AND act.code <> 'id_reuse'
         JOIN journal ON journal.space_id = act.space_id AND journal.version = act.first_version
         WHERE blob.space_id = ?1 AND instr(journal.bytes, ?2) > 0
         ORDER BY act.first_version",
    )?;
    let kind = format!("\"kind\":\"{}\"", SheetKept::NAME);
    let all = all.query_map(params![space.0, kind.as_bytes()], |row| row.get::<_, i64>(0))?;
    Ok(all.collect::<db::Result<Vec<_>>>()?.into_iter().map(|version| version as u64).collect())
}

/// Versions that say one of these names in words about somebody else: a person
/// has to look at them, because another child may have the same name.
fn elsewhere(db: &dyn Db, space: SpaceId, names: &BTreeSet<String>) -> Result<Vec<u64>> {
    let mut versions = BTreeSet::new();
    for name in names.iter().filter(|name| !name.trim().is_empty()) {
        let mut all = db.prepare_cached(
            "SELECT version FROM journal WHERE space_id = ?1
             AND (instr(effect, ?2) > 0 OR instr(bytes, ?3) > 0)
             AND instr(effect, '\"audience\":\"safeguarding\"') = 0",
        )?;
        let named = params![space.0, name, name.as_bytes()];
        let found = all.query_map(named, |row| row.get::<_, i64>(0))?;
        for version in found {
            versions.insert(version? as u64);
        }
    }
    Ok(versions.into_iter().collect())
}
