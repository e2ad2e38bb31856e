//! What the staff's screens derive from the rows, once for all of them.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::group_day::{self, GroupDay};
use yuanliu_domain::id::{ChildId, ClassId, GroupId, PersonId};
use yuanliu_domain::leave::{Absence, Absences};
use yuanliu_domain::people::{Child, Class, Staff};
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::Body;
use yuanliu_domain::school::{Duty, Group, Named};
use yuanliu_domain::time::Day;

use super::picture::{Picture, picture};
use crate::pages::door::only_gate;
use crate::photos;
use crate::state::{App, ChildToday, Frame, Space};

/// Children, classes, groups and staff: changes seldom.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// By class, then number.
    pub children: Vec<(ChildId, Child)>,
    /// By grade, then name.
    pub classes: Vec<(ClassId, Class)>,
    /// By block, then name.
    pub groups: Vec<(GroupId, Group)>,
    /// By name.
    pub staff: Vec<(PersonId, Staff)>,
}

impl Roster {
    /// A child's card.
    pub fn child(&self, id: ChildId) -> Option<&Child> {
        self.children.iter().find(|(child, _)| *child == id).map(|(_, card)| card)
    }

    /// The children of these classes.
    pub fn of_classes<'a>(
        &'a self,
        classes: &'a [ClassId],
    ) -> impl Iterator<Item = &'a (ChildId, Child)> {
        self.children.iter().filter(|(_, card)| classes.contains(&card.class))
    }

    /// Other children whose name sounds the same (same pinyin), where they may be
    /// taken for each other: in one class, or in one group.
    pub fn sounds_like(&self, id: ChildId) -> Vec<&Child> {
        let Some(card) = self.child(id) else { return vec![] };
        let together = |class: ClassId| {
            let both = |g: &Group| g.classes.contains(&class) && g.classes.contains(&card.class);
            class == card.class || self.groups.iter().any(|(_, group)| both(group))
        };
        let others = self
            .children
            .iter()
            .filter(|(other, c)| *other != id && c.pinyin == card.pinyin && together(c.class));
        others.map(|(_, card)| card).collect()
    }
}

/// Rows of a day by their key; derived again only when one of them has changed.
pub type ByKey<K, T> = Memo<Arc<BTreeMap<K, T>>>;

/// Derived values that screens share. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Model {
    /// The school.
    pub space: Space,
    app: App,
    /// Today by the school's clock (I10).
    pub day: Memo<Day>,
    /// Every audience that a count reads is whole (I6).
    pub whole: Memo<bool>,
    /// The school's frame of today.
    pub frame: Signal<Option<Frame>>,
    /// Children, classes, groups, staff.
    pub roster: Memo<Arc<Roster>>,
    /// Every child with an entry today.
    pub child_days: ByKey<ChildId, ChildDay>,
    /// Children in care, each with the group that the last place names.
    pub in_care: Memo<BTreeMap<ChildId, Option<GroupId>>>,
    /// What was done with each group today.
    pub group_days: ByKey<GroupId, GroupDay>,
    /// What the roster says of each group today.
    pub duties: ByKey<GroupId, Duty>,
    /// What is expected, here, gone and missing: one definition for every screen.
    pub picture: Memo<Picture>,
    /// Children with a photo that the school has.
    portraits: Memo<BTreeMap<ChildId, PhotoHash>>,
}

impl Model {
    /// The model, from a component's context.
    pub fn get() -> Model {
        expect_context::<Model>()
    }

    /// Derives everything from a school's replica.
    pub fn new(app: App, space: Space) -> Model {
        let replica = space.replica;
        let day = Memo::new(move |_| {
            app.tick.track();
            space.contact.track();
            space.today()
        });
        let whole = Memo::new(move |_| {
            let needed =
                [Audience::Holds, Audience::Public, Audience::Roll, Audience::Day(day.get())];
            replica.with(|replica| needed.into_iter().all(|a| replica.view.whole(a)))
        });
        let frame = Signal::derive(move || replica.with(|replica| Frame::of(replica, day.get())));
        let revision = Memo::new(move |_| {
            replica.with(|r| {
                [
                    r.revision::<Child>(Audience::Roll),
                    r.revision::<Class>(Audience::Roll),
                    r.revision::<Group>(Audience::Roll),
                    r.revision::<Staff>(Audience::Roll),
                ]
            })
        });
        let roster = Memo::new_with_compare(
            move |_| {
                // `get`, not `track`: a memo that nobody reads is never derived.
                revision.get();
                replica.with_untracked(|replica| Arc::new(roster(replica)))
            },
            |old, new| !matches!((old, new), (Some(old), Some(new)) if Arc::ptr_eq(old, new)),
        );
        let pictures =
            Memo::new(move |_| replica.with(|replica| replica.revision::<Photo>(Audience::Roll)));
        let portraits = Memo::new(move |_| {
            pictures.get();
            let photos = replica.with_untracked(|replica| replica.list::<Photo>(Audience::Roll));
            let own = |(shows, photo): (String, Photo)| {
                (shows == photo.child.to_string()).then_some((photo.child, photo.hash))
            };
            photos.into_iter().filter_map(own).collect()
        });
        let child_days = of_day::<ChildId, ChildDay>(space, day);
        let in_care = Memo::new(move |_| {
            let days = child_days.get();
            let here = days.iter().filter(|(_, day)| day.state().in_care());
            here.map(|(id, day)| (*id, day.place().map(|place| place.group))).collect()
        });
        let group_days = of_day::<GroupId, GroupDay>(space, day);
        let duties = of_day::<GroupId, Duty>(space, day);
        let nothing = Memo::new(|_| Picture::default());
        let model = Model {
            space,
            app,
            day,
            whole,
            frame,
            roster,
            child_days,
            in_care,
            group_days,
            duties,
            picture: nothing,
            portraits,
        };
        Model { picture: picture(app, model), ..model }
    }

    /// The address of a child's photo, if it is here; follows rows and photos.
    pub fn portrait(&self, id: ChildId) -> Option<String> {
        let hash = self.portraits.with(|portraits| portraits.get(&id).copied())?;
        photos::face(self.app, self.space, hash)
    }

    /// One child today; follows the rows.
    pub fn child(&self, id: ChildId) -> Option<ChildToday> {
        let card = self.roster.with(|roster| roster.child(id).cloned())?;
        let day = self.day.get();
        Some(self.space.replica.with(|replica| ChildToday::staff(replica, id, card, day)))
    }

    /// Some children today; follows the rows.
    pub fn children<'a>(
        &self,
        cards: impl Iterator<Item = &'a (ChildId, Child)>,
    ) -> Vec<ChildToday> {
        let day = self.day.get();
        self.space.replica.with(|replica| {
            cards.map(|(id, card)| ChildToday::staff(replica, *id, card.clone(), day)).collect()
        })
    }

    /// Rows of today of one kind.
    pub fn of_day<K, T>(&self) -> ByKey<K, T>
    where
        K: FromStr + Ord + Send + Sync + 'static,
        T: Body + Send + Sync + 'static,
    {
        of_day(self.space, self.day)
    }

    /// Who has a group now: whoever took it today, else whom the roster names; nobody
    /// while it goes on in another. Follows the rows.
    pub fn with_group(&self, group: GroupId) -> Vec<Named> {
        let days = self.group_days.get();
        let today = days.get(&group);
        if today.is_some_and(|today| today.merged_into().is_some()) {
            return vec![];
        }
        if let Some((holder, _)) = today.and_then(GroupDay::holder) {
            return vec![holder];
        }
        let duties = self.duties.get();
        self.roster.with(|roster| {
            let name = |id: &PersonId| roster.staff.iter().find(|(person, _)| person == id);
            let staff = duties.get(&group).map(|duty| duty.staff.clone()).unwrap_or_default();
            let named = |id: PersonId| Some(Named { id, name: name(&id)?.1.name.clone() });
            staff.into_iter().filter_map(named).collect()
        })
    }

    /// Which group went into which today; follows the rows.
    pub fn merged(&self) -> BTreeMap<GroupId, GroupId> {
        self.group_days.with(|days| group_day::merges(days.iter()))
    }

    /// The signed-in person.
    pub fn me(&self) -> Option<PersonId> {
        self.app.who.with(|who| who.as_ref().map(|who| who.person))
    }

    /// Whether I am here for the gate alone 门卫, 护导老师; follows who is here.
    pub fn only_gate(&self) -> bool {
        only_gate(self.app.member(self.space.id).unwrap_or_default().roles.iter())
    }

    /// Whether I am with children, or lead: I read who is hurt or unwell.
    pub fn cares(&self) -> bool {
        let roles = self.app.member(self.space.id).unwrap_or_default().roles;
        [Role::Teacher, Role::Leader, Role::Office].iter().any(|role| roles.contains(role))
    }

    /// Whether I am a duty leader or of the office.
    pub fn leads(&self) -> bool {
        let member = self.app.member(self.space.id);
        member.is_some_and(|m| m.roles.contains(&Role::Leader) || m.roles.contains(&Role::Office))
    }

    /// The classes of which I am class teacher.
    pub fn my_classes(&self) -> Vec<ClassId> {
        let member = self.app.member(self.space.id);
        member.map(|m| m.classes.into_iter().collect()).unwrap_or_default()
    }

    /// Notes that hold today or later: of my classes, or of the school when I am
    /// no class teacher. Follows the rows.
    pub fn notes(&self) -> Vec<(ChildId, Child, Absence)> {
        let (day, classes) = (self.day.get(), self.my_classes());
        let all = self.space.replica.with(|replica| replica.list::<Absences>(Audience::Roll));
        self.roster.with(|roster| {
            let cards: BTreeMap<ChildId, &Child> =
                roster.children.iter().map(|(id, card)| (*id, card)).collect();
            let mine = |card: &Child| classes.is_empty() || classes.contains(&card.class);
            let mut notes = vec![];
            for (key, absences) in all {
                let Some(id) = key.parse::<ChildId>().ok() else { continue };
                let Some(card) = cards.get(&id).filter(|card| mine(card)) else { continue };
                let current = absences.notes.into_iter().filter(|n| n.until >= day);
                notes.extend(current.map(|note| (id, (*card).clone(), note)));
            }
            notes.sort_by_key(|(_, _, note)| (note.from, std::cmp::Reverse(note.act)));
            notes
        })
    }

    /// How many of those I have not opened.
    pub fn unseen_notes(&self) -> usize {
        let me = self.me();
        let unseen = |note: &Absence| {
            note.withdrawn.is_none() && note.seen.iter().all(|seen| Some(seen.by) != me)
        };
        self.notes().iter().filter(|(_, _, note)| unseen(note)).count()
    }
}

fn of_day<K, T>(space: Space, day: Memo<Day>) -> ByKey<K, T>
where
    K: FromStr + Ord + Send + Sync + 'static,
    T: Body + Send + Sync + 'static,
{
    let replica = space.replica;
    let revision = Memo::new(move |_| {
        let audience = Audience::Day(day.get());
        (audience, replica.with(|replica| replica.revision::<T>(audience)))
    });
    Memo::new_with_compare(
        move |_| {
            let (audience, _) = revision.get();
            let rows = replica.with_untracked(|replica| replica.list::<T>(audience));
            let read = |(key, row): (String, T)| Some((key.parse().ok()?, row));
            Arc::new(rows.into_iter().filter_map(read).collect())
        },
        // It is derived again only when a row is another one.
        |_, _| true,
    )
}

fn roster(replica: &yuanliu_sync::replica::Replica) -> Roster {
    fn listed<T: Body, I: FromStr>(replica: &yuanliu_sync::replica::Replica) -> Vec<(I, T)> {
        let rows = replica.list::<T>(Audience::Roll);
        rows.into_iter().filter_map(|(key, body)| Some((key.parse().ok()?, body))).collect()
    }
    let mut children: Vec<(ChildId, Child)> = listed(replica);
    children.retain(|(_, card)| !card.left);
    children.sort_by(|(_, a), (_, b)| {
        (a.grade, &a.class_name, a.number).cmp(&(b.grade, &b.class_name, b.number))
    });
    let mut classes: Vec<(ClassId, Class)> = listed(replica);
    classes.sort_by(|(_, a), (_, b)| natural(a.grade, &a.name).cmp(&natural(b.grade, &b.name)));
    let mut groups: Vec<(GroupId, Group)> = listed(replica);
    groups.sort_by(|(_, a), (_, b)| (a.block, &a.name).cmp(&(b.block, &b.name)));
    let mut staff: Vec<(PersonId, Staff)> = listed(replica);
    staff.retain(|(_, staff)| !staff.roles.is_empty());
    staff.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    Roster { children, classes, groups, staff }
}

/// Class 10 comes after class 9.
fn natural(grade: u8, name: &str) -> (u8, usize, &str) {
    (grade, name.chars().count(), name)
}
