//! What is over today, and its removal.

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::erasure::Why;
use yuanliu_domain::id::{ChildId, CollectorId, SpaceId};
use yuanliu_domain::people::Child;
use yuanliu_domain::photo::Photo;
use yuanliu_domain::row::{Body, Effect, RowKey};
use yuanliu_domain::time::{Day, Stamp};

use super::super::ledger::{JournalEntry, Ledger};
use super::super::scrub::Scrub;
use super::super::{Expunged, Over, Result};
use super::db::{Db, params};
use super::expunge::{self, Order};
use super::ledger::SqlLedger;
use super::{delivery, photos, rows};
use crate::retention::Terms;

/// What is over in a school.
pub fn over(db: &dyn Db, space: SpaceId, terms: &Terms, today: Day) -> Result<Over> {
    let mut over = Over::default();
    for (class, version) in entries(db, space, terms, today)? {
        over.entries.entry(class).or_default().insert(version);
    }
    let all = over.entries.values().flatten().copied().collect();
    over.pictures = photos::of_entries(db, space, &all)?;
    over.left = left(db, space, today.plus(-terms.days("left")))?;
    over.photos = of_collectors(db, space, today.plus(-terms.days("photos")))?;
    over.readers = db.query_row(
        "SELECT count(*) FROM delivery WHERE space_id = ?1 AND day < ?2",
        params![space.0, today.plus(-terms.days("readers")).to_string()],
        |row| row.get::<_, i64>(0),
    )? as u64;
    Ok(over)
}

/// Removes entries and lines of the reader's log; children who left are erased one
/// by one, like others.
pub fn remove(
    db: &dyn Db,
    space: SpaceId,
    over: &Over,
    terms: &Terms,
    now: Stamp,
) -> Result<Expunged> {
    delivery::forget(db, space, now.day().plus(-terms.days("readers")))?;
    let entries = over.entries.values().flatten().copied().collect();
    // Of an album nothing is left in the rows of the activities, which stay.
    let scrub = Scrub::of(album(db, space, over)?);
    let order = Order { entries, scrub, why: Why::Retention, at: now };
    let mut expunged = expunge::expunge(db, space, &order)?;
    let collectors = over.photos.iter().flat_map(|(child, shows)| Photo::keys(*child, shows.0));
    let mut photos = vec![];
    for key in collectors.chain(over.pictures.iter().cloned()) {
        if rows::row(db, space.0, &key)?.is_some() {
            photos.push(key);
        }
    }
    expunged.rows += remove_photos(db, space, photos, now)?;
    Ok(expunged)
}

/// Acts of photos of activities that are over.
fn album(db: &dyn Db, space: SpaceId, over: &Over) -> Result<Vec<Uuid>> {
    let mut act =
        db.prepare_cached("SELECT act_id FROM journal WHERE space_id = ?1 AND version = ?2")?;
    let versions = over.entries.get("album").into_iter().flatten();
    let acts = versions.map(|version| {
        Ok(act.query_row(params![space.0, *version as i64], |row| row.get::<_, Option<Uuid>>(0))?)
    });
    Ok(acts.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Photos of collectors whose last day was before this one.
fn of_collectors(db: &dyn Db, space: SpaceId, before: Day) -> Result<Vec<(ChildId, CollectorId)>> {
    let mut all = db.prepare(
        r#"SELECT key, body FROM "row"
           WHERE space_id = ?1 AND audience = ?2 AND kind = ?3 AND body IS NOT NULL"#,
    )?;
    let roll = Audience::Roll.to_string();
    let rows = all.query_map(params![space.0, roll, Collectors::KIND], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut over = vec![];
    for row in rows {
        let (key, body) = row?;
        let Ok(child) = key.parse::<ChildId>() else { continue };
        let collectors: Collectors = serde_json::from_str(&body).unwrap_or_default();
        for one in collectors.people.iter().filter(|one| one.photo.is_some()) {
            let key = RowKey::of::<Photo>(Audience::Roll, one.id);
            let is_over = one.until.is_some_and(|until| until < before);
            if is_over && rows::row(db, space.0, &key)?.is_some() {
                over.push((child, one.id));
            }
        }
    }
    Ok(over)
}

/// Removes them: rows and pictures, as one entry of the server's own.
fn remove_photos(db: &dyn Db, space: SpaceId, photos: Vec<RowKey>, now: Stamp) -> Result<u64> {
    let effect = Effect { puts: photos.into_iter().map(|key| (key, None)).collect() };
    if effect.puts.is_empty() {
        return Ok(0);
    }
    let mut ledger = SqlLedger::new(db, space);
    let version = ledger.next_version()?;
    ledger.put(version, &effect)?;
    ledger.journal(&JournalEntry { version, received: now, act: None, effect: &effect })?;
    ledger.finish()?;
    Ok(effect.puts.len() as u64)
}

/// Entries whose term is over, with their class.
fn entries(
    db: &dyn Db,
    space: SpaceId,
    terms: &Terms,
    today: Day,
) -> Result<Vec<(&'static str, u64)>> {
    let mut all = db.prepare(
        "SELECT j.version, j.received_at, j.bytes, a.verdict = 'turned_away'
         FROM journal j LEFT JOIN act a ON a.space_id = j.space_id AND a.act_id = j.act_id
              AND a.first_version = j.version
         WHERE j.space_id = ?1 AND j.bytes IS NOT NULL AND length(j.bytes) > 0",
    )?;
    let mut rows = all.query([space.0])?;
    let mut over = vec![];
    while let Some(row) = rows.next()? {
        let received = Stamp(row.get(1)?).day();
        let bytes: Vec<u8> = row.get(2)?;
        let away: Option<bool> = row.get(3)?;
        let class = if away == Some(true) {
            Some("turned_away")
        } else {
            let act: Option<serde_json::Value> = serde_json::from_slice(&bytes).ok();
            let kind = act.as_ref().and_then(|act| act.get("kind")?.as_str());
            kind.and_then(Terms::class_of).map(|class| class.name)
        };
        if let Some(class) = class.filter(|class| received < today.plus(-terms.days(class))) {
            over.push((class, row.get::<_, i64>(0)? as u64));
        }
    }
    Ok(over)
}

/// Children who left before a day: their card says so, and was set before.
fn left(db: &dyn Db, space: SpaceId, before: Day) -> Result<Vec<ChildId>> {
    let mut all = db.prepare(
        r#"SELECT r.key, r.body, j.received_at FROM "row" r
           JOIN journal j ON j.space_id = r.space_id AND j.version = r.version
           WHERE r.space_id = ?1 AND r.audience = ?2 AND r.kind = ?3 AND r.body IS NOT NULL"#,
    )?;
    let roll = Audience::Roll.to_string();
    let cards = all.query_map(params![space.0, roll, Child::KIND], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, Stamp(row.get(2)?)))
    })?;
    let mut left = vec![];
    for card in cards {
        let (key, body, at) = card?;
        let child: Option<Child> = serde_json::from_str(&body).ok();
        if child.is_some_and(|child| child.left) && at.day() < before {
            left.extend(key.parse::<Uuid>().ok().map(ChildId));
        }
    }
    Ok(left)
}
