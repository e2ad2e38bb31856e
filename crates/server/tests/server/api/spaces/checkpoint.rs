//! The journal's proofs, verified by a program of others.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sha2::Sha256;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::id::ActId;
use yuanliu_server::journal;
use yuanliu_sync::wire::{Checkpoint, Proof};

use crate::world::{Response, User, World};

async fn asks(world: &World, user: &User, rest: &str) -> Response {
    let path = format!("/api/v1/spaces/{}/{rest}", world.school);
    world.asks("GET", &path, &user.cookie, None::<&()>).await
}

fn bytes(texts: &[String]) -> Vec<u8> {
    texts.iter().flat_map(|text| STANDARD.decode(text).unwrap()).collect()
}

/// The root that a note states, once its signature is verified.
fn root(world: &World, note: &str) -> RootHash<Sha256> {
    let said = world.app.store.signer().open(note).unwrap();
    assert_eq!(said.space, world.school);
    RootHash::new(said.root.into(), said.size)
}

#[tokio::test]
async fn an_earlier_checkpoint_is_proved_to_be_the_beginning_of_a_later_one() {
    let world = World::new().await;
    let office = world.office().await;
    let first: Checkpoint = asks(&world, &office, "checkpoint").await.json();
    let mut teacher = world.teacher().await;
    for mark in [Mark::Present, Mark::OutOfRoom, Mark::Present] {
        let act = teacher.mark(world.yiming, mark);
        teacher.syncs(&world, vec![act]).await;
        let path = format!("checkpoint?since={}", first.size);
        let later: Checkpoint = asks(&world, &office, &path).await.json();
        let proof = ConsistencyProof::try_from_bytes(bytes(&later.consistency)).unwrap();
        let (old, new) = (root(&world, &first.note), root(&world, &later.note));
        new.verify_consistency(&old, &proof).unwrap();
        assert!(old.verify_consistency(&new, &proof).is_err());
    }
}

#[tokio::test]
async fn an_act_is_proved_to_its_author_and_to_the_office_and_to_nobody_else() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    let other = world.guardian(world.yiming, "张建国").await;
    let note = mine.leave_note(world.yiming, "去看外婆");
    mine.syncs(&world, vec![note.clone()]).await;
    let path = format!("acts/{}/proof", note.id);
    for user in [&mine, &world.office().await] {
        let proof: Proof = asks(&world, user, &path).await.json();
        let act = STANDARD.decode(&proof.act).unwrap();
        assert_eq!(act, crate::world::bytes(&note));
        // As a stranger would: HMAC over both hashes, then the leaf, then the path.
        let key =
            ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &STANDARD.decode(&proof.salt).unwrap());
        let effect = STANDARD.decode(&proof.effect).unwrap();
        let hash = ring::digest::digest(&ring::digest::SHA256, &act);
        let mac = ring::hmac::sign(&key, &[hash.as_ref(), &effect].concat());
        let mac = mac.as_ref().try_into().unwrap();
        let leaf = journal::leaf_data(proof.version, proof.received, &mac);
        let path = InclusionProof::try_from_bytes(bytes(&proof.path)).unwrap();
        root(&world, &proof.checkpoint).verify_inclusion(&leaf, proof.version - 1, &path).unwrap();
    }
    assert_eq!(asks(&world, &other, &path).await.problem(), "not_found");
    let nothing = format!("acts/{}/proof", ActId(uuid::Uuid::now_v7()));
    assert_eq!(asks(&world, &other, &nothing).await.problem(), "not_found");
    assert_eq!(asks(&world, &other, "acts/x/proof").await.problem(), "not_found");
}

#[tokio::test]
async fn the_checkpoint_is_for_the_office() {
    let (world, elsewhere) = (World::new().await, World::new().await);
    let teacher = world.teacher().await;
    assert_eq!(asks(&world, &teacher, "checkpoint").await.problem(), "not_office");
    let stranger = elsewhere.office().await;
    assert_eq!(asks(&world, &stranger, "checkpoint").await.problem(), "signed_out");
}

#[tokio::test(flavor = "multi_thread")]
async fn key_and_tree_are_the_same_after_a_restart() {
    let mut world = World::new().await;
    let office = world.office().await;
    let before: Checkpoint = asks(&world, &office, "checkpoint").await.json();
    world.restarts().await;
    let after: Checkpoint = asks(&world, &office, "checkpoint").await.json();
    assert_eq!(before.note, after.note);
    assert_eq!(before.verifier, after.verifier);
}
