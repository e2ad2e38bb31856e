//! Photos in the `outbox`: beside the act that names them, closed as acts are, until
//! the school has them.

use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionDurability::Strict;
use yuanliu_domain::act;
use yuanliu_domain::id::ActId;
use yuanliu_sync::outbox::{Kept, Sealed};
use yuanliu_sync::photo::{KeptPhoto, Routing};

use super::outbox::{ACTS, Outbox, PHOTOS, unavailable};
use super::{Trouble, reading, writing};

impl Outbox {
    /// Seals a photo: for the school, and for its author here. It stays open only
    /// where no key of the school is known yet.
    pub async fn close_photo(&self, routing: &Routing, bytes: &[u8]) -> Result<KeptPhoto, Trouble> {
        let mut photo = KeptPhoto::new(bytes);
        let Some(seal) = self.day_seal(routing.space).await? else { return Ok(photo) };
        let aad = routing.aad();
        photo.sealed = Sealed::School(seal.seal_bound(&aad, bytes).await.map_err(unavailable)?);
        let copy = match self.local_key() {
            Some(key) => key.seal(&aad, bytes).await.map_err(unavailable)?,
            None => vec![],
        };
        photo.readable = Sealed::Local { data: act::to_base64(&copy) };
        Ok(photo)
    }

    /// The photo of an act, as it lies here.
    pub async fn photo(&self, act: ActId) -> Result<Option<KeptPhoto>, Trouble> {
        let db = self.db.here().await?;
        let tx = reading(&db, &[PHOTOS])?;
        let record: Option<String> = tx.object_store(PHOTOS)?.get(act.to_string()).await?;
        drop(tx);
        let Some(record) = record else { return Ok(None) };
        let read = serde_json::from_str(&record);
        read.map(Some).map_err(|_| Trouble::Unreadable("a photo".into()))
    }

    /// A photo as its author sees it here; `None` for anybody else.
    pub async fn reveal_photo(&self, routing: &Routing, photo: &KeptPhoto) -> Option<Vec<u8>> {
        match &photo.readable {
            Sealed::Local { data } => {
                let data = act::from_base64(data)?;
                self.local_key()?.open(&routing.aad(), &data).await.ok()
            }
            open => open.plain(),
        }
    }

    /// Puts a photo that was sealed anew in its place.
    pub async fn put_photo(&self, act: ActId, photo: &KeptPhoto) -> Result<(), Trouble> {
        let db = self.db.here().await?;
        let tx = writing(&db, &[PHOTOS], Strict)?;
        let record = serde_json::to_string(photo).expect("a record is plain data");
        tx.object_store(PHOTOS)?.put(record).with_key(act.to_string()).primitive()?;
        Ok(tx.commit().await?)
    }

    /// The school has the photo, or will never take it: the record says so, and the
    /// bytes go, both or neither.
    pub async fn let_photo_go(&self, kept: &Kept) -> Result<(), Trouble> {
        let db = self.db.here().await?;
        let tx = writing(&db, &[ACTS, PHOTOS], Strict)?;
        let record = serde_json::to_string(kept).expect("a record is plain data");
        tx.object_store(ACTS)?.put(record).with_key(kept.id.to_string()).primitive()?;
        tx.object_store(PHOTOS)?.delete(kept.id.to_string()).primitive()?;
        Ok(tx.commit().await?)
    }
}
