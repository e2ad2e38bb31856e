//! Erasing a child: nothing is left of the child and of those who were there for
//! the child alone, in no table and in no file; everyone else keeps everything.

use std::collections::BTreeSet;
use std::path::Path;

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::CardIssued;
use yuanliu_domain::child_day::{LessonsEnd, Mark, Proof};
use yuanliu_domain::collector::{CollectorNamed, Way};
use yuanliu_domain::emergency::{EmergencyCounted, Found, Safety, Who};
use yuanliu_domain::erasure::Erasure;
use yuanliu_domain::group_day::{GroupDay, HeadCounted};
use yuanliu_domain::hand_over::{GroupsMerged, HandedOver};
use yuanliu_domain::id::{ActId, GroupId};
use yuanliu_domain::pass::PassIssued;
use yuanliu_domain::people::{Child, Guardians, Member};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::{Named, Place};
use yuanliu_domain::time::Minute;
use yuanliu_server::auth;
use yuanliu_server::store::check::{KeptNote, Question};
use yuanliu_server::store::{Ceremony, Invitation, Passkey, StoreError};
use yuanliu_sync::wire::{SignedAct, Verdict};

use crate::world::photos::picture;
use crate::world::{Kept, User, World};

/// 张一鸣's mother, who is nowhere else; the father, who has 李小雨 as well; a
/// teacher, and a day of records.
struct Family {
    world: World,
    mother: User,
    father: User,
    teacher: User,
    /// A part of the child's photo as the school keeps it.
    portrait: Vec<u8>,
}

/// The group of the afternoon, and the one into which it goes.
const GROUPS: [GroupId; 2] =
    [GroupId(uuid::Uuid::from_u128(0xb1)), GroupId(uuid::Uuid::from_u128(0xb2))];

/// Acts of a group that name both children in a list.
fn group_acts(world: &World, teacher: &mut User) -> Vec<SignedAct> {
    let (day, children) = (world.today(), vec![world.yiming, world.xiaoyu]);
    let count = HeadCounted {
        day,
        counted: 2,
        expected: 2,
        children: children.clone(),
        reason: String::new(),
    };
    let over = HandedOver {
        day,
        to: Named { id: teacher.person, name: "王老师".into() },
        proof: Proof::Named,
        children: children.clone(),
        out: vec![],
        given: 2,
        taken: 2,
        reason: String::new(),
        notes: String::new(),
    };
    let merged = GroupsMerged {
        day,
        into: Place { group: GROUPS[1], name: "晚托二组".into(), room: "5 号教室".into() },
        to: None,
        proof: Proof::Named,
        children,
        out: vec![],
        given: 2,
        taken: 2,
        reason: String::new(),
    };
    let group = Subject::Group(GROUPS[0]);
    vec![
        teacher.writes(group, &count),
        teacher.writes(group, &over),
        teacher.writes(group, &merged),
    ]
}

async fn family() -> Family {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静怡").await;
    let mut father = world.guardian(world.yiming, "张建国").await;
    let mut office = world.office().await;
    office.enters_guardian(father.person, world.xiaoyu, "张建国").await;
    let mut teacher = world.staff(Role::Teacher, "李明").await;
    office.enters_staff(teacher.person, "李明", &[Role::Teacher], &[world.class]).await;
    let collector = CollectorNamed {
        way: Way::Person,
        name: "周桂兰".into(),
        relation: "外婆".into(),
        phone: "138-1111-2222".into(),
        weekdays: BTreeSet::new(),
        from: world.today(),
        until: None,
        photo: Some(PhotoHash::of(&picture(40))),
        looks: String::new(),
        organisation: None,
    };
    let child = Subject::Child(world.yiming);
    let named = mother.writes(child, &collector);
    let portrait = mother.sets_portrait(world.yiming, Some(&picture(41)));
    let photos = [(named.id, picture(40)), (portrait.id, picture(41))];
    let (day, relation) = (world.today(), String::from("外婆"));
    let card =
        CardIssued { from: day, until: day, name: "周桂兰".into(), relation: relation.clone() };
    let at = |hour| Minute::hm(hour, 0).unwrap();
    let pass = PassIssued { day, from: at(15), until: at(17), name: "周桂兰".into(), relation };
    let acts = vec![
        mother.leave_note(world.yiming, "去看外婆"),
        named,
        portrait,
        mother.writes(child, &card),
        mother.writes(child, &pass),
    ];
    mother.syncs(&world, acts).await;
    for (act, photo) in &photos {
        assert_eq!(mother.brings(&world, *act, photo).await.status(), 204);
    }
    let aunt = CollectorNamed { name: "林阿姨".into(), phone: String::new(), ..collector };
    let named = father.writes(Subject::Child(world.xiaoyu), &aunt);
    let id = named.id;
    father.syncs(&world, vec![named]).await;
    assert_eq!(father.brings(&world, id, &picture(42)).await.status(), 404);
    assert_eq!(father.brings(&world, id, &picture(40)).await.status(), 204);
    let acts = vec![father.leave_note(world.xiaoyu, "牙医")];
    father.syncs(&world, acts).await;
    let not_hers = mother.leave_note(world.xiaoyu, "不是我的孩子");
    mother.syncs(&world, vec![not_hers]).await;
    let ends = LessonsEnd {
        day: world.today(),
        staying: vec![world.yiming, world.xiaoyu],
        left: vec![],
        absent: vec![],
        note: String::new(),
    };
    let safe = |child| Found { who: Who::Child(child), safety: Safety::Safe };
    let roll_call = EmergencyCounted {
        day: world.today(),
        emergency: ActId(uuid::Uuid::now_v7()),
        place: String::new(),
        found: vec![safe(world.yiming), safe(world.xiaoyu)],
    };
    let acts = vec![
        teacher.writes(Subject::Class(world.class), &ends),
        teacher.mark(world.yiming, Mark::Present),
        teacher.mark(world.xiaoyu, Mark::Present),
        teacher.writes(Subject::School, &roll_call),
    ];
    teacher.syncs(&world, acts).await;
    let acts = group_acts(&world, &mut teacher);
    teacher.syncs(&world, acts).await;
    let acts = vec![teacher.release(world.yiming, "陈静怡")];
    teacher.syncs(&world, acts).await;
    let store = &world.app.store;
    store.set_sign_in(mother.person, "chenjingyi", "$argon2id$v=19$x").await.unwrap();
    store.set_sign_in(father.person, "zhangjianguo", "$argon2id$v=19$x").await.unwrap();
    let mother_again = world.session_of(mother.person).await;
    mother.cookie = mother_again;
    father.cookie = world.session_of(father.person).await;
    let (code, expires) = (auth::hash_of_code("CODE"), world.app.clock.now().plus_ms(1_000));
    let (person, school) = (mother.person, world.school);
    let (made_by, made) = (None, expires);
    store.invite(Invitation { code, person, school, made_by, made, expires }).await.unwrap();
    let portrait = father.looks_at(&world, &picture(41)).await.bytes;
    // The middle of it: every JPEG begins alike.
    let portrait = portrait[portrait.len() - 120..portrait.len() - 20].to_vec();
    let passkey = |person| Passkey {
        id: uuid::Uuid::new_v4(),
        credential: uuid::Uuid::new_v4().as_bytes().to_vec(),
        person,
        label: "Android · Chrome".into(),
        key: "{}".into(),
        made,
        used: None,
    };
    for person in [mother.person, father.person] {
        store.add_passkey(passkey(person), vec![]).await.unwrap();
        let asked = Ceremony { person: Some(person), state: "{}".into(), expires };
        let name = auth::hash_of(&person.to_string());
        store.begin_ceremony(&name, asked, world.app.clock.now()).await.unwrap();
    }
    Family { world, mother, father, teacher, portrait }
}

impl Family {
    async fn erases(&self) {
        let (world, now) = (&self.world, self.world.app.clock.now());
        let erased = world.app.store.erase(world.school, world.yiming, now).await.unwrap();
        assert!(erased.expunged.entries >= 8, "{erased:?}");
        assert_eq!((erased.guardians, erased.elsewhere), (1, vec![]));
    }

    /// Everything by which the child and the mother could be known.
    fn traces(&self) -> Vec<Vec<u8>> {
        let texts = ["张一鸣", "陈静怡", "chenjingyi", "周桂兰", "138-1111-2222", "去看外婆"];
        let mut traces: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
        for id in [self.world.yiming.0, self.mother.person.0] {
            traces.push(id.to_string().into_bytes());
            traces.push(id.simple().to_string().into_bytes());
            traces.push(id.as_bytes().to_vec());
        }
        // The child's picture as it was kept; the grandmother's is her other
        // grandchild's too.
        traces.push(self.portrait.clone());
        traces
    }
}

fn holds(bytes: &[u8], trace: &[u8]) -> bool {
    bytes.windows(trace.len()).any(|part| part == trace)
}

/// Searches every column of every table that the database says it has.
async fn search_tables(kept: &Kept, traces: &[Vec<u8>]) -> Vec<String> {
    let mut found = vec![];
    for (at, bytes) in kept.cells().await {
        if let Some(trace) = traces.iter().find(|trace| holds(&bytes, trace)) {
            found.push(format!("{at}: {}", String::from_utf8_lossy(trace)));
        }
    }
    found
}

/// Searches every file of the data folder, byte by byte.
fn search_files(folder: &Path, traces: &[Vec<u8>]) -> Vec<String> {
    let mut found = vec![];
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for trace in traces.iter().filter(|trace| holds(&bytes, trace)) {
            found.push(format!("{}: {}", path.display(), String::from_utf8_lossy(trace)));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_in_any_table_and_in_any_file_of_a_running_server() {
    let family = family().await;
    let folder = family.world.folder.path().to_owned();
    let traces = family.traces();
    let found = search_tables(&family.world.kept, &traces).await;
    for table in [
        "journal",
        "row",
        "act",
        "blob",
        "person",
        "session",
        "device_person",
        "invitation",
        "passkey",
        "ceremony",
    ] {
        assert!(found.iter().any(|at| at.starts_with(&format!("{table}."))), "{table} {found:?}");
    }
    family.erases().await;
    assert_eq!(search_tables(&family.world.kept, &traces).await, [""; 0]);
    assert_eq!(search_files(&folder, &traces), [""; 0]);
    let others = family.father.looks_at(&family.world, &picture(40)).await;
    assert_eq!(others.status(), 200, "the same picture, of the child who stays");
    assert_eq!(family.father.looks_at(&family.world, &picture(41)).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tree_stays_whole_and_earlier_paper_still_fits() {
    let family = family().await;
    let store = &family.world.app.store;
    let kept = store.checkpoint(family.world.school).await.unwrap();
    let note = store.signer().sign(&kept);
    let checkpoints = vec![KeptNote { place: "paper".into(), note }];
    family.erases().await;
    store.close().await.unwrap();
    let rules = Some(yuanliu_domain::rules::all().into());
    let report = family.world.kept.answers(Question { rules, checkpoints }).await;
    assert_eq!(report.findings, []);
    assert!(report.erased >= 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn others_keep_what_is_theirs_and_every_device_begins_anew() {
    let mut family = family().await;
    family.erases().await;
    let world = &family.world;
    family.father.syncs(world, vec![]).await;
    family.teacher.syncs(world, vec![]).await;
    let mut office = world.office().await;
    office.syncs(world, vec![]).await;
    let Family { father, teacher, .. } = &family;
    assert!(teacher.sees::<Child>(Audience::Roll, world.yiming).is_none());
    assert!(teacher.sees::<Child>(Audience::Roll, world.xiaoyu).is_some());
    let day = Audience::Day(world.today());
    let card = teacher.sees::<yuanliu_domain::child_day::ClassEnd>(day, world.class);
    assert!(!serde_json::to_string(&card).unwrap().contains(&world.yiming.to_string()));
    let of_group = |group| -> GroupDay { teacher.sees(day, group).unwrap() };
    assert_eq!(of_group(GROUPS[0]).entries.len(), 3, "what was done with the group stays");
    let both = serde_json::to_string(&GROUPS.map(of_group)).unwrap();
    assert!(!both.contains(&world.yiming.to_string()));
    assert!(both.contains(&world.xiaoyu.to_string()));
    let guardians: Guardians = father.sees(Audience::Family(world.xiaoyu), world.xiaoyu).unwrap();
    assert_eq!(guardians.people[0].name, "张建国");
    let member: Member = office.sees(Audience::Office, father.person).unwrap();
    assert_eq!(member.children, BTreeSet::from([world.xiaoyu]));
    assert!(office.sees::<Member>(Audience::Office, family.mother.person).is_none());
    assert_eq!(
        office.list::<Erasure>(Audience::Office).len(),
        1,
        "the office sees that it was done"
    );

    let mother = &family.mother;
    let answer = mother.posts(world, &mother.request(vec![])).await;
    assert_eq!(answer.problem(), "signed_out");
    assert!(world.app.store.sign_in("zhangjianguo").await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_tablet_kept_about_the_child_is_turned_away_unread() {
    let mut family = family().await;
    let late = family.teacher.release(family.world.yiming, "周桂兰");
    family.erases().await;
    let verdicts = family.teacher.syncs(&family.world, vec![late]).await;
    assert_eq!(verdicts, [Verdict::TurnedAway { code: "erased".into() }]);
    let mut traces = family.traces();
    // Ids travel in the answer to the device, and nothing else is kept.
    assert_eq!(search_tables(&family.world.kept, &traces).await, [""; 0]);
    traces.truncate(6);
    family.world.app.store.close().await.unwrap();
    let report = family.world.kept.check().await;
    assert_eq!(report.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_brought_back_from_before_loses_the_child_again() {
    let mut family = family().await;
    let folder = family.world.folder.path().to_owned();
    family.world.app.store.close().await.unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let backup = family.world.kept.copied(elsewhere.path()).await;
    family.world.restarts().await;
    family.erases().await;
    family.world.app.store.close().await.unwrap();
    // What is outside of the database, and the database as it was before.
    let list = "erased.list";
    std::fs::copy(folder.join(list), elsewhere.path().join(list)).unwrap();
    family.world.kept = backup;
    let traces = family.traces();
    let found = search_tables(&family.world.kept, &traces).await;
    assert!(!found.is_empty(), "the backup has it");
    family.world.restarts().await;
    assert_eq!(search_tables(&family.world.kept, &traces).await, [""; 0]);
    assert_eq!(search_files(elsewhere.path(), &traces), [""; 0]);
    family.world.app.store.close().await.unwrap();
    assert_eq!(family.world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_erased_twice_or_by_mistake() {
    let family = family().await;
    let (store, school) = (&family.world.app.store, family.world.school);
    let now = family.world.app.clock.now();
    let nobody = yuanliu_domain::id::ChildId(uuid::Uuid::now_v7());
    assert!(matches!(store.erase(school, nobody, now).await, Err(StoreError::NoSuchChild)));
    family.erases().await;
    let again = store.erase(school, family.world.yiming, now).await;
    assert!(matches!(again, Err(StoreError::NoSuchChild)), "{again:?}");
}
