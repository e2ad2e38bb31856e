//! Which photos a staff device keeps at hand, so that a release has them without a
//! network: of those who may collect today, of the own groups first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::Fault;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::id::{ChildId, ClassId, PersonId};
use yuanliu_domain::people::Child;
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::{Duty, Group};
use yuanliu_domain::time::Day;
use yuanliu_sync::replica::Replica;

use crate::photos::Face;
use crate::state::{App, Space, weekday};
use crate::storage::settings;

/// The photos, the most needed first.
pub fn photos_at_hand(app: App) -> Vec<Face> {
    let place = || Some((app.tablet_space().or_else(|| app.staff_space())?, app.who.get()?.person));
    let Some((space, me)) = untrack(place) else { return vec![] };
    // A teacher's own phone has the own groups' alone; a shared tablet, the gate and
    // the duty leader meet every child.
    let own_only = untrack(|| {
        let member = app.member(space.id).unwrap_or_default();
        app.tablet().is_none() && member.roles.iter().all(|role| *role == Role::Teacher)
    });
    let (near, far) = sorted(space, me);
    let beside = beside(space);
    if own_only { [near, beside].concat() } else { [near, far, beside].concat() }
}

/// Photos of who is hurt today and of faults that are open.
fn beside(space: Space) -> Vec<Face> {
    let today = Audience::Incidents(space.today());
    let hashes: Vec<PhotoHash> = space.replica.with_untracked(|replica| {
        let hurt = replica.rows::<Photo>(today).into_iter().map(|(_, photo)| photo.hash);
        let faults = replica.rows::<Fault>(Audience::Roll).into_iter();
        let open = faults.filter(|(_, fault)| fault.mended.is_none());
        let open = open.flat_map(|(_, fault)| fault.photos.clone());
        let counting = open.filter(|photo| photo.struck.is_none()).map(|photo| photo.hash);
        hurt.chain(counting).collect()
    });
    hashes.into_iter().map(|hash| (space.id, hash)).collect()
}

fn sorted(space: Space, me: PersonId) -> (Vec<Face>, Vec<Face>) {
    let day = space.today();
    space.replica.with_untracked(|replica| {
        let photos: BTreeMap<&str, Arc<Photo>> = replica.rows(Audience::Roll).into_iter().collect();
        if photos.is_empty() {
            return (vec![], vec![]);
        }
        let classes = my_classes(replica, me, day);
        let children: BTreeSet<ChildId> = photos.values().filter_map(|photo| photo.child).collect();
        let (mut near, mut far) = (vec![], vec![]);
        for child in children {
            let Some(card) = replica.row::<Child>(Audience::Roll, child) else { continue };
            if card.left {
                continue;
            }
            let faces = faces(replica, &photos, child, day);
            let list = if classes.contains(&card.class) { &mut near } else { &mut far };
            list.extend(faces.into_iter().map(|hash| (space.id, hash)));
        }
        (near, far)
    })
}

/// Of a child's photos those that a release may need today: collectors, the usual one
/// first, and the child.
fn faces(
    replica: &Replica,
    photos: &BTreeMap<&str, Arc<Photo>>,
    child: ChildId,
    day: Day,
) -> Vec<PhotoHash> {
    let collectors: Arc<Collectors> = replica.row(Audience::Roll, child).unwrap_or_default();
    let today =
        collectors.today(day, weekday(replica, day)).into_iter().map(|one| one.id.to_string());
    let shown = today.chain([child.to_string()]);
    shown.filter_map(|shows| photos.get(shows.as_str()).map(|photo| photo.hash)).collect()
}

/// Classes of the groups that I have today, and of the one that the screen shows.
fn my_classes(replica: &Replica, me: PersonId, day: Day) -> BTreeSet<ClassId> {
    let picked = settings::load().group;
    let duties = replica.rows::<Duty>(Audience::Day(day)).into_iter();
    let mine = duties.filter(|(_, duty)| duty.staff.contains(&me));
    let groups: BTreeSet<&str> = mine.map(|(id, _)| id).chain(picked.as_deref()).collect();
    let all = replica.rows::<Group>(Audience::Roll).into_iter();
    let mine = all.filter(|(id, _)| groups.contains(id));
    mine.flat_map(|(_, group)| group.classes.clone()).collect()
}
