//! The other guardian: whoever is on the school's list for the same child gets a
//! slip from the first one (P1). The office sees who invited whom.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::people::{Guardian, Guardians};
use yuanliu_sync::wire::{Invite, Slip};

use crate::api;
use crate::components::{
    Button, CellButton, CellGroup, Code, Glyph, Icon, Notice, NoticeTone, QrCode, Sheet,
};
use crate::state::App;
use crate::text::{fill, format, refusal, t, words};

/// Everyone else who is a guardian of my children; nothing when there is nobody.
#[component]
pub fn OtherGuardians() -> impl IntoView {
    let app = App::get();
    let others = Memo::new(move |_| others(app));
    let chosen = RwSignal::new(None::<(SpaceId, Guardian)>);
    let open = RwSignal::new(false);
    let row = move |(space, guardian): (SpaceId, Guardian)| {
        let (title, note) = (guardian.name.clone(), guardian.relation.clone());
        let ask = move |()| {
            chosen.set(Some((space, guardian.clone())));
            open.set(true);
        };
        view! {
            <CellButton title note on_press=ask><Icon glyph=Glyph::Next /></CellButton>
        }
    };
    let title = Signal::derive(move || {
        let name = chosen.with(|chosen| chosen.as_ref().map(|(_, guardian)| guardian.name.clone()));
        fill(words::guardian_invite, &[&name.unwrap_or_default()])
    });
    view! {
        {move || Some(others.get()).filter(|others| !others.is_empty()).map(|others| view! {
            <CellGroup title=t(words::guardian_others) note=t(words::guardian_others_note)>
                {others.into_iter().map(row).collect_view()}
            </CellGroup>
        })}
        <Sheet open title close=t(words::close)>
            {move || chosen.get().map(|(space, guardian)| view! { <Made space guardian /> })}
        </Sheet>
    }
}

/// The slip, made when it is asked for.
#[component]
fn Made(
    /// Of which school.
    space: SpaceId,
    /// For whom.
    guardian: Guardian,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let made = RwSignal::new(None::<Result<Slip, (NoticeTone, String)>>);
    let make = move |()| {
        busy.set(true);
        let (person, name) = (guardian.person, guardian.name.clone());
        let invite = Invite { people: vec![person], again: false };
        spawn_local(async move {
            let answer = api::invite(space, &invite).await;
            let _ = busy.try_set(false);
            let answer = match answer {
                Ok(mut invited) => invited
                    .slips
                    .pop()
                    .ok_or_else(|| (NoticeTone::Good, fill(words::guardian_joined, &[&name]))),
                Err(failure) => Err((NoticeTone::Danger, refusal(failure.code()).to_owned())),
            };
            let _ = made.try_set(Some(answer));
        });
    };
    let shown = move || match made.get() {
        Some(Ok(slip)) => {
            let expires = fill(words::invite_expires, &[&format::day(slip.expires.day())]);
            view! {
                <Notice tone=NoticeTone::Warning>{t(words::guardian_give)}</Notice>
                <QrCode qr=slip.qr label=t(words::invite_picture) />
                <Code code=slip.code />
                <p class="soft">{expires}</p>
            }
            .into_any()
        }
        Some(Err((tone, words))) => view! { <Notice tone>{words}</Notice> }.into_any(),
        None => view! {
            <p>{t(words::guardian_why)}</p>
            <Button block=true busy on_press=make.clone()>{t(words::invite_make)}</Button>
        }
        .into_any(),
    };
    view! { <div class="stack">{shown}</div> }
}

fn others(app: App) -> Vec<(SpaceId, Guardian)> {
    let me = app.who.with(|who| who.as_ref().map(|who| who.person));
    let mut others: Vec<(SpaceId, Guardian)> = vec![];
    for (space, child) in app.children() {
        let guardians: Option<Guardians> =
            space.replica.with(|replica| replica.get(Audience::Family(child), child));
        for guardian in guardians.map(|guardians| guardians.people).unwrap_or_default() {
            let known = others.iter().any(|(_, other)| other.person == guardian.person);
            if Some(guardian.person) != me && !known {
                others.push((space.id, guardian));
            }
        }
    }
    others
}
