//! `/gallery`: every component in its states, with the words of an afternoon.
//!
//! For those who build the product. Its words are samples and not in the
//! words table.

mod basics;
mod forms;
mod lists;
mod screens;

use leptos::prelude::*;

use crate::components::{AppBar, Button, ButtonLook};

/// The page itself.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <AppBar title="Gallery" note="愿留 components" back="/" back_word="返回">
            <ThemeButtons />
        </AppBar>
        <main class="page stack stack-l" id="main">
            <basics::Basics />
            <lists::Lists />
            <forms::Forms />
            <screens::Screens />
        </main>
    }
}

/// One component under its name.
#[component]
fn Shown(
    /// The component's name.
    name: &'static str,
    /// Its states.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <h2 class="section-title" lang="en">{name}</h2>
            <div class="stack">{children()}</div>
        </section>
    }
}

/// Dark and large type, on this page only until it is reloaded.
#[component]
fn ThemeButtons() -> impl IntoView {
    let flip = |name: &'static str, to: &'static str| {
        move || {
            let Some(root) = document().document_element() else {
                return;
            };
            // Both names are plain ASCII; setting them cannot fail.
            let _ = match root.get_attribute(name) {
                Some(now) if now == to => root.remove_attribute(name),
                _ => root.set_attribute(name, to),
            };
        }
    };
    view! {
        <Button look=ButtonLook::Plain small=true on_press=flip("data-theme", "dark")>"深色"</Button>
        <Button look=ButtonLook::Plain small=true on_press=flip("data-size", "large")>"大字"</Button>
    }
}
