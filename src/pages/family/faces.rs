//! Photos on a guardian's phone: those of its own children's families.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::incident::Incident;
use yuanliu_domain::photo::Photo;
use yuanliu_domain::row::Body;

pub use crate::pages::pictures::picker_words;
use crate::photos::Face;
use crate::state::App;

/// Photos of the family's rows: of collectors and children, of who was hurt, and of what was
/// done today. They are few; those of earlier activities come when they are looked at.
pub fn photos_at_hand(app: App) -> Vec<Face> {
    let children = untrack(|| app.children());
    let of = |(space, child): (crate::state::Space, _)| {
        let rows = space.replica.with_untracked(|r| r.list::<Photo>(Audience::Family(child)));
        let today = space.today().to_string();
        let near = move |photo: &Photo| {
            let row = photo.named_in.as_ref();
            row.is_none_or(|row| row.kind == Incident::KIND || row.key == today)
        };
        let near = rows.into_iter().map(|(_, photo)| photo).filter(near);
        near.map(move |photo| (space.id, photo.hash)).collect::<Vec<_>>()
    };
    children.into_iter().flat_map(of).collect()
}
