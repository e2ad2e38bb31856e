//! Which civil dates are school days: the official calendar with its make-up
//! days 调休, and what a school's office says over it. A year that has not been
//! announced is `Unknown`; nothing here answers 'workday' for want of data.

mod data;

use crate::time::{Day, Weekday};
use data::{HOLIDAYS, MAKE_UPS, YEARS};

/// What a civil date is for the schools of the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficialDay {
    /// An ordinary Monday to Friday.
    Workday,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// Off, by the holiday of this name; also where it falls on a weekend.
    Holiday(&'static str),
    /// A weekend day at work, to make up for the holiday of this name.
    MakeUp(&'static str),
    /// Outside the years that the table holds.
    Unknown,
}

/// What the office entered about one date of its school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Whether there is school.
    pub open: bool,
    /// The weekday whose timetable and choices the date follows.
    pub follows: Option<Weekday>,
}

/// Whether a school has an afternoon on a date, and by which weekday's choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchoolDay {
    /// School, with the choices that families made for this weekday.
    Open {
        /// Monday to Friday.
        follows: Weekday,
    },
    /// No school.
    Closed,
    /// School on a weekend, but the office has not yet named the weekday.
    MakeUpWithoutWeekday,
    /// Not announced and not entered: ask the office.
    Unknown,
}

/// What the announced calendar says about a date.
pub fn official(day: Day) -> OfficialDay {
    let (year, month, date) = day.parts();
    if !YEARS.contains(&year) {
        return OfficialDay::Unknown;
    }
    let number = year.unsigned_abs() * 10_000 + month * 100 + date;
    if let Ok(at) = MAKE_UPS.binary_search_by_key(&number, |&(day, _)| day) {
        return OfficialDay::MakeUp(MAKE_UPS[at].1);
    }
    let begun = HOLIDAYS.partition_point(|&(from, ..)| from <= number);
    match HOLIDAYS[..begun].last() {
        Some(&(_, to, name)) if number <= to => OfficialDay::Holiday(name),
        _ if weekend(day.weekday()) => OfficialDay::Weekend,
        _ => OfficialDay::Workday,
    }
}

/// What a date is for one school: the office's word first, else the calendar.
pub fn school_day(day: Day, entered: Option<&Entered>) -> SchoolDay {
    match (entered, official(day)) {
        (Some(Entered { open: false, .. }), _) => SchoolDay::Closed,
        (Some(Entered { follows, .. }), _) => open(follows.unwrap_or(day.weekday())),
        (None, OfficialDay::Workday) => open(day.weekday()),
        (None, OfficialDay::Weekend | OfficialDay::Holiday(_)) => SchoolDay::Closed,
        (None, OfficialDay::MakeUp(_)) => SchoolDay::MakeUpWithoutWeekday,
        (None, OfficialDay::Unknown) => SchoolDay::Unknown,
    }
}

/// The weekday that a date follows: its own, but on a make-up day for which the office named
/// another one.
pub fn follows(day: Day, entered: Option<&Entered>) -> Weekday {
    match school_day(day, entered) {
        SchoolDay::Open { follows } => follows,
        _ => day.weekday(),
    }
}

/// Families choose for Monday to Friday, so nothing can follow a weekend.
fn open(follows: Weekday) -> SchoolDay {
    if weekend(follows) { SchoolDay::MakeUpWithoutWeekday } else { SchoolDay::Open { follows } }
}

fn weekend(day: Weekday) -> bool {
    matches!(day, Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests;
