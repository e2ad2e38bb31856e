//! Emergency roll call 紧急点名 (T10): everybody who is in the school's care or in the
//! house, safe, missing or unknown, counted on many devices that may not hear of each
//! other.
//!
//! What each device found stays a row of its own, for ever (R5). The list that people
//! see is those rows merged: an entry stands until another one answers it, and two that
//! disagree stand side by side, as missing, until a person clears them.

mod kinds;
mod merged;

pub use merged::{Said, Standing, merged};

use serde::{Deserialize, Serialize};

use crate::id::{ActId, ChildId, PersonId};
use crate::row::Body;
use crate::time::{Day, Stamp};

/// People whom one act counts, and people whom a result names.
pub const MOST_FOUND: usize = 100;

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A pupil.
    Child(ChildId),
    /// A member of staff.
    Staff(PersonId),
    /// A visitor, by the act that let them in.
    Visitor(ActId),
}

/// How somebody was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Safety {
    /// 平安: seen, and safe.
    Safe,
    /// 未找到: looked for, and not found.
    Missing,
    /// 未清点: nobody has said; also what takes a mistake back.
    Unknown,
}

/// One person and how they were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Who.
    pub who: Who,
    /// How.
    pub safety: Safety,
}

/// Act: somebody starts an emergency roll call. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyStarted {
    /// The date.
    pub day: Day,
    /// Real 真实, not a drill 演练.
    pub real: bool,
    /// What has happened.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Where people gather.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// Act: what somebody found. It builds on the entries that it answers: the author's own
/// earlier ones, or those that it clears. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyCounted {
    /// The date.
    pub day: Day,
    /// The roll call.
    pub emergency: ActId,
    /// Where the author counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Each person once, at most [`MOST_FOUND`].
    pub found: Vec<Found>,
}

/// How many are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Safe.
    pub safe: u32,
    /// Missing, and those about whom two entries disagree.
    pub missing: u32,
    /// Not counted.
    pub unknown: u32,
}

/// Act: the leader or the office ends roll calls, all that are open together, with the
/// result as their screen showed it. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyEnded {
    /// The date.
    pub day: Day,
    /// Those that end.
    pub emergencies: Vec<ActId>,
    /// The counts as shown.
    pub result: Tally,
    /// Who was not safe by then, at most [`MOST_FOUND`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_safe: Vec<Found>,
    /// What was noticed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A roll call; row of `Day`, keyed by the act that started it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    /// What was said at its start.
    pub started: EmergencyStarted,
    /// Who started it; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// How it ended. The first counts; another one from a device that had not heard of
    /// it is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<End>,
}

impl Body for Emergency {
    const KIND: &'static str = "emergency";
}

impl Emergency {
    /// Whether people still count.
    pub fn open(&self) -> bool {
        self.ends.is_empty()
    }
}

/// The frozen result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The act.
    pub act: ActId,
    /// Who ended it; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// The counts as shown then.
    pub result: Tally,
    /// Who was not safe by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_safe: Vec<Found>,
    /// What was noticed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What one act found; row of `Day`, keyed by that act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The roll call.
    pub emergency: ActId,
    /// Where it was counted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Who was found, and how.
    pub found: Vec<Found>,
    /// Entries that it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<ActId>,
    /// Who counted.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When, by the device's best knowledge.
    pub at: Stamp,
    /// The school had it after the end: kept, and not part of the result.
    #[serde(default)]
    pub late: bool,
}

impl Body for Counted {
    const KIND: &'static str = "emergency_count";
}
