//! Photos in the database. A photo is kept and its `photo` rows written in one
//! transaction; the ledger lets go of it with the last of them.

mod consents;

use std::collections::BTreeSet;

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::act;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, DeviceId, SpaceId};
use yuanliu_domain::photo::{Named, Photo, PhotoHash};
use yuanliu_domain::row::{Body, Effect, RowKey};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::photo::PutPhoto;

use super::super::ledger::{JournalEntry, Ledger, Rows};
use super::super::photos::{MAX_SCHOOL_BYTES, Photos, opened};
use super::super::{Device, Poke, Result, StoreError, Viewer};
use super::db::{self, Db, OptionalExtension, params};
use super::ledger::SqlLedger;
use super::rows::{self, SqlSnapshot};
use super::{Database, seals};
use crate::photo::made_anew;
use crate::scope;
use consents::agreed;
pub use consents::{depicting, follow};

#[async_trait]
impl Photos for Database {
    async fn put_photo(
        &self,
        space: SpaceId,
        device: &Device,
        hash: PhotoHash,
        put: PutPhoto,
        at: Stamp,
    ) -> Result<()> {
        let (act, device) = (put.act, device.id);
        let ask = move |db: &dyn Db| match wanted(db, space, device, act, hash)? {
            None => Ok(None),
            Some(_) if used(db, space)? >= MAX_SCHOOL_BYTES => Err(StoreError::PhotosFull),
            Some(named) => Ok(Some((seals::keyring(db, space)?, named.writing))),
        };
        let Some((keys, writing)) = self.read(ask).await? else { return Ok(()) };
        let open = tokio::task::spawn_blocking(move || opened(space, hash, &put, keys));
        let bytes = open.await.map_err(StoreError::engine)??;
        let bytes = made_anew(bytes, writing).await.map_err(|_| StoreError::BadPhoto)?;
        let keep = move |db: &dyn Db| {
            // It may have been withdrawn, or come twice, in the meantime.
            let Some(named) = wanted(db, space, device, act, hash)? else { return Ok(((), None)) };
            let audiences = keep(db, space, device, act, &named, &bytes, at)?;
            Ok(((), Poke::of(space, audiences)))
        };
        self.write_and_poke(space, keep).await
    }

    async fn photo(&self, space: SpaceId, viewer: Viewer, hash: PhotoHash) -> Result<Vec<u8>> {
        let epoch = self.epoch;
        let find = move |db: &dyn Db| {
            let rows = SqlSnapshot::new(db, space, epoch);
            let scope = match scope::of(&rows, &viewer) {
                // Whether there is such a school is nobody else's business either.
                Err(StoreError::NotAMember) => return Err(StoreError::NoSuchPhoto),
                scope => scope?.audiences,
            };
            seen(db, &rows, space, &scope, hash)
        };
        let (child, through, bytes) = self.read(find).await?;
        // The family's own looking is no news to it.
        if let Some(child) = child.filter(|_| !matches!(through, Audience::Family(_))) {
            self.note_photo(space, &viewer, child).await;
        }
        Ok(bytes)
    }
}

/// What an act of this device names, if the school still wants it and has it not.
fn wanted(
    db: &dyn Db,
    space: SpaceId,
    device: DeviceId,
    act: ActId,
    hash: PhotoHash,
) -> Result<Option<Named>> {
    let mut kept = db.prepare_cached(
        "SELECT act.verdict, journal.bytes FROM act
         JOIN journal ON journal.space_id = act.space_id AND journal.version = act.first_version
         WHERE act.space_id = ?1 AND act.act_id = ?2 AND act.device_id = ?3
           AND act.code <> 'id_reuse'",
    )?;
    let kept = kept.query_row(params![space.0, act.0, device.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<Vec<u8>>>(1)?.unwrap_or_default()))
    });
    let (verdict, bytes) = kept.optional()?.ok_or(StoreError::NoSuchPhoto)?;
    if bytes.is_empty() || verdict == "turned_away" {
        return Ok(None);
    }
    let said = act::from_bytes(&bytes).ok().and_then(|act| Named::by(&act));
    let named = said.filter(|named| named.hash == hash && verdict == "applied");
    let named = named.ok_or(StoreError::NoSuchPhoto)?;
    let missing = !is_here(db, space, &named)?;
    Ok((missing && !naming(db, space, &named)?.is_empty()).then_some(named))
}

/// Audiences in which a row names it still, and which may have it: a family, when for each
/// child on a photo of an activity somebody agrees.
fn naming(db: &dyn Db, space: SpaceId, named: &Named) -> Result<BTreeSet<Audience>> {
    let mut naming = BTreeSet::new();
    let agreed = agreed(db, space, named)?;
    let may = |key: &&RowKey| agreed || !matches!(key.audience, Audience::Family(_));
    for key in named.rows.iter().filter(may) {
        if rows::row(db, space.0, key)?.is_some_and(|body| named.is_in(key, &body)) {
            naming.insert(key.audience);
        }
    }
    Ok(naming)
}

/// The name of what is kept, if this picture is here.
fn stored(db: &dyn Db, space: SpaceId, named: &Named) -> Result<Option<PhotoHash>> {
    let stored = "SELECT stored FROM blob WHERE space_id = ?1 AND photo_id = ?2 AND hash = ?3";
    let parameters = params![space.0, named.shows, named.hash.0];
    let stored = db.prepare_cached(stored)?.query_row(parameters, |row| row.get(0)).optional()?;
    Ok(stored.map(PhotoHash))
}

fn written(named: &Named, audience: Audience, stored: PhotoHash) -> (RowKey, Option<String>) {
    let (key, photo) = named.row(audience, stored);
    (key, Some(serde_json::to_string(&photo).expect("a row is plain data")))
}

fn is_here(db: &dyn Db, space: SpaceId, named: &Named) -> Result<bool> {
    let mut here = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM blob WHERE space_id = ?1 AND photo_id = ?2 AND hash = ?3)",
    )?;
    let parameters = params![space.0, named.shows, named.hash.0];
    Ok(here.query_row(parameters, |row| row.get(0))?)
}

fn used(db: &dyn Db, space: SpaceId) -> Result<i64> {
    let sum = "SELECT coalesce(sum(length(bytes)), 0) FROM blob WHERE space_id = ?1";
    Ok(db.prepare_cached(sum)?.query_row([space.0], |row| row.get(0))?)
}

fn keep(
    db: &dyn Db,
    space: SpaceId,
    device: DeviceId,
    act: ActId,
    named: &Named,
    bytes: &[u8],
    at: Stamp,
) -> Result<BTreeSet<Audience>> {
    let stored = PhotoHash::of(bytes);
    db.prepare_cached(
        "INSERT INTO blob (space_id, photo_id, act_id, device_id, hash, stored, received_at, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (space_id, photo_id) DO UPDATE SET
             act_id = excluded.act_id, device_id = excluded.device_id, hash = excluded.hash,
             stored = excluded.stored, received_at = excluded.received_at, bytes = excluded.bytes",
    )?
    .execute(params![
        space.0,
        named.shows,
        act.0,
        device.0,
        named.hash.0,
        stored.0,
        at.0,
        bytes,
    ])?;
    let audiences = naming(db, space, named)?;
    let puts = audiences.iter().map(|audience| written(named, *audience, stored));
    let effect = Effect { puts: puts.collect() };
    let mut ledger = SqlLedger::new(db, space);
    let version = ledger.next_version()?;
    ledger.put(version, &effect)?;
    ledger.journal(&JournalEntry { version, received: at, act: None, effect: &effect })?;
    ledger.finish()?;
    Ok(audiences)
}

/// A photo of this name, if this scope has a row that speaks of it, and beside it the row
/// that names it: an entry that is no longer for a family takes its photo along.
fn seen(
    db: &dyn Db,
    rows: &SqlSnapshot<'_>,
    space: SpaceId,
    scope: &BTreeSet<Audience>,
    hash: PhotoHash,
) -> Result<(Option<ChildId>, Audience, Vec<u8>)> {
    let mut all =
        db.prepare_cached("SELECT photo_id, bytes FROM blob WHERE space_id = ?1 AND hash = ?2")?;
    let mut all = all.query(params![space.0, hash.0])?;
    while let Some(row) = all.next()? {
        let shows: Uuid = row.get(0)?;
        for audience in audiences(db, space.0, &shows.to_string())?.intersection(scope) {
            let photo: Option<Photo> = rows.body(*audience, shows)?;
            let Some(photo) = photo else { continue };
            if photo.is_named(*audience, shows, |key| rows.row(key))? {
                return Ok((photo.child, *audience, row.get(1)?));
            }
        }
    }
    Err(StoreError::NoSuchPhoto)
}

/// Lets go of the photo of a row that goes, if no other audience has one.
pub fn let_go(db: &dyn Db, space: Uuid, going: &RowKey) -> Result<()> {
    let left = audiences(db, space, &going.key)?;
    if left.iter().all(|audience| *audience == going.audience) {
        remove(db, space, &going.key)?;
    }
    Ok(())
}

/// Audiences that have a row of what this shows.
pub fn audiences(db: &dyn Db, space: Uuid, shows: &str) -> Result<BTreeSet<Audience>> {
    let mut all = db.prepare_cached(
        r#"SELECT audience FROM "row"
           WHERE space_id = ?1 AND kind = 'photo' AND key = ?2 AND body IS NOT NULL"#,
    )?;
    let all = all.query_map(params![space, shows], |row| row.get::<_, String>(0))?;
    let all = all.collect::<db::Result<Vec<_>>>()?;
    Ok(all.iter().filter_map(|audience| audience.parse().ok()).collect())
}

/// Removes a photo.
pub fn remove(db: &dyn Db, space: Uuid, shows: &str) -> Result<()> {
    let Ok(shows) = shows.parse::<Uuid>() else { return Ok(()) };
    let mut remove = db.prepare_cached("DELETE FROM blob WHERE space_id = ?1 AND photo_id = ?2")?;
    remove.execute(params![space, shows])?;
    Ok(())
}

/// Photos of which no row speaks: by what they show.
pub fn strays(db: &dyn Db, space: Uuid) -> Result<Vec<Uuid>> {
    let mut all = db.prepare_cached("SELECT photo_id FROM blob WHERE space_id = ?1")?;
    let all = all.query_map([space], |row| row.get(0))?.collect::<db::Result<Vec<Uuid>>>()?;
    let mut strays = vec![];
    for shows in all {
        if audiences(db, space, &shows.to_string())?.is_empty() {
            strays.push(shows);
        }
    }
    Ok(strays)
}

/// Rows of photos whose acts are among these entries of the journal.
pub fn of_entries(db: &dyn Db, space: SpaceId, entries: &BTreeSet<u64>) -> Result<Vec<RowKey>> {
    let mut all = db.prepare_cached(
        "SELECT blob.photo_id, act.first_version FROM blob
         JOIN act ON act.space_id = blob.space_id AND act.act_id = blob.act_id
              AND act.code <> 'id_reuse'
         WHERE blob.space_id = ?1",
    )?;
    let all =
        all.query_map([space.0], |row| Ok((row.get::<_, Uuid>(0)?, row.get::<_, i64>(1)?)))?;
    let all = all.collect::<db::Result<Vec<_>>>()?;
    let mut found = vec![];
    for (shows, _) in all.into_iter().filter(|(_, version)| entries.contains(&(*version as u64))) {
        let having = audiences(db, space.0, &shows.to_string())?;
        found.extend(having.into_iter().map(|audience| RowKey::of::<Photo>(audience, shows)));
    }
    Ok(found)
}

/// What differs between a school's photos and their rows, and photos that are no
/// longer what they were: by what they show.
pub fn damaged(db: &dyn Db, space: Uuid) -> Result<Vec<String>> {
    let mut damaged: Vec<String> = strays(db, space)?.iter().map(Uuid::to_string).collect();
    let mut spoken = db.prepare(
        r#"SELECT audience, key, body FROM "row"
           WHERE space_id = ?1 AND kind = ?2 AND body IS NOT NULL"#,
    )?;
    let spoken = spoken.query_map(params![space, Photo::KIND], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    })?;
    let mut blob =
        db.prepare("SELECT hash, stored, bytes FROM blob WHERE space_id = ?1 AND photo_id = ?2")?;
    for row in spoken {
        let (audience, key, body) = row?;
        let photo: Option<Photo> = serde_json::from_str(&body).ok();
        let shows: Option<Uuid> = key.parse().ok();
        let Some((photo, shows)) = photo.zip(shows) else {
            damaged.push(format!("{audience} {key}"));
            continue;
        };
        let kept = blob.query_row(params![space, shows], |row| {
            let bytes: Vec<u8> = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, PhotoHash::of(&bytes).0))
        });
        let same = (photo.hash.0, photo.stored.0, photo.stored.0);
        if kept.optional()? != Some(same) {
            damaged.push(format!("{audience} {key}"));
        }
    }
    Ok(damaged)
}
