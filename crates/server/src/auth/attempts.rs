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

    /// Counts an attempt with this name (or code) from this address.
    pub fn count(&self, name: &str, address: Option<IpAddr>) -> Result<(), ApiError> {
        if self.by_name.len() > KEYS {
            self.by_name.retain_recent();
        }
        if self.by_address.len() > KEYS {
            self.by_address.retain_recent();
        }
        let key = (name.to_owned(), address);
        let within =
            self.by_address.check_key(&address).is_ok() && self.by_name.check_key(&key).is_ok();
        within.then_some(()).ok_or(ApiError::SlowDown)
    }
}

fn count(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).expect("more than none")
}
