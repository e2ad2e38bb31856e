//! AES-256-GCM with a key that can't leave the browser, and a random iv each time.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;
use yuanliu_sync::seal::IV_BYTES;

use super::{awaited, named, subtle};

/// A key for what lies on this device.
#[derive(Clone)]
pub struct AesKey {
    key: CryptoKey,
}

impl AesKey {
    /// Makes a new key.
    pub async fn generate() -> Result<AesKey, JsValue> {
        let form = named("AES-GCM", &[("length", &256.into())])?;
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let made = subtle()?.generate_key_with_object(&form, false, &uses)?;
        Ok(AesKey { key: JsFuture::from(made).await?.unchecked_into() })
    }

    /// The key as IndexedDB keeps it: a handle, not the key's bytes.
    pub fn handle(&self) -> JsValue {
        self.key.clone().into()
    }

    /// The key behind a kept handle, if it is one.
    pub fn from_handle(handle: JsValue) -> Option<AesKey> {
        handle.dyn_into().ok().map(|key| AesKey { key })
    }

    /// Closes bytes: the iv, then what AES-GCM made of them.
    pub async fn seal(&self, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, JsValue> {
        let mut iv = [0; IV_BYTES];
        getrandom::fill(&mut iv).expect("a browser has random numbers");
        let form = form(&iv, aad)?;
        let made = subtle()?.encrypt_with_object_and_u8_array(&form, &self.key, plain)?;
        let mut sealed = iv.to_vec();
        sealed.extend(awaited(made).await?);
        Ok(sealed)
    }

    /// Opens what this key closed.
    pub async fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, JsValue> {
        let (iv, data) = sealed.split_at_checked(IV_BYTES).ok_or("too short to be sealed")?;
        let form = form(iv, aad)?;
        let made = subtle()?.decrypt_with_object_and_u8_array(&form, &self.key, data)?;
        awaited(made).await
    }
}

fn form(iv: &[u8], aad: &[u8]) -> Result<Object, JsValue> {
    let (iv, aad) = (Uint8Array::from(iv), Uint8Array::from(aad));
    named("AES-GCM", &[("iv", &iv), ("additionalData", &aad)])
}
