//! The family's screens.

use leptos::prelude::*;

/// The desk.
#[component]
pub fn FamilyDesk() -> impl IntoView {
    view! { <main class="page" id="main"><h1>"家长"</h1></main> }
}
