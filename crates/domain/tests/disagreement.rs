//! Two guardians who disagree (P14): the child stays, both sides are in one case, the
//! class teacher's calls end it.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, named, note, objection, outcome, paper, release};
use world::*;
use yuanliu_domain::act::{Act, Channel, Subject, to_bytes};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::CaseKind;
use yuanliu_domain::child_day::{Basis, Release};
use yuanliu_domain::choice::{ChooseDay, Pattern};
use yuanliu_domain::collector::{Collectors, Stops, Way};
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::disagreement::*;
use yuanliu_domain::id::CollectorId;
use yuanliu_domain::leave::Absences;
use yuanliu_domain::on_behalf::OnBehalf;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;
use yuanliu_domain::school::Block;

const CHILD_SUBJECT: Subject = Subject::Child(CHILD);

fn sides(rows: &Rows, audience: Audience) -> Vec<Disagreement> {
    rows.get::<Disagreements>(audience, CHILD).unwrap_or_default().list
}

fn stays(rows: &Rows) -> bool {
    rows.get::<Unsettled>(Audience::Holds, CHILD).is_some_and(|row| row.holds(day()))
}

/// The mother's leave note, to which the father objects.
fn quarrel() -> (Rows, Act, Act) {
    let mut rows = Rows::default();
    let written = act(1, MOTHER, CHILD_SUBJECT, &note());
    rows.applies(&written);
    let objected = act(2, FATHER, CHILD_SUBJECT, &objection(written.id, About::Leave));
    rows.applies(&objected);
    (rows, written, objected)
}

#[test]
fn staff_learn_that_the_child_stays_and_not_why() {
    let (rows, ..) = quarrel();
    assert!(stays(&rows));
    for (key, body) in rows.0.iter().filter(|(key, _)| {
        matches!(key.audience, Audience::Holds | Audience::Roll | Audience::Care)
    }) {
        assert!(!body.contains("周二说好"), "{key:?} says why");
    }
}

#[test]
fn class_teacher_and_leader_read_both_sides_without_reason_and_signature() {
    let (rows, written, objected) = quarrel();
    for audience in [Audience::Leader, Audience::Homeroom(CHILD)] {
        let [one] = &sides(&rows, audience)[..] else { panic!("one case") };
        let side = one.side.as_ref().unwrap();
        assert_eq!((one.act, one.notice), (objected.id, written.id));
        assert_eq!((side.by, one.by), (MOTHER, FATHER));
        assert_eq!(one.text, "周二说好由我接");
        let said = side.body.to_string();
        for secret in ["发烧", "38.2", "drawn", "sick"] {
            assert!(!said.contains(secret), "{secret} is for the class teacher's own rows");
        }
    }
}

#[test]
fn the_other_guardian_reads_that_there_is_an_objection_and_not_its_words() {
    let (rows, ..) = quarrel();
    assert_eq!(sides(&rows, Audience::Family(CHILD)).len(), 1);
    for (key, body) in &rows.0 {
        if key.audience == Audience::Family(CHILD) {
            assert!(!body.contains("周二说好"), "{key:?}");
        }
    }
}

#[test]
fn a_release_all_the_same_is_kept_and_stands_in_the_case() {
    let (mut rows, ..) = quarrel();
    let released = act(3, TEACHER, CHILD_SUBJECT, &release(Basis::Listed));
    assert_eq!(rules::check(&rules::all(), &released, &rights(TEACHER)), Ok(()));
    rows.applies(&released);
    rows.applies(&released);
    for audience in [Audience::Leader, Audience::Homeroom(CHILD)] {
        let one = &sides(&rows, audience)[0];
        assert_eq!(one.released.len(), 1);
        assert_eq!((one.released[0].act, one.released[0].to.as_str()), (released.id, "周桂兰"));
        assert_eq!(one.settled, None, "only a person closes it");
    }
}

#[test]
fn the_class_teachers_calls_end_it_and_the_first_outcome_stands() {
    let (mut rows, written, objected) = quarrel();
    let agreed = outcome(objected.id, written.id, About::Leave);
    rows.applies(&answering(act(3, TEACHER, CHILD_SUBJECT, &agreed), objected.id));
    let again = DisagreementSettled { words: "别的".into(), ..agreed };
    rows.applies(&answering(act(4, TEACHER, CHILD_SUBJECT, &again), objected.id));
    assert!(!stays(&rows));
    for audience in [Audience::Leader, Audience::Homeroom(CHILD), Audience::Family(CHILD)] {
        let settled = sides(&rows, audience).remove(0).settled.unwrap();
        assert_eq!(settled.words, "今天不请假，17:30 妈妈来接");
    }
    assert_eq!(sides(&rows, Audience::Leader)[0].calls.len(), 2);
    assert!(sides(&rows, Audience::Family(CHILD))[0].calls.is_empty(), "calls are the school's");
    for audience in [Audience::Roll, Audience::Family(CHILD)] {
        let notes = rows.get::<Absences>(audience, CHILD).unwrap().notes;
        assert!(notes.iter().all(|note| !note.holds(day())), "the note no longer counts");
    }
    let receipt: Receipt = rows.get(Audience::Family(CHILD), written.id).unwrap();
    assert!(receipt.withdrawn.is_some());
}

#[test]
fn not_so_takes_back_a_single_day_and_a_collector_too() {
    let mut rows = Rows::default();
    let day_off =
        act(1, MOTHER, CHILD_SUBJECT, &ChooseDay { day: day(), blocks: Default::default() });
    let aunt = act(2, MOTHER, CHILD_SUBJECT, &named(Way::Person));
    for (number, notice, about) in [(1, &day_off, About::OneDay), (2, &aunt, About::Collector)] {
        rows.applies(notice);
        let objected = act(10 + number, FATHER, CHILD_SUBJECT, &objection(notice.id, about));
        rows.applies(&objected);
        let mut agreed = outcome(objected.id, notice.id, about);
        agreed.blocks = sides(&rows, Audience::Leader).last().unwrap().blocks();
        rows.applies(&answering(act(20 + number, TEACHER, CHILD_SUBJECT, &agreed), objected.id));
    }
    let pattern: Pattern = rows.get(Audience::Roll, CHILD).unwrap();
    assert!(pattern.days.is_empty());
    let collectors: Collectors = rows.get(Audience::Roll, CHILD).unwrap();
    assert!(collectors.today(day(), day().weekday()).is_empty());
    let stops: Stops = rows.get(Audience::Holds, CHILD).unwrap();
    assert!(stops.withdrawn.contains(&aunt.id.into()));
    assert!(!stays(&rows));
}

#[test]
fn what_was_told_and_is_not_so_asks_the_class_teacher_nothing_any_more() {
    let day_off = ChooseDay { day: day(), blocks: Default::default() };
    let told = |act: Act| Act { channel: Channel::Phone, ..act };
    for (notice, about) in [
        (told(act(1, TEACHER, CHILD_SUBJECT, &day_off)), About::OneDay),
        (told(act(1, TEACHER, CHILD_SUBJECT, &note())), About::Leave),
        (told(act(1, TEACHER, CHILD_SUBJECT, &named(Way::Person))), About::Collector),
    ] {
        let mut rows = Rows::default();
        rows.applies(&notice);
        let objected = act(2, FATHER, CHILD_SUBJECT, &objection(notice.id, about));
        rows.applies(&objected);
        let row =
            |rows: &Rows| -> OnBehalf { rows.get(Audience::Homeroom(CHILD), notice.id).unwrap() };
        assert_eq!(row(&rows).notice.withdrawn, None);
        let settles = outcome(objected.id, notice.id, about);
        let settles = answering(act(3, TEACHER, CHILD_SUBJECT, &settles), objected.id);
        rows.applies(&settles);
        assert_eq!(row(&rows).notice.withdrawn, Some(settles.id), "{about:?}");
    }
}

#[test]
fn a_guardian_takes_back_the_own_objection_and_nobody_elses() {
    let (mut rows, _, objected) = quarrel();
    let back = ObjectionWithdrawn { objection: objected.id };
    rows.applies(&answering(act(3, MOTHER, CHILD_SUBJECT, &back), objected.id));
    assert!(stays(&rows), "it was the father's");
    assert_eq!(sides(&rows, Audience::Leader)[0].settled, None);
    rows.applies(&answering(act(4, FATHER, CHILD_SUBJECT, &back), objected.id));
    assert!(!stays(&rows));
    let settled = sides(&rows, Audience::Family(CHILD)).remove(0).settled.unwrap();
    assert_eq!((settled.by, settled.outcome), (FATHER, Outcome::AsNoticed));
}

fn answers(rows: &Rows, act: &Act) -> Result<(), Refusal> {
    rules::answers(&rules::all(), act, &|key| rows.0.get(key).cloned(), at(15, 41))
}

#[test]
fn an_outcome_is_of_the_objection_that_it_names_and_of_the_notice_that_was_objected_to() {
    let (mut rows, written, objected) = quarrel();
    let other = act(7, MOTHER, CHILD_SUBJECT, &named(Way::Person));
    rows.applies(&other);
    let settles = |body: &DisagreementSettled| {
        answering(act(8, TEACHER, CHILD_SUBJECT, body), body.objection)
    };
    let right = outcome(objected.id, written.id, About::Leave);
    assert_eq!(answers(&rows, &settles(&right)), Ok(()));
    let later = Span { from: day().plus(1), until: Some(day().plus(1)) };
    for wrong in [
        DisagreementSettled { objection: other.id, ..right.clone() },
        DisagreementSettled { notice: other.id, ..right.clone() },
        DisagreementSettled { notice: other.id, about: About::Collector, ..right.clone() },
        DisagreementSettled { about: About::OneDay, ..right.clone() },
        DisagreementSettled { days: later, ..right.clone() },
        DisagreementSettled { blocks: Some(Block::ALL.into()), ..right.clone() },
    ] {
        assert_eq!(answers(&rows, &settles(&wrong)), Err(Refusal::NothingToAnswer), "{wrong:?}");
    }
    let elsewhere = Act { subject: Subject::Child(OTHER_CHILD), ..settles(&right) };
    assert_eq!(answers(&rows, &elsewhere), Err(Refusal::NothingToAnswer));
    rows.applies(&settles(&right));
    assert_eq!(answers(&rows, &settles(&right)), Err(Refusal::AlreadySettled));
}

#[test]
fn an_objection_is_to_a_notice_of_somebody_else_and_says_of_it_what_is_so() {
    let (rows, written, objected) = quarrel();
    let says = |by, body: &Objected| answers(&rows, &act(8, by, CHILD_SUBJECT, body));
    let right = objection(written.id, About::Leave);
    assert_eq!(says(FATHER, &right), Ok(()));
    assert_eq!(says(MOTHER, &right), Err(Refusal::NothingToAnswer), "it is her own");
    for wrong in [
        Objected { about: About::Choice, ..right.clone() },
        Objected { days: Span { from: day(), until: None }, ..right.clone() },
        objection(act(9, MOTHER, CHILD_SUBJECT, &note()).id, About::Leave),
        objection(objected.id, About::Leave),
    ] {
        assert_eq!(says(FATHER, &wrong), Err(Refusal::NothingToAnswer), "{wrong:?}");
    }
}

#[test]
fn a_court_paper_ends_the_word_of_whom_it_names() {
    let mut rows = Rows::default();
    let named = act(1, MOTHER, CHILD_SUBJECT, &named(Way::Person));
    rows.applies(&named);
    let written = act(2, FATHER, CHILD_SUBJECT, &note());
    rows.applies(&written);
    let objects = act(3, MOTHER, CHILD_SUBJECT, &objection(written.id, About::Leave));
    let collects = Release {
        collector: Some(CollectorId(named.id.0)),
        collector_name: "周桂兰".into(),
        ..release(Basis::Listed)
    };
    assert_eq!(answers(&rows, &objects), Ok(()));
    rows.applies(&act(4, OFFICE, CHILD_SUBJECT, &paper(None)));
    assert_eq!(answers(&rows, &objects), Err(Refusal::NotYourChild));
    rows.applies(&act(5, TEACHER, CHILD_SUBJECT, &collects));
    let kinds: Vec<_> = rows.cases().into_iter().map(|case| case.kind).collect();
    assert_eq!(kinds, [CaseKind::ReleasedToStopped], "whom the barred guardian named");
    let lifted = CourtPaper { lifted: true, ..paper(None) };
    rows.applies(&act(6, OFFICE, CHILD_SUBJECT, &lifted));
    assert_eq!(answers(&rows, &objects), Ok(()));
}

#[test]
fn nothing_but_the_own_objection_is_taken_back() {
    let (rows, written, objected) = quarrel();
    let back = |by, objection| {
        let body = ObjectionWithdrawn { objection };
        answers(&rows, &answering(act(8, by, CHILD_SUBJECT, &body), objection))
    };
    assert_eq!(back(FATHER, objected.id), Ok(()));
    for (by, of) in [(MOTHER, objected.id), (MOTHER, written.id), (FATHER, written.id)] {
        assert_eq!(back(by, of), Err(Refusal::NothingToAnswer));
    }
}

#[test]
fn not_so_leaves_what_was_chosen_for_the_same_day_since() {
    let mut rows = Rows::default();
    let home = ChooseDay { day: day(), blocks: Default::default() };
    let first = act(1, MOTHER, CHILD_SUBJECT, &home);
    rows.applies(&first);
    let objected = act(2, FATHER, CHILD_SUBJECT, &objection(first.id, About::OneDay));
    rows.applies(&objected);
    let stays = ChooseDay { day: day(), blocks: Block::ALL.into() };
    rows.applies(&act(3, FATHER, CHILD_SUBJECT, &stays));
    let mut agreed = outcome(objected.id, first.id, About::OneDay);
    agreed.blocks = Some(home.blocks);
    rows.applies(&answering(act(4, TEACHER, CHILD_SUBJECT, &agreed), objected.id));
    for audience in [Audience::Roll, Audience::Family(CHILD)] {
        let pattern: Pattern = rows.get(audience, CHILD).unwrap();
        assert_eq!(pattern.days.get(&day()), Some(&Block::ALL.into()));
    }
}

#[test]
fn one_objection_more_than_may_be_open_is_turned_away_and_not_dropped_in_silence() {
    let mut rows = Rows::default();
    for number in 0..21 {
        let written = act(100 + number, MOTHER, CHILD_SUBJECT, &note());
        rows.applies(&written);
        let objected =
            act(200 + number, FATHER, CHILD_SUBJECT, &objection(written.id, About::Leave));
        let full = number == 20;
        let said = if full { Err(Refusal::TooManyObjections) } else { Ok(()) };
        assert_eq!(answers(&rows, &objected), said);
        if !full {
            rows.applies(&objected);
        }
    }
}

#[test]
fn it_holds_on_the_dates_that_it_is_about() {
    let mut rows = Rows::default();
    let days = Span { from: day().plus(1), until: None };
    let body =
        Objected { days, ..objection(act(1, MOTHER, CHILD_SUBJECT, &note()).id, About::Choice) };
    rows.applies(&act(2, FATHER, CHILD_SUBJECT, &body));
    let unsettled: Unsettled = rows.get(Audience::Holds, CHILD).unwrap();
    assert_eq!([0, 1, 300].map(|n| unsettled.holds(day().plus(n))), [false, true, true]);
}

#[test]
fn many_objections_make_no_row_without_end() {
    let mut rows = Rows::default();
    for number in 0..200 {
        let notice = act(1000 + number, MOTHER, CHILD_SUBJECT, &note()).id;
        rows.applies(&act(number, FATHER, CHILD_SUBJECT, &objection(notice, About::Leave)));
        let same = objection(notice, About::Leave);
        rows.applies(&act(2000 + number, FATHER, CHILD_SUBJECT, &same));
    }
    let kept: Unsettled = rows.get(Audience::Holds, CHILD).unwrap();
    let listed: Vec<_> = sides(&rows, Audience::Leader).iter().map(|one| one.act).collect();
    assert_eq!(kept.open.iter().map(|one| one.act).collect::<Vec<_>>(), listed);
    assert_eq!(listed.len(), 20);
    assert!(stays(&rows));
    for one in sides(&rows, Audience::Leader) {
        let agreed = outcome(one.act, one.notice, About::Leave);
        let settles = act(5000 + listed.len() as u64, TEACHER, CHILD_SUBJECT, &agreed);
        rows.applies(&answering(settles, one.act));
    }
    assert!(!stays(&rows), "whatever is on the list can be settled");
}

#[test]
fn only_guardians_object_and_only_staff_settle() {
    let objected = act(
        2,
        TEACHER,
        CHILD_SUBJECT,
        &objection(act(1, MOTHER, CHILD_SUBJECT, &note()).id, About::Leave),
    );
    let refused = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor)).unwrap_err();
    assert_eq!(refused(&objected), Refusal::NotYourChild);
    let settles = |by| {
        let agreed = outcome(objected.id, objected.id, About::Leave);
        answering(act(3, by, CHILD_SUBJECT, &agreed), objected.id)
    };
    assert_eq!(refused(&settles(MOTHER)), Refusal::NotStaff);
    assert_eq!(refused(&settles(TABLET)), Refusal::NotStaff);
    let mut silent = settles(TEACHER);
    silent.body["calls"] = serde_json::json!([]);
    assert_eq!(refused(&silent), Refusal::BadBody, "somebody was called");
    let mut wordless = settles(TEACHER);
    wordless.body["words"] = serde_json::json!(" ");
    assert_eq!(refused(&wordless), Refusal::BadText);
    let mut backwards = act(4, FATHER, CHILD_SUBJECT, &objection(objected.id, About::Leave));
    backwards.body["days"] = serde_json::json!({ "from": "2026-11-24", "until": "2026-11-23" });
    assert_eq!(refused(&backwards), Refusal::BadSpan);
}

/// What the rows and acts are called never says that anything waits for a yes (R1).
#[test]
fn nothing_is_pending_or_rejected() {
    let (mut rows, written, objected) = quarrel();
    let agreed = outcome(objected.id, written.id, About::Leave);
    let agreed = answering(act(3, TEACHER, CHILD_SUBJECT, &agreed), objected.id);
    rows.applies(&agreed);
    let acts = [&written, &objected, &agreed].map(|act| String::from_utf8(to_bytes(act)).unwrap());
    let said = acts.concat() + &rows.0.values().cloned().collect::<String>();
    for word in ["pending", "reject", "approv", "denied"] {
        assert!(!said.contains(word), "{word}");
    }
}
