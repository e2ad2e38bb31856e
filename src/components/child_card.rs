//! One child's afternoon, as a guardian sees it.

use leptos::prelude::*;

use super::{
    badge::{Badge, Tone},
    tile::{Tile, TileSize},
};

/// The sentence a parent opens the app for, with the child it is about. Below
/// it come a `DayLine`, a `Timeline` and `.actions`. Not for staff lists.
#[component]
pub fn ChildCard(
    /// One or two characters for the tile.
    #[prop(into)]
    surname: Signal<String>,
    /// The child's name.
    #[prop(into)]
    name: Signal<String>,
    /// The class.
    #[prop(into)]
    class_name: Signal<String>,
    /// The photo's address, if there is one.
    #[prop(optional, into)]
    photo: MaybeProp<String>,
    /// The state.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The state's word.
    #[prop(into)]
    state: Signal<String>,
    /// Where the child is now, and with whom.
    #[prop(into)]
    now: Signal<String>,
    /// What comes next.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// What follows the sentence.
    children: Children,
) -> impl IntoView {
    view! {
        <article class="child-card">
            <div class="child-head">
                <Tile surname photo size=TileSize::Large />
                <div class="child-who">
                    <h2 class="child-name">{name}</h2>
                    <p class="child-class">{class_name}</p>
                </div>
                <Badge tone word=state />
            </div>
            <div>
                <p class="child-now">{now}</p>
                {move || note.get().map(|note| view! { <p class="child-now-note">{note}</p> })}
            </div>
            {children()}
        </article>
    }
}
