//! Incidents (T8): who reads what, how entries add up, and that nothing is written over.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, face, hurt, hurt_photo, step};
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::incident::{
    Incident, IncidentAcknowledged, IncidentClosed, IncidentStruck, IncidentWritten, Step, What,
};
use yuanliu_domain::photo::Named as NamedPhoto;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules::{self, Kind};
use yuanliu_domain::school::Named;

const CHILDS: Subject = Subject::Child(CHILD);

fn written() -> Act {
    act(1, TEACHER, CHILDS, &hurt())
}

fn answers<K: Kind>(number: u64, by: PersonId, body: &K) -> Act {
    answering(act(number, by, CHILDS, body), written().id)
}

fn strikes(number: u64, by: PersonId, original: ActId, as_leader: bool) -> Act {
    let incident = written().id;
    let reason = "点错了".to_owned();
    let body = IncidentStruck { day: day(), incident, original, as_leader, reason };
    answering(answers(number, by, &body), original)
}

fn row(rows: &Rows, audience: Audience) -> Incident {
    rows.get(audience, written().id).unwrap()
}

/// Duty, leader, family: the first two are the same, and the third is what a family may read
/// of them, whatever was written.
fn all(rows: &Rows) -> [Incident; 3] {
    let all = [Audience::Incidents(day()), Audience::Leader, Audience::Family(CHILD)];
    let [duty, leader, family] = all.map(|audience| row(rows, audience));
    assert_eq!(duty, leader);
    assert_eq!(duty.for_family(), family);
    [duty, leader, family]
}

#[test]
fn staff_read_all_of_it_and_the_family_what_happened_and_what_was_done() {
    let mut rows = Rows::default();
    rows.applies(&written());
    let incident = written().id;
    rows.applies(&answers(2, TEACHER, &step(incident, Step::FirstAid, "清洗、贴创可贴")));
    rows.applies(&answers(3, TEACHER, &step(incident, Step::Reported, "教育局李老师")));
    let closed = IncidentClosed { day: day(), incident, words: "另一位孩子已道歉".into() };
    rows.applies(&answers(4, OFFICE, &closed));
    let [duty, _, family] = all(&rows);
    assert_eq!(duty.said, hurt());
    let json = serde_json::to_string(&family).unwrap();
    for kept in ["跑步时摔倒", "操场", "清洗、贴创可贴", "first_aid", "reported", "closed"]
    {
        assert!(json.contains(kept), "{kept} in {json}");
    }
    let other = OTHER_CHILD.to_string();
    for never in [other.as_str(), "witnesses", "相撞", "教育局", "道歉"] {
        assert!(!json.contains(never), "{never} in {json}");
    }
    // Nobody else has a row of it: not the day's list, which the gate reads, too.
    assert_eq!(rows.0.len(), 3);
}

#[test]
fn who_else_was_hurt_in_the_same_gesture_is_not_for_the_family() {
    let mut rows = Rows::default();
    let mut together = written();
    together.batch = Some(uuid::Uuid::from_u128(7));
    rows.applies(&together);
    let [duty, _, family] = all(&rows);
    assert_eq!((duty.batch, family.batch), (together.batch, None));
}

#[test]
fn it_says_what_is_still_to_be_done_and_stands_open_until_a_leader_closes_it() {
    let mut rows = Rows::default();
    rows.applies(&written());
    let incident = written().id;
    let now = |rows: &Rows| row(rows, Audience::Leader);
    assert_eq!(now(&rows).to_do(), [Step::FirstAid, Step::GuardianCalled]);
    rows.applies(&answers(2, TEACHER, &step(incident, Step::FirstAid, "")));
    rows.applies(&answers(3, TEACHER, &step(incident, Step::TurnedSerious, "")));
    assert!(now(&rows).is_serious());
    let to_do = [Step::GuardianCalled, Step::LeaderTold, Step::Reported];
    assert_eq!(now(&rows).to_do(), to_do);
    // Not so serious after all: struck by whoever wrote it, and still readable.
    rows.applies(&strikes(4, TEACHER, answers(3, TEACHER, &hurt()).id, false));
    assert_eq!((now(&rows).is_serious(), now(&rows).entries.len()), (false, 2));
    let closed = IncidentClosed { day: day(), incident, words: "已跟进".into() };
    let closed = answers(5, LEADER, &closed);
    rows.applies(&closed);
    assert!(!now(&rows).is_open());
    assert_eq!(now(&rows).to_do(), []);
    rows.applies(&strikes(6, OFFICE, closed.id, true));
    assert!(now(&rows).is_open(), "opened again");
    assert_eq!(all(&rows)[2].entries[2].struck.clone().unwrap().reason, "");
}

#[test]
fn others_than_the_author_strike_as_leaders_alone_and_what_was_read_stays_read() {
    let mut rows = Rows::default();
    rows.applies(&written());
    let incident = written().id;
    let read = answers(2, MOTHER, &IncidentAcknowledged { day: day(), incident });
    rows.applies(&read);
    for row in all(&rows) {
        assert_eq!(row.counting().next().unwrap().what, What::Acknowledged);
        assert!(row.acknowledged_by(MOTHER) && !row.acknowledged_by(FATHER));
    }
    rows.applies(&strikes(3, OFFICE, read.id, true));
    rows.applies(&strikes(4, PROTECTOR, incident, false));
    for row in all(&rows) {
        assert!(row.acknowledged_by(MOTHER) && row.struck.is_none());
    }
    rows.applies(&strikes(5, TEACHER, incident, false));
    rows.applies(&strikes(6, OFFICE, incident, true));
    for row in all(&rows) {
        assert_eq!(row.struck.unwrap().act, strikes(5, TEACHER, incident, false).id);
    }
}

#[test]
fn of_what_was_written_for_the_wrong_child_its_family_keeps_nothing() {
    let mut rows = Rows::default();
    let incident = written().id;
    rows.applies(&act(1, TEACHER, CHILDS, &IncidentWritten { serious: true, ..hurt() }));
    rows.applies(&answers(2, TEACHER, &step(incident, Step::FirstAid, "清洗、贴创可贴")));
    rows.applies(&answers(3, MOTHER, &IncidentAcknowledged { day: day(), incident }));
    rows.applies(&strikes(4, TEACHER, incident, false));
    // Also of what comes after it, from a tablet that did not know.
    rows.applies(&answers(5, TEACHER, &step(incident, Step::Doctor, "送去儿童医院")));
    let [duty, _, family] = all(&rows);
    let staff = serde_json::to_string(&duty).unwrap();
    let family = serde_json::to_string(&family).unwrap();
    for said in ["跑步时摔倒", "操场", "serious", "清洗", "儿童医院", "点错了"] {
        assert!(staff.contains(said), "{said} in {staff}");
        assert!(!family.contains(said), "{said} in {family}");
    }
    assert!(family.contains("acknowledged") && family.contains("struck"), "{family}");
}

#[test]
fn an_incident_with_many_entries_can_be_closed_and_is_read_once() {
    let mut rows = Rows::default();
    rows.applies(&written());
    let incident = written().id;
    for number in 2..=3 {
        let read = IncidentAcknowledged { day: day(), incident };
        rows.applies(&answers(number, MOTHER, &read));
    }
    assert_eq!(row(&rows, Audience::Leader).entries.len(), 1);
    for number in 4..100 {
        rows.applies(&answers(number, TEACHER, &step(incident, Step::FirstAid, "")));
    }
    assert_eq!(row(&rows, Audience::Leader).entries.len(), 60);
    for number in 100..102 {
        let closed = IncidentClosed { day: day(), incident, words: "已跟进".into() };
        rows.applies(&answers(number, LEADER, &closed));
    }
    let closed = &all(&rows)[1];
    assert_eq!((closed.is_open(), closed.entries.len()), (false, 61));
}

#[test]
fn an_answer_that_is_about_another_child_changes_nothing() {
    let mut rows = Rows::default();
    rows.applies(&written());
    let before = rows.clone();
    let other = act(2, TEACHER, Subject::Child(OTHER_CHILD), &step(written().id, Step::Doctor, ""));
    rows.applies(&answering(other, written().id));
    assert_eq!(rows, before);
}

#[test]
fn form_and_right() {
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    let incident = written().id;
    assert_eq!(check(&written()), Ok(()));
    assert_eq!(check(&act(2, GUARD, CHILDS, &hurt())), Ok(()), "whoever saw it writes it");
    let named = Named { id: TEACHER, name: "李明老师".into() };
    let wrong = [
        (IncidentWritten { place: String::new(), ..hurt() }, Refusal::BadText),
        (IncidentWritten { words: "字".repeat(1001), ..hurt() }, Refusal::BadText),
        (IncidentWritten { private: "字".repeat(1001), ..hurt() }, Refusal::BadText),
        (IncidentWritten { others: vec![OTHER_CHILD; 21], ..hurt() }, Refusal::BadBody),
        (IncidentWritten { witnesses: vec![named; 21], ..hurt() }, Refusal::BadBody),
    ];
    for (body, refusal) in wrong {
        assert_eq!(check(&act(2, TEACHER, CHILDS, &body)), Err(refusal));
    }
    let first_aid = step(incident, Step::FirstAid, "");
    assert_eq!(check(&answers(2, TEACHER, &first_aid)), Ok(()));
    assert_eq!(check(&act(2, TEACHER, CHILDS, &first_aid)), Err(Refusal::BadBody));
    let guard = check(&answers(2, GUARD, &first_aid));
    assert_eq!(guard, Err(Refusal::NotStaff), "who does not read it adds nothing to it");
    let follow = step(incident, Step::FollowUp, "");
    assert_eq!(check(&answers(2, TEACHER, &follow)), Err(Refusal::BadText));
    let closed = IncidentClosed { day: day(), incident, words: "好了".into() };
    assert_eq!(check(&answers(2, TEACHER, &closed)), Err(Refusal::NotLeader));
    assert_eq!(check(&answers(2, LEADER, &closed)), Ok(()));
    let read = IncidentAcknowledged { day: day(), incident };
    assert_eq!(check(&answers(2, TEACHER, &read)), Err(Refusal::NotYourChild));
    assert_eq!(check(&strikes(2, TEACHER, incident, true)), Err(Refusal::NotLeader));
}

fn photo(number: u64, by: PersonId, entry: Option<ActId>) -> Act {
    let photo = answers(number, by, &hurt_photo(written().id, entry));
    entry.into_iter().fold(photo, answering)
}

/// The audiences in which a row names the photo of this act.
fn named_in(rows: &Rows, photo: &Act) -> Vec<Audience> {
    let named = NamedPhoto::by(photo).unwrap();
    assert_eq!((named.shows, named.child, named.hash), (photo.id.0, Some(CHILD), face()));
    let names = |key: &&_| rows.0.get(*key).is_some_and(|body| named.is_in(key, body));
    named.rows.iter().filter(names).map(|key| key.audience).collect()
}

#[test]
fn a_photo_is_the_familys_where_it_reads_the_entry_and_until_somebody_says_it_is_wrong() {
    let (staff, family) = ([Audience::Incidents(day()), Audience::Leader], Audience::Family(CHILD));
    let everybody = [staff[0], staff[1], family];
    let mut rows = Rows::default();
    rows.applies(&written());
    let incident = written().id;
    let aid = answers(2, TEACHER, &step(incident, Step::FirstAid, "清洗"));
    let report = answers(3, TEACHER, &step(incident, Step::Reported, "教育局李老师"));
    rows.applies(&aid);
    rows.applies(&report);
    let (knee, bandage) = (photo(4, GUARD, None), photo(5, TEACHER, Some(aid.id)));
    let paper = photo(6, TEACHER, Some(report.id));
    for act in [&knee, &bandage, &paper, &knee] {
        rows.applies(act);
    }
    assert_eq!(named_in(&rows, &knee), everybody);
    assert_eq!(named_in(&rows, &bandage), everybody);
    assert_eq!(named_in(&rows, &paper), staff, "what the school reported is its own");
    let [duty, _, seen] = all(&rows);
    assert_eq!((duty.photos.len(), seen.photos.len()), (3, 2));
    assert_eq!(duty.pictures(Some(aid.id)).count(), 1);

    // Only its author or a leader says that it is wrong; staff still have it (R5).
    rows.applies(&strikes(7, TEACHER, knee.id, false));
    assert_eq!(named_in(&rows, &knee), everybody, "the guard took it");
    rows.applies(&strikes(8, OFFICE, knee.id, true));
    assert_eq!(named_in(&rows, &knee), staff);
    let [duty, ..] = all(&rows);
    assert_eq!((duty.photos.len(), duty.pictures(None).count()), (3, 0));
    // With its entry, and with the whole, it goes from the family.
    rows.applies(&strikes(9, TEACHER, aid.id, false));
    assert_eq!(named_in(&rows, &bandage), staff);
    rows.applies(&strikes(10, TEACHER, incident, false));
    let late = photo(11, TEACHER, None);
    rows.applies(&late);
    assert_eq!(named_in(&rows, &late), staff, "it may be about another family's child");
    all(&rows);
}

#[test]
fn a_photo_answers_the_incident_and_the_entry_that_it_shows() {
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    let entry = answers(2, TEACHER, &step(written().id, Step::FirstAid, "清洗")).id;
    assert_eq!(check(&photo(3, GUARD, Some(entry))), Ok(()));
    let loose = answers(3, TEACHER, &hurt_photo(written().id, Some(entry)));
    assert_eq!(check(&loose), Err(Refusal::BadBody));
    assert_eq!(check(&photo(3, MOTHER, None)), Err(Refusal::NotStaff));
    // However many are taken, the row stays within its bounds.
    let mut rows = Rows::default();
    rows.applies(&written());
    for number in 100..160 {
        rows.applies(&photo(number, TEACHER, None));
    }
    assert_eq!(row(&rows, Audience::Leader).photos.len(), 40);
    // In the place of a wrong one there is room for a right one.
    rows.applies(&strikes(200, TEACHER, photo(100, TEACHER, None).id, false));
    let instead = photo(201, TEACHER, None);
    rows.applies(&instead);
    rows.applies(&photo(202, TEACHER, None));
    let row = row(&rows, Audience::Leader);
    assert_eq!((row.photos.len(), row.pictures(None).count()), (41, 40));
    assert_eq!(row.photos.last().map(|photo| photo.act), Some(instead.id));
}
