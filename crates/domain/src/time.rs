//! Two kinds of time that are never mixed: a civil date and an instant.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Shanghai is eight hours ahead of UTC the whole year round.
const SHANGHAI_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// A civil date in Asia/Shanghai, written `2026-11-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day(NaiveDate);

/// Text that is no civil date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date: {0}")]
pub struct NoDay(String);

impl Day {
    /// The date of this year, month and day, if there is one.
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// Day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[self.0.weekday().num_days_from_monday() as usize]
    }

    /// This date moved by a number of days; the calendar's edge is kept.
    pub fn plus(self, days: i64) -> Day {
        Day(self.0.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(self.0))
    }

    /// Days from `earlier` to this date; negative when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Year, month 1–12, day 1–31.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The instant at which this minute of this date begins in Shanghai.
    pub fn at(self, minute: Minute) -> Stamp {
        let midnight = self.0.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        Stamp(midnight - SHANGHAI_MS + i64::from(minute.0) * 60_000)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.parts();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Day, NoDay> {
        let no = || NoDay(text.chars().take(20).collect());
        let mut parts = text.split('-');
        let (Some(y), Some(m), Some(d), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(no());
        };
        if (y.len(), m.len(), d.len()) != (4, 2, 2) {
            return Err(no());
        }
        let year = y.parse().map_err(|_| no())?;
        let month = m.parse().map_err(|_| no())?;
        let day = d.parse().map_err(|_| no())?;
        Day::ymd(year, month, day).ok_or_else(no)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Day, NoDay> {
        text.parse()
    }
}

/// Day of the week, written as its ISO number 1 (Monday) to 7 (Sunday).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
#[allow(missing_docs)]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Weekday; 7] =
        [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];
    /// Monday to Friday.
    pub const SCHOOL: [Weekday; 5] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri];

    /// ISO number, 1 to 7.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

impl From<Weekday> for u8 {
    fn from(day: Weekday) -> u8 {
        day.number()
    }
}

impl TryFrom<u8> for Weekday {
    type Error = String;

    fn try_from(number: u8) -> Result<Weekday, String> {
        (1..=7)
            .contains(&number)
            .then(|| Weekday::ALL[usize::from(number) - 1])
            .ok_or_else(|| format!("not a weekday: {number}"))
    }
}

/// Minutes since midnight in Asia/Shanghai, 0 to 1439, written as that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u16", try_from = "u16")]
pub struct Minute(u16);

impl Minute {
    /// The minute at this hour (0–23) and minute (0–59).
    pub fn hm(hour: u16, minute: u16) -> Option<Minute> {
        (hour < 24 && minute < 60).then_some(Minute(hour * 60 + minute))
    }

    /// Reads `15:50`.
    pub fn parse(text: &str) -> Option<Minute> {
        let (hour, minute) = text.split_once(':')?;
        if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
            return None;
        }
        Minute::hm(hour.parse().ok()?, minute.parse().ok()?)
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl From<Minute> for u16 {
    fn from(minute: Minute) -> u16 {
        minute.0
    }
}

impl TryFrom<u16> for Minute {
    type Error = String;

    fn try_from(minutes: u16) -> Result<Minute, String> {
        (minutes < 1440)
            .then_some(Minute(minutes))
            .ok_or_else(|| format!("not a minute of a day: {minutes}"))
    }
}

/// An instant: milliseconds since 1970 in UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Stamp(pub i64);

impl Stamp {
    /// The civil date of this instant in Shanghai.
    pub fn day(self) -> Day {
        let days = (self.0 + SHANGHAI_MS).div_euclid(DAY_MS);
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).expect("1970 exists");
        Day(epoch).plus(days)
    }

    /// The minute of the day of this instant in Shanghai.
    pub fn minute(self) -> Minute {
        Minute(((self.0 + SHANGHAI_MS).rem_euclid(DAY_MS) / 60_000) as u16)
    }

    /// Reads a Shanghai time such as `2026-11-24T15:10`.
    pub fn parse_local(text: &str) -> Option<Stamp> {
        let (day, time) = text.split_once('T')?;
        Some(day.parse::<Day>().ok()?.at(Minute::parse(time.get(..5)?)?))
    }

    /// This instant moved by milliseconds.
    pub fn plus_ms(self, ms: i64) -> Stamp {
        Stamp(self.0.saturating_add(ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_strictly_and_written_back() {
        assert_eq!("2026-11-24".parse::<Day>().unwrap().to_string(), "2026-11-24");
        for bad in ["", "2026-2-1", "2026-02-30", "26-02-01", "2026-11-24T", "２０２６-11-24"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_instant_has_the_date_and_minute_of_shanghai() {
        let stamp = Stamp::parse_local("2026-11-24T00:05").unwrap();
        assert_eq!(stamp.day().to_string(), "2026-11-24");
        assert_eq!(stamp.minute().to_string(), "00:05");
        assert_eq!(stamp.plus_ms(-6 * 60_000).day().to_string(), "2026-11-23");
        assert_eq!(stamp.day().weekday(), Weekday::Tue);
    }
}
