//! I2: an act's id is unique and bound to its content.

use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark};
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_sync::wire::Verdict;

use crate::world::{World, sentence};

#[tokio::test]
async fn i2_an_act_sent_twice_has_one_effect_and_its_first_verdict() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mark = teacher.mark(world.yiming, Mark::Present);
    let first = teacher.syncs(&world, vec![mark.clone(), mark.clone()]).await;
    let again = teacher.syncs(&world, vec![mark.clone()]).await;
    assert_eq!(first[0], again[0]);
    assert!(matches!(first[0], Verdict::Applied { .. }));
    let day: ChildDay = teacher.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries.len(), 1);
}

#[tokio::test]
async fn i2_a_repeat_inside_one_request_gets_the_same_verdict_twice() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mark = teacher.mark(world.yiming, Mark::Present);
    let answer = teacher.sends(&world, vec![mark.clone(), mark]).await;
    assert_eq!(answer.verdicts.len(), 2);
    assert_eq!(answer.verdicts[0], answer.verdicts[1]);
}

#[tokio::test]
async fn i2_an_id_with_other_content_is_refused_loudly_and_the_first_stays() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut office = world.office().await;
    let mark = teacher.mark(world.yiming, Mark::Present);
    let first = teacher.syncs(&world, vec![mark.clone()]).await;

    let mut other = sentence(&mark);
    other["body"]["mark"] = "not_here".into();
    let forged = teacher.device.signed(mark.id, other.to_string().as_bytes());
    let refused = Verdict::TurnedAway { code: "id_reuse".into() };
    for _ in 0..2 {
        assert_eq!(teacher.syncs(&world, vec![forged.clone()]).await[0], refused);
    }

    assert_eq!(teacher.syncs(&world, vec![mark.clone()]).await, first);
    assert_eq!(teacher.device.view.verdict(teacher.device.id, mark.id), Some(first[0].clone()));
    office.syncs(&world, vec![]).await;
    let list = office.list::<TurnedAway>(Audience::Office);
    assert_eq!(list.len(), 1, "once, however often it is sent");
    assert_eq!((list[0].code.as_str(), list[0].act), ("id_reuse", mark.id));
}
