//! The client of Yuanliu: mounts the app and chooses a desk by address.
//!
//! Each desk is its own wasm chunk (`cargo leptos build --split`), so that a
//! parent's phone never downloads what a duty tablet shows.

mod bridge;
mod desk;

use leptos::{mount::mount_to, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::{
    components::{A, Route, Router, Routes},
    path,
};
use wasm_bindgen::prelude::wasm_bindgen;

use desk::{Desk, DeskView};

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
    mount_to(app, App).forget();
    bridge::mark_mounted(&document);
}

/// The whole client.
#[component]
fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=UnknownAddress>
                <Route path=path!("/") view=Welcome />
                <Route path=path!("/family") view=|| view! { <DeskView desk=Desk::Family /> } />
                <Route path=path!("/staff") view=|| view! { <DeskView desk=Desk::Staff /> } />
            </Routes>
        </Router>
    }
}

#[component]
fn Welcome() -> impl IntoView {
    view! {
        <main>
            <h1>"愿留"</h1>
            <p>"放学以后，孩子在哪里、和谁在一起、由谁接走。"</p>
            <p><A href="/family">"家长"</A></p>
            <p><A href="/staff">"老师"</A></p>
        </main>
    }
}

#[component]
fn UnknownAddress() -> impl IntoView {
    view! {
        <main>
            <h1>"没有这个页面"</h1>
            <p>"地址可能写错了，或者页面已经换了地方。"</p>
            <p><A href="/">"回到首页"</A></p>
        </main>
    }
}
