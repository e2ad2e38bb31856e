//! Takes entries out of the journal and people out of everything: the leaf of each
//! entry stays, so that the tree stays whole; the rows become what the entries
//! that are left come to; a note of the server says which versions it was.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::concern::is_concern;
use yuanliu_domain::erasure::{Erasure, Why};
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::on_behalf::OnBehalf;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::row::{Body, Effect, RowKey, checksum_term};
use yuanliu_domain::time::Stamp;

use super::super::ledger::{JournalEntry, Ledger};
use super::super::scrub::{Scrub, Scrubbed};
use super::super::{Expunged, Result, StoreError};
use super::db::{Db, params};
use super::ledger::SqlLedger;
use super::photos;

/// Of an emptied entry: its leaf can be opened no more.
const NO_SALT: [u8; 0] = [];

/// What is to go.
pub struct Order {
    /// Entries of the journal, by version.
    pub entries: BTreeSet<u64>,
    /// People of whom nothing may be left in this school.
    pub scrub: Scrub,
    /// Why.
    pub why: Why,
    /// When.
    pub at: Stamp,
}

/// Carries it out, inside the writer's transaction.
pub fn expunge(db: &dyn Db, space: SpaceId, order: &Order) -> Result<Expunged> {
    let mut left = Left::default();
    empty_entries(db, space.0, order, &mut left)?;
    let (rows, again) = settle_rows(db, space.0, order, &left.rows)?;
    forget_acts(db, space.0, &order.entries, &left.acts)?;
    for shows in photos::strays(db, space.0)? {
        photos::remove(db, space.0, &shows.to_string())?;
    }
    if left.changed.is_empty() && rows == 0 {
        return Ok(Expunged::default());
    }
    let entries = left.changed.len() as u64;
    let said: BTreeSet<u64> = left.changed.into_iter().chain(left.noted).collect();
    let said = said.into_iter().collect();
    let note = Erasure { at: order.at, why: order.why, entries: said, rows };
    let version = write_again(db, space, note, again)?;
    db.execute(
        "UPDATE space SET kept_from = ?2 WHERE space_id = ?1",
        params![space.0, version as i64],
    )?;
    recount(db, space.0)?;
    Ok(Expunged { entries, rows })
}

/// What the journal still says.
#[derive(Default)]
struct Left {
    /// The last that was written to each row.
    rows: BTreeMap<RowKey, (u64, Option<String>)>,
    /// Entries that lost something.
    changed: Vec<u64>,
    /// Entries of notes that lost something: they prove nothing any more, and the new note says
    /// it instead.
    noted: Vec<u64>,
    /// Acts whose own words went.
    acts: BTreeSet<Uuid>,
}

impl Left {
    /// What an entry still says.
    fn take(&mut self, version: u64, effect: Effect) {
        for (key, body) in effect.puts {
            // Notes come after all others, whatever their version.
            if self.rows.get(&key).is_none_or(|(last, _)| *last < version) {
                self.rows.insert(key, (version, body));
            }
        }
    }
}

/// Acts of these entries, as the keys of rows name them. What was turned away because it
/// reused an id is not the act of that id.
fn acts_of(db: &dyn Db, space: Uuid, entries: &BTreeSet<u64>) -> Result<BTreeSet<String>> {
    let mut of = db.prepare_cached(
        "SELECT act_id FROM act
         WHERE space_id = ?1 AND (first_version = ?2 OR version = ?2) AND code <> 'id_reuse'",
    )?;
    let mut acts = BTreeSet::new();
    for version in entries {
        for act in of.query_map(params![space, *version as i64], |row| row.get::<_, Uuid>(0))? {
            acts.insert(act?.to_string());
        }
    }
    Ok(acts)
}

/// The receipt of a notice, and the class teacher's row of one that was told, are that notice
/// in other words: they go with it, whoever wrote them last.
fn is_notice(key: &RowKey, going: &BTreeSet<String>) -> bool {
    [Receipt::KIND, OnBehalf::KIND].contains(&key.kind.as_str()) && going.contains(&key.key)
}

/// What is left of an effect; none when it stays as it is.
fn less(effect: &Effect, scrub: &Scrub, goes: impl Fn(&RowKey) -> bool) -> Option<Effect> {
    let scrubbed = scrub.effect(effect);
    let puts = &scrubbed.as_ref().unwrap_or(effect).puts;
    if !puts.iter().any(|(key, _)| goes(key)) {
        return scrubbed;
    }
    Some(Effect { puts: puts.iter().filter(|(key, _)| !goes(key)).cloned().collect() })
}

fn empty_entries(db: &dyn Db, space: Uuid, order: &Order, left: &mut Left) -> Result<()> {
    let going = acts_of(db, space, &order.entries)?;
    let mut all = db.prepare(
        "SELECT version, act_id, bytes, effect FROM journal WHERE space_id = ?1 ORDER BY version",
    )?;
    let mut change = db.prepare(
        "UPDATE journal SET salt = ?5, effect = ?3,
                bytes = CASE WHEN ?4 THEN bytes END, signature = CASE WHEN ?4 THEN signature END
         WHERE space_id = ?1 AND version = ?2",
    )?;
    let mut entries = all.query([space])?;
    let mut notes = vec![];
    while let Some(row) = entries.next()? {
        let version = row.get::<_, i64>(0)? as u64;
        let (act, bytes): (Option<Uuid>, Option<Vec<u8>>) = (row.get(1)?, row.get(2)?);
        let effect: String = row.get(3)?;
        let effect: Effect = serde_json::from_str(&effect).map_err(StoreError::engine)?;
        if effect.puts.iter().any(|(key, _)| key.kind == Erasure::KIND) {
            notes.push((version, effect));
            continue;
        }
        let whole = order.entries.contains(&version);
        let spoken = bytes.as_deref().map(String::from_utf8_lossy);
        // Of a concern nothing goes before its term.
        let stays = !whole && bytes.as_deref().is_some_and(is_concern);
        let kept = stays || !whole && !spoken.is_some_and(|text| order.scrub.names(&text));
        let less = match (whole, stays) {
            (true, _) => Some(Effect::default()),
            (_, true) => None,
            (_, false) => less(&effect, &order.scrub, |key| is_notice(key, &going)),
        };
        // What reused an id takes nothing of the act of that id along.
        if act.is_some_and(|act| going.contains(&act.to_string())) || !whole && !kept {
            left.acts.extend(act);
        }
        // What was emptied before stays as it is.
        let anything = bytes.is_some() || !effect.puts.is_empty();
        if anything && (less.is_some() || !kept) {
            let effect = less.as_ref().unwrap_or(&effect);
            let effect = serde_json::to_string(effect).expect("an effect is plain data");
            change.execute(params![space, version as i64, effect, kept, NO_SALT])?;
            left.changed.push(version);
        }
        left.take(version, less.unwrap_or(effect));
    }
    // A row that notes of the server said again goes when nothing else says it any more.
    for (version, effect) in notes {
        let goes = |key: &RowKey| {
            let said = key.kind == Erasure::KIND || left.rows.contains_key(key);
            !said || is_notice(key, &going)
        };
        let less = less(&effect, &order.scrub, goes);
        if less.is_some() {
            let body = effect.puts.iter().find(|(key, _)| key.kind == Erasure::KIND);
            let body = body.and_then(|(_, body)| body.as_deref());
            let note: Erasure =
                serde_json::from_str(body.unwrap_or_default()).map_err(StoreError::engine)?;
            left.noted.extend(note.entries);
        }
        if let Some(effect) = &less {
            let effect = serde_json::to_string(effect).expect("an effect is plain data");
            change.execute(params![space, version as i64, effect, true, NO_SALT])?;
            left.changed.push(version);
        }
        left.take(version, less.unwrap_or(effect));
    }
    Ok(())
}

type Put = (RowKey, Option<String>);

/// Rows that only emptied entries wrote go; others become what is left of them.
/// Those that no entry says any more in this form are to be written again.
fn settle_rows(
    db: &dyn Db,
    space: Uuid,
    order: &Order,
    left: &BTreeMap<RowKey, (u64, Option<String>)>,
) -> Result<(u64, Vec<Put>)> {
    let mut all =
        db.prepare(r#"SELECT audience, kind, key, version, body FROM "row" WHERE space_id = ?1"#)?;
    let mut rows = all.query([space])?;
    let (mut gone, mut moved, mut again) = (vec![], vec![], vec![]);
    while let Some(row) = rows.next()? {
        let audience: String = row.get(0)?;
        let audience: Audience = audience.parse().map_err(StoreError::engine)?;
        let key = RowKey { audience, kind: row.get(1)?, key: row.get(2)? };
        let version = row.get::<_, i64>(3)? as u64;
        let body: Option<String> = row.get(4)?;
        let Some(last) = left.get(&key).filter(|_| !order.scrub.key(&key)) else {
            gone.push(key);
            continue;
        };
        let stays = key.audience == Audience::Safeguarding;
        let read = body.as_deref().filter(|_| !stays);
        let scrubbed = match read.map(|body| order.scrub.json(body)) {
            Some(Scrubbed::Gone) => {
                gone.push(key);
                continue;
            }
            Some(Scrubbed::Without(body)) => Some(body),
            _ => body.clone(),
        };
        if scrubbed != last.1 {
            again.push((key, scrubbed));
        } else if (version, &body) != (last.0, &scrubbed) {
            moved.push((key, last.0, scrubbed));
        }
    }
    for key in &gone {
        delete_row(db, space, key)?;
    }
    for (key, version, body) in moved {
        put_row(db, space, version, &key, body.as_deref())?;
    }
    Ok((gone.len() as u64, again))
}

fn delete_row(db: &dyn Db, space: Uuid, key: &RowKey) -> Result<()> {
    db.prepare_cached(
        r#"DELETE FROM "row" WHERE space_id = ?1 AND audience = ?2 AND kind = ?3 AND key = ?4"#,
    )?
    .execute(params![space, key.audience.to_string(), key.kind, key.key])?;
    Ok(())
}

fn put_row(db: &dyn Db, space: Uuid, version: u64, key: &RowKey, body: Option<&str>) -> Result<()> {
    let audience = key.audience.to_string();
    db.prepare_cached(
        r#"INSERT INTO "row" (space_id, audience, kind, key, version, body)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6)
           ON CONFLICT (space_id, audience, kind, key)
           DO UPDATE SET version = excluded.version, body = excluded.body"#,
    )?
    .execute(params![space, audience, key.kind, key.key, version as i64, body])?;
    Ok(())
}

/// A held act that nobody can read any more waits for nothing; acts keep their
/// verdict, so that a device that offers them again is not asked anew.
fn forget_acts(
    db: &dyn Db,
    space: Uuid,
    entries: &BTreeSet<u64>,
    acts: &BTreeSet<Uuid>,
) -> Result<()> {
    for act in acts {
        db.prepare_cached(
            "UPDATE act SET verdict = 'turned_away', code = 'erased'
             WHERE space_id = ?1 AND act_id = ?2 AND verdict = 'held'",
        )?
        .execute(params![space, act])?;
        db.prepare_cached("DELETE FROM waiting WHERE space_id = ?1 AND act_id = ?2")?
            .execute(params![space, act])?;
    }
    for version in entries {
        db.prepare_cached(
            "UPDATE act SET actor_id = NULL WHERE space_id = ?1 AND first_version = ?2",
        )?
        .execute(params![space, *version as i64])?;
    }
    Ok(())
}

/// The note of it, and the rows that are said again, as one version of the server's own.
fn write_again(db: &dyn Db, space: SpaceId, note: Erasure, mut puts: Vec<Put>) -> Result<u64> {
    let mut ledger = SqlLedger::new(db, space);
    let version = ledger.next_version()?;
    let body = serde_json::to_string(&note).expect("a row is plain data");
    puts.push((RowKey::of::<Erasure>(Audience::Office, version), Some(body)));
    for (key, body) in &puts {
        put_row(db, space.0, version, key, body.as_deref())?;
    }
    let effect = Effect { puts };
    ledger.journal(&JournalEntry { version, received: note.at, act: None, effect: &effect })?;
    ledger.finish()?;
    Ok(version)
}

/// Every checksum of the space, from its rows.
fn recount(db: &dyn Db, space: Uuid) -> Result<()> {
    let sums = sums(db, space)?;
    db.execute("DELETE FROM audience_sum WHERE space_id = ?1", [space])?;
    for (audience, sum) in sums {
        db.prepare_cached(
            "INSERT INTO audience_sum (space_id, audience, sum) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![space, audience, sum])?;
    }
    Ok(())
}

/// The checksum of each audience, counted from its rows.
pub fn sums(db: &dyn Db, space: Uuid) -> Result<BTreeMap<String, i64>> {
    let mut all = db.prepare(
        r#"SELECT audience, kind, key, version, body FROM "row"
           WHERE space_id = ?1 AND body IS NOT NULL"#,
    )?;
    let mut rows = all.query([space])?;
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (kind, key, body): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(4)?);
        let term = checksum_term(&kind, &key, row.get::<_, i64>(3)? as u64, &body);
        let sum = sums.entry(row.get(0)?).or_default();
        *sum = sum.wrapping_add(term);
    }
    Ok(sums)
}
