//! Attempts to sign in. Counted by account, by the device that the person used
//! before, and by address: a school is one address, and its families must not
//! lock each other out; nor may a stranger lock a family out of its own phone.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;
use yuanliu_domain::id::{DeviceId, PersonId};

use crate::error::ApiError;

/// Keys kept before those at rest are cleared away (I15).
const KEYS: usize = 10_000;

/// Counts attempts.
pub struct Attempts {
    by_name: Keyed<String>,
    by_device: Keyed<(PersonId, DeviceId)>,
    by_address: Keyed<Option<IpAddr>>,
    by_factor: Keyed<PersonId>,
    photos: Keyed<DeviceId>,
    by_passkey: Keyed<PersonId>,
    by_session: Keyed<Uuid>,
    verifying: Keyed<Option<IpAddr>>,
}

impl Attempts {
    /// For a name, from wherever: ten tries, then one in thirty seconds, 2,900 a day.
    /// From a device that the person used before: ten, then one in six seconds.
    /// In a session, where the passphrase is said again: the same.
    /// From an address: three hundred, then five a second; forty families join from
    /// one address at a parents' meeting, and 1,500 on the first day of school.
    pub fn real() -> Attempts {
        let each = |seconds| std::time::Duration::from_secs(seconds);
        let slowly = |seconds| Quota::with_period(each(seconds)).expect("more than nothing");
        Attempts {
            by_name: Keyed::of(slowly(30).allow_burst(count(10))),
            by_device: Keyed::of(slowly(6).allow_burst(count(10))),
            by_address: Keyed::of(Quota::per_second(count(5)).allow_burst(count(300))),
            // Three of a million codes are right at any moment: 290 tries a day
            // find one in three years.
            by_factor: Keyed::of(slowly(300).allow_burst(count(5))),
            // Each is opened and decoded, whatever comes of it: sixty, then one a minute.
            photos: Keyed::of(slowly(60).allow_burst(count(60))),
            // Nobody guesses a signature: this only bounds the work.
            by_passkey: Keyed::of(slowly(6).allow_burst(count(10))),
            by_session: Keyed::of(slowly(6).allow_burst(count(10))),
            // A gate that looks at every note of a rainy day; nobody who tries codes.
            verifying: Keyed::of(slowly(2).allow_burst(count(60))),
        }
    }

    /// In a demo the passphrases are on the screen: tests may sign in as often as they like.
    pub fn demo() -> Attempts {
        let often = Quota::per_second(count(1_000));
        Attempts {
            by_name: Keyed::of(often),
            by_device: Keyed::of(often),
            by_address: Keyed::of(often),
            by_factor: Keyed::of(often),
            photos: Keyed::of(often),
            by_passkey: Keyed::of(often),
            by_session: Keyed::of(often),
            verifying: Keyed::of(often),
        }
    }

    /// Counts an attempt from this address: with a code, which nobody guesses, or
    /// before anything else is looked at.
    pub fn from(&self, address: Option<IpAddr>) -> Result<(), ApiError> {
        self.by_address.count(&address)
    }

    /// Counts a check code that was typed at this address.
    pub fn verifying(&self, address: Option<IpAddr>) -> Result<(), ApiError> {
        self.verifying.count(&address)
    }

    /// Counts an attempt with this name, which nobody may have.
    pub fn with_name(&self, name: &str) -> Result<(), ApiError> {
        self.by_name.count(&name.to_owned())
    }

    /// Counts an attempt of a person with a second factor.
    pub fn with_factor(&self, person: PersonId) -> Result<(), ApiError> {
        self.by_factor.count(&person)
    }

    /// Counts a photo that a device brings, whether or not it is taken.
    pub fn with_photo(&self, device: DeviceId) -> Result<(), ApiError> {
        self.photos.count(&device).map_err(|_| ApiError::TooManyPhotos)
    }

    /// Counts an attempt with a passkey that this person has.
    pub fn with_passkey(&self, person: PersonId) -> Result<(), ApiError> {
        self.by_passkey.count(&person)
    }

    /// Counts a passphrase that is said again in a session: nobody else's tries count.
    pub fn in_session(&self, session: Uuid) -> Result<(), ApiError> {
        self.by_session.count(&session)
    }

    /// Counts an attempt of a person on a device that they used before.
    pub fn on_device(&self, person: PersonId, device: DeviceId) -> Result<(), ApiError> {
        self.by_device.count(&(person, device))
    }
}

/// Attempts by one kind of key.
struct Keyed<K: std::hash::Hash + Eq + Clone>(DefaultKeyedRateLimiter<K>);

impl<K: std::hash::Hash + Eq + Clone> Keyed<K> {
    fn of(quota: Quota) -> Keyed<K> {
        Keyed(RateLimiter::keyed(quota))
    }

    fn count(&self, key: &K) -> Result<(), ApiError> {
        if self.0.len() > KEYS {
            self.0.retain_recent();
        }
        self.0.check_key(key).map_err(|_| ApiError::SlowDown)
    }
}

fn count(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).expect("more than none")
}
