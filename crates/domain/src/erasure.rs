//! What was erased from the record, and why: the note that stays in its place.

use serde::{Deserialize, Serialize};

use crate::row::Body;
use crate::time::Stamp;

/// Why something was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A guardian asked for it (PIPL 47).
    Request,
    /// Its term was over.
    Retention,
}

/// An erasure; row of `Office`, keyed by its version. Written by the server alone;
/// it names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// When.
    pub at: Stamp,
    /// Why.
    pub why: Why,
    /// Versions of which nothing but the leaf is left, or not all.
    pub entries: Vec<u64>,
    /// Rows that went.
    pub rows: u64,
}

impl Body for Erasure {
    const KIND: &'static str = "erasure";
}
