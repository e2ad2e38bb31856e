//! Who signs in: passphrases, secrets that are kept only as hashes, attempts.

pub mod agent;
mod attempts;
pub mod authenticator;
mod passphrase;
mod secret;

pub use attempts::Attempts;
pub use passphrase::Passphrases;
pub use secret::{authenticator_secret, code, hash_of, hash_of_code, short_code, token};
