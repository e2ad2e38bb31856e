//! The whole picture of a duty: for every group what is expected, here, out, gone and
//! missing, and who is missing since when. Derived, never stored.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, ChildDay, Mark, State, What};
use yuanliu_domain::choice::Pattern;
use yuanliu_domain::disagreement::Unsettled;
use yuanliu_domain::expected::Because;
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::leave::Absences;
use yuanliu_domain::people::Child;
use yuanliu_domain::school::{Block, Group};
use yuanliu_domain::time::Stamp;

use super::model::Model;
use crate::state::{App, ChildToday, Frame};

/// One group now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Whether its roll was called: nobody is missing before somebody looked.
    pub called: bool,
    /// Expected.
    pub expected: usize,
    /// In care.
    pub present: usize,
    /// Of these, out of the room or with an escort.
    pub out: usize,
    /// Expected, and gone.
    pub left: usize,
    /// Expected, and not here.
    pub missing: usize,
}

/// A child who is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Which.
    pub id: ChildId,
    /// The card.
    pub card: Child,
    /// Since when: the mark, or when the roll of the group was called.
    pub since: Stamp,
    /// Marked 'not here'; else expected and not marked.
    pub marked: bool,
}

/// The whole picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// By group, in the order of the roster.
    pub groups: Vec<(GroupId, Group, Numbers)>,
    /// By class and number.
    pub missing: Vec<Missing>,
    /// Children in care, wherever they are.
    pub present: usize,
    /// Children given into somebody's care today.
    pub released: usize,
    /// Children expected in any block.
    pub expected: usize,
    /// Children who are at home by a call: kept, and flagged (R7).
    pub at_home: Vec<(ChildId, Child)>,
}

/// Derives it again only when a row that it reads has changed, or a block begins.
pub fn picture(model: Model) -> Memo<Picture> {
    let (app, replica) = (App::get(), model.space.replica);
    let revision = Memo::new(move |_| {
        let day = Audience::Day(model.day.get());
        replica.with(|r| {
            let families =
                (r.revision::<Pattern>(Audience::Roll), r.revision::<Absences>(Audience::Roll));
            (families, r.revision::<ChildDay>(day), r.revision::<Unsettled>(Audience::Holds))
        })
    });
    let frame = Memo::new(move |_| model.frame.get());
    let begun = Memo::new(move |_| {
        app.tick.track();
        let now = model.space.now().at.minute();
        frame.with(|frame| {
            let school = &frame.as_ref()?.school;
            Some([now >= school.lessons_end, now >= school.late_care])
        })
    });
    Memo::new(move |_| {
        // `get`, not `track`: a memo that nobody reads is never derived.
        revision.get();
        let (Some(frame), Some(begun)) = (frame.get(), begun.get()) else {
            return Picture::default();
        };
        let roster = model.roster.get();
        let children = untrack(|| model.children(roster.children.iter()));
        derive(&children, &roster.groups, &frame, begun, model)
    })
}

/// What is expected of one child, by block.
struct Of<'a> {
    child: &'a ChildToday,
    expected: [bool; 2],
    leave: bool,
}

impl Of<'_> {
    fn gone(&self) -> bool {
        matches!(
            self.child.day.state(),
            State::Released(..) | State::LeftAtLessonsEnd | State::Absent
        )
    }

    fn missing_in(&self, block: Block) -> bool {
        let expected = self.expected[block as usize];
        expected && !self.gone() && !self.child.day.state().in_care()
    }
}

fn derive(
    children: &[ChildToday],
    groups: &[(GroupId, Group)],
    frame: &Frame,
    begun: [bool; 2],
    model: Model,
) -> Picture {
    let day = model.day.get_untracked();
    let all: Vec<Of<'_>> = children
        .iter()
        .map(|child| {
            let expected = Block::ALL.map(|block| child.expected(block, frame, day));
            let leave = expected.iter().any(|e| e.because == Because::Leave);
            Of { child, expected: expected.map(|e| e.yes), leave }
        })
        .collect();
    let rolls = rolls(children);
    let starts = [frame.school.lessons_end, frame.school.late_care].map(|minute| day.at(minute));
    let mut picture = Picture::default();
    let mut since: BTreeMap<ChildId, Stamp> = BTreeMap::new();
    for (id, group) in groups {
        let block = group.block as usize;
        let list: Vec<&Of<'_>> =
            all.iter().filter(|of| group.classes.contains(&of.child.card.class)).collect();
        let looked = list.iter().any(|of| {
            let state = of.child.day.state();
            of.expected[block] && (state.in_care() || matches!(state, State::NotHere))
        });
        let called = rolls.contains_key(id) || (begun[block] && looked);
        let at = rolls.get(id).copied().unwrap_or(starts[block]);
        let missing: Vec<_> =
            list.iter().filter(|of| called && of.missing_in(group.block)).collect();
        missing.iter().for_each(|of| {
            since.entry(of.child.id).and_modify(|known| *known = (*known).min(at)).or_insert(at);
        });
        let count = |is: &dyn Fn(&Of<'_>) -> bool| {
            list.iter().filter(|of| of.expected[block] && is(of)).count()
        };
        let numbers = Numbers {
            called,
            expected: count(&|_| true),
            present: count(&|of| of.child.day.state().in_care()),
            out: count(&|of| matches!(of.child.day.state(), State::OutOfRoom | State::WithEscort)),
            left: count(&|of| of.gone()),
            missing: missing.len(),
        };
        picture.groups.push((*id, group.clone(), numbers));
    }
    for of in &all {
        let state = of.child.day.state();
        let on_leave = of.leave && !of.expected.contains(&true);
        let marked = matches!(state, State::NotHere) && !on_leave;
        let at = match of.child.day.last().filter(|_| marked) {
            Some(entry) => Some(entry.happened.unwrap_or(entry.at)),
            None => since.get(&of.child.id).copied(),
        };
        picture.present += usize::from(state.in_care());
        if let State::Released(_, release) = &state
            && release.basis == Basis::AlreadyHome
        {
            picture.at_home.push((of.child.id, of.child.card.clone()));
        }
        picture.released += usize::from(matches!(state, State::Released(..)));
        picture.expected += usize::from(of.expected.contains(&true));
        picture.missing.extend(at.map(|since| Missing {
            id: of.child.id,
            card: of.child.card.clone(),
            since,
            marked,
        }));
    }
    picture
}

/// When the first mark was made in each group.
fn rolls(children: &[ChildToday]) -> BTreeMap<GroupId, Stamp> {
    let mut rolls: BTreeMap<GroupId, Stamp> = BTreeMap::new();
    let entries = children.iter().flat_map(|child| &child.day.entries);
    for entry in entries.filter(|entry| entry.corrected_by.is_none()) {
        if let What::Marked(Mark::Present | Mark::NotHere, Some(place)) = &entry.what {
            let at = entry.happened.unwrap_or(entry.at);
            rolls.entry(place.group).and_modify(|first| *first = (*first).min(at)).or_insert(at);
        }
    }
    rolls
}

/// Who keeps the day open: in care, or missing; each once.
pub fn open_children(model: Model, picture: &Picture) -> Vec<ChildId> {
    let days = model.child_days();
    let mut open: BTreeSet<ChildId> = yuanliu_domain::closing::open(&days).collect();
    open.extend(picture.missing.iter().map(|missing| missing.id));
    open.into_iter().collect()
}
