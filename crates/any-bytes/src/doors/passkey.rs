//! What a browser says of a new passkey, and of one that signs in: JSON, with CBOR of
//! the authenticator inside.

use std::sync::LazyLock;

use serde_json::{Value, json};
use uuid::Uuid;
use yuanliu_domain::act::{content_hash, to_base64};
use yuanliu_domain::id::PersonId;
use yuanliu_server::auth::{Question, RelyingParty};

const NAME: &str = "wantuo.example.cn";
const ID: [u8; 16] = [9; 16];

static HERE: LazyLock<RelyingParty> =
    LazyLock::new(|| RelyingParty::at("https://wantuo.example.cn").expect("a name over TLS"));
static ASKED: LazyLock<Question> = LazyLock::new(|| {
    let person = PersonId(Uuid::from_u128(7));
    HERE.new_passkey(person, "chenjingyi", vec![]).expect("it can be asked")
});

/// The authenticator's part of a good answer: `{"fmt": "none", "attStmt": {}, "authData": …}`.
pub fn attestation() -> Vec<u8> {
    let mut data = content_hash(NAME.as_bytes()).to_vec();
    data.push(0x45); // present, recognised, with a key
    data.extend([0; 20]); // a counter and no make
    data.extend([0, 16]);
    data.extend(ID);
    // A COSE key: elliptic, ES256, P-256, and the curve's own first point.
    data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
    data.extend(hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"));
    data.extend([0x22, 0x58, 0x20]);
    data.extend(hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));
    let mut attestation = vec![0xa3, 0x63];
    attestation.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
    attestation.push(u8::try_from(data.len()).expect("a short one"));
    attestation.extend(data);
    attestation
}

fn hex(text: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(pair).collect()
}

/// A browser's answer around what the authenticator said.
pub fn answer(attestation: &[u8]) -> Value {
    let said = json!({
        "type": "webauthn.create", "challenge": ASKED.options["challenge"],
        "origin": HERE.origin(), "crossOrigin": false,
    });
    let said = to_base64(said.to_string().as_bytes());
    json!({
        "id": to_base64(&ID), "rawId": to_base64(&ID), "type": "public-key",
        "response": {
            "attestationObject": to_base64(attestation), "clientDataJSON": said,
            "authenticatorData": to_base64(attestation), "signature": "", "userHandle": "",
        },
    })
}

/// Takes a whole answer, and the authenticator's part of one.
pub fn take(bytes: &[u8]) {
    for said in serde_json::from_slice(bytes).into_iter().chain([answer(bytes)]) {
        let _ = HERE.claims(&said);
        if let Some((id, kept)) = HERE.added(&ASKED.state, &said) {
            assert!(!id.is_empty());
            assert_eq!(HERE.proves(&ASKED.state, &said, &kept), None, "no signature is in it");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_good_answer_is_one() {
        let (id, _) = HERE.added(&ASKED.state, &answer(&attestation())).expect("it is right");
        assert_eq!(id, ID);
    }
}
