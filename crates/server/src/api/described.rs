//! This API described (OpenAPI 3.1), from what stands at each handler.
//!
//! A handler says what is its own: address, body, answer, the problems only it has
//! (`x-problems`). What holds for many is added here, so that no handler can forget
//! it: ids in the address, our own header, the session, the problems of all. Served
//! to anyone, also without a session: the program is public, and nothing in it is
//! about a school or a person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Extension;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Described;
use yuanliu_sync::wire::Problem;

use super::gate::OWN_HEADER;
use crate::error::ApiError;

/// The document, as it is sent.
#[derive(Clone)]
pub struct Document(Arc<str>);

/// What every address may answer.
const EVERYWHERE: [ApiError; 3] = [ApiError::StorageFull, ApiError::Stopping, ApiError::Fault];
const DOCUMENT: &str = "application/problem+json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "愿留 Yuanliu",
        description = "Acts go up, rows come down: docs/API.md says how. What is not answered as \
            asked is a problem document (RFC 9457) with a stable code.",
    ),
    components(schemas(Problem))
)]
struct Frame;

/// The document before any handler is in it.
pub fn frame() -> Described {
    Frame::openapi()
}

/// `GET /api/openapi.json`
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    summary = "This document",
    responses((status = 200, body = Value)),
    security(()),
)]
pub async fn openapi(Extension(Document(text)): Extension<Document>) -> impl IntoResponse {
    let json: (HeaderName, HeaderValue) =
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    ([json], text.to_string())
}

/// Adds what holds for many, and writes the document.
pub fn document(described: Described, cookie: &str) -> Document {
    let mut document = serde_json::to_value(described).expect("a description is plain data");
    document["security"] = json!([{ "session": [] }]);
    document["components"]["securitySchemes"] = json!({
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookie,
            "description": "HttpOnly; set by signing in.",
        },
    });
    for (path, item) in document["paths"].as_object_mut().expect("paths are an object") {
        for (method, operation) in item.as_object_mut().expect("a path is an object") {
            complete(path, method, operation);
        }
    }
    bound(&mut document);
    Document(document.to_string().into())
}

/// Numbers that are never negative end where 64 bits do: what is larger is refused.
fn bound(value: &mut Value) {
    let unsigned = value["format"] == "int64" && value["minimum"] == 0;
    match value {
        Value::Object(fields) => {
            if unsigned {
                fields.entry("maximum").or_insert(json!(u64::MAX));
            }
            fields.values_mut().for_each(bound);
        }
        Value::Array(items) => items.iter_mut().for_each(bound),
        _ => {}
    }
}

fn complete(path: &str, method: &str, operation: &mut Value) {
    let (ids, words) = segments(path);
    let changes = !matches!(method, "get" | "head");
    let open = operation["security"].as_array().is_some_and(|all| all.contains(&json!({})));
    let mut codes: BTreeSet<&str> = EVERYWHERE.iter().map(|problem| problem.code()).collect();
    if !open {
        codes.insert(ApiError::SignedOut.code());
        // Somebody whose second factor is due still looks after the own account.
        if !matches!(words[..], ["me" | "account", ..]) {
            codes.insert(ApiError::SecondFactorDue.code());
        }
    }
    if changes {
        codes.insert(ApiError::CrossSite.code());
    }
    if !operation["requestBody"].is_null() {
        operation["requestBody"]["required"] = json!(true);
        codes.extend([ApiError::BadJson.code(), ApiError::TooLarge.code()]);
    }
    if !ids.is_empty() {
        codes.insert(ApiError::NotFound.code());
    }
    let own = operation.as_object_mut().and_then(|fields| fields.remove("x-problems"));
    let own: Vec<String> = own.and_then(|own| serde_json::from_value(own).ok()).unwrap_or_default();
    codes.extend(own.iter().map(String::as_str));

    let mut parameters = match operation["parameters"].take() {
        Value::Array(parameters) => parameters,
        _ => vec![],
    };
    for id in &ids {
        // One that is no UUID is described at its handler.
        if !parameters.iter().any(|parameter| parameter["name"] == **id) {
            parameters.push(in_address(id));
        }
    }
    if changes {
        parameters.push(own_header());
    }
    operation["parameters"] = json!(parameters);
    let one = if path.ends_with('}') { ".one" } else { "" };
    operation["operationId"] = json!(format!("{method}.{}{one}", words.join(".")));
    operation["tags"] = json!([words.first()]);
    for answer in operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        if answer["description"] == "" {
            answer["description"] = json!("As asked.");
        }
    }
    for (status, problems) in by_status(&codes) {
        operation["responses"][status.to_string()] = answer(status, &problems);
    }
}

/// The names in braces, and the others after `/api/v1`.
fn segments(path: &str) -> (Vec<&str>, Vec<&str>) {
    let all = path.trim_start_matches("/api").trim_start_matches("/v1").split('/');
    let all = all.filter(|segment| !segment.is_empty());
    let (ids, words): (Vec<&str>, Vec<&str>) = all.partition(|segment| segment.starts_with('{'));
    (ids.into_iter().map(|id| id.trim_matches(['{', '}'])).collect(), words)
}

fn in_address(id: &str) -> Value {
    json!({
        "name": id,
        "in": "path",
        "required": true,
        "schema": { "type": "string", "format": "uuid" },
    })
}

fn own_header() -> Value {
    json!({
        "name": OWN_HEADER,
        "in": "header",
        "required": true,
        "description": "A page of another site cannot set it. `Origin` and `Sec-Fetch-Site`, \
            where they are sent, are our own too.",
        "schema": { "type": "string", "enum": ["1"] },
    })
}

fn by_status(codes: &BTreeSet<&str>) -> BTreeMap<u16, Vec<Problem>> {
    let mut by_status: BTreeMap<u16, Vec<Problem>> = BTreeMap::new();
    for code in codes {
        let problem = ApiError::ALL.iter().find(|problem| problem.code() == *code);
        let problem = problem.unwrap_or_else(|| panic!("no such problem in error.rs: {code}"));
        let problem = problem.problem();
        by_status.entry(problem.status).or_default().push(problem);
    }
    by_status
}

fn answer(status: u16, problems: &[Problem]) -> Value {
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    let words: Vec<String> =
        problems.iter().map(|problem| format!("`{}`: {}", problem.code, problem.title)).collect();
    let mut answer = json!({
        "description": words.join("\n\n"),
        "content": { DOCUMENT: { "schema": {
            "allOf": [{ "$ref": "#/components/schemas/Problem" }],
            "properties": { "status": { "const": status }, "code": { "enum": codes } },
        } } },
    });
    if status == 429 {
        answer["headers"] = json!({
            "retry-after": { "required": true, "schema": { "type": "string", "pattern": "^[0-9]+$" } },
        });
    }
    answer
}
