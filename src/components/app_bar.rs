//! The bar at the top of every screen.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The screen's title (its only `h1`), the way back, and at most three acts.
/// Not for a second level of navigation: that is `Tabs`.
#[component]
pub fn AppBar(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// A small line under the title: the child, the room, the age of the list.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// Where the arrow leads. Without it there is no arrow.
    #[prop(optional, into)]
    back: MaybeProp<String>,
    /// The accessible name of the arrow.
    #[prop(optional, into)]
    back_word: MaybeProp<String>,
    /// Plain buttons at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let arrow = move || {
        back.get().map(|href| {
            view! {
                <a class="appbar-back" href=href aria-label=move || back_word.get()>
                    <Icon glyph=Glyph::Back />
                </a>
            }
        })
    };
    view! {
        <header class="appbar">
            {arrow}
            <div class="appbar-titles">
                <h1 class="appbar-title">{title}</h1>
                {move || note.get().map(|note| view! { <p class="appbar-note">{note}</p> })}
            </div>
            {children.map(|children| view! { <div class="appbar-end">{children()}</div> })}
        </header>
    }
}
