//! The part of a store's promise that is about photos: taken because an act names
//! them, given through a row that the viewer has.

use async_trait::async_trait;
use yuanliu_domain::act;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::photo::{PhotoContent, PutPhoto, Routing};

use super::{Device, Result, StoreError, Viewer};
use crate::seal::Keyring;

/// Bytes of photos that a school may have: 1,500 children with five collectors of 100 KB
/// each are 750 MB, two photos a day of 30 groups for half a year 600 MB; beyond that a
/// broken client is at work (I15).
pub const MAX_SCHOOL_BYTES: i64 = 2 * 1024 * 1024 * 1024;

/// Photos.
#[async_trait]
pub trait Photos: Send + Sync + 'static {
    /// Takes the photo that an act of this device names. Repeatable: whether the school
    /// has it, has the same picture from somebody else, or wants it no longer, the
    /// answer is the same.
    async fn put_photo(
        &self,
        space: SpaceId,
        device: &Device,
        hash: PhotoHash,
        put: PutPhoto,
        at: Stamp,
    ) -> Result<()>;

    /// The photo of this name, if a row that this viewer sees speaks of it; to everybody
    /// else there is no such photo.
    async fn photo(&self, space: SpaceId, viewer: Viewer, hash: PhotoHash) -> Result<Vec<u8>>;
}

/// The bytes that came, if they are what the act names.
pub fn opened(
    space: SpaceId,
    hash: PhotoHash,
    put: &PutPhoto,
    mut keys: Keyring,
) -> Result<Vec<u8>> {
    let bytes = match &put.content {
        PhotoContent::Bytes(text) => act::from_base64(text).ok_or(StoreError::BadPhoto)?,
        PhotoContent::Sealed(sealed) => {
            let routing = Routing { act: put.act, space, device: put.device, hash };
            keys.open_bound(&routing.aad(), sealed).map_err(|error| {
                tracing::warn!(act = %put.act, key = sealed.key, %error, "sealed photo");
                StoreError::CannotOpen
            })?
        }
    };
    (PhotoHash::of(&bytes) == hash).then_some(bytes).ok_or(StoreError::BadPhoto)
}
