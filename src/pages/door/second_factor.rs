//! Setting a second factor up: an app on another phone shows six digits, and a sheet
//! of recovery codes lies in a drawer. At the door for the office, whose account does
//! not open without; in the settings for everyone who wants it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::{Authenticator, FirstCode, RecoveryCodes, Who};

use crate::api;
use crate::components::{
    Button, ButtonLook, ErrorSummary, Field, FieldError, FieldKind, Glyph, Notice, NoticeTone,
    QrCode,
};
use crate::text::{fill, refusal, t, words};

/// Passphrase, picture, first code, recovery codes.
#[component]
pub fn SecondFactor(
    /// The passphrase, when the person just typed it.
    #[prop(into)]
    passphrase: String,
    /// Told once the recovery codes are put away.
    done: Callback<Who>,
) -> impl IntoView {
    let offered = RwSignal::new(None::<Authenticator>);
    let taken = RwSignal::new(None::<RecoveryCodes>);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<FieldError>));
    let typed = RwSignal::new(passphrase.clone());
    let offer = move || {
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = api::offer_authenticator(&typed.get_untracked()).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(new) => drop(offered.try_set(Some(new))),
                Err(failure) => drop(failed.try_set(Some(error("again", failure.code())))),
            }
        });
    };
    if !passphrase.is_empty() {
        offer();
    }
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        offer();
    };
    let errors = Signal::derive(move || failed.get().into_iter().collect::<Vec<_>>());
    move || match (taken.get(), offered.get()) {
        (Some(codes), _) => view! { <Recovery codes done /> }.into_any(),
        (None, Some(authenticator)) => view! { <Pictured authenticator taken /> }.into_any(),
        (None, None) => view! {
            <form class="stack" on:submit=ask novalidate>
                <ErrorSummary title=t(words::factor_not_set) errors />
                <p>{t(words::factor_why)}</p>
                <Field
                    id="again" label=t(words::passphrase) value=typed kind=FieldKind::Password
                    autocomplete="current-password"
                />
                <Button submit=true block=true busy>{t(words::go_on)}</Button>
            </form>
        }
        .into_any(),
    }
}

#[component]
fn Pictured(
    /// What the app reads.
    authenticator: Authenticator,
    /// Set once it gave its first code.
    taken: RwSignal<Option<RecoveryCodes>>,
) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<FieldError>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        failed.set(None);
        let first = FirstCode { code: code.get_untracked() };
        spawn_local(async move {
            let answer = api::take_authenticator(&first).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(codes) => drop(taken.try_set(Some(codes))),
                Err(failure) => drop(failed.try_set(Some(error("first", failure.code())))),
            }
        });
    };
    let errors = Signal::derive(move || failed.get().into_iter().collect::<Vec<_>>());
    let Authenticator { secret, link, qr } = authenticator;
    view! {
        <form class="stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::factor_not_set) errors />
            <h2>{t(words::factor_title)}</h2>
            <p>{t(words::factor_scan)}</p>
            <QrCode qr label=t(words::factor_picture) />
            <p><a href=link>{t(words::factor_link)}</a></p>
            <p class="soft">{fill(words::factor_secret, &[&secret])}</p>
            <Field
                id="first" label=t(words::factor_first) value=code kind=FieldKind::Digits
                autocomplete="one-time-code"
            />
            <Button submit=true block=true busy>{t(words::factor_set)}</Button>
        </form>
    }
}

/// Codes for a lost phone: shown once.
#[component]
pub fn Recovery(
    /// Shown once.
    codes: RecoveryCodes,
    /// Told once they are put away.
    done: Callback<Who>,
) -> impl IntoView {
    let print = move |()| drop(window().print());
    let RecoveryCodes { codes, who } = codes;
    let put_away = move |()| done.run(who.clone());
    view! {
        <section class="stack" aria-label=t(words::recovery_title)>
            <Notice tone=NoticeTone::Good>{t(words::factor_is_set)}</Notice>
            <h2>{t(words::recovery_title)}</h2>
            <p>{t(words::recovery_note)}</p>
            <ul class="codes">{codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}</ul>
            <Button look=ButtonLook::Quiet block=true glyph=Glyph::Note on_press=print>{t(words::invite_print)}</Button>
            <Button block=true on_press=put_away>{t(words::recovery_kept)}</Button>
        </section>
    }
}

fn error(id: &str, code: &str) -> FieldError {
    let words = match code {
        "bad_sign_in" => t(words::passphrase_wrong),
        _ => refusal(code),
    };
    FieldError { id: id.into(), words: words.into() }
}
