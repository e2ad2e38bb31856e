//! The keys that lie with the outbox: the sign-in's own, under which a person's
//! readable copies are, and the schools' public ones. The device's signing key is
//! made in `outbox`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionDurability::Strict;
use wasm_bindgen::JsValue;
use yuanliu_domain::act;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_sync::outbox::{Kept, Sealed};
use yuanliu_sync::seal::SealKey;

use super::outbox::{KEYS, META, Outbox, unavailable};
use super::{Trouble, reading, writing};
use crate::platform;
use crate::platform::crypto::{AesKey, DaySeal};

/// The sign-in's key, and in `META` whose it is.
const LOCAL: &str = "local";
/// Every school's public key that this device has heard, as JSON.
const SCHOOLS: &str = "schools";

/// What of the key store is in memory.
#[derive(Default)]
pub struct Keys {
    local: RefCell<Option<Local>>,
    schools: RefCell<BTreeMap<SpaceId, SealKey>>,
    days: RefCell<BTreeMap<SpaceId, DaySeal>>,
}

#[derive(Clone)]
struct Local {
    person: PersonId,
    key: AesKey,
}

impl Outbox {
    /// Reads the keys: once, when the database is opened.
    pub(super) async fn read_keys(&self) -> Result<(), Trouble> {
        *self.keys.local.borrow_mut() = self.stored_local().await?;
        let db = self.db.here().await?;
        let tx = reading(&db, &[KEYS])?;
        let schools: Option<String> = tx.object_store(KEYS)?.get(SCHOOLS).await?;
        drop(tx);
        // One that can't be read comes again from the school.
        let schools = schools.and_then(|text| serde_json::from_str(&text).ok());
        *self.keys.schools.borrow_mut() = schools.unwrap_or_default();
        Ok(())
    }

    async fn stored_local(&self) -> Result<Option<Local>, Trouble> {
        let db = self.db.here().await?;
        let tx = reading(&db, &[META, KEYS])?;
        let person: Option<String> = tx.object_store(META)?.get(LOCAL).await?;
        let key: Option<JsValue> = tx.object_store(KEYS)?.get(LOCAL).await?;
        let person = person.and_then(|text| text.parse().ok());
        let local = person.zip(key.and_then(AesKey::from_handle));
        Ok(local.map(|(person, key)| Local { person, key }))
    }

    /// Whose sign-in this device keeps open.
    pub fn signed_in(&self) -> Option<PersonId> {
        self.keys.local.borrow().as_ref().map(|local| local.person)
    }

    /// A person signs in. Another's key goes, and with it the readable copies of all
    /// that the other wrote here.
    pub async fn begin(&self, person: PersonId) -> Result<(), Trouble> {
        if self.signed_in() == Some(person) {
            return Ok(());
        }
        if let Some(local) = self.stored_local().await?.filter(|local| local.person == person) {
            *self.keys.local.borrow_mut() = Some(local);
            return Ok(());
        }
        let key = AesKey::generate().await.map_err(unavailable)?;
        let db = self.db.here().await?;
        let tx = writing(&db, &[META, KEYS], Strict)?;
        tx.object_store(KEYS)?.put(key.handle()).with_key(LOCAL).primitive()?;
        tx.object_store(META)?.put(person.to_string()).with_key(LOCAL).primitive()?;
        tx.commit().await?;
        *self.keys.local.borrow_mut() = Some(Local { person, key });
        Ok(())
    }

    /// The person signs out: nobody reads here what they wrote, and nothing of it is
    /// lost for the school.
    pub async fn end(&self) -> Result<(), Trouble> {
        *self.keys.local.borrow_mut() = None;
        let db = self.db.here().await?;
        let tx = writing(&db, &[META, KEYS], Strict)?;
        tx.object_store(KEYS)?.delete(LOCAL).primitive()?;
        tx.object_store(META)?.delete(LOCAL).primitive()?;
        Ok(tx.commit().await?)
    }

    /// The school's key that this device knows, by its id; empty when it knows none.
    pub fn pinned(&self, space: SpaceId) -> String {
        let schools = self.keys.schools.borrow();
        schools.get(&space).map(|key| key.id.clone()).unwrap_or_default()
    }

    /// Remembers a school's key. What is no key is not remembered.
    pub async fn pin(&self, space: SpaceId, key: &SealKey) -> Result<(), Trouble> {
        if key.point().is_none() || self.pinned(space) == key.id {
            return Ok(());
        }
        self.keys.schools.borrow_mut().insert(space, key.clone());
        let text = serde_json::to_string(&*self.keys.schools.borrow()).expect("plain data");
        let db = self.db.here().await?;
        let tx = writing(&db, &[KEYS], Strict)?;
        tx.object_store(KEYS)?.put(text).with_key(SCHOOLS).primitive()?;
        Ok(tx.commit().await?)
    }

    /// Seals a record that can be read: for the school, and for its author here. It
    /// stays open only where no key of the school is known yet.
    pub async fn close(&self, kept: &mut Kept) -> Result<(), Trouble> {
        let Some(seal) = self.day_seal(kept.space).await? else { return Ok(()) };
        let (Some(routing), Some(bytes)) = (kept.routing(), kept.bytes().map(<[u8]>::to_vec))
        else {
            return Ok(());
        };
        kept.sealed = Sealed::School(seal.seal(&routing, &bytes).await.map_err(unavailable)?);
        let local = self.keys.local.borrow().clone();
        let copy = match local {
            Some(local) => local.key.seal(&routing.aad(), &bytes).await.map_err(unavailable)?,
            None => vec![],
        };
        kept.readable = Sealed::Local { data: act::to_base64(&copy) };
        Ok(())
    }

    /// The sign-in's own key.
    pub(super) fn local_key(&self) -> Option<AesKey> {
        self.keys.local.borrow().as_ref().map(|local| local.key.clone())
    }

    pub(super) async fn day_seal(&self, space: SpaceId) -> Result<Option<DaySeal>, Trouble> {
        let Some(school) = self.keys.schools.borrow().get(&space).cloned() else {
            return Ok(None);
        };
        // The device's own date will do: it only says when a new pair is made.
        let day = platform::wall().day();
        let made = self.keys.days.borrow().get(&space).cloned();
        if let Some(made) = made.filter(|made| made.serves(&school, day)) {
            return Ok(Some(made));
        }
        let seal = DaySeal::make(&school, day).await.map_err(unavailable)?;
        self.keys.days.borrow_mut().insert(space, seal.clone());
        Ok(Some(seal))
    }

    /// Opens a record's readable copy, if it is this sign-in's.
    pub(super) async fn reveal(&self, kept: &mut Kept) {
        let local = self.keys.local.borrow().clone();
        let (Some(local), Some(routing)) = (local, kept.routing()) else { return };
        let opened = match &kept.readable {
            Sealed::Local { data } => {
                let data = act::from_base64(data).unwrap_or_default();
                local.key.open(&routing.aad(), &data).await.ok()
            }
            open if kept.actor == local.person => open.plain(),
            _ => None,
        };
        if let Some(bytes) = opened {
            kept.open(bytes);
        }
    }

    /// Seals a record of an earlier form, also somebody else's, who then can't be
    /// read here any more. Whether it is sealed now.
    pub(super) async fn close_open(&self, kept: &mut Kept) -> bool {
        let Some(bytes) = kept.sealed.plain() else { return false };
        let mine = kept.bytes().is_some();
        kept.open(bytes);
        let closed = self.close(kept).await.is_ok() && kept.sealed.plain().is_none();
        if !mine {
            kept.shut();
            if closed {
                kept.readable = Sealed::Local { data: String::new() };
            }
        }
        closed
    }
}
