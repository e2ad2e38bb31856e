//! A JSON body of at most 4 MB, with a problem document for anything else.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::ApiError;

/// A hundred acts of 32 KB in base64 and the checksums of every audience: 4 MB is enough.
pub const MAX_BODY: usize = 4 * 1024 * 1024;

/// The body of a request.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Body<T>, ApiError> {
        let said = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok());
        if said.and_then(|v| v.parse().ok()).is_some_and(|length: usize| length > MAX_BODY) {
            return Err(ApiError::TooLarge);
        }
        // The other cause, a connection that broke, has nobody to answer.
        let bytes =
            to_bytes(request.into_body(), MAX_BODY).await.map_err(|_| ApiError::TooLarge)?;
        read(&bytes).map(Body).ok_or(ApiError::BadJson)
    }
}

/// JSON knows one sort of number: 7.0 is 7, whoever writes it so. Nobody of ours does,
/// so that only what cannot be read at once is looked at again.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok().or_else(|| {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        whole(&mut value);
        serde_json::from_value(value).ok()
    })
}

fn whole(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let float = number.as_f64().unwrap_or(f64::NAN);
            if float.fract() == 0.0 && (0.0..18_446_744_073_709_551_616.0).contains(&float) {
                *value = Value::from(float as u64);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(whole),
        Value::Object(fields) => fields.values_mut().for_each(whole),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        for text in ["[7,7]", "[7.0,7]", "[7e0, 70e-1]", "[0.7e1,7.000]"] {
            assert_eq!(read::<Vec<u64>>(text.as_bytes()), Some(vec![7, 7]), "{text}");
        }
        assert_eq!(read::<u64>(b"18446744073709551615"), Some(u64::MAX));
        for text in ["7.5", "-7.0", "18446744073709551616", "1e400", "NaN", "\"7\"", ""] {
            assert_eq!(read::<u64>(text.as_bytes()), None, "{text}");
        }
    }
}
