//! One school: its journal from the first entry to the last, and everything that
//! must follow from it.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::erasure::Erasure;
use yuanliu_domain::id::{ActId, DeviceId, SpaceId};
use yuanliu_domain::row::{Body, Effect, RowKey};
use yuanliu_domain::rules::{self, Rules};
use yuanliu_domain::signed::BY_THE_SCHOOL;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::Verdict;

use super::super::super::{Device, Result, StoreError, intake};
use super::super::db::{self, Db, OptionalExtension, params};
use super::super::{district, expunge, journal, photos};
use super::{Finding, Report};
use crate::journal::{self as proof, Edge};

/// Checks a school.
pub fn check(
    db: &dyn Db,
    district: Uuid,
    space: SpaceId,
    rules: Option<&Rules>,
    report: &mut Report,
) -> Result<()> {
    let mut school = School {
        db,
        district,
        space,
        rules,
        report,
        edge: Edge::default(),
        rows: BTreeMap::new(),
        emptied: BTreeSet::new(),
        noted: BTreeSet::new(),
        devices: BTreeMap::new(),
    };
    school.entries()?;
    school.tree()?;
    school.rows()?;
    school.sums()?;
    school.acts()?;
    school.photos()?;
    school.waiting()
}

struct School<'a> {
    db: &'a dyn Db,
    district: Uuid,
    space: SpaceId,
    rules: Option<&'a Rules>,
    report: &'a mut Report,
    edge: Edge,
    /// What the entries so far come to; removed rows without a body.
    rows: BTreeMap<RowKey, (u64, Option<String>)>,
    /// Entries that lost something.
    emptied: BTreeSet<u64>,
    /// Entries that a note of the server says were erased.
    noted: BTreeSet<u64>,
    devices: BTreeMap<DeviceId, Option<Device>>,
}

/// An entry as it is kept.
struct Entry {
    version: u64,
    received: Stamp,
    act: Option<ActId>,
    bytes: Option<Vec<u8>>,
    signature: Option<Vec<u8>>,
    salt: Vec<u8>,
    effect: String,
    mac: Option<Vec<u8>>,
}

impl School<'_> {
    fn found(&mut self, code: &'static str, what: impl ToString) {
        let space = Some(self.space);
        self.report.findings.push(Finding { space, code, what: what.to_string() });
    }

    fn entries(&mut self) -> Result<()> {
        let db = self.db;
        let mut all = db.prepare(
            "SELECT version, received_at, act_id, bytes, signature, salt, effect, mac
             FROM journal WHERE space_id = ?1 ORDER BY version",
        )?;
        let mut entries = all.query([self.space.0])?;
        let mut expected = 0;
        while let Some(row) = entries.next()? {
            let entry = Entry {
                version: row.get::<_, i64>(0)? as u64,
                received: Stamp(row.get(1)?),
                act: row.get::<_, Option<Uuid>>(2)?.map(ActId),
                bytes: row.get(3)?,
                signature: row.get(4)?,
                salt: row.get(5)?,
                effect: row.get(6)?,
                mac: row.get(7)?,
            };
            expected += 1;
            if entry.version != expected {
                self.found("gap", format!("{expected}..{}", entry.version));
                expected = entry.version;
            }
            self.entry(&entry)?;
        }
        let version: i64 =
            db.query_row("SELECT version FROM space WHERE space_id = ?1", [self.space.0], |row| {
                row.get(0)
            })?;
        if version as u64 != expected {
            self.found("gap", format!("space {version}, journal {expected}"));
        }
        Ok(())
    }

    fn entry(&mut self, entry: &Entry) -> Result<()> {
        self.report.entries += 1;
        let version = entry.version;
        self.leaf(entry);
        let Ok(effect) = serde_json::from_str::<Effect>(&entry.effect) else {
            self.found("effect", version);
            return Ok(());
        };
        if let Some(id) = entry.act {
            self.act(entry, id, &effect)?;
        }
        for (key, body) in effect.puts {
            let note = (key.kind == Erasure::KIND && entry.act.is_none() && !entry.salt.is_empty())
                .then(|| serde_json::from_str::<Erasure>(body.as_deref()?).ok())
                .flatten();
            self.noted.extend(note.into_iter().flat_map(|note| note.entries));
            self.rows.insert(key, (version, body));
        }
        Ok(())
    }

    fn photos(&mut self) -> Result<()> {
        for what in photos::damaged(self.db, self.space.0)? {
            self.found("photo", what);
        }
        Ok(())
    }

    fn leaf(&mut self, entry: &Entry) {
        let version = entry.version;
        let mac = entry.mac.as_deref().and_then(|mac| <[u8; 32]>::try_from(mac).ok());
        let Some(mac) = mac else {
            self.found("leaf", version);
            return;
        };
        self.edge.push(proof::leaf(version, entry.received, &mac));
        if entry.salt.is_empty() {
            self.emptied.insert(version);
            self.report.erased += 1;
            return;
        }
        let bytes = entry.bytes.as_deref().unwrap_or_default();
        if proof::mac(&entry.salt, bytes, &entry.effect) != mac {
            self.found("leaf", version);
        }
        if entry.act.is_some() && (entry.bytes.is_none() || entry.signature.is_none()) {
            self.found("bytes", version);
        }
    }

    /// The act of an entry: known under its content, and signed by its device.
    fn act(&mut self, entry: &Entry, id: ActId, effect: &Effect) -> Result<()> {
        let version = entry.version;
        let mut known = self.db.prepare_cached(
            "SELECT hash, device_id, verdict, code FROM act WHERE space_id = ?1 AND act_id = ?2",
        )?;
        let known = known.query_map(params![self.space.0, id.0], |row| {
            let texts: (String, String) = (row.get(2)?, row.get(3)?);
            Ok((row.get::<_, Vec<u8>>(0)?, DeviceId(row.get(1)?), texts.0, texts.1))
        })?;
        let known: Vec<_> = known.collect::<db::Result<_>>()?;
        let (Some(bytes), Some(signature)) = (&entry.bytes, &entry.signature) else {
            if known.is_empty() {
                self.found("act", format!("{version} {id}"));
            }
            return Ok(());
        };
        // An act about somebody erased was never kept.
        if known.iter().any(|(.., code)| code == "erased") {
            return Ok(());
        }
        let hash = act::content_hash(bytes);
        let Some((_, device, verdict, _)) = known.into_iter().find(|known| known.0 == hash) else {
            self.found("act", format!("{version} {id}"));
            return Ok(());
        };
        if verdict != "turned_away" {
            self.report.signatures += 1;
            let signed = self
                .device(device)?
                .is_some_and(|device| intake::signed_by(&device, bytes, signature).is_ok());
            if !signed {
                self.found("signature", format!("{version} {id}"));
            }
        }
        if let Some(rules) = self.rules.filter(|_| !entry.salt.is_empty()) {
            self.rules(rules, version, device, bytes, effect)?;
        }
        Ok(())
    }

    fn device(&mut self, id: DeviceId) -> Result<Option<Device>> {
        if !self.devices.contains_key(&id) {
            let device = district::device(self.db, self.district, id)?;
            self.devices.insert(id, device);
        }
        Ok(self.devices[&id].clone())
    }

    /// What today's rules make of an applied act, on the rows of its time.
    fn rules(
        &mut self,
        rules: &Rules,
        version: u64,
        device: DeviceId,
        bytes: &[u8],
        effect: &Effect,
    ) -> Result<()> {
        let Ok(act) = act::from_bytes(bytes) else { return Ok(()) };
        let verdict = RowKey::of::<Verdict>(Audience::Device(device), act.id);
        let said = effect.puts.iter().find(|(key, _)| *key == verdict);
        let said =
            said.and_then(|(_, body)| serde_json::from_str::<Verdict>(body.as_deref()?).ok());
        if !matches!(said, Some(Verdict::Applied { .. })) {
            return Ok(());
        }
        let today = self.today(rules, &act)?;
        // The verdict and the school's signature come with an act; no rule makes them.
        let by_rules =
            |key: &RowKey| *key != verdict && !BY_THE_SCHOOL.contains(&key.kind.as_str());
        let stored: BTreeMap<_, _> =
            effect.puts.iter().filter(|(key, _)| by_rules(key)).cloned().collect();
        if today != stored {
            let mut keys: Vec<String> = today
                .iter()
                .filter(|(key, body)| stored.get(key) != Some(body))
                .map(|(key, _)| key)
                .chain(stored.keys().filter(|key| !today.contains_key(key)))
                .map(|key| format!("{}/{}/{}", key.audience, key.kind, key.key))
                .collect();
            keys.dedup();
            self.found("rules", format!("{version} {} {}", act.kind, keys.join(" ")));
        }
        Ok(())
    }

    fn today(&self, rules: &Rules, act: &Act) -> Result<BTreeMap<RowKey, Option<String>>> {
        let received: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT received_at FROM act
                 WHERE space_id = ?1 AND act_id = ?2 AND code <> 'id_reuse'",
            )?
            .query_row(params![self.space.0, act.id.0], |row| row.get(0))
            .optional()?;
        let read = |key: &RowKey| self.rows.get(key).and_then(|(_, body)| body.clone());
        let effect = rules::apply(rules, act, &|_| true, &read, received.map(Stamp));
        Ok(effect.puts.into_iter().collect())
    }

    fn tree(&mut self) -> Result<()> {
        match journal::edge(self.db, self.space.0) {
            Ok(edge) if edge == self.edge => {}
            _ => self.found("tree", self.edge.size()),
        }
        let unsaid: Vec<u64> = self.emptied.difference(&self.noted).copied().collect();
        for version in unsaid {
            self.found("emptied", version);
        }
        Ok(())
    }

    /// The rows against what the entries come to.
    fn rows(&mut self) -> Result<()> {
        let db = self.db;
        let mut all = db.prepare(
            r#"SELECT audience, kind, key, version, body FROM "row" WHERE space_id = ?1"#,
        )?;
        let mut rows = all.query([self.space.0])?;
        let kept_from: i64 = db.query_row(
            "SELECT kept_from FROM space WHERE space_id = ?1",
            [self.space.0],
            |row| row.get(0),
        )?;
        let mut expected = std::mem::take(&mut self.rows);
        while let Some(row) = rows.next()? {
            self.report.rows += 1;
            let audience: String = row.get(0)?;
            let (kind, key): (String, String) = (row.get(1)?, row.get(2)?);
            let name = format!("{audience}/{kind}/{key}");
            let Ok(audience) = audience.parse::<Audience>() else {
                self.found("row", name);
                continue;
            };
            let is = (row.get::<_, i64>(3)? as u64, row.get::<_, Option<String>>(4)?);
            match expected.remove(&RowKey { audience, kind, key }) {
                Some(said) if said == is => {}
                Some(said) => self.found("row", format!("{name} {} {}", is.0, said.0)),
                None => self.found("row", format!("{name} {} -", is.0)),
            }
        }
        for (key, (version, body)) in expected {
            // A removal is kept for a while only.
            if body.is_some() || version > kept_from as u64 {
                let name = format!("{}/{}/{}", key.audience, key.kind, key.key);
                self.found("row", format!("{name} - {version}"));
            }
        }
        Ok(())
    }

    fn sums(&mut self) -> Result<()> {
        let counted = expunge::sums(self.db, self.space.0)?;
        let mut all =
            self.db.prepare("SELECT audience, sum FROM audience_sum WHERE space_id = ?1")?;
        let kept = all.query_map([self.space.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kept: BTreeMap<String, i64> = kept.collect::<db::Result<_>>()?;
        let of = |sums: &BTreeMap<String, i64>, audience: &String| {
            sums.get(audience).copied().unwrap_or(0)
        };
        let all: BTreeSet<&String> = counted.keys().chain(kept.keys()).collect();
        let wrong = all.into_iter().filter(|name| of(&counted, name) != of(&kept, name));
        for name in wrong.cloned().collect::<Vec<_>>() {
            self.found("sum", name);
        }
        Ok(())
    }

    /// Every act against the entry that it made, and its verdict against the row.
    fn acts(&mut self) -> Result<()> {
        let db = self.db;
        let mut all = db.prepare(
            r#"SELECT act.act_id, act.device_id, act.verdict, act.code, act.version,
                      act.first_version, act.received_at, act.actor_id,
                      j.act_id, j.received_at, j.bytes, r.body
               FROM act
               LEFT JOIN journal j ON j.space_id = act.space_id AND j.version = act.first_version
               LEFT JOIN "row" r ON r.space_id = act.space_id AND r.kind = 'verdict'
                    AND r.audience = 'device:' || lower(
                        substr(hex(act.device_id), 1, 8) || '-' || substr(hex(act.device_id), 9, 4)
                        || '-' || substr(hex(act.device_id), 13, 4) || '-'
                        || substr(hex(act.device_id), 17, 4) || '-' || substr(hex(act.device_id), 21))
                    AND r.key = lower(
                        substr(hex(act.act_id), 1, 8) || '-' || substr(hex(act.act_id), 9, 4)
                        || '-' || substr(hex(act.act_id), 13, 4) || '-'
                        || substr(hex(act.act_id), 17, 4) || '-' || substr(hex(act.act_id), 21))
               WHERE act.space_id = ?1"#,
        )?;
        let mut acts = all.query([self.space.0])?;
        while let Some(row) = acts.next()? {
            let id = ActId(row.get(0)?);
            let (verdict, code): (String, String) = (row.get(2)?, row.get(3)?);
            let (version, first): (i64, i64) = (row.get(4)?, row.get(5)?);
            let made = row.get::<_, Option<Uuid>>(8)? == Some(id.0)
                && row.get::<_, Option<i64>>(9)? == Some(row.get(6)?);
            let bytes: Option<Vec<u8>> = row.get(10)?;
            let said: Option<String> = row.get(11)?;
            let author = bytes.as_deref().and_then(|bytes| act::from_bytes(bytes).ok());
            let author = author.map(|act| act.actor.0);
            let named: Option<Uuid> = row.get(7)?;
            if !made || version < first || (author.is_some() && author != named) {
                self.found("act", format!("{first} {id}"));
                continue;
            }
            let expected = match verdict.as_str() {
                "applied" => Verdict::Applied { version: version as u64 },
                "held" => Verdict::Held { reason: code.clone() },
                _ => Verdict::TurnedAway { code: code.clone() },
            };
            let said = said.and_then(|said| serde_json::from_str::<Verdict>(&said).ok());
            // Whoever reused an id keeps the verdict of the first; of what was
            // erased, none is left to be sent.
            let without = code == "id_reuse" || self.emptied.contains(&(first as u64));
            if said != Some(expected) && !without {
                self.found("verdict", format!("{version} {id}"));
            }
        }
        Ok(())
    }

    fn waiting(&mut self) -> Result<()> {
        for sql in [
            "SELECT hex(w.act_id) FROM waiting w WHERE w.space_id = ?1 AND NOT EXISTS (
                 SELECT 1 FROM act a WHERE a.space_id = w.space_id AND a.act_id = w.act_id
                 AND a.verdict = 'held')",
            "SELECT hex(a.act_id) FROM act a WHERE a.space_id = ?1 AND a.verdict = 'held'
             AND a.code = 'waits_for' AND NOT EXISTS (
                 SELECT 1 FROM waiting w WHERE w.space_id = a.space_id AND w.act_id = a.act_id)",
        ] {
            let mut wrong = self.db.prepare(sql)?;
            let ids = wrong.query_map([self.space.0], |row| row.get::<_, String>(0))?;
            for id in ids.collect::<db::Result<Vec<_>>>().map_err(StoreError::from)? {
                self.found("waiting", id);
            }
        }
        Ok(())
    }
}
