//! Sheets of a paper day (G6): for the leader and the office, and nobody else.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, face, sheet};
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::photo::Named as NamedPhoto;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;
use yuanliu_domain::school::Named;
use yuanliu_domain::sheet::{SheetKept, SheetStruck, Sheets};

fn kept(number: u64) -> Act {
    act(number, GUARD, Subject::School, &sheet())
}

fn strikes(number: u64, by: PersonId, original: &Act, as_leader: bool) -> Act {
    let (original, reason) = (original.id, "拍糊了".into());
    let body = SheetStruck { day: day(), original, as_leader, reason };
    answering(act(number, by, Subject::School, &body), original)
}

#[test]
fn a_sheet_says_whose_it_is_and_lies_with_the_leader_alone() {
    let mut rows = Rows::default();
    let (first, second) = (kept(1), kept(2));
    for act in [&first, &second, &first] {
        rows.applies(act);
    }
    assert_eq!(rows.0.len(), 1);
    let sheets: Sheets = rows.get(Audience::Leader, day()).unwrap();
    assert_eq!(sheets.list.len(), 2);
    assert_eq!(sheets.list[0].written_by.id, TEACHER);
    assert_eq!(sheets.list[0].photo.by, GUARD, "who took the photo");
    let named = NamedPhoto::by(&second).unwrap();
    assert_eq!((named.child, named.hash, named.writing), (None, face(), true));
    assert!(named.is_in(&named.rows[0], &rows.0[&named.rows[0]]));

    rows.applies(&strikes(3, TEACHER, &first, false));
    rows.applies(&strikes(4, OFFICE, &second, true));
    let struck = |rows: &Rows| {
        let sheets: Sheets = rows.get(Audience::Leader, day()).unwrap();
        sheets.list.iter().map(|sheet| sheet.photo.struck.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(struck(&rows), [false, true], "one's own, or as leader");
    rows.applies(&strikes(5, GUARD, &first, false));
    assert_eq!(struck(&rows), [true, true]);
}

#[test]
fn every_sheet_that_a_large_school_photographs_in_a_day_is_there() {
    let mut rows = Rows::default();
    let sheets: Vec<Act> = (1..=60 * 4 * 2).map(kept).collect();
    sheets.iter().for_each(|sheet| drop(rows.applies(sheet)));
    let row: Sheets = rows.get(Audience::Leader, day()).unwrap();
    assert_eq!(row.list.len(), sheets.len());
}

#[test]
fn form_and_right() {
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    assert_eq!(check(&kept(1)), Ok(()));
    let of = |by, body: &SheetKept| check(&act(1, by, Subject::School, body));
    assert_eq!(of(MOTHER, &sheet()), Err(Refusal::NotStaff));
    let nobody = Named { id: TEACHER, name: " ".into() };
    assert_eq!(of(TEACHER, &SheetKept { written_by: nobody, ..sheet() }), Err(Refusal::BadText));
    assert_eq!(check(&strikes(2, GUARD, &kept(1), true)), Err(Refusal::NotLeader));
    let loose =
        SheetStruck { day: day(), original: kept(1).id, as_leader: false, reason: "x".into() };
    assert_eq!(check(&act(2, GUARD, Subject::School, &loose)), Err(Refusal::BadBody));
}
