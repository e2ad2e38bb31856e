//! Finds a row in the list below.

use leptos::{html, prelude::*};

use super::icon::{Glyph, Icon};

/// Filters as one types; the page does the filtering. Not for a search that
/// asks the network.
#[component]
pub fn SearchField(
    /// Its accessible name; shown while it is empty.
    #[prop(into)]
    label: Signal<String>,
    /// The accessible name of the cross.
    #[prop(into)]
    clear: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let wipe = move |_| {
        value.set(String::new());
        if let Some(input) = input.get_untracked() {
            // An input can take the focus.
            let _ = input.focus();
        }
    };
    view! {
        <div class="search" role="search">
            <Icon glyph=Glyph::Search />
            <input
                class="input"
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=move || label.get()
                placeholder=move || label.get()
                node_ref=input
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
            <Show when=move || !value.read().is_empty()>
                <button
                    type="button"
                    class="search-clear"
                    aria-label=move || clear.get()
                    on:click=wipe
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </Show>
        </div>
    }
}
