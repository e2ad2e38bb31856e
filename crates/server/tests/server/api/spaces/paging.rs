//! The first sync, at once or in pages, while others write.

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::Child;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Answer, FIRST_ROWS, PAGE_ROWS};

use crate::world::{User, World};

/// More than a page holds.
const CHILDREN: usize = PAGE_ROWS + 100;

async fn large_school() -> (World, Vec<ChildId>) {
    let world = World::new().await;
    let mut office = world.office().await;
    let children: Vec<ChildId> = (0..CHILDREN).map(|_| ChildId(Uuid::now_v7())).collect();
    office.enters_children(&children, "某某", world.class).await;
    (world, children)
}

/// What it had is of another epoch: it begins anew, in the pages of every other answer.
fn begins_anew(reader: &mut User) {
    reader.device.view.cursor = "of another epoch".into();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i7_a_first_answer_is_all_that_a_new_device_holds() {
    let (world, _) = large_school().await;
    let mut reader = world.teacher().await;
    let first = reader.sends(&world, vec![]).await;
    assert!((PAGE_ROWS..=FIRST_ROWS).contains(&first.rows.len()), "{} rows", first.rows.len());
    assert!(!first.more && !first.checksums.is_empty());
    assert_eq!(reader.list::<Child>(Audience::Roll).len(), CHILDREN + 2);
    // `sends` compares the sums of every audience.
    let next = reader.sends(&world, vec![]).await;
    assert_eq!((next.rows.len(), next.more), (0, false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i7_a_first_sync_in_pages_converges_while_others_write() {
    let (world, children) = large_school().await;
    let mut reader = world.teacher().await;
    let mut writer = world.teacher().await;
    let mut office = world.office().await;
    begins_anew(&mut reader);
    let mut pages = 0;
    loop {
        // Rows behind and before the place where the reader is.
        for child in [children[pages], children[CHILDREN - 1 - pages]] {
            let mark = writer.mark(child, Mark::Present);
            writer.sends(&world, vec![mark]).await;
            office.enters_child(child, "改名", world.class).await;
        }
        let answer = reader.sends(&world, vec![]).await;
        assert!(answer.rows.len() <= PAGE_ROWS);
        pages += 1;
        if !answer.more {
            assert!(!answer.checksums.is_empty());
            break;
        }
        assert!(pages < 50, "never ends");
    }
    assert!(pages > 1, "it was more than one page");
    assert_eq!(reader.list::<Child>(Audience::Roll).len(), CHILDREN + 2);
    let renamed = reader.list::<Child>(Audience::Roll).iter().filter(|c| c.name == "改名").count();
    assert_eq!(renamed, pages * 2);
    // `sends` compares the sums of every audience: one more round finds nothing to do.
    let answer = reader.sends(&world, vec![]).await;
    assert_eq!((answer.rows.len(), answer.more), (0, false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i8_holds_and_the_day_come_before_the_roll() {
    let (world, _) = large_school().await;
    let mut reader = world.staff(Role::Teacher, "李明").await;
    begins_anew(&mut reader);
    let first = reader.sends(&world, vec![]).await;
    assert!(first.more);
    let whole = first.whole;
    assert_eq!(whole[0], Audience::Holds);
    assert!(whole.contains(&Audience::Day(world.today())));
    assert!(!whole.contains(&Audience::Roll), "not switched on before it is whole (I6)");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_absence_is_made_up_in_pages_that_end_between_two_versions() {
    let (world, children) = large_school().await;
    let mut reader = world.staff(Role::Leader, "沈国华").await;
    reader.syncs(&world, vec![]).await;
    let mut office = world.office().await;
    office.enters_children(&children, "改名", world.other_class).await;
    let first = reader.sends(&world, vec![]).await;
    assert!(first.more && first.rows.len() <= PAGE_ROWS);
    assert!(first.rows.is_sorted_by_key(|row| row.version));
    reader.syncs(&world, vec![]).await;
    assert_eq!(
        reader.list::<Child>(Audience::Roll).iter().filter(|c| c.name == "改名").count(),
        CHILDREN
    );
}

#[tokio::test]
async fn i7_a_replica_whose_sum_differs_gets_that_audience_again() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    teacher.syncs(&world, vec![]).await;
    let mut request = teacher.request(vec![]);
    let roll = request.have.iter_mut().find(|have| have.audience == Audience::Roll).unwrap();
    roll.sum = "00000000deadbeef".into();
    let answer: Answer = teacher.posts(&world, &request).await.json();
    assert_eq!(
        (&answer.forget[..], &answer.whole[..]),
        (&[Audience::Roll][..], &[Audience::Roll][..])
    );
    assert!(!answer.rows.is_empty() && answer.rows.iter().all(|r| r.audience == Audience::Roll));
    assert!(!answer.more);
}

#[tokio::test]
async fn i9_a_cursor_of_another_epoch_begins_anew() {
    let (world, elsewhere) = (World::new().await, World::new().await);
    let mut teacher = world.teacher().await;
    let mut other = elsewhere.teacher().await;
    teacher.syncs(&world, vec![]).await;
    other.syncs(&elsewhere, vec![]).await;
    for cursor in [other.device.view.cursor.as_str(), "nonsense", "AAAA"] {
        let mut request = teacher.request(vec![]);
        request.cursor = cursor.into();
        let answer: Answer = teacher.posts(&world, &request).await.json();
        assert!(request.have.iter().all(|have| answer.forget.contains(&have.audience)));
        assert!(request.have.iter().all(|have| answer.whole.contains(&have.audience)));
    }
}
