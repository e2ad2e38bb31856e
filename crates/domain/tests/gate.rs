//! The gate: visitors in and out (G2), slips for early leave (G5).

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, provider, release, slip, visitor};
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, ChildDay, Mark, Marked};
use yuanliu_domain::early_leave::{EarlyLeave, EarlyLeaveWithdrawn};
use yuanliu_domain::provider::{Helper, Provider, Standing};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;
use yuanliu_domain::visitor::{Sent, Visit, VisitorIn, VisitorOut};

fn refused(act: &Act) -> Result<(), Refusal> {
    rules::check(&rules::all(), act, &rights(act.actor))
}

#[test]
fn a_visitor_comes_in_leaves_and_a_slip_of_the_thumb_is_taken_back() {
    let mut rows = Rows::default();
    let came = act(1, GUARD, Subject::School, &visitor());
    assert_eq!(refused(&came), Ok(()));
    rows.applies(&came);
    let visit = |rows: &Rows| rows.get::<Visit>(Audience::Day(day()), came.id).unwrap();
    let out = |number, still_here| {
        let body = VisitorOut { day: day(), visit: came.id, still_here };
        answering(act(number, GUARD, Subject::School, &body), came.id)
    };
    assert_eq!(visit(&rows).left(), None);
    rows.applies(&out(2, false));
    rows.applies(&out(2, false));
    assert_eq!(visit(&rows).left(), Some(at(15, 40)));
    rows.applies(&out(3, true));
    assert_eq!(visit(&rows).left(), None);
    assert_eq!(visit(&rows).steps.len(), 2, "both are kept");
    // Drawn over its own result, the arrival takes nothing away.
    rows.applies(&came);
    assert_eq!(visit(&rows).steps.len(), 2);
    assert!(rows.0.keys().all(|key| key.audience == Audience::Day(day())));
}

#[test]
fn a_visitor_has_a_name_and_a_purpose_and_is_written_down_by_staff() {
    let with = |body: VisitorIn| refused(&act(1, GUARD, Subject::School, &body));
    assert_eq!(with(VisitorIn { badge: String::new(), ..visitor() }), Ok(()));
    assert_eq!(with(VisitorIn { name: " ".into(), ..visitor() }), Err(Refusal::BadText));
    assert_eq!(with(VisitorIn { purpose: String::new(), ..visitor() }), Err(Refusal::BadText));
    assert_eq!(refused(&act(1, MOTHER, Subject::School, &visitor())), Err(Refusal::NotStaff));
}

#[test]
fn a_slip_waits_at_the_gate_until_the_child_is_released_or_it_is_taken_back() {
    let mut rows = Rows::default();
    let issued = act(1, TEACHER, Subject::Child(CHILD), &slip());
    rows.applies(&issued);
    let waits = |rows: &Rows| {
        let audience = Audience::Day(day());
        let slip: EarlyLeave = rows.get(audience, issued.id).unwrap();
        slip.waits(&rows.get::<ChildDay>(audience, CHILD).unwrap_or_default())
    };
    assert!(waits(&rows));
    let mut left = rows.clone();
    left.applies(&act(2, GUARD, Subject::Child(CHILD), &release(Basis::Listed)));
    assert!(!waits(&left));
    assert_eq!(left.cases(), [], "the guard releases alone what a teacher issued");
    // Back after that, the child leaves again with a new slip: the first release is known.
    let returned = Marked { day: day(), mark: Mark::Returned, place: None };
    let returned = act(4, TEACHER, Subject::Child(CHILD), &returned);
    left.applies(&returned);
    let again = answering(act(5, TEACHER, Subject::Child(CHILD), &slip()), returned.id);
    left.applies(&again);
    let second: EarlyLeave = left.get(Audience::Day(day()), again.id).unwrap();
    assert!(second.waits(&left.get(Audience::Day(day()), CHILD).unwrap()));
    let back = EarlyLeaveWithdrawn { day: day(), slip: issued.id };
    rows.applies(&answering(act(3, TEACHER, Subject::Child(CHILD), &back), issued.id));
    assert!(!waits(&rows));
    rows.applies(&issued);
    assert!(!waits(&rows), "drawn over its own result, it takes no withdrawal away");
}

#[test]
fn a_guard_lets_nobody_out_of_a_lesson_and_the_slip_has_no_place_for_a_reason() {
    assert_eq!(refused(&act(1, TEACHER, Subject::Child(CHILD), &slip())), Ok(()));
    for by in [GUARD, MOTHER, TABLET] {
        let issued = act(1, by, Subject::Child(CHILD), &slip());
        assert_eq!(refused(&issued), Err(Refusal::NotStaff));
    }
    let fields = serde_json::to_value(slip()).unwrap();
    let fields: Vec<&String> = fields.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["basis", "collector_name", "day", "minute", "relation"]);
}

#[test]
fn whom_a_provider_sends_stands_by_agreement_list_and_a_check_of_this_year() {
    let known = provider();
    let standing = |provider: &Provider, name: &str| provider.standing(name, day());
    assert_eq!(standing(&known, " 孙建明 "), Standing::Good);
    assert_eq!(standing(&known, "钱进"), Standing::Unchecked);
    assert_eq!(standing(&known, "孙建"), Standing::Unknown);
    let of = |checked| Provider {
        people: vec![Helper { name: "孙建明".into(), checked: Some(checked) }],
        ..provider()
    };
    assert_eq!(standing(&of(day().plus(-365)), "孙建明"), Standing::Good);
    assert_eq!(standing(&of(day().plus(-366)), "孙建明"), Standing::CheckOld);
    let until = |agreed_until| Provider { agreed_until, ..provider() };
    assert_eq!(standing(&until(Some(day())), "孙建明"), Standing::Good);
    assert_eq!(standing(&until(Some(day().plus(-1))), "孙建明"), Standing::NoAgreement);
    assert_eq!(standing(&until(None), "孙建明"), Standing::NoAgreement);
    let ended = Provider { ended: true, ..provider() };
    assert_eq!(standing(&ended, "孙建明"), Standing::NoAgreement);
}

#[test]
fn the_office_says_whom_a_provider_sends_and_the_gate_writes_who_agreed_all_the_same() {
    let set = |by, body: &Provider| refused(&act(1, by, Subject::School, body));
    assert_eq!(set(OFFICE, &provider()), Ok(()));
    assert_eq!(set(GUARD, &provider()), Err(Refusal::NotOffice));
    let nameless = Helper { name: " ".into(), checked: None };
    assert_eq!(
        set(OFFICE, &Provider { people: vec![nameless], ..provider() }),
        Err(Refusal::BadText)
    );
    let crowd = vec![Helper { name: "钱进".into(), checked: None }; 51];
    assert_eq!(set(OFFICE, &Provider { people: crowd, ..provider() }), Err(Refusal::BadBody));

    let sent = |standing, despite: &str| VisitorIn {
        provider: Some(Sent { by: PROVIDER, standing, despite: despite.into() }),
        ..visitor()
    };
    let mut rows = Rows::default();
    let good = act(2, GUARD, Subject::School, &sent(Standing::Good, ""));
    let old = act(3, GUARD, Subject::School, &sent(Standing::CheckOld, "沈国华同意，李明陪同"));
    for came in [&good, &old] {
        assert_eq!(refused(came), Ok(()));
        rows.applies(came);
    }
    let visit = |act: &Act| rows.get::<Visit>(Audience::Day(day()), act.id).unwrap();
    assert_eq!(visit(&good).despite(), None);
    assert_eq!(visit(&old).despite().unwrap().despite, "沈国华同意，李明陪同");
}
