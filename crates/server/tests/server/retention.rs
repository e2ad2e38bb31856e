//! Terms: what is over goes, and nothing else.

use std::process::Command;

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark};
use yuanliu_domain::choice::{Choose, Pattern};
use yuanliu_domain::collector::{CollectorNamed, Way};
use yuanliu_domain::leave::Note;
use yuanliu_domain::people::{Child, ChildSet};
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::rights::Role;
use yuanliu_server::retention::Terms;
use yuanliu_server::store::{Expunged, Over};

use crate::world::World;
use crate::world::photos::picture;

const DAY_MS: i64 = 86_400_000;

async fn over(world: &World) -> Over {
    world.app.store.over(world.school, &Terms::default(), world.today()).await.unwrap()
}

async fn retires(world: &World) -> Expunged {
    let now = world.app.clock.now();
    world.app.store.retire(world.school, &Terms::default(), now).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_goes_after_a_school_year_and_attendance_after_three() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.staff(Role::Teacher, "李明").await;
    world
        .office()
        .await
        .enters_staff(teacher.person, "李明", &[Role::Teacher], &[world.class])
        .await;
    let child = Subject::Child(world.yiming);
    let choice = Choose { from: world.today(), until: None, week: Default::default() };
    let acts = vec![mother.leave_note(world.yiming, "去看外婆"), mother.writes(child, &choice)];
    mother.syncs(&world, acts).await;
    let acts =
        vec![teacher.mark(world.yiming, Mark::Present), teacher.release(world.yiming, "陈静")];
    teacher.syncs(&world, acts).await;
    let family = Audience::Family(world.yiming);
    let day = world.today();

    world.app.clock.pass(399 * DAY_MS);
    assert!(over(&world).await.entries.is_empty());
    world.app.clock.pass(2 * DAY_MS);
    let now = over(&world).await;
    assert_eq!(now.entries.keys().copied().collect::<Vec<_>>(), ["leave"]);
    assert_eq!(retires(&world).await.entries, 1);
    // Sessions ended long ago; the devices are the same.
    mother.cookie = world.session_of(mother.person).await;
    teacher.cookie = world.session_of(teacher.person).await;
    mother.syncs(&world, vec![]).await;
    teacher.syncs(&world, vec![]).await;
    assert_eq!(teacher.list::<Note>(Audience::Homeroom(world.yiming)), []);
    let receipts: Vec<String> =
        mother.list::<Receipt>(family).into_iter().map(|receipt| receipt.what).collect();
    assert_eq!(receipts, ["choose"]);
    assert!(mother.sees::<Pattern>(family, world.yiming).is_some(), "still how it is");
    assert!(mother.sees::<ChildDay>(family, day).is_some(), "not yet over");

    world.app.clock.pass(700 * DAY_MS);
    let gone = retires(&world).await;
    assert_eq!(gone.entries, 2, "the mark and the release");
    mother.cookie = world.session_of(mother.person).await;
    mother.syncs(&world, vec![]).await;
    assert!(mother.sees::<ChildDay>(family, day).is_none());
    assert!(mother.sees::<Child>(family, world.yiming).is_some());
    assert_eq!(retires(&world).await, Expunged::default(), "nothing more is over");
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_who_left_is_erased_when_claims_are_over() {
    let world = World::new().await;
    let mut office = world.office().await;
    let card: Child = {
        office.syncs(&world, vec![]).await;
        office.sees(Audience::Roll, world.yiming).unwrap()
    };
    let gone = ChildSet { child: Child { left: true, ..card }, allergies: String::new() };
    let act = office.writes(Subject::Child(world.yiming), &gone);
    office.syncs(&world, vec![act]).await;
    world.app.clock.pass(1_098 * DAY_MS);
    assert_eq!(over(&world).await.left, []);
    world.app.clock.pass(DAY_MS);
    assert_eq!(over(&world).await.left, [world.yiming]);
    retires(&world).await;
    office.cookie = world.session_of(office.person).await;
    office.syncs(&world, vec![]).await;
    assert!(office.sees::<Child>(Audience::Roll, world.yiming).is_none());
    assert!(office.sees::<Child>(Audience::Roll, world.xiaoyu).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_says_first_and_removes_only_when_told() {
    let world = World::new().await;
    world.app.store.close().await.unwrap();
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuanliu-server"));
        command.arg("retention").args(more);
        command.env_remove("YUANLIU_CONFIG");
        world.kept.tells(&mut command);
        let output = command
            .env("YUANLIU_DATA", world.folder.path())
            .current_dir(world.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.success(), said)
    };
    let (well, said) = run(&["--dry-run"]);
    assert!(well && said.contains("attendance") && !said.contains("removed"), "{said}");
    let (well, said) = run(&["--apply", "--term", "leave=10"]);
    assert!(well && said.contains("removed: 0 entries") && said.contains("10 d"), "{said}");
    assert!(!run(&[]).0, "neither is no answer");
    let (well, said) = run(&["--apply", "--term", "readers=30"]);
    assert!(!well && said.contains("183"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_photo_of_a_collector_whose_days_are_over_goes() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let child = Subject::Child(world.yiming);
    let named = |until| CollectorNamed {
        way: Way::Person,
        name: "周桂兰".into(),
        relation: "外婆".into(),
        phone: String::new(),
        weekdays: Default::default(),
        from: world.today(),
        until,
        photo: Some(PhotoHash::of(&picture(60))),
        looks: String::new(),
        organisation: None,
    };
    let (today, always) = (named(Some(world.today())), named(None));
    let acts = [mother.writes(child, &today), mother.writes(child, &always)];
    let [once, usual] = [acts[0].id, acts[1].id];
    mother.syncs(&world, acts.into()).await;
    for act in [once, usual] {
        assert_eq!(mother.brings(&world, act, &picture(60)).await.status(), 204);
    }
    world.app.clock.pass(30 * DAY_MS);
    assert_eq!(over(&world).await, Over::default());
    world.app.clock.pass(DAY_MS);
    assert_eq!(over(&world).await.photos, [(world.yiming, once.into())]);
    assert_eq!(retires(&world).await, Expunged { entries: 0, rows: 2 });
    mother.cookie = world.session_of(mother.person).await;
    mother.syncs(&world, vec![]).await;
    let family = Audience::Family(world.yiming);
    assert!(mother.sees::<Photo>(family, once).is_none());
    assert!(mother.sees::<Photo>(family, usual).is_some());
    assert_eq!(mother.looks_at(&world, &picture(60)).await.status(), 200, "the other's copy");
    assert_eq!(retires(&world).await, Expunged::default());
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
}
