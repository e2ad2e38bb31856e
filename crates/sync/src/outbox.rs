//! The outbox: acts that this device has kept, until the school has them and a
//! person has seen what was turned away (I3).

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::id::{ActId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::time::Stamp;

use crate::seal::{CANNOT_OPEN, Routing, SealedAct, SealedBytes};
use crate::view::View;
use crate::wire::{Answer, Content, MAX_ACTS, SignedAct, Verdict};

/// How often an act that the school could not open is sealed anew, for as long as
/// its author can read it here.
const RESEALS: u8 = 2;
/// Applied acts stay on the device so long after it heard of it, by the school's
/// clock alone (I9, I10), in milliseconds: what came after an older backup may be nowhere.
pub const KEEP_APPLIED_MS: i64 = 14 * 24 * 3_600_000;

/// Bytes of an act as a record holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "seal", rename_all = "snake_case")]
pub enum Sealed {
    /// Open: a record of an earlier form, or one that was written before this
    /// device had heard the school's key. It is sealed as soon as that is known.
    Identity {
        /// The bytes, base64url.
        data: String,
    },
    /// Closed to everyone but the school.
    School(SealedBytes),
    /// Closed to everyone but the sign-in that wrote it.
    Local {
        /// Iv and what AES-256-GCM made of the bytes, base64url.
        data: String,
    },
}

impl Sealed {
    /// Bytes under no seal.
    pub fn identity(bytes: &[u8]) -> Sealed {
        Sealed::Identity { data: act::to_base64(bytes) }
    }

    /// The bytes, if nothing closes them.
    pub fn plain(&self) -> Option<Vec<u8>> {
        match self {
            Sealed::Identity { data } => act::from_base64(data),
            Sealed::School(_) | Sealed::Local { .. } => None,
        }
    }
}

/// How far an act has come, as the outbox knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Kept on this device.
    Kept,
    /// The school has it, sealed, and no key that opens it; it stays here too.
    Unopened,
    /// The school has answered.
    Answered(Verdict),
    /// Turned away, and a person has seen why.
    Acknowledged(Verdict),
}

/// How far the photo has come that an act names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoStage {
    /// It is on this device, and goes when the school has the act.
    Waiting,
    /// The school has it.
    Sent,
    /// The school did not take it: the code of the reason.
    Refused(String),
    /// The same, and a person has seen why.
    Acknowledged(String),
}

/// The photo that an act names. Its bytes lie beside the record, not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPhoto {
    /// Its name.
    pub hash: PhotoHash,
    /// How far it has come.
    pub stage: PhotoStage,
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
    /// The school's clock when this device first heard what became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Stamp>,
    /// How often it was sealed anew because the school could not open it.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub resealed: u8,
    /// The photo that the act names, if it names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<OwnPhoto>,
    /// The act itself, in memory alone, while its author is signed in.
    #[serde(skip)]
    opened: Option<Arc<Opened>>,
}

fn is_none_yet(count: &u8) -> bool {
    *count == 0
}

#[derive(Debug, PartialEq, Eq)]
struct Opened {
    bytes: Vec<u8>,
    act: Act,
}

impl Kept {
    /// A record for an act whose bytes are signed; nothing is sealed yet.
    pub fn new(act: &Act, bytes: &[u8], signature: &[u8], wall: Stamp) -> Kept {
        let opened = Opened { bytes: bytes.to_vec(), act: act.clone() };
        Kept {
            form: 2,
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
            answered_at: None,
            resealed: 0,
            photo: None,
            opened: Some(Arc::new(opened)),
        }
    }

    /// What is said of it in the clear; `None` if its hash is damaged.
    pub fn routing(&self) -> Option<Routing> {
        let hash = act::from_base64(&self.hash)?.try_into().ok()?;
        let Kept { id, space, device, number, .. } = *self;
        Some(Routing { id, space, device, number, hash })
    }

    /// Shows what the readable copy was opened to. Other bytes show nothing.
    pub fn open(&mut self, bytes: Vec<u8>) {
        let Ok(act) = act::from_bytes(&bytes) else { return };
        if self.routing() == Some(Routing::of(&act, &bytes)) {
            self.opened = Some(Arc::new(Opened { bytes, act }));
        }
    }

    /// Once sealed it is for the school alone: there is no copy for its author's screen.
    /// What could not be sealed yet stays as it is, for it would be lost otherwise.
    pub fn for_the_school_alone(&mut self) {
        if matches!(self.sealed, Sealed::School(_)) {
            self.readable = Sealed::Local { data: String::new() };
            self.opened = None;
        }
    }

    /// Nobody reads it here any more.
    pub fn shut(&mut self) {
        self.opened = None;
    }

    /// The app starts: what the school could not open is offered again. Whether the
    /// record changed.
    pub fn wake(&mut self) -> bool {
        let waited = self.stage == Stage::Unopened;
        if waited {
            self.stage = Stage::Kept;
        }
        waited
    }

    /// The act, if it can be read here.
    pub fn act(&self) -> Option<&Act> {
        self.opened.as_ref().map(|opened| &opened.act)
    }

    /// Its bytes as they were signed, if it can be read here.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.opened.as_ref().map(|opened| opened.bytes.as_slice())
    }

    /// As it travels; `None` for a record that holds nothing for the school.
    pub fn signed(&self) -> Option<SignedAct> {
        let content = match &self.sealed {
            Sealed::Identity { data } => Content::Bytes(data.clone()),
            Sealed::School(bytes) => Content::Sealed(SealedAct {
                number: self.number,
                hash: self.hash.clone(),
                bytes: bytes.clone(),
            }),
            Sealed::Local { .. } => return None,
        };
        Some(SignedAct { id: self.id, signature: self.signature.clone(), content })
    }

    /// The same record, so far.
    pub fn at(&self, stage: Stage) -> Kept {
        Kept { stage, ..self.clone() }
    }

    /// The same record with what became of it, heard at this time of the school's.
    fn answered(&self, verdict: Verdict, now: Stamp) -> Kept {
        let answered_at = self.answered_at.or(Some(now));
        Kept { answered_at, ..self.at(Stage::Answered(verdict)) }
    }

    /// The same record, as if the school had never heard of it.
    pub fn anew(&self) -> Kept {
        Kept { answered_at: None, ..self.at(Stage::Kept) }
    }

    /// The device heard long ago, by the school's clock, what became of it (I10).
    pub fn is_old(&self, now: Stamp) -> bool {
        self.answered_at.is_some_and(|then| now.0 - then.0 > KEEP_APPLIED_MS)
    }

    /// The same record with its photo so far.
    pub fn with_photo(&self, hash: PhotoHash, stage: PhotoStage) -> Kept {
        Kept { photo: Some(OwnPhoto { hash, stage }), ..self.clone() }
    }

    /// The school does not have it, or can't open it, or does not have its photo.
    pub fn is_unsent(&self) -> bool {
        matches!(self.stage, Stage::Kept | Stage::Unopened) || self.photo_waits()
    }

    /// The photo is still to go. That of an act which was turned away is not.
    pub fn photo_waits(&self) -> bool {
        let away = matches!(
            self.stage,
            Stage::Answered(Verdict::TurnedAway { .. }) | Stage::Acknowledged(_)
        );
        !away && self.photo.as_ref().is_some_and(|photo| photo.stage == PhotoStage::Waiting)
    }

    /// Why the school did not take the photo, until a person has seen it.
    pub fn photo_refused(&self) -> Option<&str> {
        match &self.photo.as_ref()?.stage {
            PhotoStage::Refused(code) => Some(code),
            _ => None,
        }
    }
}

/// What the outbox and the view together say of a kept act: the view's verdict
/// counts before the outbox has heard of it (I6).
pub fn verdict(kept: &Kept, view: &View) -> Option<Verdict> {
    view.verdict(kept.device, kept.id).or_else(|| match &kept.stage {
        Stage::Answered(verdict) | Stage::Acknowledged(verdict) => Some(verdict.clone()),
        Stage::Kept | Stage::Unopened => None,
    })
}

/// The acts to send next, in this device's order. Empty when there is nothing to say.
pub fn to_send<'k>(outbox: impl IntoIterator<Item = &'k Kept>, view: &View) -> Vec<SignedAct> {
    let mut unsent: Vec<&Kept> = outbox
        .into_iter()
        .filter(|kept| kept.stage == Stage::Kept && verdict(kept, view).is_none())
        .collect();
    unsent.sort_by_key(|kept| kept.number);
    unsent.into_iter().filter_map(Kept::signed).take(MAX_ACTS).collect()
}

/// The record whose photo goes next: the act goes first, and never waits for it. Only
/// once the outbox has settled the act, so that no two write its record at once.
pub fn photo_to_send<'k>(outbox: impl IntoIterator<Item = &'k Kept>) -> Option<&'k Kept> {
    let ready = |kept: &&Kept| {
        kept.photo_waits() && matches!(kept.stage, Stage::Answered(Verdict::Applied { .. }))
    };
    outbox.into_iter().filter(ready).min_by_key(|kept| kept.number)
}

/// Records whose stage in the outbox is behind the view's verdict, brought up to
/// date by an answer of this time.
pub fn to_settle<'k>(
    outbox: impl IntoIterator<Item = &'k Kept>,
    view: &View,
    now: Stamp,
) -> Vec<Kept> {
    let behind = |kept: &Kept| {
        let verdict = view.verdict(kept.device, kept.id)?;
        let behind = match &kept.stage {
            Stage::Kept | Stage::Unopened => true,
            // A record of an earlier form does not say when it was answered.
            Stage::Answered(old) => *old != verdict || kept.answered_at.is_none(),
            Stage::Acknowledged(_) => false,
        };
        behind.then(|| kept.answered(verdict, now))
    };
    outbox.into_iter().filter_map(behind).collect()
}

/// Records of which a complete answer gives a verdict in words and no row says
/// anything: acts about somebody who was erased, whose rows are gone. Without this
/// they would be sent for ever.
pub fn to_settle_by_word<'k>(
    outbox: impl IntoIterator<Item = &'k Kept>,
    view: &View,
    answer: &Answer,
) -> Vec<Kept> {
    let word = |kept: &Kept| {
        let waits = kept.stage == Stage::Kept && !answer.more;
        let said = answer.verdicts.iter().find(|said| waits && said.act == kept.id)?;
        let open = !matches!(&said.verdict, Verdict::Held { reason } if reason == CANNOT_OPEN);
        let new = open && view.verdict(kept.device, kept.id).is_none();
        new.then(|| kept.answered(said.verdict.clone(), answer.server_time))
    };
    outbox.into_iter().filter_map(word).collect()
}

/// Records that the school had answered and of which the view says nothing any more: the
/// school was put back to an earlier state and gets them again (I9). It knows by their
/// ids what it has after all.
pub fn to_offer<'k>(outbox: impl IntoIterator<Item = &'k Kept>, view: &View) -> Vec<Kept> {
    let forgotten = |kept: &&Kept| {
        matches!(kept.stage, Stage::Answered(_)) && view.verdict(kept.device, kept.id).is_none()
    };
    outbox.into_iter().filter(forgotten).cloned().collect()
}

/// Acts that ended and that the school has had for long enough: applied, as the view
/// still says, or turned away and seen by a person (I9).
pub fn to_let_go<'k>(
    outbox: impl IntoIterator<Item = &'k Kept>,
    view: &View,
    now: Stamp,
) -> Vec<ActId> {
    let ended = |kept: &Kept| match &kept.stage {
        Stage::Answered(Verdict::Applied { .. }) => view.verdict(kept.device, kept.id).is_some(),
        Stage::Acknowledged(_) => true,
        _ => false,
    };
    let over = |kept: &&Kept| {
        let photo = kept.photo_waits() || kept.photo_refused().is_some();
        ended(kept) && !photo && kept.is_old(now)
    };
    outbox.into_iter().filter(over).map(|kept| kept.id).collect()
}

/// What is to be done with acts that the school could not open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotOpened {
    /// To be sealed anew and sent again: they can be read here.
    pub reseal: Vec<Kept>,
    /// To wait, here and at the school.
    pub wait: Vec<Kept>,
}

/// The acts of which an answer says that they can't be opened.
pub fn not_opened<'k>(outbox: impl IntoIterator<Item = &'k Kept>, answer: &Answer) -> NotOpened {
    let mut found = NotOpened::default();
    for kept in outbox.into_iter().filter(|kept| kept.stage == Stage::Kept) {
        let said = |verdict: &Verdict| matches!(verdict, Verdict::Held { reason } if reason == CANNOT_OPEN);
        if !answer.verdicts.iter().any(|v| v.act == kept.id && said(&v.verdict)) {
            continue;
        }
        if kept.bytes().is_some() && kept.resealed < RESEALS {
            found.reseal.push(Kept { resealed: kept.resealed + 1, ..kept.clone() });
        } else {
            found.wait.push(kept.at(Stage::Unopened));
        }
    }
    found
}
