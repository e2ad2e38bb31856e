//! `yuanliu-server check`: what was changed behind the server's back is found, in
//! every table, and named without a name.

use std::process::Command;

use rusqlite::Connection;
use yuanliu_domain::act::Subject;
use yuanliu_domain::card::CardIssued;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::pass::PassIssued;
use yuanliu_domain::rules;
use yuanliu_domain::time::Minute;
use yuanliu_server::auth;
use yuanliu_server::store::Invitation;
use yuanliu_server::store::check::{Finding, KeptNote, Question, check};

use crate::world::photos::picture;
use crate::world::{Kept, World};

/// A school with an afternoon, and its server closed.
async fn afternoon() -> World {
    afternoon_in(World::new().await).await
}

async fn afternoon_in(world: World) -> World {
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.teacher().await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    let later = mother.writes_with(
        yuanliu_domain::act::Subject::Child(world.yiming),
        &yuanliu_domain::leave::LeaveWithdrawn {
            note: teacher.mark(world.xiaoyu, Mark::Present).id,
        },
        |act| {
            let yuanliu_domain::leave::LeaveWithdrawn { note } =
                serde_json::from_value(act.body.clone()).unwrap();
            act.builds_on.push(note);
        },
    );
    let not_mine = mother.leave_note(world.xiaoyu, "");
    let named = mother.names_with_photo(world.yiming, &picture(50));
    let id = named.id;
    let (day, child) = (world.today(), Subject::Child(world.yiming));
    let (name, relation) = (String::from("周桂兰"), String::from("外婆"));
    let card = CardIssued { from: day, until: day, name: name.clone(), relation: relation.clone() };
    let at = |hour| Minute::hm(hour, 0).unwrap();
    let pass = PassIssued { day, from: at(15), until: at(17), name, relation };
    let (card, pass) = (mother.writes(child, &card), mother.writes(child, &pass));
    mother.syncs(&world, vec![note, later, not_mine, named, card, pass]).await;
    assert_eq!(mother.brings(&world, id, &picture(50)).await.status(), 204);
    let acts = vec![
        teacher.mark(world.yiming, Mark::Present),
        teacher.mark(world.xiaoyu, Mark::Present),
        teacher.release(world.xiaoyu, "赵敏"),
    ];
    teacher.syncs(&world, acts).await;
    let store = &world.app.store;
    store.set_sign_in(mother.person, "chenjing", "$argon2id$v=19$x").await.unwrap();
    let now = world.app.clock.now();
    let code = auth::hash_of_code("CODE");
    let (person, school) = (mother.person, world.school);
    let (made, expires) = (now, now.plus_ms(1_000));
    let invitation = Invitation { code, person, school, made_by: None, made, expires };
    store.invite(invitation).await.unwrap();
    store.offer_authenticator(person, &[7; 20]).await.unwrap();
    store.take_authenticator(person, 1, vec![code]).await.unwrap();
    let handover = yuanliu_server::store::Handover { person, factors: 2, expires };
    store.hand_over(&code, handover).await.unwrap();
    world.app.store.close().await.unwrap();
    world
}

/// Runs SQL as somebody would who has the database; whether the engine lets them.
pub(crate) async fn damage(kept: &Kept, sql: &str) -> bool {
    match kept.sql(sql).await {
        Ok(changed) => {
            assert!(changed > 0, "{sql} changed nothing");
            true
        }
        // It knows what an id is, and what may stand in a column.
        Err(said) => {
            assert!(
                !kept.is_a_file() && FORBIDDEN.iter().any(|code| said.contains(code)),
                "{sql}: {said}"
            );
            false
        }
    }
}

/// What PostgreSQL says of a value of another type, of none, and of a second of its kind.
const FORBIDDEN: [&str; 4] = ["42804", "42883", "23502", "23505"];

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_wrote_is_found_whole() {
    let world = afternoon().await;
    let report = world.kept.check().await;
    assert_eq!(report.findings, []);
    assert!(report.entries > 10 && report.rows > 20 && report.signatures > 10, "{report:?}");
    let question = Question { rules: Some(rules::all().into()), ..Question::default() };
    assert_eq!(world.kept.answers(question).await.findings, []);
}

/// One line for each way; every table has at least one.
const DAMAGE: &[(&str, &str)] = &[
    (
        "journal",
        "UPDATE journal SET bytes = CAST(CAST(bytes AS TEXT) || ' ' AS BLOB) WHERE version = 8",
    ),
    ("journal", "UPDATE journal SET received_at = received_at + 60000 WHERE version = 5"),
    (
        "journal",
        "UPDATE journal SET effect = replace(effect, 'present', 'absent') WHERE effect LIKE '%present%'",
    ),
    ("journal", "UPDATE journal SET salt = randomblob(32) WHERE version = 3"),
    ("journal", "UPDATE journal SET salt = x'' WHERE version = 3"),
    (
        "journal",
        "UPDATE journal SET salt = x'', bytes = NULL, signature = NULL, effect = '{\"puts\":[]}' WHERE version = 4",
    ),
    ("journal", "UPDATE journal SET mac = randomblob(32) WHERE version = 3"),
    ("journal", "UPDATE journal SET mac = NULL WHERE version = 3"),
    ("journal", "UPDATE journal SET signature = randomblob(64) WHERE version = 3"),
    ("journal", "UPDATE journal SET act_id = randomblob(16) WHERE version = 3"),
    ("journal", "UPDATE journal SET effect = 'x' WHERE version = 3"),
    ("journal", "DELETE FROM journal WHERE version = 6"),
    ("journal", "DELETE FROM journal WHERE version = (SELECT max(version) FROM journal)"),
    (
        "row",
        r#"UPDATE "row" SET body = replace(body, 'present', 'absent') WHERE body LIKE '%present%'"#,
    ),
    ("row", r#"UPDATE "row" SET version = version + 1 WHERE kind = 'school'"#),
    ("row", r#"UPDATE "row" SET audience = 'public' WHERE kind = 'medical'"#),
    ("row", r#"UPDATE "row" SET body = NULL WHERE kind = 'collectors' OR kind = 'medical'"#),
    ("row", r#"DELETE FROM "row" WHERE kind = 'member'"#),
    (
        "row",
        r#"INSERT INTO "row" SELECT space_id, audience, kind, key || 'x', version, body FROM "row" WHERE kind = 'child'"#,
    ),
    ("act", "UPDATE act SET verdict = 'applied', code = '' WHERE verdict = 'turned_away'"),
    ("act", "UPDATE act SET verdict = 'turned_away', code = 'not_staff' WHERE verdict = 'applied'"),
    ("act", "UPDATE act SET hash = randomblob(32) WHERE verdict = 'applied'"),
    ("act", "UPDATE act SET actor_id = randomblob(16) WHERE verdict = 'applied'"),
    ("act", "UPDATE act SET received_at = received_at + 1 WHERE verdict = 'applied'"),
    ("act", "UPDATE act SET version = version + 1 WHERE verdict = 'applied'"),
    ("act", "UPDATE act SET first_version = first_version + 1 WHERE verdict = 'applied'"),
    ("act", "UPDATE act SET device_id = randomblob(16) WHERE verdict = 'applied'"),
    ("act", "DELETE FROM act WHERE verdict = 'applied'"),
    ("waiting", "DELETE FROM waiting"),
    ("waiting", "UPDATE waiting SET act_id = randomblob(16)"),
    ("waiting", "UPDATE waiting SET on_act = x'00'"),
    ("audience_sum", "UPDATE audience_sum SET sum = sum + 1 WHERE audience = 'roll'"),
    ("audience_sum", "DELETE FROM audience_sum WHERE audience = 'public'"),
    ("tree", "UPDATE tree SET edge = randomblob(length(edge))"),
    ("tree", "UPDATE tree SET size = size + 1"),
    ("tree", "DELETE FROM tree"),
    ("space", "UPDATE space SET version = version + 1 WHERE kind = 'school'"),
    ("space", "UPDATE space SET kept_from = version + 1 WHERE kind = 'school'"),
    ("space", "DELETE FROM space WHERE kind = 'district'"),
    ("meta", "UPDATE meta SET value = 'x' WHERE name = 'district'"),
    ("meta", "DELETE FROM meta WHERE name = 'journal_key'"),
    ("migration", "DELETE FROM migration WHERE number = 1"),
    ("migration", "INSERT INTO migration (number) VALUES (99)"),
    ("person", "UPDATE person SET hash = 'plain'"),
    ("person", "UPDATE person SET person_id = x'00'"),
    ("session", "UPDATE session SET used_at = begun_at - 1"),
    ("session", "UPDATE session SET token_hash = substr(token_hash, 2)"),
    ("device", "UPDATE device SET public_key = x'04'"),
    ("device", "UPDATE device SET public_key = CAST(x'04' || randomblob(64) AS BLOB)"),
    ("device", "DELETE FROM device"),
    ("device_person", "UPDATE device_person SET device_id = randomblob(16)"),
    ("authenticator", "UPDATE authenticator SET secret = x'00'"),
    ("recovery_code", "UPDATE recovery_code SET code_hash = x'00'"),
    ("handover", "UPDATE handover SET code_hash = x'00'"),
    ("handover", "UPDATE handover SET factors = 9"),
    (
        "passkey",
        "INSERT INTO passkey SELECT space_id, x'00', randomblob(16), randomblob(16), '', 'x', 1, NULL
         FROM space LIMIT 1",
    ),
    (
        "passkey",
        "INSERT INTO passkey SELECT space_id, x'00', randomblob(16), x'00', '', '{}', 1, NULL
         FROM space LIMIT 1",
    ),
    ("ceremony", "INSERT INTO ceremony SELECT space_id, x'00', NULL, '{}', 1 FROM space LIMIT 1"),
    (
        "ceremony",
        "INSERT INTO ceremony SELECT space_id, randomblob(32), NULL, 'x', 1 FROM space LIMIT 1",
    ),
    ("invitation", "UPDATE invitation SET school_id = randomblob(16)"),
    ("invitation", "UPDATE invitation SET code_hash = x'00'"),
    ("seal_key", "UPDATE seal_key SET private = randomblob(32)"),
    ("seal_key", "UPDATE seal_key SET key_id = 'x'"),
    ("seal_key", "DELETE FROM seal_key"),
    ("pass_key", "UPDATE pass_key SET private = randomblob(138)"),
    ("pass_key", "UPDATE pass_key SET key_name = x'00'"),
    ("pass_key", "DELETE FROM pass_key"),
    (
        "sealed_act",
        "INSERT INTO sealed_act SELECT space_id, randomblob(16), x'00', randomblob(16), 1, '{}'
         FROM space WHERE kind = 'school'",
    ),
    ("blob", "UPDATE blob SET bytes = CAST(bytes || x'00' AS BLOB)"),
    ("blob", "UPDATE blob SET bytes = x'3C68746D6C3E', stored = randomblob(32)"),
    ("blob", "UPDATE blob SET stored = randomblob(32)"),
    ("blob", "UPDATE blob SET hash = randomblob(32)"),
    ("blob", "UPDATE blob SET photo_id = randomblob(16)"),
    ("blob", "UPDATE blob SET device_id = x'00'"),
    ("blob", "DELETE FROM blob"),
    ("pairing", "INSERT INTO pairing SELECT space_id, x'00', x'00', x'00', 1 FROM space LIMIT 1"),
    ("delivery", "UPDATE delivery SET person_id = x'00'"),
    ("erased", "INSERT INTO erased SELECT space_id, 'x' FROM space"),
    (
        "told",
        "INSERT INTO told SELECT space_id, randomblob(16), randomblob(16), randomblob(16), '', 1, 1,
             NULL, 0, NULL, NULL, NULL, NULL FROM space WHERE kind = 'school'",
    ),
    (
        "told",
        "INSERT INTO told SELECT space_id, randomblob(16), x'00', randomblob(16), 'late', 1, 1,
             NULL, 0, NULL, NULL, NULL, NULL FROM space WHERE kind = 'school'",
    ),
    ("told_until", "INSERT INTO told_until SELECT space_id, version + 1 FROM space"),
    ("telling", "INSERT INTO telling SELECT space_id, randomblob(16), 'x' FROM space"),
];

#[tokio::test(flavor = "multi_thread")]
async fn damage_in_every_table_is_found_and_names_nobody() {
    let world = afternoon().await;
    for (table, sql) in DAMAGE {
        let folder = tempfile::tempdir().unwrap();
        let kept = world.kept.copied(folder.path()).await;
        if !damage(&kept, sql).await {
            continue;
        }
        let report = kept.check().await;
        assert!(!report.findings.is_empty(), "{table}: {sql}");
        let said = report.findings.iter().map(Finding::to_string).collect::<String>();
        for name in ["张一鸣", "李小雨", "陈静", "李明", "陆丽华", "赵敏", "望澜路"]
        {
            assert!(!said.contains(name), "{name} in {said}");
        }
    }
    for (cell, _) in world.kept.cells().await {
        let table = cell.split('.').next().unwrap();
        let known = DAMAGE.iter().any(|(name, _)| *name == table) || table.starts_with("sqlite");
        assert!(known, "nothing damages {table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_the_disk_changed_are_found() {
    let world = afternoon_in(World::in_a_file().await).await;
    let database = world.folder.path().join("yuanliu.db");
    let whole = std::fs::read(&database).unwrap();
    let free = Connection::open(&database).unwrap();
    let free =
        free.query_row("PRAGMA freelist_count", [], |row| row.get::<_, i64>(0)).unwrap() as usize;
    let mut found = 0;
    for page in 1..whole.len() / 8192 {
        let mut bytes = whole.clone();
        bytes[page * 8192..][..64].fill(0xa5);
        std::fs::write(&database, &bytes).unwrap();
        let report = check(&world.kept.location, Question::default()).await;
        found += usize::from(report.map_or(true, |report| !report.findings.is_empty()));
    }
    assert!(found >= whole.len() / 8192 - 1 - free, "every page that is in use: {found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_cut_short_or_written_anew_does_not_match_the_paper() {
    let mut world = World::new().await;
    let kept = world.app.store.checkpoint(world.school).await.unwrap();
    let note = world.app.store.signer().sign(&kept);
    let mut teacher = world.teacher().await;
    let act = teacher.mark(world.yiming, Mark::Present);
    teacher.syncs(&world, vec![act]).await;
    world.restarts().await;
    world.app.store.close().await.unwrap();
    let notes = [note.clone(), note.replace("\n\n", "\n\n ")];
    let asks = async |notes: &[String]| {
        let kept = |note: &String| KeptNote { place: "paper".into(), note: note.clone() };
        let checkpoints = notes.iter().map(kept).collect();
        let question = Question { checkpoints, ..Question::default() };
        world.kept.answers(question).await.findings
    };
    assert_eq!(asks(&notes[..1]).await, []);
    assert_eq!(asks(&notes).await.len(), 1, "a note that was changed is not ours");
    // Somebody rewrites an entry with everything that follows from it, but for the paper.
    let anew = "UPDATE journal SET mac = randomblob(32), salt = x'' WHERE version = 2";
    assert!(damage(&world.kept, anew).await);
    assert!(asks(&notes[..1]).await.iter().any(|found| found.code == "checkpoint"));
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_changed_since_are_named_and_nothing_else() {
    let world = afternoon().await;
    let without: Vec<_> = rules::all().into_iter().filter(|rule| rule.name != "marked").collect();
    let question = Question { rules: Some(without.into()), ..Question::default() };
    let findings = world.kept.answers(question).await.findings;
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|found| found.code == "rules"), "{findings:?}");
    assert!(findings.iter().any(|found| found.what.contains("marked")), "{findings:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_says_by_its_exit_whether_all_is_well() {
    let world = afternoon().await;
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuanliu-server"));
        command.arg("check").args(more).env("YUANLIU_DATA", world.folder.path());
        world.kept.tells(&mut command);
        let output = command.current_dir(world.folder.path()).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (well, said) = run(&["--rules"]);
    assert!(well && said.contains("differences 0"), "{said}");
    let later = "UPDATE journal SET received_at = received_at + 1 WHERE version = 5";
    assert!(damage(&world.kept, later).await);
    let (well, said) = run(&[]);
    assert!(!well && said.contains(" tree "), "{said}");
    let (well, _) = run(&["--database", "nothing.db"]);
    assert!(!well);
}
