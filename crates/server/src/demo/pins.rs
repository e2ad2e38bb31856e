//! The demo's staff have a PIN, so that a shared tablet can be tried: one that
//! everyone may know.

use std::num::NonZeroU32;

use anyhow::Result;
use ring::pbkdf2::{PBKDF2_HMAC_SHA256, derive};
use yuanliu_demo::district::School;
use yuanliu_domain::act::{Subject, to_base64};
use yuanliu_domain::pin::MIN_ROUNDS;
use yuanliu_domain::tablet::{PinSet, Verifier};
use yuanliu_domain::time::Stamp;

use super::hand::{Deed, Hand};
use crate::store::Store;

/// The PIN of all of them.
pub const PIN: &str = "749205";
const SALT: [u8; 16] = *b"yuanliu demo pin";

/// Everybody of a school sets it.
pub async fn set(store: &dyn Store, seed: u64, school: &School, at: Stamp) -> Result<()> {
    let people = school.staff.iter().map(|one| one.id);
    let mut hand = Hand::enrol(store, seed, school.id, people, at).await?;
    let body = PinSet { verifier: verifier() };
    for one in &school.staff {
        let deed = Deed::of((one.id, &one.name), Subject::Person(one.id), &body, at);
        hand.does(store, deed).await?;
    }
    hand.send(store).await
}

/// One for all: each takes a while.
fn verifier() -> Verifier {
    let mut check = [0; 32];
    let rounds = NonZeroU32::new(MIN_ROUNDS).expect("more than none");
    derive(PBKDF2_HMAC_SHA256, rounds, &SALT, PIN.as_bytes(), &mut check);
    Verifier { salt: to_base64(&SALT), rounds: MIN_ROUNDS, check: to_base64(&check) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yuanliu_domain::pin::Pin;

    #[test]
    fn the_demos_pin_is_one_that_people_may_choose() {
        assert!(Pin::choose(PIN).is_ok());
    }

    /// Python: hashlib.pbkdf2_hmac('sha256', b'749205', b'yuanliu demo pin', 600000)
    #[test]
    fn a_verifier_is_what_another_program_makes_of_the_pin() {
        assert_eq!(verifier().check, "H36kmZaHKAxSjQZvdevefxzVSifW1JXjVRqdfzmH8Og");
    }
}
