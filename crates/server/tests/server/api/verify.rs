//! The check code of a printed leave note: who gets it, and what it proves to anybody.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ct_merkle::{InclusionProof, RootHash};
use sha2::Sha256;
use yuanliu_domain::act::{content_hash, to_base64};
use yuanliu_domain::id::ActId;
use yuanliu_server::journal;
use yuanliu_sync::wire::{CheckCode, Verified, Verify};

use crate::world::{Response, User, World, bytes};

async fn code_of(world: &World, user: &User, act: ActId) -> Response {
    let path = format!("/api/v1/spaces/{}/acts/{act}/check-code", world.school);
    world.asks("GET", &path, &user.cookie, None::<&()>).await
}

async fn verifies(world: &World, code: &str) -> Response {
    let asked = Verify { code: code.to_owned() };
    world.asks("POST", "/api/v1/verify", "", Some(&asked)).await
}

#[tokio::test]
async fn a_stranger_verifies_a_printed_note_and_learns_dates_and_times_only() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    mother.syncs(&world, vec![note.clone()]).await;
    let code: CheckCode = code_of(&world, &mother, note.id).await.json();
    assert!(code.link.ends_with(&format!("/verify#{}", code.code)), "{}", code.link);

    let typed = code.code.to_lowercase().replace('-', " ");
    let answer = verifies(&world, &typed).await;
    let said = answer.text();
    let id = note.id.to_string();
    for secret in ["张一鸣", "陈静", "外婆", "sick", "三（2）班", id.as_str()] {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
    let verified: Verified = answer.json();
    let act = bytes(&note);
    assert_eq!(verified.hash, to_base64(&content_hash(&act)));
    assert_eq!(verified.school, "望澜路小学");
    assert_eq!(verified.note.as_ref().unwrap().withdrawn, None);
    // As a stranger would: the leaf from what was answered, then the path to the signed root.
    let mac = STANDARD.decode(&verified.mac).unwrap().try_into().unwrap();
    let leaf = journal::leaf_data(verified.version, verified.received, &mac);
    let path: Vec<u8> =
        verified.path.iter().flat_map(|hash| STANDARD.decode(hash).unwrap()).collect();
    let path = InclusionProof::try_from_bytes(path).unwrap();
    let said = world.app.store.signer().open(&verified.checkpoint).unwrap();
    let root = RootHash::<Sha256>::new(said.root.into(), said.size);
    root.verify_inclusion(&leaf, verified.version - 1, &path).unwrap();
}

#[tokio::test]
async fn a_withdrawn_note_says_so() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    let back = mother.withdraws(world.yiming, note.id);
    mother.syncs(&world, vec![note.clone(), back]).await;
    let code: CheckCode = code_of(&world, &mother, note.id).await.json();
    let verified: Verified = verifies(&world, &code.code).await.json();
    assert!(verified.note.unwrap().withdrawn.is_some());
}

#[tokio::test]
async fn both_guardians_and_the_office_get_the_code_and_nobody_else() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let father = world.guardian(world.yiming, "张伟").await;
    let teacher = world.teacher().await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    mother.syncs(&world, vec![note.clone()]).await;
    let office = world.office().await;
    let codes = [&mother, &father, &office];
    for user in codes {
        assert_eq!(code_of(&world, user, note.id).await.status(), 200);
    }
    assert_eq!(code_of(&world, &teacher, note.id).await.problem(), "not_found");
    let nothing = ActId(uuid::Uuid::now_v7());
    assert_eq!(code_of(&world, &mother, nothing).await.problem(), "not_found");
    let elsewhere = World::new().await;
    let stranger = elsewhere.guardian(elsewhere.yiming, "李芳").await;
    assert_eq!(code_of(&world, &stranger, note.id).await.problem(), "signed_out");
}

#[tokio::test]
async fn only_leave_notes_have_a_code() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let act = teacher.mark(world.yiming, yuanliu_domain::child_day::Mark::Present);
    teacher.syncs(&world, vec![act.clone()]).await;
    let office = world.office().await;
    assert_eq!(code_of(&world, &office, act.id).await.problem(), "not_found");
}

#[tokio::test]
async fn a_code_that_is_none_is_not_found_whatever_was_typed() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    mother.syncs(&world, vec![note.clone()]).await;
    let code: CheckCode = code_of(&world, &mother, note.id).await.json();
    let first = if code.code.starts_with('0') { "1" } else { "0" };
    let other = format!("{first}{}", &code.code[1..]);
    let huge = "A".repeat(100_000);
    for bad in ["", "请假单", "0000-0000-0000-01", "'; DROP TABLE act", &other, &huge] {
        assert_eq!(verifies(&world, bad).await.problem(), "not_found", "{bad:.40}");
    }
}

#[tokio::test]
async fn codes_are_not_tried_one_after_the_other() {
    let world = World::new().await;
    let mut refused = false;
    for _ in 0..2_000 {
        refused |= verifies(&world, "0000-0000-0000-0000").await.status() == 429;
    }
    assert!(refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_erasure_the_code_says_that_there_was_a_record_and_nothing_of_it() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let note = mother.leave_note(world.yiming, "去看外婆");
    mother.syncs(&world, vec![note.clone()]).await;
    let code: CheckCode = code_of(&world, &mother, note.id).await.json();
    let now = world.app.clock.now();
    world.app.store.erase(world.school, world.yiming, now).await.unwrap();
    let verified: Verified = verifies(&world, &code.code).await.json();
    assert_eq!(verified.note, None);
}
