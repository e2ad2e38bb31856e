//! One act alone, before any order: form, address and signature. What is found
//! wrong is kept with the act, for the judge to say.

use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::id::{ActId, SpaceId};
use yuanliu_domain::refusal::Refusal;
use yuanliu_sync::wire::SignedAct;

use super::Device;

/// An act that was looked at.
pub struct Examined {
    /// Clear routing.
    pub id: ActId,
    /// As its device wrote it; the text as it came when that is no base64url.
    pub bytes: Vec<u8>,
    /// As it came.
    pub signature: Vec<u8>,
    /// Of the bytes.
    pub hash: [u8; 32],
    /// The act, if it can be read at all.
    pub act: Option<Act>,
    /// What is wrong with it, if anything is.
    pub refusal: Option<Refusal>,
}

/// Looks at one act that this device sent to this school.
pub fn examine(space: SpaceId, device: &Device, signed: SignedAct) -> Examined {
    let (bytes, decoded) = match act::from_base64(&signed.bytes) {
        Some(bytes) => (bytes, true),
        None => (signed.bytes.into_bytes(), false),
    };
    let signature = act::from_base64(&signed.signature).unwrap_or_default();
    let read = if decoded { act::from_bytes(&bytes) } else { Err(Refusal::BadEnvelope) };
    let refusal = match &read {
        Err(refusal) => Some(*refusal),
        Ok(act) => address(act, signed.id, space, device)
            .and_then(|()| signed_by(device, &bytes, &signature))
            .and_then(|()| signed_in(act, device))
            .err(),
    };
    let hash = act::content_hash(&bytes);
    Examined { id: signed.id, bytes, signature, hash, act: read.ok(), refusal }
}

fn address(act: &Act, id: ActId, space: SpaceId, device: &Device) -> Result<(), Refusal> {
    if act.id != id {
        return Err(Refusal::BadEnvelope);
    }
    if act.space != space {
        return Err(Refusal::WrongSpace);
    }
    if act.device != device.id {
        return Err(Refusal::WrongDevice);
    }
    Ok(())
}

/// The actor signed in on this device, or proved by PIN who they are while the
/// device was that tablet. Whether it still is one, the judge says.
fn signed_in(act: &Act, device: &Device) -> Result<(), Refusal> {
    let by = act.tablet.unwrap_or(act.actor);
    device.people.contains(&by).then_some(()).ok_or(Refusal::NotSignedInHere)
}

/// Whether a device signed these bytes.
pub fn signed_by(device: &Device, bytes: &[u8], signature: &[u8]) -> Result<(), Refusal> {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &device.key)
        .verify(&act::signed_text(bytes), signature)
        .map_err(|_| Refusal::BadSignature)
}
