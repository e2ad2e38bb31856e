//! What the office's screens derive from the rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, ClassId, GroupId, PersonId};
use yuanliu_domain::people::{Child, Class, Staff};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::Body;
use yuanliu_domain::school::{Block, Duty, Group};
use yuanliu_domain::time::Day;
use yuanliu_sync::replica::Replica;

use crate::state::{App, Space, order};

/// Names of the school: changes seldom.
#[derive(Debug, Default, PartialEq)]
pub struct Roster {
    /// Children of the school.
    pub children: BTreeMap<ChildId, Arc<Child>>,
    /// By grade, then name.
    pub classes: Vec<(ClassId, Class)>,
    /// As the school reads them.
    pub groups: Vec<(GroupId, Group)>,
    /// By name; nobody whose parts have ended.
    pub staff: Vec<(PersonId, Staff)>,
}

impl Roster {
    fn of(replica: &Replica) -> Roster {
        let cards = replica.rows::<Child>(Audience::Roll).into_iter();
        let read = |(key, card): (&str, Arc<Child>)| Some((key.parse().ok()?, card));
        let mut children: BTreeMap<ChildId, Arc<Child>> = cards.filter_map(read).collect();
        children.retain(|_, card| !card.left);
        let mut classes: Vec<(ClassId, Class)> = listed(replica, Audience::Roll).collect();
        order::classes(&mut classes);
        let mut groups: Vec<(GroupId, Group)> = listed(replica, Audience::Roll).collect();
        order::groups(&mut groups, &classes);
        let mut staff: Vec<(PersonId, Staff)> = listed(replica, Audience::Roll).collect();
        staff.retain(|(_, staff)| !staff.roles.is_empty());
        staff.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        Roster { children, classes, groups, staff }
    }

    /// A group.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.iter().find(|(group, _)| *group == id).map(|(_, group)| group)
    }

    /// The groups of one block.
    pub fn of_block(&self, block: Block) -> impl Iterator<Item = &(GroupId, Group)> {
        self.groups.iter().filter(move |(_, group)| group.block == block)
    }

    /// The names of these classes, in order.
    pub fn class_names(&self, ids: &[ClassId]) -> Vec<&str> {
        let named = self.classes.iter().filter(|(id, _)| ids.contains(id));
        named.map(|(_, class)| class.name.as_str()).collect()
    }

    /// The names of these people, in their order.
    pub fn staff_names(&self, ids: &[PersonId]) -> Vec<&str> {
        let name = |id: &PersonId| self.staff.iter().find(|(staff, _)| staff == id);
        ids.iter().filter_map(name).map(|(_, staff)| staff.name.as_str()).collect()
    }
}

/// What the office's screens share. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Office {
    /// The store.
    pub app: App,
    /// The school.
    pub space: Space,
    /// Today by the school's clock (I10).
    pub day: Memo<Day>,
    /// Children, classes, groups, staff.
    pub roster: Memo<Arc<Roster>>,
    /// What was written last, in words, and its act.
    pub saved: RwSignal<Option<(String, ActId)>>,
}

impl Office {
    /// From a component's context.
    pub fn get() -> Office {
        expect_context::<Office>()
    }

    /// Derives everything from a school's replica.
    pub fn new(app: App, space: Space) -> Office {
        let day = Memo::new(move |_| {
            app.tick.track();
            space.contact.track();
            space.today()
        });
        let revision = Memo::new(move |_| {
            space.replica.with(|r| {
                [
                    r.revision::<Child>(Audience::Roll),
                    r.revision::<Class>(Audience::Roll),
                    r.revision::<Group>(Audience::Roll),
                    r.revision::<Staff>(Audience::Roll),
                ]
            })
        });
        let roster = Memo::new(move |_| {
            // Read, not tracked: a memo that nobody reads never finds out.
            let _ = revision.get();
            space.replica.with_untracked(|replica| Arc::new(Roster::of(replica)))
        });
        Office { app, space, day, roster, saved: RwSignal::new(None) }
    }

    /// Whether these audiences are here whole; follows the rows.
    pub fn holds(self, audiences: &[Audience]) -> bool {
        self.space.replica.with(|r| audiences.iter().all(|audience| r.view.whole(*audience)))
    }

    /// Whether the signed-in person is of the office, and not only a duty leader.
    pub fn is_office(self) -> bool {
        self.app.member(self.space.id).is_some_and(|member| member.roles.contains(&Role::Office))
    }

    /// Who has a group today; follows the rows.
    pub fn duty(self, group: GroupId) -> Option<Duty> {
        let day = self.day.get();
        self.space.replica.with(|replica| replica.get(Audience::Day(day), group))
    }

    /// The school's name.
    pub fn school(self) -> String {
        let name = |who: &yuanliu_sync::wire::Who| {
            let place = who.spaces.iter().find(|place| place.space == self.space.id);
            place.map(|place| place.school.clone())
        };
        self.app.who.with(|who| who.as_ref().and_then(name)).unwrap_or_default()
    }
}

/// The rows of a kind, by their typed key.
pub fn listed<I: std::str::FromStr, T: Body>(
    replica: &Replica,
    audience: Audience,
) -> impl Iterator<Item = (I, T)> + use<I, T> {
    let rows = replica.list::<T>(audience).into_iter();
    rows.filter_map(|(key, body)| Some((key.parse().ok()?, body)))
}
