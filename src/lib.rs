//! The client of Yuanliu: mounts the app and chooses a screen by address.
//!
//! Each desk is its own wasm chunk (`cargo leptos build --split`), so that a
//! parent's phone never downloads what a duty tablet shows.

mod api;
mod bridge;
mod chunk;
pub mod components;
mod pages;
mod photos;
mod platform;
pub mod route;
mod session;
mod state;
mod storage;
mod sync;
pub mod text;

use leptos::{mount::mount_to, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};
use wasm_bindgen::prelude::wasm_bindgen;

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
    chunk::make_ready();
    bridge::mark_mounted(&document);
}

/// The whole client: the store, the language, the look, the router.
#[component]
fn Client() -> impl IntoView {
    let app = state::App::new();
    provide_context(app);
    let kept = settings::load();
    provide_context(RwSignal::new(kept.language));
    let look = RwSignal::new(kept.look);
    provide_context(look);
    Effect::new(move |_| bridge::set_look(look.get()));
    // One route for every address: `pages` chooses by the enum of screens. The
    // router's own part is the history: it puts the address into the bar.
    view! {
        <Router>
            <FlatRoutes fallback=pages::Screens>
                <Route path=path!("/*any") view=Drawn />
            </FlatRoutes>
        </Router>
    }
}

/// Everything, drawn anew when the language changes.
#[component]
fn Drawn() -> impl IntoView {
    let language = expect_context::<RwSignal<settings::Language>>();
    move || {
        text::set_language(language.get());
        bridge::set_language(language.get());
        view! { <pages::Screens /> }
    }
}
