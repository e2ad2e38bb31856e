//! One act alone, before any order: seal, form, address and signature. What is
//! found wrong is kept with the act, for the judge to say.

use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::id::{ActId, SpaceId};
use yuanliu_domain::refusal::Refusal;
use yuanliu_sync::seal::{CANNOT_OPEN, MAX_SEALED_BYTES, Routing, SealedAct};
use yuanliu_sync::wire::{Content, SignedAct};

use super::Device;
use crate::pass::{self, Digits};
use crate::seal::Keyring;

/// Passes of one request that get six digits.
const MAX_DIGITS: usize = 8;

/// What came of looking at an act.
pub enum Intake {
    /// It can be read, or at least be said what is wrong with it.
    Examined(Box<Examined>),
    /// No key of the school opens it.
    Closed(Closed),
}

impl Intake {
    /// Clear routing.
    pub fn id(&self) -> ActId {
        match self {
            Intake::Examined(act) => act.id,
            Intake::Closed(act) => act.id,
        }
    }

    /// What is wrong with it before any order, as a stable code: it is not this device's
    /// word to this school.
    pub fn why_not(&self) -> Option<&'static str> {
        match self {
            Intake::Examined(act) => act.refusal.map(Refusal::code),
            Intake::Closed(_) => Some(CANNOT_OPEN),
        }
    }
}

/// An act that stays sealed: kept whole, until a key opens it.
pub struct Closed {
    /// Clear routing.
    pub id: ActId,
    /// The content hash that it claims.
    pub claimed: [u8; 32],
    /// Of all that came.
    pub hash: [u8; 32],
    /// All that came, as JSON.
    pub text: String,
}

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
    /// Six digits for the pass that it issues: made beside the writer, because a slow
    /// hash takes a tenth of a second.
    pub digits: Option<Digits>,
}

/// Looks at one act that this device sent to this school.
pub fn examine(space: SpaceId, device: &Device, keys: &mut Keyring, signed: SignedAct) -> Intake {
    let SignedAct { id, signature, content } = &signed;
    let signature = act::from_base64(signature).unwrap_or_default();
    let (bytes, refusal) = match content {
        Content::Bytes(text) => match act::from_base64(text) {
            Some(bytes) => (bytes, None),
            None => (text.clone().into_bytes(), Some(Refusal::BadEnvelope)),
        },
        Content::Sealed(sealed) => match opened((*id, space, device), keys, sealed) {
            Opening::Bytes(bytes) => (bytes, None),
            Opening::NoSeal(refusal) => (sealed.bytes.data.clone().into_bytes(), Some(refusal)),
            Opening::Closed(claimed) => return closed(claimed, &signed),
        },
    };
    let read = refusal.map_or_else(|| act::from_bytes(&bytes), Err);
    let refusal = match &read {
        Err(refusal) => Some(*refusal),
        Ok(act) => address(act, *id, space, device)
            .and_then(|()| signed_by(device, &bytes, &signature))
            .and_then(|()| signed_in(act, device))
            .err(),
    };
    let hash = act::content_hash(&bytes);
    let examined =
        Examined { id: *id, bytes, signature, hash, act: read.ok(), refusal, digits: None };
    Intake::Examined(Box::new(examined))
}

/// Six digits for the passes among these, for the first few of a request: nobody makes
/// a hundred at once, and a pass without digits still has its picture.
pub fn with_digits(mut acts: Vec<Intake>) -> Vec<Intake> {
    let passes = acts.iter_mut().filter_map(|act| match act {
        Intake::Examined(act) => {
            let issues = act.refusal.is_none() && act.act.as_ref().is_some_and(pass::has_digits);
            issues.then_some(&mut act.digits)
        }
        Intake::Closed(_) => None,
    });
    passes.take(MAX_DIGITS).for_each(|digits| *digits = Some(Digits::generate()));
    acts
}

enum Opening {
    /// It is open, and what its routing said is true.
    Bytes(Vec<u8>),
    /// It is too large or too garbled to be an act under a seal.
    NoSeal(Refusal),
    /// It may be one, and no key opens it.
    Closed([u8; 32]),
}

fn opened(
    (id, space, device): (ActId, SpaceId, &Device),
    keys: &mut Keyring,
    sealed: &SealedAct,
) -> Opening {
    if sealed.bytes.data.len() > MAX_SEALED_BYTES * 4 / 3 + 4 {
        return Opening::NoSeal(Refusal::TooLarge);
    }
    let hash = act::from_base64(&sealed.hash).and_then(|hash| hash.try_into().ok());
    let Some(hash) = hash else { return Opening::NoSeal(Refusal::BadEnvelope) };
    let routing = Routing { id, space, device: device.id, number: sealed.number, hash };
    match keys.open(&routing, &sealed.bytes) {
        Ok(bytes) if holds(&routing, &bytes) => Opening::Bytes(bytes),
        Ok(_) => Opening::NoSeal(Refusal::BadEnvelope),
        Err(error) => {
            tracing::warn!(act = %id, device = %device.id, key = sealed.bytes.key, %error, "sealed");
            Opening::Closed(hash)
        }
    }
}

/// Whether the clear routing says of the bytes what they say themselves. Ids are
/// compared with those of the request further on, for acts under no seal too.
fn holds(routing: &Routing, bytes: &[u8]) -> bool {
    act::content_hash(bytes) == routing.hash
        && act::from_bytes(bytes).map_or(true, |act| act.device_seq == routing.number)
}

fn closed(claimed: [u8; 32], signed: &SignedAct) -> Intake {
    let text = serde_json::to_string(signed).expect("a signed act is plain data");
    let hash = act::content_hash(text.as_bytes());
    Intake::Closed(Closed { id: signed.id, claimed, hash, text })
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
