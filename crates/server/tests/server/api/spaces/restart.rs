//! A restart loses nothing.

use std::sync::Arc;

use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark};
use yuanliu_server::store::Database;
use yuanliu_sync::wire::Verdict;

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_acts_sessions_devices_and_cursors() {
    let mut world = World::new().await;
    let mut teacher = world.teacher().await;
    let mark = teacher.mark(world.yiming, Mark::Present);
    let before = teacher.syncs(&world, vec![mark.clone()]).await;
    world.restarts().await;
    let answer = teacher.sends(&world, vec![mark]).await;
    assert_eq!(answer.verdicts[0].verdict, before[0]);
    assert_eq!((answer.forget, answer.rows.len(), answer.more), (vec![], 0, false));
    let next = teacher.mark(world.yiming, Mark::OutOfRoom);
    let after = teacher.syncs(&world, vec![next]).await;
    let version = |verdict: &Verdict| match verdict {
        Verdict::Applied { version } => *version,
        other => panic!("{other:?}"),
    };
    assert_eq!(version(&after[0]), version(&before[0]) + 1);
    let day: ChildDay = teacher.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_an_older_server_held_is_applied_by_a_newer_one() {
    let mut world = World::new().await;
    let mut teacher = world.teacher().await;
    world.app.store.close().await.unwrap();
    let mut older = yuanliu_domain::rules::all();
    older.iter_mut().filter(|rule| rule.name == "marked").for_each(|rule| rule.version = 0);
    world.app.store = Arc::new(Database::open_with(&world.kept.location, older).await.unwrap());
    world.router = yuanliu_server::router(world.app.clone());

    let mark = teacher.mark(world.yiming, Mark::Present);
    let held = teacher.syncs(&world, vec![mark.clone()]).await;
    assert_eq!(held, [Verdict::Held { reason: "unknown_kind".into() }]);
    world.restarts().await;
    teacher.syncs(&world, vec![]).await;
    let now = teacher.device.view.verdict(teacher.device.id, mark.id);
    assert!(matches!(now, Some(Verdict::Applied { .. })), "{now:?}");
    let day: ChildDay = teacher.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries.len(), 1);
}
