//! Passphrases: Argon2id with 46 MiB (OWASP's first choice), off the async
//! threads, at most two at once so that 1,500 families who sign in on the first
//! day take turns instead of 70 GB. Whoever would wait longer than a telephone
//! does is told so at once.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::ApiError;

const MEMORY_KIB: u32 = 46 * 1024;
const AT_ONCE: usize = 2;
/// A telephone waits for half a minute; two at once make some 25 a second.
const WAITING: usize = 500;
/// Of a passphrase that nobody has: checked for unknown names, so that an
/// answer takes as long for them.
const NOBODY: &str = "$argon2id$v=19$m=47104,t=1,p=1$eXVhbmxpdS1ub2JvZHk$pUcBkbHgkO1gA7BB5hDkfTNfLEi1TqlLX5ZdYZ8RWI8";

/// Hashes and checks passphrases.
pub struct Passphrases {
    /// Being made, and waiting.
    places: Semaphore,
    /// Being made.
    room: Semaphore,
}

impl Passphrases {
    /// With room for two at once.
    #[expect(clippy::new_without_default, reason = "made once, by the server")]
    pub fn new() -> Passphrases {
        Passphrases::with(AT_ONCE, WAITING)
    }

    fn with(at_once: usize, waiting: usize) -> Passphrases {
        Passphrases { places: Semaphore::new(at_once + waiting), room: Semaphore::new(at_once) }
    }

    /// The hash of a passphrase, in PHC form.
    pub async fn hash(&self, passphrase: &str) -> Result<String, ApiError> {
        let passphrase = passphrase.to_owned();
        self.work(move || hash(&passphrase)).await?.ok_or(ApiError::Fault)
    }

    /// Whether the passphrase is the one with this hash. Without a hash it is not,
    /// after as much work.
    pub async fn check(&self, passphrase: &str, hash: Option<&str>) -> Result<bool, ApiError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(NOBODY).to_owned();
        let passphrase = passphrase.to_owned();
        let right = self.work(move || verify(&passphrase, &hash)).await?;
        Ok(right && known)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let _place = self.places.try_acquire().map_err(|_| ApiError::SlowDown)?;
        let _room = self.room.acquire().await.map_err(|_| ApiError::Stopping)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::Fault)
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, 1, 1, None).expect("valid parameters");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(passphrase: &str) -> Option<String> {
    Some(argon2().hash_password(passphrase.as_bytes()).ok()?.to_string())
}

fn verify(passphrase: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| argon2().verify_password(passphrase.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_passphrase_is_known_again_and_no_other() {
        let passphrases = Passphrases::new();
        let hash = passphrases.hash("四个词的口令").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
        assert!(passphrases.check("四个词的口令", Some(&hash)).await.unwrap());
        assert!(!passphrases.check("四个词的口会", Some(&hash)).await.unwrap());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn only_so_many_hashes_are_made_at_once_and_only_so_many_wait() {
        let passphrases = Passphrases::with(2, 3);
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let (now, most) = (Arc::new(now), Arc::new(most));
        let work = || {
            let (now, most) = (now.clone(), most.clone());
            passphrases.work(move || {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let made = hash("四个词的口令");
                now.fetch_sub(1, Ordering::SeqCst);
                made
            })
        };
        let all = futures::future::join_all((0..9).map(|_| work())).await;
        let made = all.iter().filter(|one| one.is_ok()).count();
        assert_eq!((made, most.load(Ordering::SeqCst)), (5, 2));
        assert!(all.iter().filter_map(|one| one.as_ref().err()).all(|e| *e == ApiError::SlowDown));
        assert!(work().await.is_ok(), "once the others are done");
    }

    #[tokio::test]
    async fn nobody_is_checked_with_the_same_work() {
        assert!(PasswordHash::new(NOBODY).is_ok(), "or the check would cost nothing");
        assert!(!Passphrases::new().check("", None).await.unwrap());
    }
}
