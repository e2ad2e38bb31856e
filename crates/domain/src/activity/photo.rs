//! Photos of activities, and the families' consent to them. What a family's row names is
//! shown to it only while all consents are there: that depends on other families' rows, so
//! that the server alone decides it (`photo`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kinds::family_keys;
use super::{Activities, ActivityPhoto, Depicted, Doings, Logged};
use crate::act::{Act, Channel};
use crate::audience::Audience;
use crate::consent;
use crate::group_day::named_once;
use crate::id::{ChildId, GroupId, PersonId};
use crate::people::Guardians;
use crate::photo::{self, Named, Pictured};
use crate::receipt;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::Kind;
use crate::school::on_group;

/// The newest version of the text about photos of activities.
pub const PHOTO_TEXT: u16 = 1;

/// Photos of one entry that count, whoever took them; more are in the journal. Each names its
/// children, and the row travels with every change.
const MOST_PHOTOS: usize = 8;

/// Act: a guardian agrees, or does not, that families of its group see photos of activities
/// on which the child is. Subject: the child. Without it the child takes part as before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoConsent {
    /// On paper: the guardian who signed it, and not the office that enters it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<PersonId>,
    /// Version of the text that was shown.
    pub version: u16,
    /// Whether the guardian agrees; `false` also takes back.
    pub given: bool,
}

/// What the guardians of a child say to it; row of `Roll` and of `Family`, keyed by the
/// child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoConsents {
    /// The last answer of each.
    pub answers: BTreeMap<PersonId, bool>,
}

impl Body for PhotoConsents {
    const KIND: &'static str = "photo_consents";
}

impl PhotoConsents {
    /// Whether the child may be seen: somebody agrees and nobody says no.
    pub fn holds(&self) -> bool {
        !self.answers.is_empty() && self.answers.values().all(|given| *given)
    }

    /// Where the consents of a child lie.
    pub fn key(audience: Audience, child: ChildId) -> RowKey {
        RowKey::of::<PhotoConsents>(audience, child)
    }
}

/// Rows that say what the guardians of a child agree to.
pub(crate) fn touches(child: ChildId) -> Vec<RowKey> {
    photo::audiences(child).map(|audience| PhotoConsents::key(audience, child)).to_vec()
}

/// The yes of whoever is a guardian no longer, or agrees to nothing any more, does not count;
/// a no stays. `None`: of everybody.
pub(crate) fn take_back(child: ChildId, of: Option<PersonId>, desk: &mut Desk<'_>) {
    for audience in photo::audiences(child) {
        let Some(mut shelf) = desk.shelf(audience) else { continue };
        shelf.edit(child, |consents: &mut PhotoConsents| {
            let goes = |by: PersonId| of.is_none_or(|of| of == by);
            consents.answers.retain(|by, given| !*given || !goes(*by));
        });
    }
}

impl Activities {
    /// Photos in this row, that of a group, on which a child can be seen.
    pub fn depicting(&self, group: GroupId, child: ChildId) -> Vec<Named> {
        let of = |entry: &Logged, depicted: &Depicted| {
            let Logged { said, .. } = entry;
            let log = RowKey::of::<Activities>(Audience::Day(said.day), group);
            Named {
                shows: depicted.photo.act.0,
                child: only(&depicted.shown),
                shown: depicted.shown.clone(),
                hash: depicted.photo.hash,
                writing: false,
                rows: [log].into_iter().chain(family_keys(said.day, &said.children)).collect(),
            }
        };
        let all = self.list.iter().flat_map(|entry| entry.photos.iter().map(move |d| (entry, d)));
        let shows = all.filter(|(_, depicted)| depicted.shown.contains(&child));
        shows.map(|(entry, depicted)| of(entry, depicted)).collect()
    }
}

/// The child, when it is the only one: what shows one child alone is in that child's file,
/// and in no other's.
pub(crate) fn only(shown: &[ChildId]) -> Option<ChildId> {
    match shown {
        [one] => Some(*one),
        _ => None,
    }
}

impl Kind for PhotoConsent {
    const NAME: &'static str = "photo_consent";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        let named = self.of.is_some() == (act.channel == Channel::Paper);
        (named && self.version > 0).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        consent::by_guardian_or_paper(act, rights)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let guardians = |audience| RowKey::of::<Guardians>(audience, child);
        let guardians = self.of.map(|_| photo::audiences(child).map(guardians));
        let keys = [touches(child), vec![receipt::touch(child, act.id)]].concat();
        keys.into_iter().chain(guardians.into_iter().flatten()).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        for audience in photo::audiences(child) {
            let Some(mut shelf) = desk.shelf(audience) else { continue };
            // On paper the office says whose it is: of nobody but a guardian does a yes count.
            let is_one = |of| {
                let all = shelf.get::<Guardians>(child).unwrap_or_default();
                all.people.iter().any(|guardian| guardian.person == of)
            };
            if !self.given || self.of.is_none_or(is_one) {
                shelf.change(child, |consents: &mut PhotoConsents| {
                    consents.answers.insert(self.of.unwrap_or(act.actor), self.given);
                });
            }
        }
        receipt::issue(act, child, desk);
    }
}

impl Kind for ActivityPhoto {
    const NAME: &'static str = "activity_photo";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        act.builds_on.contains(&self.activity).then_some(()).ok_or(Refusal::BadBody)?;
        named_once([&self.children, &[]])?;
        named_once([&self.shown, &[]])
    }

    /// Staff with the children.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(group) = on_group(act) else { return vec![] };
        let log = RowKey::of::<Activities>(Audience::Day(self.day), group);
        [log].into_iter().chain(family_keys(self.day, &self.children)).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = on_group(act) else { return };
        let photo = Pictured::by(act, None, self.photo);
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.edit(group, |log: &mut Activities| {
                let entry = log.list.iter_mut().find(|entry| entry.act == self.activity);
                let Some(photos) = entry.map(|entry| &mut entry.photos) else { return };
                let known = photos.iter().any(|other| other.photo.act == act.id);
                let counting = photo::counting(photos.iter().map(|other| &other.photo));
                if !known && counting < MOST_PHOTOS {
                    photos.push(Depicted { photo: photo.clone(), shown: self.shown.clone() });
                }
            });
        }
        for child in &self.children {
            let Some(mut shelf) = desk.shelf(Audience::Family(*child)) else { continue };
            shelf.edit(self.day, |doings: &mut Doings| {
                let doing = doings.list.iter_mut().find(|doing| doing.act == self.activity);
                let Some(photos) = doing.map(|doing| &mut doing.photos) else { return };
                if photo::counting(photos.iter()) < MOST_PHOTOS {
                    photo::add(photos, photo.clone());
                }
            });
        }
    }
}
