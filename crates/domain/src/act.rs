//! An act: what a person did, written once, signed, and never changed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::id::{ActId, ChildId, ClassId, DeviceId, GroupId, PersonId, SpaceId};
use crate::refusal::Refusal;
use crate::time::Stamp;

/// Largest act in bytes: a drawn signature (4 KB) and a long text fit many times.
pub const MAX_ACT_BYTES: usize = 32 * 1024;
/// What a device signs begins with this, so that no other text can be passed off as an act.
const SIGNED_PREFIX: &[u8] = b"yuanliu-act-1\0";
/// Deepest nesting of JSON in an act.
const MAX_DEPTH: usize = 16;

/// What an act is about. One act, one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One pupil.
    Child(ChildId),
    /// One class.
    Class(ClassId),
    /// One group of the afternoon.
    Group(GroupId),
    /// One guardian or member of staff.
    Person(PersonId),
    /// The school as a whole.
    School,
}

/// How the words reached the record (T12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Done by the person in the app.
    #[default]
    App,
    /// Told on the telephone, written down by staff.
    Phone,
    /// Told face to face.
    InPerson,
    /// On paper, entered later.
    Paper,
    /// A message, shown on a telephone or sent to staff outside the app.
    Message,
}

/// Who told what staff wrote down for a family (T12); on [`Channel::Paper`] who wrote the
/// sheet from which it is entered (G6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Informant {
    /// Name as it was given.
    pub name: String,
    /// Number that called, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// What the device's clocks said: testimony, never order (R9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceTime {
    /// Wall clock.
    pub wall: Stamp,
    /// Milliseconds since the app started, from a clock that only goes forward.
    pub mono: i64,
    /// Names this start of the app.
    pub boot: Uuid,
    /// The device's estimate of the school's time: last server time plus progress.
    /// Absent when there was no contact since the app's start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<Stamp>,
}

impl DeviceTime {
    /// The best that this device knew of 'now'.
    pub fn best(&self) -> Stamp {
        self.school.unwrap_or(self.wall)
    }
}

/// The envelope of an act. `B` is the body: parsed JSON until a rule reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act<B = Value> {
    /// UUIDv7 made on the device; unique for ever.
    pub id: ActId,
    /// Whose order it joins.
    pub space: SpaceId,
    /// The device that signs.
    pub device: DeviceId,
    /// Counts this device's acts; shows gaps and clones, never orders.
    pub device_seq: u64,
    /// The person who acted.
    pub actor: PersonId,
    /// The actor's name as the device showed it: evidence, not proof.
    pub actor_name: String,
    /// The shared tablet at which the actor proved by PIN who they are (T11); absent
    /// when the actor signed in on the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablet: Option<PersonId>,
    /// Which rule reads the body.
    pub kind: String,
    /// Version of that kind's body.
    pub kind_version: u16,
    /// What it is about.
    pub subject: Subject,
    /// Acts that it answers: an original to correct, a mark it knew of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub builds_on: Vec<ActId>,
    /// Acts of one gesture carry one batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Uuid>,
    /// Version of the list that was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
    /// What the clocks said.
    pub at: DeviceTime,
    /// When it happened, as stated by the person, if entered later 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<Stamp>,
    /// How the words came.
    #[serde(default)]
    pub channel: Channel,
    /// Who told it, when staff wrote it for a family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub informant: Option<Informant>,
    /// What was done.
    pub body: B,
}

impl<B> Act<B> {
    /// The child this act is about.
    pub fn child(&self) -> Result<ChildId, Refusal> {
        match self.subject {
            Subject::Child(id) => Ok(id),
            _ => Err(Refusal::WrongSubject),
        }
    }

    /// When it happened: the stated time if there is one, else the device's best.
    pub fn time(&self) -> Stamp {
        self.happened.unwrap_or(self.at.best())
    }

    /// Who wrote the paper sheet from which it was entered, if it was (G6).
    pub fn sheet(&self) -> Option<&str> {
        let written = self.informant.as_ref().filter(|_| self.channel == Channel::Paper)?;
        Some(&written.name)
    }

    /// The same envelope around another body.
    pub fn with_body<C>(&self, body: C) -> Act<C> {
        Act {
            id: self.id,
            space: self.space,
            device: self.device,
            device_seq: self.device_seq,
            actor: self.actor,
            actor_name: self.actor_name.clone(),
            tablet: self.tablet,
            kind: self.kind.clone(),
            kind_version: self.kind_version,
            subject: self.subject,
            builds_on: self.builds_on.clone(),
            batch: self.batch,
            seen: self.seen,
            at: self.at,
            happened: self.happened,
            channel: self.channel,
            informant: self.informant.clone(),
            body,
        }
    }
}

/// Serialises an act, once: these bytes are what is signed, kept and sent.
pub fn to_bytes<B: Serialize>(act: &Act<B>) -> Vec<u8> {
    serde_json::to_vec(act).expect("an act is plain data")
}

/// Reads the bytes of an act. Checks form only: size, UTF-8, no floats, no
/// deep nesting, an envelope. Unknown fields are left alone.
pub fn from_bytes(bytes: &[u8]) -> Result<Act, Refusal> {
    if bytes.len() > MAX_ACT_BYTES {
        return Err(Refusal::TooLarge);
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|_| Refusal::NotJson)?;
    plain(&value, MAX_DEPTH)?;
    let act: Act = serde_json::from_value(value).map_err(|_| Refusal::BadEnvelope)?;
    let informant = act.informant.as_ref();
    let names = [Some(act.actor_name.as_str()), informant.map(|i| i.name.as_str())];
    let phone = informant.and_then(|i| i.phone.as_deref()).unwrap_or_default();
    if names.into_iter().flatten().any(|name| name.chars().count() > 60)
        || phone.chars().count() > 30
        || act.builds_on.len() > 50
    {
        return Err(Refusal::BadEnvelope);
    }
    Ok(act)
}

fn plain(value: &Value, depth: usize) -> Result<(), Refusal> {
    if depth == 0 {
        return Err(Refusal::BadEnvelope);
    }
    match value {
        Value::Number(n) if n.is_f64() => Err(Refusal::BadEnvelope),
        Value::Array(items) => items.iter().try_for_each(|item| plain(item, depth - 1)),
        Value::Object(fields) => fields.values().try_for_each(|item| plain(item, depth - 1)),
        _ => Ok(()),
    }
}

/// The text that the device key signs (ECDSA P-256, SHA-256, raw r‖s).
pub fn signed_text(bytes: &[u8]) -> Vec<u8> {
    [SIGNED_PREFIX, bytes].concat()
}

/// SHA-256 over the act's bytes, without signature and seal.
pub fn content_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes as base64url without padding: how they travel.
pub fn to_base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of a base64url text without padding.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
