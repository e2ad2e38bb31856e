//! When to try again (I11): soon at first, never later than a minute.

use crate::guards::{self, Guard};
use crate::round::{Ended, Failure};

/// A device that has nothing to say asks at least this often while a window is
/// visible, in milliseconds: a server's pokes may be cut off silently.
pub const POLL_MS: u32 = 45_000;

/// Longest wait between attempts while a window is visible, in milliseconds.
pub const LONGEST_MS: u32 = 60_000;

/// How long to wait after so many failures in a row, with `jitter` from 0 to 999
/// spread over the upper half of the wait.
pub fn wait_ms(failures: u32, jitter: u32) -> u32 {
    let full = LONGEST_MS.min(1_000 << failures.min(6));
    full / 2 + full / 2 * jitter.min(999) / 1_000
}

/// Where the connection stands after a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not tried yet.
    Unknown,
    /// The last attempt reached the school.
    Online,
    /// The last attempt did not.
    Offline,
    /// The school asks to sign in again; what is kept stays kept.
    SignInAgain,
}

/// What a round says of the connection, and how long to wait before the next one.
/// `failures` counts those in a row.
pub fn after(
    round: &Result<Ended, Failure>,
    failures: &mut u32,
    jitter: u32,
) -> (Link, Option<u32>) {
    let (link, wait) = match round {
        Ok(Ended::Done | Ended::Left) => {
            *failures = 0;
            (Link::Online, POLL_MS)
        }
        Err(failure) if failure.is_signed_out() => (Link::SignInAgain, POLL_MS),
        other => {
            *failures += 1;
            let link = if other.is_ok() { Link::Online } else { Link::Offline };
            (link, wait_ms(*failures, jitter))
        }
    };
    (link, guards::stands(Guard::WakeUp).then_some(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i11_after_every_round_another_one_is_due() {
        let mut failures = 0;
        for round in
            [Ok(Ended::Done), Ok(Ended::Left), Ok(Ended::NotStored), Err(Failure::Unreachable)]
        {
            let (_, wait) = after(&round, &mut failures, 500);
            assert!(wait.is_some_and(|wait| (500..=LONGEST_MS).contains(&wait)), "{round:?}");
        }
        assert_eq!(failures, 2);
        after(&Ok(Ended::Done), &mut failures, 0);
        assert_eq!(failures, 0);
    }

    #[test]
    fn i11_an_attempt_comes_within_a_minute_however_often_it_failed() {
        for failures in 0..100 {
            for jitter in [0, 500, 999, u32::MAX] {
                let wait = wait_ms(failures, jitter);
                assert!((500..=LONGEST_MS).contains(&wait), "{failures} {jitter} {wait}");
            }
        }
    }
}
