//! Two servers on one database of PostgreSQL: for a district, and while one is replaced.

use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark};
use yuanliu_sync::wire::Verdict;

use crate::api::events::Ear;
use crate::world::{Kept, User, World};

/// How many marks each server takes while the other does.
const AT_ONCE: usize = 25;

async fn two() -> (World, World) {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::on_a_server(folder.path()).await;
    let one = World::kept(kept, folder).await.with_children().await;
    let two = one.another_server().await;
    (one, two)
}

fn entries(user: &User, world: &World) -> usize {
    let day: Option<ChildDay> = user.sees(Audience::Day(world.today()), world.yiming);
    day.map_or(0, |day| day.entries.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_server_takes_the_other_tells_to_whom_it_concerns() {
    let (one, two) = two().await;
    let mine = one.guardian(one.yiming, "陈静").await;
    let other = one.guardian(one.xiaoyu, "赵敏").await;
    let mut teacher = one.teacher().await;
    let (mut ear, mut elsewhere) = (Ear::of(&two, &mine).await, Ear::of(&two, &other).await);
    let mark = teacher.mark(one.yiming, Mark::Present);
    teacher.syncs(&one, vec![mark]).await;
    assert!(ear.hears().await);
    assert!(elsewhere.hears_nothing().await, "another family hears nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_answer_any_device_and_one_may_die() {
    let (one, two) = two().await;
    let (mut gate, mut room) = (one.teacher().await, one.teacher().await);
    gate.syncs(&one, vec![]).await;
    room.syncs(&two, vec![]).await;

    // Both at once, and each act at both: one order, and nothing twice.
    let marks = |user: &mut User| -> Vec<_> {
        (0..AT_ONCE).map(|_| user.mark(one.yiming, Mark::Present)).collect()
    };
    let (at_gate, in_room) = (marks(&mut gate), marks(&mut room));
    let (first, second) = (gate.request(at_gate.clone()), room.request(in_room.clone()));
    let answers = futures::join!(
        gate.posts(&one, &first),
        room.posts(&two, &second),
        gate.posts(&two, &first),
        room.posts(&one, &second),
    );
    for answer in [answers.0, answers.1, answers.2, answers.3] {
        assert_eq!(answer.status(), 200, "{}", answer.text());
    }
    let gates = gate.syncs(&two, at_gate).await;
    let rooms = room.syncs(&one, in_room).await;
    let mut versions: Vec<u64> = gates
        .iter()
        .chain(&rooms)
        .map(|verdict| match verdict {
            Verdict::Applied { version } => *version,
            other => panic!("{other:?}"),
        })
        .collect();
    versions.sort_unstable();
    versions.dedup();
    assert_eq!(versions.len(), 2 * AT_ONCE, "each act has one place in the order");
    assert_eq!(entries(&room, &one), 2 * AT_ONCE);

    // One dies in the middle; its devices go on at the other with what they have.
    let last = gate.mark(two.yiming, Mark::OutOfRoom);
    gate.sends(&one, vec![last.clone()]).await;
    let (kept, folder) = (one.kept, one.folder);
    drop((one.app, one.router));
    let again = gate.syncs(&two, vec![last]).await;
    assert!(matches!(again[..], [Verdict::Applied { .. }]), "{again:?}");
    room.syncs(&two, vec![]).await;
    assert_eq!(entries(&gate, &two), 2 * AT_ONCE + 1);
    assert_eq!(entries(&room, &two), 2 * AT_ONCE + 1);
    assert_eq!(kept.check().await.findings, []);
    drop((two, kept, folder));
}
