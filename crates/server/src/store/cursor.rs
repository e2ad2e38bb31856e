//! Where a replica is. Opaque to it: base64url of this JSON.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yuanliu_domain::act::{from_base64, to_base64};
use yuanliu_domain::audience::Audience;
use yuanliu_sync::guards::{self, Guard};

/// Form of the rows and of this cursor: another one begins anew.
pub const SCHEMA: u16 = 1;

/// A replica's place in the order of one space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Epoch of the server that gave it (I9).
    #[serde(rename = "e")]
    pub epoch: Uuid,
    /// [`SCHEMA`].
    #[serde(rename = "s")]
    pub schema: u16,
    /// Everything held is complete up to this version, but for `fresh`.
    #[serde(rename = "v")]
    pub version: u64,
    /// Version of what the viewer is in this school, from which the scope came.
    #[serde(rename = "sv")]
    pub scope_version: u64,
    /// Audiences that are complete only up to another version: their reading
    /// began before `version` and ended after it.
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    pub fresh: Vec<(Audience, u64)>,
    /// The audience that is being read in parts.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// An audience that did not fit on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which.
    #[serde(rename = "a")]
    pub audience: Audience,
    /// The space's version when its reading began.
    #[serde(rename = "b")]
    pub base: u64,
    /// Kind and key of the last row sent.
    #[serde(rename = "k")]
    pub after: (String, String),
}

impl Cursor {
    /// As it travels.
    pub fn write(&self) -> String {
        to_base64(&serde_json::to_vec(self).expect("a cursor is plain data"))
    }

    /// Reads a cursor that this server gave in this epoch; anything else is none.
    pub fn read(text: &str, epoch: Uuid) -> Option<Cursor> {
        let cursor: Cursor = serde_json::from_slice(&from_base64(text)?).ok()?;
        let same = cursor.epoch == epoch || !guards::stands(Guard::Epoch);
        (same && cursor.schema == SCHEMA).then_some(cursor)
    }

    /// The version up to which a held audience is complete.
    pub fn base(&self, audience: &Audience) -> u64 {
        let fresh = self.fresh.iter().find(|(a, _)| a == audience);
        fresh.map_or(self.version, |(_, base)| *base)
    }
}
