//! Photos on their way to the school: as acts are, closed to everyone else, and
//! after the act that names them. Here is the format.

use serde::{Deserialize, Serialize};
use yuanliu_domain::id::{ActId, DeviceId, SpaceId};
use yuanliu_domain::photo::{MAX_PHOTO_BYTES, PhotoHash};

use crate::outbox::Sealed;
use crate::seal::SealedBytes;

/// Largest photo under its seal, in base64url: the bytes with the tag of AES-GCM.
pub const MAX_PHOTO_TEXT: usize = (MAX_PHOTO_BYTES + 16).div_ceil(3) * 4;

const AAD: &[u8] = b"yuanliu-photo-1\0";

/// What is said of a photo in the clear, and bound to its seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Routing {
    /// The act that names it.
    pub act: ActId,
    /// The school.
    pub space: SpaceId,
    /// The device that wrote the act.
    pub device: DeviceId,
    /// The photo's name.
    pub hash: PhotoHash,
}

impl Routing {
    /// The additional data of AES-GCM. No act's seal begins like this one.
    pub fn aad(&self) -> Vec<u8> {
        let ids = [self.act.0, self.space.0, self.device.0].map(|id| *id.as_bytes());
        [AAD, ids.as_flattened(), &self.hash.0].concat()
    }
}

/// The body of a `PUT`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutPhoto {
    /// The device that wrote the act and carries the photo.
    pub device: DeviceId,
    /// The act that names it.
    pub act: ActId,
    /// The picture.
    #[serde(flatten)]
    pub content: PhotoContent,
}

/// A photo's bytes: open or sealed to the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PhotoContent {
    /// Open, base64url: from a device that did not know the school's key.
    Bytes(String),
    /// Closed to everyone but the school.
    Sealed(SealedBytes),
}

/// A photo beside its act in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPhoto {
    /// Version of this record's form.
    pub form: u16,
    /// For the school.
    pub sealed: Sealed,
    /// For the author's own screen.
    pub readable: Sealed,
}

impl KeptPhoto {
    /// A photo that nothing closes yet.
    pub fn new(bytes: &[u8]) -> KeptPhoto {
        KeptPhoto { form: 1, sealed: Sealed::identity(bytes), readable: Sealed::identity(bytes) }
    }

    /// As it travels; `None` for a record that holds nothing for the school.
    pub fn content(&self) -> Option<PhotoContent> {
        match &self.sealed {
            Sealed::Identity { data } => Some(PhotoContent::Bytes(data.clone())),
            Sealed::School(bytes) => Some(PhotoContent::Sealed(bytes.clone())),
            Sealed::Local { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn routing(n: u128) -> Routing {
        let id = Uuid::from_u128(n);
        Routing {
            act: ActId(id),
            space: SpaceId(id),
            device: DeviceId(id),
            hash: PhotoHash([n as u8; 32]),
        }
    }

    #[test]
    fn a_photos_seal_is_bound_to_its_act_and_is_no_acts_seal() {
        let aad = routing(1).aad();
        assert_ne!(aad, routing(2).aad());
        assert_ne!(aad, Routing { act: ActId(Uuid::from_u128(3)), ..routing(1) }.aad());
        assert!(aad.starts_with(b"yuanliu-photo-1\0"));
        assert_eq!(aad.len(), 16 + 48 + 32);
    }

    #[test]
    fn the_body_of_a_put_is_frozen() {
        let open = PutPhoto {
            device: DeviceId(Uuid::from_u128(6)),
            act: ActId(Uuid::from_u128(7)),
            content: KeptPhoto::new(b"face").content().unwrap(),
        };
        let (id, key) = ("00000000-0000-0000-0000-00000000000", "0011223344556677");
        let text = serde_json::to_string(&open).unwrap();
        assert_eq!(text, format!(r#"{{"device":"{id}6","act":"{id}7","bytes":"ZmFjZQ"}}"#));
        let bytes = SealedBytes {
            key: key.into(),
            from: "BA".into(),
            iv: "AA".into(),
            data: "AAAA".into(),
        };
        let sealed = PutPhoto { content: PhotoContent::Sealed(bytes), ..open };
        let text = format!(
            r#"{{"device":"{id}6","act":"{id}7","sealed":{{"key":"{key}","from":"BA","iv":"AA","data":"AAAA"}}}}"#
        );
        assert_eq!(serde_json::to_string(&sealed).unwrap(), text);
        assert_eq!(serde_json::from_str::<PutPhoto>(&text).unwrap(), sealed);
    }
}
