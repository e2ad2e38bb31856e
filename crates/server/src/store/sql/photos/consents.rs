//! Photos of activities: families have one only while all consents to it are there, which
//! depends on rows of other families and is decided here alone.

use std::collections::BTreeSet;

use yuanliu_domain::activity::{Activities, PhotoConsents};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, GroupId, SpaceId};
use yuanliu_domain::photo::{Named, Photo};
use yuanliu_domain::row::{Effect, RowKey};
use yuanliu_domain::time::Stamp;

use super::super::super::Result;
use super::super::super::ledger::{JournalEntry, Ledger};
use super::super::db::{self, Db, params};
use super::super::ledger::SqlLedger;
use super::super::rows;
use super::{audiences, naming, stored, written};

/// Whether for each child on it somebody agrees and nobody says no.
pub fn agreed(db: &dyn Db, space: SpaceId, named: &Named) -> Result<bool> {
    for child in &named.shown {
        let body = rows::row(db, space.0, &PhotoConsents::key(Audience::Roll, *child))?;
        let consents = body.and_then(|body| serde_json::from_str::<PhotoConsents>(&body).ok());
        if !consents.is_some_and(|consents| consents.holds()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A consent of these children has changed: photos that show one of them come to the
/// families, or go from them, as an entry of the server's own. Which audiences changed.
pub fn follow(
    ledger: &mut SqlLedger<'_>,
    (db, space): (&dyn Db, SpaceId),
    children: &BTreeSet<ChildId>,
    at: Stamp,
) -> Result<BTreeSet<Audience>> {
    let mut puts = vec![];
    for child in children {
        for named in depicting(db, space, *child)? {
            let Some(stored) = stored(db, space, &named)? else { continue };
            let wanted = naming(db, space, &named)?;
            let there = audiences(db, space.0, &named.shows.to_string())?;
            let come = wanted.difference(&there).map(|audience| written(&named, *audience, stored));
            let go = there.difference(&wanted);
            let go = go.map(|audience| (RowKey::of::<Photo>(*audience, named.shows), None));
            puts.extend(come.chain(go));
        }
    }
    let changed = puts.iter().map(|(key, _)| key.audience).collect();
    let effect = Effect { puts };
    if !effect.puts.is_empty() {
        let version = ledger.next_version()?;
        ledger.put(version, &effect)?;
        ledger.journal(&JournalEntry { version, received: at, act: None, effect: &effect })?;
    }
    Ok(changed)
}

/// Photos of activities on which this child can be seen, whether or not they have come.
pub fn depicting(db: &dyn Db, space: SpaceId, child: ChildId) -> Result<Vec<Named>> {
    let mut all = db.prepare_cached(
        r#"SELECT key, body FROM "row"
           WHERE space_id = ?1 AND kind = 'activities' AND instr(body, ?2) > 0"#,
    )?;
    let all = all.query_map(params![space.0, child.to_string()], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut found = vec![];
    for (key, body) in all.collect::<db::Result<Vec<_>>>()? {
        let row = serde_json::from_str::<Activities>(&body).ok().zip(key.parse::<GroupId>().ok());
        found.extend(row.into_iter().flat_map(|(row, group)| row.depicting(group, child)));
    }
    Ok(found)
}
