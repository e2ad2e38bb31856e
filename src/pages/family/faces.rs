//! Photos on a guardian's phone: those of its own children's families.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::photo::Photo;

pub use crate::pages::pictures::picker_words;
use crate::photos::Face;
use crate::state::App;

/// Every photo of which the family's rows speak: they are few.
pub fn photos_at_hand(app: App) -> Vec<Face> {
    let children = untrack(|| app.children());
    let of = |(space, child): (crate::state::Space, _)| {
        let rows = space.replica.with_untracked(|r| r.list::<Photo>(Audience::Family(child)));
        rows.into_iter().map(move |(_, photo)| (space.id, photo.hash))
    };
    children.into_iter().flat_map(of).collect()
}
