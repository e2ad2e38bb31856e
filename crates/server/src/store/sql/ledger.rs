//! The judge's ledger over one SQLite transaction.

use std::collections::{BTreeMap, BTreeSet};

use ring::rand::SecureRandom;
use uuid::Uuid;
use yuanliu_domain::activity::PhotoConsents;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, DeviceId, SpaceId};
use yuanliu_domain::photo::Photo;
use yuanliu_domain::row::{Body, Effect, RowKey, checksum_term};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::Verdict;

use super::super::erased;
use super::super::intake::Closed;
use super::super::ledger::{Held, JournalEntry, Kept, Known, Ledger, Rows};
use super::super::{Result, StoreError};
use super::db::{self, Db, OptionalExtension, Row, params};
use super::{journal, pass_signing, photos, rows, seals};
use crate::journal::Edge;
use crate::pass::SigningKeys;

/// One space inside one transaction.
pub struct SqlLedger<'a> {
    db: &'a dyn Db,
    space: Uuid,
    /// What is to be added to each audience's checksum, at the end.
    sums: BTreeMap<String, i64>,
    /// The edge of the journal's tree, once an entry was added.
    edge: Option<Edge>,
    /// Children of whom a consent to photos was written.
    consents: BTreeSet<ChildId>,
}

impl<'a> SqlLedger<'a> {
    pub fn new(db: &'a dyn Db, space: SpaceId) -> SqlLedger<'a> {
        let (sums, edge, consents) = (BTreeMap::new(), None, BTreeSet::new());
        SqlLedger { db, space: space.0, sums, edge, consents }
    }

    /// What follows from consents that were written: which audiences changed by it.
    pub fn follow_consents(&mut self, at: Stamp) -> Result<BTreeSet<Audience>> {
        let children = std::mem::take(&mut self.consents);
        let (db, space) = (self.db, SpaceId(self.space));
        photos::follow(self, (db, space), &children, at)
    }

    /// Writes the checksums and the tree's edge: the last step before the commit.
    pub fn finish(self) -> Result<()> {
        if let Some(edge) = &self.edge {
            journal::keep_edge(self.db, self.space, edge)?;
        }
        for (audience, added) in self.sums {
            let sum = rows::sum(self.db, self.space, &audience)?.wrapping_add(added);
            let mut put = self.db.prepare_cached(
                "INSERT INTO audience_sum (space_id, audience, sum) VALUES (?1, ?2, ?3)
                 ON CONFLICT (space_id, audience) DO UPDATE SET sum = excluded.sum",
            )?;
            put.execute(params![self.space, audience, sum])?;
        }
        Ok(())
    }

    fn add(&mut self, audience: &str, term: i64) {
        let sum = self.sums.entry(audience.to_owned()).or_default();
        *sum = sum.wrapping_add(term);
    }

    fn put_row(&mut self, version: u64, key: &RowKey, body: Option<&str>) -> Result<()> {
        // Where its last row goes, the photo goes.
        if key.kind == Photo::KIND && body.is_none() {
            photos::let_go(self.db, self.space, key)?;
        }
        if key.kind == PhotoConsents::KIND {
            self.consents.extend(key.key.parse::<ChildId>());
        }
        let audience = key.audience.to_string();
        let mut old = self.db.prepare_cached(
            r#"SELECT version, body FROM "row"
               WHERE space_id = ?1 AND audience = ?2 AND kind = ?3 AND key = ?4"#,
        )?;
        let old: Option<(i64, Option<String>)> = old
            .query_row(params![self.space, audience, key.kind, key.key], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .optional()?;
        if let Some((version, Some(body))) = old {
            let term = checksum_term(&key.kind, &key.key, version as u64, &body);
            self.add(&audience, term.wrapping_neg());
        }
        if let Some(body) = body {
            self.add(&audience, checksum_term(&key.kind, &key.key, version, body));
        }
        let mut put = self.db.prepare_cached(
            r#"INSERT INTO "row" (space_id, audience, kind, key, version, body)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (space_id, audience, kind, key)
               DO UPDATE SET version = excluded.version, body = excluded.body"#,
        )?;
        put.execute(params![self.space, audience, key.kind, key.key, version as i64, body])?;
        Ok(())
    }
}

impl Rows for SqlLedger<'_> {
    fn row(&self, key: &RowKey) -> Result<Option<String>> {
        rows::row(self.db, self.space, key)
    }
}

impl Ledger for SqlLedger<'_> {
    fn next_version(&mut self) -> Result<u64> {
        let mut next = self.db.prepare_cached(
            "UPDATE space SET version = version + 1 WHERE space_id = ?1 RETURNING version",
        )?;
        let version: Option<i64> = next.query_row([self.space], |r| r.get(0)).optional()?;
        version.map(|v| v as u64).ok_or(StoreError::NotAMember)
    }

    fn put(&mut self, version: u64, effect: &Effect) -> Result<()> {
        effect.puts.iter().try_for_each(|(key, body)| self.put_row(version, key, body.as_deref()))
    }

    fn known(&self, id: ActId) -> Result<Vec<Known>> {
        let mut known = self.db.prepare_cached(
            "SELECT hash, verdict, code, version FROM act
             WHERE space_id = ?1 AND act_id = ?2 ORDER BY first_version",
        )?;
        let known = known.query_map(params![self.space, id.0], |row| {
            Ok(Known { hash: row.get(0)?, verdict: verdict(row)? })
        })?;
        Ok(known.collect::<db::Result<_>>()?)
    }

    fn keep(&mut self, act: &Kept<'_>) -> Result<()> {
        let (verdict, code) = words(act.verdict);
        let mut keep = self.db.prepare_cached(
            "INSERT INTO act (space_id, act_id, hash, device_id, actor_id, verdict, code, version,
                              first_version, received_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)",
        )?;
        keep.execute(params![
            self.space,
            act.id.0,
            act.hash,
            act.device.0,
            act.actor.map(|actor| actor.0),
            verdict,
            code,
            act.version as i64,
            act.received.0,
        ])?;
        Ok(())
    }

    fn settle(&mut self, id: ActId, verdict: &Verdict, version: u64) -> Result<()> {
        let (verdict, code) = words(verdict);
        self.db
            .prepare_cached(
                "UPDATE act SET verdict = ?3, code = ?4, version = ?5
                 WHERE space_id = ?1 AND act_id = ?2 AND verdict = 'held'",
            )?
            .execute(params![self.space, id.0, verdict, code, version as i64])?;
        self.db
            .prepare_cached("DELETE FROM waiting WHERE space_id = ?1 AND act_id = ?2")?
            .execute(params![self.space, id.0])?;
        Ok(())
    }

    fn wait(&mut self, id: ActId, on: &[ActId]) -> Result<()> {
        let mut wait = self.db.prepare_cached(
            "INSERT INTO waiting (space_id, on_act, act_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?;
        for on in on {
            wait.execute(params![self.space, on.0, id.0])?;
        }
        Ok(())
    }

    fn waiting(&self, on: ActId) -> Result<Vec<Held>> {
        // Two statements, not a join: nearly always nothing waits, and SQLite would join
        // by walking through every act of the school.
        let mut waiting = self
            .db
            .prepare_cached("SELECT act_id FROM waiting WHERE space_id = ?1 AND on_act = ?2")?;
        let ids = waiting.query_map(params![self.space, on.0], |row| row.get::<_, Uuid>(0))?;
        let ids = ids.collect::<db::Result<Vec<_>>>()?;
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let mut whole = self.db.prepare_cached(
            "SELECT act.act_id, act.device_id, journal.bytes, journal.signature, act.received_at,
                    act.first_version
             FROM act
             JOIN journal ON journal.space_id = act.space_id AND journal.version = act.first_version
             WHERE act.space_id = ?1 AND act.act_id = ?2 AND act.verdict = 'held'",
        )?;
        let mut all = vec![];
        for id in ids {
            let row = |row: &Row<'_>| Ok((row.get::<_, i64>(5)?, held(row)?));
            let held = whole.query_map(params![self.space, id], row)?;
            all.extend(held.collect::<db::Result<Vec<_>>>()?);
        }
        all.sort_by_key(|(first_version, _)| *first_version);
        Ok(all.into_iter().map(|(_, held)| held).collect())
    }

    fn not_applied_since(&self, device: DeviceId, since: Stamp) -> Result<u32> {
        let mut count = self.db.prepare_cached(
            "SELECT count(*) FROM act
             WHERE space_id = ?1 AND device_id = ?2 AND received_at > ?3 AND verdict <> 'applied'",
        )?;
        let decided: u32 =
            count.query_row(params![self.space, device.0, since.0], |row| row.get(0))?;
        let mut aside = self.db.prepare_cached(
            "SELECT count(*) FROM sealed_act
             WHERE space_id = ?1 AND device_id = ?2 AND received_at > ?3",
        )?;
        let aside: u32 =
            aside.query_row(params![self.space, device.0, since.0], |row| row.get(0))?;
        Ok(decided + aside)
    }

    fn is_set_aside(&self, id: ActId, hash: &[u8; 32]) -> Result<bool> {
        seals::is_set_aside(self.db, self.space, id, hash)
    }

    fn set_aside(&mut self, device: DeviceId, act: &Closed, received: Stamp) -> Result<()> {
        seals::put_aside(self.db, self.space, device, act, received)
    }

    fn take_back(&mut self, id: ActId) -> Result<bool> {
        seals::take_back(self.db, self.space, id)
    }

    fn erased(&self, child: ChildId) -> Result<bool> {
        let mark = erased::mark(SpaceId(self.space), child);
        let mut is = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM erased WHERE space_id = ?1 AND mark = ?2)",
        )?;
        Ok(is.query_row(params![self.space, mark], |row| row.get(0))?)
    }

    fn signing_keys(&self) -> Result<SigningKeys> {
        pass_signing::both(self.db, self.space)
    }

    fn journal(&mut self, entry: &JournalEntry<'_>) -> Result<()> {
        let mut salt = [0; 32];
        ring::rand::SystemRandom::new().fill(&mut salt).map_err(StoreError::engine)?;
        let effect = serde_json::to_string(entry.effect).expect("an effect is plain data");
        let bytes = entry.act.map(|(_, bytes, _)| bytes).unwrap_or_default();
        let mac = crate::journal::mac(&salt, bytes, &effect);
        let mut edge = match self.edge.take() {
            Some(edge) => edge,
            None => journal::edge(self.db, self.space)?,
        };
        edge.push(crate::journal::leaf(entry.version, entry.received, &mac));
        self.edge = Some(edge);
        let mut put = self.db.prepare_cached(
            "INSERT INTO journal
                 (space_id, version, received_at, act_id, bytes, signature, salt, effect, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        put.execute(params![
            self.space,
            entry.version as i64,
            entry.received.0,
            entry.act.map(|(id, ..)| id.0),
            entry.act.map(|(_, bytes, _)| bytes),
            entry.act.map(|(.., signature)| signature),
            salt,
            effect,
            mac,
        ])?;
        Ok(())
    }
}

/// Every act of a space that is held for a kind that was unknown when it came.
pub fn held_unknown(db: &dyn Db, space: Uuid) -> Result<Vec<Held>> {
    let mut all = db.prepare_cached(
        "SELECT act.act_id, act.device_id, journal.bytes, journal.signature, act.received_at
         FROM act
         JOIN journal ON journal.space_id = act.space_id AND journal.version = act.first_version
         WHERE act.space_id = ?1 AND act.verdict = 'held' AND act.code = 'unknown_kind'
         ORDER BY act.version",
    )?;
    let all = all.query_map([space], held)?;
    Ok(all.collect::<db::Result<_>>()?)
}

fn held(row: &Row<'_>) -> db::Result<Held> {
    Ok(Held {
        id: ActId(row.get(0)?),
        device: DeviceId(row.get(1)?),
        bytes: row.get(2)?,
        signature: row.get(3)?,
        received: Stamp(row.get(4)?),
    })
}

fn words(verdict: &Verdict) -> (&'static str, &str) {
    match verdict {
        Verdict::Applied { .. } => ("applied", ""),
        Verdict::TurnedAway { code } => ("turned_away", code),
        Verdict::Held { reason } => ("held", reason),
    }
}

fn verdict(row: &Row<'_>) -> db::Result<Verdict> {
    let (verdict, code, version): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
    match verdict.as_str() {
        "applied" => Ok(Verdict::Applied { version: version as u64 }),
        "turned_away" => Ok(Verdict::TurnedAway { code }),
        "held" => Ok(Verdict::Held { reason: code }),
        _ => Err(db::Error::Form(verdict)),
    }
}
