//! Records that come late, in another order, or disagree.

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::{Case, CaseKind};
use yuanliu_domain::child_day::{ChildDay, Corrected, Mark};
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::Verdict;

use crate::world::World;

#[tokio::test]
async fn a_correction_before_its_original_is_held_and_then_applied_by_itself() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mark = teacher.mark(world.yiming, Mark::Present);
    let body = Corrected { day: world.today(), original: mark.id, reason: "点错了".into() };
    let correction = teacher.writes_with(Subject::Child(world.yiming), &body, |act| {
        act.builds_on = vec![mark.id];
    });
    let held = teacher.syncs(&world, vec![correction.clone()]).await;
    assert_eq!(held, [Verdict::Held { reason: "waits_for".into() }]);
    teacher.syncs(&world, vec![mark.clone()]).await;

    let now = teacher.device.view.verdict(teacher.device.id, correction.id);
    assert!(matches!(now, Some(Verdict::Applied { .. })), "{now:?}");
    let again = teacher.syncs(&world, vec![correction.clone()]).await;
    assert_eq!(Some(again[0].clone()), now, "a repeat gets the verdict as it is now");
    let day: ChildDay = teacher.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries[0].corrected_by, Some(correction.id));
}

#[tokio::test]
async fn a_correction_in_front_of_its_original_in_one_request_is_applied_at_once() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mark = teacher.mark(world.yiming, Mark::Present);
    let body = Corrected { day: world.today(), original: mark.id, reason: "点错了".into() };
    let correction = teacher.writes_with(Subject::Child(world.yiming), &body, |act| {
        act.builds_on = vec![mark.id];
    });
    let verdicts = teacher.syncs(&world, vec![correction, mark]).await;
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::Applied { .. })), "{verdicts:?}");
}

#[tokio::test]
async fn a_release_is_never_delayed_by_what_it_builds_on() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let unknown = teacher.mark(world.yiming, Mark::Present);
    let release = teacher.release(world.yiming, "陈静");
    let mut sentence = crate::world::sentence(&release);
    sentence["builds_on"] = serde_json::json!([unknown.id]);
    let release = teacher.device.signed(release.id, sentence.to_string().as_bytes());
    let verdicts = teacher.syncs(&world, vec![release]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
}

#[tokio::test]
async fn two_tablets_that_release_the_same_child_make_two_releases_and_one_case() {
    let world = World::new().await;
    let (mut one, mut two) = (world.teacher().await, world.teacher().await);
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let releases = (one.release(world.yiming, "陈静"), two.release(world.yiming, "张伟"));
    one.syncs(&world, vec![releases.0]).await;
    two.syncs(&world, vec![releases.1]).await;
    leader.syncs(&world, vec![]).await;
    let day: ChildDay = leader.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.releases().count(), 2);
    let cases = leader.list::<Case>(Audience::Leader);
    assert_eq!(cases.iter().map(|c| c.kind).collect::<Vec<_>>(), [CaseKind::ReleasedTwice]);
    assert!(cases[0].opened_at.is_some());
}

#[tokio::test]
async fn a_release_by_somebody_no_longer_staff_is_turned_away_and_opens_a_case() {
    let world = World::new().await;
    let mut former = world.teacher().await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let mut office = world.office().await;
    former.syncs(&world, vec![]).await;
    let release = former.release(world.yiming, "陈静");
    office.enters_staff(former.person, "李明", &[], &[]).await;
    let verdicts = former.syncs(&world, vec![release.clone()]).await;
    assert_eq!(verdicts, [Verdict::TurnedAway { code: "not_staff".into() }]);
    assert!(!former.device.view.whole(Audience::Roll), "and the roll is gone from the device");

    leader.syncs(&world, vec![]).await;
    let cases = leader.list::<Case>(Audience::Leader);
    assert_eq!((cases[0].kind, cases[0].child), (CaseKind::FormerStaff, Some(world.yiming)));
    assert_eq!(cases[0].about, [release.id]);
}

#[tokio::test]
async fn a_guardian_who_writes_a_release_opens_no_case() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let release = mine.release(world.yiming, "陈静");
    let verdicts = mine.syncs(&world, vec![release]).await;
    assert_eq!(verdicts, [Verdict::TurnedAway { code: "not_staff".into() }]);
    leader.syncs(&world, vec![]).await;
    assert_eq!(leader.list::<Case>(Audience::Leader).len(), 0);
}
