//! The `view` database: the confirmed rows in pages, keyed by small numbers.
//! A cache: it may be thrown away at any time, and nothing of the outbox with it.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionDurability::Relaxed;
use yuanliu_domain::id::SpaceId;
use yuanliu_sync::view::{Change, Meta, Page, PageKey, View};
use yuanliu_sync::wire::Who;

use super::{Trouble, open, reading, writing};

const STATE: &str = "state";
const PAGES: &str = "pages";
const WHO: &str = "who";

/// The open database.
pub struct ViewStore {
    db: Database,
}

/// What a commit came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// All of it is stored.
    Stored,
    /// Another tab was there first: nothing was stored; read again (I12).
    Overtaken,
}

impl ViewStore {
    /// Opens it, making it on first use.
    pub async fn open() -> Result<ViewStore, Trouble> {
        Ok(ViewStore { db: open("yuanliu-view", &[STATE, PAGES]).await? })
    }

    /// Who was signed in when the view was last brought up to date.
    pub async fn who(&self) -> Result<Option<Who>, Trouble> {
        let tx = reading(&self.db, &[STATE])?;
        let who: Option<String> = tx.object_store(STATE)?.get(WHO).await?;
        drop(tx);
        who.map(|text| serde_json::from_str(&text).map_err(|e| Trouble::Unreadable(e.to_string())))
            .transpose()
    }

    /// Remembers who is signed in.
    pub async fn set_who(&self, who: &Who) -> Result<(), Trouble> {
        let tx = writing(&self.db, &[STATE], Relaxed)?;
        let text = serde_json::to_string(who).expect("plain data");
        tx.object_store(STATE)?.put(text).with_key(WHO).primitive()?;
        Ok(tx.commit().await?)
    }

    /// The view of a space. `slot` is the space's place in the list of this person's
    /// spaces: the only name that a page key has for it.
    pub async fn load(&self, space: SpaceId, slot: u8) -> Result<View, Trouble> {
        let tx = reading(&self.db, &[STATE, PAGES])?;
        let meta: Option<String> = tx.object_store(STATE)?.get(space.to_string()).await?;
        let range = KeyRange::Bound(packed(slot, None), false, packed(slot + 1, None), true);
        let pages: Vec<String> = tx
            .object_store(PAGES)?
            .get_all::<String>()
            .with_query::<f64, _>(range)
            .primitive()?
            .await?
            .collect::<Result<_, _>>()?;
        drop(tx);
        let unreadable = |what: &str| Trouble::Unreadable(what.to_owned());
        let Some(meta) = meta else { return Ok(View::default()) };
        let meta: Meta = serde_json::from_str(&meta).map_err(|_| unreadable("view state"))?;
        let pages: Vec<(PageKey, Page)> = pages
            .iter()
            .map(|page| serde_json::from_str(page).map_err(|_| unreadable("a view page")))
            .collect::<Result<_, _>>()?;
        Ok(View::load(meta, pages))
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
        // Everything is made before the transaction opens: inside it only requests are awaited.
        let meta = serde_json::to_string(&view.meta()).expect("plain data");
        let pages: Vec<(f64, Option<String>)> = change
            .delete
            .iter()
            .map(|key| (packed(slot, Some(*key)), None))
            .chain(change.write.iter().map(|key| {
                let page = serde_json::to_string(&(key, view.page(*key))).expect("plain data");
                (packed(slot, Some(*key)), Some(page))
            }))
            .collect();
        let tx = writing(&self.db, &[STATE, PAGES], Relaxed)?;
        let state = tx.object_store(STATE)?;
        let stored: Option<String> = state.get(space.to_string()).await?;
        let generation = stored
            .and_then(|text| serde_json::from_str::<Meta>(&text).ok())
            .map_or(0, |meta| meta.generation);
        if generation + 1 != view.generation {
            return Ok(Committed::Overtaken);
        }
        let store = tx.object_store(PAGES)?;
        for (key, page) in pages {
            match page {
                Some(page) => {
                    store.put(page).with_key(key).primitive()?;
                }
                None => {
                    store.delete(key).primitive()?;
                }
            }
        }
        state.put(meta).with_key(space.to_string()).primitive()?;
        tx.commit().await?;
        Ok(Committed::Stored)
    }

    /// Throws the view away: sign-out, another person, a view that can't be read.
    pub async fn clear(&self) -> Result<(), Trouble> {
        let tx = writing(&self.db, &[STATE, PAGES], Relaxed)?;
        tx.object_store(STATE)?.clear()?;
        tx.object_store(PAGES)?.clear()?;
        Ok(tx.commit().await?)
    }
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
