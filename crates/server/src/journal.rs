//! Proof that it happened: one tree of RFC 6962 for each school, one leaf for
//! each version, and checkpoints that are signed, printed and kept elsewhere.
//!
//! A leaf is the version, the time of receipt and `HMAC(salt, …)` over the act's
//! bytes and what came of them. The salt is random and lies beside the act: once
//! bytes, salt and effect are erased, the leaf says nothing about them any more,
//! and the tree above it stays whole.

pub mod check_code;
mod checkpoint;
pub mod tree;

use ring::hmac;
use sha2::{Digest, Sha256};
use yuanliu_domain::time::Stamp;

pub use checkpoint::{BadCheckpoint, Checkpoint, Signer};
pub use tree::{Edge, Hash};

/// Binds an entry of the journal: HMAC-SHA-256 under its salt over the hashes of
/// the act's bytes (none for an entry of the server's own) and of its effect, so
/// that neither can be changed afterwards.
pub fn mac(salt: &[u8], bytes: &[u8], effect: &str) -> Hash {
    let text = [Sha256::digest(bytes), Sha256::digest(effect.as_bytes())].concat();
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, salt), &text);
    tag.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// The leaf of an entry.
pub fn leaf(version: u64, received: Stamp, mac: &Hash) -> Hash {
    tree::leaf(&leaf_data(version, received, mac))
}

/// What the leaf is the hash of: 8 bytes of version, 8 of Unix milliseconds, both
/// big endian, and the 32 of the code.
pub fn leaf_data(version: u64, received: Stamp, mac: &Hash) -> Vec<u8> {
    [&version.to_be_bytes()[..], &received.0.to_be_bytes(), mac].concat()
}
