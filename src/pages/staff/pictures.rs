//! Adding photos to what was written. One photo is one act, kept as soon as it is taken:
//! what is typed elsewhere on the screen is not touched by it, whatever becomes of it.

use leptos::prelude::*;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::photo::{MOST_OF_AN_ENTRY, PhotoHash};
use yuanliu_domain::rules::Kind;

use super::model::Model;
use super::undoable::{Undoable, WayBack};
use crate::components::{Button, PhotoPicker, PhotoWords, Picture};
use crate::pages::pictures::picker_words;
use crate::platform::picture;
use crate::state::Draft;
use crate::text::{Word, fill, t, words};

/// The picker's words: of places and things the middle is no face.
pub fn asks(label: Word, hint: Word) -> PhotoWords {
    PhotoWords { drag: t(words::picture_drag), ..picker_words(label, hint) }
}

/// Whether I may take away what this person added: my own, and a leader everybody's.
pub fn may_strike(model: Model, by: PersonId) -> bool {
    model.leads() || model.me() == Some(by)
}

/// How a picker asks.
pub struct Asked {
    /// The first part of its ids.
    pub id: String,
    /// Its words.
    pub words: PhotoWords,
    /// Of writing, and so the whole picture.
    pub whole: bool,
    /// What follows once one is kept.
    pub then: Option<Callback<()>>,
}

/// The picker, as long as the entry has room. `draft` is the act for a photo of this name;
/// `back` takes it back.
pub fn adder<K: Kind>(
    (model, done): (Model, Undoable),
    Asked { id, words, whole, then }: Asked,
    there: Signal<usize>,
    draft: impl Fn(PhotoHash) -> Draft<K> + Copy + Send + Sync + 'static,
    back: WayBack,
) -> impl IntoView {
    let picked = RwSignal::new_local(None::<Picture>);
    let keep = move || {
        let Some(Picture { bytes, url }) = picked.get_untracked() else { return };
        let draft = draft(PhotoHash::of(&bytes));
        let said = t(words::picture_kept).to_owned();
        done.keep_photo(model, draft, bytes, said, Some(back.clone()), move || {
            picture::revoke(&url);
            picked.try_set(None);
            if let Some(then) = then {
                then.try_run(());
            }
        });
    };
    let again = keep.clone();
    // Taken is kept; where that fails the photo stays, with the reason and another try.
    Effect::new(move |_| {
        if picked.with(Option::is_some) {
            untrack(&keep);
        }
    });
    let again = StoredValue::new(again);
    let full = move || there.get() >= MOST_OF_AN_ENTRY;
    view! {
        <Show
            when=move || !full() || picked.with(Option::is_some)
            fallback=|| view! { <p class="soft small">{fill(words::picture_full, &[&MOST_OF_AN_ENTRY])}</p> }
        >
            <PhotoPicker id=id.clone() value=picked words whole />
            <Show when=move || picked.with(Option::is_some)>
                <Button
                    block=true busy=done.busy on_press=move |()| again.with_value(|again| again())
                >
                    {t(words::picture_keep)}
                </Button>
            </Show>
        </Show>
    }
}
