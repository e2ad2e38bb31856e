//! What only the server writes about passes and cards: the school's signature, the
//! six digits, a card's number. No rule predicts these rows.

use serde::{Deserialize, Serialize};

use crate::act::from_base64;
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::row::{Body, RowKey};
use crate::tablet::Verifier;
use crate::token::{KeyName, key_name};

/// Rows that come with an act and that the rules do not make.
pub const BY_THE_SCHOOL: [&str; 4] = [Signed::KIND, Code::KIND, CardNumber::KIND, PassKey::KIND];

/// Digits of a spoken code 六位口令码.
pub const DIGITS: usize = 6;

/// A pass or card once the school has signed it; row of its issuer's `Person`, keyed
/// by the issuing act. Not of `Family`: what opens a door is for whoever made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// For which child.
    pub child: ChildId,
    /// The signed text.
    pub token: String,
    /// Six digits to speak; a card has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// A card's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The text as a picture.
    pub picture: Picture,
}

impl Body for Signed {
    const KIND: &'static str = "signed";
}

/// The modules of a QR code, row by row: one bit each, 1 for dark, base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Modules on a side, without the white border.
    pub size: u16,
    /// The bits.
    pub bits: String,
}

impl Picture {
    /// Whether each module is dark, row by row.
    pub fn modules(&self) -> Vec<bool> {
        let bytes = from_base64(&self.bits).unwrap_or_default();
        let count = usize::from(self.size) * usize::from(self.size);
        let dark = |n: usize| bytes.get(n / 8).is_some_and(|byte| byte >> (7 - n % 8) & 1 == 1);
        (0..count).map(dark).collect()
    }
}

/// What six digits are checked against on their day; row of `Codes`. Its key is made
/// with a secret of the server from day and code: no two passes of a day have one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Which pass.
    pub pass: ActId,
    /// For which child.
    pub child: ChildId,
    /// The slow hash.
    pub verifier: Verifier,
}

impl Body for Code {
    const KIND: &'static str = "code";
}

/// A card's number, for staff; row of `Roll`, keyed by the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardNumber {
    /// For which child.
    pub child: ChildId,
    /// The number, printed on the card.
    pub number: u32,
}

impl Body for CardNumber {
    const KIND: &'static str = "card_number";
}

/// A key under which this school signs or signed; row of `Holds`, keyed by its name
/// in hex, so that it is on a tablet before the lists are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassKey {
    /// P-256 public key, uncompressed point (65 bytes), base64url.
    pub public: String,
}

impl Body for PassKey {
    const KIND: &'static str = "pass_key";
}

impl PassKey {
    /// Where the key of this name lies.
    pub fn row(name: KeyName) -> RowKey {
        let hex: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
        RowKey::of::<PassKey>(Audience::Holds, hex)
    }

    /// The point, if it is one and has this name.
    pub fn point(&self, name: KeyName) -> Option<Vec<u8>> {
        let point = from_base64(&self.public)?;
        (point.len() == 65 && key_name(&point) == name).then_some(point)
    }
}

/// Where what the school signed for an issuer lies.
pub fn signed_row(issuer: PersonId, act: ActId) -> RowKey {
    RowKey::of::<Signed>(Audience::Person(issuer), act)
}
