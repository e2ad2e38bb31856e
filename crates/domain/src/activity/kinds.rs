//! The acts of the log: form, right, and what they write.

use super::{
    Activities, ActivityLogged, ActivityStruck, Did, Doing, Doings, Flagged, Logged, MOST_ENTRIES,
    Tag,
};
use crate::act::Act;
use crate::audience::Audience;
use crate::group_day::named_once;
use crate::id::{ActId, ChildId, GroupId};
use crate::incident::Struck;
use crate::outing::Outings;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::{Kind, free_text, long_text, short_text};
use crate::school::{Activity, on_group};
use crate::time::Day;

/// The families' rows of these children.
pub(crate) fn family_keys(day: Day, children: &[ChildId]) -> impl Iterator<Item = RowKey> {
    children.iter().map(move |child| RowKey::of::<Doings>(Audience::Family(*child), day))
}

/// Writes what these children did for their families.
pub(crate) fn tell(act: &Act, day: Day, children: &[ChildId], did: &Did, desk: &mut Desk<'_>) {
    for child in children {
        let Some(mut shelf) = desk.shelf(Audience::Family(*child)) else { continue };
        shelf.change(day, |doings: &mut Doings| {
            let known = doings.list.iter().any(|doing| doing.act == act.id);
            if !known && doings.list.len() < MOST_ENTRIES {
                doings.list.push(Doing {
                    act: act.id,
                    did: did.clone(),
                    by_name: act.actor_name.clone(),
                    at: act.time(),
                    photos: vec![],
                    struck: None,
                });
            }
        });
    }
}

/// Strikes an entry of the log where staff and leader read it, and for these families.
fn strike(
    act: &Act,
    (day, group): (Day, GroupId),
    (original, reason): (ActId, &str),
    children: &[ChildId],
    desk: &mut Desk<'_>,
) {
    let wrong = |entry: &mut Logged| {
        if entry.act == original {
            entry.struck.get_or_insert(Struck::by(act, reason));
        }
        let photos = entry.photos.iter_mut().map(|depicted| &mut depicted.photo);
        for photo in photos.filter(|photo| photo.act == original) {
            photo.struck.get_or_insert(Struck::by(act, reason));
        }
    };
    if let Some(mut shelf) = desk.shelf(Audience::Day(day)) {
        shelf.edit(group, |log: &mut Activities| log.list.iter_mut().for_each(wrong));
    }
    if let Some(mut shelf) = desk.shelf(Audience::Leader) {
        shelf.edit(original, |flagged: &mut Flagged| wrong(&mut flagged.entry));
    }
    for child in children {
        let Some(mut shelf) = desk.shelf(Audience::Family(*child)) else { continue };
        shelf.edit(day, |doings: &mut Doings| {
            for doing in doings.list.iter_mut().filter(|doing| doing.act == original) {
                doing.struck.get_or_insert(act.id);
            }
            // A photo that is wrong may be of another child: nothing of it is left there.
            doings.list.iter_mut().for_each(|d| d.photos.retain(|photo| photo.act != original));
        });
    }
}

impl Kind for ActivityLogged {
    const NAME: &'static str = "activity_logged";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        let answered = self.corrects.is_none_or(|original| act.builds_on.contains(&original));
        let tags = self.tags.len() <= Tag::ALL.len();
        (answered && tags).then_some(()).ok_or(Refusal::BadBody)?;
        named_once([&self.children, &[]])?;
        if self.activity == Activity::Other {
            short_text(&self.other)?;
        }
        let fits = [&self.other, &self.theme].into_iter().all(|text| text.chars().count() <= 40);
        fits.then_some(()).ok_or(Refusal::BadText)?;
        short_text(&self.place)?;
        free_text(&self.help)
    }

    /// Staff with the children.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(group) = on_group(act) else { return vec![] };
        let log = RowKey::of::<Activities>(Audience::Day(self.day), group);
        let flagged = [Some(act.id), self.corrects].into_iter().flatten();
        let flagged = flagged.map(|id| RowKey::of::<Flagged>(Audience::Leader, id));
        let families = family_keys(self.day, &self.children);
        [log].into_iter().chain(flagged).chain(families).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = on_group(act) else { return };
        if let Some(original) = self.corrects {
            strike(act, (self.day, group), (original, ""), &self.children, desk);
        }
        let entry = Logged {
            act: act.id,
            said: self.clone(),
            flags: self.teaching(),
            by: act.actor,
            by_name: act.actor_name.clone(),
            at: act.time(),
            written: act.happened.map(|_| act.at.best()),
            photos: vec![],
            struck: None,
        };
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.change(group, |log: &mut Activities| {
                let known = log.list.iter().any(|other| other.act == act.id);
                if !known && log.list.len() < MOST_ENTRIES {
                    log.list.push(entry.clone());
                }
            });
        }
        if !entry.flags.is_empty()
            && let Some(mut shelf) = desk.shelf(Audience::Leader)
            && shelf.get::<Flagged>(act.id).is_none()
        {
            let said = ActivityLogged { children: vec![], ..self.clone() };
            shelf.put(act.id, &Flagged { group, entry: Logged { said, ..entry } });
        }
        let did = Did::Activity {
            activity: self.activity,
            other: self.other.clone(),
            theme: self.theme.clone(),
            place: self.place.clone(),
        };
        tell(act, self.day, &self.children, &did, desk);
    }
}

impl Kind for ActivityStruck {
    const NAME: &'static str = "activity_struck";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        act.builds_on.contains(&self.original).then_some(()).ok_or(Refusal::BadBody)?;
        named_once([&self.children, &[]])?;
        long_text(&self.reason)
    }

    /// Staff with the children.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(group) = on_group(act) else { return vec![] };
        let day = Audience::Day(self.day);
        let staff = [
            RowKey::of::<Activities>(day, group),
            RowKey::of::<Outings>(day, group),
            RowKey::of::<Flagged>(Audience::Leader, self.original),
        ];
        staff.into_iter().chain(family_keys(self.day, &self.children)).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = on_group(act) else { return };
        let (day, original) = (self.day, (self.original, self.reason.as_str()));
        strike(act, (day, group), original, &self.children, desk);
        if let Some(mut shelf) = desk.shelf(Audience::Day(day)) {
            shelf.edit(group, |outings: &mut Outings| {
                outings.strike(self.original, &Struck::by(act, &self.reason));
            });
        }
    }
}
