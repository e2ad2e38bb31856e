//! Rain, waiting points, opening hours and the answers of families, in sentences.

#[path = "world/samples.rs"]
mod samples;
mod world;

use std::collections::BTreeSet;

use samples::{answering, rain};
use world::*;
use yuanliu_domain::act::{Act, Channel, Informant, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::day_change::*;
use yuanliu_domain::id::{ActId, ClassId};
use yuanliu_domain::open_hours::{self, Hours, On, OpenHours};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;
use yuanliu_domain::school::{Block, DayChanged, Scope};
use yuanliu_domain::time::{Day, Minute, Weekday};
use yuanliu_domain::waiting::{WaitingPoint, WaitingPoints, Whose};

const CHILD_SUBJECT: Subject = Subject::Child(CHILD);

fn refused(act: &Act) -> Result<(), Refusal> {
    rules::check(&rules::all(), act, &rights(act.actor))
}

fn ends(number: u64, changes: &[&Act]) -> Act {
    let ids: Vec<ActId> = changes.iter().map(|change| change.id).collect();
    let body = DayChangeEnded { day: day(), changes: ids.clone() };
    let act = act(number, LEADER, Subject::School, &body);
    ids.into_iter().fold(act, answering)
}

fn ended(rows: &Rows, change: &Act) -> bool {
    rows.get::<ChangeEnded>(Audience::Public, change.id).is_some()
}

fn early(number: u64) -> Act {
    let body = DayChanged {
        day: day(),
        scope: Scope::School,
        cancelled: BTreeSet::<Block>::new(),
        ends: Minute::hm(17, 0),
        rain: false,
        text: "今天晚托提前到 17:00 结束。".into(),
    };
    act(number, TEACHER, Subject::School, &body)
}

fn answers(number: u64, who: yuanliu_domain::id::PersonId, change: &Act, answer: Answer) -> Act {
    let body = ChangeAnswered { day: day(), change: change.id, answer };
    answering(act(number, who, CHILD_SUBJECT, &body), change.id)
}

/// What staff read of the child's family; the family reads the same.
fn answered(rows: &Rows) -> Answers {
    let staff = rows.get::<Answers>(Audience::Day(day()), CHILD).unwrap_or_default();
    let family = rows.get::<Answers>(Audience::Family(CHILD), day()).unwrap_or_default();
    assert_eq!(staff, family);
    staff
}

#[test]
fn rain_is_said_and_ended_by_whoever_leads_and_staff_read_by_whom() {
    let mut rows = Rows::default();
    let (one, other) =
        (act(1, LEADER, Subject::School, &rain()), act(2, OFFICE, Subject::School, &rain()));
    assert_eq!(refused(&act(3, TEACHER, Subject::School, &rain())), Err(Refusal::NotLeader));
    assert_eq!(refused(&early(4)), Ok(()), "any of the staff writes another change");
    rows.applies(&one);
    rows.applies(&other);
    // Taken back by the one who tapped: the other one still says so.
    rows.applies(&ends(5, &[&one]));
    assert_eq!((ended(&rows, &one), ended(&rows, &other)), (true, false));
    rows.applies(&ends(6, &[&one, &other]));
    assert!(ended(&rows, &other));
    let first = rows.get::<ChangeEnded>(Audience::Public, one.id).unwrap();
    assert_eq!(first.act, ends(5, &[&one]).id, "the first end stands");
    assert!(rows.get::<DayChanged>(Audience::Public, one.id).is_some(), "nothing is overwritten");

    let said: ChangesSaid = rows.get(Audience::Day(day()), "").unwrap();
    let whats: Vec<&What> = said.list.iter().map(|one| &one.what).collect();
    let both = What::Ended(vec![one.id, other.id]);
    assert_eq!(whats, [&What::Rain, &What::Rain, &What::Ended(vec![one.id]), &both]);
    assert!(said.list.iter().all(|one| !one.by_name.is_empty()));
    // No name of the staff goes to families.
    let public = rows.0.iter().filter(|(key, _)| key.audience == Audience::Public);
    assert!(public.into_iter().all(|(_, body)| !body.contains("李明")));
}

#[test]
fn an_end_names_what_it_answers() {
    let one = act(1, LEADER, Subject::School, &rain());
    let by_teacher = Act { actor: TEACHER, ..ends(2, &[&one]) };
    assert_eq!(refused(&by_teacher), Err(Refusal::NotLeader));
    assert_eq!(refused(&ends(3, &[])), Err(Refusal::BadBody));
    let unanswered = Act { builds_on: vec![], ..ends(4, &[&one]) };
    assert_eq!(refused(&unanswered), Err(Refusal::BadBody));
}

#[test]
fn a_change_as_it_always_was_writes_what_it_always_wrote() {
    let mut rows = Rows::default();
    let effect = rows.applies(&early(1));
    assert_eq!(effect.puts.len(), 1);
    assert!(!effect.puts[0].1.as_ref().unwrap().contains("rain"));
}

#[test]
fn a_child_stays_while_one_of_the_family_asks_for_care() {
    let mut rows = Rows::default();
    let change = early(1);
    rows.applies(&change);
    assert_eq!(answered(&rows).to(change.id), None);
    rows.applies(&answers(2, FATHER, &change, Answer::NeedsCare));
    rows.applies(&answers(3, MOTHER, &change, Answer::Comes));
    assert_eq!(answered(&rows).to(change.id), Some(Answer::NeedsCare));
    rows.applies(&answers(4, FATHER, &change, Answer::Comes));
    assert_eq!(answered(&rows).to(change.id), Some(Answer::Comes));
    assert_eq!(answered(&rows).to(early(9).id), None, "to another change nobody answered");
    assert_eq!(refused(&answers(5, MOTHER, &change, Answer::Comes)), Ok(()));
    let strange =
        Act { subject: Subject::Child(OTHER_CHILD), ..answers(6, MOTHER, &change, Answer::Comes) };
    assert_eq!(refused(&strange), Err(Refusal::NotYourChild));
}

#[test]
fn what_staff_hear_by_telephone_is_the_word_of_whom_they_name_whoever_writes_it_down() {
    let change = early(1);
    let called = |number, who, name: &str, answer| Act {
        channel: Channel::Phone,
        informant: Some(Informant { name: name.into(), phone: None }),
        ..answers(number, who, &change, answer)
    };
    let mut rows = Rows::default();
    rows.applies(&change);
    rows.applies(&called(2, TEACHER, "母亲 陈静", Answer::NeedsCare));
    rows.applies(&called(3, LEADER, "父亲 张伟", Answer::Comes));
    assert_eq!(answered(&rows).to(change.id), Some(Answer::NeedsCare), "she asks for care (R7)");
    assert_eq!(answered(&rows).last(change.id).unwrap().by, LEADER);
    rows.applies(&called(4, LEADER, "母亲陈静", Answer::Comes));
    assert_eq!(answered(&rows).to(change.id), Some(Answer::Comes), "she says otherwise now");
    for number in 5..100 {
        rows.applies(&called(number, TEACHER, &format!("亲戚{number}"), Answer::Comes));
    }
    rows.applies(&called(100, TEACHER, "外婆", Answer::NeedsCare));
    assert_eq!(answered(&rows).to(change.id), Some(Answer::NeedsCare));
    let mut rows = Rows::default();
    // However often somebody answers, another one's word stays.
    rows.applies(&answers(4, FATHER, &change, Answer::NeedsCare));
    for number in 100..300 {
        rows.applies(&answers(number, MOTHER, &change, Answer::Comes));
    }
    assert_eq!(answered(&rows).to(change.id), Some(Answer::NeedsCare));
    assert!(answered(&rows).list.len() <= 60);
}

fn point(of: Whose, usual: &str, rain: &str) -> WaitingPoint {
    WaitingPoint { of, usual: usual.into(), rain: rain.into() }
}

#[test]
fn the_nearest_waiting_point_holds_and_rain_falls_back_to_the_usual_one() {
    let other = ClassId(uuid::Uuid::from_u128(0xa2));
    let mut rows = Rows::default();
    let all = [
        point(Whose::School, "正门", "体育馆门口"),
        point(Whose::Grade(3), "东门", ""),
        point(Whose::Class(CLASS), "", "三号楼门厅"),
    ];
    for (number, point) in all.iter().enumerate() {
        let set = act(number as u64, OFFICE, Subject::School, point);
        assert_eq!(refused(&set), Ok(()));
        rows.applies(&set);
    }
    let read = all.iter().filter_map(|p| rows.get(Audience::Public, p.of.key()));
    let points = WaitingPoints::new(read);
    assert_eq!(points.place(CLASS, 3, false), Some("东门"));
    assert_eq!(points.place(CLASS, 3, true), Some("三号楼门厅"));
    assert_eq!(points.place(other, 3, true), Some("体育馆门口"));
    assert_eq!(points.place(other, 2, false), Some("正门"));
    assert!(points.know_rain());
    let dry = WaitingPoints::new([point(Whose::Grade(3), "东门", "")]);
    assert_eq!((dry.place(CLASS, 3, true), dry.know_rain()), (Some("东门"), false));
    assert_eq!(dry.place(CLASS, 4, true), None);
    assert!(WaitingPoints::new([point(Whose::School, "", "")]).all().is_empty());

    let set = |by, point: &WaitingPoint| refused(&act(9, by, Subject::School, point));
    assert_eq!(set(LEADER, &all[0]), Err(Refusal::NotOffice));
    assert_eq!(set(OFFICE, &point(Whose::Grade(0), "东门", "")), Err(Refusal::BadBody));
    assert_eq!(set(OFFICE, &point(Whose::School, &"东".repeat(41), "")), Err(Refusal::BadText));
}

#[test]
fn a_date_says_more_than_its_weekday() {
    let hm = |hour, minute| Minute::hm(hour, minute).unwrap();
    let hours = |from, until| Some(Hours { from, until });
    let tuesday = OpenHours { on: On::Weekday(Weekday::Tue), hours: hours(hm(17, 30), hm(20, 30)) };
    let today = OpenHours { on: On::Day(day()), hours: None };
    let mut rows = Rows::default();
    let on = |rows: &Rows, day: Day| {
        open_hours::on(day, |key| rows.get::<OpenHours>(Audience::Public, key))
    };
    assert_eq!(on(&rows, day()), None);
    rows.applies(&act(1, OFFICE, Subject::School, &tuesday));
    let open = on(&rows, day()).unwrap();
    assert!(open.hold(hm(17, 30)) && !open.hold(hm(17, 29)) && !open.hold(hm(20, 30)));
    rows.applies(&act(2, OFFICE, Subject::School, &today));
    assert_eq!(on(&rows, day()), None, "closed on this date");
    assert!(on(&rows, day().plus(7)).is_some());
    assert_eq!(on(&rows, day().plus(1)), None);

    let backwards = OpenHours { on: On::Day(day()), hours: hours(hm(18, 0), hm(18, 0)) };
    let set = |by, body: &OpenHours| refused(&act(9, by, Subject::School, body));
    assert_eq!(set(OFFICE, &backwards), Err(Refusal::BadSpan));
    assert_eq!(set(TEACHER, &today), Err(Refusal::NotOffice));
}
