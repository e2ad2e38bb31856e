//! Checkpoints in the form of C2SP tlog-checkpoint: a signed note (Ed25519) that
//! says how many entries a school's journal has and what its root is. Whoever
//! keeps one, on paper or at the district, can show later that nothing before it
//! was changed or left out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use yuanliu_domain::id::SpaceId;

use super::Hash;

/// Ed25519, by C2SP signed-note.
const ALGORITHM: u8 = 1;

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which school's journal.
    pub space: SpaceId,
    /// Entries in it; the last version.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// A text that is no checkpoint of this installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// Not of the form.
    #[error("凭证格式不正确 / this is no checkpoint")]
    Form,
    /// Signed by somebody else, or changed since.
    #[error(
        "凭证签名不符：不是本服务器签发，或内容已被改动 / not signed by this server, or changed since"
    )]
    Signature,
}

impl Checkpoint {
    /// The text that is signed: origin, size, root.
    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", origin(self.space), self.size, STANDARD.encode(self.root))
    }

    fn read(text: &str) -> Option<Checkpoint> {
        let mut lines = text.lines();
        let space = lines.next()?.strip_prefix(ORIGIN)?.parse().ok()?;
        let size: u64 = lines.next()?.parse().ok()?;
        let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let checkpoint = Checkpoint { space, size, root };
        // One text for one content: no zeros in front, no line more.
        (checkpoint.text() == text).then_some(checkpoint)
    }
}

const ORIGIN: &str = "yuanliu.journal/";

/// Names the log, and the key that signs it.
fn origin(space: SpaceId) -> String {
    format!("{ORIGIN}{space}")
}

/// Signs the checkpoints of an installation.
pub struct Signer {
    pair: Ed25519KeyPair,
}

impl Signer {
    /// A new key, as it is kept.
    pub fn generate() -> Vec<u8> {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
        pkcs8.expect("the system has random numbers").as_ref().to_vec()
    }

    /// The key as it was kept.
    pub fn read(pkcs8: &[u8]) -> Option<Signer> {
        Some(Signer { pair: Ed25519KeyPair::from_pkcs8(pkcs8).ok()? })
    }

    fn public(&self) -> Vec<u8> {
        [&[ALGORITHM], self.pair.public_key().as_ref()].concat()
    }

    fn key_id(&self, space: SpaceId) -> [u8; 4] {
        let named = [origin(space).as_bytes(), b"\n", &self.public()].concat();
        Sha256::digest(named)[..4].try_into().expect("four bytes")
    }

    /// The key with which others verify: a verifier key of C2SP signed-note.
    pub fn verifier(&self, space: SpaceId) -> String {
        let id: String = self.key_id(space).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}+{id}+{}", origin(space), STANDARD.encode(self.public()))
    }

    /// The signed note.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let text = checkpoint.text();
        let signature = self.pair.sign(text.as_bytes());
        let signed = [&self.key_id(checkpoint.space), signature.as_ref()].concat();
        let name = origin(checkpoint.space);
        format!("{text}\n\u{2014} {name} {}\n", STANDARD.encode(signed))
    }

    /// What a note says that this installation signed. Other signatures on it, such
    /// as a witness's, are left alone.
    pub fn open(&self, note: &str) -> Result<Checkpoint, BadCheckpoint> {
        // Text that came through a mail or an editor on Windows has other line ends.
        let note = note.replace("\r\n", "\n");
        let (text, signatures) = note.trim_end().split_once("\n\n").ok_or(BadCheckpoint::Form)?;
        let text = format!("{text}\n");
        let checkpoint = Checkpoint::read(&text).ok_or(BadCheckpoint::Form)?;
        let key = UnparsedPublicKey::new(&ED25519, self.pair.public_key());
        let ours = |line: &str| {
            let (name, signed) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
            let signed = STANDARD.decode(signed).ok()?;
            let (id, signature) = signed.split_at_checked(4)?;
            let named = name == origin(checkpoint.space) && id == self.key_id(checkpoint.space);
            (named && key.verify(text.as_bytes(), signature).is_ok()).then_some(())
        };
        let signed = signatures.lines().any(|line| ours(line).is_some());
        signed.then_some(checkpoint).ok_or(BadCheckpoint::Signature)
    }
}

#[cfg(test)]
mod tests;
