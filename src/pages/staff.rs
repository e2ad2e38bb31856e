//! The staff's screens.

use leptos::prelude::*;

/// The desk.
#[component]
pub fn StaffDesk() -> impl IntoView {
    view! { <main class="page" id="main"><h1>"老师"</h1></main> }
}
