//! What is kept of the journals outside the database: what goes on from it is added,
//! what does not is found and not added, and no line that lies there is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use uuid::Uuid;
use yuanliu_domain::act::to_base64;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::school::School;
use yuanliu_domain::time::Minute;
use yuanliu_server::journal::Signer;
use yuanliu_server::kept_checkpoints::{CannotKeep, KeptCheckpoints, Outcome};
use yuanliu_server::store::Founding;

use crate::world::World;

fn file_of(world: &World) -> PathBuf {
    world.folder.path().join("district.txt")
}

async fn tries(world: &World, file: &Path) -> Result<Outcome, CannotKeep> {
    KeptCheckpoints::at(file).keep(&world.kept.location, world.app.clock.now()).await
}

async fn keeps(world: &World) -> Outcome {
    tries(world, &file_of(world)).await.unwrap()
}

async fn writes_something(world: &World) {
    let mut teacher = world.teacher().await;
    let act = teacher.mark(world.yiming, Mark::Present);
    teacher.syncs(world, vec![act]).await;
}

/// A second school of the same server.
async fn founds_another(world: &World) -> SpaceId {
    let space = SpaceId(Uuid::now_v7());
    let at = |hour| Minute::hm(hour, 0).unwrap();
    let school = School {
        name: "另一所小学".into(),
        phone: String::new(),
        lessons_end: at(15),
        late_care: at(16),
        closing: at(18),
    };
    let (office, office_name) = (PersonId(Uuid::now_v7()), "办公室".to_owned());
    let at = world.app.clock.now();
    world.app.store.found(Founding { space, school, office, office_name, at }).await.unwrap();
    space
}

/// Somebody with the database writes an entry of its only school anew.
async fn rewrites(world: &World) {
    let anew = "UPDATE journal SET received_at = received_at + 60000 WHERE version = 2";
    assert_eq!(world.kept.sql(anew).await, Ok(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_night_adds_what_the_journal_says_once_it_says_more() {
    let world = World::new().await;
    let first = keeps(&world).await;
    assert!(first.begun && first.findings.is_empty());
    assert_eq!((first.schools, first.added), (1, 1));
    let again = keeps(&world).await;
    assert!(!again.begun, "there is something to compare with");
    assert_eq!((again.schools, again.added), (1, 0), "nothing was written since");
    let before = fs::read(file_of(&world)).unwrap();
    writes_something(&world).await;
    assert_eq!(keeps(&world).await.added, 1);
    let after = fs::read(file_of(&world)).unwrap();
    assert!(after.starts_with(&before), "it is only added to");
    let notes = KeptCheckpoints::at(&file_of(&world)).read().unwrap();
    let signer = world.app.store.signer();
    let sizes: Vec<u64> = notes.iter().map(|kept| signer.open(&kept.note).unwrap().size).collect();
    assert!(sizes.len() == 2 && sizes[0] < sizes[1], "{sizes:?}");
    assert!(!String::from_utf8(after).unwrap().contains("望澜路"), "no names");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_written_anew_is_found_by_what_was_kept_and_other_schools_are_kept_on() {
    let world = World::new().await;
    keeps(&world).await;
    writes_something(&world).await;
    rewrites(&world).await;
    let other = founds_another(&world).await;
    let outcome = keeps(&world).await;
    let found = |code| outcome.findings.iter().any(|found| found.code == code);
    assert!(found("checkpoint"), "{:?}", outcome.findings);
    assert!(outcome.findings.iter().all(|found| found.space == Some(world.school)));
    let kept = fs::read_to_string(file_of(&world)).unwrap();
    assert_eq!(kept.matches(&format!("journal/{}\n", world.school.0)).count(), 1, "{kept}");
    let size = world.app.store.checkpoint(other).await.unwrap().size;
    assert_eq!(outcome.added, usize::from(size > 0), "a school that is new is kept");
    assert_eq!(outcome.schools, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_cut_short_is_found_by_what_was_kept() {
    let world = World::new().await;
    keeps(&world).await;
    let before = fs::read(file_of(&world)).unwrap();
    let cut = "DELETE FROM journal WHERE version = (SELECT max(version) FROM journal)";
    assert_eq!(world.kept.sql(cut).await, Ok(1));
    let outcome = keeps(&world).await;
    assert!(outcome.findings.iter().any(|found| found.what.contains("entries, here are")));
    assert_eq!(outcome.added, 0);
    assert_eq!(fs::read(file_of(&world)).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_place_of_the_one_that_signed_is_found_and_nothing_is_added() {
    let world = World::new().await;
    keeps(&world).await;
    let before = fs::read(file_of(&world)).unwrap();
    let key = to_base64(&Signer::generate());
    let changed = format!("UPDATE meta SET value = '{key}' WHERE name = 'journal_key'");
    assert_eq!(world.kept.sql(&changed).await, Ok(1));
    writes_something(&world).await;
    let outcome = keeps(&world).await;
    assert_eq!(outcome.added, 0);
    assert!(outcome.findings.iter().any(|found| found.what.contains("district.txt:")));
    assert_eq!(fs::read(file_of(&world)).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_no_checkpoint_is_named_and_nothing_is_lost() {
    let world = World::new().await;
    keeps(&world).await;
    let good = fs::read(file_of(&world)).unwrap();
    let lines = good.split(|byte| *byte == b'\n').count();
    let file = world.folder.path().join("other.txt");
    let huge = "x".repeat(5_000);
    for wrong in ["hello\n".as_bytes(), huge.as_bytes(), &[0xff, 0xfe, b'\n'], &good[..100]] {
        let text = [good.as_slice(), wrong].concat();
        fs::write(&file, &text).unwrap();
        let said = tries(&world, &file).await;
        assert!(matches!(&said, Err(CannotKeep::Line(_, line)) if *line >= lines), "{said:?}");
        assert_eq!(fs::read(&file).unwrap(), text);
    }
    // What a full disk left of a note is not ours either.
    let torn = [good.as_slice(), &good[..200]].concat();
    fs::write(&file, &torn).unwrap();
    let outcome = tries(&world, &file).await.unwrap();
    assert_eq!((outcome.findings.len(), outcome.added), (1, 0));
    assert_eq!(fs::read(&file).unwrap(), torn);
    // Line ends of Windows, and a last line without one, are nobody's fault.
    let windows = String::from_utf8(good.clone()).unwrap().replace('\n', "\r\n");
    for fine in [windows.as_str(), windows.trim_end(), "", "\n# nothing yet\n"] {
        fs::write(&file, fine).unwrap();
        writes_something(&world).await;
        let outcome = tries(&world, &file).await.unwrap();
        assert_eq!((outcome.findings.len(), outcome.added), (0, 1), "{fine:?}");
        assert!(fs::read_to_string(&file).unwrap().starts_with(fine));
        assert_eq!(tries(&world, &file).await.unwrap().added, 0, "{fine:?}");
    }
    let nowhere = world.folder.path().join("not mounted").join("district.txt");
    assert!(matches!(tries(&world, &nowhere).await, Err(CannotKeep::File(..))));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commands_keep_and_compare_and_say_by_their_exit_whether_all_is_well() {
    let world = World::new().await;
    let run = |what: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yuanliu-server"));
        command.args(what).env("YUANLIU_DATA", world.folder.path());
        world.kept.tells(&mut command);
        let output = command.current_dir(world.folder.path()).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let keep = ["checkpoints", "--keep", "district.txt"];
    let compare = ["check", "--checkpoints", "district.txt"];
    assert!(!run(&["checkpoints"]).0, "it wants to know where");
    assert!(!run(&compare).0, "there is none yet, and that is said");
    let (well, said) = run(&keep);
    assert!(well && said.contains("checkpoints added 1"), "{said}");
    let (well, said) = run(&compare);
    assert!(well && said.contains("checkpoints 1 "), "{said}");
    rewrites(&world).await;
    let (well, said) = run(&keep);
    assert!(!well && said.contains("district.txt:3: other root"), "{said}");
    let (well, said) = run(&compare);
    assert!(!well && said.contains("district.txt:3: other root"), "{said}");
}
