//! A device: it signs acts, and keeps the client's own view of a school.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::Value;
use uuid::Uuid;
use yuanliu_domain::act::{self, Act, Channel, DeviceTime, Subject};
use yuanliu_domain::id::{ActId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::rules::Kind;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::view::View;
use yuanliu_sync::wire::SignedAct;

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
        SignedAct { id, bytes: act::to_base64(bytes), signature: self.sign(bytes) }
    }
}

/// The parsed bytes of an act, for a test that looks into it.
pub fn sentence(act: &SignedAct) -> Value {
    serde_json::from_slice(&act::from_base64(&act.bytes).unwrap()).unwrap()
}
