//! Bad input: a clear answer, and nothing is lost.

use serde_json::json;
use yuanliu_domain::act::{self, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark, Marked};
use yuanliu_domain::time::Stamp;
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_sync::wire::{Content, MAX_ACTS, SignedAct, Verdict};

use crate::world::{World, bytes, sentence};

fn turned_away(code: &str) -> Verdict {
    Verdict::TurnedAway { code: code.into() }
}

#[tokio::test]
async fn malformed_json_is_a_problem_with_a_code() {
    let world = World::new().await;
    let teacher = world.teacher().await;
    let path = format!("/api/v1/spaces/{}/sync", world.school);
    for body in ["", "{", "[]", r#"{"protocol":1}"#, r#"{"protocol":"1","device":"x"}"#, "\u{0}"] {
        let answer = world.sends("POST", &path, &teacher.cookie, body.as_bytes().to_vec()).await;
        assert_eq!(
            (answer.status().as_u16(), answer.problem().as_str()),
            (400, "bad_json"),
            "{body}"
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_too_large() {
    let world = World::new().await;
    let teacher = world.teacher().await;
    let path = format!("/api/v1/spaces/{}/sync", world.school);
    let answer = world.sends("POST", &path, &teacher.cookie, vec![b' '; 10 << 20]).await;
    assert_eq!((answer.status().as_u16(), answer.problem().as_str()), (413, "too_large"));
}

#[tokio::test]
async fn another_protocol_and_too_many_acts_are_said() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut request = teacher.request(vec![]);
    request.protocol = 2;
    assert_eq!(teacher.posts(&world, &request).await.problem(), "protocol_not_supported");
    let mark = teacher.mark(world.yiming, Mark::Present);
    let request = teacher.request(vec![mark; MAX_ACTS + 1]);
    assert_eq!(teacher.posts(&world, &request).await.problem(), "too_many_acts");
}

#[tokio::test]
async fn a_wrong_signature_is_turned_away_and_kept_with_everything_it_said() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let other = world.teacher().await;
    let mut office = world.office().await;
    let mut mark = teacher.mark(world.yiming, Mark::Present);
    mark.signature = other.device.sign(&bytes(&mark));
    let mut unsigned = teacher.mark(world.yiming, Mark::Present);
    unsigned.signature = "not base64".into();
    let verdicts = teacher.syncs(&world, vec![mark.clone(), unsigned]).await;
    assert_eq!(verdicts, [turned_away("bad_signature"), turned_away("bad_signature")]);
    assert_eq!(teacher.sees::<ChildDay>(Audience::Day(world.today()), world.yiming), None);
    office.syncs(&world, vec![]).await;
    let row: TurnedAway = office.sees(Audience::Office, mark.id).unwrap();
    assert_eq!((row.kind.as_str(), row.child), ("marked", Some(world.yiming)));
    assert!(row.text.contains("present"), "{}", row.text);
}

#[tokio::test]
async fn what_is_wrongly_formed_or_addressed_is_turned_away_by_its_code() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let colleague = world.teacher().await;
    let today = world.today();
    let subject = Subject::Child(world.yiming);
    let body = Marked { day: today, mark: Mark::Present, place: None };
    let mut spoilt =
        |change: &dyn Fn(&mut act::Act)| teacher.writes_with(subject, &body, |a| change(a));

    let space = spoilt(&|act| act.space.0 = uuid::Uuid::now_v7());
    let device = spoilt(&|act| act.device = colleague.device.id);
    let actor = spoilt(&|act| act.actor = colleague.person);
    let wrong_subject = spoilt(&|act| act.subject = Subject::School);
    let wrong_body = spoilt(&|act| act.body = json!({ "day": "2026-02-30", "mark": "present" }));
    let unknown = spoilt(&|act| act.kind = "marked_somehow".into());
    let mut other_id = spoilt(&|_| ());
    other_id.id.0 = uuid::Uuid::now_v7();
    let float = spoilt(&|act| act.body = json!({ "day": today, "mark": "present", "x": 0.5 }));
    let raw = |bytes: &[u8]| {
        let id = yuanliu_domain::id::ActId(uuid::Uuid::now_v7());
        let content = Content::Bytes(act::to_base64(bytes));
        SignedAct { id, signature: String::new(), content }
    };
    let large = raw(&vec![b'x'; act::MAX_ACT_BYTES + 1]);
    let not_base64 = SignedAct { content: Content::Bytes("!?".into()), ..raw(b"") };

    let cases = [
        (space, "wrong_space"),
        (device, "wrong_device"),
        (actor, "not_signed_in_here"),
        (wrong_subject, "wrong_subject"),
        (wrong_body, "bad_body"),
        (unknown, "unknown_kind"),
        (other_id, "bad_envelope"),
        (float, "bad_envelope"),
        (raw(b"{}"), "bad_envelope"),
        (raw(b"{"), "not_json"),
        (raw(b"\xff\xfe"), "not_json"),
        (large, "too_large"),
        (not_base64, "bad_envelope"),
    ];
    let acts = cases.iter().map(|(act, _)| act.clone()).collect();
    let verdicts = teacher.syncs(&world, acts).await;
    for ((_, code), verdict) in cases.iter().zip(verdicts) {
        assert_eq!(verdict, turned_away(code));
    }
}

#[tokio::test]
async fn a_kind_of_a_newer_app_is_held_not_lost() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let body = Marked { day: world.today(), mark: Mark::Present, place: None };
    let newer =
        teacher.writes_with(Subject::Child(world.yiming), &body, |act| act.kind_version = 2);
    let held = Verdict::Held { reason: "unknown_kind".into() };
    assert_eq!(teacher.syncs(&world, vec![newer.clone()]).await[0], held);
    assert_eq!(teacher.device.view.verdict(teacher.device.id, newer.id), Some(held));
}

#[tokio::test]
async fn unknown_fields_are_kept_and_ignored() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let plain = teacher.mark(world.yiming, Mark::Present);
    let mut sentence = sentence(&plain);
    sentence["mood"] = "sunny".into();
    sentence["body"]["weather"] = json!({ "rain": true });
    let act = teacher.device.signed(plain.id, sentence.to_string().as_bytes());
    let verdicts = teacher.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let cells = world.kept.cells().await;
    let in_one = |cell: &[u8], text: &[u8]| cell.windows(text.len()).any(|window| window == text);
    let kept = |text: &[u8]| cells.iter().any(|(_, cell)| in_one(cell, text));
    assert!(kept(br#""mood":"sunny""#) && kept(br#""weather":{"rain":true}"#));
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_changes_neither_order_nor_acceptance() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let body = |mark| Marked { day: world.today(), mark, place: None };
    let subject = Subject::Child(world.yiming);
    let day_ms = 86_400_000;
    let now = Stamp::parse_local(crate::world::NOW).unwrap();
    let mut at = |mark, off: i64| {
        teacher.writes_with(subject, &body(mark), |act| {
            act.at.wall = now.plus_ms(off);
            act.at.school = None;
        })
    };
    let acts = vec![at(Mark::Present, day_ms), at(Mark::OutOfRoom, -day_ms)];
    let verdicts = teacher.syncs(&world, acts).await;
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::Applied { .. })), "{verdicts:?}");
    let day: ChildDay = teacher.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries.len(), 2);
    assert!(day.entries[0].at > day.entries[1].at, "in the order in which the school had them");
}

#[tokio::test]
async fn a_device_fills_the_attention_list_only_so_far_and_its_good_acts_still_arrive() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    for _ in 0..2 {
        let acts = (0..100).map(|_| mine.leave_note(world.xiaoyu, "")).collect();
        mine.syncs(&world, acts).await;
    }
    let bad = mine.leave_note(world.xiaoyu, "");
    let good = mine.leave_note(world.yiming, "");
    let request = mine.request(vec![bad.clone()]);
    let answer = mine.posts(&world, &request).await;
    assert_eq!((answer.status().as_u16(), answer.problem().as_str()), (429, "over_quota"));
    let answer = mine.sends(&world, vec![bad, good.clone()]).await;
    assert_eq!(answer.verdicts.len(), 1, "the other act stays with its device");
    assert_eq!(answer.verdicts[0].act, good.id);
}
