//! Another's signature: whether the key of this point made it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::{algorithm, subtle};

/// Whether this P-256 key (65 bytes) signed these bytes with SHA-256 (raw r‖s).
pub async fn verifies(point: &[u8], bytes: &[u8], signature: &[u8]) -> Result<bool, JsValue> {
    let subtle = subtle()?;
    let uses = Array::of1(&"verify".into());
    let point = Uint8Array::from(point);
    let made = subtle.import_key_with_object("raw", &point, &algorithm(false)?, true, &uses)?;
    let key: CryptoKey = JsFuture::from(made).await?.unchecked_into();
    let said = subtle.verify_with_object_and_js_u8_array_and_js_u8_array(
        &algorithm(true)?,
        &key,
        &Uint8Array::from(signature),
        &Uint8Array::from(bytes),
    )?;
    Ok(JsFuture::from(said).await?.is_truthy())
}
