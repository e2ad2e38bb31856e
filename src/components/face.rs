//! A face, large enough to be compared with the person who stands there.

use leptos::prelude::*;

use super::sheet::Sheet;

/// A photo of one person; a tap shows it as large as the screen. Where there is no
/// photo take a `Tile`: this is for looking, not for a row.
#[component]
pub fn Face(
    /// The photo's address.
    #[prop(into)]
    photo: Signal<String>,
    /// Whom it shows.
    #[prop(into)]
    name: Signal<String>,
    /// The word for making it larger.
    #[prop(into)]
    enlarge: Signal<String>,
    /// The accessible name of the cross.
    #[prop(into)]
    close: Signal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button
            type="button" class="face" aria-label=move || enlarge.get()
            on:click=move |_| open.set(true)
        >
            <img src=photo alt=name />
        </button>
        <Sheet open title=name close>
            <img class="face-whole" src=photo alt=name />
        </Sheet>
    }
}
