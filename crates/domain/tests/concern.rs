//! Safeguarding concerns (S14): who writes, who reads, and that nothing else of the
//! school knows of them.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, concern, report};
use world::*;
use yuanliu_domain::act::{Act, Subject, to_bytes};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::concern::{
    Concern, ConcernClosed, ConcernWritten, is_concern, is_confidential,
};
use yuanliu_domain::id::ActId;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;

fn written(number: u64) -> Act {
    act(number, TEACHER, Subject::School, &concern())
}

fn row(rows: &Rows, of: ActId) -> Concern {
    rows.get(Audience::Safeguarding, of).unwrap()
}

#[test]
fn a_concern_is_on_one_row_of_one_audience_and_nowhere_else() {
    let mut rows = Rows::default();
    let (one, step) = (written(1), report(written(1).id));
    rows.applies(&one);
    rows.applies(&answering(act(2, PROTECTOR, Subject::School, &step), one.id));
    assert!(rows.0.keys().all(|key| key.audience == Audience::Safeguarding));
    assert!(rows.0.keys().all(|key| !key.key.contains(&CHILD.to_string())));
    assert_eq!(rows.0.len(), 1);
}

#[test]
fn its_report_has_its_steps_with_times_and_numbers_and_it_ends_with_a_reason() {
    let mut rows = Rows::default();
    let one = written(1);
    rows.applies(&one);
    let step = answering(act(2, PROTECTOR, Subject::School, &report(one.id)), one.id);
    rows.applies(&step);
    rows.applies(&step);
    let ends = ConcernClosed { concern: one.id, reason: "由民政部门跟进".into() };
    rows.applies(&answering(act(3, PROTECTOR, Subject::School, &ends), one.id));
    let again = ConcernClosed { reason: "别的".into(), ..ends };
    rows.applies(&answering(act(4, PROTECTOR, Subject::School, &again), one.id));
    let now = row(&rows, one.id);
    assert_eq!(now.steps.len(), 1);
    assert_eq!(
        (now.steps[0].step.at, now.steps[0].step.number.as_str()),
        (at(16, 10), "110-20261124-77")
    );
    assert_eq!(now.ended.as_ref().unwrap().reason, "由民政部门跟进");
    // What is reported after the end is kept all the same (R3).
    rows.applies(&answering(act(5, PROTECTOR, Subject::School, &report(one.id)), one.id));
    assert_eq!(row(&rows, one.id).steps.len(), 2);
}

#[test]
fn any_member_of_staff_writes_one_and_two_roles_carry_it_on() {
    let refused = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    for by in [TEACHER, OFFICE, PROTECTOR] {
        assert_eq!(refused(&act(1, by, Subject::School, &concern())), Ok(()));
    }
    assert_eq!(refused(&act(1, MOTHER, Subject::School, &concern())), Err(Refusal::NotStaff));
    for by in [TEACHER, OFFICE, MOTHER] {
        let step = answering(act(2, by, Subject::School, &report(written(1).id)), written(1).id);
        assert_eq!(refused(&step), Err(Refusal::NotProtector));
    }
}

#[test]
fn no_child_need_be_named_and_something_has_to_be_said() {
    let check = |body: &ConcernWritten| {
        rules::check(&rules::all(), &act(1, TEACHER, Subject::School, body), &rights(TEACHER))
    };
    let unnamed = ConcernWritten { child: None, about: String::new(), ..concern() };
    assert_eq!(check(&unnamed), Ok(()));
    assert_eq!(check(&ConcernWritten { seen: "  ".into(), ..concern() }), Err(Refusal::BadText));
    assert_eq!(
        check(&ConcernWritten { seen: "长".repeat(1001), ..concern() }),
        Err(Refusal::BadText)
    );
    let on_child = act(1, TEACHER, Subject::Child(CHILD), &concern());
    let refused = rules::check(&rules::all(), &on_child, &rights(TEACHER));
    assert_eq!(refused, Err(Refusal::WrongSubject), "it is never found by its child");
}

#[test]
fn damaged_bytes_of_a_concern_are_still_told_from_others() {
    let bytes = to_bytes(&written(1));
    let cut_off = &bytes[..bytes.len() - 1];
    assert!(is_concern(&bytes) && is_concern(cut_off));
    let note = to_bytes(&act(2, MOTHER, Subject::Child(CHILD), &samples::note()));
    assert!(!is_concern(&note) && !is_concern(b"") && !is_concern(&[0xff; 40]));
}

#[test]
fn what_cannot_be_read_is_confidential_and_a_kind_that_can_be_read_decides() {
    let bytes = to_bytes(&written(1));
    let note = to_bytes(&act(2, MOTHER, Subject::Child(CHILD), &samples::note()));
    assert!(is_confidential(&bytes));
    for unreadable in [&bytes[..bytes.len() - 1], &note[..note.len() - 1], b"", &[0xff; 40]] {
        assert!(is_confidential(unreadable));
    }
    assert!(!is_confidential(&note));
    // An envelope with a field amiss still says what it is.
    assert!(!is_confidential(br#"{"kind":"leave_note"}"#));
    assert!(is_confidential(br#"{"kind":"concern_of_a_later_version"}"#));
}

#[test]
fn a_concern_with_many_steps_makes_no_row_without_end() {
    let mut rows = Rows::default();
    let one = written(1);
    rows.applies(&one);
    for number in 2..200 {
        rows.applies(&answering(act(number, PROTECTOR, Subject::School, &report(one.id)), one.id));
    }
    assert_eq!(row(&rows, one.id).steps.len(), 50);
}
