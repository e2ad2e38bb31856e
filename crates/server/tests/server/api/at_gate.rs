//! 'I am at the gate' (P15): the room and the gate read it, the other guardian too, and no
//! other family.

use yuanliu_domain::act::{Channel, Subject};
use yuanliu_domain::at_gate::{Arrivals, AtGate, AtGateWithdrawn};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::Verdict;

use crate::world::World;

#[tokio::test]
async fn who_waits_at_the_gate_is_read_by_staff_and_the_family_alone() {
    let world = World::new().await;
    let day = world.today();
    let mut teacher = world.teacher().await;
    let mut guard = world.staff(Role::Guard, "顾德福").await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut other = world.guardian(world.xiaoyu, "李芳").await;
    let yiming = Subject::Child(world.yiming);

    let strange = other.writes(yiming, &AtGate { day });
    let verdicts = other.syncs(&world, vec![strange]).await;
    assert!(matches!(verdicts[..], [Verdict::TurnedAway { .. }]), "{verdicts:?}");

    let came = mother.writes(yiming, &AtGate { day });
    let said = came.id;
    let verdicts = mother.syncs(&world, vec![came]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let seen = guard.writes_with(yiming, &AtGate { day }, |act| act.channel = Channel::InPerson);
    let verdicts = guard.syncs(&world, vec![seen]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let back = AtGateWithdrawn { day, said };
    let back = mother.writes_with(yiming, &back, |act| act.builds_on.push(said));
    let verdicts = mother.syncs(&world, vec![back]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");

    teacher.syncs(&world, vec![]).await;
    let row: Arrivals = teacher.sees(Audience::Day(day), world.yiming).unwrap();
    let read: Vec<(&str, bool)> =
        row.list.iter().map(|one| (&*one.by_name, one.withdrawn.is_some())).collect();
    assert_eq!(read, [("陈静", true), ("顾德福", false)]);
    mother.syncs(&world, vec![]).await;
    let family: Arrivals = mother.sees(Audience::Family(world.yiming), day).unwrap();
    assert_eq!(family, row);
    other.syncs(&world, vec![]).await;
    assert!(other.sees::<Arrivals>(Audience::Family(world.yiming), day).is_none());
    assert!(other.sees::<Arrivals>(Audience::Day(day), world.yiming).is_none());
}
