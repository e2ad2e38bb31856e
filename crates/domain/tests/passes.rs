//! Passes and cards in sentences: who may make and take back which, and what comes of
//! a release that rests on one.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, card, paper, pass, release};
use uuid::Uuid;
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::{Card, CardCancelled, CardIssued, MAX_DAYS};
use yuanliu_domain::case::CaseKind;
use yuanliu_domain::child_day::*;
use yuanliu_domain::collector::Stops;
use yuanliu_domain::court::{Bar, Bars, Span};
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::pass::{Cancelled, Pass, PassIssued, PassWithdrawn};
use yuanliu_domain::people::{Guardian, GuardianSet, Guardians};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rights::{Rights, Role};
use yuanliu_domain::rules;
use yuanliu_domain::shown::{AtTheDoor, Listed, Not, Terms, counts};
use yuanliu_domain::time::Minute;
use yuanliu_domain::token::Paper;

const YIMING: Subject = Subject::Child(CHILD);
const FATHER: PersonId = PersonId(Uuid::from_u128(0xd2));

fn issued(rows: &mut Rows, number: u64) -> ActId {
    let act = act(number, MOTHER, YIMING, &pass());
    rows.applies(&act);
    act.id
}

fn carded(rows: &mut Rows, number: u64) -> ActId {
    let act = act(number, MOTHER, YIMING, &card());
    rows.applies(&act);
    act.id
}

fn shows(number: u64, basis: Basis, paper: ActId) -> Act {
    let checked = if basis == Basis::Pass { Checked::Pass } else { Checked::Card };
    act(number, TEACHER, YIMING, &Release { shown: Some(paper), checked, ..release(basis) })
}

fn kinds(rows: &Rows) -> Vec<CaseKind> {
    rows.cases().into_iter().map(|case| case.kind).collect()
}

fn gone(rows: &Rows, id: ActId) -> bool {
    rows.get::<Cancelled>(Audience::Holds, CHILD).is_some_and(|gone| gone.has(id))
}

fn releases(rows: &Rows) -> usize {
    rows.get::<ChildDay>(Audience::Day(day()), CHILD).unwrap_or_default().releases().count()
}

#[test]
fn a_pass_is_a_notice_that_staff_and_family_read_alike() {
    let mut rows = Rows::default();
    let id = issued(&mut rows, 1);
    let told: Pass = rows.get(Audience::Day(day()), id).unwrap();
    assert_eq!(rows.get::<Pass>(Audience::Family(CHILD), id), Some(told.clone()));
    assert_eq!((told.child, told.name.as_str(), told.withdrawn), (CHILD, "周桂兰", false));
    rows.applies(&shows(2, Basis::Pass, id));
    assert_eq!(kinds(&rows), [], "used once, as it was meant");
}

#[test]
fn a_pass_that_two_tablets_used_offline_is_two_releases_and_one_case() {
    let mut rows = Rows::default();
    let id = issued(&mut rows, 1);
    let here = act(2, TEACHER, YIMING, &Marked { day: day(), mark: Mark::Present, place: None });
    rows.applies(&here);
    rows.applies(&answering(shows(3, Basis::Pass, id), here.id));
    rows.applies(&answering(shows(4, Basis::Pass, id), here.id));
    assert_eq!(releases(&rows), 2);
    assert_eq!(kinds(&rows), [CaseKind::PassUsedTwice]);
    assert_eq!(
        rows.cases()[0].about,
        [act(3, TEACHER, YIMING, &pass()).id, act(4, TEACHER, YIMING, &pass()).id]
    );
}

#[test]
fn a_third_use_of_a_pass_names_both_uses_before_it() {
    let mut rows = Rows::default();
    let id = issued(&mut rows, 1);
    for number in [2, 3, 4] {
        rows.applies(&shows(number, Basis::Pass, id));
    }
    let about = rows.cases().into_iter().last().unwrap().about;
    for number in [2, 3, 4] {
        let use_ = act(number, TEACHER, YIMING, &pass()).id;
        assert!(about.contains(&use_), "{number} is in {about:?}");
    }
}

#[test]
fn a_pass_that_is_used_again_after_the_child_came_back_is_a_case() {
    let mut rows = Rows::default();
    let id = issued(&mut rows, 1);
    let first = shows(2, Basis::Pass, id);
    rows.applies(&first);
    let back = act(3, TEACHER, YIMING, &Marked { day: day(), mark: Mark::Returned, place: None });
    rows.applies(&answering(back.clone(), first.id));
    rows.applies(&answering(shows(4, Basis::Pass, id), back.id));
    assert_eq!(releases(&rows), 2);
    assert_eq!(kinds(&rows), [CaseKind::PassUsedTwice]);
}

#[test]
fn a_release_that_was_corrected_has_not_used_the_pass() {
    let mut rows = Rows::default();
    let id = issued(&mut rows, 1);
    let first = shows(2, Basis::Pass, id);
    rows.applies(&first);
    let undo = Corrected { day: day(), original: first.id, reason: "点错了".into() };
    let undo = answering(act(3, TEACHER, YIMING, &undo), first.id);
    rows.applies(&undo);
    rows.applies(&answering(shows(4, Basis::Pass, id), undo.id));
    assert_eq!(kinds(&rows), []);
}

#[test]
fn a_withdrawn_pass_and_a_cancelled_card_lie_with_the_holds_and_a_release_on_them_is_a_case() {
    let mut rows = Rows::default();
    let (pass, card) = (issued(&mut rows, 1), carded(&mut rows, 2));
    rows.applies(&act(3, MOTHER, YIMING, &PassWithdrawn { pass, day: day(), office: false }));
    rows.applies(&act(4, MOTHER, YIMING, &CardCancelled { card, office: false }));
    assert!(gone(&rows, pass) && gone(&rows, card));
    assert!(rows.get::<Pass>(Audience::Day(day()), pass).unwrap().withdrawn);
    assert!(rows.get::<Card>(Audience::Roll, card).unwrap().cancelled);
    for (number, basis, paper) in [(5, Basis::Pass, pass), (6, Basis::Card, card)] {
        let mut rows = rows.clone();
        rows.applies(&shows(number, basis, paper));
        assert_eq!(releases(&rows), 1, "kept all the same");
        assert_eq!(kinds(&rows), [CaseKind::ShownCancelled]);
    }
}

#[test]
fn each_takes_back_only_what_they_made_and_the_office_cancels_any_card() {
    let mut rows = Rows::default();
    let (pass, card) = (issued(&mut rows, 1), carded(&mut rows, 2));
    rows.applies(&act(3, FATHER, YIMING, &PassWithdrawn { pass, day: day(), office: false }));
    rows.applies(&act(4, FATHER, YIMING, &CardCancelled { card, office: false }));
    assert!(!gone(&rows, pass) && !gone(&rows, card));
    rows.applies(&act(5, OFFICE, YIMING, &CardCancelled { card, office: true }));
    assert!(gone(&rows, card));
    // Not somebody else's card under this child's name.
    let theirs =
        act(6, OFFICE, Subject::Child(OTHER_CHILD), &CardCancelled { card: pass, office: true });
    rows.applies(&theirs);
    assert!(!gone(&rows, pass));
}

#[test]
fn a_release_on_another_childs_pass_or_after_the_cards_last_day_is_kept_and_a_case() {
    let mut rows = Rows::default();
    let other = act(1, MOTHER, Subject::Child(OTHER_CHILD), &pass());
    rows.applies(&other);
    rows.applies(&shows(2, Basis::Pass, other.id));
    assert_eq!(kinds(&rows), [CaseKind::ShownForOther]);

    let mut rows = Rows::default();
    let over = CardIssued { from: day().plus(-100), until: day().plus(-1), ..card() };
    let over = act(1, MOTHER, YIMING, &over);
    rows.applies(&over);
    rows.applies(&shows(2, Basis::Card, over.id));
    assert_eq!((releases(&rows), kinds(&rows)), (1, vec![CaseKind::ShownForOther]));
}

#[test]
fn a_pass_from_a_guardian_whom_a_court_paper_bars_is_a_case() {
    let mut rows = Rows::default();
    let id = issued(&mut rows, 1);
    rows.applies(&act(2, OFFICE, YIMING, &paper(None)));
    rows.applies(&shows(3, Basis::Pass, id));
    assert_eq!(kinds(&rows), [CaseKind::ReleasedToStopped]);
}

#[test]
fn only_a_guardian_of_the_child_makes_one_and_form_is_refused_by_its_own_name() {
    let check = |act: &Act, rights: &Rights| rules::check(&rules::all(), act, rights);
    let mine = rights(MOTHER);
    let good = act(1, MOTHER, YIMING, &pass());
    assert_eq!(check(&good, &mine), Ok(()));
    assert_eq!(check(&good, &rights(TEACHER)), Err(Refusal::NotYourChild), "not on behalf (T12)");
    let minute = |hour| Minute::hm(hour, 0).unwrap();
    let backwards = PassIssued { from: minute(17), until: minute(16), ..pass() };
    let nobody = PassIssued { name: " ".into(), ..pass() };
    let huge = PassIssued { relation: "很".repeat(41), ..pass() };
    let long = CardIssued { until: day().plus(MAX_DAYS + 1), ..card() };
    let ended = CardIssued { until: day().plus(-1), ..card() };
    assert_eq!(check(&act(2, MOTHER, YIMING, &backwards), &mine), Err(Refusal::BadSpan));
    assert_eq!(check(&act(3, MOTHER, YIMING, &nobody), &mine), Err(Refusal::BadText));
    assert_eq!(check(&act(4, MOTHER, YIMING, &huge), &mine), Err(Refusal::BadText));
    assert_eq!(check(&act(5, MOTHER, YIMING, &long), &mine), Err(Refusal::BadSpan));
    assert_eq!(check(&act(6, MOTHER, YIMING, &ended), &mine), Err(Refusal::BadSpan));
    let office = CardCancelled { card: good.id, office: true };
    assert_eq!(check(&act(7, MOTHER, YIMING, &office), &mine), Err(Refusal::NotOffice));
    let class = act(8, MOTHER, Subject::Class(CLASS), &pass());
    assert_eq!(check(&class, &mine), Err(Refusal::WrongSubject));
    assert!(!rights(OFFICE).is(Role::Guardian));
    let by_office = act(9, OFFICE, YIMING, &office);
    assert_eq!(check(&by_office, &rights(OFFICE)), Ok(()));
}

#[test]
fn cancellations_that_are_long_over_are_let_go_of() {
    let mut rows = Rows::default();
    let first = act(1, MOTHER, YIMING, &PassIssued { day: day().plus(-30), ..pass() });
    rows.applies(&first);
    rows.applies(&act(
        2,
        MOTHER,
        YIMING,
        &PassWithdrawn { pass: first.id, day: day().plus(-30), office: false },
    ));
    let second = issued(&mut rows, 3);
    rows.applies(&act(
        4,
        MOTHER,
        YIMING,
        &PassWithdrawn { pass: second, day: day(), office: false },
    ));
    assert!(!gone(&rows, first.id) && gone(&rows, second));
}

/// Named cases of the question at the door.
#[test]
fn at_the_door_the_first_reason_is_said_and_an_uncertain_clock_stops_nobody() {
    let id = act(1, MOTHER, YIMING, &pass()).id;
    let hm = |hour, minute| Minute::hm(hour, minute).unwrap();
    let good = Terms {
        paper: Paper::Pass,
        id,
        child: CHILD,
        from: day(),
        until: day(),
        between: (hm(15, 30), hm(17, 0)),
    };
    let (cancelled, entries) = (Cancelled::default(), ChildDay::default());
    let (stops, bars) = (Stops::default(), Bars::default());
    let here = AtTheDoor {
        child: CHILD,
        day: day(),
        minute: hm(16, 0),
        certain: true,
        cancelled: &cancelled,
        entries: &entries,
        listed: None,
        fresh: false,
        stops: &stops,
        bars: &bars,
        guardians: None,
    };
    assert_eq!(counts(&good, &here), Ok(()), "the school's signature is enough");
    let minutes = |minute| AtTheDoor { minute, ..here };
    assert_eq!(counts(&good, &minutes(hm(15, 30))), Ok(()), "from its first minute");
    assert_eq!(counts(&good, &minutes(hm(17, 0))), Ok(()), "to its last");
    assert_eq!(counts(&good, &minutes(hm(15, 29))), Err(Not::Now));
    assert_eq!(counts(&good, &minutes(hm(17, 1))), Err(Not::Now));
    let on = |day| AtTheDoor { day, ..here };
    assert_eq!(counts(&good, &on(day().plus(-1))), Err(Not::Today), "tomorrow's");
    assert_eq!(counts(&good, &on(day().plus(1))), Err(Not::Today), "yesterday's");
    let unsure = AtTheDoor { certain: false, day: day().plus(3), ..here };
    assert_eq!(counts(&good, &unsure), Ok(()), "a second person, never a no (I10)");
    let other = AtTheDoor { child: OTHER_CHILD, certain: false, ..here };
    assert_eq!(counts(&good, &other), Err(Not::ThisChild));

    let mut rows = Rows::default();
    rows.applies(&act(1, MOTHER, YIMING, &pass()));
    rows.applies(&shows(2, Basis::Pass, id));
    let entries: ChildDay = rows.get(Audience::Day(day()), CHILD).unwrap();
    let used = AtTheDoor { entries: &entries, certain: false, ..here };
    assert_eq!(counts(&good, &used), Err(Not::Twice));
    let standing = Terms { paper: Paper::Card, ..good.clone() };
    assert_eq!(counts(&standing, &used), Ok(()), "a card is shown every day");
    rows.applies(&act(3, MOTHER, YIMING, &PassWithdrawn { pass: id, day: day(), office: false }));
    let cancelled: Cancelled = rows.get(Audience::Holds, CHILD).unwrap();
    let stopped = AtTheDoor { cancelled: &cancelled, ..used };
    assert_eq!(counts(&good, &stopped), Err(Not::Any));
}

#[test]
fn the_office_stops_a_pass_that_a_guardian_made() {
    let mut rows = Rows::default();
    let pass = issued(&mut rows, 1);
    rows.applies(&act(2, OFFICE, YIMING, &PassWithdrawn { pass, day: day(), office: true }));
    assert!(gone(&rows, pass));
    let told: Pass = rows.get(Audience::Family(CHILD), pass).unwrap();
    assert!(told.withdrawn, "the family reads it");
    let asks = |by| {
        let act = act(3, by, YIMING, &PassWithdrawn { pass, day: day(), office: true });
        rules::check(&rules::all(), &act, &rights(by))
    };
    assert_eq!(asks(OFFICE), Ok(()));
    assert_eq!(asks(TEACHER), Err(Refusal::NotOffice));
    assert_eq!(asks(MOTHER), Err(Refusal::NotOffice), "nobody calls themselves the office");
}

#[test]
fn a_release_on_a_pass_of_somebody_who_is_no_guardian_any_more_opens_a_case() {
    for (ended, cases) in [(false, vec![]), (true, vec![CaseKind::ReleasedToStopped])] {
        let mut rows = Rows::default();
        let link = GuardianSet {
            person: MOTHER,
            name: "陈静".into(),
            relation: "母亲".into(),
            phone: String::new(),
            ended: false,
        };
        rows.applies(&act(1, OFFICE, YIMING, &link));
        let id = issued(&mut rows, 2);
        rows.applies(&act(3, OFFICE, YIMING, &GuardianSet { ended, ..link }));
        rows.applies(&shows(4, Basis::Pass, id));
        assert_eq!((releases(&rows), kinds(&rows)), (1, cases), "it is kept all the same");
    }
}

#[test]
fn nobody_who_may_not_come_comes_with_a_pass() {
    let pass = pass();
    let id = ActId(Uuid::from_u128(0x51));
    let terms = Terms {
        paper: Paper::Pass,
        id,
        child: CHILD,
        from: day(),
        until: day(),
        between: (pass.from, pass.until),
    };
    let (cancelled, entries) = (Cancelled::default(), ChildDay::default());
    let (nobody, no_bars) = (Stops::default(), Bars::default());
    let mother = Guardian { person: MOTHER, name: "陈静".into(), relation: "母亲".into() };
    let guardians = Guardians { people: vec![mother] };
    let (name, relation) = (pass.name.clone(), pass.relation.clone());
    let listed = Listed { name: name.clone(), relation, by: MOTHER, gone: false };
    let here = AtTheDoor {
        child: CHILD,
        day: day(),
        minute: pass.from,
        certain: true,
        cancelled: &cancelled,
        entries: &entries,
        listed: Some(&listed),
        fresh: true,
        stops: &nobody,
        bars: &no_bars,
        guardians: Some(&guardians),
    };
    assert_eq!(counts(&terms, &here), Ok(()));

    let stops = Stops { not_these: vec![name.clone()], ..Stops::default() };
    let others = Stops { not_these: vec!["另一个人".into()], ..Stops::default() };
    let span = Span { from: day(), until: None };
    let bars =
        |guardian, name: &str| Bars { people: vec![Bar { guardian, name: name.into(), span }] };
    let (made_by, comes, elsewhere) =
        (bars(MOTHER, "旧名"), bars(FATHER, &name), bars(FATHER, "另一个人"));
    let gone = Listed { gone: true, ..listed.clone() };
    let by_nobody = Listed { by: FATHER, ..listed.clone() };
    for (why, door) in [
        ("the family said no to this person", AtTheDoor { stops: &stops, ..here }),
        (
            "whoever made it is barred, whatever their name is now",
            AtTheDoor { bars: &made_by, ..here },
        ),
        ("a paper bars who comes", AtTheDoor { bars: &comes, ..here }),
        ("withdrawn", AtTheDoor { listed: Some(&gone), ..here }),
        ("its maker is no guardian any more", AtTheDoor { listed: Some(&by_nobody), ..here }),
    ] {
        assert_eq!(counts(&terms, &door), Err(Not::Any), "{why}");
        let unsure = AtTheDoor { certain: false, fresh: false, ..door };
        assert_eq!(
            counts(&terms, &unsure),
            Err(Not::Any),
            "{why}, with a clock that is not certain"
        );
    }
    for door in [AtTheDoor { stops: &others, ..here }, AtTheDoor { bars: &elsewhere, ..here }] {
        assert_eq!(counts(&terms, &door), Ok(()), "another person is stopped");
        let unlisted = AtTheDoor { listed: None, fresh: false, ..door };
        assert_eq!(counts(&terms, &unlisted), Err(Not::Listed), "who it is can't be told");
    }
    let unlisted = AtTheDoor { listed: None, ..here };
    assert_eq!(counts(&terms, &unlisted), Err(Not::Listed), "the school would have it");
    let old_list = AtTheDoor { fresh: false, ..unlisted };
    assert_eq!(counts(&terms, &old_list), Ok(()), "the lists are older than the pass");
}
