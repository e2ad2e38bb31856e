//! Photos of activities: families have them while all agree for whom they show.

use uuid::Uuid;
use yuanliu_domain::act::Subject;
use yuanliu_domain::activity::{ActivityLogged, ActivityPhoto, Doings, PHOTO_TEXT, PhotoConsent};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::id::{ActId, ChildId, GroupId};
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::school::{Activity, Named};
use yuanliu_domain::sheet::SheetKept;
use yuanliu_server::retention::Terms;
use yuanliu_sync::wire::{SignedAct, Verdict};

use super::pictures::has;
use crate::world::photos::picture;
use crate::world::{User, World};

/// What a group of both children did.
fn reads(world: &World) -> ActivityLogged {
    ActivityLogged {
        day: world.today(),
        activity: Activity::Reading,
        other: String::new(),
        theme: String::new(),
        place: "3 号教室".into(),
        tags: vec![],
        help: String::new(),
        children: vec![world.yiming, world.xiaoyu],
        corrects: None,
    }
}

/// This, and a photo of it on which these are, unsent.
fn draws(
    world: &World,
    teacher: &mut User,
    shown: Vec<ChildId>,
    photo: &[u8],
) -> (SignedAct, SignedAct) {
    let group = Subject::Group(GroupId(Uuid::from_u128(0xb1)));
    let body = reads(world);
    let (day, children) = (body.day, body.children.clone());
    let logged = teacher.writes(group, &body);
    let activity = logged.id;
    let body = ActivityPhoto { day, activity, children, shown, photo: PhotoHash::of(photo) };
    let named = teacher.writes_with(group, &body, |act| act.builds_on.push(activity));
    (logged, named)
}

/// The same, at the school with its picture.
async fn depicts(
    world: &World,
    teacher: &mut User,
    shown: Vec<ChildId>,
    photo: &[u8],
) -> (ActId, ActId) {
    let (logged, named) = draws(world, teacher, shown, photo);
    let (activity, act) = (logged.id, named.id);
    let verdicts = teacher.syncs(world, vec![logged, named]).await;
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Applied { .. })));
    assert_eq!(teacher.brings(world, act, photo).await.status(), 204);
    (activity, act)
}

async fn says(world: &World, guardian: &mut User, child: ChildId, given: bool) {
    let body = PhotoConsent { of: None, version: PHOTO_TEXT, given };
    let act = guardian.writes(Subject::Child(child), &body);
    let verdicts = guardian.syncs(world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn families_see_a_photo_of_an_activity_while_all_agree_for_whom_it_shows() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut father = world.guardian(world.yiming, "张建国").await;
    let mut other = world.guardian(world.xiaoyu, "赵敏").await;
    says(&world, &mut mother, world.yiming, true).await;
    let (both, alone) = (picture(80), picture(81));
    depicts(&world, &mut teacher, vec![world.yiming, world.xiaoyu], &both).await;
    let (_, single) = depicts(&world, &mut teacher, vec![world.yiming], &alone).await;
    let see = async |photo: &[u8], users: [&User; 4]| {
        let mut seen = vec![];
        for user in users {
            seen.push(has(&world, user, photo).await);
        }
        seen
    };
    // Staff always; families what shows none for whom nobody has agreed.
    assert_eq!(see(&both, [&teacher, &mother, &father, &other]).await, [true, false, false, false]);
    assert_eq!(see(&alone, [&teacher, &mother, &father, &other]).await, [true; 4]);
    // A consent that comes later opens it, on the phones that have the row by then.
    says(&world, &mut other, world.xiaoyu, true).await;
    assert_eq!(see(&both, [&teacher, &mother, &father, &other]).await, [true; 4]);
    mother.syncs(&world, vec![]).await;
    let family = Audience::Family(world.yiming);
    assert_eq!(mother.list::<Photo>(family).len(), 2);
    let told: Doings = mother.sees(family, world.today()).unwrap();
    assert!(!serde_json::to_string(&told).unwrap().contains(&world.xiaoyu.to_string()));
    // The child's own file has what shows the child alone; no other family's row or file
    // says whose child it is.
    other.syncs(&world, vec![]).await;
    let theirs = other.list::<Photo>(Audience::Family(world.xiaoyu));
    assert_eq!(theirs.iter().map(|photo| photo.child).collect::<Vec<_>>(), [None; 2]);
    let (mut photos, mut others) = (vec![], vec![]);
    for (user, child) in [(&mother, world.yiming), (&other, world.xiaoyu)] {
        let path = format!("/api/v1/spaces/{}/children/{child}/file", world.school);
        let file = world.asks("GET", &path, &user.cookie, None::<&()>).await;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
        let all: Vec<String> = zip.file_names().map(str::to_owned).collect();
        if child == world.xiaoyu {
            for name in all.iter().filter(|name| !name.starts_with("photos/")) {
                others.push(std::io::read_to_string(zip.by_name(name).unwrap()).unwrap());
            }
        }
        photos.push(all.into_iter().filter(|name| name.starts_with("photos/")).collect::<Vec<_>>());
    }
    assert_eq!(photos, [vec![format!("photos/{single}.jpg")], vec![]]);
    assert!(
        others.len() > 1 && others.iter().all(|text| !text.contains(&world.yiming.to_string()))
    );
    // One guardian's no is enough, and takes it from everybody's families.
    says(&world, &mut father, world.yiming, false).await;
    for photo in [&both, &alone] {
        let seen = see(photo, [&teacher, &mother, &father, &other]).await;
        assert_eq!(seen, [true, false, false, false]);
    }
    other.syncs(&world, vec![]).await;
    assert_eq!(other.list::<Photo>(Audience::Family(world.xiaoyu)), []);
    says(&world, &mut father, world.yiming, true).await;
    assert_eq!(see(&both, [&teacher, &mother, &father, &other]).await, [true; 4]);
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_of_several_children_goes_when_one_of_them_is_erased() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut other = world.guardian(world.xiaoyu, "赵敏").await;
    says(&world, &mut mother, world.yiming, true).await;
    says(&world, &mut other, world.xiaoyu, true).await;
    let (both, alone) = (picture(82), picture(83));
    depicts(&world, &mut teacher, vec![world.yiming, world.xiaoyu], &both).await;
    depicts(&world, &mut teacher, vec![world.xiaoyu], &alone).await;
    assert!(has(&world, &other, &both).await && has(&world, &other, &alone).await);
    let now = world.app.clock.now();
    world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    assert!(!has(&world, &teacher, &both).await && !has(&world, &other, &both).await);
    assert!(has(&world, &teacher, &alone).await && has(&world, &other, &alone).await);
    other.syncs(&world, vec![]).await;
    let told: Doings = other.sees(Audience::Family(world.xiaoyu), world.today()).unwrap();
    let photos: Vec<usize> = told.list.iter().map(|doing| doing.photos.len()).collect();
    assert_eq!(photos, [0, 1], "of the one that is gone nothing is named any more");
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_of_who_is_a_guardian_no_longer_or_took_every_consent_back_shows_nothing() {
    let world = World::new().await;
    let mut office = world.office().await;
    let mut teacher = world.teacher().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut father = world.guardian(world.yiming, "张建国").await;
    let other = world.guardian(world.xiaoyu, "赵敏").await;
    let (photo, child) = (picture(88), Subject::Child(world.yiming));
    depicts(&world, &mut teacher, vec![world.yiming], &photo).await;
    says(&world, &mut mother, world.yiming, true).await;
    assert!(has(&world, &other, &photo).await);
    let back = Consent { version: 1, language: "zh".into(), answer: Answer::Withdrawn };
    let back = mother.writes(child, &back);
    mother.syncs(&world, vec![back]).await;
    assert!(!has(&world, &other, &photo).await);
    says(&world, &mut father, world.yiming, true).await;
    assert!(has(&world, &other, &photo).await);
    office.sets_guardian(father.person, world.yiming, "张建国", true).await;
    assert!(!has(&world, &other, &photo).await && has(&world, &teacher, &photo).await);
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_of_a_child_who_was_erased_is_turned_away_and_no_picture_of_it_is_kept() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let both = vec![world.yiming, world.xiaoyu];
    let (offline, waits) = (picture(85), picture(86));
    let (activity, late) = draws(&world, &mut teacher, both.clone(), &offline);
    let (missing, held) = draws(&world, &mut teacher, both, &waits);
    let corrects = ActivityLogged { corrects: Some(missing.id), ..reads(&world) };
    let group = Subject::Group(GroupId(Uuid::from_u128(0xb1)));
    let listed = teacher.writes_with(group, &corrects, |act| act.builds_on.push(missing.id));
    let verdicts = teacher.syncs(&world, vec![activity, held.clone(), listed.clone()]).await;
    assert!(matches!(verdicts[1..], [Verdict::Held { .. }, Verdict::Held { .. }]));
    let now = world.app.clock.now();
    world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    // What a tablet wrote before it heard of the erasure, and what waited here meanwhile.
    let erased = Verdict::TurnedAway { code: "erased".into() };
    let sent = vec![late.clone(), missing, held.clone(), listed];
    let verdicts = teacher.syncs(&world, sent).await;
    assert_eq!([&verdicts[0], &verdicts[2], &verdicts[3]], [&erased; 3]);
    for (act, photo) in [(late, offline), (held, waits)] {
        assert_eq!(teacher.brings(&world, act.id, &photo).await.status(), 204);
        assert!(!has(&world, &teacher, &photo).await);
    }
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_stays_when_what_was_turned_away_under_its_id_goes() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut office = world.office().await;
    let photo = picture(87);
    let written_by = Named { id: teacher.person, name: "李明".into() };
    let body = SheetKept { day: world.today(), written_by, photo: PhotoHash::of(&photo) };
    let sheet = teacher.writes(Subject::School, &body);
    teacher.syncs(&world, vec![sheet.clone()]).await;
    assert_eq!(teacher.brings(&world, sheet.id, &photo).await.status(), 204);
    let again = teacher.writes_with(Subject::School, &body, |act| act.id = sheet.id);
    let verdicts = teacher.syncs(&world, vec![again]).await;
    assert_eq!(verdicts, [Verdict::TurnedAway { code: "id_reuse".into() }]);
    let terms = Terms::default();
    world.app.clock.pass(401 * 86_400_000);
    let over = world.app.store.over(world.school, &terms, world.today()).await.unwrap();
    assert_eq!(over.entries.keys().copied().collect::<Vec<_>>(), ["turned_away"]);
    assert_eq!(over.pictures, []);
    world.app.store.retire(world.school, &terms, world.app.clock.now()).await.unwrap();
    office.cookie = world.session_of(office.person).await;
    office.syncs(&world, vec![]).await;
    assert!(has(&world, &office, &photo).await);
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_of_an_activity_goes_after_half_a_year_and_the_entry_stays() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut other = world.guardian(world.xiaoyu, "赵敏").await;
    says(&world, &mut other, world.xiaoyu, true).await;
    let (photo, day) = (picture(84), world.today());
    let (_, act) = depicts(&world, &mut teacher, vec![world.xiaoyu], &photo).await;
    assert!(has(&world, &other, &photo).await);
    let terms = Terms::default();
    world.app.clock.pass(184 * 86_400_000);
    let over = world.app.store.over(world.school, &terms, world.today()).await.unwrap();
    assert_eq!(over.entries.keys().copied().collect::<Vec<_>>(), ["album"]);
    assert_eq!(over.pictures.len(), 3, "of staff and of two families' group");
    world.app.store.retire(world.school, &terms, world.app.clock.now()).await.unwrap();
    other.cookie = world.session_of(other.person).await;
    assert!(!has(&world, &other, &photo).await);
    other.syncs(&world, vec![]).await;
    let family = Audience::Family(world.xiaoyu);
    assert_eq!(other.list::<Photo>(family), []);
    let told: Doings = other.sees(family, day).unwrap();
    assert_eq!((told.list.len(), &told.list[0].photos[..]), (1, &[][..]));
    // Nothing of it is left, neither in the rows of staff nor in the journal.
    let cells = async |text: &str| {
        let cells = world.kept.cells().await;
        let named = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(text);
        cells.into_iter().filter(|(_, bytes)| named(bytes)).map(|(of, _)| of).collect::<Vec<_>>()
    };
    assert_eq!(cells(&PhotoHash::of(&photo).to_string()).await, [""; 0]);
    assert_eq!(cells(&act.to_string()).await, [""; 0]);
    assert!(!cells("3 号教室").await.is_empty());
    // With the entry the rows go, also those that were said again.
    world.app.clock.pass((1_099 - 184) * 86_400_000);
    world.app.store.retire(world.school, &terms, world.app.clock.now()).await.unwrap();
    other.cookie = world.session_of(other.person).await;
    other.syncs(&world, vec![]).await;
    assert!(other.sees::<Doings>(family, day).is_none());
    assert_eq!(cells("3 号教室").await, [""; 0], "neither rows nor journal");
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}
