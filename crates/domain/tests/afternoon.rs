//! One afternoon in sentences: what the entries of a day come to.

#[path = "world/samples.rs"]
mod samples;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use samples::{answering, face, named, note, objection, outcome, place, release, with_photo};
use world::*;
use yuanliu_domain::act::{Act, Channel, Informant, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::CaseKind;
use yuanliu_domain::child_day::*;
use yuanliu_domain::choice::{Choose, ChooseDay, Pattern};
use yuanliu_domain::collector::{CollectorNamed, CollectorWithdrawn, Collectors, Stops, Way};
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::court::{Bars, CourtPaper, CourtPapers};
use yuanliu_domain::disagreement::{About, DisagreementSettled, Outcome, Unsettled};
use yuanliu_domain::expected::{Because, ChildFrame, DayFrame, Expected, expected};
use yuanliu_domain::leave::{Absences, LeaveNote, LeaveWithdrawn};
use yuanliu_domain::photo::{self, PhotoHash, Portrait, PortraitSet};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::row::RowKey;
use yuanliu_domain::rules::{all, check};
use yuanliu_domain::school::{Block, DayChanged, School, Scope};
use yuanliu_domain::seen::Seen;
use yuanliu_domain::time::{Minute, Weekday};

const CHILD_SUBJECT: Subject = Subject::Child(CHILD);

fn marked(number: u64, mark: Mark) -> Act {
    act(number, TEACHER, CHILD_SUBJECT, &Marked { day: day(), mark, place: Some(place()) })
}

fn released(number: u64, basis: Basis) -> Act {
    act(number, TEACHER, CHILD_SUBJECT, &release(basis))
}

fn child_day(rows: &Rows) -> ChildDay {
    rows.get(Audience::Day(day()), CHILD).unwrap_or_default()
}

fn kinds(rows: &Rows) -> Vec<CaseKind> {
    rows.cases().into_iter().map(|case| case.kind).collect()
}

#[test]
fn a_child_is_received_released_and_both_sides_read_the_same() {
    let mut rows = Rows::default();
    rows.applies(&marked(1, Mark::Present));
    assert_eq!(child_day(&rows).state(), State::Received(Some(&place())));
    let out = answering(released(2, Basis::Listed), marked(1, Mark::Present).id);
    rows.applies(&out);
    assert!(matches!(child_day(&rows).state(), State::Released(_, r) if r.relation == "外婆"));
    assert_eq!(rows.get::<ChildDay>(Audience::Family(CHILD), day()), Some(child_day(&rows)));
    assert_eq!(kinds(&rows), []);
}

#[test]
fn what_is_entered_from_a_paper_sheet_keeps_both_times_and_whose_sheet_it_was() {
    let mut rows = Rows::default();
    let informant = Informant { name: "沈国华".into(), phone: None };
    let out = released(1, Basis::Listed);
    let paper = Act {
        happened: Some(at(15, 5)),
        channel: Channel::Paper,
        informant: Some(informant.clone()),
        ..out
    };
    rows.applies(&paper);
    let told =
        Act { channel: Channel::Phone, informant: Some(informant), ..marked(2, Mark::Returned) };
    rows.applies(&told);
    let day_row = child_day(&rows);
    let [from_sheet, by_phone] = &day_row.entries[..] else { panic!("two entries") };
    assert_eq!((from_sheet.happened, from_sheet.at), (Some(at(15, 5)), at(15, 40)));
    assert_eq!(from_sheet.sheet.as_deref(), Some("沈国华"));
    assert_eq!(by_phone.sheet, None, "who called wrote no sheet");
    assert_eq!(rows.get::<ChildDay>(Audience::Family(CHILD), day()), Some(day_row.clone()));
}

#[test]
fn two_releases_that_did_not_know_of_each_other_are_both_kept_and_make_one_case() {
    let mut rows = Rows::default();
    let here = marked(1, Mark::Present);
    rows.applies(&here);
    rows.applies(&answering(released(2, Basis::Listed), here.id));
    rows.applies(&answering(released(3, Basis::Guardian), here.id));
    assert_eq!(child_day(&rows).releases().count(), 2);
    assert_eq!(kinds(&rows), [CaseKind::ReleasedTwice]);
}

#[test]
fn marks_disagree_only_when_they_did_not_know_of_each_other() {
    let mut rows = Rows::default();
    let here = marked(1, Mark::Present);
    rows.applies(&here);
    rows.applies(&answering(marked(2, Mark::OutOfRoom), here.id));
    assert_eq!(kinds(&rows), [], "a mark that builds on the one it replaces");
    rows.applies(&marked(3, Mark::OutOfRoom));
    assert_eq!(kinds(&rows), [], "the same value is no contradiction");
    rows.applies(&answering(marked(4, Mark::NotHere), here.id));
    assert_eq!(kinds(&rows), [CaseKind::MarksDisagree]);
}

#[test]
fn a_correction_strikes_an_entry_and_leaves_it_readable() {
    let mut rows = Rows::default();
    let here = marked(1, Mark::Present);
    rows.applies(&here);
    let body = Corrected { day: day(), original: here.id, reason: "点错了".into() };
    rows.applies(&answering(act(2, TEACHER, CHILD_SUBJECT, &body), here.id));
    let day_row = child_day(&rows);
    assert_eq!(day_row.state(), State::NotYet);
    assert_eq!(day_row.entries.len(), 2);
    assert!(day_row.entries[0].corrected_by.is_some());
}

#[test]
fn a_release_to_somebody_stopped_or_unlisted_alone_is_kept_and_opens_a_case() {
    let mut rows = Rows::default();
    rows.applies(&act(1, MOTHER, CHILD_SUBJECT, &named(Way::NotThis)));
    rows.applies(&released(2, Basis::Listed));
    rows.applies(&answering(released(3, Basis::Unlisted), released(2, Basis::Listed).id));
    assert_eq!(child_day(&rows).releases().count(), 2);
    let kinds = kinds(&rows);
    assert!(
        kinds.contains(&CaseKind::ReleasedToStopped) && kinds.contains(&CaseKind::UnlistedAlone)
    );
}

#[test]
fn a_release_to_a_guardian_barred_by_a_court_paper_is_kept_and_opens_a_case_while_the_paper_holds()
{
    let barred = |until, lifted| {
        let mut rows = Rows::default();
        rows.applies(&act(1, OFFICE, Subject::Child(CHILD), &samples::paper(until)));
        if lifted {
            let lifted = CourtPaper { lifted: true, ..samples::paper(until) };
            rows.applies(&act(2, OFFICE, Subject::Child(CHILD), &lifted));
        }
        let release =
            Release { collector_name: "陈静".into(), ..samples::release(Basis::Guardian) };
        rows.applies(&act(3, TEACHER, Subject::Child(CHILD), &release));
        assert_eq!(child_day(&rows).entries.len(), 1, "kept whatever the paper says");
        kinds(&rows)
    };
    assert_eq!(barred(None, false), [CaseKind::ReleasedToStopped]);
    assert_eq!(barred(Some(day()), false), [CaseKind::ReleasedToStopped]);
    assert_eq!(barred(Some(day()), true), []);
    let rows = {
        let mut rows = Rows::default();
        rows.applies(&act(1, OFFICE, Subject::Child(CHILD), &samples::paper(Some(day()))));
        rows
    };
    let bars = rows.get::<Bars>(Audience::Holds, CHILD).unwrap();
    assert_eq!(bars.on(day()).count(), 1);
    assert_eq!(bars.on(day().plus(1)).count(), 0, "the last day is the paper's");
    assert!(!serde_json::to_string(&bars).unwrap().contains("民初"), "never why (R11)");
    let papers = rows.get::<CourtPapers>(Audience::Office, CHILD).unwrap();
    assert_eq!(papers.standing().len(), 1);
}

#[test]
fn a_child_taken_away_from_the_queue_and_released_makes_a_case() {
    let mut rows = Rows::default();
    let ends = LessonsEnd {
        day: day(),
        staying: vec![],
        left: vec![CHILD],
        absent: vec![],
        note: String::new(),
    };
    let end = act(1, TEACHER, Subject::Class(CLASS), &ends);
    rows.applies(&end);
    assert_eq!(child_day(&rows).state(), State::LeftAtLessonsEnd);
    rows.applies(&answering(released(2, Basis::Guardian), end.id));
    assert_eq!(kinds(&rows), [CaseKind::ReleasedWhileAway]);
}

#[test]
fn the_usual_collector_comes_first_and_a_phone_number_reaches_no_family_row() {
    let mut rows = Rows::default();
    let every_day = |name: &str| CollectorNamed {
        name: name.into(),
        weekdays: BTreeSet::new(),
        ..named(Way::Person)
    };
    rows.applies(&act(1, MOTHER, CHILD_SUBJECT, &every_day("周桂兰")));
    let second = act(2, MOTHER, CHILD_SUBJECT, &every_day("张建国"));
    rows.applies(&second);
    let body = Release { collector: Some(second.id.into()), ..release(Basis::Listed) };
    rows.applies(&act(3, TEACHER, CHILD_SUBJECT, &body));
    let collectors: Collectors = rows.get(Audience::Roll, CHILD).unwrap();
    let names: Vec<_> =
        collectors.today(day(), day().weekday()).into_iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["张建国", "周桂兰"]);
    let family = rows
        .0
        .iter()
        .filter(|(key, _)| matches!(key.audience, Audience::Family(_) | Audience::Roll));
    for (key, body) in family.filter(|(key, _)| key.kind != "receipt") {
        assert!(!body.contains("12100001234"), "{key:?}");
    }
}

#[test]
fn each_guardian_withdraws_only_whom_he_or_she_named() {
    let mut rows = Rows::default();
    let naming = act(1, MOTHER, CHILD_SUBJECT, &named(Way::Person));
    rows.applies(&naming);
    let withdrawal = CollectorWithdrawn { collector: naming.id.into() };
    rows.applies(&act(2, TEACHER, CHILD_SUBJECT, &withdrawal));
    assert!(!rows.get::<Collectors>(Audience::Roll, CHILD).unwrap().people[0].withdrawn);
    rows.applies(&act(3, MOTHER, CHILD_SUBJECT, &withdrawal));
    assert!(rows.get::<Collectors>(Audience::Roll, CHILD).unwrap().people[0].withdrawn);
    assert!(
        rows.get::<Stops>(Audience::Holds, CHILD).unwrap().withdrawn.contains(&naming.id.into())
    );
}

#[test]
fn a_collector_told_by_phone_does_not_count_before_a_call_back() {
    let mut rows = Rows::default();
    let mut told = act(1, TEACHER, CHILD_SUBJECT, &named(Way::Person));
    told.channel = Channel::Phone;
    rows.applies(&told);
    assert!(
        rows.get::<Collectors>(Audience::Roll, CHILD)
            .unwrap()
            .today(day(), day().weekday())
            .is_empty()
    );
}

#[test]
fn a_leave_note_is_a_notice_with_a_receipt_that_says_who_has_seen_it() {
    let mut rows = Rows::default();
    let written = act(1, MOTHER, CHILD_SUBJECT, &note());
    rows.applies(&written);
    let receipt: Receipt = rows.get(Audience::Family(CHILD), written.id).unwrap();
    assert_eq!((receipt.received, receipt.seen.len()), (Some(at(15, 41)), 0));
    rows.applies(&answering(
        act(2, TEACHER, CHILD_SUBJECT, &Seen { notice: written.id }),
        written.id,
    ));
    let receipt: Receipt = rows.get(Audience::Family(CHILD), written.id).unwrap();
    assert_eq!(receipt.seen[0].by, TEACHER);
    let roll = rows
        .0
        .iter()
        .find(|(k, _)| k.audience == Audience::Roll && k.kind == "absences")
        .unwrap()
        .1;
    assert!(
        !roll.contains("发烧") && !roll.contains("38.2"),
        "reason and symptoms are the class teacher's"
    );
}

fn school() -> School {
    let hm = |h, m| Minute::hm(h, m).unwrap();
    School {
        name: "望澜路小学".into(),
        phone: "021-0000-0100".into(),
        lessons_end: hm(15, 20),
        late_care: hm(16, 30),
        closing: hm(18, 0),
    }
}

fn expect(rows: &Rows, block: Block, changes: &[DayChanged]) -> Expected {
    let school = school();
    let pattern: Option<Pattern> = rows.get(Audience::Roll, CHILD);
    let absences: Absences = rows.get(Audience::Roll, CHILD).unwrap_or_default();
    let child_day = child_day(rows);
    let frame =
        DayFrame { day: day(), entered: None, school: &school, changes: changes.iter().collect() };
    let child = ChildFrame {
        class: CLASS,
        grade: 3,
        pattern: pattern.as_ref(),
        notes: &absences.notes,
        child_day: Some(&child_day),
        unsettled: rows
            .get::<Unsettled>(Audience::Holds, CHILD)
            .is_some_and(|unsettled| unsettled.holds(day())),
    };
    expected(block, &frame, &child)
}

fn opted_in() -> Rows {
    let mut rows = Rows::default();
    let week = BTreeMap::from([(Weekday::Tue, BTreeSet::from(Block::ALL))]);
    rows.applies(&act(90, MOTHER, CHILD_SUBJECT, &Choose { from: day(), until: None, week }));
    rows
}

#[test]
fn expected_is_the_choice_and_one_day_goes_before_the_week() {
    let mut rows = opted_in();
    assert!(expect(&rows, Block::LateCare, &[]).yes);
    let today = ChooseDay { day: day(), blocks: BTreeSet::from([Block::Activities]) };
    rows.applies(&act(91, MOTHER, CHILD_SUBJECT, &today));
    assert_eq!(expect(&rows, Block::LateCare, &[]).because, Because::NotChosen);
    assert!(expect(&rows, Block::Activities, &[]).yes);
}

#[test]
fn a_leave_note_takes_a_child_off_the_list_and_withdrawing_puts_it_back() {
    let mut rows = opted_in();
    let written = act(92, MOTHER, CHILD_SUBJECT, &note());
    rows.applies(&written);
    assert_eq!(expect(&rows, Block::Activities, &[]).because, Because::Leave);
    let withdrawal = act(93, MOTHER, CHILD_SUBJECT, &LeaveWithdrawn { note: written.id });
    rows.applies(&answering(withdrawal, written.id));
    assert!(expect(&rows, Block::Activities, &[]).yes);
}

#[test]
fn with_a_time_a_child_is_there_until_then() {
    let mut rows = opted_in();
    let time = Minute::hm(15, 50);
    let body = LeaveNote { time, blocks: BTreeSet::from([Block::LateCare]), ..note() };
    rows.applies(&act(94, MOTHER, CHILD_SUBJECT, &body));
    let activities = expect(&rows, Block::Activities, &[]);
    assert_eq!((activities.yes, activities.leaves_at), (true, time));
    assert_eq!(expect(&rows, Block::LateCare, &[]).because, Because::Leave);
}

#[test]
fn a_day_change_and_an_absence_count_and_taken_in_counts_before_both() {
    let mut rows = opted_in();
    let change = DayChanged {
        day: day(),
        scope: Scope::Grades(BTreeSet::from([3])),
        cancelled: BTreeSet::from([Block::LateCare]),
        ends: None,
        rain: false,
        text: "考试".into(),
    };
    assert_eq!(
        expect(&rows, Block::LateCare, std::slice::from_ref(&change)).because,
        Because::DayChange
    );
    assert!(expect(&rows, Block::Activities, std::slice::from_ref(&change)).yes);
    rows.applies(&act(95, TEACHER, CHILD_SUBJECT, &LessonsAbsent { day: day() }));
    assert_eq!(expect(&rows, Block::Activities, &[]).because, Because::LessonsAbsent);
    rows.applies(&act(96, TEACHER, CHILD_SUBJECT, &TakenIn { day: day(), place: None }));
    assert_eq!(expect(&rows, Block::LateCare, &[change]).because, Because::TakenIn);
}

/// As the server writes it when the picture of an act has come.
fn arrives(rows: &mut Rows, act: &Act) {
    let named = photo::Named::by(act).expect("an act that names a photo");
    let names = |key: &&RowKey| rows.0.get(*key).is_some_and(|body| named.is_in(key, body));
    let audiences: Vec<Audience> = named.rows.iter().filter(names).map(|k| k.audience).collect();
    for audience in audiences {
        let (key, photo) = named.row(audience, named.hash);
        rows.0.insert(key, serde_json::to_string(&photo).unwrap());
    }
}

fn pictures(rows: &Rows) -> usize {
    rows.0.keys().filter(|key| key.kind == "photo").count()
}

#[test]
fn a_collectors_photo_goes_with_the_collector_and_only_the_one_who_named_them_takes_it_away() {
    let mut rows = Rows::default();
    let named = with_photo();
    rows.applies(&named);
    arrives(&mut rows, &named);
    let collectors: Collectors = rows.get(Audience::Roll, CHILD).unwrap();
    assert_eq!(collectors.people[0].photo, Some(face()));
    let withdrawn = CollectorWithdrawn { collector: named.id.into() };
    rows.applies(&act(2, TEACHER, CHILD_SUBJECT, &withdrawn));
    assert_eq!(pictures(&rows), 2, "somebody else named the person");
    rows.applies(&act(3, MOTHER, CHILD_SUBJECT, &withdrawn));
    assert_eq!(pictures(&rows), 0);
    let collectors: Collectors = rows.get(Audience::Family(CHILD), CHILD).unwrap();
    assert_eq!(collectors.people[0].photo, None);
}

#[test]
fn only_who_may_come_is_shown_by_a_photo() {
    for way in [Way::Alone, Way::NotThis] {
        let body = CollectorNamed { photo: Some(face()), ..named(way) };
        let act = act(1, MOTHER, CHILD_SUBJECT, &body);
        assert_eq!(check(&all(), &act, &rights(MOTHER)), Err(Refusal::BadBody));
    }
    let mut act = with_photo();
    for wrong in ["", "AAAA", "不是", "../../etc/passwd"] {
        act.body["photo"] = wrong.into();
        assert_eq!(check(&all(), &act, &rights(MOTHER)), Err(Refusal::BadBody), "{wrong}");
    }
}

#[test]
fn a_childs_photo_is_the_guardians_to_set_to_change_and_to_take_back() {
    let set =
        |number, photo| act(number, MOTHER, CHILD_SUBJECT, &PortraitSet { photo, version: 2 });
    let mut rows = Rows::default();
    let first = set(1, Some(face()));
    rows.applies(&first);
    arrives(&mut rows, &first);
    rows.applies(&set(2, Some(face())));
    assert_eq!(pictures(&rows), 2, "the same picture once more");
    let other = set(3, Some(PhotoHash::of(b"other")));
    rows.applies(&other);
    assert_eq!(pictures(&rows), 0, "the earlier picture goes before the next has come");
    arrives(&mut rows, &other);
    rows.applies(&set(4, None));
    assert_eq!((pictures(&rows), rows.get::<Portrait>(Audience::Roll, CHILD)), (0, None));
    let act = act(5, TEACHER, CHILD_SUBJECT, &PortraitSet { photo: Some(face()), version: 2 });
    assert_eq!(check(&all(), &act, &rights(TEACHER)), Err(Refusal::NotYourChild));
    let paper = Act { channel: Channel::Paper, actor: OFFICE, ..act };
    assert_eq!(check(&all(), &paper, &rights(OFFICE)), Ok(()));
}

#[test]
fn consent_that_is_taken_back_takes_the_childs_photo_and_leaves_who_may_collect() {
    let mut rows = Rows::default();
    let named = with_photo();
    let portrait = act(2, MOTHER, CHILD_SUBJECT, &PortraitSet { photo: Some(face()), version: 2 });
    for act in [&named, &portrait] {
        rows.applies(act);
        arrives(&mut rows, act);
    }
    let answer = |number, answer| {
        let consent = Consent { version: 2, language: "zh".into(), answer };
        act(number, MOTHER, CHILD_SUBJECT, &consent)
    };
    rows.applies(&answer(3, Answer::Given));
    assert_eq!(pictures(&rows), 4);
    rows.applies(&answer(4, Answer::Withdrawn));
    assert_eq!(pictures(&rows), 2);
    assert_eq!(rows.get::<Portrait>(Audience::Family(CHILD), CHILD), None);
}

#[test]
fn while_two_guardians_disagree_the_child_is_expected_whatever_they_wrote() {
    let mut rows = Rows::default();
    let written = act(97, MOTHER, CHILD_SUBJECT, &note());
    rows.applies(&written);
    assert!(!expect(&rows, Block::LateCare, &[]).yes);
    let objected = act(98, FATHER, CHILD_SUBJECT, &objection(written.id, About::Leave));
    rows.applies(&objected);
    for block in Block::ALL {
        assert_eq!(expect(&rows, block, &[]).because, Because::Unsettled);
    }
    let agreed = outcome(objected.id, written.id, About::Leave);
    let agreed = DisagreementSettled { outcome: Outcome::AsNoticed, ..agreed };
    rows.applies(&answering(act(99, TEACHER, CHILD_SUBJECT, &agreed), objected.id));
    assert_eq!(expect(&rows, Block::LateCare, &[]).because, Because::NotChosen);

    rows.applies(&act(100, FATHER, CHILD_SUBJECT, &objection(written.id, About::Leave)));
    rows.applies(&act(101, TEACHER, CHILD_SUBJECT, &LessonsAbsent { day: day() }));
    assert_eq!(expect(&rows, Block::LateCare, &[]).because, Because::LessonsAbsent);
}
