//! One person of an emergency roll call.

use leptos::prelude::*;

use super::{
    icon::{Glyph, Icon},
    tile::Tile,
};

/// A row with two answers: a tap on it says the good one, the word at its end the other.
/// Inside `Roll`. Where there is one thing to say, take `RollRow`.
#[component]
pub fn CountRow(
    /// One or two characters for the tile.
    #[prop(into)]
    surname: Signal<String>,
    /// The photo's address, if there is one.
    #[prop(optional, into)]
    photo: MaybeProp<String>,
    /// The person's name.
    #[prop(into)]
    name: Signal<String>,
    /// Class and number, or who said what.
    #[prop(into)]
    note: Signal<String>,
    /// The good answer stands.
    #[prop(into)]
    good: Signal<bool>,
    /// The other one stands.
    #[prop(into)]
    bad: Signal<bool>,
    /// The other answer's word, two or three characters.
    #[prop(into)]
    bad_word: Signal<String>,
    /// Its accessible name, with the person's name and the word in it.
    #[prop(into)]
    bad_label: Signal<String>,
    /// The tap on the row.
    #[prop(into)]
    on_good: Callback<()>,
    /// The tap on its end.
    #[prop(into)]
    on_bad: Callback<()>,
) -> impl IntoView {
    view! {
        <li class="roll-row">
            <button
                type="button" class="roll-tap"
                aria-pressed=move || good.get().to_string()
                on:click=move |_| on_good.run(())
            >
                <Tile surname photo />
                <span class="roll-who">
                    <span class="roll-name">{name}</span>
                    <span class="roll-note">{note}</span>
                </span>
                <span class="roll-mark"><Icon glyph=Glyph::Check /></span>
            </button>
            <button
                type="button" class="roll-more roll-word"
                aria-label=move || bad_label.get()
                aria-pressed=move || bad.get().to_string()
                on:click=move |_| on_bad.run(())
            >
                {bad_word}
            </button>
        </li>
    }
}
