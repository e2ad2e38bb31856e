//! The `view` database: the confirmed rows in pages, keyed by small numbers and
//! sealed under a key of its own. A cache: it may be thrown away at any time, key and
//! all, and nothing of the outbox with it.
//!
//! WebCrypto can't be awaited inside a transaction: everything is sealed before one
//! opens, and the transaction first looks whether key and generation are still those.

mod photos;

use std::cell::{Cell, RefCell};

use futures::future::try_join_all;
use indexed_db_futures::KeyRange;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionDurability::Relaxed;
use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use yuanliu_domain::id::SpaceId;
use yuanliu_sync::view::{Change, Meta, Page, PageKey, View};
use yuanliu_sync::wire::Who;

use super::outbox::unavailable;
use super::{Db, Trouble, reading, writing};
use crate::platform;
use crate::platform::crypto::AesKey;

const STATE: &str = "state";
const PAGES: &str = "pages";
/// Since form 2.
const PHOTOS: &str = "photos";
const WHO: &str = "who";
/// Pages that are sealed without a pause: a few milliseconds on a cheap tablet.
const AT_ONCE: usize = 12;
/// The key under which the view is, and a name that no other key ever has.
const KEY: &str = "key";
const KEY_NAME: &str = "key-name";

/// The open database.
pub struct ViewStore {
    db: Db,
    seal: RefCell<Option<Seal>>,
    /// Days have passed: what is stored is to be sealed under a new key.
    pub renewal_due: Cell<bool>,
}

#[derive(Clone)]
struct Seal {
    name: String,
    key: AesKey,
}

/// What a commit came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// All of it is stored.
    Stored,
    /// Another tab was there first: nothing was stored; read again (I12).
    Overtaken,
    /// The view is gone: somebody signed out in another tab.
    Gone,
}

impl ViewStore {
    /// Opens it, making it on first use.
    pub async fn open() -> Result<ViewStore, Trouble> {
        let db = Db::open("yuanliu-view", 2, &[STATE, PAGES, PHOTOS]).await?;
        Ok(ViewStore { db, seal: RefCell::new(None), renewal_due: Cell::new(false) })
    }

    /// Who was signed in when the view was last brought up to date.
    pub async fn who(&self) -> Result<Option<Who>, Trouble> {
        // Another tab may have a new key since.
        *self.seal.borrow_mut() = None;
        let db = self.db.here().await?;
        let tx = reading(&db, &[STATE])?;
        let who: Option<JsValue> = tx.object_store(STATE)?.get(WHO).await?;
        drop(tx);
        let Some(who) = who.filter(|who| !who.is_undefined()) else { return Ok(None) };
        let seal = self.seal().await?.ok_or_else(|| unreadable("no key of the view"))?;
        seal.open(WHO.as_bytes(), who).await.map(Some)
    }

    /// Remembers who is signed in. With this the view begins, and gets its key.
    pub async fn set_who(&self, who: &Who) -> Result<(), Trouble> {
        let seal = match self.seal().await? {
            Some(seal) => seal,
            None => self.begin().await?,
        };
        let who = seal.close(WHO.as_bytes(), who).await?;
        let db = self.db.here().await?;
        let tx = writing(&db, &[STATE], Relaxed)?;
        let state = tx.object_store(STATE)?;
        if !seal.holds(&state).await? {
            return Err(self.other_key());
        }
        state.put(who).with_key(WHO).primitive()?;
        Ok(tx.commit().await?)
    }

    /// The view of a space. `slot` is the space's place in the list of this person's
    /// spaces: the only name that a page key has for it.
    pub async fn load(&self, space: SpaceId, slot: u8) -> Result<View, Trouble> {
        // Another tab may have a new key since.
        *self.seal.borrow_mut() = None;
        let Some(seal) = self.seal().await? else { return Ok(View::default()) };
        let db = self.db.here().await?;
        let tx = reading(&db, &[STATE, PAGES])?;
        let meta: Option<JsValue> = tx.object_store(STATE)?.get(space.to_string()).await?;
        let range = KeyRange::Bound(packed(slot, None), false, packed(slot + 1, None), true);
        let pages: Vec<JsValue> = tx
            .object_store(PAGES)?
            .get_all::<JsValue>()
            .with_query::<f64, _>(range)
            .primitive()?
            .await?
            .collect::<Result<_, _>>()?;
        drop(tx);
        let Some(meta) = meta.filter(|meta| !meta.is_undefined()) else {
            return Ok(View::default());
        };
        let bound = bound(space);
        let meta: Meta = seal.open(&bound, meta).await?;
        let pages = pages.into_iter().map(|page| seal.open::<(PageKey, Page)>(&bound, page));
        Ok(View::load(meta, try_join_all(pages).await?))
    }

    /// Stores what an answer changed, in one transaction: pages, removals, cursor,
    /// verdicts, checksums (I6).
    pub async fn commit(
        &self,
        space: SpaceId,
        slot: u8,
        view: &View,
        change: &Change,
    ) -> Result<Committed, Trouble> {
        let Some(seal) = self.seal().await? else { return Ok(Committed::Gone) };
        let (meta, pages) = seal.view(space, slot, view, change.write.iter().copied()).await?;
        let db = self.db.here().await?;
        let tx = writing(&db, &[STATE, PAGES], Relaxed)?;
        let state = tx.object_store(STATE)?;
        if !seal.holds(&state).await? {
            let gone = state.get::<String, _, _>(KEY_NAME).await?.is_none();
            *self.seal.borrow_mut() = None;
            return Ok(if gone { Committed::Gone } else { Committed::Overtaken });
        }
        let generation: Option<String> = state.get(generation_key(space)).await?;
        let generation: u64 = generation.and_then(|text| text.parse().ok()).unwrap_or(0);
        if generation + 1 != view.generation {
            return Ok(Committed::Overtaken);
        }
        let store = tx.object_store(PAGES)?;
        for key in &change.delete {
            store.delete(packed(slot, Some(*key))).primitive()?;
        }
        put(&state, &store, space, view, meta, pages)?;
        tx.commit().await?;
        Ok(Committed::Stored)
    }

    /// Stores these views and nothing else, under a new key: what was there before can
    /// be read by nobody any more.
    pub async fn renew(&self, who: &Who, views: &[(SpaceId, u8, View)]) -> Result<(), Trouble> {
        self.renewal_due.set(false);
        let seal = Seal::new().await?;
        let who = seal.close(WHO.as_bytes(), who).await?;
        let mut sealed = vec![];
        for (space, slot, view) in views {
            sealed.push(seal.view(*space, *slot, view, view.page_keys()).await?);
        }
        let photos = self.photos_for(&seal).await?;
        let db = self.db.here().await?;
        let tx = writing(&db, &[STATE, PAGES, PHOTOS], Relaxed)?;
        let (state, store) = (tx.object_store(STATE)?, tx.object_store(PAGES)?);
        let faces = tx.object_store(PHOTOS)?;
        state.clear()?;
        store.clear()?;
        faces.clear()?;
        seal.put(&state)?;
        state.put(who).with_key(WHO).primitive()?;
        for ((space, _, view), (meta, pages)) in views.iter().zip(sealed) {
            put(&state, &store, *space, view, meta, pages)?;
        }
        for (key, photo) in photos {
            faces.put(photo).with_key(key).primitive()?;
        }
        tx.commit().await?;
        *self.seal.borrow_mut() = Some(seal);
        Ok(())
    }

    /// Throws the view away with its key: sign-out, another person, a view that can't
    /// be read.
    pub async fn clear(&self) -> Result<(), Trouble> {
        *self.seal.borrow_mut() = None;
        let db = self.db.here().await?;
        let tx = writing(&db, &[STATE, PAGES, PHOTOS], Relaxed)?;
        tx.object_store(STATE)?.clear()?;
        tx.object_store(PAGES)?.clear()?;
        tx.object_store(PHOTOS)?.clear()?;
        Ok(tx.commit().await?)
    }

    async fn seal(&self) -> Result<Option<Seal>, Trouble> {
        let known = self.seal.borrow().clone();
        if known.is_some() {
            return Ok(known);
        }
        let db = self.db.here().await?;
        let tx = reading(&db, &[STATE])?;
        let state = tx.object_store(STATE)?;
        let name: Option<String> = state.get(KEY_NAME).await?;
        let key: Option<JsValue> = state.get(KEY).await?;
        drop(state);
        drop(tx);
        let found = name.zip(key.and_then(AesKey::from_handle));
        let found = found.map(|(name, key)| Seal { name, key });
        self.seal.borrow_mut().clone_from(&found);
        Ok(found)
    }

    async fn begin(&self) -> Result<Seal, Trouble> {
        let seal = Seal::new().await?;
        let db = self.db.here().await?;
        let tx = writing(&db, &[STATE], Relaxed)?;
        let state = tx.object_store(STATE)?;
        // Another tab may have been quicker: then its key stands.
        if state.get::<String, _, _>(KEY_NAME).await?.is_none() {
            seal.put(&state)?;
            tx.commit().await?;
        } else {
            drop(state);
            drop(tx);
        }
        self.seal().await?.ok_or_else(|| unreadable("the key of the view"))
    }

    fn other_key(&self) -> Trouble {
        *self.seal.borrow_mut() = None;
        Trouble::Unavailable("another tab has begun the view anew".into())
    }
}

type SealedPages = Vec<(f64, JsValue)>;

impl Seal {
    async fn new() -> Result<Seal, Trouble> {
        let key = AesKey::generate().await.map_err(unavailable)?;
        Ok(Seal { name: platform::new_id().to_string(), key })
    }

    fn put(&self, state: &ObjectStore<'_>) -> Result<(), Trouble> {
        state.put(self.key.handle()).with_key(KEY).primitive()?;
        state.put(self.name.clone()).with_key(KEY_NAME).primitive()?;
        Ok(())
    }

    async fn holds(&self, state: &ObjectStore<'_>) -> Result<bool, Trouble> {
        let name: Option<String> = state.get(KEY_NAME).await?;
        Ok(name.as_ref() == Some(&self.name))
    }

    async fn close(&self, bound: &[u8], value: &impl Serialize) -> Result<JsValue, Trouble> {
        let plain = serde_json::to_vec(value).expect("plain data");
        let sealed = self.key.seal(bound, &plain).await.map_err(unavailable)?;
        Ok(Uint8Array::from(sealed.as_slice()).into())
    }

    async fn open<T: DeserializeOwned>(&self, bound: &[u8], value: JsValue) -> Result<T, Trouble> {
        let sealed: Uint8Array =
            value.dyn_into().map_err(|_| unreadable("a record of the view"))?;
        let plain = self.key.open(bound, &sealed.to_vec()).await;
        let plain = plain.map_err(|_| unreadable("a sealed record of the view"))?;
        serde_json::from_slice(&plain).map_err(|_| unreadable("a record of the view"))
    }

    /// What is stored beside the pages, and these pages. A first list has two hundred: taps
    /// and drawing come in between.
    async fn view(
        &self,
        space: SpaceId,
        slot: u8,
        view: &View,
        pages: impl IntoIterator<Item = PageKey>,
    ) -> Result<(JsValue, SealedPages), Trouble> {
        let bound = bound(space);
        let meta = self.close(&bound, &view.meta()).await?;
        let bound = &bound;
        let keys: Vec<PageKey> = pages.into_iter().collect();
        let mut sealed = Vec::with_capacity(keys.len());
        for some in keys.chunks(AT_ONCE) {
            let some = some.iter().map(async |key| {
                let page = self.close(bound, &(*key, view.page(*key))).await?;
                Ok::<_, Trouble>((packed(slot, Some(*key)), page))
            });
            sealed.extend(try_join_all(some).await?);
        }
        Ok((meta, sealed))
    }
}

fn put(
    state: &ObjectStore<'_>,
    store: &ObjectStore<'_>,
    space: SpaceId,
    view: &View,
    meta: JsValue,
    pages: SealedPages,
) -> Result<(), Trouble> {
    for (key, page) in pages {
        store.put(page).with_key(key).primitive()?;
    }
    state.put(meta).with_key(space.to_string()).primitive()?;
    state.put(view.generation.to_string()).with_key(generation_key(space)).primitive()?;
    Ok(())
}

/// The generation stays clear: a transaction reads it before it writes (I12).
fn generation_key(space: SpaceId) -> String {
    format!("{space} generation")
}

/// A space's records open only as that space's.
fn bound(space: SpaceId) -> [u8; 16] {
    *space.0.as_bytes()
}

fn unreadable(what: &str) -> Trouble {
    Trouble::Unreadable(what.to_owned())
}

/// A page's key: space, audience, kind, page in 8 + 16 + 12 + 16 bits, exact in a float.
fn packed(slot: u8, key: Option<PageKey>) -> f64 {
    let key = key.unwrap_or(PageKey { audience: 0, kind: 0, page: 0 });
    let bits = (u64::from(slot) << 44)
        | (u64::from(key.audience) << 28)
        | (u64::from(key.kind & 0xfff) << 16)
        | u64::from(key.page);
    bits as f64
}
