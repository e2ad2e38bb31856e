//! Sealed acts: as the school opens them, and as the outbox of a device reads them.

use std::sync::LazyLock;

use uuid::Uuid;
use yuanliu_domain::act::{content_hash, from_base64};
use yuanliu_domain::id::{ActId, DeviceId, SpaceId};
use yuanliu_domain::time::Stamp;
use yuanliu_server::seal::{Keyring, SchoolKey};
use yuanliu_sync::outbox::{Kept, not_opened, to_send, to_settle};
use yuanliu_sync::seal::{Routing, SealKey, SealedAct};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::Answer;

/// The same private key in every run: a find can be repeated.
const PRIVATE: [u8; 32] = [7; 32];

static KEY: LazyLock<SealKey> = LazyLock::new(|| key().public());

/// The school's key.
pub fn key() -> SchoolKey {
    SchoolKey::from_private(&PRIVATE).expect("a private key")
}

/// Takes a sealed act, a public key, a record of the outbox.
pub fn take(bytes: &[u8]) {
    if let Ok(sealed) = serde_json::from_slice::<SealedAct>(bytes) {
        school(ActId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)), &sealed);
    }
    if let Ok(key) = serde_json::from_slice::<SealKey>(bytes)
        && let Some(point) = key.point()
    {
        assert_eq!(SealKey::of(&point), key, "a name stands for one key");
    }
    if let Ok(kept) = serde_json::from_slice::<Kept>(bytes) {
        outbox(kept);
    }
}

/// As the school opens it.
pub fn school(id: ActId, device: DeviceId, sealed: &SealedAct) {
    let hash = from_base64(&sealed.hash).and_then(|hash| hash.try_into().ok());
    let Some(hash) = hash else { return };
    let space = SpaceId(Uuid::from_u128(3));
    let routing = Routing { id, space, device, number: sealed.number, hash };
    let mut bytes = sealed.bytes.clone();
    // Most made-up ones would end at the name of the key.
    bytes.key = KEY.id.clone();
    if let Ok(opened) = Keyring::of([key()]).open(&routing, &bytes) {
        // Nobody seals without the device's private key; a seed does.
        assert!(content_hash(&opened) == hash || opened.len() < 16, "opened to something else");
    }
}

/// As a device reads what it kept.
fn outbox(kept: Kept) {
    let view = View::default();
    let _ = (kept.routing(), kept.signed(), kept.sealed.plain(), kept.readable.plain());
    let mut opened = kept.clone();
    if let Some(bytes) = kept.readable.plain() {
        opened.open(bytes);
        if let Some(act) = opened.act() {
            assert_eq!(act.id, kept.id, "it shows another act than it is");
        }
    }
    let all = [kept, opened];
    let _ = (to_send(&all, &view), to_settle(&all, &view, Stamp(0)));
    let nothing =
        r#"{"asked":"","verdicts":[],"rows":[],"cursor":"","more":false,"server_time":0}"#;
    let answer: Answer = serde_json::from_str(nothing).expect("an answer");
    assert!(not_opened(&all, &answer).reseal.is_empty());
}
