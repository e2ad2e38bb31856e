//! A telephone's passkeys, in software: WebAuthn's two answers made by hand, so that a
//! test can spoil each part of them.

use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use yuanliu_domain::act::{from_base64, to_base64};

pub const PRESENT: u8 = 1;
pub const VERIFIED: u8 = 4;
const NEW: u8 = 0x40;

/// One passkey, with everything that its phone and browser say beside the signature.
pub struct Authenticator {
    pub id: Vec<u8>,
    /// Whose it is, as the server said.
    pub user: String,
    /// Where the browser stands.
    pub origin: String,
    /// Hashed into what is signed.
    pub rp_id: String,
    pub flags: u8,
    pub counter: u32,
    key: EcdsaKeyPair,
}

impl Authenticator {
    /// A new passkey, and what the browser answers.
    pub fn makes(options: &Value, origin: &str) -> (Authenticator, Value) {
        let passkey = Authenticator::new(options, origin);
        let answer = passkey.registers(options);
        (passkey, answer)
    }

    pub fn new(options: &Value, origin: &str) -> Authenticator {
        let (form, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(form, &random).unwrap();
        let mut id = vec![0; 16];
        random.fill(&mut id).unwrap();
        Authenticator {
            id,
            user: options["user"]["id"].as_str().unwrap().to_owned(),
            origin: origin.to_owned(),
            rp_id: options["rp"]["id"].as_str().unwrap().to_owned(),
            flags: PRESENT | VERIFIED,
            counter: 1,
            key: EcdsaKeyPair::from_pkcs8(form, pkcs8.as_ref(), &random).unwrap(),
        }
    }

    /// The answer to `navigator.credentials.create`.
    pub fn registers(&self, options: &Value) -> Value {
        let mut data = self.data(NEW);
        data.extend([0; 16]); // whichever make it is
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        // A COSE key: elliptic, ES256, P-256, x, y.
        let point = self.key.public_key().as_ref();
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut attestation = vec![0xa3, 0x63];
        attestation.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        json!({
            "id": to_base64(&self.id), "rawId": to_base64(&self.id), "type": "public-key",
            "response": {
                "attestationObject": to_base64(&attestation),
                "clientDataJSON": to_base64(&self.browser_says("webauthn.create", options)),
            },
        })
    }

    /// The answer to `navigator.credentials.get`; the counter goes up.
    pub fn signs(&mut self, options: &Value) -> Value {
        self.counter += 1;
        let (data, said) = (self.data(0), self.browser_says("webauthn.get", options));
        let signed = [data.as_slice(), digest(&SHA256, &said).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": to_base64(&self.id), "rawId": to_base64(&self.id), "type": "public-key",
            "response": {
                "authenticatorData": to_base64(&data),
                "clientDataJSON": to_base64(&said),
                "signature": to_base64(signature.as_ref()),
                "userHandle": self.user,
            },
        })
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.rp_id.as_bytes()).as_ref().to_vec();
        data.push(self.flags | flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn browser_says(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        said.to_string().into_bytes()
    }
}

/// Changes one bit of a base64url text inside an answer.
pub fn spoil(answer: &mut Value, part: &str) {
    let text = answer["response"][part].as_str().unwrap();
    let mut bytes = from_base64(text).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    answer["response"][part] = json!(to_base64(&bytes));
}
