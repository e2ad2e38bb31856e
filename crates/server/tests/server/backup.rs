//! Backup and restore: whole while people write, handed in again what it lacks, nobody
//! brought back who was erased, and nothing written over.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark};
use yuanliu_domain::leave::Absences;
use yuanliu_domain::people::Child;
use yuanliu_server::backups::Backups;
use yuanliu_server::store::Location;
use yuanliu_server::store::backup::{NotRestored, back_up, restore};
use yuanliu_server::store::check::{Question, Report, check};
use yuanliu_sync::wire::Verdict;

use crate::check::damage;
use crate::world::photos::picture;
use crate::world::{Kept, User, World};

async fn checked(path: &Path) -> Report {
    check(&Location::file(path), Question::default()).await.unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// An empty place of the engine of this run.
async fn empty() -> (Kept, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Kept::new(folder.path()).await, folder)
}

impl World {
    /// The server goes on from another place; what was at the first is lost.
    async fn moves_to(&mut self, (kept, folder): (Kept, tempfile::TempDir)) {
        self.app.store.close().await.unwrap();
        (self.kept, self.folder) = (kept, folder);
        self.restarts().await;
    }
}

fn marks(user: &User, world: &World) -> usize {
    let day: Option<ChildDay> = user.sees(Audience::Day(world.today()), world.yiming);
    day.map_or(0, |day| day.entries.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_made_while_people_write_is_whole_and_has_what_was_answered() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mark = teacher.mark(world.yiming, Mark::Present);
    teacher.syncs(&world, vec![mark]).await;
    let answered = world.app.store.checkpoint(world.school).await.unwrap().size;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.db");
    let done = std::cell::Cell::new(false);
    let writes = async {
        let mut written = 0;
        while !done.get() || written == 0 {
            let mark = teacher.mark(world.yiming, Mark::Present);
            teacher.syncs(&world, vec![mark]).await;
            written += 1;
        }
        written
    };
    let backups = async {
        let first = folder.path().join("first.db");
        let first = back_up(&world.kept.location, &first).await.unwrap();
        let last = back_up(&world.kept.location, &path).await.unwrap();
        done.set(true);
        std::fs::remove_file(folder.path().join("first.db")).unwrap();
        (first, last)
    };
    let (written, (first, last)) = futures::join!(writes, backups);
    for report in [&first, &last] {
        assert_eq!(report.findings, []);
        assert!(report.entries >= answered && report.entries <= answered + written, "{report:?}");
    }
    assert!(last.entries >= first.entries);
    assert_eq!(files(folder.path()), ["backup.db"], "one file is all of it");
    assert_eq!(checked(&path).await.findings, []);
    assert_eq!(files(folder.path()), ["backup.db"], "also after it was read");
}

#[tokio::test(flavor = "multi_thread")]
async fn i7_the_nights_recount_names_a_sum_that_differs_and_repairs_nothing() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let nightly = Backups::within(folder.path(), &world.kept.location);
    let (path, whole) = nightly.make(world.app.clock.now()).await.unwrap();
    assert_eq!((whole.findings, files(folder.path()).len()), (vec![], 1), "{path:?}");
    let sql = "UPDATE audience_sum SET sum = sum + 1 WHERE audience = 'roll'";
    assert!(damage(&world.kept, sql).await);
    // The second night finds it as the first one left it.
    for night in 1..3 {
        let at = world.app.clock.now().plus_ms(night * 86_400_000);
        let (path, report) = nightly.make(at).await.unwrap();
        let found: Vec<_> = report.findings.iter().map(|f| (f.space, f.code)).collect();
        assert_eq!(found, [(Some(world.school), "sum")], "{:?}", report.findings);
        assert!(report.findings[0].what.contains("roll"));
        assert!(path.to_str().unwrap().ends_with(".differs.db"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_devices_begin_anew_and_hand_in_what_the_backup_lacks() {
    let mut world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.teacher().await;
    let early = teacher.mark(world.yiming, Mark::Present);
    teacher.syncs(&world, vec![early.clone()]).await;
    let backups = tempfile::tempdir().unwrap();
    let path = backups.path().join("backup.db");
    back_up(&world.kept.location, &path).await.unwrap();

    // Both are answered, and no backup has them.
    let (note, late) =
        (mother.leave_note(world.yiming, "牙医"), teacher.mark(world.yiming, Mark::Present));
    mother.syncs(&world, vec![note.clone()]).await;
    teacher.syncs(&world, vec![late.clone()]).await;
    assert_eq!(marks(&teacher, &world), 2);

    let place = empty().await;
    restore(&path, &place.0.location, None).await.unwrap();
    world.moves_to(place).await;
    teacher.syncs(&world, vec![]).await;
    assert_eq!(marks(&teacher, &world), 1, "the device has what the school has now");

    // Each is offered again, the second time by a device that heard no answer.
    for _ in 0..2 {
        let said = mother.syncs(&world, vec![note.clone()]).await;
        assert!(matches!(said[..], [Verdict::Applied { .. }]), "{said:?}");
        let said = teacher.syncs(&world, vec![early.clone(), late.clone()]).await;
        assert!(matches!(said[..], [Verdict::Applied { .. }, Verdict::Applied { .. }]), "{said:?}");
    }
    assert_eq!(marks(&teacher, &world), 2);
    let mut new_tablet = User::signs_in(&world, teacher.person, "李明").await;
    new_tablet.syncs(&world, vec![]).await;
    assert_eq!(marks(&new_tablet, &world), 2);
    let mut new_phone = User::signs_in(&world, mother.person, "陈静").await;
    new_phone.syncs(&world, vec![]).await;
    let absences: Absences = new_phone.sees(Audience::Family(world.yiming), world.yiming).unwrap();
    assert_eq!(absences.notes.len(), 1);
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_erased_since_is_not_brought_back_also_where_the_data_folder_is_lost() {
    let mut world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静怡").await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    mother.syncs(&world, vec![note]).await;
    let folder = tempfile::tempdir().unwrap();
    let backups = Backups::within(folder.path(), &world.kept.location);
    let now = world.app.clock.now();
    let (path, report) = backups.make(now).await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(path.file_name().unwrap(), "yuanliu-2026-11-24-154000.db");
    assert!(backups.make(now).await.is_err(), "nothing is written over");
    world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    assert!(backups.list_the_erased().unwrap() && backups.list_the_erased().unwrap());
    let nowhere = Backups::within(&folder.path().join("not mounted"), &world.kept.location);
    assert!(!nowhere.list_the_erased().unwrap(), "that there is none is said");
    let list = std::fs::read_to_string(folder.path().join("erased.list")).unwrap();
    assert_eq!(list.lines().count(), 1, "{list}");

    // Also when the file itself was carried away from its list.
    let carried = tempfile::tempdir().unwrap();
    let alone = carried.path().join("carried.db");
    std::fs::copy(&path, &alone).unwrap();
    let place = empty().await;
    let unknown = restore(&alone, &place.0.location, None).await.unwrap();
    assert!(!unknown.knows_the_erased, "it is said that nothing is known of it");
    assert!(unknown.last.is_some_and(|last| last <= now));
    let place = empty().await;
    let brought = restore(&alone, &place.0.location, Some(folder.path())).await.unwrap();
    assert!(brought.knows_the_erased);
    world.moves_to(place).await;
    for (at, bytes) in world.kept.cells().await {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !["张一鸣", "陈静怡", "去看外婆"].iter().any(|name| text.contains(name)),
            "{at}: {text}"
        );
    }
    let mut teacher = world.teacher().await;
    teacher.syncs(&world, vec![]).await;
    assert!(teacher.sees::<Child>(Audience::Roll, world.yiming).is_none());
    assert!(teacher.sees::<Child>(Audience::Roll, world.xiaoyu).is_some());
    assert_eq!(world.kept.check().await.findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_another_server_of_the_database_erased_is_on_the_list_of_every_backup() {
    let world = World::new().await;
    let now = world.app.clock.now();
    world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    // The other server's own list lies with the other server.
    std::fs::remove_file(world.folder.path().join("erased.list")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let backups = Backups::within(folder.path(), &world.kept.location);
    for night in 0..2 {
        backups.make(now.plus_ms(night * 86_400_000)).await.unwrap();
        let list = std::fs::read_to_string(folder.path().join("erased.list")).unwrap();
        assert_eq!(list.lines().count(), 1, "once, however often it is read: {list}");
    }
}

/// Every cell but those that say which epoch it is.
async fn cells(path: &Path) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::in_a_file(folder.path());
    std::fs::copy(path, folder.path().join("yuanliu.db")).unwrap();
    let mut cells = kept.cells().await;
    let of_the_engine =
        |at: &str| ["meta.", "migration.", "sqlite_"].iter().any(|t| at.starts_with(t));
    cells.retain(|(at, _)| !of_the_engine(at));
    cells.sort();
    cells
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_either_engine_goes_into_either() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let named = mother.names_with_photo(world.yiming, &picture(50));
    let (id, note) = (named.id, mother.leave_note(world.yiming, "看\\牙\u{1F9B7}'\"?1"));
    mother.syncs(&world, vec![named, note]).await;
    assert_eq!(mother.brings(&world, id, &picture(50)).await.status(), 204);
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first.db");
    let report = back_up(&world.kept.location, &first).await.unwrap();
    assert_eq!(report.findings, []);
    let file = tempfile::tempdir().unwrap();
    let places = [empty().await, (Kept::in_a_file(file.path()), file)];
    for (at, (kept, _folder)) in places.iter().enumerate() {
        let brought = restore(&first, &kept.location, None).await.unwrap();
        let brought = (brought.report.entries, brought.report.rows);
        assert_eq!(brought, (report.entries, report.rows));
        assert_eq!(kept.check().await.findings, []);
        let again = folder.path().join(format!("again-{at}.db"));
        back_up(&kept.location, &again).await.unwrap();
        assert!(cells(&first).await == cells(&again).await, "place {at} has other rows");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_something_is_nothing_is_written_over() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.db");
    let report = back_up(&world.kept.location, &path).await.unwrap();
    let mut teacher = world.teacher().await;
    teacher.syncs(&world, vec![]).await;
    let before = world.app.store.checkpoint(world.school).await.unwrap();

    let refused = restore(&path, &world.kept.location, None).await;
    assert!(matches!(refused, Err(NotRestored::Occupied(_))), "{refused:?}");
    assert_eq!(world.app.store.checkpoint(world.school).await.unwrap(), before);
    assert!(before.size > report.entries);
    assert!(back_up(&world.kept.location, &path).await.is_err(), "a backup is not written over");
    assert_eq!(checked(&path).await.entries, report.entries);
    assert_eq!(files(folder.path()), ["backup.db"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_lost_database_left_is_not_mixed_with_a_backup() {
    let world = World::in_a_file().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.db");
    back_up(&world.kept.location, &path).await.unwrap();
    for left in ["yuanliu.db-wal", "yuanliu.db-journal"] {
        let elsewhere = tempfile::tempdir().unwrap();
        let left = elsewhere.path().join(left);
        std::fs::write(&left, "what was not in the file yet").unwrap();
        let place = Location::file(&elsewhere.path().join("yuanliu.db"));
        match restore(&path, &place, None).await {
            Err(NotRestored::Occupied(files)) => assert_eq!(files, std::slice::from_ref(&left)),
            other => panic!("{other:?}"),
        }
        assert_eq!(std::fs::read(&left).unwrap(), b"what was not in the file yet");
        assert_eq!(files(elsewhere.path()).len(), 1);
    }
    // A link to a disk that is not there is somebody's database.
    #[cfg(unix)]
    {
        let elsewhere = tempfile::tempdir().unwrap();
        let link = elsewhere.path().join("yuanliu.db");
        std::os::unix::fs::symlink("/nowhere/yuanliu.db", &link).unwrap();
        let refused = restore(&path, &Location::file(&link), None).await;
        assert!(matches!(refused, Err(NotRestored::Occupied(_))), "{refused:?}");
        assert!(link.is_symlink());
    }
    // An empty one of them holds nothing.
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("yuanliu.db-wal"), "").unwrap();
    let place = Location::file(&elsewhere.path().join("yuanliu.db"));
    restore(&path, &place, None).await.unwrap();
    assert_eq!(check(&place, Question::default()).await.unwrap().findings, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_whole_backup_is_refused_and_leaves_nothing() {
    let world = World::in_a_file().await;
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.db");
    back_up(&world.kept.location, &good).await.unwrap();
    let bytes = std::fs::read(&good).unwrap();
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let sql = |name: &str, from: &[u8], sql: &str| -> PathBuf {
        let path = file(name, from);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        path
    };
    let mut flipped = bytes.clone();
    let name = "张一鸣".as_bytes();
    let at = bytes.windows(name.len()).position(|part| part == name).expect("a child");
    flipped[at] ^= 1;
    let served = file("served.db", &bytes);
    file("served.db-wal", b"what is not in it yet");
    let hostile = [
        (file("empty.db", b""), "not a backup"),
        (file("text.db", "姓名,班级\n".repeat(999).as_bytes()), "not a backup"),
        (file("header.db", &bytes[..100]), "not a backup"),
        (
            sql(
                "another.db",
                b"",
                "CREATE TABLE migration (number); INSERT INTO migration VALUES (3)",
            ),
            "not a backup",
        ),
        (sql("newer.db", &bytes, "INSERT INTO migration (number) VALUES (9999)"), "newer version"),
        (file("cut.db", &bytes[..bytes.len() / 2]), ""),
        (file("flipped.db", &flipped), "damaged"),
        (
            sql(
                "changed.db",
                &bytes,
                "UPDATE journal SET received_at = received_at + 1 WHERE version = 2",
            ),
            "damaged",
        ),
        (sql("fewer.db", &bytes, r#"DELETE FROM "row" WHERE kind = 'child'"#), "damaged"),
        (served, "a database in use"),
        (folder.path().join("nothing.db"), "not a backup"),
    ];
    for (path, said) in hostile {
        let (kept, place) = empty().await;
        let refused =
            restore(&path, &kept.location, None).await.expect_err(&path.display().to_string());
        assert!(refused.to_string().contains(said), "{}: {refused:?}", path.display());
        assert_eq!(files(place.path()), [""; 0], "{}", path.display());
    }
    // The good one is as it was, and a place where something failed takes it.
    let (kept, _place) = empty().await;
    assert!(restore(&folder.path().join("cut.db"), &kept.location, None).await.is_err());
    restore(&good, &kept.location, None).await.unwrap();
    assert_eq!(kept.check().await.findings, []);
    assert!(std::fs::read(&good).unwrap() == bytes);
}
