//! The demo: it builds itself through the same door as everyone's acts.

use std::time::Instant;

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::{Case, CaseKind};
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::time::Stamp;
use yuanliu_server::demo::{self, Demo, SEED};
use yuanliu_server::store::{Asked, Store, Viewer};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::Answer;

use crate::world::Kept;

async fn opens(kept: &Kept, now: &str) -> Demo {
    let now = Stamp::parse_local(now).unwrap();
    demo::open(&kept.location, SEED, now, now).await.unwrap()
}

/// What somebody's replica comes to.
async fn sees(store: &dyn Store, space: SpaceId, person: PersonId, today: Stamp) -> View {
    let device = yuanliu_domain::id::DeviceId(uuid::Uuid::now_v7());
    let viewer = Viewer { person, device, today: today.day() };
    let mut view = View::default();
    loop {
        let asked = Asked { cursor: view.cursor.clone(), have: view.have() };
        let page = store.pull(space, viewer, asked).await.unwrap();
        let answer = Answer {
            nonce: Uuid::nil(),
            asked: view.cursor.clone(),
            verdicts: vec![],
            forget: page.forget,
            rows: page.rows,
            whole: page.whole,
            cursor: page.cursor,
            checksums: page.checksums,
            more: page.more,
            server_time: today,
            seal: None,
        };
        assert_eq!(view.take(&answer, today).unwrap().diverged, []);
        if !answer.more {
            return view;
        }
    }
}

fn days(view: &View, today: Stamp) -> Vec<ChildDay> {
    let rows = view.list(Audience::Day(today.day()), "child_day");
    rows.map(|(_, body)| serde_json::from_str(body).unwrap()).collect()
}

fn account(demo: &Demo, role: &str) -> PersonId {
    demo.accounts.iter().find(|a| a.role == role).unwrap().person
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_plays_finds_nobody_ahead_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::new(folder.path()).await;
    let [early, late] =
        ["2026-11-24T15:50", "2026-11-24T16:50"].map(|at| Stamp::parse_local(at).unwrap());
    for until in ["2026-11-23T16:00", "2026-11-25T16:00"] {
        let until = Stamp::parse_local(until).unwrap();
        let refused = demo::open(&kept.location, SEED, late, until).await.err().unwrap();
        assert_eq!(refused.to_string().lines().count(), 2, "{refused}");
        assert!(
            refused.to_string().contains("--until: on the day that the demo shows (2026-11-24)")
        );
    }
    let busy = async |until| {
        let demo = demo::open(&kept.location, SEED, late, until).await.unwrap();
        let space = demo.store.memberships(account(&demo, "leader")).await.unwrap()[0].space;
        let view = sees(demo.store.as_ref(), space, account(&demo, "leader"), late).await;
        demo.store.close().await.unwrap();
        days(&view, late).iter().map(|day| day.entries.len()).sum::<usize>()
    };
    let (before, after) = (busy(early).await, busy(late).await);
    assert!(after > before);
    assert_eq!(busy(early).await, before, "what was played further is played anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_built_once_and_played_on_when_it_is_later() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::new(folder.path()).await;
    let early = opens(&kept, "2026-11-24T16:10").await;
    let space = early.store.memberships(account(&early, "leader")).await.unwrap()[0].space;
    early.store.close().await.unwrap();

    let began = Instant::now();
    let again = opens(&kept, "2026-11-24T16:10").await;
    assert!(began.elapsed().as_secs() < 5, "it was there already");
    let now = again.clock.now();
    let view = sees(again.store.as_ref(), space, account(&again, "leader"), now).await;
    let released =
        |view: &View| days(view, now).iter().filter(|d| d.releases().count() > 0).count();
    let before = released(&view);
    assert!(before > 0, "some were collected early");
    again.store.close().await.unwrap();

    let late = opens(&kept, "2026-11-24T16:50").await;
    let view = sees(late.store.as_ref(), space, account(&late, "leader"), now).await;
    assert!(released(&view) > before);
    let twice = days(&view, now).into_iter().filter(|day| {
        let mut acts: Vec<_> = day.entries.iter().map(|entry| entry.act).collect();
        acts.sort();
        acts.windows(2).any(|two| two[0] == two[1])
    });
    assert_eq!(twice.count(), 0, "nothing was played twice");
    let cases = view
        .list(Audience::Leader, "case")
        .map(|(_, body)| serde_json::from_str::<Case>(body).unwrap());
    let kinds: Vec<_> = cases.map(|case| case.kind).collect();
    assert_eq!(kinds, [CaseKind::ReleasedTwice], "the one that the plan wants, and no other");
    late.store.close().await.unwrap();

    let other_day = opens(&kept, "2026-11-25T15:40").await;
    let view = sees(other_day.store.as_ref(), space, account(&other_day, "leader"), now).await;
    assert_eq!(released(&view), 0, "another day is another demo");
}

#[test]
fn without_a_time_the_demo_shows_an_afternoon_of_a_school_day() {
    let shown = |now: &str| {
        let moment = demo::usual_moment(Stamp::parse_local(now).unwrap());
        format!("{}T{}", moment.day(), moment.minute())
    };
    assert_eq!(shown("2026-11-24T16:05"), "2026-11-24T16:05", "under way");
    assert_eq!(shown("2026-11-24T21:00"), "2026-11-24T15:40");
    assert_eq!(shown("2026-11-22T16:05"), "2026-11-20T15:40", "a Sunday: last Friday");
    assert_eq!(shown("2031-11-22T16:05"), "2026-11-24T15:40", "beyond the calendar's horizon");
}
