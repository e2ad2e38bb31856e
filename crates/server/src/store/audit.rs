//! What a year's audit counts (未成年人网络保护条例 37): numbers, never names.

use std::collections::BTreeMap;

use serde::Serialize;
use yuanliu_domain::erasure::Why;
use yuanliu_domain::time::{Day, Stamp};

/// One school in one year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Name of the school.
    pub school: String,
    /// The year.
    pub year: i32,
    /// Children at the school today.
    pub children: u64,
    /// Children who left and whose records are not over yet.
    pub left: u64,
    /// People with a part in the school, by part.
    pub people: BTreeMap<&'static str, u64>,
    /// Rows that say how things are now, by kind.
    pub rows: BTreeMap<String, u64>,
    /// Entries of the journal that came in the year, by kind of act.
    pub entries: BTreeMap<String, u64>,
    /// The last answer of each guardian for each child, by version of the text.
    pub consents: Vec<Consents>,
    /// Guardians' links to children without any answer.
    pub unanswered: u64,
    /// The reader's log, by month.
    pub readers: Vec<Read>,
    /// Erasures on request, and runs of retention that removed something.
    pub erasures: Vec<Gone>,
    /// Acts that were turned away, or could not be opened, by month.
    pub turned_away: Vec<TurnedAway>,
    /// Cases that were opened in the year, and those of them that are closed.
    pub cases: Cases,
}

/// Answers of one sort to one version of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[allow(missing_docs)]
pub struct Consents {
    pub version: u16,
    pub answer: String,
    pub paper: bool,
    pub count: u64,
}

/// What people of one part were given in one month: a line for each day, person,
/// device and sort of data.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[allow(missing_docs)]
pub struct Read {
    pub month: String,
    pub role: &'static str,
    pub what: String,
    pub people: u64,
    pub times: u64,
}

/// Something was erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Gone {
    pub day: Day,
    pub why: Why,
    pub entries: u64,
    pub rows: u64,
}

/// Acts that were not applied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[allow(missing_docs)]
pub struct TurnedAway {
    pub month: String,
    pub code: String,
    pub count: u64,
}

/// Cases of the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Cases {
    pub opened: u64,
    pub closed: u64,
}

/// Whether a date is of the year.
pub fn of_year(day: Day, year: i32) -> bool {
    day.parts().0 == year
}

/// The month of an instant, as `2026-11`.
pub fn month(at: Stamp) -> String {
    let (year, month, _) = at.day().parts();
    format!("{year:04}-{month:02}")
}
