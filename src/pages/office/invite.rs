//! One invitation: made online, shown once, printed as a slip (P1).

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::{Invitation, Invite};

use super::invitations::Invitee;
use super::model::Office;
use crate::api;
use crate::components::{Button, ButtonLook, Glyph, Notice, NoticeTone};
use crate::state::Link;
use crate::text::{fill, format, refusal, t, words};

/// Makes the code and shows the slip.
#[component]
pub fn InvitePanel(
    /// For whom.
    invitee: Invitee,
    /// Cleared to go back to the list.
    chosen: RwSignal<Option<Invitee>>,
) -> impl IntoView {
    let office = Office::get();
    let slip = RwSignal::new(None::<Invitation>);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let (person, name) = (invitee.person, invitee.name.clone());
    let make = move |()| {
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let made = api::invite(office.space.id, &Invite { person }).await;
            // The screen may be gone by now.
            let _ = busy.try_set(false);
            match made {
                Ok(invitation) => drop(slip.try_set(Some(invitation))),
                Err(failure) => drop(failed.try_set(Some(refusal(failure.code()).to_owned()))),
            }
        });
    };
    let offline = move || office.app.link.get() == Link::Offline;
    let before = move || {
        view! {
            <Show when=offline>
                <Notice tone=NoticeTone::Offline>{t(words::invite_offline)}</Notice>
            </Show>
            <p>{t(words::invite_before)}</p>
            <Button block=true busy on_press=make>{t(words::invite_make)}</Button>
        }
    };
    let content = move || match slip.get() {
        Some(invitation) => view! { <Slip invitation name=name.clone() /> }.into_any(),
        None => before().into_any(),
    };
    view! {
        <div class="no-print">
            <h2>{invitee.name}</h2>
            <p class="soft">{invitee.what.join(" · ")}</p>
        </div>
        {move || failed.get().filter(|_| !offline()).map(|words| view! {
            <Notice tone=NoticeTone::Danger>{words}</Notice>
        })}
        {content}
        <Button look=ButtonLook::Quiet block=true on_press=move |()| chosen.set(None)>
            {t(words::invite_another)}
        </Button>
    }
}

/// What is printed and handed over, face to face.
#[component]
fn Slip(
    /// The code.
    invitation: Invitation,
    /// Whose.
    name: String,
) -> impl IntoView {
    let office = Office::get();
    let address = window().location().origin().unwrap_or_default();
    let groups = groups(&invitation.code);
    // Read letter by letter, not as a word.
    let spoken: String = groups.join(" ").chars().flat_map(|c| [c, ' ']).collect();
    let tiles = groups
        .into_iter()
        .map(|group| view! { <span class="counts-item"><span class="counts-number">{group}</span></span> " " })
        .collect_view();
    let expires = fill(words::invite_expires, &[&format::day(invitation.expires.day())]);
    let print = move |()| drop(window().print());
    view! {
        <div class="no-print">
            <Notice tone=NoticeTone::Warning>{t(words::invite_once)}</Notice>
        </div>
        <section class="card stack" aria-label=t(words::invite_slip)>
            <div>
                <p class="soft">{office.school()}</p>
                <p class="strong">{fill(words::invite_for, &[&name])}</p>
            </div>
            <div>
                <p class="label">{t(words::invitation_code)}</p>
                <p class="visually-hidden">{spoken.trim().to_owned()}</p>
                <p class="counts" aria-hidden="true">{tiles}</p>
            </div>
            <ol class="stack stack-s">
                <li>{fill(words::invite_step_open, &[&address])}</li>
                <li>{t(words::invite_step_join)}</li>
                <li>{t(words::invite_step_code)}</li>
            </ol>
            <p class="soft small">{expires}</p>
        </section>
        <Button block=true glyph=Glyph::Note on_press=print>{t(words::invite_print)}</Button>
    }
}

/// The code as the server groups it, else in fours.
fn groups(code: &str) -> Vec<String> {
    let parts: Vec<&str> = code.split(['-', ' ']).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 {
        return parts.into_iter().map(str::to_owned).collect();
    }
    let characters: Vec<char> = code.chars().collect();
    characters.chunks(4).map(|chunk| chunk.iter().collect()).collect()
}
