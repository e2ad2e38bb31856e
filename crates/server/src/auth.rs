//! Who signs in: passphrases, secrets that are kept only as hashes, attempts.

pub mod agent;
mod attempts;
pub mod authenticator;
mod passkey;
mod passphrase;
mod secret;

pub use attempts::Attempts;
pub use passkey::{Question, RelyingParty};
pub use passphrase::Passphrases;
pub use secret::{
    authenticator_secret, code, hash_of, hash_of_code, recovery_codes, short_code, token,
};
