//! Rain and an earlier end in the server: who says it, who reads by whom, and whose answer
//! a family reads.

use std::collections::BTreeSet;

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::day_change::{
    Answer, Answers, ChangeAnswered, ChangeEnded, ChangesSaid, DayChangeEnded,
};
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::{DayChanged, Scope};
use yuanliu_sync::wire::Verdict;

use crate::world::{User, World};

/// All rows that somebody is sent, as text.
async fn everything(world: &World, user: &mut User) -> String {
    let request = user.request(vec![]);
    let said = user.posts(world, &request).await.text();
    user.syncs(world, vec![]).await;
    said
}

fn rain(world: &World) -> DayChanged {
    DayChanged {
        day: world.today(),
        scope: Scope::School,
        cancelled: BTreeSet::new(),
        ends: None,
        rain: true,
        text: "今天雨天放学，请到雨天接送点接孩子。".into(),
    }
}

#[tokio::test]
async fn a_family_reads_that_it_rains_and_not_who_said_so() {
    let world = World::new().await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let mut teacher = world.teacher().await;
    let mut guard = world.staff(Role::Guard, "顾德福").await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let act = teacher.writes(Subject::School, &rain(&world));
    let verdicts = teacher.syncs(&world, vec![act]).await;
    assert!(
        matches!(&verdicts[..], [Verdict::TurnedAway { code, .. }] if code == "not_leader"),
        "{verdicts:?}"
    );
    let called = leader.writes(Subject::School, &rain(&world));
    let id = called.id;
    let ended = DayChangeEnded { day: world.today(), changes: vec![id] };
    let ended = leader.writes_with(Subject::School, &ended, |act| act.builds_on.push(id));
    // Its end comes first, by another way: it waits for what it answers.
    let verdicts = leader.syncs(&world, vec![ended]).await;
    assert!(matches!(verdicts[..], [Verdict::Held { .. }]), "{verdicts:?}");
    let _ = everything(&world, &mut mother).await;
    assert!(mother.sees::<ChangeEnded>(Audience::Public, id).is_none());
    let verdicts = leader.syncs(&world, vec![called]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }, ..]), "{verdicts:?}");

    let said = everything(&world, &mut mother).await;
    assert!(said.contains("雨天接送点") && !said.contains("沈国华"), "{said}");
    assert!(mother.sees::<ChangeEnded>(Audience::Public, id).is_some());
    let _ = everything(&world, &mut guard).await;
    let said: ChangesSaid = guard.sees(Audience::Day(world.today()), "").unwrap();
    assert_eq!(said.list.len(), 2);
    assert!(said.list.iter().all(|one| one.by_name == "沈国华"));
}

#[tokio::test]
async fn the_answer_of_a_family_is_read_by_staff_and_by_no_other_family() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut other = world.guardian(world.xiaoyu, "李芳").await;
    let change = DayChanged { rain: false, ..rain(&world) };
    let change = teacher.writes(Subject::School, &change);
    let (id, day) = (change.id, world.today());
    let verdicts = teacher.syncs(&world, vec![change]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let answer = ChangeAnswered { day, change: id, answer: Answer::NeedsCare };
    let act =
        other.writes_with(Subject::Child(world.yiming), &answer, |act| act.builds_on.push(id));
    let verdicts = other.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::TurnedAway { .. }]), "{verdicts:?}");
    let act =
        mother.writes_with(Subject::Child(world.yiming), &answer, |act| act.builds_on.push(id));
    let verdicts = mother.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let _ = everything(&world, &mut teacher).await;
    let answers: Answers = teacher.sees(Audience::Day(day), world.yiming).unwrap();
    assert_eq!(answers.to(id), Some(Answer::NeedsCare));
    let said = everything(&world, &mut other).await;
    assert!(!said.contains("needs_care"), "{said}");
}
