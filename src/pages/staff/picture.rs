//! The whole picture of a duty: for every group what is expected, here, out, gone and
//! missing, and who is missing since when. Derived, never stored.
//!
//! A school has 1,500 children and a mark changes one: what each child adds is worked out
//! again only when its own day has changed, then all of it is summed up.

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
    pub card: Arc<Child>,
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
    pub at_home: Vec<(ChildId, Arc<Child>)>,
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

/// What the children's shares rest on besides their own days: changes seldom.
struct Ground {
    day: Day,
    frame: Frame,
    roster: Arc<Roster>,
    plan: Arc<Plan>,
    patterns: BTreeMap<ChildId, Arc<Pattern>>,
    absences: BTreeMap<ChildId, Arc<Absences>>,
    unsettled: BTreeSet<ChildId>,
    /// From when on a mark in a group is its roll.
    rolls_from: BTreeMap<GroupId, Stamp>,
}

impl Ground {
    /// Follows the rows; `None` before the first sync.
    fn of(model: Model) -> Option<Ground> {
        let (day, roster) = (model.day.get(), model.roster.get());
        let frame = model.frame.get()?;
        model.said.track();
        let starts = [frame.school.lessons_end, frame.school.late_care].map(|at| day.at(at));
        let from =
            |(id, group): &(GroupId, Group)| (*id, Stamp(starts[group.block as usize].0 - EARLY));
        let rolls_from = roster.groups.iter().map(from).collect();
        Some(model.space.replica.with_untracked(|replica| {
            let unsettled = replica.rows::<Unsettled>(Audience::Holds).into_iter();
            let unsettled = unsettled.filter(|(_, row)| row.holds(day));
            Ground {
                day,
                frame,
                roster,
                plan: model.plan.get(),
                patterns: by_child(replica.rows(Audience::Roll)),
                absences: by_child(replica.rows(Audience::Roll)),
                unsettled: unsettled.filter_map(|(key, _)| key.parse().ok()).collect(),
                rolls_from,
            }
        }))
    }
}

fn by_child<T>(rows: Vec<(&str, Arc<T>)>) -> BTreeMap<ChildId, Arc<T>> {
    rows.into_iter().filter_map(|(key, row)| Some((key.parse().ok()?, row))).collect()
}

/// What one child adds to the picture while its day stays as it is.
#[derive(Debug)]
struct Share {
    /// The day that it was worked out from.
    of: Option<Arc<ChildDay>>,
    expected: [bool; 2],
    /// Groups on whose lists the child stands, each with its block.
    on: Vec<(GroupId, Block, Standing)>,
    /// Marks by which the roll of a group was called.
    rolls: Vec<(GroupId, Stamp)>,
    /// Marked 'not here', and expected: since when.
    marked: Option<Stamp>,
    in_care: bool,
    out: bool,
    gone: bool,
    absent: bool,
    released: bool,
    at_home: bool,
}

/// What every child adds, in the order of the roster.
struct Shares {
    ground: Option<Arc<Ground>>,
    of: Vec<Arc<Share>>,
}

impl Shares {
    /// Works out what has changed since the last ones.
    fn after(
        last: Option<&Shares>,
        ground: Option<Arc<Ground>>,
        days: &BTreeMap<ChildId, Arc<ChildDay>>,
    ) -> Shares {
        let Some(on) = &ground else { return Shares { ground, of: vec![] } };
        let same = |last: &&Shares| last.ground.as_ref().is_some_and(|old| Arc::ptr_eq(old, on));
        let last = last.filter(same).map_or(&[][..], |last| &last.of);
        let shares = on.roster.children.iter().enumerate().map(|(place, (id, card))| {
            let day = days.get(id);
            match last.get(place).filter(|share| same_row(share.of.as_ref(), day)) {
                Some(share) => share.clone(),
                None => Arc::new(share(on, *id, card, day)),
            }
        });
        let of = shares.collect();
        Shares { ground, of }
    }
}

fn same_row(one: Option<&Arc<ChildDay>>, other: Option<&Arc<ChildDay>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn share(ground: &Ground, id: ChildId, card: &Child, day: Option<&Arc<ChildDay>>) -> Share {
    static NOTHING: ChildDay = ChildDay { entries: vec![] };
    let (of, day) = (day.cloned(), day.map_or(&NOTHING, |day| day));
    let of_day = DayFrame {
        day: ground.day,
        entered: ground.frame.entered.as_ref().map(SchoolDaySet::entered),
        school: &ground.frame.school,
        changes: ground.frame.changes.iter().map(|change| &**change).collect(),
    };
    let child = ChildFrame {
        class: card.class,
        grade: card.grade,
        pattern: ground.patterns.get(&id).map(|pattern| &**pattern),
        notes: ground.absences.get(&id).map_or(&[][..], |absences| &absences.notes),
        child_day: Some(day),
        unsettled: ground.unsettled.contains(&id),
    };
    let said = Block::ALL.map(|block| expected(block, &of_day, &child));
    let expected = said.map(|said| said.yes);
    let on_leave = said.iter().any(|said| said.because == Because::Leave);
    let on_leave = on_leave && !expected.contains(&true);
    let (state, plan) = (day.state(), &ground.plan);
    let mut lists: BTreeSet<GroupId> = plan.lists(card.class).collect();
    if state.in_care() {
        lists.extend(Block::ALL.iter().filter_map(|b| plan.counted_in(*b, card.class, day)));
    }
    let standing =
        |group: GroupId| Some((group, plan.block(group)?, plan.standing(group, card.class, day)));
    let since = day.last().map(|entry| entry.happened.unwrap_or(entry.at));
    let at_home =
        matches!(&state, State::Released(_, release) if release.basis == Basis::AlreadyHome);
    Share {
        of,
        expected,
        on: lists.into_iter().filter_map(standing).collect(),
        rolls: rolls(ground, card.class, day),
        marked: since.filter(|_| state == State::NotHere && !on_leave),
        in_care: state.in_care(),
        out: matches!(state, State::OutOfRoom | State::WithEscort),
        gone: gone(day),
        absent: state == State::Absent,
        released: matches!(state, State::Released(..)),
        at_home,
    }
}

/// Marks of a child by which the roll of its own groups was called. A guest who was moved
/// there and a release are no roll.
fn rolls(ground: &Ground, class: ClassId, day: &ChildDay) -> Vec<(GroupId, Stamp)> {
    let mut rolls = vec![];
    for entry in day.entries.iter().filter(|entry| entry.corrected_by.is_none()) {
        let What::Marked(Mark::Present | Mark::NotHere, place) = &entry.what else { continue };
        let at = entry.happened.unwrap_or(entry.at);
        let here = |id: &GroupId| place.as_ref().is_none_or(|place| place.group == *id);
        let in_time = |id: &GroupId| ground.rolls_from.get(id).is_some_and(|from| at >= *from);
        let of_class = ground.plan.lists(class).filter(here).filter(in_time);
        rolls.extend(of_class.map(|id| (id, at)));
    }
    rolls
}

/// Derives it again only when a row that it reads has changed, or a block begins.
pub fn picture(app: App, model: Model) -> Memo<Picture> {
    let ground = Memo::new_with_compare(move |_| Ground::of(model).map(Arc::new), |_, _| true);
    let begun = Memo::new(move |_| {
        app.tick.track();
        let now = model.space.now().at.minute();
        model.frame.with(|frame| {
            let school = &frame.as_ref()?.school;
            Some([now >= school.lessons_end, now >= school.late_care])
        })
    });
    let shares = Memo::new_with_compare(
        move |last: Option<&Arc<Shares>>| {
            let last = last.map(|last| &**last);
            let ground = ground.get();
            Arc::new(model.child_days.with(|days| Shares::after(last, ground, days)))
        },
        |_, _| true,
    );
    Memo::new(move |_| match begun.get() {
        Some(begun) => shares.with(|shares| sum(shares, begun)),
        None => Picture::default(),
    })
}

/// The picture that all children come to.
fn sum(shares: &Shares, begun: [bool; 2]) -> Picture {
    let Some(ground) = &shares.ground else { return Picture::default() };
    let mut rolls: BTreeMap<GroupId, Stamp> = BTreeMap::new();
    for (group, at) in shares.of.iter().flat_map(|share| &share.rolls) {
        let first = rolls.entry(*group).or_insert(*at);
        *first = (*at).min(*first);
    }
    let has_begun = |id: &GroupId| ground.plan.block(*id).is_some_and(|b| begun[b as usize]);
    rolls.retain(|id, _| has_begun(id));
    let of_group = |(id, _): &(GroupId, Group)| {
        (*id, Numbers { called: rolls.contains_key(id), ..Numbers::default() })
    };
    let mut numbers: BTreeMap<GroupId, Numbers> =
        ground.roster.groups.iter().map(of_group).collect();
    let mut picture = Picture { begun, ..Picture::default() };
    for (share, (id, card)) in shares.of.iter().zip(&ground.roster.children) {
        let mut since: Option<Stamp> = None;
        for (group, block, standing) in &share.on {
            let Some(numbers) = numbers.get_mut(group) else { continue };
            let expected = share.expected[*block as usize];
            numbers.expected += usize::from(expected && *standing != Standing::Not);
            match standing {
                Standing::Here => {
                    numbers.present += 1;
                    numbers.out += usize::from(share.out);
                }
                Standing::Elsewhere(_) if expected => numbers.elsewhere += 1,
                Standing::Due if expected && share.gone => numbers.left += 1,
                Standing::Due if expected && !share.absent => {
                    numbers.due += 1;
                    since = since.into_iter().chain(rolls.get(group).copied()).min();
                }
                _ => {}
            }
        }
        let marked = share.marked.is_some();
        let missing = |since| Missing { id: *id, card: card.clone(), since, marked };
        picture.missing.extend(share.marked.or(since).map(missing));
        picture.present += usize::from(share.in_care);
        picture.released += usize::from(share.released);
        picture.at_home.extend(share.at_home.then(|| (*id, card.clone())));
        picture.expected += usize::from(share.expected.contains(&true));
    }
    let of_group = |(id, group): &(GroupId, Group)| {
        (*id, group.clone(), numbers.remove(id).unwrap_or_default())
    };
    picture.groups = ground.roster.groups.iter().map(of_group).collect();
    picture
}

/// Who keeps the day open: in care, or missing; each once.
pub fn open_children(model: Model, picture: &Picture) -> Vec<ChildId> {
    let days = model.child_days.get();
    let mut open: BTreeSet<ChildId> = yuanliu_domain::closing::open(&days).collect();
    open.extend(picture.missing.iter().map(|missing| missing.id));
    open.into_iter().collect()
}
