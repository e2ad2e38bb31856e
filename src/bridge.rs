//! What the page's script (`public/boot.js`) and the app say to each other.
//!
//! The script owns the service worker; the app owns the screen. They speak
//! through events on `window` and marks on `<html>`, so that neither has to
//! wait for the other.

use leptos::{
    prelude::window,
    wasm_bindgen::JsValue,
    web_sys::{CustomEvent, CustomEventInit, Document},
};

/// `<html data-mounted>`: the app is on the screen. The script registers the
/// service worker only after this, and tests wait for it.
pub fn mark_mounted(document: &Document) {
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("data-mounted", "");
    }
}

/// Names the desks that this device shall be able to open without a network;
/// the service worker keeps their chunks.
pub fn keep_desks(desks: &[&str]) {
    say("yuanliu:desks", &JsValue::from_str(&desks.join(" ")));
}

fn say(kind: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(kind, &init) {
        let _ = window().dispatch_event(&event);
    }
}

/// `<html lang>`: the language of the screen, for screen readers and fonts.
pub fn set_language(language: crate::storage::settings::Language) {
    use crate::storage::settings::Language;
    let code = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    if let Some(root) = leptos::prelude::document().document_element() {
        let _ = root.set_attribute("lang", code);
    }
}

/// `<html data-size data-theme>`: how this device looks, as `public/look.js` marked it
/// before the first paint.
pub fn set_look(look: crate::storage::settings::Look) {
    let Some(root) = leptos::prelude::document().document_element() else { return };
    for (name, value) in [("data-size", look.size.mark()), ("data-theme", look.theme.mark())] {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Whether a newer build waits for the person's consent. Follows the page's script.
pub fn update_ready() -> leptos::prelude::RwSignal<bool> {
    use leptos::prelude::{RwSignal, Set, document};
    let marked =
        document().document_element().is_some_and(|root| root.has_attribute("data-update"));
    let ready = RwSignal::new(marked);
    let heard = window();
    gloo_events::EventListener::new(&heard, "yuanliu:update-ready", move |_| ready.set(true))
        .forget();
    ready
}

/// The person agreed to the newer build.
pub fn update_now() {
    say("yuanliu:update", &JsValue::NULL);
}
