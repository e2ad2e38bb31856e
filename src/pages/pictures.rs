//! Photos that are entries of their own, as staff and families see them: of a hurt, of a
//! fault. Where the picture is not here, the screen says where it is.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::photo::Pictured;

use crate::components::{Button, ButtonLook, Face, PhotoWords};
use crate::photos;
use crate::state::{App, Space};
use crate::text::{Word, fill, format, t, words};

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

/// Saying that a photo is wrong: who may, and how.
#[derive(Clone, Copy)]
pub struct Wrong {
    /// Whether this photo's author is somebody whose photos I may take away.
    pub may: Callback<PersonId, bool>,
    /// The act that added it.
    pub strike: Callback<ActId>,
}

/// Photos side by side, each with who took it and when; a tap shows it large.
#[component]
pub fn Pictures(
    /// The school.
    space: Space,
    /// The audience of their row.
    audience: Audience,
    /// The photos, with what each of them shows; empty where that is clear.
    photos: Signal<Vec<(String, Pictured)>>,
    /// For those who may take one away.
    #[prop(optional)]
    wrong: Option<Wrong>,
) -> impl IntoView {
    let one = move |(what, photo): (String, Pictured)| {
        view! { <One space audience what photo wrong /> }
    };
    // Of a photo only its strike changes.
    let key = |(what, photo): &(String, Pictured)| {
        format!("{}{}{what}", photo.act, photo.struck.is_some())
    };
    view! {
        <Show when=move || !photos.with(Vec::is_empty)>
            <div class="actions"><For each=move || photos.get() key children=one /></div>
        </Show>
    }
}

#[component]
fn One(
    /// The school.
    space: Space,
    /// The audience of its row.
    audience: Audience,
    /// What it shows.
    what: String,
    /// The photo.
    photo: Pictured,
    /// For those who may take it away.
    wrong: Option<Wrong>,
) -> impl IntoView {
    let app = App::get();
    let (act, hash, by) = (photo.act, photo.hash, photo.by);
    let when = match photo.at.day() == space.today() {
        true => format::time(photo.at),
        false => format::moment(photo.at),
    };
    let said = fill(words::picture_by, &[&when, &photo.by_name]);
    let said = [what, said].into_iter().filter(|part| !part.is_empty());
    let said = said.collect::<Vec<_>>().join(" · ");
    if let Some(struck) = photo.struck {
        // It stays with the entry (R5), and is shown to nobody by chance.
        let reason = fill(words::picture_struck, &[&struck.by_name, &struck.reason]);
        return view! { <p class="soft small"><s>{said}</s> " " {reason}</p> }.into_any();
    }
    let here = Memo::new(move |_| photos::face(app, space, hash));
    let at_school = Memo::new(move |_| photos::at_school(space, audience, act));
    let (name, enlarge) = (said.clone(), fill(words::photo_enlarge, &[&said]));
    let shown = move || {
        here.get().map(|url| {
            let close = t(words::close);
            view! { <Face photo=url name=name.clone() enlarge=enlarge.clone() close /> }
        })
    };
    let place = move || match (here.read().is_some(), at_school.get()) {
        (true, true) => None,
        (true, false) => Some(t(words::picture_unsent)),
        (false, true) => Some(t(words::photo_not_on_device)),
        (false, false) => Some(t(words::picture_elsewhere)),
    };
    let away = wrong.filter(|wrong| wrong.may.run(by)).map(|wrong| {
        view! {
            <Button look=ButtonLook::Plain small=true on_press=move |()| wrong.strike.run(act)>
                {t(words::picture_wrong)}
            </Button>
        }
    });
    view! {
        <div class="stack stack-s">
            {shown}
            <p class="soft small">{said}</p>
            {move || place().map(|said| view! { <p class="soft small">{said}</p> })}
            {away}
        </div>
    }
    .into_any()
}
