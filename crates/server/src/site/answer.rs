//! One file as an HTTP answer: type, encoding, caching.

use std::borrow::Cow;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use rust_embed::{Embed, EmbeddedFile};

/// What lies under a build id stays as it is; everything else is asked again.
const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// The compressed copies beside a file, the smaller first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// The file at a path of the site that is known to exist.
pub(super) fn file<E: Embed>(path: &str, asked: &HeaderMap) -> Response {
    let Some(plain) = E::get(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = tag(&plain);
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_known(asked, &tag) {
        insert(&mut headers, header::ETAG, &tag);
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    insert(&mut headers, header::ETAG, &tag);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    let bytes = match compressed::<E>(path, asked) {
        Some((encoding, copy)) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            copy.data
        }
        None => plain.data,
    };
    (headers, body(bytes)).into_response()
}

/// What to do when there is no client.
pub(super) fn not_built(page: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::CACHE_CONTROL, "no-store")], Html(page))
        .into_response()
}

/// A weak tag with the content's SHA-256, the same for each encoding: the
/// service worker reads it to copy unchanged files from the build before.
fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"")
}

fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let strong = tag.trim_start_matches("W/");
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == strong)
}

fn caching(path: &str) -> &'static str {
    if path.starts_with("pkg/") { FOREVER } else { ASK_AGAIN }
}

fn compressed<E: Embed>(path: &str, asked: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    ENCODINGS.into_iter().find_map(|(encoding, ending)| {
        let copy = || E::get(&format!("{path}.{ending}"));
        accepts(asked, encoding).then(copy).flatten().map(|copy| (encoding, copy))
    })
}

/// Whether the caller names this encoding without `q=0`.
fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|choice| {
            let (name, weight) = choice.split_once(';').unwrap_or((choice, ""));
            name.trim().eq_ignore_ascii_case(encoding) && !is_zero(weight)
        })
}

fn is_zero(weight: &str) -> bool {
    let weight = weight.trim().strip_prefix("q=");
    weight.is_some_and(|weight| weight.parse() == Ok(0.0_f32))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// An embedded file is sent from where it lies.
fn body(bytes: Cow<'static, [u8]>) -> Body {
    match bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

fn insert(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
