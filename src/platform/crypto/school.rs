//! The device's half of the seal (`yuanliu_sync::seal`): a key pair for one school and
//! one day, of which only a key that encrypts is left.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;
use yuanliu_domain::act;
use yuanliu_domain::time::Day;
use yuanliu_sync::seal::{IV_BYTES, Routing, SealKey, SealedBytes, info};

use super::{AesKey, awaited, half, named, subtle};

/// Seals for one school on one day. It opens nothing, not even its own seals.
#[derive(Clone)]
pub struct DaySeal {
    school: String,
    day: Day,
    from: String,
    key: AesKey,
}

impl DaySeal {
    /// Makes a pair for the day, derives the key that it shares with the school's, and
    /// lets go of its private half.
    pub async fn make(school: &SealKey, day: Day) -> Result<DaySeal, JsValue> {
        let point = school.point().ok_or("not the school's key")?;
        let subtle = subtle()?;
        let curve = named("ECDH", &[("namedCurve", &"P-256".into())])?;
        let derive = Array::of1(&"deriveBits".into());
        let pair = JsFuture::from(subtle.generate_key_with_object(&curve, false, &derive)?).await?;
        let from = awaited(subtle.export_key("raw", &half(&pair, "publicKey")?)?).await?;
        let theirs = Uint8Array::from(point.as_slice());
        let theirs = subtle.import_key_with_object("raw", &theirs, &curve, true, &Array::new())?;
        let theirs = JsFuture::from(theirs).await?;
        let agree = named("ECDH", &[("public", &theirs)])?;
        let secret = subtle.derive_bits_with_object(&agree, &half(&pair, "privateKey")?, 256)?;
        let secret = Uint8Array::new(&JsFuture::from(secret).await?);
        let derive = Array::of1(&"deriveKey".into());
        let secret = subtle.import_key_with_str("raw", &secret, "HKDF", false, &derive)?;
        let secret: CryptoKey = JsFuture::from(secret).await?.unchecked_into();
        let text = info(&point, &from);
        let expand = named(
            "HKDF",
            &[
                ("hash", &"SHA-256".into()),
                ("salt", &Uint8Array::new_with_length(0)),
                ("info", &Uint8Array::from(text.as_slice())),
            ],
        )?;
        let aes = named("AES-GCM", &[("length", &256.into())])?;
        let uses = Array::of1(&"encrypt".into());
        let key = subtle.derive_key_with_object_and_object(&expand, &secret, &aes, false, &uses)?;
        let key = AesKey::from_handle(JsFuture::from(key).await?).ok_or("no key was derived")?;
        Ok(DaySeal { school: school.id.clone(), day, from: act::to_base64(&from), key })
    }

    /// Whether it is for this key of the school and this day.
    pub fn serves(&self, school: &SealKey, day: Day) -> bool {
        self.school == school.id && self.day == day
    }

    /// Seals an act's bytes.
    pub async fn seal(&self, routing: &Routing, plain: &[u8]) -> Result<SealedBytes, JsValue> {
        self.seal_bound(&routing.aad(), plain).await
    }

    /// Seals bytes with this bound to them.
    pub async fn seal_bound(&self, aad: &[u8], plain: &[u8]) -> Result<SealedBytes, JsValue> {
        let sealed = self.key.seal(aad, plain).await?;
        let (iv, data) = sealed.split_at(IV_BYTES);
        Ok(SealedBytes {
            key: self.school.clone(),
            from: self.from.clone(),
            iv: act::to_base64(iv),
            data: act::to_base64(data),
        })
    }
}
