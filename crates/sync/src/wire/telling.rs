//! Being told (P7): what reaches a guardian outside the open app, and who of staff calls
//! when nothing did.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::time::{Minute, Stamp};

/// A kind of message to a family. What it says is in the app; outside of it every kind
/// has the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Message {
    /// Came into the service's care, also taken in on the spot.
    Arrived,
    /// Went on to another group.
    Moved,
    /// Was collected, or left by itself or with the class queue.
    Collected,
    /// The other guardian, or staff, wrote or changed something about the child.
    Notice,
    /// Looked for, and not here yet.
    NotArrived,
    /// Stays with staff after closing time.
    Late,
    /// Hurt or unwell.
    Hurt,
    /// The day runs otherwise than planned.
    DayChanged,
}

impl Message {
    /// Every kind, in the order of a screen.
    pub const ALL: [Message; 8] = [
        Message::Arrived,
        Message::Moved,
        Message::Collected,
        Message::Notice,
        Message::NotArrived,
        Message::Late,
        Message::Hurt,
        Message::DayChanged,
    ];

    /// Its name on the wire, and the template that a school's gateway may hang on it.
    pub fn name(self) -> &'static str {
        match self {
            Message::Arrived => "arrived",
            Message::Moved => "moved",
            Message::Collected => "collected",
            Message::Notice => "notice",
            Message::NotArrived => "not_arrived",
            Message::Late => "late",
            Message::Hurt => "hurt",
            Message::DayChanged => "day_changed",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Message> {
        Message::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Passes quiet hours, and cannot be switched off.
    pub fn is_urgent(self) -> bool {
        self.minutes_to_call().is_some()
    }

    /// After so many minutes without being read it stands on the staff's call list; none
    /// when nobody has to call. A child who is not here is called about at once.
    pub fn minutes_to_call(self) -> Option<i64> {
        match self {
            Message::NotArrived => Some(0),
            Message::Late => Some(5),
            Message::Hurt => Some(10),
            Message::DayChanged => Some(30),
            Message::Arrived | Message::Moved | Message::Collected | Message::Notice => None,
        }
    }

    /// Whether it goes out as long as the person has not said otherwise.
    fn is_usual(self) -> bool {
        self != Message::Moved
    }
}

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Tongue {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// From one minute of the day to another, Shanghai time; past midnight when the end is
/// the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuietHours {
    /// From then on.
    pub from: Minute,
    /// Until then.
    pub until: Minute,
}

impl QuietHours {
    /// Whether this minute is one of them.
    pub fn hold(&self, at: Minute) -> bool {
        match self.from <= self.until {
            true => (self.from..self.until).contains(&at),
            false => at >= self.from || at < self.until,
        }
    }
}

/// `GET` and `PUT /api/v1/account/telling`: how a person is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Telling {
    /// Kinds that go out; urgent ones go out in any case. One that is named twice is one.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Message>))]
    pub kinds: BTreeSet<Message>,
    /// When only urgent kinds go out. What is held back then is not sent later: it is in
    /// the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<QuietHours>,
    /// In which language.
    #[serde(default)]
    pub language: Tongue,
}

impl Default for Telling {
    fn default() -> Telling {
        let kinds = Message::ALL.into_iter().filter(|kind| kind.is_usual()).collect();
        Telling { kinds, quiet: None, language: Tongue::Zh }
    }
}

impl Telling {
    /// Whether a message of this kind goes out at this minute of the day.
    pub fn wants(&self, kind: Message, at: Minute) -> bool {
        let quiet = self.quiet.is_some_and(|quiet| quiet.hold(at));
        kind.is_urgent() || (self.kinds.contains(&kind) && !quiet)
    }
}

/// The answer to `GET /api/v1/account/telling`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HowTold {
    /// As the person chose.
    pub telling: Telling,
    /// Whether this school's server sends anything outside the app at all.
    pub goes_out: bool,
}

/// An urgent message that a guardian has not read in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unread {
    /// About whom.
    pub child: ChildId,
    /// Who has not read it. The number is in the rows of those who may call.
    pub person: PersonId,
    /// What it is about.
    pub kind: Message,
    /// When it was said.
    pub since: Stamp,
    /// Whether the school's gateway took it.
    pub handed: bool,
}

/// `GET /api/v1/spaces/{space}/unread`: the staff's call list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallList {
    /// A child who is not here first, then not collected, hurt, and the day's changes; of
    /// each those who wait longest. At most two hundred.
    pub list: Vec<Unread>,
    /// How many there are.
    pub all: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(text: &str) -> Minute {
        Minute::parse(text).unwrap()
    }

    #[test]
    fn quiet_hours_may_pass_midnight_and_never_hold_back_what_is_urgent() {
        let night = QuietHours { from: minute("21:30"), until: minute("07:00") };
        let noon = QuietHours { from: minute("12:00"), until: minute("13:00") };
        for (at, quiet) in [("21:29", false), ("21:30", true), ("06:59", true), ("07:00", false)] {
            assert_eq!(night.hold(minute(at)), quiet, "{at}");
        }
        assert!(noon.hold(minute("12:30")) && !noon.hold(minute("13:00")));
        let telling = Telling { quiet: Some(night), ..Telling::default() };
        assert!(!telling.wants(Message::Collected, minute("22:00")));
        assert!(telling.wants(Message::Collected, minute("18:00")));
        let nothing = Telling { kinds: BTreeSet::new(), ..telling };
        for kind in Message::ALL {
            assert_eq!(nothing.wants(kind, minute("22:00")), kind.is_urgent(), "{kind:?}");
        }
    }

    #[test]
    fn every_kind_has_its_name_on_the_wire() {
        for kind in Message::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(Message::named(kind.name()), Some(kind));
        }
    }
}
