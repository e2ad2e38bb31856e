//! The document of the API says what the router does, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::world::World;

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];
/// Answers for every address that is no address.
const NOTHING: [&str; 3] = ["/api", "/api/", "/api/{*rest}"];

async fn document(world: &World) -> Value {
    let answer = world.sends("GET", "/api/openapi.json", "", vec![]).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    answer.json()
}

/// Every address that the router itself says it has.
fn routed(world: &World) -> BTreeSet<String> {
    let router = format!("{:?}", world.router);
    let quoted = router.split('"').filter(|text| text.starts_with("/api"));
    let routed: BTreeSet<String> = quoted.map(str::to_owned).collect();
    assert!(NOTHING.iter().all(|path| routed.contains(*path)), "the router shows its addresses");
    routed.into_iter().filter(|path| !NOTHING.contains(&path.as_str())).collect()
}

#[tokio::test]
async fn every_address_of_the_router_is_described_and_every_described_one_is_routed() {
    let world = World::empty().await;
    let document = document(&world).await;
    let described: BTreeSet<String> =
        document["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        routed(&world),
        described,
        "route a handler with `routes!` and describe it with `#[utoipa::path]` (CONTRIBUTING.md)"
    );
    for (path, item) in document["paths"].as_object().unwrap() {
        let one = "018f0000-0000-7000-8000-000000000000";
        let segments = path.split('/').map(|part| if part.starts_with('{') { one } else { part });
        let address = segments.collect::<Vec<_>>().join("/");
        for method in METHODS {
            let answer = world.sends(&method.to_uppercase(), &address, "", vec![]).await;
            let there = answer.status() != 405;
            assert_eq!(there, item.get(method).is_some(), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_operation_says_who_may_and_what_may_go_wrong() {
    let world = World::empty().await;
    let document = document(&world).await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let at = format!("{method} {path}");
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{at}: two operations are called {name}");
            assert_ne!(operation["summary"], Value::Null, "{at}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{at}");
            assert!(answers.contains_key("500") && answers.contains_key("507"), "{at}");
            for (status, answer) in answers.iter().filter(|(status, _)| status.as_str() >= "400") {
                let schema = &answer["content"]["application/problem+json"]["schema"];
                assert!(schema["properties"]["code"]["enum"][0].is_string(), "{at} {status}");
            }
            let header = |parameter: &Value| parameter["name"] == "x-yuanliu";
            let ours = operation["parameters"].as_array().unwrap().iter().any(header);
            assert_eq!(ours, method != "get", "{at}");
            let open = operation.get("security").is_some();
            assert!(open || answers.contains_key("401"), "{at}");
        }
    }
}

#[tokio::test]
async fn what_needs_no_session_is_written_down_here_too() {
    let world = World::empty().await;
    let document = document(&world).await;
    let mut open = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if operation.get("security").is_some() {
                open.insert(format!("{method} {path}"));
            }
        }
    }
    let expected = [
        "delete /api/v1/session",
        "get /api/openapi.json",
        "get /api/v1/health",
        "get /api/v1/place",
        "get /api/v1/session",
        "post /api/v1/join",
        "post /api/v1/pair",
        "post /api/v1/session",
        "post /api/v1/session/handover",
        "post /api/v1/session/passkey",
        "put /api/v1/session/passkey",
        "post /api/v1/verify",
    ];
    assert_eq!(open, expected.map(str::to_owned).into());
}
