//! Safety and symptom checks (T9): a fault stands open until somebody sees to it.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, face, fault_photo, fire_check, item, looked};
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::{
    Area, CheckMade, Checks, Condition, Fault, FaultClosed, FaultPhotoStruck, Symptoms, fault_key,
    of_fault_key,
};
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::photo::{Named, Pictured};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;

fn made(number: u64) -> Act {
    act(number, TEACHER, Subject::School, &fire_check())
}

fn closes(number: u64, item: u16, done: &str) -> Act {
    let check = made(1).id;
    let body = FaultClosed { check, item, done: done.into(), done_by: "总务处".into() };
    answering(act(number, OFFICE, Subject::School, &body), check)
}

#[test]
fn a_fault_stands_open_until_somebody_writes_what_was_done_and_by_whom() {
    let mut rows = Rows::default();
    rows.applies(&made(1));
    let fault = |rows: &Rows, item| rows.get::<Fault>(Audience::Roll, fault_key(made(1).id, item));
    let open = fault(&rows, 1).unwrap();
    assert_eq!(
        (open.area, open.item.as_str(), open.mended),
        (Area::Fire, "灭火器在有效期内", None)
    );
    assert_eq!(fault(&rows, 0), None, "fine is no fault");
    assert_eq!(fault(&rows, 2), None, "not looked at is no fault");
    rows.applies(&closes(2, 0, "什么也没有坏"));
    assert_eq!(fault(&rows, 0), None, "there is nothing to close");
    rows.applies(&closes(3, 1, "已换新的灭火器"));
    rows.applies(&closes(4, 1, "又换了一次"));
    let mended = fault(&rows, 1).unwrap().mended.unwrap();
    assert_eq!((mended.done.as_str(), mended.done_by.as_str()), ("已换新的灭火器", "总务处"));
    // A device that predicts the check again does not open it again.
    rows.applies(&made(1));
    assert!(fault(&rows, 1).unwrap().mended.is_some());
}

#[test]
fn a_check_that_is_made_again_stands_beside_the_first_one() {
    let mut rows = Rows::default();
    rows.applies(&made(1));
    let again =
        CheckMade { items: vec![item("安全出口畅通", Condition::Fine, "")], ..fire_check() };
    rows.applies(&act(2, TEACHER, Subject::School, &again));
    let checks: Checks = rows.get(Audience::Day(day()), Area::Fire.name()).unwrap();
    assert_eq!(checks.list.len(), 2);
    assert_eq!(checks.list.last().unwrap().made, again);
}

#[test]
fn symptoms_are_numbers_of_a_group_and_earlier_ones_stay() {
    let mut rows = Rows::default();
    for (number, fever) in [(1, 0), (2, 1)] {
        rows.applies(&act(number, TEACHER, Subject::Group(GROUP), &looked(fever)));
    }
    let symptoms: Symptoms = rows.get(Audience::Incidents(day()), GROUP).unwrap();
    let any: Vec<u32> = symptoms.list.iter().map(|looked| looked.said.any()).collect();
    assert_eq!(any, [2, 3]);
    // Nothing of it is on the day's list, which the gate reads.
    assert_eq!(rows.0.len(), 1);
}

#[test]
fn the_last_check_holds_however_often_it_was_made() {
    let mut rows = Rows::default();
    for number in 1..=40 {
        rows.applies(&act(number, TEACHER, Subject::School, &fire_check()));
        rows.applies(&act(100 + number, TEACHER, Subject::Group(GROUP), &looked(0)));
    }
    let checks: Checks = rows.get(Audience::Day(day()), Area::Fire.name()).unwrap();
    assert_eq!((checks.list.len(), checks.list[29].act), (30, made(40).id));
    let symptoms: Symptoms = rows.get(Audience::Incidents(day()), GROUP).unwrap();
    let last = act(140, TEACHER, Subject::Group(GROUP), &looked(0)).id;
    assert_eq!((symptoms.list.len(), symptoms.list[29].act), (30, last));
}

#[test]
fn form_and_right() {
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    let with = |items| CheckMade { items, ..fire_check() };
    let of = |body: &CheckMade| check(&act(1, TEACHER, Subject::School, body));
    assert_eq!(check(&act(1, GUARD, Subject::School, &fire_check())), Ok(()));
    assert_eq!(of(&with(vec![])), Err(Refusal::BadBody));
    assert_eq!(of(&with(vec![item("门", Condition::Fine, ""); 31])), Err(Refusal::BadBody));
    assert_eq!(of(&with(vec![item("门", Condition::Fault, "")])), Err(Refusal::BadText));
    assert_eq!(of(&with(vec![item("", Condition::Fine, "")])), Err(Refusal::BadText));
    assert_eq!(check(&closes(2, 1, "")), Err(Refusal::BadText));
    let symptoms = act(3, GUARD, Subject::Group(GROUP), &looked(0));
    assert_eq!(check(&symptoms), Err(Refusal::NotStaff));
    let key = fault_key(made(1).id, 7);
    assert_eq!(of_fault_key(&key), Some((made(1).id, 7)));
    assert_eq!(of_fault_key("nothing"), None);
}

fn pictured(number: u64, proof: bool) -> Act {
    let photo = act(number, TEACHER, Subject::School, &fault_photo(made(1).id, proof));
    answering(photo, made(1).id)
}

fn strikes(number: u64, by: PersonId, original: ActId, as_leader: bool) -> Act {
    let (check, reason) = (made(1).id, "照片拍错了".into());
    let body = FaultPhotoStruck { check, item: 1, original, as_leader, reason };
    answering(answering(act(number, by, Subject::School, &body), check), original)
}

#[test]
fn a_fault_has_photos_of_before_and_after_and_a_wrong_one_no_longer_counts() {
    let mut rows = Rows::default();
    let (before, after) = (pictured(2, false), pictured(3, true));
    rows.applies(&made(1));
    rows.applies(&before);
    rows.applies(&closes(4, 1, "已换新的灭火器"));
    rows.applies(&after);
    let fault =
        |rows: &Rows| -> Fault { rows.get(Audience::Roll, fault_key(made(1).id, 1)).unwrap() };
    let acts = |photos: &[Pictured]| photos.iter().map(|photo| photo.act).collect::<Vec<_>>();
    let both = fault(&rows);
    assert_eq!((acts(&both.photos), acts(&both.proofs)), (vec![before.id], vec![after.id]));
    for photo in [&before, &after] {
        let named = Named::by(photo).unwrap();
        assert_eq!((named.shows, named.child, named.hash), (photo.id.0, None, face()));
        let [key] = named.rows.as_slice() else { panic!("one row") };
        assert!(key.audience == Audience::Roll && named.is_in(key, &rows.0[key]));
    }
    rows.applies(&strikes(5, GUARD, after.id, false));
    assert_eq!(fault(&rows).proofs[0].struck, None, "somebody else took it");
    rows.applies(&strikes(6, OFFICE, after.id, true));
    let struck = fault(&rows).proofs[0].struck.clone().unwrap();
    assert_eq!(struck.reason, "照片拍错了");
    assert_eq!(fault(&rows).photos[0].struck, None);
    (100..141).for_each(|number| drop(rows.applies(&pictured(number, true))));
    assert_eq!(fault(&rows).proofs.len(), 41, "the struck one takes no place");
    // No other row knows of it.
    assert_eq!(rows.0.len(), 2);
}

#[test]
fn photos_of_faults_are_for_staff_and_answer_their_check() {
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    assert_eq!(check(&pictured(2, false)), Ok(()));
    let loose = act(2, TEACHER, Subject::School, &fault_photo(made(1).id, false));
    assert_eq!(check(&loose), Err(Refusal::BadBody));
    let family =
        answering(act(2, MOTHER, Subject::School, &fault_photo(made(1).id, false)), made(1).id);
    assert_eq!(check(&family), Err(Refusal::NotStaff));
    assert_eq!(check(&strikes(3, GUARD, pictured(2, false).id, true)), Err(Refusal::NotLeader));
}
