//! My child's file, and who looked.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use yuanliu_domain::act::Subject;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::collector::{CollectorNamed, Way};
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::emergency_contact::ContactNamed;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Readers, Verdict};

use crate::world::{Response, User, World};

async fn asks(world: &World, user: &User, what: &str) -> Response {
    let path = format!("/api/v1/spaces/{}/children/{}/{what}", world.school, world.yiming);
    world.asks("GET", &path, &user.cookie, None::<&()>).await
}

/// The two files of the zip, read by hand.
fn files(answer: &Response) -> (String, serde_json::Value) {
    assert_eq!(answer.status(), 200, "{}", String::from_utf8_lossy(&answer.bytes));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let mut zip = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    (read("index.html"), serde_json::from_str(&read("data.json")).unwrap())
}

fn names(world: &World, name: &str, phone: &str) -> CollectorNamed {
    CollectorNamed {
        way: Way::Person,
        name: name.into(),
        relation: "亲戚".into(),
        phone: phone.into(),
        weekdays: BTreeSet::new(),
        from: world.today(),
        until: None,
        photo: None,
        looks: String::new(),
        organisation: None,
    }
}

fn calls(name: &str, phone: &str) -> ContactNamed {
    ContactNamed { name: name.into(), relation: "邻居".into(), phone: phone.into(), order: 1 }
}

#[tokio::test]
async fn a_guardian_gets_everything_about_the_child_and_nothing_of_the_other_guardian() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut father = world.guardian(world.yiming, "张建国").await;
    let mut other = world.guardian(world.xiaoyu, "赵敏").await;
    let mut teacher = world.teacher().await;
    let child = Subject::Child(world.yiming);
    let mine = mother.writes(child, &names(&world, "周桂兰", "136-1111-1111"));
    let agrees = Consent { version: 1, language: "zh".into(), answer: Answer::Given };
    let agrees = mother.writes(child, &agrees);
    let note = mother.leave_note(world.yiming, "<b>去看外婆</b>");
    let neighbour = mother.writes(child, &calls("王秀英", "137-1111-1111"));
    mother.syncs(&world, vec![mine, agrees, note, neighbour]).await;
    let his = father.writes(child, &names(&world, "张伯伯", "136-2222-2222"));
    let colleague = father.writes(child, &calls("老周", "137-2222-2222"));
    father.syncs(&world, vec![his, colleague]).await;
    let theirs = other.leave_note(world.xiaoyu, "牙医");
    other.syncs(&world, vec![theirs]).await;
    let acts =
        vec![teacher.mark(world.yiming, Mark::Present), teacher.release(world.yiming, "陈静")];
    teacher.syncs(&world, acts).await;

    let (page, data) = files(&asks(&world, &mother, "file").await);
    let both = format!("{page}{data}");
    for wanted in
        ["张一鸣", "花生", "周桂兰", "136-1111-1111", "张伯伯", "去看外婆", "李明", "陈静"]
    {
        assert!(both.contains(wanted), "{wanted}");
    }
    for wanted in ["王秀英", "137-1111-1111", "老周"] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(page.contains("同意 / given") && page.contains("点名 / roll call"), "{page}");
    assert!(page.contains("&lt;b&gt;去看外婆") && !page.contains("<b>"), "no markup of others");
    let his = ["136-2222-2222", "137-2222-2222"];
    for foreign in ["李小雨", "赵敏", "牙医", his[0], his[1], &world.xiaoyu.to_string()] {
        assert!(!both.contains(foreign), "{foreign}");
    }
    for nobody in [&other, &teacher, &world.office().await] {
        for what in ["file", "readers"] {
            assert_eq!(asks(&world, nobody, what).await.problem(), "not_found");
        }
    }
}

#[tokio::test]
async fn the_other_guardian_never_gets_a_number_not_in_a_receipt_either() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let father = world.guardian(world.yiming, "张建国").await;
    let child = Subject::Child(world.yiming);
    let named = mother.writes(child, &names(&world, "周桂兰", "136-1111-1111"));
    let called = mother.writes(child, &calls("王秀英", "137-1111-1111"));
    mother.syncs(&world, vec![named, called]).await;
    let answer = father.posts(&world, &father.request(vec![])).await;
    assert!(answer.text().contains("周桂兰") && answer.text().contains("王秀英"));
    for number in ["136-1111", "137-1111"] {
        assert!(!answer.text().contains(number), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_guardian_sees_who_was_given_what() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let before: Readers = asks(&world, &mother, "readers").await.json();
    assert_eq!(before.readers, []);
    let mut teacher = world.teacher().await;
    let mut guard = world.staff(Role::Guard, "顾德福").await;
    teacher.syncs(&world, vec![]).await;
    guard.syncs(&world, vec![]).await;
    guard.syncs(&world, vec![]).await;
    let said: Readers = asks(&world, &mother, "readers").await.json();
    let of = |name: &str| {
        let mut all = said.readers.iter().filter(|reader| reader.name == name);
        let one = all.next().unwrap();
        assert!(all.next().is_none(), "once a day");
        one.what.iter().map(String::as_str).collect::<Vec<_>>()
    };
    assert!(of("李明").contains(&"care") && of("李明").contains(&"roll"));
    assert!(!of("顾德福").contains(&"care"));
    world.app.clock.pass(24 * 3_600_000);
    world.teacher().await.syncs(&world, vec![]).await;
    let later: Readers = asks(&world, &mother, "readers").await.json();
    assert_eq!(later.readers[0].day, world.today(), "the latest first");
}

#[tokio::test]
async fn a_court_paper_that_ends_a_view_ends_file_and_log_too() {
    let world = World::new().await;
    let father = world.guardian(world.yiming, "张建国").await;
    let mut office = world.office().await;
    assert_eq!(asks(&world, &father, "file").await.status(), 200);
    let paper = CourtPaper {
        guardian: father.person,
        name: "张建国".into(),
        number: "（2026）沪0107民初1234号".into(),
        span: Span { from: world.today(), until: Some(world.today().plus(1)) },
        ends_view: true,
        lifted: false,
    };
    let act = office.writes(Subject::Child(world.yiming), &paper);
    office.syncs(&world, vec![act]).await;
    for what in ["file", "readers"] {
        assert_eq!(asks(&world, &father, what).await.problem(), "not_found");
    }
    world.app.clock.pass(2 * 24 * 3_600_000);
    assert_eq!(asks(&world, &father, "file").await.status(), 200, "the paper is over");
}

#[tokio::test]
async fn consent_is_the_guardians_or_on_paper_the_offices() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut office = world.office().await;
    let consent = Consent { version: 1, language: "zh".into(), answer: Answer::Refused };
    let child = Subject::Child(world.yiming);
    let paper = |act: &mut yuanliu_domain::act::Act| {
        act.channel = yuanliu_domain::act::Channel::Paper;
    };
    let acts = vec![teacher.writes_with(child, &consent, paper)];
    let code = "not_your_child".to_owned();
    assert_eq!(teacher.syncs(&world, acts).await, [Verdict::TurnedAway { code: code.clone() }]);
    let acts = vec![office.writes(child, &consent), office.writes_with(child, &consent, paper)];
    let said = office.syncs(&world, acts).await;
    assert_eq!(said[0], Verdict::TurnedAway { code });
    assert!(matches!(said[1], Verdict::Applied { .. }));
}
