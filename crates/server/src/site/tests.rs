use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
    response::Response,
};
use http_body_util::BodyExt;
use rust_embed::Embed;
use tower::ServiceExt;

use super::{add_security_headers, routes_of};

/// A site of five small files; their compressed copies say so in words.
#[derive(Embed)]
#[folder = "src/site/fixture"]
struct Built;

#[derive(Embed)]
#[folder = "src/site/fixture/pkg"]
struct NotBuilt;

const WASM: &str = "/pkg/abc123/app.wasm";

#[tokio::test]
async fn every_address_of_the_app_gets_the_shell() {
    for path in ["/", "/family", "/no/such/page", "/apiary", "/shell.html"] {
        let answer = get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(head(&answer, "content-type"), "text/html; charset=utf-8");
        assert_eq!(head(&answer, "cache-control"), "no-cache");
        assert_eq!(text(answer).await, "shell");
    }
}

#[tokio::test]
async fn unknown_scripts_and_data_are_never_the_shell() {
    for path in ["/pkg", "/pkg/old/app.wasm", "/pkg/abc123/app.wasm.br", "/api", "/api/v9/x"] {
        let answer = get(path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(text(answer).await, "404\n", "{path}");
    }
}

#[tokio::test]
async fn a_build_is_kept_forever_and_the_worker_is_asked_again() {
    assert_eq!(head(&get(WASM).await, "cache-control"), "public, max-age=31536000, immutable");
    for path in ["/sw.js", "/manifest.webmanifest"] {
        assert_eq!(head(&get(path).await, "cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn webassembly_has_the_type_that_streaming_needs() {
    assert_eq!(head(&get(WASM).await, "content-type"), "application/wasm");
}

#[tokio::test]
async fn the_best_accepted_encoding_is_sent() {
    for (accepted, encoding, content) in [
        ("gzip, deflate, br", "br", "br of wasm"),
        ("gzip", "gzip", "gz of wasm"),
        ("br;q=0, gzip;q=0.5", "gzip", "gz of wasm"),
        ("identity", "", "wasm"),
    ] {
        let answer = send(request(WASM).header(header::ACCEPT_ENCODING, accepted)).await;
        assert_eq!(head(&answer, "content-encoding"), encoding, "{accepted}");
        assert_eq!(head(&answer, "content-type"), "application/wasm");
        assert_eq!(head(&answer, "vary"), "accept-encoding");
        assert_eq!(text(answer).await, content, "{accepted}");
    }
}

#[tokio::test]
async fn the_tag_is_the_contents_hash_whatever_the_encoding() {
    let plain = get(WASM).await;
    let brotli = send(request(WASM).header(header::ACCEPT_ENCODING, "br")).await;
    let of_wasm = "W/\"336154bf67f765f8f75d16a0accee61b5ee5f6a75b2a2905703df913bd550f3e\"";
    assert_eq!(head(&plain, "etag"), of_wasm);
    assert_eq!(head(&brotli, "etag"), of_wasm);

    let again = request(WASM).header(header::IF_NONE_MATCH, head(&plain, "etag"));
    let answer = send(again).await;
    assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(text(answer).await, "");
}

#[tokio::test]
async fn nothing_can_be_written_here() {
    let answer = send(request("/").method(Method::POST)).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    let answer = send(request("/").method(Method::HEAD)).await;
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test]
async fn without_a_build_the_page_says_what_to_run() {
    let router: Router = routes_of::<NotBuilt, ()>();
    let answer = router.oneshot(request("/").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(text(answer).await.contains("cargo xtask build"));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for path in ["/", WASM, "/api/none"] {
        let answer = get(path).await;
        let policy = head(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "));
        assert!(policy.ends_with("require-trusted-types-for 'script'; trusted-types default"));
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"));
        assert!(policy.contains("object-src 'none'") && policy.contains("base-uri 'none'"));
        assert_eq!(head(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(head(&answer, "referrer-policy"), "same-origin");
        assert_eq!(head(&answer, "cross-origin-opener-policy"), "same-origin");
    }
}

fn request(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path)
}

async fn get(path: &str) -> Response {
    send(request(path)).await
}

async fn send(request: axum::http::request::Builder) -> Response {
    let router = add_security_headers(routes_of::<Built, ()>(), false);
    router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

fn head<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

async fn text(answer: Response) -> String {
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}
