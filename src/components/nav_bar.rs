//! The few places of one desk.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Three to five places: at the foot of a phone, at the side of a tablet when
/// the frame is `.app.app-rail`. Stands last in the frame. Not for filters.
#[component]
pub fn NavBar(
    /// The accessible name of the navigation.
    #[prop(into)]
    label: Signal<String>,
    /// `NavItem`s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="navbar" aria-label=move || label.get()>
            {children()}
        </nav>
    }
}

/// One place.
#[component]
pub fn NavItem(
    /// Where to, from the enum of screens.
    #[prop(into)]
    href: Signal<String>,
    /// The sign.
    glyph: Glyph,
    /// The word, two to four characters.
    #[prop(into)]
    word: Signal<String>,
    /// We are there.
    #[prop(into)]
    current: Signal<bool>,
    /// How many things wait there; none shows nothing.
    #[prop(optional, into)]
    count: MaybeProp<usize>,
) -> impl IntoView {
    let waiting = move || count.get().filter(|count| *count > 0);
    view! {
        <a
            class="navbar-item"
            href=move || href.get()
            aria-current=move || current.get().then_some("page")
        >
            <Icon glyph />
            <span>
                {word}
                {move || waiting().map(|count| view! { " "<span class="count">{count}</span> })}
            </span>
        </a>
    }
}
