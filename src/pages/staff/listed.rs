//! Who stands on the list of a group: the children of its classes, and whoever was moved
//! into it. Each child in care is counted once (`whereabouts`).

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::child_day::{ChildDay, State};
use yuanliu_domain::expected::Because;
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::people::Child;
use yuanliu_domain::school::{Block, Group, Place};
use yuanliu_domain::whereabouts::{Plan, Standing, in_the_room};

use super::model::{Model, Roster};
use crate::state::{ChildToday, Frame};
use crate::text::{fill, words};

/// A child on the list of a group, with what the row shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The child.
    pub child: ChildToday,
    /// Expected in this block.
    pub expected: bool,
    /// On leave.
    pub leave: bool,
    /// Leaves early, in words.
    pub leaves_at: Option<String>,
    /// The block of the list.
    pub block: Block,
    /// How it stands on this list.
    pub standing: Standing,
}

impl Listed {
    /// In care and counted here.
    pub fn here(&self) -> bool {
        self.standing == Standing::Here
    }

    /// In care: here, or for a child that is on no list here, anywhere.
    pub fn ticked(&self) -> bool {
        self.here() || self.standing == Standing::Not && self.child.day.state().in_care()
    }

    /// In care and counted in another group.
    pub fn elsewhere(&self) -> Option<GroupId> {
        match self.standing {
            Standing::Elsewhere(group) => Some(group),
            _ => None,
        }
    }

    /// Left the school.
    pub fn gone(&self) -> bool {
        gone(&self.child.day)
    }
}

/// Was at school and left it: given into somebody's care, or with the class queue.
pub fn gone(day: &ChildDay) -> bool {
    matches!(day.state(), State::Released(..) | State::LeftAtLessonsEnd)
}

/// What the list of a group is made from. Follows the rows.
struct Ground {
    roster: Arc<Roster>,
    plan: Arc<Plan>,
}

impl Ground {
    fn of(model: Model) -> Ground {
        Ground { roster: model.roster.get(), plan: model.plan.get() }
    }

    /// Children who may stand on the list of a group: of its classes, moved into it, or
    /// taken in with no place said.
    fn candidates(&self, model: Model, group: GroupId) -> Vec<ChildToday> {
        let plan = &self.plan;
        let in_care = model.in_care.get();
        let may = |id: &ChildId| match in_care.get(id) {
            Some(Some(place)) => *place == group || !plan.knows(*place),
            Some(None) => true,
            None => false,
        };
        let cards = self.roster.children.iter();
        model.children(cards.filter(|(id, card)| plan.belongs(group, card.class) || may(id)))
    }
}

/// A child as the list of a group shows it.
fn one(
    child: ChildToday,
    group: GroupId,
    block: Block,
    (plan, frame, model): (&Plan, &Frame, Model),
) -> Listed {
    let expected = child.expected(block, frame, model.day.get());
    Listed {
        expected: expected.yes,
        leave: expected.because == Because::Leave,
        leaves_at: expected.leaves_at.map(|at| fill(words::leaves_at, &[&at])),
        block,
        standing: plan.standing(group, child.card.class, &child.day),
        child,
    }
}

/// The list of a group: whom it counts, whom it expects, who is on leave. Follows the rows.
pub fn of_group(model: Model, group: GroupId, block: Block) -> Vec<Listed> {
    let Some(frame) = model.frame.get() else { return vec![] };
    let ground = Ground::of(model);
    let children = ground.candidates(model, group).into_iter();
    let listed = children.map(|child| one(child, group, block, (&ground.plan, &frame, model)));
    let stands = |l: &Listed| match l.standing {
        Standing::Here => true,
        Standing::Elsewhere(_) | Standing::Due => l.expected || l.leave,
        Standing::Not => false,
    };
    listed.filter(stands).collect()
}

/// The first children whom somebody means who types this, as the list of a group shows them,
/// whether or not they stand on it. Follows the rows.
pub fn some(model: Model, group: GroupId, block: Block, typed: &str, most: usize) -> Vec<Listed> {
    let Some(frame) = model.frame.get() else { return vec![] };
    let ground = Ground::of(model);
    // A number in class is in every class: the own ones come first.
    let own = |card: &Child| ground.plan.belongs(group, card.class);
    let (own, others): (Vec<_>, Vec<_>) =
        ground.roster.find(typed).partition(|(_, card)| own(card));
    let hits = own.into_iter().chain(others).take(most);
    let children = model.children(hits).into_iter();
    children.map(|child| one(child, group, block, (&ground.plan, &frame, model))).collect()
}

/// Whom a group has now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Room {
    /// In the room: whom a head count finds.
    pub here: Vec<ChildToday>,
    /// In the group's care and not in the room.
    pub out: Vec<ChildToday>,
}

impl Room {
    /// Of a group; follows the rows.
    pub fn of(model: Model, group: GroupId) -> Room {
        let ground = Ground::of(model);
        let counted = |child: &ChildToday| {
            ground.plan.standing(group, child.card.class, &child.day) == Standing::Here
        };
        let all = ground.candidates(model, group).into_iter().filter(counted);
        let (here, out) = all.partition(|child| in_the_room(&child.day));
        Room { here, out }
    }

    /// The children in the room.
    pub fn ids(&self) -> Vec<ChildId> {
        self.here.iter().map(|child| child.id).collect()
    }

    /// The children of the group who are not in the room.
    pub fn out_ids(&self) -> Vec<ChildId> {
        self.out.iter().map(|child| child.id).collect()
    }
}

/// A child as a list names it: class, number, name.
pub fn line(child: &ChildToday) -> String {
    let card = &child.card;
    format!("{} {:02} {}", card.class_name, card.number, card.name)
}

/// Where a child who stays goes for late care: to the group of its class, or into which
/// that one went. Follows the rows.
pub fn late_place(model: Model, child: &ChildToday) -> Option<Place> {
    place_in(model, child, Block::LateCare)
}

/// Where a child who comes now goes: to the group of its class in the block that runs, if
/// it is expected there, else in the other one. Follows the rows.
pub fn expected_place(model: Model, child: &ChildToday) -> Option<Place> {
    let frame = model.frame.get()?;
    let blocks = match model.space.now().at.minute() >= frame.school.late_care {
        true => [Block::LateCare, Block::Activities],
        false => [Block::Activities, Block::LateCare],
    };
    let expected = |block: &Block| child.expected(*block, &frame, model.day.get()).yes;
    place_in(model, child, blocks.into_iter().find(expected)?)
}

fn place_in(model: Model, child: &ChildToday, block: Block) -> Option<Place> {
    let ground = Ground::of(model);
    let groups = || ground.roster.groups.iter().filter(|(_, group)| group.block == block);
    let own = groups().find(|(_, group)| group.classes.contains(&child.card.class));
    let (own, _) = own.or_else(|| groups().next())?;
    let id = ground.plan.goes_on_in(*own);
    groups().find(|(group, _)| *group == id).map(|(id, group)| place(*id, group))
}

/// A group as a place.
pub fn place(id: GroupId, group: &Group) -> Place {
    Place { group: id, name: group.name.clone(), room: group.room.clone() }
}
