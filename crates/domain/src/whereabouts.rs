//! On which group's list a child is counted (T3): where it is, once an entry says so;
//! before that, where its class belongs. Pure counting, so that no child is counted twice
//! and none is lost between two lists.

use std::collections::BTreeMap;

use crate::child_day::{ChildDay, State};
use crate::id::{ClassId, GroupId};
use crate::school::{Block, Group};

/// The groups of a day, and which of them ended and went into which.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// Every group of the school, in the order of its lists.
    pub groups: &'a [(GroupId, Group)],
    /// Group that ended → group in which it goes on.
    pub merged: &'a BTreeMap<GroupId, GroupId>,
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

impl Plan<'_> {
    /// How a child of this class stands on the list of a group.
    pub fn standing(&self, group: GroupId, class: ClassId, day: &ChildDay) -> Standing {
        let Some(block) = self.block(group) else { return Standing::Not };
        let belongs = self.belongs(group, class);
        if !day.state().in_care() {
            // Whoever is still to come, comes to where the group goes on.
            let goes_on = !self.merged.contains_key(&group);
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
        if let Some(place) = place.filter(|place| self.knows(*place)) {
            return Some(self.goes_on_in(place));
        }
        let of_block = || self.groups.iter().filter(|(_, group)| group.block == block);
        let of_class = of_block().find(|(_, group)| group.classes.contains(&class));
        of_class.or_else(|| of_block().next()).map(|(id, _)| self.goes_on_in(*id))
    }

    /// Whether a group has the children of this class, also by a group that went into it.
    pub fn belongs(&self, group: GroupId, class: ClassId) -> bool {
        let mut of_class = self.groups.iter().filter(|(_, g)| g.classes.contains(&class));
        of_class.any(|(id, _)| *id == group || self.goes_on_in(*id) == group)
    }

    /// Whether the school has this group.
    pub fn knows(&self, group: GroupId) -> bool {
        self.block(group).is_some()
    }

    /// Where a group goes on, over as many mergers as there were.
    pub fn goes_on_in(&self, group: GroupId) -> GroupId {
        let mut at = group;
        for _ in 0..=self.merged.len() {
            match self.merged.get(&at) {
                Some(next) => at = *next,
                None => return at,
            }
        }
        // Two groups that went into each other: the children stay where they were.
        group
    }

    fn block(&self, group: GroupId) -> Option<Block> {
        self.groups.iter().find(|(id, _)| *id == group).map(|(_, group)| group.block)
    }
}

/// Whether a child in care stands in the room, where a head count finds it: not on a short
/// way out, and not with an escort.
pub fn in_the_room(day: &ChildDay) -> bool {
    matches!(day.state(), State::Received(_) | State::Returned)
}
