//! Every child in care is counted in exactly one group of a block, whatever was entered.

mod world;

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;
use world::{CHILD, CLASS, Rows, TEACHER, act, day};
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, LessonsAbsent, Mark, Marked, State, TakenIn};
use yuanliu_domain::id::{ClassId, GroupId};
use yuanliu_domain::school::{Activity, Block, Group, Place};
use yuanliu_domain::whereabouts::{Plan, Standing, in_the_room};

const READING: GroupId = GroupId(Uuid::from_u128(1));
const GAMES: GroupId = GroupId(Uuid::from_u128(2));
const LATE: GroupId = GroupId(Uuid::from_u128(3));
const LATER: GroupId = GroupId(Uuid::from_u128(4));
/// A group that the office took off the list.
const GONE: GroupId = GroupId(Uuid::from_u128(5));
const OTHER_CLASS: ClassId = ClassId(Uuid::from_u128(0xa2));

fn groups() -> Vec<(GroupId, Group)> {
    let group = |id, block, class| {
        let group = Group {
            name: "组".into(),
            room: "室".into(),
            activity: Activity::Homework,
            block,
            classes: vec![class],
        };
        (id, group)
    };
    vec![
        group(READING, Block::Activities, CLASS),
        group(GAMES, Block::Activities, OTHER_CLASS),
        group(LATE, Block::LateCare, CLASS),
        group(LATER, Block::LateCare, OTHER_CLASS),
    ]
}

fn at(group: GroupId) -> Option<Place> {
    Some(Place { group, name: "组".into(), room: "室".into() })
}

/// A child's day after these marks.
fn after(marks: &[(Mark, Option<Place>)]) -> ChildDay {
    let mut rows = Rows::default();
    for (n, (mark, place)) in marks.iter().enumerate() {
        let body = Marked { day: day(), mark: *mark, place: place.clone() };
        rows.applies(&act(n as u64, TEACHER, Subject::Child(CHILD), &body));
    }
    rows.get(Audience::Day(day()), CHILD).unwrap_or_default()
}

fn standing(group: GroupId, day: &ChildDay, merged: &BTreeMap<GroupId, GroupId>) -> Standing {
    Plan::new(&groups(), merged).standing(group, CLASS, day)
}

#[test]
fn a_moved_child_leaves_the_old_count_and_stands_in_the_new_one() {
    let none = BTreeMap::new();
    let due = ChildDay::default();
    assert_eq!(standing(READING, &due, &none), Standing::Due);
    assert_eq!(standing(GAMES, &due, &none), Standing::Not);
    let moved = after(&[(Mark::Present, at(READING)), (Mark::Present, at(GAMES))]);
    assert_eq!(standing(GAMES, &moved, &none), Standing::Here, "outside of the group's classes");
    assert_eq!(standing(READING, &moved, &none), Standing::Elsewhere(GAMES));
    // Until late care has received the child, the activities count it.
    assert_eq!(standing(LATE, &moved, &none), Standing::Elsewhere(GAMES));
    let late = after(&[(Mark::Present, at(GAMES)), (Mark::Present, at(LATE))]);
    assert_eq!(standing(LATE, &late, &none), Standing::Here);
    assert_eq!(standing(GAMES, &late, &none), Standing::Not);
}

#[test]
fn out_of_the_room_and_back_keeps_the_place() {
    let none = BTreeMap::new();
    let out = after(&[(Mark::Present, at(GAMES)), (Mark::OutOfRoom, None)]);
    assert_eq!(standing(GAMES, &out, &none), Standing::Here, "still in that group's care");
    assert!(!in_the_room(&out), "and not in front of whoever counts");
    let back = after(&[(Mark::Present, at(GAMES)), (Mark::OutOfRoom, None), (Mark::Present, None)]);
    assert_eq!(standing(GAMES, &back, &none), Standing::Here);
    assert!(in_the_room(&back));
    let lost = after(&[(Mark::Present, at(GAMES)), (Mark::NotHere, None), (Mark::Present, None)]);
    assert_eq!(lost.place(), None, "a place does not outlast 'not here'");
}

#[test]
fn whoever_is_expected_follows_the_group_into_another() {
    let merged = BTreeMap::from([(LATE, LATER)]);
    let due = ChildDay::default();
    assert_eq!(standing(LATE, &due, &merged), Standing::Not);
    assert_eq!(standing(LATER, &due, &merged), Standing::Due);
    let here = after(&[(Mark::Present, None)]);
    assert_eq!(standing(LATER, &here, &merged), Standing::Here);
    // Two tablets without a network sent each group into the other: nobody is lost.
    let crossed = BTreeMap::from([(LATE, LATER), (LATER, LATE)]);
    let counted = [LATE, LATER].map(|group| standing(group, &here, &crossed));
    assert!(counted.contains(&Standing::Here));
}

#[test]
fn whoever_was_left_behind_by_a_merger_is_counted_where_the_group_went() {
    let merged = BTreeMap::from([(LATE, LATER)]);
    let behind = after(&[(Mark::WithEscort, at(LATE))]);
    assert_eq!(standing(LATE, &behind, &merged), Standing::Elsewhere(LATER));
    assert_eq!(standing(LATER, &behind, &merged), Standing::Here);
}

#[test]
fn a_child_of_no_group_is_on_a_list_all_the_same() {
    let mut rows = Rows::default();
    let body = TakenIn { day: day(), place: None };
    rows.applies(&act(1, TEACHER, Subject::Child(CHILD), &body));
    let here: ChildDay = rows.get(Audience::Day(day()), CHILD).unwrap();
    let (groups, merged) = (groups(), BTreeMap::new());
    let plan = Plan::new(&groups, &merged);
    let stranger = ClassId(Uuid::from_u128(0xa9));
    assert_eq!(plan.standing(READING, stranger, &here), Standing::Here);
    assert_eq!(plan.standing(GAMES, stranger, &here), Standing::Not);
}

fn mark() -> impl Strategy<Value = (Mark, Option<Place>)> {
    let marks = [Mark::Present, Mark::NotHere, Mark::OutOfRoom, Mark::WithEscort, Mark::Returned];
    let places = [None, at(READING), at(GAMES), at(LATE), at(LATER), at(GONE)];
    (prop::sample::select(marks.to_vec()), prop::sample::select(places.to_vec()))
}

fn mergers() -> impl Strategy<Value = BTreeMap<GroupId, GroupId>> {
    let late = prop::sample::select(vec![LATE, LATER]);
    prop::collection::btree_map(late.clone(), late, 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_child_is_counted_exactly_once(marks in prop::collection::vec(mark(), 0..6), merged in mergers()) {
        let child = after(&marks);
        let groups = groups();
        let plan = Plan::new(&groups, &merged);
        for class in [CLASS, OTHER_CLASS, ClassId(Uuid::from_u128(0xa9))] {
            let here = |block: Block| {
                let of_block = groups.iter().filter(|(_, group)| group.block == block);
                of_block.filter(|(id, _)| plan.standing(*id, class, &child) == Standing::Here).count()
            };
            let counted = Block::ALL.map(here);
            let placed = child.place().is_some_and(|p| p.group != GONE);
            match (child.state().in_care(), placed) {
                (false, _) => prop_assert_eq!(counted, [0, 0]),
                // Where it is; or, while no entry says, once on the lists of each block.
                (true, true) => prop_assert_eq!(counted.iter().sum::<usize>(), 1),
                (true, false) => prop_assert_eq!(counted, [1, 1]),
            }
        }
    }
}

#[test]
fn absence_ends_a_place() {
    let mut rows = Rows::default();
    let here = Marked { day: day(), mark: Mark::Present, place: at(GAMES) };
    rows.applies(&act(1, TEACHER, Subject::Child(CHILD), &here));
    rows.applies(&act(2, TEACHER, Subject::Child(CHILD), &LessonsAbsent { day: day() }));
    let child: ChildDay = rows.get(Audience::Day(day()), CHILD).unwrap();
    assert_eq!((child.state(), child.place()), (State::Absent, None));
}
