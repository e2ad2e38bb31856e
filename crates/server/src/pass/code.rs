//! Six digits to speak, and what a tablet checks them against.

use std::num::NonZeroU32;

use ring::rand::{SecureRandom, SystemRandom};
use ring::{hmac, pbkdf2};
use sha2::{Digest, Sha256};
use yuanliu_domain::act::to_base64;
use yuanliu_domain::pin::MIN_ROUNDS;
use yuanliu_domain::tablet::Verifier;
use yuanliu_domain::time::Day;

/// A code with its slow hash. Making one takes a tenth of a second.
#[derive(Clone)]
pub struct Digits {
    code: String,
    verifier: Verifier,
}

impl Digits {
    /// New ones, at random.
    pub fn generate() -> Digits {
        let random = SystemRandom::new();
        let mut salt = [0; 16];
        random.fill(&mut salt).expect("the system has random numbers");
        Digits::of(six_digits(&random), &salt)
    }

    fn of(code: String, salt: &[u8]) -> Digits {
        let rounds = NonZeroU32::new(MIN_ROUNDS).expect("more than none");
        let mut check = [0; 32];
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, salt, code.as_bytes(), &mut check);
        let (salt, check) = (to_base64(salt), to_base64(&check));
        Digits { code, verifier: Verifier { salt, rounds: MIN_ROUNDS, check } }
    }

    /// The six digits.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What a tablet checks them against.
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }
}

/// Every code is as likely as any other.
fn six_digits(random: &SystemRandom) -> String {
    const CODES: u32 = 1_000_000;
    // The largest multiple of a million: what lies above would favour small codes.
    const LIMIT: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let mut bytes = [0; 4];
        random.fill(&mut bytes).expect("the system has random numbers");
        let number = u32::from_be_bytes(bytes);
        if number < LIMIT {
            return format!("{:06}", number % CODES);
        }
    }
}

/// Names a day's code by a secret: equal codes have one name, and from the name
/// nobody without the secret finds the code.
pub fn tag(secret: &[u8], day: Day, code: &str) -> String {
    let key = Sha256::digest([b"yuanliu-code-1\0", secret].concat());
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let tag = hmac::sign(&key, format!("{day} {code}").as_bytes());
    tag.as_ref()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
