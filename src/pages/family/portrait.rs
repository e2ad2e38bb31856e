//! The child's photo (T1): a guardian may add one, and take it away at any time.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::consent::NEWEST;
use yuanliu_domain::id::ActId;
use yuanliu_domain::photo::{PhotoHash, Portrait, PortraitSet};

use super::faces::picker_words;
use super::keeping::{Failed, Keeping, Kept};
use super::kid::Kid;
use crate::components::{
    Button, ButtonLook, Notice, NoticeTone, PhotoPicker, Picture, Tile, TileSize,
};
use crate::photos;
use crate::text::names::surname;
use crate::text::{fill, t, words};

/// The section of the child's data.
#[component]
pub fn PortraitSection(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let keeping = Keeping::new();
    let picked = RwSignal::new_local(None::<Picture>);
    let changing = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let kept = RwSignal::new(None::<(ActId, &'static str)>);
    let now = Memo::new(move |_| {
        let family = Audience::Family(kid.id);
        kid.space.replica.with(|replica| replica.get::<Portrait>(family, kid.id))
    });
    let add = move |()| {
        let Some(picture) = picked.get_untracked() else {
            missing.set(true);
            return;
        };
        missing.set(false);
        let photo = Some(PhotoHash::of(&picture.bytes));
        let draft = kid.draft(PortraitSet { photo, version: NEWEST });
        keeping.keep_with(kid, draft, Some(picture.bytes), move |act| {
            picked.set(None);
            changing.set(false);
            kept.set(Some((act, t(words::portrait_said_set))));
        });
    };
    let remove = move |()| {
        let draft = kid.draft(PortraitSet { photo: None, version: NEWEST });
        keeping.keep(kid, draft, move |act| {
            kept.set(Some((act, t(words::portrait_said_removed))));
        });
    };
    let adding = move || {
        let words = picker_words(words::portrait_photo, words::portrait_photo_hint);
        view! {
            <PhotoPicker id="portrait" value=picked words />
            <Show when=move || missing.get() && picked.with(Option::is_none)>
                <Notice tone=NoticeTone::Warning>{t(words::portrait_pick_first)}</Notice>
            </Show>
            <Button look=ButtonLook::Quiet block=true busy=keeping.busy on_press=add>
                {t(words::portrait_agree)}
            </Button>
        }
    };
    let shown = move || match now.get().filter(|_| !changing.get()) {
        None => adding().into_any(),
        Some(portrait) => view! {
            <Shown kid portrait />
            <Button look=ButtonLook::Quiet block=true on_press=move |()| changing.set(true)>
                {t(words::portrait_change)}
            </Button>
            <Button look=ButtonLook::Quiet block=true busy=keeping.busy on_press=remove>
                {t(words::portrait_remove)}
            </Button>
        }
        .into_any(),
    };
    let receipt =
        move || kept.get().map(|(act, said)| view! { <Kept kid act said=said.to_owned() /> });
    view! {
        <section class="section stack" id="portrait-section">
            <h2 class="section-title">{t(words::portrait_title)}</h2>
            <p>{t(words::portrait_note)}</p>
            <p>{t(words::portrait_who)}</p>
            {shown}
            <Failed keeping />
            {receipt}
        </section>
    }
}

/// The photo that stands, with who added it and where it is.
#[component]
fn Shown(
    /// The child.
    kid: Kid,
    /// The row.
    portrait: Portrait,
) -> impl IntoView {
    let (hash, family) = (portrait.hash, Audience::Family(kid.id));
    let photo = MaybeProp::derive(move || photos::face(kid.app, kid.space, hash));
    let by = kid.relation(portrait.by, &portrait.by_name);
    let unsent = move || {
        (!photos::at_school(kid.space, family, kid.id)).then(|| {
            let mine = Some(portrait.by) == kid.me();
            t(if mine { words::photo_here_unsent } else { words::photo_on_phone })
        })
    };
    view! {
        <div class="card row">
            <Tile surname=Signal::derive(move || surname(&kid.name())) photo size=TileSize::Large />
            <div class="section">
                <p>{fill(words::portrait_set_by, &[&by])}</p>
                <p class="soft small">{unsent}</p>
            </div>
        </div>
    }
}
