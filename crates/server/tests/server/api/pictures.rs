//! Photos that are entries of their own: of an incident, of a fault, of a sheet. Who has
//! them follows from the row that names them, and ends with it.

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::{Area, CheckMade, Condition, FaultPhoto, FaultPhotoStruck, Item};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::incident::{
    Incident, IncidentPhoto, IncidentStep, IncidentStruck, IncidentWritten, Sort, Step,
};
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::Named;
use yuanliu_domain::sheet::SheetKept;
use yuanliu_server::retention::Terms;
use yuanliu_sync::wire::{SignedAct, Verdict};

use crate::world::photos::picture;
use crate::world::{User, World};

const DAY_MS: i64 = 86_400_000;

/// An act about this child that answers these.
fn answers<K: Kind>(user: &mut User, child: ChildId, body: &K, acts: &[ActId]) -> SignedAct {
    let subject = Subject::Child(child);
    user.writes_with(subject, body, |act| act.builds_on.extend(acts))
}

async fn hurt(world: &World, teacher: &mut User, child: ChildId) -> ActId {
    let body = IncidentWritten {
        day: world.today(),
        sort: Sort::Graze,
        serious: false,
        place: "操场".into(),
        words: "摔倒".into(),
        others: vec![],
        witnesses: vec![],
        private: String::new(),
    };
    let act = teacher.writes(Subject::Child(child), &body);
    let id = act.id;
    teacher.syncs(world, vec![act]).await;
    id
}

/// Adds a photo to the incident, or to one of its entries, and brings it.
async fn adds(
    world: &World,
    user: &mut User,
    child: ChildId,
    (incident, entry): (ActId, Option<ActId>),
    photo: &[u8],
) -> ActId {
    let body = IncidentPhoto { day: world.today(), incident, entry, photo: PhotoHash::of(photo) };
    let answered: Vec<ActId> = [incident].into_iter().chain(entry).collect();
    let act = answers(user, child, &body, &answered);
    let id = act.id;
    let verdicts = user.syncs(world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let brought = user.brings(world, id, photo).await;
    assert_eq!(brought.status(), 204, "{}", brought.text());
    id
}

pub async fn has(world: &World, user: &User, photo: &[u8]) -> bool {
    let answer = user.looks_at(world, photo).await;
    let is = answer.status() == 200 && answer.bytes.starts_with(&[0xff, 0xd8, 0xff]);
    assert!(is || answer.problem() == "not_found");
    is
}

#[tokio::test]
async fn a_photo_of_a_hurt_is_for_the_days_staff_the_leader_and_the_childs_family() {
    let world = World::new().await;
    let child = world.yiming;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(child, "陈静").await;
    let other = world.guardian(world.xiaoyu, "赵敏").await;
    let guard = world.staff(Role::Guard, "顾德福").await;
    let head = world.staff(Role::Head, "方校长").await;
    let leader = world.staff(Role::Leader, "沈国华").await;
    let incident = hurt(&world, &mut teacher, child).await;
    let body = IncidentStep {
        day: world.today(),
        incident,
        step: Step::Reported,
        relation: String::new(),
        words: "教育局".into(),
    };
    let reported = answers(&mut teacher, child, &body, &[incident]);
    let step = reported.id;
    teacher.syncs(&world, vec![reported]).await;
    let (knee, form) = (picture(70), picture(71));
    let act = adds(&world, &mut teacher, child, (incident, None), &knee).await;
    adds(&world, &mut teacher, child, (incident, Some(step)), &form).await;

    for (user, knees, forms) in [
        (&teacher, true, true),
        (&leader, true, true),
        (&mother, true, false),
        (&other, false, false),
        (&guard, false, false),
        (&head, false, false),
    ] {
        assert_eq!(has(&world, user, &knee).await, knees, "{}", user.name);
        assert_eq!(has(&world, user, &form).await, forms, "{}", user.name);
    }
    // The family's rows say that one has come, and nothing of the other.
    mother.syncs(&world, vec![]).await;
    let family = Audience::Family(child);
    assert_eq!(mother.list::<Photo>(family).len(), 1);
    assert_eq!(mother.sees::<Photo>(family, act).unwrap().child, Some(child));
    assert_eq!(mother.sees::<Incident>(family, incident).unwrap().photos.len(), 1);
    // It is in the child's file, and in the reader's log of that child alone.
    let path = format!("/api/v1/spaces/{}/children/{child}/file", world.school);
    let file = world.asks("GET", &path, &mother.cookie, None::<&()>).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
    assert!(zip.by_name(&format!("photos/{act}.jpg")).is_ok());
    assert_eq!(zip.file_names().filter(|name| name.starts_with("photos/")).count(), 1);
    let path = format!("/api/v1/spaces/{}/children/{child}/readers", world.school);
    let log = world.asks("GET", &path, &mother.cookie, None::<&()>).await.text();
    assert!(log.contains("\"photo\""), "{log}");

    // The next day the staff of that day have it no more, and the leader and the family have.
    world.app.clock.pass(DAY_MS);
    assert!(!has(&world, &teacher, &knee).await);
    assert!(has(&world, &leader, &knee).await && has(&world, &mother, &knee).await);
}

#[tokio::test]
async fn what_is_of_the_wrong_child_goes_from_the_family_and_stays_with_staff() {
    let world = World::new().await;
    let child = world.yiming;
    let mut teacher = world.teacher().await;
    let mother = world.guardian(child, "陈静").await;
    let incident = hurt(&world, &mut teacher, child).await;
    let (wrong, knee) = (picture(72), picture(73));
    let act = adds(&world, &mut teacher, child, (incident, None), &wrong).await;
    adds(&world, &mut teacher, child, (incident, None), &knee).await;
    assert!(has(&world, &mother, &wrong).await && has(&world, &mother, &knee).await);
    for (original, left) in [(act, true), (incident, false)] {
        let reason = "拍错了孩子".to_owned();
        let body =
            IncidentStruck { day: world.today(), incident, original, as_leader: false, reason };
        let act = answers(&mut teacher, child, &body, &[incident, original]);
        teacher.syncs(&world, vec![act]).await;
        assert!(!has(&world, &mother, &wrong).await);
        assert_eq!(has(&world, &mother, &knee).await, left);
    }
    assert!(has(&world, &teacher, &wrong).await && has(&world, &teacher, &knee).await);
    // One that comes after that is kept for staff alone.
    let late = picture(74);
    adds(&world, &mut teacher, child, (incident, None), &late).await;
    assert!(has(&world, &teacher, &late).await && !has(&world, &mother, &late).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_of_a_fault_is_for_all_staff_and_for_no_family() {
    let world = World::new().await;
    let mut guard = world.staff(Role::Guard, "顾德福").await;
    let teacher = world.teacher().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let items =
        vec![Item {
            item: "灭火器在位".into(), found: Condition::Fault, words: "过期了".into()
        }];
    let body = CheckMade { day: world.today(), area: Area::Fire, place: String::new(), items };
    let made = guard.writes(Subject::School, &body);
    let (check, photo) = (made.id, picture(75));
    let body = FaultPhoto { check, item: 0, proof: false, photo: PhotoHash::of(&photo) };
    let named = guard.writes_with(Subject::School, &body, |act| act.builds_on.push(check));
    let act = named.id;
    guard.syncs(&world, vec![made, named]).await;
    assert_eq!(guard.brings(&world, act, &photo).await.status(), 204);
    assert!(has(&world, &teacher, &photo).await && has(&world, &guard, &photo).await);
    assert!(!has(&world, &mother, &photo).await);
    let reason = "拍错了".to_owned();
    let body = FaultPhotoStruck { check, item: 0, original: act, as_leader: false, reason };
    let struck =
        guard.writes_with(Subject::School, &body, |written| written.builds_on.extend([check, act]));
    let verdicts = guard.syncs(&world, vec![struck]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]));
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_photo_goes_with_the_child_and_with_the_term_of_the_entry() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let (first, second) = (picture(76), picture(77));
    for (child, photo) in [(world.yiming, &first), (world.xiaoyu, &second)] {
        let incident = hurt(&world, &mut teacher, child).await;
        adds(&world, &mut teacher, child, (incident, None), photo).await;
    }
    let now = world.app.clock.now();
    world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    assert!(!has(&world, &leader, &first).await && has(&world, &leader, &second).await);

    let terms = Terms::default();
    world.app.clock.pass(1_098 * DAY_MS);
    let over = world.app.store.over(world.school, &terms, world.today()).await.unwrap();
    assert!(over.entries.is_empty() && over.pictures.is_empty(), "{over:?}");
    world.app.clock.pass(DAY_MS);
    let over = world.app.store.over(world.school, &terms, world.today()).await.unwrap();
    assert_eq!(over.entries["incidents"].len(), 2, "what was written and its photo");
    let audiences: Vec<Audience> = over.pictures.iter().map(|row| row.audience).collect();
    assert_eq!(audiences.len(), 3, "of the day, the leader and the family: {audiences:?}");
    world.app.store.retire(world.school, &terms, world.app.clock.now()).await.unwrap();
    leader.cookie = world.session_of(leader.person).await;
    assert!(!has(&world, &leader, &second).await);
    leader.syncs(&world, vec![]).await;
    assert_eq!(leader.list::<Photo>(Audience::Leader), []);
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test]
async fn a_photographed_sheet_is_for_leader_and_office_and_readable() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let (leader, office) = (world.staff(Role::Leader, "沈国华").await, world.office().await);
    let guard = world.staff(Role::Guard, "顾德福").await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let paper = image::RgbImage::from_fn(1500, 1100, |x, y| {
        image::Rgb([if (x / 40 + y / 60) % 2 == 0 { 250 } else { 30 }; 3])
    });
    let photo = yuanliu_server::photo::written(&paper).unwrap();
    let written_by = Named { id: teacher.person, name: "李明".into() };
    let body = SheetKept { day: world.today(), written_by, photo: PhotoHash::of(&photo) };
    let act = teacher.writes(Subject::School, &body);
    let id = act.id;
    teacher.syncs(&world, vec![act]).await;
    assert_eq!(teacher.brings(&world, id, &photo).await.status(), 204);
    for user in [&leader, &office] {
        assert!(has(&world, user, &photo).await, "{}", user.name);
    }
    for user in [&teacher, &guard, &mother] {
        assert!(!has(&world, user, &photo).await, "{}", user.name);
    }
    let kept = image::load_from_memory(&leader.looks_at(&world, &photo).await.bytes).unwrap();
    assert_eq!(kept.width(), 1500, "writing is not made smaller");

    // Who stands on it, only a person can read: an erasure says where to look.
    let now = world.app.clock.now();
    let erased = world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    assert_eq!(erased.elsewhere.len(), 1);
    assert!(has(&world, &leader, &photo).await);
}
