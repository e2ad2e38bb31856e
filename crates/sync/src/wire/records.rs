//! Proof of what the school's journal holds.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use yuanliu_domain::id::PersonId;
use yuanliu_domain::rights::Role;
use yuanliu_domain::time::{Day, Stamp};

use super::Qr;

/// `GET /api/v1/spaces/{space}/checkpoint`: what the journal holds, signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checkpoint {
    /// The signed note (C2SP tlog-checkpoint), to be kept as it is.
    pub note: String,
    /// The key that verifies it (C2SP signed-note).
    pub verifier: String,
    /// Entries in the journal.
    pub size: u64,
    /// When it was signed.
    pub server_time: Stamp,
    /// With `?since=`: the proof, in base64, that the journal of that size is the
    /// beginning of this one (RFC 6962 §2.1.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consistency: Vec<String>,
}

/// `GET /api/v1/spaces/{space}/acts/{act}/proof`: that the journal holds an act,
/// as it was written. Hashes and bytes are base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proof {
    /// The entry's number; the leaf's index is the one before.
    pub version: u64,
    /// When the school had it.
    pub received: Stamp,
    /// The act as its device wrote it.
    pub act: String,
    /// Opens the leaf: HMAC-SHA-256 under it, over SHA-256(act) and `effect`.
    pub salt: String,
    /// SHA-256 of what came of the act.
    pub effect: String,
    /// From the leaf to the root (RFC 6962 §2.1.1).
    pub path: Vec<String>,
    /// The tree that it is in, signed.
    pub checkpoint: String,
}

/// `GET /api/v1/spaces/{space}/children/{child}/readers`: who was given something
/// with this child in it, for its guardians.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Readers {
    /// From this day on.
    pub since: Day,
    /// Day by day, the latest first.
    pub readers: Vec<Reader>,
}

/// One person on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reader {
    /// When.
    pub day: Day,
    /// Who.
    pub person: PersonId,
    /// Name as shown, or where a shared tablet lies; empty for whom nothing is known of any more.
    pub name: String,
    /// Parts played in the school.
    pub roles: BTreeSet<Role>,
    /// The group of that day, if the person had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// What: the words of the audiences, `holds` · `day` · `roll` · `care` ·
    /// `incidents` · `homeroom` · `leader` · `office`; `audit` is the yearly audit, numbers alone.
    pub what: BTreeSet<String>,
}

/// `GET /api/v1/spaces/{space}/acts/{act}/check-code`: what is printed on a leave note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckCode {
    /// In readable groups.
    pub code: String,
    /// Opens the page with the code filled in. The code stands after `#`, which no
    /// browser sends to a server.
    pub link: String,
    /// The link as a picture.
    pub qr: Qr,
}

/// `POST /api/v1/verify`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verify {
    /// As it was typed.
    pub code: String,
}

/// What the journal says of a printed note, to anybody who has its code: no name, no
/// reason, no words of it. Hashes are base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verified {
    /// The school that received it.
    pub school: String,
    /// When its server had it.
    pub received: Stamp,
    /// What it is; absent when the record was erased since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<VerifiedNote>,
    /// SHA-256 of the act as its device wrote it, base64url: the author's proof has the
    /// same.
    pub hash: String,
    /// The entry's number; the leaf's index is the one before.
    pub version: u64,
    /// With number and time of receipt it makes the leaf.
    pub mac: String,
    /// From the leaf to the root (RFC 6962 §2.1.1).
    pub path: Vec<String>,
    /// Entries in the journal when this was asked.
    pub size: u64,
    /// The tree that it is in, signed (C2SP tlog-checkpoint).
    pub checkpoint: String,
    /// The key that verifies it (C2SP signed-note).
    pub verifier: String,
}

/// The dates of a leave note, and whether it was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifiedNote {
    /// First date.
    pub from: Day,
    /// Last date.
    pub until: Day,
    /// When it was withdrawn, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Stamp>,
}
