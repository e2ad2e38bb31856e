//! The client of Yuanliu: mounts the app and chooses a screen by address.
//!
//! Each desk is its own wasm chunk (`cargo leptos build --split`), so that a
//! parent's phone never downloads what a duty tablet shows.

mod address;
mod api;
mod bridge;
pub mod components;
mod desk;
mod pages;
mod platform;
pub mod route;
mod session;
mod state;
mod storage;
mod sync;
pub mod text;

use leptos::{mount::mount_to, prelude::*, wasm_bindgen::JsCast, web_sys};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::address::Address;
use crate::storage::settings;

/// Puts the app in place of the shell's words. `public/boot.js` calls this
/// once the entry module is there.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    let document = document();
    let app = document
        .get_element_by_id("app")
        .expect("the shell has #app")
        .unchecked_into::<web_sys::HtmlElement>();
    app.set_text_content(None);
    mount_to(app, Client).forget();
    bridge::mark_mounted(&document);
}

/// The whole client: the store, the language, the address.
#[component]
fn Client() -> impl IntoView {
    let app = state::App::new();
    provide_context(app);
    session::start(app);
    provide_context(Address::follow());
    let language = RwSignal::new(settings::load().language);
    provide_context(language);
    // A change of language draws everything anew.
    move || {
        text::set_language(language.get());
        bridge::set_language(language.get());
        view! { <pages::Screens /> }
    }
}
