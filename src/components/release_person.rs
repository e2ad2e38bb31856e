//! One person who may collect.

use leptos::prelude::*;

use super::tile::{Tile, TileSize};

/// A large button with face, name and relation. The usual collector comes
/// first and larger. 'Not listed' is no `ReleasePerson`: it is a quiet button
/// in `.release-apart` below them.
#[component]
pub fn ReleasePerson(
    /// One or two characters for the tile.
    #[prop(into)]
    surname: Signal<String>,
    /// The collector's name.
    #[prop(into)]
    name: Signal<String>,
    /// Relation, and when it is valid.
    #[prop(into)]
    note: Signal<String>,
    /// The photo's address, if there is one.
    #[prop(optional, into)]
    photo: MaybeProp<String>,
    /// The mark of the usual collector; makes the button larger.
    #[prop(optional, into)]
    usual: MaybeProp<String>,
    /// Whether this person is picked.
    #[prop(optional, into)]
    picked: Signal<bool>,
    /// The tap.
    #[prop(into)]
    on_pick: Callback<()>,
) -> impl IntoView {
    let is_usual = usual.get_untracked().is_some();
    let size = if is_usual { TileSize::Large } else { TileSize::Row };
    view! {
        <button
            type="button"
            class="release-person"
            class:release-usual=is_usual
            aria-pressed=move || picked.get().to_string()
            on:click=move |_| on_pick.run(())
        >
            <Tile surname photo size />
            <span class="cell-body">
                <span class="release-name">{name}</span>
                <span class="cell-note">{note}</span>
            </span>
            {move || usual.get().map(|usual| view! { <span class="release-mark">{usual}</span> })}
        </button>
    }
}
