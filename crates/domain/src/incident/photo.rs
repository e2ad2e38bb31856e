//! Photos of an incident: which entry they show, and which of them the family sees.

use super::kinds::{answering, each, touched};
use super::{Incident, IncidentPhoto, What};
use crate::act::Act;
use crate::id::ActId;
use crate::photo::{self, Pictured};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::Kind;

impl Incident {
    /// Photos of an entry that count; none names the incident itself.
    pub fn pictures(&self, entry: Option<ActId>) -> impl Iterator<Item = &Pictured> {
        self.photos.iter().filter(move |photo| photo.entry == entry && photo.struck.is_none())
    }

    /// Whether the family sees a photo: it reads what the photo shows, and nobody says that
    /// it is wrong. One of the wrong child would be another family's (R8).
    pub(super) fn is_shown(&self, photo: &Pictured) -> bool {
        let told = |entry: ActId| {
            self.counting().any(|other| {
                let told = matches!(&other.what, What::Step { step, .. } if step.is_told());
                other.act == entry && told
            })
        };
        self.struck.is_none() && photo.struck.is_none() && photo.entry.is_none_or(told)
    }
}

impl Kind for IncidentPhoto {
    const NAME: &'static str = "incident_photo";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        answering(act, self.incident)?;
        self.entry.map_or(Ok(()), |entry| answering(act, entry).map(|_| ()))
    }

    /// Any staff, as for the incident: whoever saw it may have the picture.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touched(act, self.day, self.incident)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        each(act, desk, (self.day, self.incident), |row| {
            photo::add(&mut row.photos, Pictured::by(act, self.entry, self.photo));
        });
    }
}
