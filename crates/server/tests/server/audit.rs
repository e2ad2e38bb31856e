//! The yearly audit pack: what it counts, who gets it, and that it names nobody.

use std::io::{Cursor, Read};
use std::process::Command;

use serde_json::Value;
use yuanliu_domain::act::Subject;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{Place, Readers};

use crate::world::{Response, User, World};

async fn asks(world: &World, user: &User, year: &str) -> Response {
    let path = format!("/api/v1/spaces/{}/audits/{year}", world.school);
    world.sends("GET", &path, &user.cookie, vec![]).await
}

/// Every file of the pack, as one text, and the JSON.
fn pack(bytes: &[u8]) -> (String, Value) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    let mut all = String::new();
    let mut data = Value::Null;
    for name in &names {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        if name == "data.json" {
            data = serde_json::from_str(&text).unwrap();
        }
        all.push_str(&text);
    }
    for name in ["index.html", "inventory.csv", "consents.csv", "readers.csv", "switches.csv"] {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
    (all, data)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_years_audit_counts_what_happened_and_names_nobody() {
    let mut world = World::new().await;
    world.app.place =
        Place { icp_filing: Some("沪ICP备2026000001号-1".into()), ..Place::default() }.into();
    world.router = yuanliu_server::router(world.app.clone());
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut other = world.guardian(world.xiaoyu, "赵敏").await;
    let mut teacher = world.teacher().await;
    let agrees = Consent { version: 1, language: "zh".into(), answer: Answer::Given };
    let acts = vec![
        mother.leave_note(world.yiming, "去看外婆"),
        mother.writes(Subject::Child(world.yiming), &agrees),
    ];
    mother.syncs(&world, acts).await;
    let note = other.leave_note(world.xiaoyu, "发烧");
    other.syncs(&world, vec![note]).await;
    // Consent is no teacher's: turned away, and an incident.
    let wrong = teacher.writes(Subject::Child(world.yiming), &agrees);
    let mark = teacher.mark(world.yiming, Mark::Present);
    teacher.syncs(&world, vec![mark, wrong]).await;
    let now = world.app.clock.now();
    world.app.store.erase(world.school, world.xiaoyu, now).await.unwrap();

    let office = world.office().await;
    let answer = asks(&world, &office, "2026").await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/zip"));
    let (text, data) = pack(&answer.bytes);
    let audit = &data["audit"];
    assert_eq!((&audit["children"], &audit["left"]), (&1.into(), &0.into()));
    assert_eq!(audit["people"]["guardian"], 1, "{audit}");
    assert_eq!(audit["entries"]["marked"], 1);
    assert_eq!(audit["entries"]["leave_note"], 1, "the other one is erased");
    assert!(audit["entries"]["erased"].as_u64().unwrap() > 0);
    let consents = audit["consents"].as_array().unwrap();
    assert_eq!((&consents[0]["answer"], &consents[0]["count"]), (&"given".into(), &1.into()));
    assert_eq!(audit["unanswered"], 0);
    let read = |role: &str, what: &str| {
        let all = audit["readers"].as_array().unwrap();
        all.iter()
            .any(|one| one["role"] == role && one["what"] == what && one["month"] == "2026-11")
    };
    assert!(read("teacher", "roll") && read("teacher", "day") && !read("guardian", "roll"));
    assert_eq!(audit["erasures"][0]["why"], "request");
    let away = audit["turned_away"].as_array().unwrap();
    assert!(away.iter().any(|one| one["code"] == "not_your_child"), "{away:?}");
    assert_eq!(data["check"]["findings"], Value::Array(vec![]), "and all is as it was written");
    assert_eq!(data["place"]["icp_filing"], "沪ICP备2026000001号-1");
    let checkpoint = data["checkpoint"].as_str().unwrap();
    assert_eq!(world.app.store.signer().open(checkpoint).unwrap().space, world.school);

    for name in ["张一鸣", "李小雨", "陈静", "赵敏", "李明", "陆丽华", "去看外婆", "139-0000-0000"]
    {
        assert!(!text.contains(name), "{name} is in the pack");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_office_takes_it_along_and_the_readers_log_says_so() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let teacher = world.teacher().await;
    let office = world.office().await;
    let log = async || {
        let path = format!("/api/v1/spaces/{}/children/{}/readers", world.school, world.yiming);
        let readers: Readers = world.sends("GET", &path, &mother.cookie, vec![]).await.json();
        readers.readers.iter().filter(|reader| reader.what.contains("audit")).count()
    };
    for user in [&mother, &teacher] {
        assert_eq!(asks(&world, user, "2026").await.problem(), "not_office");
    }
    let path = format!("/api/v1/spaces/{}/audits/2026", uuid::Uuid::now_v7());
    assert_eq!(world.sends("GET", &path, &office.cookie, vec![]).await.problem(), "not_a_member");
    for year in ["2019", "2027", "9999", "0", "-1", "2026.5", "twenty", "%ff"] {
        assert_eq!(asks(&world, &office, year).await.problem(), "not_found", "{year}");
    }
    assert_eq!(log().await, 0, "nobody took anything");
    assert_eq!(asks(&world, &office, "2025").await.status(), 200, "an empty year is a year");
    assert_eq!(asks(&world, &office, "2026").await.status(), 200);
    assert_eq!(log().await, 1, "once a day");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_ends_at_midnight_in_shanghai() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let to = |text: &str| Stamp::parse_local(text).unwrap().0 - world.app.clock.now().0;
    world.app.clock.pass(to("2026-12-31T23:59"));
    teacher.cookie = world.session_of(teacher.person).await;
    let act = teacher.mark(world.yiming, Mark::Present);
    teacher.syncs(&world, vec![act]).await;
    world.app.clock.pass(60_000);
    let act = teacher.mark(world.yiming, Mark::OutOfRoom);
    teacher.syncs(&world, vec![act]).await;
    let office = world.office().await;
    for (year, marked) in [("2026", 1), ("2027", 1)] {
        let (_, data) = pack(&asks(&world, &office, year).await.bytes);
        assert_eq!(data["audit"]["entries"]["marked"], marked, "{year}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_writes_the_same_pack_and_never_over_another_file() {
    let world = World::new().await;
    world.app.store.close().await.unwrap();
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuanliu-server"));
        command.arg("audit-pack").args(more);
        command.env_remove("YUANLIU_CONFIG");
        world.kept.tells(&mut command);
        let output = command
            .env("YUANLIU_DATA", world.folder.path())
            .env("YUANLIU_PROTECTION_LEVEL", "2")
            .current_dir(world.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.success(), said)
    };
    let (well, said) = run(&["--year", "2026", "--out", "pack.zip"]);
    assert!(well && said.contains("pack.zip"), "{said}");
    let (text, data) = pack(&std::fs::read(world.folder.path().join("pack.zip")).unwrap());
    assert_eq!(data["audit"]["school"], "望澜路小学");
    assert_eq!(data["place"]["protection_level"], 2);
    assert!(text.contains("第 2 级"));
    let (well, said) = run(&["--year", "2026", "--out", "pack.zip"]);
    assert!(!well && said.contains("pack.zip"), "{said}");
    assert!(!run(&["--year", "26", "--out", "other.zip"]).0);
    let nobody = uuid::Uuid::now_v7().to_string();
    let (well, said) = run(&["--year", "2026", "--school", &nobody, "--out", "other.zip"]);
    assert!(!well && said.contains(&world.school.to_string()), "{said}");
}
