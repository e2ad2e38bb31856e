//! Keeping an act: numbered, signed, stored strictly, and only then 'kept' (I1).

use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use yuanliu_domain::act::{self, Act, Channel, DeviceTime, Informant, Subject};
use yuanliu_domain::id::ActId;
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::outbox::{Kept, PhotoStage, Stage};
use yuanliu_sync::photo::Routing;

use super::{App, Space};
use crate::platform;
use crate::storage::{Trouble, once_more};

/// What a person wants to write, before the device puts its envelope around it.
#[derive(Clone, Debug)]
pub struct Draft<K> {
    /// What it is about.
    pub subject: Subject,
    /// Acts that it answers.
    pub builds_on: Vec<ActId>,
    /// When it happened, if it is entered later.
    pub happened: Option<Stamp>,
    /// How the words came.
    pub channel: Channel,
    /// Who told it.
    pub informant: Option<Informant>,
    /// What was done.
    pub body: K,
}

impl<K> Draft<K> {
    /// Done by the person, in the app, now.
    pub fn new(subject: Subject, body: K) -> Draft<K> {
        Draft {
            subject,
            builds_on: vec![],
            happened: None,
            channel: Channel::App,
            informant: None,
            body,
        }
    }

    /// The same, answering these acts.
    pub fn building_on(self, acts: impl IntoIterator<Item = ActId>) -> Draft<K> {
        Draft { builds_on: acts.into_iter().collect(), ..self }
    }
}

/// Why nothing was kept. What the person wrote stays on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The form or the right is not there; the words say how to repair.
    Refused(Refusal),
    /// The device can't store it: a full disk is said before the act is lost.
    Device(Trouble),
    /// Nobody is signed in.
    SignedOut,
}

impl From<Refusal> for NotKept {
    fn from(refusal: Refusal) -> NotKept {
        NotKept::Refused(refusal)
    }
}

impl From<Trouble> for NotKept {
    fn from(trouble: Trouble) -> NotKept {
        NotKept::Device(trouble)
    }
}

impl App {
    /// Keeps one act. Returns when it is durable on this device.
    pub async fn keep<K: Kind>(&self, space: Space, draft: Draft<K>) -> Result<ActId, NotKept> {
        let kept = self.keep_all(space, vec![draft]).await?;
        Ok(kept[0])
    }

    /// Keeps the acts of one gesture: all or none, under one batch.
    pub async fn keep_all<K: Kind>(
        &self,
        space: Space,
        drafts: Vec<Draft<K>>,
    ) -> Result<Vec<ActId>, NotKept> {
        self.keep_with(space, drafts, None).await
    }

    /// The same, with the photo that these acts name: acts and photo are kept together
    /// or not at all.
    pub async fn keep_with<K: Kind>(
        &self,
        space: Space,
        drafts: Vec<Draft<K>>,
        photo: Option<&[u8]>,
    ) -> Result<Vec<ActId>, NotKept> {
        let device = self.device.get_value().ok_or(NotKept::SignedOut)?;
        let who = self.who.get_untracked().ok_or(NotKept::SignedOut)?;
        let member = who.spaces.iter().find(|s| s.space == space.id).ok_or(NotKept::SignedOut)?;
        let rights = member.member.rights(who.person);
        let at = self.device_time(space, device.boot);
        let batch = (drafts.len() > 1).then(platform::new_id);
        let mut acts = vec![];
        for draft in drafts {
            let act = Act {
                id: ActId(platform::new_id()),
                space: space.id,
                device: device.id,
                device_seq: 0,
                actor: who.person,
                actor_name: who.name.clone(),
                tablet: self.tablet_behind(who.person),
                kind: K::NAME.to_owned(),
                kind_version: K::VERSION,
                subject: draft.subject,
                builds_on: draft.builds_on,
                batch,
                seen: None,
                at,
                happened: draft.happened,
                channel: draft.channel,
                informant: draft.informant,
                body: serde_json::to_value(&draft.body).expect("a body is plain data"),
            };
            draft.body.form(&act)?;
            draft.body.right(&act, &rights)?;
            acts.push(act);
        }
        if acts.is_empty() {
            return Ok(vec![]);
        }
        // A short transaction for the numbers; then sign and seal, which no
        // transaction survives; then a strict put.
        let first = once_more(async || device.outbox.take_numbers(acts.len() as u64).await).await?;
        let (mut records, mut photos) = (vec![], vec![]);
        for (n, act) in acts.iter_mut().enumerate() {
            act.device_seq = first + n as u64;
            let bytes = act::to_bytes(act);
            if bytes.len() > act::MAX_ACT_BYTES {
                return Err(Refusal::TooLarge.into());
            }
            let signature = device.key.sign(&act::signed_text(&bytes)).await.map_err(unsigned)?;
            let mut kept = Kept::new(act, &bytes, &signature, platform::wall());
            device.outbox.close(&mut kept).await?;
            if let Some(bytes) = photo {
                let hash = PhotoHash::of(bytes);
                kept = kept.with_photo(hash, PhotoStage::Waiting);
                let routing = Routing { act: act.id, space: act.space, device: act.device, hash };
                photos.push((act.id, device.outbox.close_photo(&routing, bytes).await?));
            }
            if K::CONFIDENTIAL {
                kept.for_the_school_alone();
            }
            records.push(kept);
        }
        let kept = once_more(async || device.outbox.keep(&records, &photos).await).await;
        kept.inspect_err(|trouble| self.trouble.set(Some(trouble.clone())))?;
        self.outbox.update(|outbox| outbox.extend(records));
        let rules = self.rules.get_value();
        // Whoever holds the rows of a confidential kind sees it at once; nobody else can.
        space.replica.update(|replica| acts.iter().for_each(|act| replica.predict(act, rules)));
        self.wake();
        self.tell_tabs();
        Ok(acts.iter().map(|act| act.id).collect())
    }

    /// A person has seen why these acts were turned away (I3).
    pub async fn acknowledge(&self, act: ActId) -> Result<(), Trouble> {
        let Some(device) = self.device.get_value() else { return Ok(()) };
        let record = self.outbox.with_untracked(|outbox| {
            let kept = outbox.iter().find(|kept| kept.id == act)?;
            match &kept.stage {
                Stage::Answered(verdict) => Some(kept.at(Stage::Acknowledged(verdict.clone()))),
                _ => None,
            }
        });
        let Some(record) = record else { return Ok(()) };
        // Its photo, if it named one, goes to nobody any more.
        device.outbox.let_photo_go(&record).await?;
        self.outbox.update(|outbox| {
            outbox.iter_mut().filter(|kept| kept.id == act).for_each(|kept| *kept = record.clone());
        });
        Ok(())
    }

    fn device_time(&self, space: Space, boot: Uuid) -> DeviceTime {
        let reading = platform::reading();
        let contact = space.contact.get_untracked();
        DeviceTime {
            wall: reading.wall,
            mono: reading.mono,
            boot,
            school: contact.map(|_| space.now().at),
        }
    }
}

fn unsigned(error: JsValue) -> NotKept {
    NotKept::Device(Trouble::Unavailable(format!("could not sign: {error:?}")))
}
