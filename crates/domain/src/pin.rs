//! A PIN of six digits for shared tablets (T11). It never leaves the device on
//! which it is typed; what travels is a verifier, made slowly from it.

use std::fmt;

/// Digits of a PIN.
pub const DIGITS: usize = 6;
/// Fewest rounds of PBKDF2-HMAC-SHA-256 behind a verifier: OWASP's Password
/// Storage Cheat Sheet of 2023, and a second's work for a cheap tablet.
pub const MIN_ROUNDS: u32 = 600_000;
/// Most rounds: more would keep a teacher waiting at the gate.
pub const MAX_ROUNDS: u32 = 5_000_000;
/// Wrong tries in a row that lock a person on a tablet.
pub const TRIES: u32 = 5;

/// Six digits that are not among the first that a stranger would try.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// Why a text is no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPin {
    /// It has other characters, or more or fewer than six digits.
    #[error("not six digits")]
    NotSixDigits,
    /// A digit again and again, steps such as 123456, or a part repeated.
    #[error("a pattern")]
    Pattern,
    /// It may be somebody's birthday.
    #[error("a date")]
    Date,
}

impl Pin {
    /// Reads a PIN that somebody chooses. The list is short and says what it is:
    /// it turns away about one PIN in twenty.
    pub fn choose(text: &str) -> Result<Pin, BadPin> {
        let pin = Pin::read(text)?;
        let digits: Vec<u8> = pin.0.bytes().map(|b| b - b'0').collect();
        if is_pattern(&digits) {
            return Err(BadPin::Pattern);
        }
        if is_date(&digits) {
            return Err(BadPin::Date);
        }
        Ok(pin)
    }

    /// Reads six digits that somebody types to prove who they are.
    pub fn read(text: &str) -> Result<Pin, BadPin> {
        let right = text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_digit());
        right.then(|| Pin(text.to_owned())).ok_or(BadPin::NotSixDigits)
    }

    /// What the key derivation is given.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// The same step from each digit to the next, or a part of one, two or three repeated.
fn is_pattern(digits: &[u8]) -> bool {
    let step = |pair: &[u8]| (pair[1] + 10 - pair[0]) % 10;
    let steps: Vec<u8> = digits.windows(2).map(step).collect();
    let even = steps.iter().all(|s| *s == steps[0]) && matches!(steps[0], 0 | 1 | 9);
    even || [1, 2, 3].iter().any(|part| digits.iter().skip(*part).eq(&digits[..DIGITS - part]))
}

/// As birthdays are written here: year, month, day; or year of four digits and month.
fn is_date(digits: &[u8]) -> bool {
    let two = |at: usize| digits[at] * 10 + digits[at + 1];
    let (month, day) = (|at| (1..=12).contains(&two(at)), |at| (1..=31).contains(&two(at)));
    (month(2) && day(4)) || (matches!(two(0), 19 | 20) && month(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_stranger_would_try_first_is_no_pin() {
        for pattern in
            ["111111", "000000", "123456", "654321", "789012", "121212", "123123", "210987"]
        {
            assert_eq!(Pin::choose(pattern), Err(BadPin::Pattern), "{pattern}");
        }
        for date in ["850612", "090131", "261124", "199003", "201112"] {
            assert_eq!(Pin::choose(date), Err(BadPin::Date), "{date}");
        }
        for good in ["749205", "318640", "905417"] {
            assert!(Pin::choose(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_pin_is_six_plain_digits() {
        for bad in ["", "12345", "1234567", "12 456", "１２３４５６", "12345a", "-12345"] {
            assert_eq!(Pin::read(bad), Err(BadPin::NotSixDigits), "{bad}");
        }
        assert!(Pin::read("111111").is_ok(), "a PIN that was chosen once is still read");
    }

    #[test]
    fn nineteen_of_twenty_pins_may_be_chosen() {
        let good = (0..1_000_000).filter(|n| Pin::choose(&format!("{n:06}")).is_ok()).count();
        assert!((940_000..970_000).contains(&good), "{good}");
    }

    #[test]
    fn a_pin_is_not_in_a_log() {
        assert_eq!(format!("{:?}", Pin::read("749205")), "Ok(Pin(…))");
    }
}
