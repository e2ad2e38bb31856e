//! Which photo an act names, and in which rows: whoever sees such a row may have it.

use uuid::Uuid;

use super::{NamedIn, Photo, PhotoHash, Pictured, Portrait, PortraitSet, audiences, portraits};
use crate::act::Act;
use crate::activity::{Activities, ActivityPhoto, Doings, only};
use crate::audience::Audience;
use crate::check::{Fault, FaultPhoto};
use crate::collector::{CollectorNamed, Collectors};
use crate::id::ChildId;
use crate::incident::{Incident, IncidentPhoto};
use crate::row::{Body, RowKey};
use crate::rules::{self, Kind};
use crate::sheet::{SheetKept, Sheets};

/// The photo that an act names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The collector, the child itself, or the act that added it to an entry.
    pub shows: Uuid,
    /// Whose family it belongs to; none when it is of no child.
    pub child: Option<ChildId>,
    /// Children who can be seen on it, each of whom somebody has to agree for before a
    /// family sees it.
    pub shown: Vec<ChildId>,
    /// Its name.
    pub hash: PhotoHash,
    /// It is of writing that has to be read, and kept larger than a face.
    pub writing: bool,
    /// Rows that name it, each of an audience of its own: see [`Named::is_in`].
    pub rows: Vec<RowKey>,
}

impl Named {
    /// The photo that this act names, if it names one.
    pub fn by(act: &Act) -> Option<Named> {
        let child = act.child().ok();
        let of_family = |shows, hash, keys: [RowKey; 2]| {
            Some(Named { shows, child, shown: vec![], hash, writing: false, rows: keys.to_vec() })
        };
        let of_entry = |hash, rows| {
            let (shows, shown) = (act.id.0, vec![]);
            Some(Named { shows, child, shown, hash, writing: false, rows })
        };
        match act.kind.as_str() {
            CollectorNamed::NAME => {
                let (child, hash) = (child?, rules::body::<CollectorNamed>(act).ok()?.photo?);
                let keys = audiences(child).map(|a| RowKey::of::<Collectors>(a, child));
                of_family(act.id.0, hash, keys)
            }
            PortraitSet::NAME => {
                let (child, hash) = (child?, rules::body::<PortraitSet>(act).ok()?.photo?);
                of_family(child.0, hash, portraits(child))
            }
            IncidentPhoto::NAME => {
                let body = rules::body::<IncidentPhoto>(act).ok()?;
                of_entry(body.photo, body.touches(act))
            }
            FaultPhoto::NAME => {
                let body = rules::body::<FaultPhoto>(act).ok()?;
                of_entry(body.photo, body.touches(act))
            }
            SheetKept::NAME => {
                let body = rules::body::<SheetKept>(act).ok()?;
                let named = of_entry(body.photo, body.touches(act))?;
                Some(Named { writing: true, ..named })
            }
            ActivityPhoto::NAME => {
                let body = rules::body::<ActivityPhoto>(act).ok()?;
                let named = of_entry(body.photo, body.touches(act))?;
                Some(Named { child: only(&body.shown), shown: body.shown, ..named })
            }
            _ => None,
        }
    }

    /// Its [`Photo`] row in an audience, beside the row that names it there.
    pub fn row(&self, audience: Audience, stored: PhotoHash) -> (RowKey, Photo) {
        let beside = [Collectors::KIND, Portrait::KIND];
        let naming = self.rows.iter().find(|row| row.audience == audience);
        let naming = naming.filter(|row| !beside.contains(&row.kind.as_str()));
        let named_in = naming.map(|row| NamedIn { kind: row.kind.clone(), key: row.key.clone() });
        // In the row of another family nothing says whose child it is (R8).
        let another = matches!(audience, Audience::Family(own) if self.child != Some(own));
        let child = self.child.filter(|_| !another);
        let photo = Photo { child, hash: self.hash, stored, named_in };
        (RowKey::of::<Photo>(audience, self.shows), photo)
    }

    /// Whether one of [`Named::rows`], with this body, still names it.
    pub fn is_in(&self, row: &RowKey, body: &str) -> bool {
        names(&row.kind, body, (self.shows, self.hash))
    }
}

impl Photo {
    /// Whether the row that names it, as `read` has it, still does: what shows this is the
    /// photo's own key.
    pub fn is_named<E>(
        &self,
        audience: Audience,
        shows: Uuid,
        read: impl FnOnce(&RowKey) -> Result<Option<String>, E>,
    ) -> Result<bool, E> {
        let Some(NamedIn { kind, key }) = self.named_in.clone() else { return Ok(true) };
        let row = RowKey { audience, kind, key };
        Ok(read(&row)?.is_some_and(|body| names(&row.kind, &body, (shows, self.hash))))
    }
}

/// Whether a row of this kind names a photo.
fn names(kind: &str, body: &str, (shows, hash): (Uuid, PhotoHash)) -> bool {
    let among =
        |photos: &[Pictured]| photos.iter().any(|photo| (photo.act.0, photo.hash) == (shows, hash));
    match kind {
        Portrait::KIND => read::<Portrait>(body).is_some_and(|portrait| portrait.hash == hash),
        Collectors::KIND => read::<Collectors>(body).is_some_and(|all| {
            let mut named = all.people.iter().filter(|one| one.id.0 == shows);
            named.any(|one| !one.withdrawn && one.photo == Some(hash))
        }),
        Incident::KIND => read::<Incident>(body).is_some_and(|row| among(&row.photos)),
        Fault::KIND => {
            read::<Fault>(body).is_some_and(|row| among(&row.photos) || among(&row.proofs))
        }
        Sheets::KIND => read::<Sheets>(body).is_some_and(|row| {
            row.list.iter().any(|sheet| among(std::slice::from_ref(&sheet.photo)))
        }),
        Activities::KIND => read::<Activities>(body).is_some_and(|row| {
            let photos = row.list.iter().flat_map(|entry| &entry.photos);
            photos.map(|one| &one.photo).any(|one| among(std::slice::from_ref(one)))
        }),
        Doings::KIND => read::<Doings>(body)
            .is_some_and(|row| row.counting().iter().any(|doing| among(&doing.photos))),
        _ => false,
    }
}

fn read<T: Body>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok()
}
