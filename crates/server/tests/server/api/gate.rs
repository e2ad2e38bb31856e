//! What holds for every address.

use axum::body::Body;
use axum::http::Request;

use crate::world::World;

#[tokio::test]
async fn health_is_told_to_anyone_and_kept_by_nobody() {
    let world = World::empty().await;
    let answer = world.sends("GET", "/api/v1/health", "", vec![]).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.text().contains(r#""status":"ok""#));
    assert!(answer.text().contains(r#""backups":"off""#), "none are made here");
}

#[tokio::test]
async fn an_unknown_address_or_method_under_api_is_a_problem_never_the_shell() {
    let world = World::empty().await;
    for path in ["/api", "/api/", "/api/v1/nothing", "/api/v2/health", "/api/v1/spaces/x/sync/y"] {
        let answer = world.sends("GET", path, "", vec![]).await;
        assert_eq!(answer.problem(), "not_found", "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    // An id that is no id, or no text at all, names nothing.
    for id in ["x", "%ff", "%00", "018f0000-0000-7000-8000-00000000000g"] {
        for path in [
            format!("/api/v1/spaces/{id}/checkpoint"),
            format!("/api/v1/spaces/{id}/acts/{id}/proof"),
        ] {
            let user = world.office().await;
            let answer = world.sends("GET", &path, &user.cookie, vec![]).await;
            assert_eq!(answer.problem(), "not_found", "{path}");
        }
    }
    let answer = world.sends("DELETE", "/api/v1/health", "", vec![]).await;
    assert_eq!(answer.problem(), "method_not_allowed");
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
}

#[tokio::test]
async fn a_request_that_another_site_could_send_changes_nothing() {
    let world = World::empty().await;
    let post = |headers: &[(&str, &str)]| {
        let mut request = Request::post("/api/v1/session").header("host", "school.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from("{}")).unwrap()
    };
    let ours = ("x-yuanliu", "1");
    for foreign in [
        &[][..],
        &[("origin", "http://school.example")],
        &[ours, ("origin", "http://evil.example")],
        &[ours, ("origin", "null")],
        &[ours, ("sec-fetch-site", "cross-site")],
        &[ours, ("sec-fetch-site", "same-site")],
    ] {
        assert_eq!(world.request(post(foreign)).await.problem(), "cross_site", "{foreign:?}");
    }
    for own in [
        &[ours][..],
        &[ours, ("origin", "http://school.example")],
        &[ours, ("sec-fetch-site", "same-origin"), ("origin", "https://school.example")],
    ] {
        assert_eq!(world.request(post(own)).await.problem(), "bad_json", "{own:?}");
    }
}

#[tokio::test]
async fn without_a_session_every_desk_is_closed() {
    let world = World::empty().await;
    let (school, device) = (world.school, uuid::Uuid::now_v7());
    for (method, path) in [
        ("GET", "/api/v1/me".to_owned()),
        ("PUT", format!("/api/v1/devices/{device}")),
        ("POST", format!("/api/v1/spaces/{school}/sync")),
        ("GET", format!("/api/v1/spaces/{school}/events")),
        ("POST", format!("/api/v1/spaces/{school}/invitations")),
        ("GET", format!("/api/v1/spaces/{school}/invitations")),
        ("DELETE", format!("/api/v1/spaces/{school}/invitations/{device}")),
        ("DELETE", format!("/api/v1/spaces/{school}/people/{device}/sessions")),
        ("POST", "/api/v1/account/authenticator".to_owned()),
        ("PUT", "/api/v1/account/authenticator".to_owned()),
        ("DELETE", "/api/v1/account/authenticator".to_owned()),
        ("POST", "/api/v1/account/handovers".to_owned()),
        ("POST", "/api/v1/account/passkeys".to_owned()),
        ("PUT", "/api/v1/account/passkeys".to_owned()),
        ("DELETE", format!("/api/v1/account/passkeys/{device}")),
        ("GET", "/api/v1/account".to_owned()),
        ("PUT", "/api/v1/account/passphrase".to_owned()),
        ("DELETE", format!("/api/v1/account/sessions/{device}")),
    ] {
        for cookie in ["", "yuanliu=", "yuanliu=forged", "__Host-yuanliu=forged"] {
            let answer = world.sends(method, &path, cookie, b"{}".to_vec()).await;
            assert_eq!(answer.problem(), "signed_out", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_problem_has_a_code_of_its_own_and_both_languages() {
    use yuanliu_server::error::ApiError;
    let mut codes: Vec<_> = ApiError::ALL.iter().map(|e| e.problem()).collect();
    for problem in &codes {
        assert!(problem.title.contains(" / "), "{problem:?}");
        assert!((400..600).contains(&problem.status));
    }
    codes.sort_by(|a, b| a.code.cmp(&b.code));
    let twice: Vec<_> = codes.windows(2).filter(|two| two[0].code == two[1].code).collect();
    assert_eq!(twice.len(), 0, "{twice:?}");
}
