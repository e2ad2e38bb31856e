//! Who sees a row. A row has exactly one audience, for ever.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{ChildId, DeviceId, PersonId};
use crate::time::Day;

/// Who sees a row, inside one space. The order is the order in which a first
/// sync sends them: what keeps a child safe comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Audience {
    /// Holds and withdrawn collectors: every staff device.
    Holds,
    /// Verdicts on the acts of one device, and nothing else.
    Device(DeviceId),
    /// The school's plan, blocks, day changes, school days.
    Public,
    /// One person's own: name, roles, inbox.
    Person(PersonId),
    /// The guardians of one child.
    Family(ChildId),
    /// The children's entries of one day and its class hand-overs: staff.
    Day(Day),
    /// What the six digits of one day's passes are checked against: staff, on that
    /// day and on no other.
    Codes(Day),
    /// Name card, class, weekly pattern, absence without reason, collectors: staff.
    Roll,
    /// Medical card and phone numbers: staff on duty.
    Care,
    /// Who was hurt or unwell on one day, and symptoms in numbers: staff on duty and the
    /// child-protection teacher, on that day.
    Incidents(Day),
    /// Reasons of leave, symptoms: the child's class teacher.
    Homeroom(ChildId),
    /// What paired tablets need to know their people: verifiers of PINs, locks.
    Tablets,
    /// Open cases: duty leader.
    Leader,
    /// Administration: the office.
    Office,
    /// Safeguarding concerns: child-protection teacher and head, and nobody else.
    Safeguarding,
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Audience::Holds => f.write_str("holds"),
            Audience::Device(id) => write!(f, "device:{id}"),
            Audience::Public => f.write_str("public"),
            Audience::Person(id) => write!(f, "person:{id}"),
            Audience::Family(id) => write!(f, "family:{id}"),
            Audience::Day(day) => write!(f, "day:{day}"),
            Audience::Codes(day) => write!(f, "codes:{day}"),
            Audience::Roll => f.write_str("roll"),
            Audience::Care => f.write_str("care"),
            Audience::Incidents(day) => write!(f, "incidents:{day}"),
            Audience::Homeroom(id) => write!(f, "homeroom:{id}"),
            Audience::Tablets => f.write_str("tablets"),
            Audience::Leader => f.write_str("leader"),
            Audience::Office => f.write_str("office"),
            Audience::Safeguarding => f.write_str("safeguarding"),
        }
    }
}

/// Text that names no audience.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an audience")]
pub struct NoAudience;

impl FromStr for Audience {
    type Err = NoAudience;

    fn from_str(text: &str) -> Result<Audience, NoAudience> {
        let (kind, id) = text.split_once(':').unwrap_or((text, ""));
        let audience = match kind {
            "holds" => Audience::Holds,
            "public" => Audience::Public,
            "roll" => Audience::Roll,
            "care" => Audience::Care,
            "tablets" => Audience::Tablets,
            "leader" => Audience::Leader,
            "office" => Audience::Office,
            "safeguarding" => Audience::Safeguarding,
            "device" => Audience::Device(id.parse().map_err(|_| NoAudience)?),
            "person" => Audience::Person(id.parse().map_err(|_| NoAudience)?),
            "family" => Audience::Family(id.parse().map_err(|_| NoAudience)?),
            "homeroom" => Audience::Homeroom(id.parse().map_err(|_| NoAudience)?),
            "day" => Audience::Day(id.parse().map_err(|_| NoAudience)?),
            "codes" => Audience::Codes(id.parse().map_err(|_| NoAudience)?),
            "incidents" => Audience::Incidents(id.parse().map_err(|_| NoAudience)?),
            _ => return Err(NoAudience),
        };
        (audience.to_string() == text).then_some(audience).ok_or(NoAudience)
    }
}

impl From<Audience> for String {
    fn from(audience: Audience) -> String {
        audience.to_string()
    }
}

impl TryFrom<String> for Audience {
    type Error = NoAudience;

    fn try_from(text: String) -> Result<Audience, NoAudience> {
        text.parse()
    }
}
