//! The `outbox` database: acts as they were signed, sealed, with the device's number
//! and keys. No code that handles the view touches it; nothing here is ever dropped
//! by age.

use std::collections::BTreeSet;

use futures::future::join_all;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionDurability::Strict;
use wasm_bindgen::JsValue;
use yuanliu_domain::id::{ActId, DeviceId};
use yuanliu_sync::outbox::Kept;
use yuanliu_sync::photo::KeptPhoto;

use super::keys::Keys;
use super::{Db, Trouble, reading, settings, writing};
use crate::platform::{self, crypto::SigningKey};

pub(super) const ACTS: &str = "acts";
/// Since form 2.
pub(super) const PHOTOS: &str = "photos";
pub(super) const META: &str = "meta";
pub(super) const KEYS: &str = "keys";
const NUMBER: &str = "number";
const DEVICE: &str = "device";
const SIGNING: &str = "signing";

/// The open database.
pub struct Outbox {
    pub(super) db: Db,
    pub(super) keys: Keys,
}

/// What was found at the start.
pub struct Found {
    /// Every readable record.
    pub kept: Vec<Kept>,
    /// Records that can't be read, as they lie there and stay (I14).
    pub unreadable: Vec<String>,
}

impl Outbox {
    /// Opens it, making it on first use.
    pub async fn open() -> Result<Outbox, Trouble> {
        let db = Db::open("yuanliu-outbox", 2, &[ACTS, META, KEYS, PHOTOS]).await?;
        let outbox = Outbox { db, keys: Keys::default() };
        outbox.read_keys().await?;
        Ok(outbox)
    }

    /// Every record; those that this sign-in wrote can be read. An act that was being
    /// kept when the app died is put back from its emergency copy.
    pub async fn load(&self) -> Result<Found, Trouble> {
        let db = self.db.here().await?;
        let tx = reading(&db, &[ACTS])?;
        let records: Vec<String> =
            tx.object_store(ACTS)?.get_all::<String>().await?.collect::<Result<_, _>>()?;
        drop(tx);
        let mut found = Found { kept: vec![], unreadable: vec![] };
        for record in records {
            match serde_json::from_str(&record) {
                Ok(kept) => found.kept.push(kept),
                Err(_) => found.unreadable.push(record),
            }
        }
        let rescued = settings::emergency_copy();
        let lost: Vec<Kept> = rescued
            .into_iter()
            .filter(|copy| found.kept.iter().all(|kept| kept.id != copy.id))
            .collect();
        if !lost.is_empty() {
            self.keep(&lost, &[]).await?;
            found.kept.extend(lost);
        }
        settings::clear_emergency_copy();
        join_all(found.kept.iter_mut().map(|kept| self.reveal(kept))).await;
        let mut sealed = vec![];
        for kept in &mut found.kept {
            let woken = kept.wake();
            if self.close_open(kept).await || woken {
                sealed.push(kept.clone());
            }
        }
        if !sealed.is_empty() {
            self.settle(&sealed).await?;
        }
        Ok(found)
    }

    /// Readable records beside those that are known: another tab kept them.
    pub async fn others(&self, known: &BTreeSet<ActId>) -> Result<Vec<Kept>, Trouble> {
        let db = self.db.here().await?;
        let tx = reading(&db, &[ACTS])?;
        let store = tx.object_store(ACTS)?;
        let keys: Vec<String> = store.get_all_keys::<String>().await?.collect::<Result<_, _>>()?;
        let mut found = vec![];
        for key in keys {
            if key.parse().is_ok_and(|id| !known.contains(&id)) {
                found.extend(store.get::<String, _, _>(key).await?);
            }
        }
        drop(tx);
        let read = |record: &String| serde_json::from_str(record).ok();
        let mut others: Vec<Kept> = found.iter().filter_map(read).collect();
        join_all(others.iter_mut().map(|kept| self.reveal(kept))).await;
        Ok(others)
    }

    /// Keeps records and the photos that they name, all or none. Returns after the
    /// strict transaction's `complete`: only then may a screen say 'kept' (I1).
    pub async fn keep(
        &self,
        records: &[Kept],
        photos: &[(ActId, KeptPhoto)],
    ) -> Result<(), Trouble> {
        settings::set_emergency_copy(records);
        let db = self.db.here().await?;
        let tx = writing(&db, &[ACTS, PHOTOS], Strict)?;
        let store = tx.object_store(ACTS)?;
        for kept in records {
            let record = serde_json::to_string(kept).expect("a record is plain data");
            store.put(record).with_key(kept.id.to_string()).primitive()?;
        }
        let store = tx.object_store(PHOTOS)?;
        for (act, photo) in photos {
            let record = serde_json::to_string(photo).expect("a record is plain data");
            store.put(record).with_key(act.to_string()).primitive()?;
        }
        tx.commit().await?;
        settings::clear_emergency_copy();
        Ok(())
    }

    /// Writes how far acts have come. Repeatable; never the first to know (I6).
    pub async fn settle(&self, records: &[Kept]) -> Result<(), Trouble> {
        let db = self.db.here().await?;
        let tx = writing(&db, &[ACTS], Strict)?;
        let store = tx.object_store(ACTS)?;
        for kept in records {
            let record = serde_json::to_string(kept).expect("a record is plain data");
            store.put(record).with_key(kept.id.to_string()).primitive()?;
        }
        Ok(tx.commit().await?)
    }

    /// Removes records that ended: applied and older than the server's backups,
    /// or turned away and acknowledged. The caller decides which.
    pub async fn remove(&self, acts: &[ActId]) -> Result<(), Trouble> {
        let db = self.db.here().await?;
        let tx = writing(&db, &[ACTS], Strict)?;
        let store = tx.object_store(ACTS)?;
        for act in acts {
            store.delete(act.to_string()).primitive()?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes the next numbers of this device. Unused numbers are legal.
    pub async fn take_numbers(&self, count: u64) -> Result<u64, Trouble> {
        let db = self.db.here().await?;
        let tx = writing(&db, &[META], Strict)?;
        let store = tx.object_store(META)?;
        let last: Option<String> = store.get(NUMBER).await?;
        let last: u64 = last.and_then(|n| n.parse().ok()).unwrap_or(0);
        store.put((last + count).to_string()).with_key(NUMBER).primitive()?;
        tx.commit().await?;
        Ok(last + 1)
    }

    /// The device's id and key, made at the first call.
    pub async fn identity(&self) -> Result<(DeviceId, SigningKey), Trouble> {
        if let Some(found) = self.read_identity().await? {
            return Ok(found);
        }
        let key = SigningKey::generate().await.map_err(unavailable)?;
        let device = DeviceId(platform::new_id());
        let db = self.db.here().await?;
        let tx = writing(&db, &[META, KEYS], Strict)?;
        let keys = tx.object_store(KEYS)?;
        // Another tab may have been quicker: then its key stands.
        let other: Option<JsValue> = keys.get(SIGNING).await?;
        if other.is_none_or(|handle| handle.is_undefined()) {
            keys.put(key.handle()).with_key(SIGNING).primitive()?;
            tx.object_store(META)?.put(device.to_string()).with_key(DEVICE).primitive()?;
            tx.commit().await?;
        } else {
            drop(tx);
        }
        let found = self.read_identity().await?;
        found.ok_or_else(|| Trouble::Unreadable("the device's key".into()))
    }

    async fn read_identity(&self) -> Result<Option<(DeviceId, SigningKey)>, Trouble> {
        let db = self.db.here().await?;
        let tx = reading(&db, &[META, KEYS])?;
        let device: Option<String> = tx.object_store(META)?.get(DEVICE).await?;
        let handle: Option<JsValue> = tx.object_store(KEYS)?.get(SIGNING).await?;
        drop(tx);
        let device = device.and_then(|text| text.parse().ok());
        Ok(device.zip(handle.and_then(SigningKey::from_handle)))
    }
}

pub(super) fn unavailable(error: JsValue) -> Trouble {
    Trouble::Unavailable(format!("{error:?}"))
}
