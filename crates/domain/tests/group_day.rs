//! A group's day: counts, hand-over, cover, merging. Nothing of it is refused for what
//! it says, and two who disagree both stand in it.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{count, hand_over, merger, place, release};
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::CaseKind;
use yuanliu_domain::child_day::{Basis, ChildDay, Mark, Marked, State};
use yuanliu_domain::group_day::{Covered, GroupDay, GroupWhat, HeadCounted, merges};
use yuanliu_domain::hand_over::{GroupsMerged, HandedOver, agree};
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules::{self, Kind};
use yuanliu_domain::school::{Duty, Named, Place};
use yuanliu_domain::time::Minute;

fn of_group<K: Kind>(number: u64, body: &K) -> Act {
    act(number, TEACHER, Subject::Group(GROUP), body)
}

fn group_day(rows: &Rows, group: GroupId) -> GroupDay {
    rows.get(Audience::Day(day()), group).unwrap_or_default()
}

fn child_day(rows: &Rows, child: ChildId) -> ChildDay {
    rows.get(Audience::Day(day()), child).unwrap_or_default()
}

fn marked(number: u64, child: ChildId, mark: Mark) -> Act {
    let body = Marked { day: day(), mark, place: Some(place()) };
    act(number, TEACHER, Subject::Child(child), &body)
}

fn check(act: &Act) -> Result<(), Refusal> {
    rules::check(&rules::all(), act, &rights(act.actor))
}

#[test]
fn a_count_that_differs_is_kept_and_so_is_the_one_after_it() {
    let mut rows = Rows::default();
    rows.applies(&of_group(1, &count(2)));
    rows.applies(&of_group(1, &count(2)));
    rows.applies(&of_group(2, &count(1)));
    let group_day = group_day(&rows, GROUP);
    assert_eq!(group_day.entries.len(), 2, "one act is one entry");
    let last = group_day.last_count().unwrap();
    let said = GroupWhat::Counted { counted: 1, expected: 1, reason: String::new() };
    assert_eq!(last.what, said);
    assert!(group_day.holder().is_none(), "who counts does not take the group");
    let nobody_explained = HeadCounted { counted: 40, reason: String::new(), ..count(2) };
    assert_eq!(check(&of_group(3, &nobody_explained)), Ok(()), "a reason is the screen's matter");
}

#[test]
fn the_taker_has_the_group_and_whoever_covers_has_it_after() {
    let mut rows = Rows::default();
    rows.applies(&of_group(1, &hand_over()));
    let (taker, since) = group_day(&rows, GROUP).holder().unwrap();
    assert_eq!((taker.id, since), (PROTECTOR, at(15, 40)));
    rows.applies(&act(
        2,
        OFFICE,
        Subject::Group(GROUP),
        &Covered { day: day(), reason: String::new() },
    ));
    assert_eq!(group_day(&rows, GROUP).holder().unwrap().0.id, OFFICE);
}

#[test]
fn cover_is_kept_with_whether_the_roster_says_so() {
    let rostered = |staff: Vec<_>| {
        let mut rows = Rows::default();
        let duty = Duty { day: day(), staff, closing: Minute::hm(18, 0).unwrap() };
        rows.applies(&act(1, OFFICE, Subject::Group(GROUP), &duty));
        rows.applies(&of_group(2, &Covered { day: day(), reason: "临时开会".into() }));
        assert!(rows.cases().is_empty(), "it is said in the entry, not in a case");
        match &group_day(&rows, GROUP).entries[0].what {
            GroupWhat::Covered { rostered, .. } => *rostered,
            other => panic!("{other:?}"),
        }
    };
    assert!(rostered(vec![TEACHER]));
    assert!(!rostered(vec![OFFICE]));
}

#[test]
fn a_merger_moves_everybody_in_one_act_and_both_groups_tell_it() {
    let mut rows = Rows::default();
    rows.applies(&marked(1, CHILD, Mark::Present));
    rows.applies(&marked(2, OTHER_CHILD, Mark::OutOfRoom));
    let mut merged = of_group(3, &merger());
    merged.builds_on = vec![marked(1, CHILD, Mark::Present).id];
    rows.applies(&merged);
    let place = merger().into;
    let moved = child_day(&rows, CHILD);
    assert_eq!(moved.state(), State::Received(Some(&place)));
    let out = child_day(&rows, OTHER_CHILD);
    assert_eq!((out.state(), out.place()), (State::OutOfRoom, Some(&place)), "still out");
    let of_family: ChildDay = rows.get(Audience::Family(CHILD), day()).unwrap();
    assert_eq!(of_family, moved, "the family reads where the child is now");
    assert!(rows.cases().is_empty());

    let (ended, other) = (group_day(&rows, GROUP), group_day(&rows, OTHER_GROUP));
    assert_eq!(ended.merged_into(), Some(&place));
    assert!(ended.holder().is_none(), "it is nobody's any more");
    assert_eq!(other.entries[0].what, GroupWhat::Received { from: GROUP, children: 2 });
    let days = [(GROUP, ended), (OTHER_GROUP, other)];
    let days = days.iter().map(|(id, day)| (id, day));
    assert_eq!(merges(days), [(GROUP, OTHER_GROUP)].into());
    // Somebody opens the group again: it is a group as before.
    rows.applies(&of_group(4, &Covered { day: day(), reason: String::new() }));
    assert_eq!(group_day(&rows, GROUP).merged_into(), None);
}

#[test]
fn a_merger_that_did_not_know_of_two_releases_opens_a_case_for_each_child() {
    let mut rows = Rows::default();
    for (number, child) in [(1, CHILD), (2, OTHER_CHILD)] {
        rows.applies(&act(number, TEACHER, Subject::Child(child), &release(Basis::Listed)));
    }
    rows.applies(&of_group(3, &merger()));
    let mut found: Vec<_> = rows.cases().into_iter().map(|c| (c.child, c.kind)).collect();
    found.sort_by_key(|(child, _)| *child);
    let kind = CaseKind::PresentAfterRelease;
    assert_eq!(found, [(Some(CHILD), kind), (Some(OTHER_CHILD), kind)]);
}

#[test]
fn form_asks_for_a_group_named_once_and_a_name_and_never_for_equal_counts() {
    assert_eq!(check(&of_group(1, &hand_over())), Ok(()));
    let far_off = HandedOver { given: 1, taken: 30, reason: String::new(), ..hand_over() };
    assert_eq!(check(&of_group(1, &far_off)), Ok(()));
    let twice = HandedOver { out: vec![CHILD], ..hand_over() };
    assert_eq!(check(&of_group(1, &twice)), Err(Refusal::BadBody));
    let many = (0..201).map(|n| ChildId(uuid::Uuid::from_u128(n))).collect();
    let many = HeadCounted { children: many, ..count(1) };
    assert_eq!(check(&of_group(1, &many)), Err(Refusal::BadBody));
    let nobody = HandedOver { to: Named { name: " ".into(), ..hand_over().to }, ..hand_over() };
    assert_eq!(check(&of_group(1, &nobody)), Err(Refusal::BadText));
    let itself = GroupsMerged { into: Place { group: GROUP, ..merger().into }, ..merger() };
    assert_eq!(check(&of_group(1, &itself)), Err(Refusal::BadBody));
    let of_child = act(1, TEACHER, Subject::Child(CHILD), &count(1));
    assert_eq!(check(&of_child), Err(Refusal::WrongSubject));
    assert!(agree(3, 3, 3) && !agree(3, 3, 4) && !agree(3, 4, 4));
}

#[test]
fn a_row_keeps_the_last_hundred_entries() {
    let mut rows = Rows::default();
    for number in 0..130 {
        rows.applies(&of_group(number, &count(1)));
    }
    let entries = group_day(&rows, GROUP).entries;
    assert_eq!(entries.len(), 100);
    assert_eq!(entries[0].act, of_group(30, &count(1)).id);
}
