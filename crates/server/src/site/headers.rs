//! Headers that every answer carries.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    middleware,
    response::Response,
};

/// Scripts, styles and data come from here alone; WebAssembly may compile;
/// markup reaches the page only through the Trusted Types policy of
/// `public/boot.js`, which Leptos' templates need.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; \
    img-src 'self' data: blob:; \
    connect-src 'self'; \
    manifest-src 'self'; \
    worker-src 'self'; \
    font-src 'self'; \
    media-src 'self' blob:; \
    form-action 'self'; \
    base-uri 'none'; \
    object-src 'none'; \
    frame-ancestors 'none'; \
    require-trusted-types-for 'script'; \
    trusted-types default";

const ALL: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // An address may name a child's id: other sites need not hear of it.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // The camera reads pick-up codes; nothing here asks for the rest.
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    ),
];

/// A browser that came once over TLS does not come without it for a year.
const HSTS: (HeaderName, &str) =
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");

/// Lays the headers around a whole router, answers of `/api` included.
pub fn add_security_headers(router: Router, https: bool) -> Router {
    let router = router.layer(middleware::map_response(secure));
    if https { router.layer(middleware::map_response(strictly)) } else { router }
}

async fn strictly(mut response: Response) -> Response {
    response.headers_mut().insert(HSTS.0, HeaderValue::from_static(HSTS.1));
    response
}

async fn secure(mut response: Response) -> Response {
    for (name, value) in ALL {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
