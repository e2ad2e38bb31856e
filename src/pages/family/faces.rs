//! Photos on a guardian's phone: those of its own children's families.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::photo::Photo;

use crate::components::PhotoWords;
use crate::photos::Face;
use crate::state::App;
use crate::text::{Word, t, words};

/// Every photo of which the family's rows speak: they are few.
pub fn photos_at_hand(app: App) -> Vec<Face> {
    let children = untrack(|| app.children());
    let of = |(space, child): (crate::state::Space, _)| {
        let rows = space.replica.with_untracked(|r| r.list::<Photo>(Audience::Family(child)));
        rows.into_iter().map(move |(_, photo)| (space.id, photo.hash))
    };
    children.into_iter().flat_map(of).collect()
}

/// The picker's words around this question.
pub fn picker_words(label: Word, hint: Word) -> PhotoWords {
    PhotoWords {
        label: t(label),
        hint: t(hint),
        take: t(words::photo_take),
        choose: t(words::photo_choose),
        drag: t(words::photo_drag),
        zoom: t(words::photo_zoom),
        use_it: t(words::photo_use),
        cancel: t(words::cancel),
        remove: t(words::photo_remove),
        unreadable: t(words::photo_unreadable),
    }
}
