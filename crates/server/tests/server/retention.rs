//! Terms: what is over goes, and nothing else.

use std::process::Command;

use yuanliu_domain::act::{Act, Channel, Informant, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::{CaseKind, CaseOpened};
use yuanliu_domain::child_day::{ChildDay, Mark};
use yuanliu_domain::choice::{Choose, ChooseDay, Pattern};
use yuanliu_domain::collector::{CollectorNamed, Way};
use yuanliu_domain::id::ActId;
use yuanliu_domain::leave::{LeaveNote, Note, Reason, Signature};
use yuanliu_domain::on_behalf::{BehalfConfirmed, OnBehalf};
use yuanliu_domain::people::{Child, ChildSet};
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::Block;
use yuanliu_server::retention::Terms;
use yuanliu_server::store::{Expunged, Over};
use yuanliu_sync::wire::Verdict;

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
async fn a_told_note_goes_with_its_receipt_whoever_answered_it_and_what_still_holds_stays() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.staff(Role::Teacher, "李明").await;
    let mut office = world.office().await;
    office.enters_staff(teacher.person, "李明", &[Role::Teacher], &[world.class]).await;
    let (child, day) = (Subject::Child(world.yiming), world.today());
    let told = |act: &mut Act| {
        act.channel = Channel::Phone;
        let (name, phone) = ("外婆周桂兰".into(), Some("12100004711".into()));
        act.informant = Some(Informant { name, phone });
    };
    let leave = |text: &str| LeaveNote {
        from: day,
        until: day,
        time: None,
        blocks: Block::ALL.into(),
        lessons_too: false,
        reason: Reason::Sick,
        text: text.into(),
        symptoms: String::new(),
        goes_home: "妈妈来接".into(),
        signature: Signature::OnBehalf,
    };
    let choice = ChooseDay { day, blocks: Block::ALL.into() };
    let notices = vec![
        teacher.writes_with(child, &leave("发烧三十八度"), told),
        teacher.writes_with(child, &leave("腹泻两次"), told),
        teacher.writes_with(child, &choice, told),
    ];
    let ids: Vec<ActId> = notices.iter().map(|act| act.id).collect();
    teacher.syncs(&world, notices).await;
    let mut answers = vec![];
    for notice in [ids[0], ids[2]] {
        let body = BehalfConfirmed { notice, called: None };
        answers.push(mother.writes_with(child, &body, |act| act.builds_on.push(notice)));
    }
    let denied = CaseOpened {
        kind: CaseKind::NotWhatISaid,
        day,
        about: vec![ids[1]],
        text: "我没有这样说".into(),
    };
    answers.push(mother.writes_with(child, &denied, |act| act.builds_on.push(ids[1])));
    let verdicts = mother.syncs(&world, answers).await;
    let applied = |verdict: &Verdict| matches!(verdict, Verdict::Applied { .. });
    assert!(verdicts.iter().all(applied), "{verdicts:?}");
    teacher.syncs(&world, vec![]).await;
    let homeroom = Audience::Homeroom(world.yiming);
    assert_eq!(teacher.list::<OnBehalf>(homeroom).len(), 3);

    world.app.clock.pass(401 * DAY_MS);
    retires(&world).await;
    mother.cookie = world.session_of(mother.person).await;
    teacher.cookie = world.session_of(teacher.person).await;
    mother.syncs(&world, vec![]).await;
    teacher.syncs(&world, vec![]).await;
    let receipts = mother.list::<Receipt>(Audience::Family(world.yiming));
    let kinds: Vec<&str> = receipts.iter().map(|receipt| receipt.what.as_str()).collect();
    assert_eq!(kinds, ["choose_day"]);
    assert!(receipts[0].answered.confirms());
    let rows = teacher.list::<OnBehalf>(homeroom);
    assert_eq!(rows.iter().map(|row| &row.notice.what[..]).collect::<Vec<_>>(), kinds);
    world.app.store.close().await.unwrap();
    assert_eq!(world.kept.check().await.findings, []);
    for (of, bytes) in world.kept.cells().await {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("发烧三十八度") && !text.contains("腹泻两次"), "{of}");
    }
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
