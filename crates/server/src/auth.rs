//! Who signs in: passphrases, secrets that are kept only as hashes, attempts.

pub mod agent;
mod attempts;
mod passphrase;
mod secret;

pub use attempts::Attempts;
pub use passphrase::Passphrases;
pub use secret::{code, hash_of, hash_of_code, token};
