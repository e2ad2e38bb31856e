//! The slow step from a PIN to its verifier: PBKDF2-HMAC-SHA-256 by WebCrypto,
//! which works beside the page's own thread and takes no download.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;
use yuanliu_domain::act::{from_base64, to_base64};
use yuanliu_domain::pin::{MIN_ROUNDS, Pin};
use yuanliu_domain::tablet::Verifier;

/// Bits of a verifier.
const BITS: u32 = 256;

/// A verifier for a PIN that somebody chose, with a salt of its own.
pub async fn verifier(pin: &Pin) -> Result<Verifier, JsValue> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let check = derive(pin, &salt, MIN_ROUNDS).await?;
    Ok(Verifier { salt: to_base64(&salt), rounds: MIN_ROUNDS, check: to_base64(&check) })
}

/// Whether this is the PIN behind a verifier.
pub async fn is_right(pin: &Pin, verifier: &Verifier) -> Result<bool, JsValue> {
    let Some(salt) = from_base64(&verifier.salt) else { return Ok(false) };
    let check = derive(pin, &salt, verifier.rounds).await?;
    Ok(to_base64(&check) == verifier.check)
}

async fn derive(pin: &Pin, salt: &[u8], rounds: u32) -> Result<Vec<u8>, JsValue> {
    let subtle = window().crypto()?.subtle();
    let secret = Uint8Array::from(pin.as_bytes());
    let uses = Array::of1(&"deriveBits".into());
    let made = subtle.import_key_with_str("raw", &secret, "PBKDF2", false, &uses)?;
    let key: CryptoKey = JsFuture::from(made).await?.unchecked_into();
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"PBKDF2".into())?;
    Reflect::set(&algorithm, &"hash".into(), &"SHA-256".into())?;
    Reflect::set(&algorithm, &"salt".into(), &Uint8Array::from(salt))?;
    Reflect::set(&algorithm, &"iterations".into(), &rounds.into())?;
    let made = subtle.derive_bits_with_object(&algorithm, &key, BITS)?;
    Ok(Uint8Array::new(&JsFuture::from(made).await?).to_vec())
}
