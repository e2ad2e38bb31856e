//! The built client, served from inside the binary.
//!
//! Every address of the app gets the same page (`dist/shell.html`); what lies
//! under `/pkg/<build id>/` never changes; and an unknown address under `/pkg`
//! or `/api` is a plain 404, because a page in place of a script or of data
//! would be believed. A debug build reads `dist/` from disk at each request.

mod answer;
mod headers;

use axum::{
    Router,
    extract::Request,
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;

pub use headers::add_security_headers;

/// What `cargo xtask build` wrote.
#[derive(Embed)]
#[folder = "../../dist"]
struct Dist;

const SHELL: &str = "shell.html";

/// Shown while `dist/` holds no client.
const NOT_BUILT: &str = include_str!("site/not_built.html");

/// Answers every address that no other route has. Merge it into the server's
/// router, then lay [`add_security_headers`] around the whole.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    routes_of::<Dist, S>()
}

fn routes_of<E: Embed + 'static, S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().fallback(serve::<E>)
}

async fn serve<E: Embed>(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if path != SHELL && !is_copy(path) && E::get(path).is_some() {
        return answer::file::<E>(path, request.headers());
    }
    if belongs_to(path, "pkg") || belongs_to(path, "api") {
        return not_found();
    }
    if E::get(SHELL).is_none() {
        return answer::not_built(NOT_BUILT);
    }
    answer::file::<E>(SHELL, request.headers())
}

/// A compressed copy is an answer to `Accept-Encoding`, not an address.
fn is_copy(path: &str) -> bool {
    path.ends_with(".br") || path.ends_with(".gz")
}

fn belongs_to(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "404\n").into_response()
}

#[cfg(test)]
mod tests;
