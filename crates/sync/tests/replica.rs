//! The replica in sentences: what it takes, shows, sends and stores.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;
use yuanliu_domain::act::{Act, Channel, DeviceTime, Subject, to_bytes};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark, Marked, State};
use yuanliu_domain::id::*;
use yuanliu_domain::row::{RowKey, checksum_term};
use yuanliu_domain::rules;
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::outbox::{Kept, Stage, to_send, to_settle};
use yuanliu_sync::replica::Replica;
use yuanliu_sync::view::{NotTaken, View};
use yuanliu_sync::wire::{Answer, Have, PROTOCOL, Request, Verdict, WireRow, sum_hex, sum_of};

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(6));
const CHILD: ChildId = ChildId(Uuid::from_u128(7));
const WALL: Stamp = Stamp(1_000);

fn day() -> Day {
    Day::ymd(2026, 11, 24).unwrap()
}

fn kept(number: u64, mark: Mark) -> Kept {
    let body = Marked { day: day(), mark, place: None };
    let act = Act {
        id: ActId(Uuid::from_u128(100 + u128::from(number))),
        space: SpaceId(Uuid::from_u128(1)),
        device: DEVICE,
        device_seq: number,
        tablet: None,
        actor: PersonId(Uuid::from_u128(2)),
        actor_name: "李明老师".into(),
        kind: "marked".into(),
        kind_version: 1,
        subject: Subject::Child(CHILD),
        builds_on: vec![],
        batch: None,
        seen: None,
        at: DeviceTime::default(),
        happened: None,
        channel: Channel::App,
        informant: None,
        body: serde_json::to_value(body).unwrap(),
    };
    Kept::new(&act, &to_bytes(&act), &[0; 64], WALL)
}

fn row(audience: Audience, kind: &str, key: &str, version: u64, body: Option<&str>) -> WireRow {
    WireRow { audience, kind: kind.into(), key: key.into(), version, body: body.map(Into::into) }
}

fn verdict_row(kept: &Kept, verdict: &Verdict, version: u64) -> WireRow {
    let body = serde_json::to_string(verdict).unwrap();
    row(Audience::Device(DEVICE), "verdict", &kept.id.to_string(), version, Some(&body))
}

fn answer(view: &View, rows: Vec<WireRow>, whole: &[Audience]) -> Answer {
    Answer {
        nonce: Uuid::nil(),
        asked: view.cursor.clone(),
        verdicts: vec![],
        forget: vec![],
        rows,
        whole: whole.to_vec(),
        cursor: format!("{}+", view.cursor),
        checksums: vec![],
        more: false,
        server_time: Stamp(5_000),
        seal: None,
    }
}

fn with_day() -> View {
    let mut view = View::default();
    let first = answer(&view, vec![], &[Audience::Day(day()), Audience::Device(DEVICE)]);
    view.take(&first, WALL).unwrap();
    view
}

fn shown(replica: &Replica) -> ChildDay {
    replica.get(Audience::Day(day()), CHILD).unwrap_or_default()
}

#[test]
fn i1_an_act_shows_its_effect_at_once_and_goes_out_until_the_school_answers() {
    let own = kept(1, Mark::Present);
    let replica = Replica::new(with_day(), [&own], rules::STAFF);
    assert_eq!(shown(&replica).state(), State::Received(None));
    assert!(replica.is_predicted(&RowKey::of::<ChildDay>(Audience::Day(day()), CHILD)));
    assert_eq!(to_send([&own], &replica.view).len(), 1);
}

#[test]
fn i6_an_act_with_a_verdict_in_the_view_is_neither_drawn_twice_nor_sent_again() {
    let own = kept(1, Mark::Present);
    let mut view = with_day();
    let taken = answer(&view, vec![verdict_row(&own, &Verdict::Applied { version: 9 }, 9)], &[]);
    view.take(&taken, WALL).unwrap();
    // The app dies here, before the outbox has heard of the verdict.
    assert_eq!(own.stage, Stage::Kept);
    let replica = Replica::new(view, [&own], rules::STAFF);
    assert_eq!(
        shown(&replica),
        ChildDay::default(),
        "its rows come from the school, not from here"
    );
    assert_eq!(to_send([&own], &replica.view), []);
    let settled = to_settle([&own], &replica.view, Stamp(5_000));
    assert_eq!(settled[0].stage, Stage::Answered(Verdict::Applied { version: 9 }));
    assert_eq!(to_settle(&settled, &replica.view, Stamp(5_000)), [], "repeatable");
}

#[test]
fn i3_a_turned_away_act_stays_until_a_person_has_seen_why() {
    let own = kept(1, Mark::Present);
    let refused = Verdict::TurnedAway { code: "not_staff".into() };
    let mut view = with_day();
    let taken = answer(&view, vec![verdict_row(&own, &refused, 3)], &[]);
    view.take(&taken, WALL).unwrap();
    let replica = Replica::new(view, [&own], rules::STAFF);
    assert_eq!(shown(&replica), ChildDay::default(), "it is no longer drawn");
    assert_eq!(to_settle([&own], &replica.view, Stamp(5_000))[0].stage, Stage::Answered(refused));
}

#[test]
fn a_held_act_is_drawn_and_not_sent_again_and_its_later_verdict_arrives_by_itself() {
    let own = kept(1, Mark::Present);
    let mut view = with_day();
    let held = Verdict::Held { reason: "waits_for".into() };
    let taken = answer(&view, vec![verdict_row(&own, &held, 3)], &[]);
    view.take(&taken, WALL).unwrap();
    let mut replica = Replica::new(view, [&own], rules::STAFF);
    assert_eq!(shown(&replica).state(), State::Received(None));
    assert_eq!(to_send([&own], &replica.view), []);
    let settled = to_settle([&own], &replica.view, Stamp(5_000)).remove(0);
    let later =
        answer(&replica.view, vec![verdict_row(&own, &Verdict::Applied { version: 8 }, 8)], &[]);
    replica.view.take(&later, WALL).unwrap();
    assert_eq!(
        to_settle([&settled], &replica.view, Stamp(5_000))[0].stage,
        Stage::Answered(Verdict::Applied { version: 8 })
    );
}

#[test]
fn i6_an_audience_counts_only_when_the_server_says_that_it_is_whole() {
    let mut view = View::default();
    let mut part = answer(&view, vec![row(Audience::Roll, "child", "a", 1, Some("{}"))], &[]);
    part.more = true;
    view.take(&part, WALL).unwrap();
    assert!(!view.whole(Audience::Roll));
    assert_eq!(view.have(), []);
    let rest = answer(&view, vec![], &[Audience::Roll]);
    view.take(&rest, WALL).unwrap();
    assert!(view.whole(Audience::Roll));
}

#[test]
fn an_answer_to_another_request_is_not_taken() {
    let mut view = with_day();
    let mut foreign = answer(&view, vec![row(Audience::Roll, "child", "a", 1, Some("{}"))], &[]);
    foreign.asked = "a cached answer".into();
    assert_eq!(view.take(&foreign, WALL), Err(NotTaken::OtherRequest));
    assert_eq!(view.list(Audience::Roll, "child").count(), 0);
}

#[test]
fn an_answer_is_to_one_request_alone_also_to_the_first() {
    let view = View::default();
    let asks = |nonce| Request {
        protocol: PROTOCOL,
        device: DEVICE,
        nonce: Uuid::from_u128(nonce),
        cursor: view.cursor.clone(),
        have: vec![],
        seal: String::new(),
        acts: vec![],
    };
    let mut answered = answer(&view, vec![], &[]);
    answered.nonce = Uuid::from_u128(1);
    assert!(answered.is_to(&asks(1)));
    assert!(!answered.is_to(&asks(2)), "two first requests have the same cursor");
}

#[test]
fn i7_a_mismatch_throws_that_audience_away_and_leaves_the_outbox_alone() {
    let own = kept(1, Mark::Present);
    let mut view = with_day();
    let mut wrong =
        answer(&view, vec![row(Audience::Roll, "child", "a", 1, Some("{}"))], &[Audience::Roll]);
    wrong.checksums = vec![Have { audience: Audience::Roll, sum: sum_hex(1) }];
    let change = view.take(&wrong, WALL).unwrap();
    assert_eq!(change.diverged, [Audience::Roll]);
    assert!(!view.whole(Audience::Roll));
    assert_eq!(to_send([&own], &view).len(), 1);
}

#[test]
fn i8_what_is_to_be_forgotten_goes_first() {
    let mut view = with_day();
    let first =
        answer(&view, vec![row(Audience::Roll, "child", "a", 1, Some("{}"))], &[Audience::Roll]);
    view.take(&first, WALL).unwrap();
    let mut change =
        answer(&view, vec![row(Audience::Roll, "child", "b", 2, Some("{}"))], &[Audience::Roll]);
    change.forget = vec![Audience::Roll];
    view.take(&change, WALL).unwrap();
    assert_eq!(view.list(Audience::Roll, "child").map(|(key, _)| key).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn i13_rows_of_an_unknown_kind_are_kept_as_they_are() {
    let mut view = with_day();
    let unknown = answer(
        &view,
        vec![row(Audience::Public, "weather", "x", 1, Some("{\"rain\":1}"))],
        &[Audience::Public],
    );
    view.take(&unknown, WALL).unwrap();
    assert_eq!(view.list(Audience::Public, "weather").collect::<Vec<_>>(), [("x", "{\"rain\":1}")]);
}

#[test]
fn i14_a_row_that_cannot_be_read_is_counted_and_not_taken_for_nothing() {
    let mut view = with_day();
    let rows = vec![row(Audience::Day(day()), "child_day", "x", 1, Some("\"?\""))];
    let broken = answer(&view, rows, &[]);
    view.take(&broken, WALL).unwrap();
    let replica = Replica::new(view, [], rules::STAFF);
    assert_eq!(replica.list::<ChildDay>(Audience::Day(day())).len(), 0);
    assert_eq!(replica.unreadable::<ChildDay>(Audience::Day(day())), 1);
}

#[test]
fn an_older_snapshot_page_does_not_overwrite_a_newer_row() {
    let mut view = with_day();
    for version in [5, 3] {
        let body = format!("\"{version}\"");
        let page =
            answer(&view, vec![row(Audience::Roll, "child", "a", version, Some(&body))], &[]);
        view.take(&page, WALL).unwrap();
    }
    assert_eq!(view.list(Audience::Roll, "child").collect::<Vec<_>>(), [("a", "\"5\"")]);
}

#[test]
fn a_checksum_travels_as_sixteen_digits_and_back() {
    for sum in [0, 1, -1, i64::MAX, i64::MIN] {
        assert_eq!(sum_of(&sum_hex(sum)), Some(sum));
    }
    for bad in ["", "1", "zz00000000000000", "00000000000000001"] {
        assert_eq!(sum_of(bad), None, "{bad}");
    }
}

proptest! {
    #[test]
    fn i7_what_is_stored_in_pages_comes_back_with_the_same_rows_and_sums(
        puts in prop::collection::vec((0u8..200, any::<bool>(), 0u32..1_000), 1..600)
    ) {
        let mut view = with_day();
        let mut pages = BTreeMap::new();
        let mut truth: BTreeMap<String, (u64, String)> = BTreeMap::new();
        for (at, batch) in puts.chunks(7).enumerate() {
            let version = at as u64 + 1;
            let mut rows = vec![];
            for (key, live, body) in batch {
                let (key, body) = (format!("k{key}"), body.to_string());
                rows.push(row(Audience::Roll, "child", &key, version, live.then_some(&body)));
                if *live { truth.insert(key, (version, body)); } else { truth.remove(&key); }
            }
            let taken = answer(&view, rows, &[Audience::Roll]);
            let change = view.take(&taken, WALL).unwrap();
            for key in &change.delete { pages.remove(key); }
            for key in &change.write { pages.insert(*key, view.page(*key)); }
        }
        prop_assert!(pages.values().all(|page| page.len() <= 64));
        let again = View::load(view.meta(), pages);
        prop_assert_eq!(again.have(), view.have());
        let rows: Vec<_> = again.list(Audience::Roll, "child").map(|(k, b)| (k.to_owned(), b.to_owned())).collect();
        prop_assert_eq!(&rows, &truth.iter().map(|(k, (_, b))| (k.clone(), b.clone())).collect::<Vec<_>>());
        let sum = truth.iter().fold(0i64, |sum, (key, (version, body))| {
            sum.wrapping_add(checksum_term("child", key, *version, body))
        });
        let roll = again.have().into_iter().find(|have| have.audience == Audience::Roll).unwrap();
        prop_assert_eq!(roll.sum, sum_hex(sum));
    }
}
