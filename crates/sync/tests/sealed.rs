//! Sealed records of the outbox, and what a view forgets at the end of a day.

use std::collections::BTreeMap;

use uuid::Uuid;
use yuanliu_domain::act::{self, Act, Channel, DeviceTime, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Mark, Marked};
use yuanliu_domain::id::*;
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::outbox::{Kept, PhotoStage, Sealed, Stage, not_opened, photo_to_send, to_send};
use yuanliu_sync::seal::{CANNOT_OPEN, SealedBytes};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::{ActVerdict, Answer, Content, Verdict, WireRow};

const NOON: i64 = 12 * 3_600_000;

fn day() -> Day {
    Day::ymd(2026, 11, 24).unwrap()
}

fn at(day: Day) -> Stamp {
    day.at(yuanliu_domain::time::Minute::hm(0, 0).unwrap()).plus_ms(NOON)
}

fn kept(number: u64) -> Kept {
    let act = Act {
        id: ActId(Uuid::from_u128(100 + u128::from(number))),
        space: SpaceId(Uuid::from_u128(1)),
        device: DeviceId(Uuid::from_u128(6)),
        device_seq: number,
        tablet: None,
        actor: PersonId(Uuid::from_u128(2)),
        actor_name: "李明".into(),
        kind: "marked".into(),
        kind_version: 1,
        subject: Subject::Child(ChildId(Uuid::from_u128(7))),
        builds_on: vec![],
        batch: None,
        seen: None,
        at: DeviceTime::default(),
        happened: None,
        channel: Channel::App,
        informant: None,
        body: serde_json::to_value(Marked { day: day(), mark: Mark::Present, place: None })
            .unwrap(),
    };
    Kept::new(&act, &act::to_bytes(&act), &[0; 64], Stamp(1_000))
}

/// As it lies on a device after sealing.
fn sealed(number: u64) -> Kept {
    let text = |text: &str| act::to_base64(text.as_bytes());
    let bytes = SealedBytes {
        key: "0011223344556677".into(),
        from: text("point"),
        iv: text("iv"),
        data: text("closed"),
    };
    let mut record = stored(&kept(number));
    record.sealed = Sealed::School(bytes);
    record.readable = Sealed::Local { data: text("closed too") };
    record
}

/// The same record after a restart.
fn stored(kept: &Kept) -> Kept {
    serde_json::from_str(&serde_json::to_string(kept).unwrap()).unwrap()
}

fn answer(view: &View, rows: Vec<WireRow>, server_time: Stamp) -> Answer {
    Answer {
        nonce: Uuid::nil(),
        asked: view.cursor.clone(),
        verdicts: vec![],
        forget: vec![],
        whole: rows.iter().map(|row| row.audience).collect(),
        rows,
        cursor: format!("{}+", view.cursor),
        checksums: vec![],
        more: false,
        server_time,
        seal: None,
    }
}

#[test]
fn i5_a_sealed_record_says_nothing_until_its_own_bytes_open_it() {
    let open = kept(1);
    let text = serde_json::to_string(&sealed(1)).unwrap();
    assert!(!text.contains("李明") && !text.contains("present"), "{text}");
    let mut record = sealed(1);
    assert_eq!((record.act(), record.bytes()), (None, None));
    record.open(kept(2).bytes().unwrap().to_vec());
    assert_eq!(record.act(), None, "another act's bytes");
    record.open(open.bytes().unwrap().to_vec());
    assert_eq!(record.act(), open.act());
    record.shut();
    assert_eq!(record.act(), None);
}

#[test]
fn a_sealed_record_travels_sealed_whoever_carries_it() {
    let record = sealed(3);
    let sent = to_send([&record], &View::default()).remove(0);
    let Content::Sealed(content) = sent.content else { panic!("it is sealed") };
    assert_eq!((content.number, content.hash), (3, record.hash.clone()));
    assert_eq!(Sealed::School(content.bytes), record.sealed);
}

#[test]
fn i13_a_record_of_the_first_form_is_still_read_and_sent() {
    let mut text = serde_json::to_value(kept(1)).unwrap();
    text["form"] = 1.into();
    let mut old: Kept = serde_json::from_value(text).unwrap();
    assert_eq!(old.sealed.plain().as_deref(), kept(1).bytes());
    assert!(matches!(old.signed().unwrap().content, Content::Bytes(_)));
    old.open(old.readable.plain().unwrap());
    assert_eq!(old.act(), kept(1).act());
}

#[test]
fn i3_what_the_school_cannot_open_is_sealed_anew_while_it_can_be_read_and_then_waits() {
    let view = View::default();
    let refused = |kept: &Kept| {
        let verdict = Verdict::Held { reason: CANNOT_OPEN.into() };
        let mut answer = answer(&view, vec![], at(day()));
        answer.verdicts = vec![ActVerdict { act: kept.id, verdict }];
        answer
    };
    let mut record = sealed(1);
    record.open(kept(1).bytes().unwrap().to_vec());
    for _ in 0..2 {
        let found = not_opened([&record], &refused(&record));
        assert_eq!((found.reseal.len(), found.wait.len()), (1, 0));
        record = found.reseal[0].clone();
        assert_eq!(to_send([&record], &view).len(), 1);
    }
    let found = not_opened([&record], &refused(&record));
    assert_eq!((found.reseal.len(), found.wait[0].stage.clone()), (0, Stage::Unopened));
    assert_eq!(to_send(&found.wait, &view), [], "not over and over");
    assert!(found.wait[0].is_unsent());

    // Whoever can't read it only waits.
    let closed = sealed(2);
    assert_eq!(not_opened([&closed], &refused(&closed)).wait.len(), 1);
    assert_eq!(not_opened([&closed], &answer(&view, vec![], at(day()))), Default::default());
}

#[test]
fn past_days_and_medical_cards_go_when_the_day_is_over_and_the_next_day_stays() {
    let next = day().plus(1);
    let row = |audience| WireRow {
        audience,
        kind: "thing".into(),
        key: "x".into(),
        version: 1,
        body: Some("{}".into()),
    };
    let audiences = [
        Audience::Roll,
        Audience::Care,
        Audience::Day(day()),
        Audience::Day(next),
        Audience::Family(ChildId(Uuid::from_u128(7))),
    ];
    let mut view = View::default();
    let first = answer(&view, audiences.map(row).to_vec(), at(day()));
    view.take(&first, Stamp(0)).unwrap();
    assert!(!view.is_past(day()));
    view.close_day(day());
    assert_eq!((view.audiences().count(), view.generation), (5, 1), "nothing happens twice a day");

    assert!(view.is_past(next));
    view.close_day(next);
    assert!(!view.is_past(next));
    assert_eq!(view.generation, 2, "another tab has to read again");
    let left: Vec<_> = view.audiences().collect();
    assert_eq!(left, [audiences[4], audiences[3], audiences[0]]);
    assert_eq!(view.have().len(), 3, "the school sends the others whole");

    // What is stored anew comes back the same.
    let pages: BTreeMap<_, _> =
        view.page_keys().into_iter().map(|key| (key, view.page(key))).collect();
    assert_eq!(pages.len(), 3);
    assert_eq!(View::load(view.meta(), pages).have(), view.have());
}

#[test]
fn a_photo_goes_after_its_act_and_counts_as_unsent_until_the_school_has_it() {
    let hash = PhotoHash::of(b"face");
    let view = View::default();
    let own = kept(1).with_photo(hash, PhotoStage::Waiting);
    assert_eq!(stored(&own).photo, own.photo, "the record carries it");
    assert_eq!(to_send([&own], &view).len(), 1, "the act does not wait for it");
    assert_eq!(photo_to_send([&own]), None, "nor does it go before the act");
    let applied = own.at(Stage::Answered(Verdict::Applied { version: 3 }));
    let plain = kept(2).at(Stage::Answered(Verdict::Applied { version: 4 }));
    assert_eq!(photo_to_send([&plain, &applied]), Some(&applied));
    assert!(applied.is_unsent() && !plain.is_unsent());
    let held = own.at(Stage::Answered(Verdict::Held { reason: "waits_for".into() }));
    assert_eq!(photo_to_send([&held]), None);
    assert!(held.is_unsent());
    let away = own.at(Stage::Answered(Verdict::TurnedAway { code: "not_your_child".into() }));
    assert_eq!((photo_to_send([&away]), away.is_unsent()), (None, false));
    let sent = applied.with_photo(hash, PhotoStage::Sent);
    assert_eq!((photo_to_send([&sent]), sent.is_unsent()), (None, false));
    let refused = applied.with_photo(hash, PhotoStage::Refused("bad_photo".into()));
    assert_eq!((refused.photo_refused(), refused.is_unsent()), (Some("bad_photo"), false));
}

#[test]
fn a_record_without_a_photo_is_stored_as_before() {
    assert!(!serde_json::to_string(&kept(1)).unwrap().contains("photo"));
}
