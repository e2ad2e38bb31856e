//! A device: it signs acts, and keeps the client's own view of a school.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::Value;
use uuid::Uuid;
use yuanliu_domain::act::{self, Act, Channel, DeviceTime, Subject};
use yuanliu_domain::id::{ActId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::rules::Kind;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::seal::{IV_BYTES, Routing, SealKey, SealedAct, SealedBytes};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::{Content, SignedAct};

pub struct Device {
    pub id: DeviceId,
    pub view: View,
    key: EcdsaKeyPair,
    count: u64,
}

impl Device {
    pub fn new() -> Device {
        let (form, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(form, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(form, pkcs8.as_ref(), &random).unwrap();
        Device { id: DeviceId(Uuid::now_v7()), view: View::default(), key, count: 0 }
    }

    pub fn public_key(&self) -> Vec<u8> {
        self.key.public_key().as_ref().to_vec()
    }

    pub fn sign(&self, bytes: &[u8]) -> String {
        let text = act::signed_text(bytes);
        act::to_base64(self.key.sign(&SystemRandom::new(), &text).unwrap().as_ref())
    }

    /// An act as this device writes it; `change` may spoil it.
    pub fn act<K: Kind>(
        &mut self,
        space: SpaceId,
        actor: (PersonId, &str),
        subject: Subject,
        body: &K,
        change: impl FnOnce(&mut Act),
    ) -> SignedAct {
        self.count += 1;
        let wall = Stamp::parse_local(super::NOW).unwrap();
        let mut act = Act {
            id: ActId(Uuid::now_v7()),
            space,
            device: self.id,
            device_seq: self.count,
            actor: actor.0,
            actor_name: actor.1.to_owned(),
            tablet: None,
            kind: K::NAME.to_owned(),
            kind_version: K::VERSION,
            subject,
            builds_on: vec![],
            batch: None,
            seen: None,
            at: DeviceTime { wall, school: Some(wall), ..DeviceTime::default() },
            happened: None,
            channel: Channel::App,
            informant: None,
            body: serde_json::to_value(body).unwrap(),
        };
        change(&mut act);
        self.signed(act.id, &act::to_bytes(&act))
    }

    pub fn signed(&self, id: ActId, bytes: &[u8]) -> SignedAct {
        let content = Content::Bytes(act::to_base64(bytes));
        SignedAct { id, signature: self.sign(bytes), content }
    }

    /// The same act, sealed to the school's key as a browser does it.
    pub fn seals(&self, act: &SignedAct, space: SpaceId, school: &SealKey) -> SignedAct {
        let bytes = bytes(act);
        let number = sentence(act)["device_seq"].as_u64().unwrap();
        let hash = act::content_hash(&bytes);
        let routing = Routing { id: act.id, space, device: self.id, number, hash };
        let sealed = SealedAct {
            number,
            hash: act::to_base64(&hash),
            bytes: seal(&routing, school, &bytes),
        };
        SignedAct { content: Content::Sealed(sealed), ..act.clone() }
    }
}

/// Seals bytes to a school with a key pair that is used once.
pub fn seal(routing: &Routing, school: &SealKey, bytes: &[u8]) -> SealedBytes {
    seal_bound(&routing.aad(), school, bytes)
}

/// The same, with other data bound to it.
pub fn seal_bound(aad: &[u8], school: &SealKey, bytes: &[u8]) -> SealedBytes {
    let random = SystemRandom::new();
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).unwrap();
    let from = own.compute_public_key().unwrap();
    let point = school.point().unwrap();
    let info = yuanliu_sync::seal::info(&point, from.as_ref());
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &point);
    let key: UnboundKey = agree_ephemeral(own, &theirs, |secret| {
        let prk = Salt::new(HKDF_SHA256, &[]).extract(secret);
        prk.expand(&[&info], &AES_256_GCM).unwrap().into()
    })
    .unwrap();
    let mut iv = [0; IV_BYTES];
    random.fill(&mut iv).unwrap();
    let mut data = bytes.to_vec();
    LessSafeKey::new(key)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(iv), Aad::from(aad), &mut data)
        .unwrap();
    SealedBytes {
        key: school.id.clone(),
        from: act::to_base64(from.as_ref()),
        iv: act::to_base64(&iv),
        data: act::to_base64(&data),
    }
}

/// The bytes of an act that is not sealed.
pub fn bytes(act: &SignedAct) -> Vec<u8> {
    match &act.content {
        Content::Bytes(text) => act::from_base64(text).unwrap(),
        Content::Sealed(_) => panic!("a sealed act shows no bytes"),
    }
}

/// The parsed bytes of an act, for a test that looks into it.
pub fn sentence(act: &SignedAct) -> Value {
    serde_json::from_slice(&bytes(act)).unwrap()
}
