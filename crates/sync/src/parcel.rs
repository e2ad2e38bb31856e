//! What a device could not send, as a file that somebody else carries to the school (I3):
//! a phone without a network, a browser that is about to be cleared. Acts are closed to
//! everyone but the school: whoever has the file reads nothing in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use yuanliu_domain::id::{DeviceId, SpaceId};

use crate::outbox::{Kept, Stage};
use crate::wire::{Content, HandIn, MAX_ACTS, SignedAct};

/// Version of the file's form.
pub const FORM: u16 = 1;
/// Largest file that is read: a few thousand acts.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// [`FORM`]; its name says whose file this is.
    #[serde(rename = "yuanliu_parcel")]
    form: u16,
    /// Sealed acts, in the order of their devices.
    acts: Vec<Carried>,
    /// Sealed records of the device that it could not read itself, as they lay there (I14).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<String>,
}

/// One act with its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    space: SpaceId,
    device: DeviceId,
    act: SignedAct,
}

/// Why a file is none that can be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAParcel {
    /// Something else, or cut off.
    Unreadable,
    /// Written by a newer version of this program.
    Newer,
    /// Larger than [`MAX_BYTES`].
    TooLarge,
}

impl Parcel {
    /// What is not at the school yet and is sealed, and how many records are not: those
    /// stay on the device alone. Photos are not in it.
    pub fn of<'k>(
        outbox: impl IntoIterator<Item = &'k Kept>,
        unreadable: &[String],
    ) -> (Parcel, usize) {
        let mut waiting: Vec<&Kept> = outbox
            .into_iter()
            .filter(|kept| matches!(kept.stage, Stage::Kept | Stage::Unopened))
            .collect();
        waiting.sort_by_key(|kept| (kept.device, kept.number));
        let carried = |kept: &Kept| {
            let act = kept.signed()?;
            let sealed = matches!(act.content, Content::Sealed(_));
            sealed.then_some(Carried { space: kept.space, device: kept.device, act })
        };
        let all = waiting.len() + unreadable.len();
        let parcel = Parcel {
            form: FORM,
            acts: waiting.into_iter().filter_map(carried).collect(),
            unreadable: unreadable.iter().filter(|record| is_sealed(record)).cloned().collect(),
        };
        let left = all - parcel.acts.len() - parcel.unreadable.len();
        (parcel, left)
    }

    /// As it is written.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a parcel is plain data")
    }

    /// Reads a file, also one to which an editor or a messenger added a mark or a line.
    pub fn read(bytes: &[u8]) -> Result<Parcel, NotAParcel> {
        /// What every form begins with.
        #[derive(Deserialize)]
        struct Form {
            yuanliu_parcel: u16,
        }
        if bytes.len() > MAX_BYTES {
            return Err(NotAParcel::TooLarge);
        }
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let form: Form = serde_json::from_slice(bytes).map_err(|_| NotAParcel::Unreadable)?;
        if form.yuanliu_parcel > FORM {
            return Err(NotAParcel::Newer);
        }
        serde_json::from_slice(bytes).map_err(|_| NotAParcel::Unreadable)
    }

    /// How many acts are in it.
    pub fn len(&self) -> usize {
        self.acts.len()
    }

    /// Nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty() && self.unreadable.is_empty()
    }

    /// How many records are in it that only somebody who looks after the program can read.
    pub fn unreadable(&self) -> usize {
        self.unreadable.len()
    }

    /// The requests that hand it in, each act once and a device's own in its order.
    pub fn requests(&self) -> Vec<(SpaceId, HandIn)> {
        let mut seen = BTreeSet::new();
        let mut of: BTreeMap<(SpaceId, DeviceId), Vec<SignedAct>> = BTreeMap::new();
        for Carried { space, device, act } in &self.acts {
            if seen.insert((*space, *device, act.id)) {
                of.entry((*space, *device)).or_default().push(act.clone());
            }
        }
        let chunks = |((space, device), acts): ((SpaceId, DeviceId), Vec<SignedAct>)| {
            let parts = acts.chunks(MAX_ACTS);
            parts.map(|acts| (space, HandIn { device, acts: acts.to_vec() })).collect::<Vec<_>>()
        };
        of.into_iter().flat_map(chunks).collect()
    }
}

/// Whether nothing in a record that can't be read as one lies open.
fn is_sealed(record: &str) -> bool {
    let Ok(record) = serde_json::from_str::<Value>(record) else { return false };
    let closed = |part: &str| matches!(record[part]["seal"].as_str(), Some("school" | "local"));
    closed("sealed") && closed("readable")
}

#[cfg(test)]
mod tests;
