//! Keys of this device: made by WebCrypto, never extractable. Here the one that
//! signs, ECDSA P-256; `aes` closes what lies on the device, `school` what only the
//! school opens.

mod aes;
mod school;
mod verify;

pub use aes::AesKey;
pub use school::DaySeal;
pub use verify::verifies;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

/// A key pair whose private half can't leave the browser.
#[derive(Clone)]
pub struct SigningKey {
    pair: CryptoKeyPair,
}

impl SigningKey {
    /// Makes a new pair.
    pub async fn generate() -> Result<SigningKey, JsValue> {
        let uses = Array::of2(&"sign".into(), &"verify".into());
        let made = subtle()?.generate_key_with_object(&algorithm(false)?, false, &uses)?;
        Ok(SigningKey { pair: JsFuture::from(made).await?.unchecked_into() })
    }

    /// The pair as IndexedDB keeps it: a handle, not the key's bytes.
    pub fn handle(&self) -> JsValue {
        self.pair.clone().into()
    }

    /// The pair behind a kept handle, if it is one.
    pub fn from_handle(handle: JsValue) -> Option<SigningKey> {
        let private = Reflect::get(&handle, &"privateKey".into()).ok()?;
        private.is_instance_of::<CryptoKey>().then(|| SigningKey { pair: handle.unchecked_into() })
    }

    /// Signature over these bytes with SHA-256: raw r‖s, 64 bytes.
    pub async fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
        let key = self.half("privateKey")?;
        let made = subtle()?.sign_with_object_and_u8_array(&algorithm(true)?, &key, bytes)?;
        awaited(made).await
    }

    /// The public half as an uncompressed point, 65 bytes.
    pub async fn public(&self) -> Result<Vec<u8>, JsValue> {
        awaited(subtle()?.export_key("raw", &self.half("publicKey")?)?).await
    }

    fn half(&self, name: &str) -> Result<CryptoKey, JsValue> {
        half(&self.pair, name)
    }
}

fn half(pair: &JsValue, name: &str) -> Result<CryptoKey, JsValue> {
    Reflect::get(pair, &name.into())?.dyn_into()
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    let crypto = window().crypto()?;
    let subtle = crypto.subtle();
    // Absent outside a secure context: plain http on a real network.
    if subtle.is_undefined() { Err(JsValue::from_str("no WebCrypto here")) } else { Ok(subtle) }
}

fn algorithm(with_hash: bool) -> Result<Object, JsValue> {
    let (field, value) = if with_hash { ("hash", "SHA-256") } else { ("namedCurve", "P-256") };
    named("ECDSA", &[(field, &value.into())])
}

/// An algorithm by its name, with what else it needs.
fn named(name: &str, fields: &[(&str, &JsValue)]) -> Result<Object, JsValue> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &name.into())?;
    for (field, value) in fields {
        Reflect::set(&algorithm, &(*field).into(), value)?;
    }
    Ok(algorithm)
}

/// What a promise of WebCrypto comes to, as bytes.
async fn awaited(promise: Promise) -> Result<Vec<u8>, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
}
