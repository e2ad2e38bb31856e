//! Sealed acts: an act's bytes closed to everyone but the school, so that neither
//! the next person on a device nor whoever carries its outbox can read them. What
//! is here is the format; a device seals with WebCrypto, the school opens.
//!
//! ECDH P-256 between a key pair that the device makes for the day and the school's
//! key; HKDF-SHA-256, without salt and with [`info`], gives a key for AES-256-GCM;
//! 12 random bytes of iv for every act; [`Routing::aad`] is bound to it.

use serde::{Deserialize, Serialize};
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::id::{ActId, DeviceId, SpaceId};

/// Reason of a held verdict: no key of the school opens the act. It is kept whole
/// on both sides; a device that can still read it seals it anew.
pub const CANNOT_OPEN: &str = "cannot_open";
/// Bytes of an AES-GCM iv.
pub const IV_BYTES: usize = 12;
/// Largest sealed bytes: an act and the tag of AES-GCM.
pub const MAX_SEALED_BYTES: usize = act::MAX_ACT_BYTES + 16;

const AAD: &[u8] = b"yuanliu-seal-1\0";
const INFO: &[u8] = b"yuanliu-seal-1 aes-256-gcm\0";

/// The public half of a school's sealing key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealKey {
    /// Its [`key_id`].
    pub id: String,
    /// P-256 public key, uncompressed point (65 bytes), base64url.
    pub public: String,
}

impl SealKey {
    /// The key of this point.
    pub fn of(public: &[u8]) -> SealKey {
        SealKey { id: key_id(public), public: act::to_base64(public) }
    }

    /// The point, if it is one and its name is its own.
    pub fn point(&self) -> Option<Vec<u8>> {
        act::from_base64(&self.public)
            .filter(|point| point.len() == 65 && point[0] == 4 && key_id(point) == self.id)
    }
}

/// Names a public key: the first eight bytes of its SHA-256, in hex. A name can't
/// stand for another key.
pub fn key_id(public: &[u8]) -> String {
    act::content_hash(public)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An act's bytes under the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedBytes {
    /// The school's key that opens them.
    pub key: String,
    /// The device's public key of the day: uncompressed point, base64url.
    pub from: String,
    /// Base64url.
    pub iv: String,
    /// What AES-256-GCM made of the bytes, with its tag; base64url.
    pub data: String,
}

/// A sealed act on its way. With the request's space and device and the act's id,
/// number and hash are its clear routing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedAct {
    /// The device's number for the act.
    pub number: u64,
    /// Content hash of the bytes, base64url.
    pub hash: String,
    /// The bytes.
    #[serde(flatten)]
    pub bytes: SealedBytes,
}

/// What is said of a sealed act in the clear, and bound to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Routing {
    /// The act.
    pub id: ActId,
    /// Whose order it joins.
    pub space: SpaceId,
    /// The device that signed.
    pub device: DeviceId,
    /// The device's number for it.
    pub number: u64,
    /// Content hash.
    pub hash: [u8; 32],
}

impl Routing {
    /// What is true of an act and its bytes.
    pub fn of(act: &Act, bytes: &[u8]) -> Routing {
        Routing {
            id: act.id,
            space: act.space,
            device: act.device,
            number: act.device_seq,
            hash: act::content_hash(bytes),
        }
    }

    /// The additional data of AES-GCM: what is changed here opens nothing.
    pub fn aad(&self) -> Vec<u8> {
        let ids = [self.id.0, self.space.0, self.device.0].map(|id| *id.as_bytes());
        [AAD, ids.as_flattened(), &self.number.to_be_bytes(), &self.hash].concat()
    }
}

/// The context of the derived key: both public keys, as uncompressed points.
pub fn info(school: &[u8], device: &[u8]) -> Vec<u8> {
    [INFO, school, device].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn routing(ids: [u128; 3], number: u64, hash: [u8; 32]) -> Routing {
        let [id, space, device] = ids.map(Uuid::from_u128);
        Routing { id: ActId(id), space: SpaceId(space), device: DeviceId(device), number, hash }
    }

    #[test]
    fn a_key_is_named_by_its_point_and_by_no_other() {
        let point = [[4; 1].as_slice(), &[7; 64]].concat();
        let key = SealKey::of(&point);
        assert_eq!((key.id.len(), key.point()), (16, Some(point.clone())));
        let other = [[4; 1].as_slice(), &[8; 64]].concat();
        let lying = SealKey { id: key.id.clone(), ..SealKey::of(&other) };
        assert_eq!(lying.point(), None);
        assert_eq!(SealKey { public: "AAAA".into(), ..key }.point(), None);
    }

    proptest! {
        #[test]
        fn no_two_routings_are_bound_alike(
            a in (any::<[u128; 3]>(), any::<u64>(), any::<[u8; 32]>()),
            b in (any::<[u128; 3]>(), any::<u64>(), any::<[u8; 32]>()),
        ) {
            let (a, b) = (routing(a.0, a.1, a.2), routing(b.0, b.1, b.2));
            prop_assert_eq!(a.aad() == b.aad(), a == b);
            prop_assert_eq!(a.aad().len(), AAD.len() + 48 + 8 + 32);
        }
    }
}
