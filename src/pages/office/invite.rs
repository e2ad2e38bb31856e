//! A sheet of invitations for one person, a class or the staff: made online, shown
//! once, printed as slips and handed over face to face (P1).

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::PersonId;
use yuanliu_sync::wire::{self, Invite, Invited};

use super::invitations::Invitee;
use super::model::Office;
use crate::api;
use crate::components::{Button, ButtonLook, Code, Glyph, Notice, NoticeTone, QrCode};
use crate::state::Link;
use crate::text::{fill, format, refusal, series, t, words};

/// Makes the codes and shows the slips.
#[component]
pub fn InvitePanel(
    /// For whom.
    invitees: Vec<Invitee>,
    /// Cleared to go back to the list.
    chosen: RwSignal<Option<Vec<Invitee>>>,
) -> impl IntoView {
    let office = Office::get();
    let sheet = RwSignal::new(None::<Invited>);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let people: Vec<PersonId> = invitees.iter().map(|invitee| invitee.person).collect();
    let make = move |again: bool| {
        busy.set(true);
        failed.set(None);
        let invite = Invite { people: people.clone(), again };
        spawn_local(async move {
            let made = api::invite(office.space.id, &invite).await;
            // The screen may be gone by now.
            let _ = busy.try_set(false);
            match made {
                Ok(made) => drop(sheet.try_set(Some(made))),
                Err(failure) => drop(failed.try_set(Some(refusal(failure.code()).to_owned()))),
            }
        });
    };
    let make = Callback::new(make);
    let offline = move || office.app.link.get() == Link::Offline;
    let one = (invitees.len() == 1).then(|| invitees[0].clone());
    let head = match &one {
        Some(one) => view! {
            <h2>{one.name.clone()}</h2>
            <p class="soft">{one.what.join(" · ")}</p>
        }
        .into_any(),
        None => view! { <h2>{fill(words::invite_sheet, &[&invitees.len()])}</h2> }.into_any(),
    };
    let lost = one.clone();
    let content = move || {
        match sheet.get() {
        Some(made) => view! { <Sheet made invitees=invitees.clone() make busy /> }.into_any(),
        None => view! {
            <Show when=offline>
                <Notice tone=NoticeTone::Offline>{t(words::invite_offline)}</Notice>
            </Show>
            <p>{t(words::invite_before)}</p>
            <Button block=true busy on_press=move |()| make.run(false)>{t(words::invite_make)}</Button>
        }
        .into_any(),
    }
    };
    view! {
        <div class="no-print">{head}</div>
        {move || failed.get().filter(|_| !offline()).map(|words| view! {
            <Notice tone=NoticeTone::Danger>{words}</Notice>
        })}
        {content}
        {lost.map(|invitee| view! { <Lost invitee /> })}
        <Button look=ButtonLook::Quiet block=true on_press=move |()| chosen.set(None)>
            {t(words::invite_another)}
        </Button>
    }
}

/// What was made: slips, and who has joined already.
#[component]
fn Sheet(
    /// The server's answer.
    made: Invited,
    /// For whom it was asked.
    invitees: Vec<Invitee>,
    /// Makes it anew, also for those who have joined.
    make: Callback<bool>,
    /// It is under way.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let find = |person: PersonId| invitees.iter().find(|invitee| invitee.person == person);
    let joined: Vec<String> =
        made.joined.iter().filter_map(|p| find(*p)).map(|invitee| invitee.name.clone()).collect();
    let joined = match (joined.is_empty(), invitees.len()) {
        (true, _) => None,
        (false, 1) => Some(
            view! {
                <Notice tone=NoticeTone::Warning>{fill(words::invite_joined, &[&joined.concat()])}</Notice>
                <Button look=ButtonLook::Quiet block=true busy on_press=move |()| make.run(true)>
                    {t(words::invite_again)}
                </Button>
            }
            .into_any(),
        ),
        (false, _) => {
            let words = fill(words::invite_sheet_joined, &[&series(&joined)]);
            Some(view! { <p class="soft">{words}</p> }.into_any())
        }
    };
    let none = made.slips.is_empty() && invitees.len() > 1;
    let slips: Vec<_> = made
        .slips
        .into_iter()
        .filter_map(|slip| Some((find(slip.person)?.clone(), slip)))
        .collect();
    let print = move |()| drop(window().print());
    let ready = (!slips.is_empty()).then(|| {
        view! {
            <div class="no-print">
                <Notice tone=NoticeTone::Warning>{t(words::invite_once)}</Notice>
            </div>
            <Button block=true glyph=Glyph::Note on_press=print>{t(words::invite_print)}</Button>
        }
    });
    view! {
        <div class="no-print stack">{joined}</div>
        {none.then(|| view! { <Notice tone=NoticeTone::Good>{t(words::invite_sheet_none)}</Notice> })}
        {ready}
        <div class="slips">
            {slips.into_iter().map(|(invitee, slip)| view! { <Slip invitee slip /> }).collect_view()}
        </div>
    }
}

/// What is cut off and handed over, face to face.
#[component]
fn Slip(
    /// Whose.
    invitee: Invitee,
    /// The code.
    slip: wire::Slip,
) -> impl IntoView {
    let office = Office::get();
    let address = slip.link.split('#').next().unwrap_or_default().to_owned();
    let expires = fill(words::invite_expires, &[&format::day(slip.expires.day())]);
    let name = invitee.name;
    view! {
        <section class="card slip" aria-label=fill(words::invite_for, &[&name])>
            <div>
                <p class="soft">{office.school()}</p>
                <p class="strong">{fill(words::invite_for, &[&name])}</p>
                <p class="soft small">{invitee.what.join(" · ")}</p>
            </div>
            <QrCode qr=slip.qr label=t(words::invite_picture) />
            <div>
                <p class="label">{t(words::invitation_code)}</p>
                <Code code=slip.code />
            </div>
            <ol class="stack stack-s small">
                <li>{fill(words::invite_scan, &[&address])}</li>
                <li>{t(words::invite_step_join)}</li>
                <li>{t(words::invite_step_code)}</li>
            </ol>
            <p class="soft small">{expires}</p>
        </section>
    }
}

/// A phone was lost: every device of that person is signed out.
#[component]
fn Lost(
    /// Whose.
    invitee: Invitee,
) -> impl IntoView {
    let office = Office::get();
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<(NoticeTone, String)>));
    let end = move |()| {
        busy.set(true);
        let (person, name) = (invitee.person, invitee.name.clone());
        spawn_local(async move {
            let answer = api::sign_out_everywhere(office.space.id, person).await;
            let _ = busy.try_set(false);
            let words = match answer {
                Ok(()) => (NoticeTone::Good, fill(words::invite_lost_done, &[&name])),
                Err(failure) => (NoticeTone::Danger, refusal(failure.code()).to_owned()),
            };
            let _ = said.try_set(Some(words));
        });
    };
    view! {
        <div class="no-print stack">
            {move || said.get().map(|(tone, words)| view! { <Notice tone>{words}</Notice> })}
            <Button look=ButtonLook::Danger block=true busy on_press=end>{t(words::invite_lost)}</Button>
        </div>
    }
}
