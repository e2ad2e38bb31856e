//! What the staff's screens derive from the rows, once for all of them.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::at_gate::Arrivals;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::choice::Pattern;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::day_change::{Answers, ChangeEnded};
use yuanliu_domain::disagreement::Unsettled;
use yuanliu_domain::group_day::{self, GroupDay};
use yuanliu_domain::id::{ChildId, ClassId, GroupId, PersonId};
use yuanliu_domain::leave::{Absence, Absences};
use yuanliu_domain::open_hours::OpenHours;
use yuanliu_domain::people::{Child, Class, Staff};
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::Body;
use yuanliu_domain::school::{DayChanged, Duty, Group, Named, School, SchoolDaySet};
use yuanliu_domain::time::Day;
use yuanliu_domain::waiting::WaitingPoint;
use yuanliu_domain::whereabouts::Plan;
use yuanliu_sync::replica::Replica;

use super::picture::{Picture, picture};
use crate::pages::door::only_gate;
use crate::photos;
use crate::state::{App, ChildToday, Frame, Space, order};

/// Children, classes, groups and staff: changes seldom.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// By class, then number.
    pub children: Vec<(ChildId, Arc<Child>)>,
    /// By grade, then name.
    pub classes: Vec<(ClassId, Class)>,
    /// As the school reads them.
    pub groups: Vec<(GroupId, Group)>,
    /// By name.
    pub staff: Vec<(PersonId, Staff)>,
    /// Where each child stands in `children`.
    places: BTreeMap<ChildId, usize>,
    /// Children by whole pinyin: whose names sound the same.
    sounds: BTreeMap<String, Vec<usize>>,
    /// Pinyin initials and whole pinyin of each child, in lower case, as `children`.
    typed: Vec<(String, String)>,
}

impl Roster {
    /// A child's card.
    pub fn child(&self, id: ChildId) -> Option<&Arc<Child>> {
        Some(&self.children.get(*self.places.get(&id)?)?.1)
    }

    /// Children whom somebody means who types this, in lower case: pinyin initials (zym),
    /// whole pinyin, part of the name, or the number in class.
    pub fn find<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = &'a (ChildId, Arc<Child>)> {
        let number: Option<u16> = typed.parse().ok();
        let means =
            move |((_, card), (initials, whole)): &(&(_, Arc<Child>), &(String, String))| {
                initials.starts_with(typed)
                    || whole.starts_with(typed)
                    || card.name.contains(typed)
                    || number == Some(card.number)
            };
        self.children.iter().zip(&self.typed).filter(means).map(|(child, _)| child)
    }

    /// The children of these classes.
    pub fn of_classes<'a>(
        &'a self,
        classes: &'a [ClassId],
    ) -> impl Iterator<Item = &'a (ChildId, Arc<Child>)> {
        self.children.iter().filter(|(_, card)| classes.contains(&card.class))
    }

    /// Other children whose name sounds the same (same pinyin), where they may be
    /// taken for each other: in one class, or in one group.
    pub fn sounds_like(&self, id: ChildId) -> Vec<&Arc<Child>> {
        let Some(card) = self.child(id) else { return vec![] };
        let together = |class: ClassId| {
            let both = |g: &Group| g.classes.contains(&class) && g.classes.contains(&card.class);
            class == card.class || self.groups.iter().any(|(_, group)| both(group))
        };
        let same = self.sounds.get(&card.pinyin).into_iter().flatten();
        let others = same.filter_map(|place| self.children.get(*place));
        let others = others.filter(|(other, c)| *other != id && together(c.class));
        others.map(|(_, card)| card).collect()
    }
}

/// Rows of a day by their key; derived again only when one of them has changed.
pub type ByKey<K, T> = Memo<Arc<BTreeMap<K, Arc<T>>>>;

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
    /// Where each child is counted: groups, and which of them went into which.
    pub plan: Memo<Arc<Plan>>,
    /// What is expected, here, gone and missing: one definition for every screen.
    pub picture: Memo<Picture>,
    /// Names the state of what families say about their children.
    pub said: Memo<[(u64, u64); 4]>,
    /// What families answer to the changes of today.
    pub answers: ByKey<ChildId, Answers>,
    /// Who is or was at the gate today.
    pub arrivals: ByKey<ChildId, Arrivals>,
    /// Whose collector was not here yet, on this device and day: they come last in the
    /// queue (T16), in this order. Written nowhere.
    pub later: RwSignal<(Day, Vec<ChildId>)>,
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
        let public = Memo::new(move |_| {
            replica.with(|r| {
                [
                    r.revision::<School>(Audience::Public),
                    r.revision::<SchoolDaySet>(Audience::Public),
                    r.revision::<DayChanged>(Audience::Public),
                    r.revision::<ChangeEnded>(Audience::Public),
                    r.revision::<WaitingPoint>(Audience::Public),
                    r.revision::<OpenHours>(Audience::Public),
                ]
            })
        });
        let frame = Memo::new(move |_| {
            public.get();
            replica.with_untracked(|replica| Frame::of(replica, day.get()))
        });
        let said = Memo::new(move |_| {
            replica.with(|r| {
                [
                    r.revision::<Pattern>(Audience::Roll),
                    r.revision::<Absences>(Audience::Roll),
                    r.revision::<Collectors>(Audience::Roll),
                    r.revision::<Unsettled>(Audience::Holds),
                ]
            })
        });
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
            let own = |(shows, photo): (&str, Arc<Photo>)| {
                let child = photo.child.filter(|child| shows == child.to_string())?;
                Some((child, photo.hash))
            };
            replica.with_untracked(|replica| {
                replica.rows::<Photo>(Audience::Roll).into_iter().filter_map(own).collect()
            })
        });
        let child_days = of_day::<ChildId, ChildDay>(space, day);
        let in_care = Memo::new(move |_| {
            let days = child_days.get();
            let here = days.iter().filter(|(_, day)| day.state().in_care());
            here.map(|(id, day)| (*id, day.place().map(|place| place.group))).collect()
        });
        let group_days = of_day::<GroupId, GroupDay>(space, day);
        let duties = of_day::<GroupId, Duty>(space, day);
        let plan = Memo::new(move |_| {
            let merged = group_days.with(|days| group_day::merges(of(days)));
            Arc::new(roster.with(|roster| Plan::new(&roster.groups, &merged)))
        });
        let nothing = Memo::new(|_| Picture::default());
        let model = Model {
            space,
            app,
            day,
            whole,
            frame: frame.into(),
            roster,
            child_days,
            in_care,
            group_days,
            duties,
            plan,
            picture: nothing,
            said,
            answers: of_day::<ChildId, Answers>(space, day),
            arrivals: of_day::<ChildId, Arrivals>(space, day),
            later: RwSignal::new((day.get_untracked(), vec![])),
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
        self.children([(id, card)].iter()).pop()
    }

    /// Some children today; follows the rows.
    pub fn children<'a>(
        &self,
        cards: impl Iterator<Item = &'a (ChildId, Arc<Child>)>,
    ) -> Vec<ChildToday> {
        let day = self.day.get();
        // What these rows say, and nothing else of the replica.
        self.said.get();
        self.child_days.track();
        self.space.replica.with_untracked(|replica| {
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
        if let Some((holder, _)) = today.and_then(|today| today.holder()) {
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

    /// The signed-in person.
    pub fn me(&self) -> Option<PersonId> {
        self.app.who.with(|who| who.as_ref().map(|who| who.person))
    }

    /// Whether I am here for the gate alone 门卫, 护导老师; follows who is here.
    pub fn only_gate(&self) -> bool {
        only_gate(self.app.member(self.space.id).unwrap_or_default().roles.iter())
    }

    /// Whether I am with children, lead, or protect them: I read who is hurt or unwell.
    pub fn cares(&self) -> bool {
        let roles = self.app.member(self.space.id).unwrap_or_default().roles;
        let all = [Role::Teacher, Role::Leader, Role::Office, Role::ChildProtection];
        all.iter().any(|role| roles.contains(role))
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
    pub fn notes(&self) -> Vec<(ChildId, Arc<Child>, Absence)> {
        let (day, classes) = (self.day.get(), self.my_classes());
        self.said.get();
        let (replica, roster) = (self.space.replica, self.roster.get());
        replica.with_untracked(|replica| {
            let mine = |card: &Child| classes.is_empty() || classes.contains(&card.class);
            let mut notes = vec![];
            for (key, absences) in replica.rows::<Absences>(Audience::Roll) {
                let Some(id) = key.parse::<ChildId>().ok() else { continue };
                let Some(card) = roster.child(id).filter(|card| mine(card)) else { continue };
                let current = absences.notes.iter().filter(|n| n.until >= day);
                notes.extend(current.map(|note| (id, card.clone(), note.clone())));
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

/// A day's rows, each with its key.
fn of<K, T>(days: &BTreeMap<K, Arc<T>>) -> impl Iterator<Item = (&K, &T)> {
    days.iter().map(|(key, row)| (key, &**row))
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
            let read = |(key, row): (&str, Arc<T>)| Some((key.parse().ok()?, row));
            replica.with_untracked(|replica| {
                Arc::new(replica.rows::<T>(audience).into_iter().filter_map(read).collect())
            })
        },
        // It is derived again only when a row is another one.
        |_, _| true,
    )
}

fn roster(replica: &Replica) -> Roster {
    fn shared<T: Body, I: FromStr>(replica: &Replica) -> Vec<(I, Arc<T>)> {
        let rows = replica.rows::<T>(Audience::Roll).into_iter();
        rows.filter_map(|(key, row)| Some((key.parse().ok()?, row))).collect()
    }
    fn listed<T: Body, I: FromStr>(replica: &Replica) -> Vec<(I, T)> {
        let rows = shared(replica).into_iter();
        rows.map(|(id, row)| (id, Arc::unwrap_or_clone(row))).collect()
    }
    let mut children: Vec<(ChildId, Arc<Child>)> = shared(replica);
    children.retain(|(_, card)| !card.left);
    children.sort_by(|(_, a), (_, b)| {
        let class = |card: &Child| (card.grade, card.class_name.chars().count());
        (class(a), &a.class_name, a.number).cmp(&(class(b), &b.class_name, b.number))
    });
    let mut classes: Vec<(ClassId, Class)> = listed(replica);
    order::classes(&mut classes);
    let mut groups: Vec<(GroupId, Group)> = listed(replica);
    order::groups(&mut groups, &classes);
    let mut staff: Vec<(PersonId, Staff)> = listed(replica);
    staff.retain(|(_, staff)| !staff.roles.is_empty());
    staff.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let mut sounds: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, (_, card)) in children.iter().enumerate() {
        sounds.entry(card.pinyin.clone()).or_default().push(place);
    }
    let places = children.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
    let typed = children.iter().map(|(_, card)| typed(&card.pinyin)).collect();
    Roster { children, classes, groups, staff, places, sounds, typed }
}

/// Pinyin initials and whole pinyin, in lower case.
fn typed(pinyin: &str) -> (String, String) {
    let pinyin = pinyin.to_lowercase();
    let syllables = || pinyin.split_whitespace();
    (syllables().filter_map(|s| s.chars().next()).collect(), syllables().collect())
}
