//! Incidents in the server: who is given what, and for how long.

use uuid::Uuid;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::{Symptoms, SymptomsChecked};
use yuanliu_domain::id::{ActId, GroupId, PersonId};
use yuanliu_domain::incident::{
    Incident, IncidentAcknowledged, IncidentStep, IncidentStruck, IncidentWritten, Sort, Step,
};
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::Named;
use yuanliu_sync::wire::{SignedAct, Verdict};

use super::concerns::everything;
use crate::world::{User, World};

const NOTES: &str = "另一个孩子推了一下";
const GROUP: GroupId = GroupId(Uuid::from_u128(5));

fn hurt(world: &World) -> IncidentWritten {
    IncidentWritten {
        day: world.today(),
        sort: Sort::Head,
        serious: true,
        place: "操场".into(),
        words: "跑步时摔倒".into(),
        others: vec![],
        witnesses: vec![Named { id: PersonId(Uuid::from_u128(7)), name: "看见的老师".into() }],
        private: NOTES.into(),
    }
}

fn step(world: &World, incident: ActId) -> IncidentStep {
    let (relation, words) = (String::new(), "清洗伤口".to_owned());
    IncidentStep { day: world.today(), incident, step: Step::FirstAid, relation, words }
}

fn answers<K: Kind>(user: &mut User, world: &World, body: &K, incident: ActId) -> SignedAct {
    let subject = Subject::Child(world.yiming);
    user.writes_with(subject, body, |act| act.builds_on.push(incident))
}

#[tokio::test]
async fn the_family_reads_what_was_done_and_acknowledges_and_no_note_of_staff_also_in_the_file() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let subject = Subject::Child(world.yiming);
    let act = teacher.writes(subject, &hurt(&world));
    let incident = act.id;
    let first_aid = answers(&mut teacher, &world, &step(&world, incident), incident);
    let verdicts = teacher.syncs(&world, vec![act, first_aid]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }, Verdict::Applied { .. }]));
    let said = everything(&world, &mut mother).await;
    assert!(said.contains("跑步时摔倒") && said.contains("清洗伤口"), "{said}");
    assert!(!said.contains(NOTES) && !said.contains("看见的老师"), "{said}");

    // That staff were given it stands in this child's log, and in no other one's.
    let readers = async |user: &User, child| {
        let path = format!("/api/v1/spaces/{}/children/{child}/readers", world.school);
        world.asks("GET", &path, &user.cookie, None::<&()>).await.text()
    };
    let other = world.guardian(world.xiaoyu, "刘芳").await;
    assert!(readers(&mother, world.yiming).await.contains("\"incidents\""));
    assert!(!readers(&other, world.xiaoyu).await.contains("incidents"));

    let read = IncidentAcknowledged { day: world.today(), incident };
    let read = answers(&mut mother, &world, &read, incident);
    let verdicts = mother.syncs(&world, vec![read]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]));
    teacher.syncs(&world, vec![]).await;
    let day = Audience::Incidents(world.today());
    let row: Incident = teacher.sees(day, incident).unwrap();
    assert!(row.acknowledged_by(mother.person));
}

#[tokio::test]
async fn of_a_record_for_the_wrong_child_its_family_reads_that_it_is_void_and_nothing_else() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let act = teacher.writes(Subject::Child(world.yiming), &hurt(&world));
    let incident = act.id;
    let first_aid = answers(&mut teacher, &world, &step(&world, incident), incident);
    let body = IncidentStruck {
        day: world.today(),
        incident,
        original: incident,
        as_leader: false,
        reason: "点错了孩子".into(),
    };
    let struck = answers(&mut teacher, &world, &body, incident);
    let verdicts = teacher.syncs(&world, vec![act, first_aid, struck]).await;
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Applied { .. })));
    let said = everything(&world, &mut mother).await;
    assert!(said.contains("已作废"), "{said}");
    for never in ["跑步时摔倒", "操场", "清洗伤口", "点错了", NOTES] {
        assert!(!said.contains(never), "{never} in {said}");
    }
}

#[tokio::test]
async fn symptoms_and_incidents_come_to_the_child_protection_teacher_and_never_to_the_gate() {
    let world = World::new().await;
    let mut guard = world.staff(Role::Guard, "王建国").await;
    let mut teacher = world.teacher().await;
    let mut protector = world.staff(Role::ChildProtection, "周敏").await;
    let day = world.today();
    let body = SymptomsChecked { day, looked: 32, fever: 2, cough: 0, stomach: 0, rash: 0 };
    let looked = teacher.writes(Subject::Group(GROUP), &body);
    let act = teacher.writes(Subject::Child(world.yiming), &hurt(&world));
    let incident = act.id;
    teacher.syncs(&world, vec![looked, act]).await;
    for staff in [&mut teacher, &mut protector] {
        staff.syncs(&world, vec![]).await;
        assert!(staff.sees::<Incident>(Audience::Incidents(day), incident).is_some());
        assert!(staff.sees::<Symptoms>(Audience::Incidents(day), GROUP).is_some());
    }
    let said = everything(&world, &mut guard).await;
    assert!(!said.contains("symptoms") && !said.contains("跑步时摔倒"), "{said}");
}

#[tokio::test]
async fn the_gate_writes_an_incident_and_reads_none_and_the_next_day_the_leader_alone_has_it() {
    let world = World::new().await;
    let mut guard = world.staff(Role::Guard, "王建国").await;
    let mut teacher = world.teacher().await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let act = guard.writes(Subject::Child(world.yiming), &hurt(&world));
    let incident = act.id;
    let verdicts = guard.syncs(&world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]));
    let day = Audience::Incidents(world.today());
    assert_eq!(guard.sees::<Incident>(day, incident), None);
    for staff in [&mut teacher, &mut leader] {
        staff.syncs(&world, vec![]).await;
        assert!(staff.sees::<Incident>(day, incident).is_some());
    }
    world.app.clock.pass(24 * 3_600_000);
    for staff in [&mut teacher, &mut leader] {
        staff.syncs(&world, vec![]).await;
        assert_eq!(staff.sees::<Incident>(day, incident), None, "yesterday is dropped");
    }
    assert!(leader.sees::<Incident>(Audience::Leader, incident).is_some());
}
