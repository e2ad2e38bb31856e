//! The activity log in the server: whose family reads it, and who writes it.

use uuid::Uuid;
use yuanliu_domain::act::Subject;
use yuanliu_domain::activity::{ActivityLogged, Doings, Flagged};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::Activity;
use yuanliu_sync::wire::Verdict;

use super::concerns::everything;
use crate::world::World;

const GROUP: Subject = Subject::Group(GroupId(Uuid::from_u128(0xb1)));
const HELP: &str = "三位同学补差补缺";

fn logged(world: &World, theme: &str) -> ActivityLogged {
    ActivityLogged {
        day: world.today(),
        activity: Activity::Reading,
        other: String::new(),
        theme: theme.into(),
        place: "3 号教室".into(),
        tags: vec![],
        help: HELP.into(),
        children: vec![world.yiming],
        corrects: None,
    }
}

#[tokio::test]
async fn the_family_of_a_child_who_was_there_reads_what_it_did_and_no_other_family_does() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut other = world.guardian(world.xiaoyu, "李芳").await;
    let mut guard = world.staff(Role::Guard, "门卫").await;
    let act = teacher.writes(GROUP, &logged(&world, "《夏洛的网》"));
    let verdicts = teacher.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let said = everything(&world, &mut mother).await;
    assert!(said.contains("《夏洛的网》") && !said.contains(HELP), "{said}");
    let told: Doings = mother.sees(Audience::Family(world.yiming), world.today()).unwrap();
    assert_eq!(told.counting().len(), 1);
    let said = everything(&world, &mut other).await;
    assert!(!said.contains("《夏洛的网》"), "{said}");
    let act = guard.writes(GROUP, &logged(&world, "跳绳"));
    let verdicts = guard.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::TurnedAway { .. }]), "{verdicts:?}");
}

#[tokio::test]
async fn what_reads_like_teaching_is_taken_and_the_office_reads_it() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut office = world.office().await;
    let act = teacher.writes(GROUP, &logged(&world, "数学讲新课"));
    let id = act.id;
    let verdicts = teacher.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let _ = everything(&world, &mut office).await;
    let flagged: Flagged = office.sees(Audience::Leader, id).unwrap();
    assert_eq!(flagged.entry.flags, ["讲新课"]);
    assert!(flagged.entry.said.children.is_empty());
}
