//! A JSON body of at most 4 MB, with a problem document for anything else.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::de::DeserializeOwned;

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
        serde_json::from_slice(&bytes).map(Body).map_err(|_| ApiError::BadJson)
    }
}
