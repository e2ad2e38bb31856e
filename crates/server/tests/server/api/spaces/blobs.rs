//! `/api/v1/spaces/{space}/blobs/{hash}`: photos.

use serde_json::json;
use yuanliu_domain::act::{self, Subject, to_base64};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::collector::{CollectorWithdrawn, Collectors};
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::id::{ActId, SpaceId};
use yuanliu_domain::photo::{Photo, PhotoHash};
use yuanliu_domain::rights::Role;
use yuanliu_server::store::Founding;
use yuanliu_sync::photo::{PhotoContent, PutPhoto, Routing};
use yuanliu_sync::wire::{Readers, Verdict};

use crate::world::photos::{address, picture};
use crate::world::{Response, User, World, seal_bound};

/// 张一鸣's mother has named a collector with this photo, and it is at the school.
async fn with_photo(world: &World, photo: &[u8]) -> (User, ActId) {
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let act = mother.names_with_photo(world.yiming, photo);
    let id = act.id;
    mother.syncs(world, vec![act]).await;
    let brought = mother.brings(world, id, photo).await;
    assert_eq!(brought.status(), 204, "{}", brought.text());
    (mother, id)
}

fn is_picture(answer: &Response) -> bool {
    answer.status() == 200 && answer.bytes.starts_with(&[0xff, 0xd8, 0xff])
}

#[tokio::test]
async fn a_photo_follows_its_act_and_is_seen_by_family_and_staff_alone() {
    let world = World::new().await;
    let photo = picture(10);
    let (mut mother, act) = with_photo(&world, &photo).await;
    let father = world.guardian(world.yiming, "张建国").await;
    let other = world.guardian(world.xiaoyu, "赵敏").await;
    let mut teacher = world.teacher().await;
    let guard = world.staff(Role::Guard, "顾德福").await;
    for viewer in [&mother, &father, &teacher, &guard] {
        let answer = viewer.looks_at(&world, &photo).await;
        assert!(is_picture(&answer), "{}: {}", viewer.name, answer.status());
        assert_eq!(answer.header("content-type"), Some("image/jpeg"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(
            answer.header("content-security-policy"),
            Some("default-src 'none'; frame-ancestors 'none'; sandbox")
        );
        assert!(answer.header("content-disposition").unwrap().starts_with("attachment"));
    }
    assert_eq!(other.looks_at(&world, &photo).await.problem(), "not_found");
    // The rows say that it has come.
    for user in [&mut mother, &mut teacher] {
        user.syncs(&world, vec![]).await;
    }
    let row: Photo = teacher.sees(Audience::Roll, act).unwrap();
    assert_eq!((row.child, row.hash), (Some(world.yiming), PhotoHash::of(&photo)));
    let kept = teacher.looks_at(&world, &photo).await.bytes;
    assert_eq!(row.stored, PhotoHash::of(&kept), "as it was made anew");
    assert_eq!(mother.sees::<Photo>(Audience::Family(world.yiming), act), Some(row));
    let collectors: Collectors = teacher.sees(Audience::Roll, world.yiming).unwrap();
    assert_eq!(collectors.people[0].photo, Some(PhotoHash::of(&photo)));
}

#[tokio::test]
async fn until_the_photo_has_come_the_rows_say_so_and_nothing_waits_for_it() {
    let world = World::new().await;
    let photo = picture(11);
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.teacher().await;
    let act = mother.names_with_photo(world.yiming, &photo);
    let id = act.id;
    let early = mother.brings(&world, id, &photo).await;
    assert_eq!(early.problem(), "not_found", "no act names it yet");
    mother.syncs(&world, vec![act]).await;
    teacher.syncs(&world, vec![]).await;
    let collectors: Collectors = teacher.sees(Audience::Roll, world.yiming).unwrap();
    assert_eq!(collectors.people[0].photo, Some(PhotoHash::of(&photo)));
    assert_eq!(teacher.sees::<Photo>(Audience::Roll, id), None);
    assert_eq!(teacher.looks_at(&world, &photo).await.problem(), "not_found");
}

#[tokio::test]
async fn a_sealed_photo_is_opened_by_the_school_and_bound_to_its_act() {
    let world = World::new().await;
    let photo = picture(12);
    let hash = PhotoHash::of(&photo);
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let (first, second) = (
        mother.names_with_photo(world.yiming, &photo),
        mother.names_with_photo(world.yiming, &photo),
    );
    let (a, b) = (first.id, second.id);
    mother.syncs(&world, vec![first, second]).await;
    let key = world.app.store.seal_key(world.school).await.unwrap().unwrap();
    let device = mother.device.id;
    let sealed = |act| {
        let routing = Routing { act, space: world.school, device, hash };
        seal_bound(&routing.aad(), &key, &photo)
    };
    let other = mother.brings_as(&world, a, hash, PhotoContent::Sealed(sealed(b))).await;
    assert_eq!(other.problem(), "cannot_open", "sealed for another act");
    let mut lost = sealed(a);
    lost.key = "0011223344556677".into();
    let lost = mother.brings_as(&world, a, hash, PhotoContent::Sealed(lost)).await;
    assert_eq!(lost.problem(), "cannot_open", "no such key");
    let mine = mother.brings_as(&world, a, hash, PhotoContent::Sealed(sealed(a))).await;
    assert_eq!(mine.status(), 204);
    assert!(is_picture(&mother.looks_at(&world, &photo).await));
}

#[tokio::test]
async fn the_answer_is_the_same_whether_or_not_the_school_has_it() {
    let world = World::new().await;
    let photo = picture(13);
    let (mother, act) = with_photo(&world, &photo).await;
    let mut other = world.guardian(world.xiaoyu, "赵敏").await;
    let named = other.names_with_photo(world.xiaoyu, &photo);
    let id = named.id;
    // A picture that the school has, and one that nobody has: not named, both.
    for unknown in [photo.clone(), picture(99)] {
        let answer = other.brings(&world, ActId(uuid::Uuid::now_v7()), &unknown).await;
        assert_eq!(answer.problem(), "not_found");
        assert_eq!(other.looks_at(&world, &unknown).await.problem(), "not_found");
    }
    other.syncs(&world, vec![named]).await;
    assert_eq!(other.looks_at(&world, &photo).await.problem(), "not_found", "naming shows nothing");
    for _ in 0..2 {
        let first = other.brings(&world, id, &photo).await;
        let again = mother.brings(&world, act, &photo).await;
        assert_eq!((first.status(), first.bytes), (again.status(), again.bytes));
    }
    assert!(is_picture(&other.looks_at(&world, &photo).await));
}

#[tokio::test]
async fn only_the_device_that_wrote_the_act_brings_what_the_act_names() {
    let world = World::new().await;
    let photo = picture(14);
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let act = mother.names_with_photo(world.yiming, &photo);
    let note = mother.leave_note(world.yiming, "没有照片");
    let (id, note_id) = (act.id, note.id);
    mother.syncs(&world, vec![act, note]).await;
    let phone = User::signs_in(&world, mother.person, "陈静").await;
    assert_eq!(phone.brings(&world, id, &photo).await.problem(), "not_found", "another device");
    assert_eq!(
        mother.brings(&world, id, &picture(15)).await.problem(),
        "not_found",
        "another photo"
    );
    assert_eq!(mother.brings(&world, note_id, &photo).await.problem(), "not_found");
    let content = || PhotoContent::Bytes(to_base64(&photo));
    let put = PutPhoto { device: mother.device.id, act: id, content: content() };
    let path = address(world.school, PhotoHash::of(&photo));
    let foreign = world.asks("PUT", &path, &phone.cookie, Some(&put)).await;
    assert_eq!(foreign.status(), 204, "the same person on the same device, another session");
    let stranger = world.guardian(world.xiaoyu, "赵敏").await;
    let foreign = world.asks("PUT", &path, &stranger.cookie, Some(&put)).await;
    assert_eq!(foreign.problem(), "unknown_device");
    assert_eq!(world.asks("PUT", &path, "", Some(&put)).await.problem(), "signed_out");
    assert_eq!(world.asks("GET", &path, "", None::<&()>).await.problem(), "signed_out");
}

#[tokio::test]
async fn another_school_neither_takes_nor_shows_it() {
    let world = World::new().await;
    let photo = picture(16);
    let (mother, act) = with_photo(&world, &photo).await;
    let space = SpaceId(uuid::Uuid::now_v7());
    let school = yuanliu_domain::school::School {
        name: "另一所小学".into(),
        phone: String::new(),
        lessons_end: yuanliu_domain::time::Minute::hm(15, 0).unwrap(),
        late_care: yuanliu_domain::time::Minute::hm(16, 0).unwrap(),
        closing: yuanliu_domain::time::Minute::hm(18, 0).unwrap(),
    };
    let office = yuanliu_domain::id::PersonId(uuid::Uuid::now_v7());
    let (office_name, at) = ("办公室".to_owned(), world.app.clock.now());
    world.app.store.found(Founding { space, school, office, office_name, at }).await.unwrap();
    let there = User::signs_in(&world, office, "办公室").await;
    let hash = PhotoHash::of(&photo);
    let nowhere = SpaceId(uuid::Uuid::now_v7());
    for place in [space, world.school, nowhere] {
        let answer = world.asks("GET", &address(place, hash), &there.cookie, None::<&()>).await;
        assert_eq!(answer.problem(), "not_found", "in the own school, in the other, in none");
    }
    let content = PhotoContent::Bytes(to_base64(&photo));
    let put = PutPhoto { device: mother.device.id, act, content };
    let answer = world.asks("PUT", &address(space, hash), &mother.cookie, Some(&put)).await;
    assert_eq!(answer.problem(), "not_a_member");
}

#[tokio::test]
async fn hostile_photos_are_refused_with_a_reason_and_leave_nothing() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\xff\xff\0\xff\xff\xff\x08\x06\0\0\0".to_vec();
    let mut bomb = picture(17);
    let frame = bomb.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    bomb[frame + 5..frame + 9].fill(0xff);
    let large = [picture(18), vec![0; 300 * 1024]].concat();
    let html = b"<html><script>alert(1)</script>".to_vec();
    let cut = picture(19)[..100].to_vec();
    for (photo, code) in [
        (png, "bad_photo"),
        (bomb, "bad_photo"),
        (html, "bad_photo"),
        (cut, "bad_photo"),
        (vec![], "bad_photo"),
        (large, "too_large"),
    ] {
        let act = mother.names_with_photo(world.yiming, &photo);
        let id = act.id;
        mother.syncs(&world, vec![act]).await;
        assert_eq!(mother.brings(&world, id, &photo).await.problem(), code);
        assert_eq!(mother.looks_at(&world, &photo).await.problem(), "not_found");
    }
    let photo = picture(20);
    let act = mother.names_with_photo(world.yiming, &photo);
    let (id, hash) = (act.id, PhotoHash::of(&photo));
    mother.syncs(&world, vec![act]).await;
    for (text, code) in
        [(to_base64(&picture(21)), "bad_photo"), ("kein base64 ÿ".into(), "bad_photo")]
    {
        let answer = mother.brings_as(&world, id, hash, PhotoContent::Bytes(text)).await;
        assert_eq!(answer.problem(), code, "not what the act names");
    }
    let path = address(world.school, hash);
    for body in [json!({}), json!([]), json!({ "device": 1, "act": 2, "bytes": "" })] {
        let answer = world.asks("PUT", &path, &mother.cookie, Some(&body)).await;
        assert_eq!(answer.problem(), "bad_json", "{body}");
    }
    for wrong in ["x", "AAAA", "..%2F..%2Fetc%2Fpasswd", &"A".repeat(44)] {
        let path = format!("/api/v1/spaces/{}/blobs/{wrong}", world.school);
        let answer = world.asks("GET", &path, &mother.cookie, None::<&()>).await;
        assert_eq!(answer.problem(), "not_found", "{wrong}");
    }
}

#[tokio::test]
async fn where_a_photo_was_taken_is_not_kept() {
    let world = World::new().await;
    let plain = picture(22);
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0 GPS 31.2304N 121.4737E HUAWEI";
    let length = (exif.len() as u16 + 2).to_be_bytes();
    let camera = [&plain[..2], &[0xff, 0xe1], &length, exif.as_slice(), &plain[2..]].concat();
    let (mother, _) = with_photo(&world, &camera).await;
    let kept = mother.looks_at(&world, &camera).await;
    assert!(is_picture(&kept));
    assert!(!kept.bytes.windows(4).any(|part| part == b"Exif" || part == b"GPS "));
}

#[tokio::test]
async fn a_device_that_brings_too_many_waits() {
    let world = World::new().await;
    let (mother, act) = with_photo(&world, &picture(23)).await;
    let mut last = mother.brings(&world, act, &picture(23)).await;
    for _ in 0..80 {
        last = mother.brings(&world, act, &picture(23)).await;
    }
    assert_eq!(last.problem(), "too_many_photos");
    assert!(last.header("retry-after").is_some());
}

#[tokio::test]
async fn a_photo_goes_with_its_collector_and_what_comes_later_is_not_kept() {
    let world = World::new().await;
    let photo = picture(24);
    let (mut mother, act) = with_photo(&world, &photo).await;
    let child = Subject::Child(world.yiming);
    let withdrawn = mother.writes(child, &CollectorWithdrawn { collector: act.into() });
    mother.syncs(&world, vec![withdrawn]).await;
    assert_eq!(mother.looks_at(&world, &photo).await.problem(), "not_found");
    let teacher = world.teacher().await;
    assert_eq!(teacher.looks_at(&world, &photo).await.problem(), "not_found");
    assert_eq!(mother.brings(&world, act, &photo).await.status(), 204, "taken, and let go");
    assert_eq!(mother.looks_at(&world, &photo).await.problem(), "not_found");
}

#[tokio::test]
async fn a_childs_photo_is_replaced_taken_back_and_goes_with_the_consent() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.teacher().await;
    let child = Subject::Child(world.yiming);
    let (first, second) = (picture(25), picture(26));
    for photo in [&first, &second] {
        let act = mother.sets_portrait(world.yiming, Some(photo));
        let id = act.id;
        mother.syncs(&world, vec![act]).await;
        assert_eq!(mother.brings(&world, id, photo).await.status(), 204);
        assert!(is_picture(&teacher.looks_at(&world, photo).await));
    }
    assert_eq!(teacher.looks_at(&world, &first).await.problem(), "not_found", "replaced");
    let act = mother.sets_portrait(world.yiming, None);
    mother.syncs(&world, vec![act]).await;
    assert_eq!(teacher.looks_at(&world, &second).await.problem(), "not_found", "taken back");
    let act = mother.sets_portrait(world.yiming, Some(&first));
    let id = act.id;
    mother.syncs(&world, vec![act]).await;
    mother.brings(&world, id, &first).await;
    assert!(is_picture(&teacher.looks_at(&world, &first).await));
    let consent = Consent { version: 2, language: "zh".into(), answer: Answer::Withdrawn };
    let act = mother.writes(child, &consent);
    mother.syncs(&world, vec![act]).await;
    assert_eq!(teacher.looks_at(&world, &first).await.problem(), "not_found", "no consent");
    let act = teacher.sets_portrait(world.yiming, Some(&first));
    let code = "not_your_child".to_owned();
    assert_eq!(teacher.syncs(&world, vec![act]).await, [Verdict::TurnedAway { code }]);
}

#[tokio::test]
async fn a_court_paper_that_ends_a_view_ends_the_photos_too() {
    let world = World::new().await;
    let photo = picture(27);
    let (_, _) = with_photo(&world, &photo).await;
    let father = world.guardian(world.yiming, "张建国").await;
    assert!(is_picture(&father.looks_at(&world, &photo).await));
    let mut office = world.office().await;
    let paper = CourtPaper {
        guardian: father.person,
        name: "张建国".into(),
        number: "（2026）沪0107民初1234号".into(),
        span: Span { from: world.today(), until: None },
        ends_view: true,
        lifted: false,
    };
    let act = office.writes(Subject::Child(world.yiming), &paper);
    office.syncs(&world, vec![act]).await;
    assert_eq!(father.looks_at(&world, &photo).await.problem(), "not_found");
}

#[tokio::test]
async fn an_opened_photo_is_in_the_readers_log_of_that_child_alone() {
    let world = World::new().await;
    let photo = picture(28);
    let (mother, _) = with_photo(&world, &photo).await;
    let other = world.guardian(world.xiaoyu, "赵敏").await;
    let teacher = world.teacher().await;
    for _ in 0..2 {
        assert!(is_picture(&teacher.looks_at(&world, &photo).await));
        assert!(is_picture(&mother.looks_at(&world, &photo).await));
    }
    let log = async |user: &User, child| -> Readers {
        let path = format!("/api/v1/spaces/{}/children/{child}/readers", world.school);
        world.asks("GET", &path, &user.cookie, None::<&()>).await.json()
    };
    let said = log(&mother, world.yiming).await.readers;
    assert_eq!(said.len(), 1, "the family's own looking is no news to it");
    assert_eq!((said[0].name.as_str(), said[0].what.contains("photo")), ("李明", true));
    assert_eq!(log(&other, world.xiaoyu).await.readers, []);
}

#[tokio::test]
async fn the_childs_file_has_the_photos_in_it() {
    let world = World::new().await;
    let photo = picture(29);
    let (mother, act) = with_photo(&world, &photo).await;
    let path = format!("/api/v1/spaces/{}/children/{}/file", world.school, world.yiming);
    let answer = world.asks("GET", &path, &mother.cookie, None::<&()>).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)).unwrap();
    let mut file = zip.by_name(&format!("photos/{act}.jpg")).unwrap();
    let mut bytes = vec![];
    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
    assert_eq!(bytes, mother.looks_at(&world, &photo).await.bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_there_after_a_restart_and_no_act_is_needed_again() {
    let mut world = World::new().await;
    let photo = picture(30);
    let (mother, _) = with_photo(&world, &photo).await;
    world.restarts().await;
    assert!(is_picture(&mother.looks_at(&world, &photo).await));
    assert_eq!(act::content_hash(&photo), PhotoHash::of(&photo).0);
}
