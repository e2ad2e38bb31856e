//! A restart loses nothing.

use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark};
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
