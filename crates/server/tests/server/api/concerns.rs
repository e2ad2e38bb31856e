//! Safeguarding concerns in the server: not the office, not its list, not a family's
//! log or file, not an erasure.

use std::io::{Cursor, Read};

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::concern::{Concern, ConcernWritten};
use yuanliu_domain::rights::Role;
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_sync::wire::Verdict;
use zip::ZipArchive;

use crate::world::{User, World};

const SECRET: &str = "手臂上有几处旧伤";

fn concern(world: &World) -> ConcernWritten {
    ConcernWritten {
        child: Some(world.yiming),
        about: "三年级2班 张一鸣".into(),
        seen: SECRET.into(),
        when: "体育课后".into(),
        told_by: String::new(),
    }
}

/// Everything that an answer to this person says.
pub(super) async fn everything(world: &World, user: &mut User) -> String {
    let request = user.request(vec![]);
    let mut said = user.posts(world, &request).await.text();
    user.syncs(world, vec![]).await;
    let child = world.yiming;
    let path = |what| format!("/api/v1/spaces/{}/children/{child}/{what}", world.school);
    said += &world.asks("GET", &path("readers"), &user.cookie, None::<&()>).await.text();
    let file = world.asks("GET", &path("file"), &user.cookie, None::<&()>).await;
    if let Ok(mut zip) = ZipArchive::new(Cursor::new(&file.bytes)) {
        for at in 0..zip.len() {
            zip.by_index(at).unwrap().read_to_string(&mut said).unwrap();
        }
    }
    said
}

#[tokio::test]
async fn the_child_protection_teacher_and_the_head_read_a_concern_and_nobody_else() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut protector = world.staff(Role::ChildProtection, "周敏").await;
    let mut head = world.staff(Role::Head, "高建军").await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let mut office = world.office().await;
    let act = teacher.writes(Subject::School, &concern(&world));
    let verdicts = teacher.syncs(&world, vec![act.clone()]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "its author hears that it was sent");
    for reader in [&mut protector, &mut head] {
        reader.syncs(&world, vec![]).await;
        let one: Concern = reader.sees(Audience::Safeguarding, act.id).unwrap();
        assert_eq!(one.said.seen, SECRET);
    }
    for other in [&mut teacher, &mut mother, &mut leader, &mut office] {
        let said = everything(&world, other).await;
        for word in [SECRET, "safeguarding", "concern"] {
            assert!(!said.contains(word), "{word} for {}", other.name);
        }
    }
    // Nor by the proof of the act: not for its author, not for the office.
    let path = format!("/api/v1/spaces/{}/acts/{}/proof", world.school, act.id);
    for (user, status) in [(&teacher, 404), (&office, 404), (&protector, 200), (&head, 200)] {
        let answer = world.asks("GET", &path, &user.cookie, None::<&()>).await;
        assert_eq!(answer.status(), status, "{}", user.name);
    }
}

#[tokio::test]
async fn a_concern_that_is_turned_away_is_on_no_list_of_the_office() {
    let world = World::new().await;
    let mut stranger = world.guardian(world.yiming, "陈静").await;
    let mut protector = world.staff(Role::ChildProtection, "周敏").await;
    let act = stranger.writes(Subject::School, &concern(&world));
    let verdicts = stranger.syncs(&world, vec![act.clone()]).await;
    assert!(matches!(verdicts[..], [Verdict::TurnedAway { .. }]));
    let mut office = world.office().await;
    office.syncs(&world, vec![]).await;
    assert!(office.list::<TurnedAway>(Audience::Office).is_empty());
    protector.syncs(&world, vec![]).await;
    let kept: TurnedAway = protector.sees(Audience::Safeguarding, act.id).unwrap();
    assert!(kept.text.contains(SECRET), "it is kept whole for those who read concerns");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_at_a_familys_request_leaves_a_concern_as_it_was() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut protector = world.staff(Role::ChildProtection, "周敏").await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let act = teacher.writes(Subject::School, &concern(&world));
    teacher.syncs(&world, vec![act.clone()]).await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    mother.syncs(&world, vec![note]).await;
    let now = world.app.clock.now();
    let erased = world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    assert!(erased.elsewhere.is_empty(), "no list names the record of a concern");
    protector.syncs(&world, vec![]).await;
    let one: Concern = protector.sees(Audience::Safeguarding, act.id).unwrap();
    assert_eq!((one.said.seen.as_str(), one.said.about.as_str()), (SECRET, "三年级2班 张一鸣"));
    // And one that comes after the erasure is taken, not turned away unread.
    let later = teacher.writes(Subject::School, &concern(&world));
    let verdicts = teacher.syncs(&world, vec![later]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let findings = world.kept.check().await.findings;
    assert!(findings.is_empty(), "{findings:?}");
}
