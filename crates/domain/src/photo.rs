//! Photos: of who may collect (P4) and, if a guardian agrees to it, of the child (T1); of
//! an incident (T8), of a fault and how it was mended (T9), of a
//! sheet of paper (G6), of an activity (T7).
//! An act names a photo by its hash and never waits for it; the photo follows, and
//! only when the school has it is there a [`Photo`] row. Whoever has that row, and beside
//! it the row that names the photo, may read it; where the last such row goes, it goes.

mod named;
mod pictured;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::act::{self, Act};
use crate::audience::Audience;
use crate::consent;
use crate::id::{ActId, ChildId, PersonId};
use crate::receipt;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::Kind;
pub use named::Named;
pub use pictured::{MOST_OF_AN_ENTRY, Pictured};
pub(crate) use pictured::{add, counting, strike};

/// Largest photo on its way, after the device made it smaller.
pub const MAX_PHOTO_BYTES: usize = 300 * 1024;

/// Names a photo: SHA-256 of the bytes as the device made them, base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PhotoHash(pub [u8; 32]);

impl PhotoHash {
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> PhotoHash {
        PhotoHash(act::content_hash(bytes))
    }
}

impl std::fmt::Display for PhotoHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&act::to_base64(&self.0))
    }
}

/// Text that names no photo.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a photo")]
pub struct NoPhotoHash;

impl std::str::FromStr for PhotoHash {
    type Err = NoPhotoHash;

    fn from_str(text: &str) -> Result<PhotoHash, NoPhotoHash> {
        let bytes = act::from_base64(text).and_then(|bytes| bytes.try_into().ok());
        let hash = PhotoHash(bytes.ok_or(NoPhotoHash)?);
        // The last character of base64 has spare bits: one photo has one name.
        (hash.to_string() == text).then_some(hash).ok_or(NoPhotoHash)
    }
}

impl From<PhotoHash> for String {
    fn from(hash: PhotoHash) -> String {
        hash.to_string()
    }
}

impl TryFrom<String> for PhotoHash {
    type Error = NoPhotoHash;

    fn try_from(text: String) -> Result<PhotoHash, NoPhotoHash> {
        text.parse()
    }
}

/// A photo that the school has, keyed by what it shows: the act that named the collector,
/// the child, or the act that added the photo to an entry. Row of each audience in which a
/// row names it. Written by the server alone, when the photo comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Whose family it belongs to; none when it is of no child, and in another family's row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    /// As the act names it.
    pub hash: PhotoHash,
    /// As the school keeps it: made anew without anything that is not the picture.
    pub stored: PhotoHash,
    /// The row of the same audience that names it, where that is another one than the
    /// collectors or the portrait, with which its own row goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_in: Option<NamedIn>,
}

/// A row, in the audience that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedIn {
    /// Its kind.
    pub kind: String,
    /// Its key.
    pub key: String,
}

impl Body for Photo {
    const KIND: &'static str = "photo";
}

impl Photo {
    /// The rows of a collector's photo, or of the child's own.
    pub fn keys(child: ChildId, shows: Uuid) -> [RowKey; 2] {
        audiences(child).map(|audience| RowKey::of::<Photo>(audience, shows))
    }
}

/// Who may see a child's photos: staff, and the family.
pub fn audiences(child: ChildId) -> [Audience; 2] {
    [Audience::Roll, Audience::Family(child)]
}

/// The child's photo as a guardian set it; row of `Roll` and of `Family`, keyed by
/// the child. That the school has the picture itself, [`Photo`] says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portrait {
    /// The act that set it.
    pub act: ActId,
    /// Its name.
    pub hash: PhotoHash,
    /// Who set it.
    pub by: PersonId,
    /// That person's name.
    pub by_name: String,
}

impl Body for Portrait {
    const KIND: &'static str = "portrait";
}

/// Act: sets or removes the child's photo. Subject: the child. Setting it is the
/// guardian's separate consent to this one purpose (PIPL 29): nobody needs to, and
/// without it the child is received and released as before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortraitSet {
    /// The photo; none removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoHash>,
    /// Version of the text about photos that was shown.
    pub version: u16,
}

fn portraits(child: ChildId) -> [RowKey; 2] {
    audiences(child).map(|audience| RowKey::of::<Portrait>(audience, child))
}

/// Rows that say how the child looks.
pub(crate) fn touches(child: ChildId) -> Vec<RowKey> {
    [portraits(child), Photo::keys(child, child.0)].concat()
}

/// The child's photo goes.
pub(crate) fn remove_portrait(child: ChildId, desk: &mut Desk<'_>) {
    for audience in audiences(child) {
        if let Some(mut shelf) = desk.shelf(audience) {
            shelf.remove::<Portrait>(child);
            shelf.remove::<Photo>(child);
        }
    }
}

impl Kind for PortraitSet {
    const NAME: &'static str = "portrait_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        (self.version > 0).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        consent::by_guardian_or_paper(act, rights)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = touches(child);
        keys.push(receipt::touch(child, act.id));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        match self.photo {
            None => remove_portrait(child, desk),
            Some(hash) => {
                let (by, by_name) = (act.actor, act.actor_name.clone());
                let portrait = Portrait { act: act.id, hash, by, by_name };
                for audience in audiences(child) {
                    let Some(mut shelf) = desk.shelf(audience) else { continue };
                    // The picture that was there is another one: it goes at once.
                    if shelf.get::<Photo>(child).is_some_and(|photo| photo.hash != hash) {
                        shelf.remove::<Photo>(child);
                    }
                    shelf.put(child, &portrait);
                }
            }
        }
        receipt::issue(act, child, desk);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_has_one_name() {
        let hash = PhotoHash::of(b"a face");
        let text = hash.to_string();
        assert_eq!((text.len(), text.parse()), (43, Ok(hash)));
        let mut other = text.clone();
        let last = other.pop().unwrap();
        let next = char::from(last as u8 + 1);
        let spare = format!("{other}{next}");
        let (padded, longer, hundred) = (format!("{text}="), format!("{text}A"), "A".repeat(100));
        for wrong in ["", "AAAA", &padded, &longer, &spare, &hundred, "../../etc/passwd"] {
            assert_eq!(wrong.parse::<PhotoHash>(), Err(NoPhotoHash), "{wrong}");
        }
    }
}
