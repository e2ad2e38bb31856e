//! The end of a duty in sentences: calls, the ladder, who stays, rounds, closing the day.

#[path = "world/samples.rs"]
mod samples;
mod world;

use std::sync::Arc;

use samples::{answering, called, place, release, round, staying};
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::call::{About, Called, Calls, CallsTold, Next, ON_THE_WAY, Outcome, Whom};
use yuanliu_domain::child_day::*;
use yuanliu_domain::closing::{Closings, DayClosed, Days, Stands, open};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rights::Role;
use yuanliu_domain::round::{RoundMade, Rounds};
use yuanliu_domain::rules;
use yuanliu_domain::school::Named;
use yuanliu_domain::staying::{StayingWith, Stays};
use yuanliu_domain::struck::EntryStruck;
use yuanliu_domain::time::Minute;

const CHILD_SUBJECT: Subject = Subject::Child(CHILD);

fn call(number: u64, said: &Called) -> Act {
    act(number, TEACHER, CHILD_SUBJECT, said)
}

fn calls(rows: &Rows) -> Calls {
    rows.get(Audience::Day(day()), CHILD).unwrap_or_default()
}

fn struck(number: u64, subject: Subject, original: &Act) -> Act {
    let body = EntryStruck {
        day: day(),
        original: original.id,
        reason: "点错了".into(),
        as_leader: false,
    };
    answering(act(number, OFFICE, subject, &body), original.id)
}

fn marked(number: u64, mark: Mark) -> Act {
    act(number, TEACHER, CHILD_SUBJECT, &Marked { day: day(), mark, place: Some(place()) })
}

fn days(rows: &Rows) -> Days {
    let row = |child| Some((child, Arc::new(rows.get(Audience::Day(day()), child)?)));
    [CHILD, OTHER_CHILD].into_iter().filter_map(row).collect()
}

fn closes(number: u64, rows: &Rows) -> Act {
    act(number, OFFICE, Subject::School, &DayClosed::of(day(), &days(rows), String::new()))
}

fn refused(act: &Act) -> Result<(), Refusal> {
    rules::check(&rules::all(), act, &rights(act.actor))
}

#[test]
fn a_family_reads_who_was_called_by_relation_and_never_a_word_of_staff() {
    let mut rows = Rows::default();
    let said = Called {
        text: "妈妈说和爸爸吵架了".into(),
        ..called(Whom::Guardian, "陈静", Outcome::Other)
    };
    rows.applies(&call(1, &said));
    assert_eq!(calls(&rows).list[0].said, said);
    let family: Vec<&String> = rows
        .0
        .iter()
        .filter(|(key, _)| key.audience == Audience::Family(CHILD))
        .map(|(_, b)| b)
        .collect();
    assert_eq!(family.len(), 1);
    assert!(family[0].contains("母亲") && family[0].contains("李明老师"), "{}", family[0]);
    assert!(!family[0].contains("吵架") && !family[0].contains("陈静"), "{}", family[0]);
}

#[test]
fn what_the_school_does_outside_a_person_tells_the_family() {
    let mut rows = Rows::default();
    for (number, whom) in [(1, Whom::Leader), (2, Whom::Committee), (3, Whom::Police)] {
        rows.applies(&call(number, &called(whom, "沈国华", Outcome::OnTheWay)));
    }
    assert_eq!(calls(&rows).list.len(), 3);
    assert_eq!(rows.get::<CallsTold>(Audience::Family(CHILD), day()), None);
}

#[test]
fn committee_and_police_are_the_leaders_decision() {
    let by = |person, whom| {
        refused(&act(1, person, CHILD_SUBJECT, &called(whom, "派出所", Outcome::OnTheWay)))
    };
    for whom in [Whom::Committee, Whom::Police] {
        assert_eq!(by(TEACHER, whom), Err(Refusal::NotLeader));
        assert_eq!(by(OFFICE, whom), Ok(()));
        assert_eq!(by(MOTHER, whom), Err(Refusal::NotStaff));
    }
    assert_eq!(by(TEACHER, Whom::Collector), Ok(()));
    let leader = yuanliu_domain::rights::Rights { roles: [Role::Leader].into(), ..rights(TEACHER) };
    assert_eq!(leader.leads(), Ok(()));
}

#[test]
fn something_else_needs_words_and_nothing_else_does() {
    let check = |body: &Called| refused(&call(1, body));
    assert_eq!(check(&called(Whom::Guardian, "陈静", Outcome::Other)), Err(Refusal::BadText));
    assert_eq!(check(&called(Whom::Guardian, "陈静", Outcome::NoAnswer)), Ok(()));
    assert_eq!(check(&called(Whom::Guardian, " ", Outcome::NoAnswer)), Err(Refusal::BadText));
    let long = Called {
        relation: "长".repeat(41),
        ..called(Whom::Guardian, "陈静", Outcome::NoAnswer)
    };
    assert_eq!(check(&long), Err(Refusal::BadText));
}

#[test]
fn the_ladder_goes_from_guardians_to_collectors_to_the_leader_who_decides() {
    let mut rows = Rows::default();
    let people = [
        (Whom::Guardian, "陈静".to_owned()),
        (Whom::Guardian, "张伟".to_owned()),
        (Whom::Collector, "周桂兰".to_owned()),
    ];
    let now = Minute::hm(18, 10).unwrap();
    let says = |rows: &Rows, about, now| format!("{:?}", calls(rows).next(about, &people, now));
    let next = |rows: &Rows| says(rows, About::NotCollected, now);
    assert_eq!(next(&rows), format!("{:?}", Next::Call(Whom::Guardian, "陈静")));
    rows.applies(&call(1, &called(Whom::Guardian, "陈静", Outcome::NoAnswer)));
    assert_eq!(next(&rows), format!("{:?}", Next::Call(Whom::Guardian, "张伟")));
    rows.applies(&call(2, &called(Whom::Guardian, "张伟", Outcome::WillCallBack)));
    assert_eq!(next(&rows), format!("{:?}", Next::Call(Whom::Collector, "周桂兰")));
    rows.applies(&call(3, &called(Whom::Collector, "周桂兰", Outcome::NoAnswer)));
    assert_eq!(next(&rows), "Leader");
    rows.applies(&call(4, &called(Whom::Leader, "沈国华", Outcome::OnTheWay)));
    let late = Minute::hm(18, 40).unwrap();
    // Whoever gave no time is waited for as long as a way takes.
    let called_at = calls(&rows).last().unwrap().at;
    let after = |minutes: i64| called_at.plus_ms(minutes * 60_000).minute();
    assert!(says(&rows, About::NotCollected, after(ON_THE_WAY)).starts_with("Coming"));
    assert_eq!(says(&rows, About::NotCollected, after(ON_THE_WAY + 1)), "LeaderDecides");
    // Whoever gave a time is waited for until then, and no longer.
    let soon = Called {
        there_at: Minute::hm(18, 30),
        ..called(Whom::Guardian, "陈静", Outcome::OnTheWay)
    };
    rows.applies(&call(5, &soon));
    assert!(next(&rows).starts_with("Coming"));
    assert_eq!(says(&rows, About::NotCollected, late), "LeaderDecides");
    // Calls about something else do not count here.
    assert!(says(&rows, About::NotHere, now).starts_with("Call"));
}

#[test]
fn a_call_that_was_noted_wrongly_stays_readable_and_no_longer_counts() {
    let mut rows = Rows::default();
    let wrong = call(1, &called(Whom::Guardian, "陈静", Outcome::NoAnswer));
    rows.applies(&wrong);
    rows.applies(&wrong);
    rows.applies(&struck(2, CHILD_SUBJECT, &wrong));
    let now = calls(&rows);
    assert_eq!((now.list.len(), now.last()), (1, None));
    let told: CallsTold = rows.get(Audience::Family(CHILD), day()).unwrap();
    assert!(told.list[0].struck.is_some());
}

#[test]
fn a_call_to_the_police_is_struck_by_the_leader_alone() {
    let mut rows = Rows::default();
    let police = act(1, OFFICE, CHILD_SUBJECT, &called(Whom::Police, "派出所", Outcome::OnTheWay));
    rows.applies(&police);
    rows.applies(&struck(2, CHILD_SUBJECT, &police));
    assert!(calls(&rows).last().is_some(), "a teacher's word does not reach it");
    let body =
        EntryStruck {
            day: day(), original: police.id, reason: "点错了".into(), as_leader: true
        };
    let by = |person| answering(act(3, person, CHILD_SUBJECT, &body), police.id);
    assert_eq!(refused(&by(TEACHER)), Err(Refusal::NotLeader));
    assert_eq!(refused(&by(OFFICE)), Ok(()));
    rows.applies(&by(OFFICE));
    assert!(calls(&rows).last().is_none());
}

#[test]
fn the_last_entry_says_who_stays_and_the_family_reads_it() {
    let mut rows = Rows::default();
    rows.applies(&act(1, TEACHER, CHILD_SUBJECT, &staying()));
    let two = StayingWith {
        staff: vec![
            Named { id: TABLET, name: "顾德福".into() },
            Named { id: OFFICE, name: "陆丽华".into() },
        ],
        ..staying()
    };
    let second = act(2, TEACHER, CHILD_SUBJECT, &two);
    rows.applies(&second);
    let stays: Stays = rows.get(Audience::Day(day()), CHILD).unwrap();
    assert_eq!(stays.now().unwrap().staff.len(), 2);
    assert_eq!(rows.get::<Stays>(Audience::Family(CHILD), day()), Some(stays));
    rows.applies(&struck(3, CHILD_SUBJECT, &second));
    let stays: Stays = rows.get(Audience::Day(day()), CHILD).unwrap();
    assert_eq!(stays.now().unwrap().staff[0].name, "李明老师");
    let nobody = StayingWith { staff: vec![], ..staying() };
    assert_eq!(refused(&act(4, TEACHER, CHILD_SUBJECT, &nobody)), Err(Refusal::BadBody));
}

#[test]
fn rounds_are_the_leaders_and_no_family_reads_them() {
    let mut rows = Rows::default();
    let first = act(1, OFFICE, Subject::School, &round());
    rows.applies(&first);
    rows.applies(&act(
        2,
        OFFICE,
        Subject::School,
        &RoundMade { finding: String::new(), ..round() },
    ));
    let made: Rounds = rows.get(Audience::Day(day()), "").unwrap();
    assert_eq!((made.list[0].written, &made.list[0].sheet), (None, &None));
    rows.applies(&struck(3, Subject::School, &first));
    let made: Rounds = rows.get(Audience::Day(day()), "").unwrap();
    assert_eq!((made.list.len(), made.counting().count()), (2, 1));
    assert!(rows.0.keys().all(|key| key.audience == Audience::Day(day())));
    assert_eq!(refused(&act(4, TEACHER, Subject::School, &round())), Err(Refusal::NotLeader));
    let later = Act { happened: Some(at(15, 5)), ..act(5, OFFICE, Subject::School, &round()) };
    rows.applies(&later);
    let made: Rounds = rows.get(Audience::Day(day()), "").unwrap();
    let both = made.list.last().map(|round| (round.at, round.written));
    assert_eq!(both, Some((at(15, 5), Some(at(15, 40)))), "the stated time, and that of entry");
}

#[test]
fn a_closing_counts_while_nobody_is_left_and_nothing_was_entered_since() {
    let mut rows = Rows::default();
    let stands = |rows: &Rows| {
        let closings: Closings = rows.get(Audience::Day(day()), "").unwrap_or_default();
        match closings.stands(&days(rows)) {
            Stands::Open => "open",
            Stands::Closed(_) => "closed",
            Stands::OpenedAgain(..) => "opened again",
        }
    };
    rows.applies(&marked(1, Mark::Present));
    assert_eq!(open(&days(&rows)).collect::<Vec<_>>(), [CHILD]);
    // Somebody closes it all the same: kept, and the day is open for every screen (R6).
    rows.applies(&closes(2, &rows.clone()));
    assert_eq!(stands(&rows), "opened again");
    rows.applies(&act(3, TEACHER, CHILD_SUBJECT, &release(Basis::Listed)));
    // The last one left, and still nobody said so: it does not close by itself.
    assert_eq!(stands(&rows), "opened again");
    let closing = closes(4, &rows.clone());
    rows.applies(&closing);
    assert_eq!(stands(&rows), "closed");
    rows.applies(&marked(5, Mark::Returned));
    assert_eq!(stands(&rows), "opened again");
    rows.applies(&act(6, TEACHER, CHILD_SUBJECT, &release(Basis::Listed)));
    let again = closes(7, &rows.clone());
    rows.applies(&again);
    assert_eq!(stands(&rows), "closed");
    rows.applies(&struck(8, Subject::School, &again));
    assert_eq!(stands(&rows), "opened again", "the closing before it knew of less");
}

#[test]
fn a_child_handed_to_the_service_and_never_counted_keeps_the_day_open() {
    let mut rows = Rows::default();
    let ends = LessonsEnd {
        day: day(),
        staying: vec![CHILD],
        left: vec![],
        absent: vec![],
        note: String::new(),
    };
    rows.applies(&act(1, TEACHER, Subject::Class(CLASS), &ends));
    assert_eq!(open(&days(&rows)).collect::<Vec<_>>(), [CHILD]);
}

#[test]
fn a_closing_that_was_written_before_and_comes_later_opens_nothing() {
    let mut rows = Rows::default();
    rows.applies(&marked(1, Mark::Present));
    let early = closes(2, &rows.clone());
    rows.applies(&act(3, TEACHER, CHILD_SUBJECT, &release(Basis::Listed)));
    rows.applies(&closes(4, &rows.clone()));
    rows.applies(&early);
    let closings: Closings = rows.get(Audience::Day(day()), "").unwrap();
    assert!(matches!(closings.stands(&days(&rows)), Stands::Closed(_)));
}

#[test]
fn whatever_the_order_of_entries_two_replicas_close_the_same_day() {
    let mut rows = Rows::default();
    rows.applies(&marked(1, Mark::Present));
    rows.applies(&act(2, TEACHER, CHILD_SUBJECT, &release(Basis::Listed)));
    let here = days(&rows);
    let mut there = here.clone();
    Arc::make_mut(there.get_mut(&CHILD).unwrap()).entries.reverse();
    assert_eq!(yuanliu_domain::closing::seen(&here), yuanliu_domain::closing::seen(&there));
    assert_ne!(yuanliu_domain::closing::seen(&here), yuanliu_domain::closing::seen(&Days::new()));
}

#[test]
fn a_closing_of_a_large_school_is_a_small_act() {
    let many: Days = (0..3_000u128)
        .map(|n| {
            let child = yuanliu_domain::id::ChildId(uuid::Uuid::from_u128(n));
            (child, Arc::default())
        })
        .collect();
    let act = act(1, OFFICE, Subject::School, &DayClosed::of(day(), &many, "长".repeat(1000)));
    assert_eq!(refused(&act), Ok(()));
    assert!(yuanliu_domain::act::to_bytes(&act).len() < yuanliu_domain::act::MAX_ACT_BYTES / 4);
}

#[test]
fn many_entries_make_no_row_without_end() {
    let mut rows = Rows::default();
    for number in 1..400 {
        rows.applies(&call(number, &called(Whom::Guardian, "陈静", Outcome::NoAnswer)));
        rows.applies(&act(1000 + number, TEACHER, CHILD_SUBJECT, &staying()));
        rows.applies(&act(2000 + number, OFFICE, Subject::School, &round()));
        rows.applies(&closes(3000 + number, &rows.clone()));
    }
    assert_eq!(calls(&rows).list.len(), 60);
    assert_eq!(rows.get::<Stays>(Audience::Day(day()), CHILD).unwrap().list.len(), 60);
    assert_eq!(rows.get::<Rounds>(Audience::Day(day()), "").unwrap().list.len(), 300);
    assert_eq!(rows.get::<Closings>(Audience::Day(day()), "").unwrap().list.len(), 50);
}
