//! The face of a person: a photo, or the surname, in the doorway of the mark.

use leptos::prelude::*;

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TileSize {
    /// In a row.
    #[default]
    Row,
    /// At the head of a card or a sheet.
    Large,
}

/// Stands beside the full name, which says the same to a screen reader. Not
/// alone: two children may share a surname, and the tint means nothing.
#[component]
pub fn Tile(
    /// One character, two for a compound surname such as 欧阳.
    #[prop(into)]
    surname: Signal<String>,
    /// The photo's address, if there is one.
    #[prop(optional, into)]
    photo: MaybeProp<String>,
    /// How large.
    #[prop(optional)]
    size: TileSize,
) -> impl IntoView {
    let class = move || {
        let surname = surname.read();
        let two = if surname.chars().count() > 1 { " tile-two" } else { "" };
        let large = if size == TileSize::Large { " tile-l" } else { "" };
        format!("tile tint-{}{two}{large}", tint(&surname))
    };
    // A memo: the picture is drawn anew only when it is another one.
    let photo = Memo::new(move |_| photo.get());
    let face = move || match photo.get() {
        Some(src) => view! { <img src=src alt="" loading="lazy" /> }.into_any(),
        None => surname.get().into_any(),
    };
    view! { <span class=class aria-hidden="true">{face}</span> }
}

/// The same surname always has the same one of the six tints.
fn tint(surname: &str) -> u32 {
    surname.chars().map(u32::from).sum::<u32>() % 6
}
