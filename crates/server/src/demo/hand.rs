//! A demo device: it holds a key of its own and signs what people do on it.

use anyhow::{Error, Result, ensure};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};
use yuanliu_domain::act::{self, Act, Channel, DeviceTime, Informant, Subject};
use yuanliu_domain::id::{ActId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::photo::{PhotoContent, PutPhoto};
use yuanliu_sync::wire::{Content, SignedAct, Verdict};

use crate::store::{Device, Store};

/// Most acts that go into one commit.
const TOGETHER: usize = 200;

/// What somebody does, before a device makes an act of it.
pub struct Deed {
    /// Who, with the name as shown.
    pub by: (PersonId, String),
    /// About what.
    pub subject: Subject,
    /// Kind and version.
    pub kind: (&'static str, u16),
    /// What.
    pub body: Value,
    /// When.
    pub at: Stamp,
    /// Acts that it answers.
    pub builds_on: Vec<ActId>,
    /// Acts of one gesture.
    pub batch: Option<Uuid>,
    /// Told on paper by this person, and written down by the office.
    pub told_by: Option<String>,
    /// Its id, if other things are named after it.
    pub id: Option<ActId>,
}

impl Deed {
    /// Somebody does this at that moment.
    pub fn of<K: Kind>(by: (PersonId, &str), subject: Subject, body: &K, at: Stamp) -> Deed {
        Deed {
            by: (by.0, by.1.to_owned()),
            subject,
            kind: (K::NAME, K::VERSION),
            body: serde_json::to_value(body).expect("a body is plain data"),
            at,
            builds_on: vec![],
            batch: None,
            told_by: None,
            id: None,
        }
    }
}

/// A device with its key, its count, and acts not sent yet.
pub struct Hand {
    seed: u64,
    space: SpaceId,
    device: Device,
    key: EcdsaKeyPair,
    boot: Uuid,
    count: u64,
    unsent: Vec<SignedAct>,
    received: Stamp,
}

impl Hand {
    /// A new device in this school, on which these people have signed in.
    pub async fn enrol(
        store: &dyn Store,
        seed: u64,
        space: SpaceId,
        people: impl IntoIterator<Item = PersonId>,
        at: Stamp,
    ) -> Result<Hand> {
        let random = SystemRandom::new();
        let form = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(form, &random).map_err(Error::msg)?;
        let key = EcdsaKeyPair::from_pkcs8(form, pkcs8.as_ref(), &random).map_err(Error::msg)?;
        let public = key.public_key().as_ref().to_vec();
        let device = Device {
            id: DeviceId(Uuid::now_v7()),
            key: public,
            people: people.into_iter().collect(),
        };
        let enrolments = device.people.iter().map(|p| store.enrol(device.id, &device.key, *p, at));
        // Together they are one transaction or two; one by one each waits for the disk.
        futures::future::try_join_all(enrolments).await?;
        let (boot, unsent) = (Uuid::now_v7(), vec![]);
        Ok(Hand { seed, space, device, key, boot, count: 0, unsent, received: at })
    }

    /// Makes an act and keeps it until a few can go together.
    pub async fn does(&mut self, store: &dyn Store, deed: Deed) -> Result<ActId> {
        if deed.at != self.received || self.unsent.len() == TOGETHER {
            self.send(store).await?;
        }
        self.received = deed.at;
        let id = deed.id.unwrap_or_else(|| self.id(&deed));
        self.count += 1;
        let told_by = deed.told_by;
        let act = Act {
            id,
            space: self.space,
            device: self.device.id,
            device_seq: self.count,
            actor: deed.by.0,
            actor_name: deed.by.1,
            tablet: None,
            kind: deed.kind.0.to_owned(),
            kind_version: deed.kind.1,
            subject: deed.subject,
            builds_on: deed.builds_on,
            batch: deed.batch,
            seen: None,
            at: DeviceTime { wall: deed.at, mono: 0, boot: self.boot, school: Some(deed.at) },
            happened: None,
            channel: if told_by.is_some() { Channel::Paper } else { Channel::App },
            informant: told_by.map(|name| Informant { name, phone: None }),
            body: deed.body,
        };
        let bytes = act::to_bytes(&act);
        let signature = self.key.sign(&SystemRandom::new(), &act::signed_text(&bytes));
        let signature = signature.map_err(Error::msg)?;
        self.unsent.push(SignedAct {
            id,
            signature: act::to_base64(signature.as_ref()),
            // It never lies on a device.
            content: Content::Bytes(act::to_base64(&bytes)),
        });
        Ok(id)
    }

    /// Sends what is not sent yet.
    pub async fn send(&mut self, store: &dyn Store) -> Result<()> {
        let acts = std::mem::take(&mut self.unsent);
        if acts.is_empty() {
            return Ok(());
        }
        let verdicts = store.commit(self.space, &self.device, acts, self.received).await?;
        let refused = verdicts.iter().find(|v| !matches!(v.verdict, Verdict::Applied { .. }));
        ensure!(refused.is_none(), "the demo wrote an act that does not hold: {refused:?}");
        Ok(())
    }

    /// Brings a photo that an act of this hand names.
    pub async fn brings(
        &mut self,
        store: &dyn Store,
        act: ActId,
        photo: &[u8],
        at: Stamp,
    ) -> Result<()> {
        self.send(store).await?;
        // It never lies on a device either.
        let content = PhotoContent::Bytes(act::to_base64(photo));
        let put = PutPhoto { device: self.device.id, act, content };
        Ok(store.put_photo(self.space, &self.device, PhotoHash::of(photo), put, at).await?)
    }

    /// The same plan gives the same ids, so that it can be played on later.
    pub fn id(&self, deed: &Deed) -> ActId {
        let mut text = Sha256::new();
        text.update(self.seed.to_be_bytes());
        text.update(self.space.0);
        text.update(deed.at.0.to_be_bytes());
        text.update(deed.kind.0);
        text.update(
            serde_json::to_vec(&(&deed.subject, &deed.body, deed.by.0)).expect("plain data"),
        );
        let hash = text.finalize();
        let random = hash[..10].try_into().expect("ten bytes");
        ActId(Builder::from_unix_timestamp_millis(deed.at.0 as u64, random).into_uuid())
    }
}
