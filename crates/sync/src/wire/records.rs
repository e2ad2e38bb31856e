//! Proof of what the school's journal holds.

use serde::{Deserialize, Serialize};
use yuanliu_domain::time::Stamp;

/// `GET /api/v1/spaces/{space}/checkpoint`: what the journal holds, signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
