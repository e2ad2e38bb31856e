//! The school's half of the seal: key pairs of P-256, every generation kept, and
//! the opening of sealed acts. The format is `yuanliu_sync::seal`.
//!
//! Private keys lie in the store, beside the rows: whoever has the database reads
//! every row in it anyway, and a backup that can't open what devices still hold
//! would lose acts. `sheet` is their copy on paper.

pub mod sheet;

use std::collections::HashMap;

use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use yuanliu_domain::act;
use yuanliu_sync::seal::{IV_BYTES, Routing, SealKey, SealedBytes, info, key_id};

/// Bytes of a private key.
pub const PRIVATE_BYTES: usize = 32;

/// A sealing key pair of a school.
pub struct SchoolKey {
    secret: SecretKey,
    public: Vec<u8>,
}

impl SchoolKey {
    /// A new pair.
    pub fn generate() -> SchoolKey {
        loop {
            let mut bytes = [0; PRIVATE_BYTES];
            SystemRandom::new().fill(&mut bytes).expect("the system has random numbers");
            // Of the 2²⁵⁶ numbers all but one in 2³² are keys.
            if let Some(key) = SchoolKey::from_private(&bytes) {
                return key;
            }
        }
    }

    /// The pair of this private key, if it is one.
    pub fn from_private(bytes: &[u8]) -> Option<SchoolKey> {
        // The library would fill up a shorter one.
        let bytes: &[u8; PRIVATE_BYTES] = bytes.try_into().ok()?;
        let secret = SecretKey::from_slice(bytes).ok()?;
        let public = secret.public_key().to_sec1_point(false).as_bytes().to_vec();
        Some(SchoolKey { secret, public })
    }

    /// The private key: for the store and the sheet.
    pub fn private(&self) -> [u8; PRIVATE_BYTES] {
        self.secret.to_bytes().into()
    }

    /// The public half, as devices get it.
    pub fn public(&self) -> SealKey {
        SealKey::of(&self.public)
    }

    /// The AES-256-GCM key that it shares with a device's key of the day.
    fn shared(&self, device: &[u8]) -> Option<LessSafeKey> {
        let point = PublicKey::from_sec1_bytes(device).ok()?;
        let secret = self.secret.diffie_hellman(&point);
        let text = info(&self.public, device);
        let prk = Salt::new(HKDF_SHA256, &[]).extract(secret.raw_secret_bytes());
        let okm = [text.as_slice()];
        let key: UnboundKey = prk.expand(&okm, &AES_256_GCM).ok()?.into();
        Some(LessSafeKey::new(key))
    }
}

/// Why an act stays sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// No key of that name: lost, or of another school.
    #[error("no key of this school opens it")]
    UnknownKey,
    /// It was changed on its way or on its device, or its routing was.
    #[error("the seal is broken")]
    Broken,
}

/// The keys of one school, for one request: what a device and a key share is
/// derived once.
#[derive(Default)]
pub struct Keyring {
    keys: HashMap<String, SchoolKey>,
    shared: HashMap<(String, String), LessSafeKey>,
}

impl Keyring {
    /// A ring of these keys.
    pub fn of(keys: impl IntoIterator<Item = SchoolKey>) -> Keyring {
        let named = |key: SchoolKey| (key_id(&key.public), key);
        Keyring { keys: keys.into_iter().map(named).collect(), shared: HashMap::new() }
    }

    /// The bytes of an act that was sealed with this routing.
    pub fn open(&mut self, routing: &Routing, sealed: &SealedBytes) -> Result<Vec<u8>, NotOpened> {
        self.open_bound(&routing.aad(), sealed)
    }

    /// The bytes that were sealed with this bound to them.
    pub fn open_bound(&mut self, aad: &[u8], sealed: &SealedBytes) -> Result<Vec<u8>, NotOpened> {
        let key = self.keys.get(&sealed.key).ok_or(NotOpened::UnknownKey)?;
        let name = (sealed.key.clone(), sealed.from.clone());
        if !self.shared.contains_key(&name) {
            let device = act::from_base64(&sealed.from).filter(|point| point.len() == 65);
            let shared = device.and_then(|device| key.shared(&device)).ok_or(NotOpened::Broken)?;
            self.shared.insert(name.clone(), shared);
        }
        open(&self.shared[&name], aad, sealed).ok_or(NotOpened::Broken)
    }
}

fn open(key: &LessSafeKey, aad: &[u8], sealed: &SealedBytes) -> Option<Vec<u8>> {
    let iv: [u8; IV_BYTES] = act::from_base64(&sealed.iv)?.try_into().ok()?;
    let mut data = act::from_base64(&sealed.data)?;
    let nonce = Nonce::assume_unique_for_key(iv);
    let bytes = key.open_in_place(nonce, Aad::from(aad), &mut data).ok()?;
    Some(bytes.to_vec())
}

#[cfg(test)]
mod tests;
