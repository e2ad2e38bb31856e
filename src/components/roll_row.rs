//! The roll: forty children in under a minute with one thumb.

use leptos::prelude::*;

use super::{
    badge::{Badge, Tone},
    icon::{Glyph, Icon},
    tile::Tile,
};

/// The list of `RollRow`s.
#[component]
pub fn Roll(
    /// The accessible name of the list.
    #[prop(into)]
    label: Signal<String>,
    /// Two columns on a wide tablet.
    #[prop(optional)]
    two: bool,
    /// The rows, from a keyed `For`.
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="roll" class:roll-two=two aria-label=move || label.get()>
            {children()}
        </ul>
    }
}

/// One child. The whole row is the target: in a roll call it turns 'present'
/// on and off (give `present`), elsewhere it opens the child.
#[component]
pub fn RollRow(
    /// One or two characters for the tile.
    #[prop(into)]
    surname: Signal<String>,
    /// The child's name.
    #[prop(into)]
    name: Signal<String>,
    /// Class and number, 二（3）07.
    #[prop(into)]
    note: Signal<String>,
    /// An allergy, a name that sounds the same: shown in red with a sign.
    #[prop(optional, into)]
    alert: MaybeProp<String>,
    /// The photo's address, if there is one.
    #[prop(optional, into)]
    photo: MaybeProp<String>,
    /// The state, where it is worth a badge.
    #[prop(optional, into)]
    tone: MaybeProp<Tone>,
    /// The state's word.
    #[prop(optional, into)]
    state: MaybeProp<String>,
    /// In a roll call: whether the doorway at the end of the row has its tick.
    #[prop(optional, into)]
    present: Option<Signal<bool>>,
    /// Nobody is here now: a place on a list that is shorter for a while.
    #[prop(optional, into)]
    hidden: Signal<bool>,
    /// What the tap did is being stored.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The tap on the row.
    #[prop(into)]
    on_tap: Callback<()>,
    /// Where the end of the row leads, if the tap does something else.
    #[prop(optional, into)]
    href: Option<Signal<String>>,
    /// The accessible name of that link, with the child's name in it.
    #[prop(optional, into)]
    href_word: MaybeProp<String>,
) -> impl IntoView {
    let alert = move || {
        alert.get().map(|alert| {
            view! {
                <span class="roll-alert">
                    <Icon glyph=Glyph::Bang />
                    {alert}
                </span>
            }
        })
    };
    let badge = move || Some(view! { <Badge tone=tone.get()? word=state.get()? /> });
    let more = href.map(|href| {
        view! {
            <a class="roll-more" href=href aria-label=move || href_word.get()>
                <Icon glyph=Glyph::Next />
            </a>
        }
    });
    view! {
        <li class="roll-row" hidden=move || hidden.get()>
            <button
                type="button"
                class="roll-tap"
                aria-pressed=move || present.map(|present| present.get().to_string())
                aria-busy=move || busy.get().then_some("true")
                on:click=move |_| on_tap.run(())
            >
                <Tile surname photo />
                <span class="roll-who">
                    <span class="roll-name">{name}</span>
                    <span class="roll-note">{note} {alert}</span>
                </span>
                {badge}
                {present.map(|_| view! { <span class="roll-mark"><Icon glyph=Glyph::Check /></span> })}
            </button>
            {more}
        </li>
    }
}
