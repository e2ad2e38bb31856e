//! The whole picture of a duty: for every group what is expected, here, out, gone and
//! missing, and who is missing since when. Derived, never stored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, ChildDay, Mark, State, What};
use yuanliu_domain::choice::Pattern;
use yuanliu_domain::disagreement::Unsettled;
use yuanliu_domain::expected::{Because, ChildFrame, DayFrame, expected};
use yuanliu_domain::id::{ChildId, ClassId, GroupId};
use yuanliu_domain::leave::Absences;
use yuanliu_domain::people::Child;
use yuanliu_domain::school::{Block, Group, SchoolDaySet};
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_domain::whereabouts::{Plan, Standing};

use super::listed::gone;
use super::model::{Model, Roster};
use crate::state::{App, Frame};

/// A roll may be called so long before its block begins, in milliseconds: whoever leaves
/// before that was not looked for in a group.
const EARLY: i64 = 15 * 60_000;

/// One group now, as its own list counts (`listed::of_group`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Whether its block has begun and its roll was called: nobody is missing before
    /// somebody looked.
    pub called: bool,
    /// Expected.
    pub expected: usize,
    /// In care and counted here, guests among them.
    pub present: usize,
    /// Of these, out of the room or with an escort.
    pub out: usize,
    /// Expected, and in care in another group.
    pub elsewhere: usize,
    /// Expected, and gone.
    pub left: usize,
    /// Expected, and nobody knows where: missing once the roll was called.
    pub due: usize,
}

impl Numbers {
    /// Expected, looked for, and not here.
    pub fn missing(&self) -> usize {
        if self.called { self.due } else { 0 }
    }
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
    /// Which blocks have begun: activities, late care.
    pub begun: [bool; 2],
    /// By group, in the order of the roster.
    pub groups: Vec<(GroupId, Group, Numbers)>,
    /// Of the whole school, by class and number.
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

impl Picture {
    /// How many are missing in one group.
    pub fn missing_in(&self, group: GroupId) -> usize {
        let of = self.groups.iter().find(|(id, ..)| *id == group);
        of.map_or(0, |(_, _, numbers)| numbers.missing())
    }

    /// Groups that wait for children and whose roll was not called, by name.
    pub fn uncalled(&self) -> Vec<String> {
        let waits = |numbers: &Numbers| !numbers.called && numbers.due > 0;
        let groups = self.groups.iter().filter(|(_, _, numbers)| waits(numbers));
        groups.map(|(_, group, _)| group.name.clone()).collect()
    }
}

/// What the families have said, of the whole school: it changes seldom.
struct Families {
    patterns: BTreeMap<ChildId, Pattern>,
    absences: BTreeMap<ChildId, Absences>,
    unsettled: BTreeSet<ChildId>,
}

fn families(model: Model) -> Memo<Arc<Families>> {
    let replica = model.space.replica;
    let revision = Memo::new(move |_| {
        let said = replica.with(|r| {
            let roll =
                (r.revision::<Pattern>(Audience::Roll), r.revision::<Absences>(Audience::Roll));
            (roll, r.revision::<Unsettled>(Audience::Holds))
        });
        (model.day.get(), said)
    });
    Memo::new_with_compare(
        move |_| {
            let (day, _) = revision.get();
            replica.with_untracked(|r| {
                let unsettled = r.list::<Unsettled>(Audience::Holds).into_iter();
                let unsettled = unsettled.filter(|(_, row)| row.holds(day));
                Arc::new(Families {
                    patterns: by_child(r.list(Audience::Roll)),
                    absences: by_child(r.list(Audience::Roll)),
                    unsettled: unsettled.filter_map(|(key, _)| key.parse().ok()).collect(),
                })
            })
        },
        |_, _| true,
    )
}

fn by_child<T>(rows: Vec<(String, T)>) -> BTreeMap<ChildId, T> {
    rows.into_iter().filter_map(|(key, row)| Some((key.parse().ok()?, row))).collect()
}

/// Derives it again only when a row that it reads has changed, or a block begins.
pub fn picture(app: App, model: Model) -> Memo<Picture> {
    let families = families(model);
    let frame = Memo::new(move |_| model.frame.get());
    let begun = Memo::new(move |_| {
        app.tick.track();
        let now = model.space.now().at.minute();
        frame.with(|frame| {
            let school = &frame.as_ref()?.school;
            Some([now >= school.lessons_end, now >= school.late_care])
        })
    });
    let merged = Memo::new(move |_| model.merged());
    Memo::new(move |_| {
        let (Some(frame), Some(begun)) = (frame.get(), begun.get()) else {
            return Picture::default();
        };
        let (roster, days, merged) = (model.roster.get(), model.child_days.get(), merged.get());
        let day = model.day.get();
        let all = all(&roster, &days, &families.get(), &frame, day);
        let plan = Plan { groups: &roster.groups, merged: &merged };
        let starts =
            [frame.school.lessons_end, frame.school.late_care].map(|minute| day.at(minute));
        derive(&all, plan, begun, starts)
    })
}

/// What is known and expected of one child, by block.
struct Of<'a> {
    id: ChildId,
    card: &'a Child,
    day: &'a ChildDay,
    expected: [bool; 2],
    leave: bool,
}

fn all<'a>(
    roster: &'a Roster,
    days: &'a BTreeMap<ChildId, ChildDay>,
    families: &Families,
    frame: &Frame,
    day: Day,
) -> Vec<Of<'a>> {
    static NOTHING: ChildDay = ChildDay { entries: vec![] };
    let of_day = DayFrame {
        day,
        entered: frame.entered.as_ref().map(SchoolDaySet::entered),
        school: &frame.school,
        changes: frame.changes.iter().collect(),
    };
    let of = |(id, card): &'a (ChildId, Child)| {
        let day = days.get(id).unwrap_or(&NOTHING);
        let child = ChildFrame {
            class: card.class,
            grade: card.grade,
            pattern: families.patterns.get(id),
            notes: families.absences.get(id).map_or(&[][..], |absences| &absences.notes),
            child_day: Some(day),
            unsettled: families.unsettled.contains(id),
        };
        let expected = Block::ALL.map(|block| expected(block, &of_day, &child));
        let leave = expected.iter().any(|e| e.because == Because::Leave);
        Of { id: *id, card, day, expected: expected.map(|e| e.yes), leave }
    };
    roster.children.iter().map(of).collect()
}

/// By class the groups on whose lists its children may stand.
fn lists(plan: Plan<'_>) -> BTreeMap<ClassId, BTreeSet<GroupId>> {
    let mut lists: BTreeMap<ClassId, BTreeSet<GroupId>> = BTreeMap::new();
    for (id, group) in plan.groups {
        for class in &group.classes {
            lists.entry(*class).or_default().extend([*id, plan.goes_on_in(*id)]);
        }
    }
    lists
}

fn derive(all: &[Of<'_>], plan: Plan<'_>, begun: [bool; 2], starts: [Stamp; 2]) -> Picture {
    let lists = lists(plan);
    let block = |group: &Group| group.block as usize;
    let mut rolls = rolls(all, plan, &lists, starts);
    rolls.retain(|id, _| plan.groups.iter().any(|(g, group)| g == id && begun[block(group)]));
    let mut numbers: BTreeMap<GroupId, (usize, Numbers)> = BTreeMap::new();
    for (id, group) in plan.groups {
        let called = rolls.contains_key(id);
        numbers.insert(*id, (block(group), Numbers { called, ..Numbers::default() }));
    }
    let mut picture = Picture { begun, ..Picture::default() };
    for of in all {
        let (state, class) = (of.day.state(), of.card.class);
        let mut on = lists.get(&class).cloned().unwrap_or_default();
        if state.in_care() {
            on.extend(Block::ALL.iter().filter_map(|b| plan.counted_in(*b, class, of.day)));
        }
        let mut since: Option<Stamp> = None;
        for id in on {
            let Some((block, numbers)) = numbers.get_mut(&id) else { continue };
            let (standing, expected) = (plan.standing(id, class, of.day), of.expected[*block]);
            numbers.expected += usize::from(expected && standing != Standing::Not);
            match standing {
                Standing::Here => {
                    numbers.present += 1;
                    let out = matches!(state, State::OutOfRoom | State::WithEscort);
                    numbers.out += usize::from(out);
                }
                Standing::Elsewhere(_) if expected => numbers.elsewhere += 1,
                Standing::Due if expected && gone(of.day) => numbers.left += 1,
                Standing::Due if expected && state != State::Absent => {
                    numbers.due += 1;
                    since = since.into_iter().chain(rolls.get(&id).copied()).min();
                }
                _ => {}
            }
        }
        let on_leave = of.leave && !of.expected.contains(&true);
        let marked = state == State::NotHere && !on_leave;
        let at = match of.day.last().filter(|_| marked) {
            Some(entry) => Some(entry.happened.unwrap_or(entry.at)),
            None => since,
        };
        picture.missing.extend(at.map(|since| Missing {
            id: of.id,
            card: of.card.clone(),
            since,
            marked,
        }));
        picture.present += usize::from(state.in_care());
        if let State::Released(_, release) = &state {
            picture.released += 1;
            if release.basis == Basis::AlreadyHome {
                picture.at_home.push((of.id, of.card.clone()));
            }
        }
        picture.expected += usize::from(of.expected.contains(&true));
    }
    let of_group = |(id, group): &(GroupId, Group)| {
        let (_, numbers) = numbers.remove(id).unwrap_or_default();
        (*id, group.clone(), numbers)
    };
    picture.groups = plan.groups.iter().map(of_group).collect();
    picture
}

/// When the roll of each group was called: the first mark of one of its own children. A
/// guest who was moved there and a release are no roll.
fn rolls(
    all: &[Of<'_>],
    plan: Plan<'_>,
    lists: &BTreeMap<ClassId, BTreeSet<GroupId>>,
    starts: [Stamp; 2],
) -> BTreeMap<GroupId, Stamp> {
    let from: BTreeMap<GroupId, Stamp> = plan
        .groups
        .iter()
        .map(|(id, group)| (*id, Stamp(starts[group.block as usize].0 - EARLY)))
        .collect();
    let mut rolls: BTreeMap<GroupId, Stamp> = BTreeMap::new();
    for of in all {
        let Some(own) = lists.get(&of.card.class) else { continue };
        for entry in of.day.entries.iter().filter(|entry| entry.corrected_by.is_none()) {
            let What::Marked(Mark::Present | Mark::NotHere, place) = &entry.what else { continue };
            let at = entry.happened.unwrap_or(entry.at);
            let here = |id: &&GroupId| place.as_ref().is_none_or(|place| place.group == **id);
            for id in own.iter().filter(here) {
                if from.get(id).is_some_and(|from| at >= *from) {
                    let first = rolls.entry(*id).or_insert(at);
                    *first = at.min(*first);
                }
            }
        }
    }
    rolls
}

/// Who keeps the day open: in care, or missing; each once.
pub fn open_children(model: Model, picture: &Picture) -> Vec<ChildId> {
    let days = model.child_days.get();
    let mut open: BTreeSet<ChildId> = yuanliu_domain::closing::open(&days).collect();
    open.extend(picture.missing.iter().map(|missing| missing.id));
    open.into_iter().collect()
}
