//! Ids that stay: the same seed and the same place in the district give the
//! same UUID, whatever is added beside it. The story's own places have the same
//! id under every seed, so that end-to-end tests and screenshots can name them.

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::story;

/// Makes the ids of one district.
#[derive(Clone, Copy)]
pub(crate) struct Ids(pub(crate) u64);

impl Ids {
    /// The id of what lies at this path, such as `child/0/3-2/12`.
    pub(crate) fn at(self, path: &str) -> Uuid {
        let mut text = Sha256::new();
        text.update(b"yuanliu-demo-id\0");
        if !story::PATHS.contains(&path) {
            text.update(self.0.to_be_bytes());
        }
        text.update(b"\0");
        text.update(path.as_bytes());
        let hash: [u8; 32] = text.finalize().into();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        Builder::from_custom_bytes(bytes).into_uuid()
    }
}
