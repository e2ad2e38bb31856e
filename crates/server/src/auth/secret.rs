//! Secrets that the server makes and keeps only as hashes: session tokens and
//! invitation codes. Both have too much entropy to need a slow hash.

use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest, Sha256};
use yuanliu_domain::act::to_base64;

use crate::store::TokenHash;

/// Crockford's base 32: no I, L, O, U, so that a code survives handwriting.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Recovery codes on a sheet.
const RECOVERY: usize = 10;
/// Letters of a group.
const GROUP: usize = 4;

/// A session token: 256 bits.
pub fn token() -> String {
    to_base64(&random::<32>())
}

/// An invitation code of 60 bits in readable groups: `7KQ2-M9XD-04TR`.
pub fn code() -> String {
    grouped(random::<12>())
}

/// A code of 40 bits for a few minutes, or one that comes after a passphrase: `7KQ2-M9XD`.
pub fn short_code() -> String {
    grouped(random::<8>())
}

/// The codes on a sheet that lies in a drawer.
pub fn recovery_codes() -> Vec<String> {
    (0..RECOVERY).map(|_| short_code()).collect()
}

/// Secret of an authenticator: 160 bits, as RFC 4226 recommends.
pub fn authenticator_secret() -> [u8; 20] {
    random()
}

fn grouped<const N: usize>(random: [u8; N]) -> String {
    // 256 is a multiple of 32: every letter is as likely.
    let letters = random.map(|byte| LETTERS[usize::from(byte) % LETTERS.len()]);
    let groups = letters.chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join("-")
}

/// What is kept of a token.
pub fn hash_of(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

/// What is kept of a code. Case, spaces, dashes and letters that look alike do not matter.
pub fn hash_of_code(code: &str) -> TokenHash {
    let plain: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect();
    hash_of(&plain)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).expect("the system has randomness");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = code();
        assert_eq!(code.len(), 14, "{code}");
        let typed = code.replace('-', " ").to_lowercase().replace('0', "o").replace('1', "l");
        assert_eq!(hash_of_code(&code), hash_of_code(&typed));
    }
}
