//! When the grounds are open to the community 校园对社区开放 (G4): by weekday, and otherwise
//! on certain dates. Nothing is refused for it and nothing written by it: screens warn while
//! children are there (R6).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::Kind;
use crate::school::on_school;
use crate::time::{Day, Minute, Weekday};

/// On which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// On one date, whatever its weekday says.
    Day(Day),
    /// On this weekday.
    Weekday(Weekday),
}

impl On {
    /// The key of its row.
    pub fn key(self) -> String {
        match self {
            On::Day(day) => format!("day:{day}"),
            On::Weekday(weekday) => format!("weekday:{}", weekday.number()),
        }
    }
}

/// From when to when, in Shanghai's time; the last minute is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hours {
    /// Opens.
    pub from: Minute,
    /// Closes.
    pub until: Minute,
}

impl Hours {
    /// Whether the grounds are open at this minute.
    pub fn hold(self, minute: Minute) -> bool {
        self.from <= minute && minute < self.until
    }
}

/// Opening hours: act and row of `Public`, keyed by [`On::key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHours {
    /// On which days.
    pub on: On,
    /// The hours; `None` when the grounds are not open then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

impl Body for OpenHours {
    const KIND: &'static str = "open_hours";
}

/// Act: the office sets opening hours. Subject: the school.
pub type OpenHoursSet = OpenHours;

impl Kind for OpenHours {
    const NAME: &'static str = "open_hours_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        let backwards = self.hours.is_some_and(|hours| hours.from >= hours.until);
        if backwards { Err(Refusal::BadSpan) } else { Ok(()) }
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<OpenHours>(Audience::Public, self.on.key())]
    }

    fn apply(&self, _: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Public) {
            shelf.put(self.on.key(), self);
        }
    }
}

/// The hours of a date: what is said of the date itself, else of its weekday.
pub fn on(day: Day, read: impl Fn(&str) -> Option<OpenHours>) -> Option<Hours> {
    let said = read(&On::Day(day).key());
    said.or_else(|| read(&On::Weekday(day.weekday()).key()))?.hours
}
