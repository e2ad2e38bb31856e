//! Calls, the leader's rights and the closing of a day, in the server.

use std::sync::Arc;

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::call::{About, Called, CallsTold, Outcome, Whom};
use yuanliu_domain::child_day::{Mark, Marked};
use yuanliu_domain::closing::{Closings, DayClosed, Days, Stands};
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::Verdict;

use super::concerns::everything;
use crate::world::World;

const WORDS: &str = "妈妈说爸爸又喝酒了";

fn called(world: &World, whom: Whom) -> Called {
    Called {
        day: world.today(),
        about: About::NotCollected,
        whom,
        name: "张伟".into(),
        relation: "父亲".into(),
        outcome: Outcome::WillCallBack,
        there_at: None,
        text: WORDS.into(),
    }
}

#[tokio::test]
async fn a_guardian_reads_whom_the_school_called_and_no_word_of_staff_also_in_the_file() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let act = teacher.writes(Subject::Child(world.yiming), &called(&world, Whom::Guardian));
    let verdicts = teacher.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]));
    let said = everything(&world, &mut mother).await;
    assert!(said.contains("will_call_back") && said.contains("父亲"));
    assert!(!said.contains(WORDS) && !said.contains("张伟"), "{said}");
    let told: CallsTold = mother.sees(Audience::Family(world.yiming), world.today()).unwrap();
    assert_eq!(told.list.len(), 1);
}

#[tokio::test]
async fn the_police_are_called_by_the_leaders_decision() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let subject = Subject::Child(world.yiming);
    let act = teacher.writes(subject, &called(&world, Whom::Police));
    let verdicts = teacher.syncs(&world, vec![act]).await;
    assert!(
        matches!(&verdicts[..], [Verdict::TurnedAway { code, .. }] if code == "not_leader"),
        "{verdicts:?}"
    );
    let act = leader.writes(subject, &called(&world, Whom::Police));
    let verdicts = leader.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]));
}

#[tokio::test]
async fn a_closing_while_a_child_is_there_is_kept_and_closes_nothing() {
    let world = World::new().await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let mark = Marked { day: world.today(), mark: Mark::Present, place: None };
    let present = leader.writes(Subject::Child(world.yiming), &mark);
    let closing = DayClosed::of(world.today(), &Days::new(), String::new());
    let closing = leader.writes(Subject::School, &closing);
    let verdicts = leader.syncs(&world, vec![present, closing]).await;
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Applied { .. })));
    let day = Audience::Day(world.today());
    let days = Days::from([(world.yiming, Arc::new(leader.sees(day, world.yiming).unwrap()))]);
    let closings: Closings = leader.sees(day, "").unwrap();
    assert!(matches!(closings.stands(&days), Stands::OpenedAgain(..)));
}
