use proptest::prelude::*;
use serde::Deserialize;
use yuanliu_domain::id::{DeviceId, SpaceId};
use yuanliu_sync::wire::{Content, SignedAct};

use super::*;

/// A sealed act as a browser's WebCrypto made it.
#[derive(Deserialize)]
struct Golden {
    school_private: String,
    school: SealKey,
    space: SpaceId,
    device: DeviceId,
    act: SignedAct,
    bytes: String,
}

impl Golden {
    fn read() -> Golden {
        serde_json::from_str(include_str!("golden.json")).unwrap()
    }

    fn key(&self) -> SchoolKey {
        SchoolKey::from_private(&act::from_base64(&self.school_private).unwrap()).unwrap()
    }

    fn sealed(&self) -> (Routing, SealedBytes) {
        let Content::Sealed(sealed) = &self.act.content else { panic!("it is sealed") };
        let routing = Routing {
            id: self.act.id,
            space: self.space,
            device: self.device,
            number: sealed.number,
            hash: act::from_base64(&sealed.hash).unwrap().try_into().unwrap(),
        };
        (routing, sealed.bytes.clone())
    }
}

#[test]
fn what_webcrypto_sealed_is_opened() {
    let golden = Golden::read();
    let (routing, sealed) = golden.sealed();
    assert_eq!(golden.key().public(), golden.school);
    assert_eq!(golden.school.point().map(|point| point.len()), Some(65));
    let bytes = Keyring::of([golden.key()]).open(&routing, &sealed).unwrap();
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), golden.bytes);
    let act = act::from_bytes(&bytes).unwrap();
    assert_eq!(Routing::of(&act, &bytes), routing);
}

#[test]
fn every_generation_opens_what_was_sealed_to_it_and_a_lost_one_is_said() {
    let golden = Golden::read();
    let (routing, sealed) = golden.sealed();
    let mut newer = Keyring::of([SchoolKey::generate(), golden.key(), SchoolKey::generate()]);
    assert!(newer.open(&routing, &sealed).is_ok());
    let mut lost = Keyring::of([SchoolKey::generate()]);
    assert_eq!(lost.open(&routing, &sealed), Err(NotOpened::UnknownKey));
    assert_eq!(Keyring::default().open(&routing, &sealed), Err(NotOpened::UnknownKey));
}

#[test]
fn what_is_no_seal_at_all_is_broken_and_nothing_worse() {
    let golden = Golden::read();
    let (routing, sealed) = golden.sealed();
    let mut ring = Keyring::of([golden.key()]);
    let zero = act::to_base64(&[0; 65]);
    let off_the_curve = act::to_base64(&[[4].as_slice(), &[1; 64]].concat());
    for from in ["", "!?", &zero, &off_the_curve] {
        let spoilt = SealedBytes { from: from.to_owned(), ..sealed.clone() };
        assert_eq!(ring.open(&routing, &spoilt), Err(NotOpened::Broken), "{from}");
    }
    for short in ["", "AAAA", "!?"] {
        let spoilt = SealedBytes { data: short.to_owned(), ..sealed.clone() };
        assert_eq!(ring.open(&routing, &spoilt), Err(NotOpened::Broken), "{short}");
        let spoilt = SealedBytes { iv: short.to_owned(), ..sealed.clone() };
        assert_eq!(ring.open(&routing, &spoilt), Err(NotOpened::Broken), "{short}");
    }
}

#[test]
fn two_new_keys_differ_and_come_back_from_their_private_half() {
    let (one, other) = (SchoolKey::generate(), SchoolKey::generate());
    assert_ne!(one.public(), other.public());
    assert_eq!(SchoolKey::from_private(&one.private()).unwrap().public(), one.public());
    for bad in [&[0; 32][..], &[0xff; 32], &[1; 31], &[]] {
        assert!(SchoolKey::from_private(bad).is_none());
    }
}

/// The same bytes with one of them changed.
fn spoilt(text: &str, at: usize, by: u8) -> String {
    let mut bytes = act::from_base64(text).unwrap();
    let at = at % bytes.len();
    bytes[at] ^= by;
    act::to_base64(&bytes)
}

proptest! {
    #[test]
    fn any_changed_byte_of_the_routing_opens_nothing(at in 0usize..88, by in 1u8..=255) {
        let golden = Golden::read();
        let (mut routing, sealed) = golden.sealed();
        match at {
            0..48 => {
                let field = match at / 16 {
                    0 => &mut routing.id.0,
                    1 => &mut routing.space.0,
                    _ => &mut routing.device.0,
                };
                let mut bytes = *field.as_bytes();
                bytes[at % 16] ^= by;
                *field = uuid::Uuid::from_bytes(bytes);
            }
            48..56 => routing.number ^= u64::from(by) << (8 * (at - 48)),
            _ => routing.hash[at - 56] ^= by,
        }
        let mut ring = Keyring::of([golden.key()]);
        prop_assert_eq!(ring.open(&routing, &sealed), Err(NotOpened::Broken));
    }

    #[test]
    fn any_changed_byte_of_the_seal_opens_nothing(
        part in 0usize..3, at in any::<usize>(), by in 1u8..=255
    ) {
        let golden = Golden::read();
        let (routing, mut sealed) = golden.sealed();
        let part = [&mut sealed.from, &mut sealed.iv, &mut sealed.data].into_iter().nth(part);
        let part = part.unwrap();
        *part = spoilt(part, at, by);
        let mut ring = Keyring::of([golden.key()]);
        prop_assert_eq!(ring.open(&routing, &sealed), Err(NotOpened::Broken));
    }
}
