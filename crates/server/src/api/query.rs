//! What stands behind the `?` of an address, with a problem document for what
//! cannot be read.

use axum::extract::{FromRequestParts, Query as Plain};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// The query of an address.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, ApiError> {
        Plain::try_from_uri(&parts.uri)
            .map(|Plain(query)| Query(query))
            .map_err(|_| ApiError::BadQuery)
    }
}
