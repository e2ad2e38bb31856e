//! A photo that is an entry of its own: one act, one photo, beside the entry that it shows.

use serde::{Deserialize, Serialize};

use super::PhotoHash;
use crate::act::Act;
use crate::id::{ActId, PersonId};
use crate::incident::Struck;
use crate::time::Stamp;

/// Photos of one entry that a screen offers to take.
pub const MOST_OF_AN_ENTRY: usize = 4;
/// Photos in one row that count, whoever took them; more are in the journal.
const MOST_IN_A_ROW: usize = 40;

/// A photo in the row of what it shows. Whether the school has the picture, the
/// [`super::Photo`] row of `act` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pictured {
    /// The act that added it.
    pub act: ActId,
    /// The later entry that it shows; none for the first one of the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<ActId>,
    /// Its name.
    pub hash: PhotoHash,
    /// Who added it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When it was taken: as stated, or by the device's best knowledge.
    pub at: Stamp,
    /// Why it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

impl Pictured {
    /// Added by this act.
    pub(crate) fn by(act: &Act, entry: Option<ActId>, hash: PhotoHash) -> Pictured {
        Pictured {
            act: act.id,
            entry,
            hash,
            by: act.actor,
            by_name: act.actor_name.clone(),
            at: act.time(),
            struck: None,
        }
    }
}

/// How many of them nobody struck: for each wrong one there is room for a right one.
pub(crate) fn counting<'a>(photos: impl IntoIterator<Item = &'a Pictured>) -> usize {
    photos.into_iter().filter(|photo| photo.struck.is_none()).count()
}

/// Adds a photo to those of a row.
pub(crate) fn add(photos: &mut Vec<Pictured>, one: Pictured) {
    let known = photos.iter().any(|photo| photo.act == one.act);
    if !known && counting(photos.iter()) < MOST_IN_A_ROW {
        photos.push(one);
    }
}

/// One of them is wrong. The first who says so stands; only its author or a leader may.
pub(crate) fn strike<'a>(
    photos: impl IntoIterator<Item = &'a mut Pictured>,
    original: ActId,
    as_leader: bool,
    by: &Act,
    reason: &str,
) {
    let wrong =
        |photo: &&mut Pictured| photo.act == original && (as_leader || photo.by == by.actor);
    if let Some(photo) = photos.into_iter().find(wrong) {
        photo.struck.get_or_insert(Struck::by(by, reason));
    }
}
