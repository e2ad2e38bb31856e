//! A checkpoint that somebody brings: a signed note from a file or from paper.

use std::sync::LazyLock;

use uuid::Uuid;
use yuanliu_domain::id::SpaceId;
use yuanliu_server::journal::{Checkpoint, Signer};

/// Ed25519 of RFC 8032, test 1, as PKCS #8: the same in every run.
const PKCS8: [u8; 83] = {
    let mut key = [0; 83];
    let head = [
        0x30, 0x51, 0x02, 0x01, 0x01, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    let seed = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c,
        0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae,
        0x7f, 0x60,
    ];
    let middle = [0x81, 0x21, 0x00];
    let public = [
        0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07,
        0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07,
        0x51, 0x1a,
    ];
    let mut at = 0;
    while at < 83 {
        key[at] = match at {
            0..16 => head[at],
            16..48 => seed[at - 16],
            48..51 => middle[at - 48],
            _ => public[at - 51],
        };
        at += 1;
    }
    key
};

static SIGNER: LazyLock<Signer> =
    LazyLock::new(|| Signer::read(&PKCS8).expect("the key of the standard"));

/// The only checkpoint that was ever signed.
pub fn signed() -> Checkpoint {
    Checkpoint { space: SpaceId(Uuid::from_u128(3)), size: 4, root: [5; 32] }
}

/// As it was handed out.
pub fn note() -> String {
    SIGNER.sign(&signed())
}

/// Takes a note.
pub fn take(bytes: &[u8]) {
    if let Ok(checkpoint) = SIGNER.open(&String::from_utf8_lossy(bytes)) {
        assert_eq!(checkpoint, signed(), "nobody else can sign");
    }
}
