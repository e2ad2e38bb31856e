//! The outbox: acts that this device has kept, until the school has them and a
//! person has seen what was turned away (I3).

use serde::{Deserialize, Serialize};
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::id::{ActId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::time::Stamp;

use crate::view::View;
use crate::wire::{MAX_ACTS, SignedAct, Verdict};

/// How bytes are closed to whoever may not read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealKind {
    /// Not closed.
    Identity,
}

/// Bytes under a seal, base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Which seal.
    pub seal: SealKind,
    /// The bytes under it.
    pub data: String,
}

impl Sealed {
    /// Bytes under no seal.
    pub fn identity(bytes: &[u8]) -> Sealed {
        Sealed { seal: SealKind::Identity, data: act::to_base64(bytes) }
    }

    /// The bytes, if this seal opens here.
    pub fn open(&self) -> Option<Vec<u8>> {
        match self.seal {
            SealKind::Identity => act::from_base64(&self.data),
        }
    }
}

/// How far an act has come, as the outbox knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Kept on this device.
    Kept,
    /// The school has answered.
    Answered(Verdict),
    /// Turned away, and a person has seen why.
    Acknowledged(Verdict),
}

/// One record of the outbox. Its form is dear to change: clear routing, the
/// signed bytes under the school's seal, a readable copy under the sign-in's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Version of this record's form.
    pub form: u16,
    /// The act.
    pub id: ActId,
    /// Whose order it joins.
    pub space: SpaceId,
    /// The device that signed.
    pub device: DeviceId,
    /// The device's number for it.
    pub number: u64,
    /// Who acted.
    pub actor: PersonId,
    /// Content hash, base64url.
    pub hash: String,
    /// Raw signature, base64url.
    pub signature: String,
    /// The signed bytes for the school.
    pub sealed: Sealed,
    /// The same bytes for the author's own screen.
    pub readable: Sealed,
    /// The device's wall clock when it was kept.
    pub kept_at: Stamp,
    /// How far it has come.
    pub stage: Stage,
}

impl Kept {
    /// A record for an act whose bytes are signed.
    pub fn new(act: &Act, bytes: &[u8], signature: &[u8], wall: Stamp) -> Kept {
        Kept {
            form: 1,
            id: act.id,
            space: act.space,
            device: act.device,
            number: act.device_seq,
            actor: act.actor,
            hash: act::to_base64(&act::content_hash(bytes)),
            signature: act::to_base64(signature),
            sealed: Sealed::identity(bytes),
            readable: Sealed::identity(bytes),
            kept_at: wall,
            stage: Stage::Kept,
        }
    }

    /// The act, if its readable copy opens here.
    pub fn act(&self) -> Option<Act> {
        act::from_bytes(&self.readable.open()?).ok()
    }

    /// As it travels.
    pub fn signed(&self) -> Option<SignedAct> {
        Some(SignedAct {
            id: self.id,
            bytes: act::to_base64(&self.sealed.open()?),
            signature: self.signature.clone(),
        })
    }
}

/// What the outbox and the view together say of a kept act: the view's verdict
/// counts before the outbox has heard of it (I6).
pub fn verdict(kept: &Kept, view: &View) -> Option<Verdict> {
    view.verdict(kept.device, kept.id).or_else(|| match &kept.stage {
        Stage::Answered(verdict) | Stage::Acknowledged(verdict) => Some(verdict.clone()),
        Stage::Kept => None,
    })
}

/// The acts to send next, in this device's order. Empty when there is nothing to say.
pub fn to_send<'k>(outbox: impl IntoIterator<Item = &'k Kept>, view: &View) -> Vec<SignedAct> {
    let mut unsent: Vec<&Kept> =
        outbox.into_iter().filter(|kept| verdict(kept, view).is_none()).collect();
    unsent.sort_by_key(|kept| kept.number);
    unsent.into_iter().filter_map(Kept::signed).take(MAX_ACTS).collect()
}

/// Records whose stage in the outbox is behind the view's verdict, brought up to date.
pub fn to_settle<'k>(outbox: impl IntoIterator<Item = &'k Kept>, view: &View) -> Vec<Kept> {
    outbox
        .into_iter()
        .filter_map(|kept| {
            let verdict = view.verdict(kept.device, kept.id)?;
            let behind = match &kept.stage {
                Stage::Kept => true,
                Stage::Answered(old) => *old != verdict,
                Stage::Acknowledged(_) => false,
            };
            behind.then(|| Kept { stage: Stage::Answered(verdict), ..kept.clone() })
        })
        .collect()
}
