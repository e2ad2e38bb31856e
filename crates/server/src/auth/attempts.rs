//! Attempts to sign in: few for one name from one address, more for an address,
//! because a school's families may share one.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::ApiError;

/// Keys kept before those at rest are cleared away (I15).
const KEYS: usize = 10_000;

/// Counts attempts.
pub struct Attempts {
    by_name: DefaultKeyedRateLimiter<(String, Option<IpAddr>)>,
    by_address: DefaultKeyedRateLimiter<Option<IpAddr>>,
}

impl Attempts {
    /// Ten tries for a name, then one every six seconds; sixty for an address, then one a second.
    pub fn real() -> Attempts {
        Attempts::of(Quota::per_minute(count(10)), Quota::per_minute(count(60)))
    }

    /// In a demo the passphrases are on the screen: tests may sign in as often as they like.
    pub fn demo() -> Attempts {
        Attempts::of(Quota::per_second(count(1_000)), Quota::per_second(count(1_000)))
    }

    fn of(name: Quota, address: Quota) -> Attempts {
        Attempts { by_name: RateLimiter::keyed(name), by_address: RateLimiter::keyed(address) }
    }

    /// Counts an attempt with this name from this address.
    pub fn with_name(&self, name: &str, address: Option<IpAddr>) -> Result<(), ApiError> {
        self.with_code(address)?;
        if self.by_name.len() > KEYS {
            self.by_name.retain_recent();
        }
        self.by_name.check_key(&(name.to_owned(), address)).map_err(|_| ApiError::SlowDown)
    }

    /// Counts an attempt with an invitation code: nobody guesses 60 bits, and at a
    /// parents' meeting forty families join from one address.
    pub fn with_code(&self, address: Option<IpAddr>) -> Result<(), ApiError> {
        if self.by_address.len() > KEYS {
            self.by_address.retain_recent();
        }
        self.by_address.check_key(&address).map_err(|_| ApiError::SlowDown)
    }
}

fn count(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).expect("more than none")
}
