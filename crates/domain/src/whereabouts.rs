//! On which group's list a child is counted (T3): where it is, once an entry says so;
//! before that, where its class belongs. Pure counting, so that no child is counted twice
//! and none is lost between two lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::child_day::{ChildDay, State};
use crate::id::{ClassId, GroupId};
use crate::school::{Block, Group};

/// The groups of a day, and which of them ended and went into which: prepared once, asked
/// for every child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    blocks: BTreeMap<GroupId, Block>,
    /// Group that ended → group in which it goes on, over as many mergers as there were.
    goes_on: BTreeMap<GroupId, GroupId>,
    /// By class: the groups that have its children.
    belongs: BTreeMap<ClassId, BTreeSet<GroupId>>,
    /// The first group of a block, of all and by class, in the order of the school's lists.
    first: BTreeMap<(Block, Option<ClassId>), GroupId>,
}

/// How a child stands on the list of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In care and counted here.
    Here,
    /// Belongs here and is in care in this other group: counted there.
    Elsewhere(GroupId),
    /// Belongs here and is in nobody's count: expected, gone, on leave.
    Due,
    /// Not on this list.
    Not,
}

impl Plan {
    /// Of every group of the school, in the order of its lists; `merged` says of a group
    /// that ended in which it goes on.
    pub fn new(groups: &[(GroupId, Group)], merged: &BTreeMap<GroupId, GroupId>) -> Plan {
        let mut plan = Plan {
            blocks: groups.iter().map(|(id, group)| (*id, group.block)).collect(),
            goes_on: merged.keys().map(|group| (*group, end(merged, *group))).collect(),
            ..Plan::default()
        };
        for (id, group) in groups {
            let goes_on = plan.goes_on_in(*id);
            plan.first.entry((group.block, None)).or_insert(*id);
            for class in &group.classes {
                plan.belongs.entry(*class).or_default().extend([*id, goes_on]);
                plan.first.entry((group.block, Some(*class))).or_insert(*id);
            }
        }
        plan
    }

    /// How a child of this class stands on the list of a group.
    pub fn standing(&self, group: GroupId, class: ClassId, day: &ChildDay) -> Standing {
        let Some(block) = self.block(group) else { return Standing::Not };
        let belongs = self.belongs(group, class);
        if !day.state().in_care() {
            // Whoever is still to come, comes to where the group goes on.
            let goes_on = !self.ended(group);
            return if belongs && goes_on { Standing::Due } else { Standing::Not };
        }
        match self.counted_in(block, class, day) {
            Some(counted) if counted == group => Standing::Here,
            Some(counted) if belongs => Standing::Elsewhere(counted),
            _ => Standing::Not,
        }
    }

    /// The group in which a child in care is counted: the one that its last place names, or
    /// into which that one went;
    /// with no place, or one that the school no longer has, the first of its class in the
    /// block, and any of the block before none.
    pub fn counted_in(&self, block: Block, class: ClassId, day: &ChildDay) -> Option<GroupId> {
        let place = day.place().map(|place| place.group);
        let first = || {
            let of_class = self.first.get(&(block, Some(class)));
            of_class.or_else(|| self.first.get(&(block, None))).copied()
        };
        place.filter(|place| self.knows(*place)).or_else(first).map(|id| self.goes_on_in(id))
    }

    /// The groups that have the children of this class, also by a group that went into them.
    pub fn lists(&self, class: ClassId) -> impl Iterator<Item = GroupId> {
        self.belongs.get(&class).into_iter().flatten().copied()
    }

    /// Whether a group has the children of this class, also by a group that went into it.
    pub fn belongs(&self, group: GroupId, class: ClassId) -> bool {
        self.belongs.get(&class).is_some_and(|groups| groups.contains(&group))
    }

    /// The block of a group; `None` when the school has no such group.
    pub fn block(&self, group: GroupId) -> Option<Block> {
        self.blocks.get(&group).copied()
    }

    /// Whether the school has this group.
    pub fn knows(&self, group: GroupId) -> bool {
        self.blocks.contains_key(&group)
    }

    /// Whether a group ended and went into another.
    pub fn ended(&self, group: GroupId) -> bool {
        self.goes_on.contains_key(&group)
    }

    /// Where a group goes on, over as many mergers as there were.
    pub fn goes_on_in(&self, group: GroupId) -> GroupId {
        self.goes_on.get(&group).copied().unwrap_or(group)
    }
}

fn end(merged: &BTreeMap<GroupId, GroupId>, group: GroupId) -> GroupId {
    let mut at = group;
    for _ in 0..=merged.len() {
        match merged.get(&at) {
            Some(next) => at = *next,
            None => return at,
        }
    }
    // Two groups that went into each other: the children stay where they were.
    group
}

/// Whether a child in care stands in the room, where a head count finds it: not on a short
/// way out, and not with an escort.
pub fn in_the_room(day: &ChildDay) -> bool {
    matches!(day.state(), State::Received(_) | State::Returned)
}
