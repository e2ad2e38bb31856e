//! Sealing keys in SQLite, and acts that were set aside because none opens them.

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, DeviceId, SpaceId};
use yuanliu_domain::school::School;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::seal::SealKey;

use super::super::intake::{self, Closed, Intake};
use super::super::judge;
use super::super::{KeptKey, Restored, Result, Seals, StoreError};
use super::db::{self, Db, OptionalExtension, params};
use super::ledger::SqlLedger;
use super::rows::SqlSnapshot;
use super::{Database, Rows, district};
use crate::seal::{Keyring, SchoolKey};

#[async_trait]
impl Seals for Database {
    async fn school_name(&self, space: SpaceId) -> Result<String> {
        let epoch = self.epoch;
        self.read(move |db| {
            let rows = SqlSnapshot::new(db, space, epoch);
            let school: Option<School> = rows.body(Audience::Public, "")?;
            Ok(school.map(|school| school.name).unwrap_or_default())
        })
        .await
    }

    async fn seal_key(&self, space: SpaceId) -> Result<Option<SealKey>> {
        self.read(move |db| present(db, space)).await
    }

    async fn seal_keys(&self, space: SpaceId) -> Result<Vec<KeptKey>> {
        self.read(move |db| kept(db, space)).await
    }

    async fn rotate_seal_key(&self, space: SpaceId, at: Stamp) -> Result<SealKey> {
        self.write_in(space, move |db| {
            db.execute(
                "UPDATE seal_key SET retired_at = ?2 WHERE space_id = ?1 AND retired_at IS NULL",
                params![space.0, at.0],
            )?;
            let key = SchoolKey::generate();
            insert(db, space, &key, at, None)?;
            Ok(key.public())
        })
        .await
    }

    async fn restore_seal_key(
        &self,
        space: SpaceId,
        key: SchoolKey,
        at: Stamp,
    ) -> Result<Restored> {
        let (district, rules) = (self.district, self.rules.clone());
        self.write_in(space, move |db| {
            let new = insert(db, space, &key, at, Some(at))?;
            let mut keys = keyring(db, space)?;
            let aside = set_aside(db, space)?;
            let mut restored = Restored { new, opened: 0, closed: 0 };
            let mut ledger = SqlLedger::new(db, space);
            for (device, text, received) in aside {
                let signed = serde_json::from_str(&text).map_err(StoreError::engine)?;
                let Some(device) = district::device(db, district, device)? else { continue };
                let intake = intake::examine(space, &device, &mut keys, signed);
                match &intake {
                    Intake::Examined(_) => restored.opened += 1,
                    Intake::Closed(_) => restored.closed += 1,
                }
                judge::commit(&mut ledger, &rules, device.id, &[intake], received)?;
            }
            ledger.finish()?;
            Ok(restored)
        })
        .await
    }
}

/// Gives a school its first key, once.
pub fn ensure(db: &dyn Db, space: SpaceId, at: Stamp) -> Result<()> {
    if present(db, space)?.is_none() {
        insert(db, space, &SchoolKey::generate(), at, None)?;
    }
    Ok(())
}

/// The key to which devices seal now.
pub fn present(db: &dyn Db, space: SpaceId) -> Result<Option<SealKey>> {
    let mut key = db
        .prepare_cached("SELECT public FROM seal_key WHERE space_id = ?1 AND retired_at IS NULL")?;
    let public: Option<Vec<u8>> = key.query_row([space.0], |row| row.get(0)).optional()?;
    Ok(public.map(|public| SealKey::of(&public)))
}

/// Every key of a school, for opening.
pub fn keyring(db: &dyn Db, space: SpaceId) -> Result<Keyring> {
    Ok(Keyring::of(kept(db, space)?.into_iter().map(|kept| kept.key)))
}

fn kept(db: &dyn Db, space: SpaceId) -> Result<Vec<KeptKey>> {
    let mut keys = db.prepare_cached(
        "SELECT private, made_at, retired_at FROM seal_key WHERE space_id = ?1
         ORDER BY retired_at IS NOT NULL, made_at DESC",
    )?;
    let keys = keys.query_map([space.0], |row| {
        let retired: Option<i64> = row.get(2)?;
        Ok((row.get::<_, Vec<u8>>(0)?, Stamp(row.get(1)?), retired.map(Stamp)))
    })?;
    keys.map(|key| {
        let (private, made, retired) = key?;
        let key = SchoolKey::from_private(&private)
            .ok_or_else(|| StoreError::engine("a sealing key that is none"))?;
        Ok(KeptKey { key, made, retired })
    })
    .collect()
}

/// Whether it was not there before.
fn insert(
    db: &dyn Db,
    space: SpaceId,
    key: &SchoolKey,
    at: Stamp,
    retired: Option<Stamp>,
) -> Result<bool> {
    let public = key.public();
    let point = public.point().expect("our own key");
    let new = db.execute(
        "INSERT INTO seal_key (space_id, key_id, private, public, made_at, retired_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![space.0, public.id, key.private(), point, at.0, retired.map(|at| at.0)],
    )?;
    Ok(new > 0)
}

fn set_aside(db: &dyn Db, space: SpaceId) -> Result<Vec<(DeviceId, String, Stamp)>> {
    let mut all = db.prepare_cached(
        "SELECT device_id, text, received_at FROM sealed_act WHERE space_id = ?1
         ORDER BY received_at, act_id",
    )?;
    let all = all
        .query_map([space.0], |row| Ok((DeviceId(row.get(0)?), row.get(1)?, Stamp(row.get(2)?))))?;
    Ok(all.collect::<db::Result<_>>()?)
}

/// Names of keys whose halves do not belong together.
pub fn damaged(db: &dyn Db) -> Result<Vec<String>> {
    let mut all = db.prepare("SELECT key_id, private, public FROM seal_key")?;
    let all = all.query_map(params![], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut damaged = vec![];
    for key in all {
        let (id, private, public) = key?;
        let is = SchoolKey::from_private(&private).map(|key| key.public());
        if is.is_none_or(|is| is.id != id || is.point().as_deref() != Some(&public)) {
            damaged.push(id);
        }
    }
    Ok(damaged)
}

/// Whether exactly this was set aside before.
pub fn is_set_aside(db: &dyn Db, space: Uuid, id: ActId, hash: &[u8; 32]) -> Result<bool> {
    let mut known = db.prepare_cached(
        "SELECT 1 FROM sealed_act WHERE space_id = ?1 AND act_id = ?2 AND hash = ?3",
    )?;
    Ok(known.exists(params![space, id.0, hash])?)
}

/// Sets a sealed act aside, whole.
pub fn put_aside(
    db: &dyn Db,
    space: Uuid,
    device: DeviceId,
    act: &Closed,
    received: Stamp,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO sealed_act (space_id, act_id, hash, device_id, received_at, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![space, act.id.0, act.hash, device.0, received.0, act.text])?;
    Ok(())
}

/// Lets go of what was set aside under this id.
pub fn take_back(db: &dyn Db, space: Uuid, id: ActId) -> Result<bool> {
    let gone = db
        .prepare_cached("DELETE FROM sealed_act WHERE space_id = ?1 AND act_id = ?2")?
        .execute(params![space, id.0])?;
    Ok(gone > 0)
}
