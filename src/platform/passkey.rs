//! Passkeys, as the browser has them. Options and answers have a JSON form (WebAuthn,
//! level 3); the browsers of cheap phones can't read or write it, so it is turned here,
//! the same way on all of them: what is bytes, is base64url in JSON.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yuanliu_domain::act::{from_base64, to_base64};

/// Shows the objects in some versions, and never a passkey: WeChat's own browser.
const WITHOUT: &str = "MicroMessenger";

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The person said no or went away, or there is no passkey here. Browsers do not
    /// tell which.
    Cancelled,
    /// This authenticator has one for this account already.
    Already,
}

/// Whether this browser knows passkeys.
pub fn known() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let there = |of: &JsValue, name: &str| get(of, name).is_ok_and(|found| found.is_truthy());
    let credentials = window().navigator();
    there(&window(), "PublicKeyCredential")
        && there(&credentials, "credentials")
        && !agent.contains(WITHOUT)
}

/// Whether this browser's passkeys work here, for a server that takes them at this origin.
pub fn work_at(origin: Option<&str>) -> bool {
    known() && origin.is_some() && window().location().origin().ok().as_deref() == origin
}

/// Whether this device itself recognises its owner, by finger, face or PIN.
pub async fn recognises_its_owner() -> bool {
    let asked = async {
        let class = get(&window(), "PublicKeyCredential")?;
        let ask = get(&class, "isUserVerifyingPlatformAuthenticatorAvailable")?;
        let asked: Promise = ask.dyn_into::<Function>()?.call0(&class)?.dyn_into()?;
        JsFuture::from(asked).await
    };
    known() && asked.await.is_ok_and(|answer| answer.is_truthy())
}

/// Makes a passkey.
pub async fn make(options: &Value) -> Result<Value, Trouble> {
    ask("create", options, &["attestationObject", "clientDataJSON"]).await
}

/// Lets the person choose one, and asks it.
pub async fn choose(options: &Value) -> Result<Value, Trouble> {
    let parts = ["authenticatorData", "clientDataJSON", "signature", "userHandle"];
    ask("get", options, &parts).await
}

async fn ask(verb: &str, options: &Value, parts: &[&str]) -> Result<Value, Trouble> {
    let asked = async {
        let request = Object::new();
        Reflect::set(&request, &"publicKey".into(), &read(options)?)?;
        let credentials = get(&window().navigator(), "credentials")?;
        let ask: Function = get(&credentials, verb)?.dyn_into()?;
        let asked: Promise = ask.call1(&credentials, &request)?.dyn_into()?;
        write(&JsFuture::from(asked).await?, parts)
    };
    asked.await.map_err(|error: JsValue| {
        let name = get(&error, "name").ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("InvalidStateError") => Trouble::Already,
            _ => Trouble::Cancelled,
        }
    })
}

/// Options as the browser takes them.
fn read(options: &Value) -> Result<JsValue, JsValue> {
    let read = JSON::parse(&options.to_string())?;
    to_bytes(&read, "challenge")?;
    let user = get(&read, "user")?;
    if user.is_object() {
        to_bytes(&user, "id")?;
    }
    for list in ["excludeCredentials", "allowCredentials"] {
        let list = get(&read, list)?;
        for named in list.dyn_ref::<Array>().into_iter().flat_map(Array::iter) {
            to_bytes(&named, "id")?;
        }
    }
    Ok(read)
}

/// What the browser answers, as the server takes it.
fn write(credential: &JsValue, parts: &[&str]) -> Result<Value, JsValue> {
    // The id is the raw one in base64url.
    let id = get(credential, "id")?.as_string().ok_or(JsValue::UNDEFINED)?;
    let said = get(credential, "response")?;
    let mut response = serde_json::Map::new();
    for part in parts {
        let bytes = get(&said, part)?;
        if bytes.is_object() {
            let bytes = Uint8Array::new(&bytes).to_vec();
            response.insert((*part).to_owned(), to_base64(&bytes).into());
        }
    }
    Ok(json!({ "id": id, "rawId": id, "type": "public-key", "response": response }))
}

fn to_bytes(object: &JsValue, name: &str) -> Result<(), JsValue> {
    let text = get(object, name)?.as_string().ok_or(JsValue::UNDEFINED)?;
    let bytes = from_base64(&text).ok_or(JsValue::UNDEFINED)?;
    Reflect::set(object, &name.into(), &Uint8Array::from(bytes.as_slice())).map(|_| ())
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())
}
