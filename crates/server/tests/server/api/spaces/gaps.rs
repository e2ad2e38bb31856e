//! I4: versions have no gap, and no reader misses one.

use std::collections::BTreeSet;

use yuanliu_domain::child_day::Mark;
use yuanliu_sync::wire::Verdict;

use crate::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn i4_acts_committed_at_once_have_one_version_each_without_a_gap() {
    let world = &World::new().await;
    let mut teachers = vec![];
    for _ in 0..6 {
        teachers.push(world.teacher().await);
    }
    let mut reader = world.teacher().await;
    reader.syncs(world, vec![]).await;

    let writing = teachers.into_iter().map(|mut teacher| async move {
        let mut versions = vec![];
        for _ in 0..5 {
            let acts = (0..4).map(|_| teacher.mark(world.yiming, Mark::Present)).collect();
            for verdict in teacher.syncs(world, acts).await {
                let Verdict::Applied { version } = verdict else { panic!("{verdict:?}") };
                versions.push(version);
            }
        }
        versions
    });
    let reading = async {
        // Every answer's sums are compared inside `sends`: a row missed is a sum that differs.
        for _ in 0..40 {
            reader.syncs(world, vec![]).await;
        }
    };
    let (versions, ()) = futures::join!(futures::future::join_all(writing), reading);

    let versions: Vec<u64> = versions.into_iter().flatten().collect();
    let unique: BTreeSet<u64> = versions.iter().copied().collect();
    assert_eq!(unique.len(), 120);
    let span = unique.last().unwrap() - unique.first().unwrap() + 1;
    assert_eq!(span, 120, "no number was lost and none given twice");
    reader.syncs(world, vec![]).await;
}
