//! What travels between a replica and the server. JSON; `no-store`.

mod account;
mod carried;
mod place;
mod records;
mod telling;

pub use account::*;
pub use carried::*;
pub use place::*;
pub use records::*;
pub use telling::*;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;
use yuanliu_domain::time::Stamp;

use crate::seal::{SealKey, SealedAct};

/// Version of this protocol.
pub const PROTOCOL: u16 = 1;
/// Most acts in one request.
pub const MAX_ACTS: usize = 100;
/// Most rows in one answer, but for the first.
pub const PAGE_ROWS: usize = 4_000;
/// Most rows in the answer to an empty cursor: all that a tablet of a large school holds.
/// Ids that no compressor can guess are written out once on a page, so one page is fewer
/// bytes than three.
pub const FIRST_ROWS: usize = 16_000;

/// `POST /api/v1/spaces/{space}/sync`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Request {
    /// [`PROTOCOL`].
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1))]
    pub protocol: u16,
    /// The device that asks and signs.
    pub device: yuanliu_domain::id::DeviceId,
    /// Used for this request alone. The first cursor is everybody's: this is not.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "uuid"))]
    #[serde(default)]
    pub nonce: Uuid,
    /// As the last answer gave it; empty at first.
    #[serde(default)]
    pub cursor: String,
    /// Audiences held whole, with their checksums.
    #[serde(default)]
    pub have: Vec<Have>,
    /// The school's sealing key that this device has, by its id.
    #[serde(default)]
    pub seal: String,
    /// Acts to commit, in this device's order; at most a hundred.
    #[serde(default)]
    pub acts: Vec<SignedAct>,
}

/// An audience held whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Have {
    /// Which.
    pub audience: Audience,
    /// Sum over the rows held, 16 hex digits.
    pub sum: String,
}

/// An act as its device serialised and signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedAct {
    /// Clear routing: the act's id.
    pub id: ActId,
    /// ECDSA P-256 over the signed text, raw r‖s, base64url.
    pub signature: String,
    /// What was signed.
    #[serde(flatten)]
    pub content: Content,
}

/// An act's bytes on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Content {
    /// Open, base64url: from imports, the demo, and devices that do not know the
    /// school's key yet. The proof of an act is its signature; the seal is for the
    /// time that it lies on a device.
    Bytes(String),
    /// Sealed to the school's key.
    Sealed(SealedAct),
}

/// What became of an act: a row of the device's own audience, keyed by the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Verdict {
    /// Its effect is in the rows of this version.
    Applied {
        /// The space's version that it made.
        version: u64,
    },
    /// Not applied, for who sent it or how it is formed; kept by the school with the reason.
    TurnedAway {
        /// A refusal's stable code.
        code: String,
    },
    /// Waits for what it builds on.
    Held {
        /// Why, as a stable code.
        reason: String,
    },
}

impl yuanliu_domain::row::Body for Verdict {
    const KIND: &'static str = "verdict";
}

/// A verdict as an answer carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActVerdict {
    /// The act.
    pub act: ActId,
    /// What became of it.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// A row on the wire. The body is a string: what is hashed is what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WireRow {
    /// Who sees it.
    #[serde(rename = "a")]
    pub audience: Audience,
    /// What it is.
    #[serde(rename = "k")]
    pub kind: String,
    /// Which one.
    #[serde(rename = "i")]
    pub key: String,
    /// The space's version that wrote it.
    #[serde(rename = "v")]
    pub version: u64,
    /// The body; absent when the row is removed.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// The request's number, repeated: an answer that somebody else got is none.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "uuid"))]
    #[serde(default)]
    pub nonce: Uuid,
    /// The request's cursor, repeated: a cached or foreign answer is rejected by it.
    pub asked: String,
    /// Verdicts on the acts of this request, in their order.
    pub verdicts: Vec<ActVerdict>,
    /// Audiences to drop before anything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forget: Vec<Audience>,
    /// Rows in the order in which they are to be put.
    pub rows: Vec<WireRow>,
    /// Audiences that are whole with this answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub whole: Vec<Audience>,
    /// Where to go on.
    pub cursor: String,
    /// Checksums of every audience of this viewer, when `more` is false.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checksums: Vec<Have>,
    /// There is more to ask for at once.
    pub more: bool,
    /// The school's clock.
    pub server_time: Stamp,
    /// The school's sealing key, when it is another than the device has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<SealKey>,
}

impl Answer {
    /// Whether this is the answer to that request (I5, I11).
    pub fn is_to(&self, request: &Request) -> bool {
        (self.nonce, &self.asked) == (request.nonce, &request.cursor)
    }
}

/// Writes a checksum as it travels.
pub fn sum_hex(sum: i64) -> String {
    format!("{:016x}", sum as u64)
}

/// Reads a checksum as it travels.
pub fn sum_of(hex: &str) -> Option<i64> {
    (hex.len() == 16).then(|| u64::from_str_radix(hex, 16).ok())?.map(|sum| sum as i64)
}

/// `PUT /api/v1/devices/{device}`: enrols a device's public key for the signed-in person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrol {
    /// P-256 public key, uncompressed point (65 bytes), base64url.
    #[cfg_attr(
        feature = "openapi",
        schema(pattern = r"^B[A-P][A-Za-z0-9_-]{84}[AEIMQUYcgkosw048]$")
    )]
    pub public_key: String,
}

/// `POST /api/v1/spaces/{space}/pairings`: a code with which a device becomes this
/// shared tablet. The answer is an [`Invitation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferPairing {
    /// The tablet, as the office named it.
    pub tablet: yuanliu_domain::id::PersonId,
}

/// `POST /api/v1/pair`: this device becomes the tablet of the code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pair {
    /// The code, as typed; case, spaces and dashes do not matter.
    pub code: String,
    /// The device.
    pub device: yuanliu_domain::id::DeviceId,
    /// P-256 public key, uncompressed point (65 bytes), base64url.
    #[cfg_attr(
        feature = "openapi",
        schema(pattern = r"^B[A-P][A-Za-z0-9_-]{84}[AEIMQUYcgkosw048]$")
    )]
    pub public_key: String,
}

/// A problem document (RFC 9457, `application/problem+json`). Screens have their
/// own words for each code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// In Chinese and English, for whoever reads it raw.
    pub title: String,
}
