//! Photos in the `view`: of whom this viewer's rows speak, sealed under its key and
//! gone with it. A key in the store is a hash over the view's own name: it says nothing
//! about anybody, and nothing about the same photo elsewhere.

use std::collections::BTreeSet;

use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionDurability::Relaxed;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use yuanliu_domain::act;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::photo::PhotoHash;

use super::{PHOTOS, STATE, Seal, ViewStore};
use crate::storage::outbox::unavailable;
use crate::storage::{Trouble, reading, writing};

const AAD: &[u8] = b"photo";
/// What stands before the picture: the school and the photo's name.
const HEAD: usize = 16 + 32;

/// A photo as it is stored: its key, and the sealed bytes.
pub(super) type Stored = (String, JsValue);

impl Seal {
    fn photo_key(&self, head: &[u8]) -> String {
        let name = act::content_hash(&[self.name.as_bytes(), head].concat());
        act::to_base64(&name[..16])
    }

    async fn close_photo(&self, plain: &[u8]) -> Result<Stored, Trouble> {
        let sealed = self.key.seal(AAD, plain).await.map_err(unavailable)?;
        let key = self.photo_key(&plain[..HEAD]);
        Ok((key, Uint8Array::from(sealed.as_slice()).into()))
    }

    async fn open_photo(&self, stored: JsValue) -> Option<Vec<u8>> {
        let sealed = Uint8Array::new(&stored).to_vec();
        self.key.open(AAD, &sealed).await.ok().filter(|plain| plain.len() > HEAD)
    }
}

fn head(space: SpaceId, hash: PhotoHash) -> Vec<u8> {
    [space.0.as_bytes().as_slice(), &hash.0].concat()
}

impl ViewStore {
    /// A photo, if it is here.
    pub async fn photo(&self, space: SpaceId, hash: PhotoHash) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(seal) = self.seal().await? else { return Ok(None) };
        let head = head(space, hash);
        let db = self.db.here().await?;
        let tx = reading(&db, &[PHOTOS])?;
        let found: Option<JsValue> = tx.object_store(PHOTOS)?.get(seal.photo_key(&head)).await?;
        drop(tx);
        let Some(found) = found.filter(|found| !found.is_undefined()) else { return Ok(None) };
        // What cannot be opened, or is another one, comes again from the school.
        let plain = seal.open_photo(found).await.filter(|plain| plain.starts_with(&head));
        Ok(plain.map(|plain| plain[HEAD..].to_vec()))
    }

    /// Keeps a photo.
    pub async fn set_photo(
        &self,
        space: SpaceId,
        hash: PhotoHash,
        bytes: &[u8],
    ) -> Result<(), Trouble> {
        let Some(seal) = self.seal().await? else { return Ok(()) };
        let (key, sealed) = seal.close_photo(&[&head(space, hash), bytes].concat()).await?;
        let db = self.db.here().await?;
        let tx = writing(&db, &[STATE, PHOTOS], Relaxed)?;
        // Somebody may have signed out in the meantime.
        if !seal.holds(&tx.object_store(STATE)?).await? {
            return Ok(());
        }
        tx.object_store(PHOTOS)?.put(sealed).with_key(key).primitive()?;
        Ok(tx.commit().await?)
    }

    /// Lets go of every photo but these, and says which of them are not here.
    pub async fn missing_photos(
        &self,
        wanted: &[(SpaceId, PhotoHash)],
    ) -> Result<Vec<(SpaceId, PhotoHash)>, Trouble> {
        let Some(seal) = self.seal().await? else { return Ok(vec![]) };
        let key = |(space, hash): &(SpaceId, PhotoHash)| seal.photo_key(&head(*space, *hash));
        let keys: BTreeSet<String> = wanted.iter().map(key).collect();
        let here = self.photo_keys().await?;
        let extra: Vec<&String> = here.iter().filter(|key| !keys.contains(*key)).collect();
        if !extra.is_empty() {
            let db = self.db.here().await?;
            let tx = writing(&db, &[PHOTOS], Relaxed)?;
            let store = tx.object_store(PHOTOS)?;
            for key in extra {
                store.delete(key.clone()).primitive()?;
            }
            tx.commit().await?;
        }
        Ok(wanted.iter().filter(|photo| !here.contains(&key(photo))).copied().collect())
    }

    async fn photo_keys(&self) -> Result<BTreeSet<String>, Trouble> {
        let db = self.db.here().await?;
        let tx = reading(&db, &[PHOTOS])?;
        let keys = tx.object_store(PHOTOS)?.get_all_keys::<String>().await?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Every photo under another seal: the days change, and who may collect does not.
    pub(super) async fn photos_for(&self, new: &Seal) -> Result<Vec<Stored>, Trouble> {
        let Some(old) = self.seal().await? else { return Ok(vec![]) };
        let db = self.db.here().await?;
        let tx = reading(&db, &[PHOTOS])?;
        let all: Vec<JsValue> = tx
            .object_store(PHOTOS)?
            .get_all::<JsValue>()
            .primitive()?
            .await?
            .collect::<Result<_, _>>()?;
        drop(tx);
        let mut stored = vec![];
        for sealed in all {
            if let Some(plain) = old.open_photo(sealed).await {
                stored.push(new.close_photo(&plain).await?);
            }
        }
        Ok(stored)
    }
}
