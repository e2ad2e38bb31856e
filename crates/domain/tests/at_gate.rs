//! 'I am at the gate' (P15), in sentences.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, place, release};
use world::*;
use yuanliu_domain::act::{Act, Channel, Subject};
use yuanliu_domain::at_gate::{Arrivals, AtGate, AtGateWithdrawn};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, ChildDay, Corrected, Mark, Marked};
use yuanliu_domain::id::PersonId;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;

fn refused(act: &Act) -> Result<(), Refusal> {
    rules::check(&rules::all(), act, &rights(act.actor))
}

fn of_child(number: u64, who: PersonId, body: &impl rules::Kind) -> Act {
    act(number, who, Subject::Child(CHILD), body)
}

fn comes(number: u64, who: PersonId) -> Act {
    of_child(number, who, &AtGate { day: day() })
}

fn goes(number: u64, who: PersonId, said: &Act) -> Act {
    answering(of_child(number, who, &AtGateWithdrawn { day: day(), said: said.id }), said.id)
}

fn present(number: u64) -> Act {
    of_child(number, TEACHER, &Marked { day: day(), mark: Mark::Present, place: Some(place()) })
}

/// Names of those who wait, as staff read it; the family reads the same.
fn waits(rows: &Rows) -> Vec<String> {
    let staff: Arrivals = rows.get(Audience::Day(day()), CHILD).unwrap_or_default();
    let family: Arrivals = rows.get(Audience::Family(CHILD), day()).unwrap_or_default();
    assert_eq!(staff, family);
    let entries: ChildDay = rows.get(Audience::Day(day()), CHILD).unwrap_or_default();
    staff.waiting(&entries).map(|one| one.by_name.clone()).collect()
}

#[test]
fn whoever_is_at_the_gate_waits_until_the_child_is_released() {
    let mut rows = Rows::default();
    let here = present(1);
    rows.applies(&here);
    let came = answering(comes(2, MOTHER), here.id);
    assert_eq!(refused(&came), Ok(()));
    rows.applies(&came);
    // Drawn over its own result, it is there once.
    rows.applies(&came);
    assert_eq!(waits(&rows).len(), 1);
    let let_go = of_child(3, TEACHER, &release(Basis::Listed));
    rows.applies(&let_go);
    assert!(waits(&rows).is_empty());
    // The release was a slip: they still stand there.
    let wrong = Corrected { day: day(), original: let_go.id, reason: "点错了".into() };
    rows.applies(&answering(of_child(4, TEACHER, &wrong), let_go.id));
    assert_eq!(waits(&rows).len(), 1);
}

#[test]
fn what_reaches_the_school_after_the_release_rings_for_nobody() {
    let mut rows = Rows::default();
    let here = present(1);
    rows.applies(&here);
    rows.applies(&of_child(2, TEACHER, &release(Basis::Listed)));
    // Written without a network, before the release was known.
    rows.applies(&answering(comes(3, MOTHER), here.id));
    assert!(waits(&rows).is_empty());
}

#[test]
fn it_is_taken_back_once_and_said_again() {
    let mut rows = Rows::default();
    let came = comes(1, MOTHER);
    rows.applies(&came);
    let back = goes(2, MOTHER, &came);
    assert_eq!(refused(&back), Ok(()));
    rows.applies(&back);
    rows.applies(&goes(3, FATHER, &came));
    assert!(waits(&rows).is_empty());
    let row: Arrivals = rows.get(Audience::Family(CHILD), day()).unwrap();
    assert_eq!(row.list[0].withdrawn, Some(back.id), "the first word of it stands");
    rows.applies(&comes(4, FATHER));
    assert_eq!(waits(&rows).len(), 1);
    let unanswered = Act { builds_on: vec![], ..goes(5, MOTHER, &came) };
    assert_eq!(refused(&unanswered), Err(Refusal::BadBody));
}

#[test]
fn the_guard_says_so_for_whoever_stands_there_and_another_family_does_not() {
    let mut rows = Rows::default();
    let seen = Act { channel: Channel::InPerson, ..comes(1, GUARD) };
    assert_eq!(refused(&seen), Ok(()));
    rows.applies(&seen);
    let row: Arrivals = rows.get(Audience::Day(day()), CHILD).unwrap();
    assert!(!row.list[0].by_guardian());
    let strange = Act { subject: Subject::Child(OTHER_CHILD), ..comes(2, MOTHER) };
    assert_eq!(refused(&strange), Err(Refusal::NotYourChild));
}

#[test]
fn a_row_holds_forty_and_the_oldest_gives_way() {
    let mut rows = Rows::default();
    for number in 1..=45 {
        rows.applies(&comes(number, MOTHER));
    }
    let row: Arrivals = rows.get(Audience::Day(day()), CHILD).unwrap();
    assert_eq!(row.list.len(), 40);
    assert_eq!(row.list.last().map(|one| one.act), Some(comes(45, MOTHER).id));
}
