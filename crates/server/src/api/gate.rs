//! What holds for every request: it comes from our own page, its answer is
//! kept by nobody, and it is one line in the log, with ids only.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::{ApiError, Code};

/// A page of another site can't set this header without our consent (CORS).
pub const OWN_HEADER: &str = "x-yuanliu";

/// Refuses requests that change something and come from another site.
pub async fn same_site(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_ours(&app, request.headers()) {
        next.run(request).await
    } else {
        ApiError::CrossSite.into_response()
    }
}

fn is_ours(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let fetched = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let origin = text("origin").is_none_or(|origin| {
        let host = origin.split_once("://").map(|(_, host)| host);
        let known =
            app.public_url.as_deref().is_some_and(|url| url.trim_end_matches('/') == origin);
        known || (host.is_some() && host == text("host"))
    });
    text(OWN_HEADER) == Some("1") && fetched && origin
}

/// Keeps answers out of every cache, and writes the line.
pub async fn log_and_forget(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let status = response.status();
    let code = response.extensions().get::<Code>().map(|code| code.0.as_str()).unwrap_or_default();
    let (route, ms) = (route.as_deref().unwrap_or("-"), began.elapsed().as_millis() as u64);
    if status.is_server_error() {
        tracing::error!(%method, route, status = status.as_u16(), code, ms, "request");
    } else {
        tracing::info!(%method, route, status = status.as_u16(), code, ms, "request");
    }
    response
}
