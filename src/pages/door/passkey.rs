//! Fingerprint or face in place of a passphrase: adding this device's passkey, at the
//! door where the passphrase was just typed, and in the settings. Never offered where
//! the browser or the school's address knows none; everything works without.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::{RecoveryCodes, Who};

use super::second_factor::Recovery;
use crate::api;
use crate::components::{Button, ButtonLook, ErrorSummary, Field, FieldError, FieldKind, Glyph};
use crate::platform::passkey;
use crate::text::{refusal, t, words};

/// Whether passkeys work here: asked of the browser, then of the school.
pub async fn work_here() -> bool {
    passkey::known()
        && api::entrance().await.is_ok_and(|found| passkey::work_at(found.passkeys.as_deref()))
}

/// Whether this device's own is worth offering: it recognises its owner.
pub async fn worth_offering() -> bool {
    passkey::recognises_its_owner().await && work_here().await
}

/// Whether passkeys work here, once it is known.
pub fn known_to_work() -> RwSignal<Option<bool>> {
    let works = RwSignal::new((!passkey::known()).then_some(false));
    if works.get_untracked().is_none() {
        spawn_local(async move {
            let found = work_here().await;
            let _ = works.try_set(Some(found));
        });
    }
    works
}

/// The words for a code of a passkey's.
pub fn passkey_words(code: &str) -> &'static str {
    match code {
        "passkey_cancelled" => t(words::passkey_cancelled),
        "passkey_already" => t(words::passkey_already),
        "passkey_due" => t(words::passkey_due),
        "bad_passkey" => t(words::passkey_bad),
        "no_passkeys" => t(words::passkey_none_here),
        "too_many_passkeys" => t(words::passkey_too_many),
        code => refusal(code),
    }
}

/// Why, the passphrase if it is not known, the button; then the recovery codes, if
/// there are any.
#[component]
pub fn AddPasskey(
    /// The passphrase, when the person just typed it.
    #[prop(into)]
    passphrase: String,
    /// Told once it is added, and the codes are put away.
    done: Callback<Who>,
    /// Another way on, with its words.
    #[prop(optional)]
    instead: Option<(&'static str, Callback<()>)>,
) -> impl IntoView {
    let asks = passphrase.is_empty();
    let typed = RwSignal::new(passphrase);
    let added = RwSignal::new(None::<RecoveryCodes>);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<FieldError>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = api::add_passkey(&typed.get_untracked()).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(RecoveryCodes { codes, who }) if codes.is_empty() => done.run(who),
                Ok(codes) => drop(added.try_set(Some(codes))),
                Err(why) => drop(failed.try_set(Some(error(why.code())))),
            }
        });
    };
    let errors = Signal::derive(move || failed.get().into_iter().collect::<Vec<_>>());
    move || {
        match added.get() {
        Some(codes) => view! { <Recovery codes done /> }.into_any(),
        None => view! {
            <form class="stack" on:submit=send novalidate>
                <ErrorSummary title=t(words::passkey_not_added) errors />
                <p>{t(words::passkey_why)}</p>
                {asks.then(|| view! {
                    <Field
                        id="again" label=t(words::passphrase) value=typed
                        kind=FieldKind::Password autocomplete="current-password"
                    />
                })}
                <div id="passkey" tabindex="-1">
                    <Button submit=true block=true busy glyph=Glyph::Phone>{t(words::passkey_add)}</Button>
                </div>
                {instead.map(|(word, on_press)| view! {
                    <Button look=ButtonLook::Quiet block=true on_press>{word}</Button>
                })}
            </form>
        }
        .into_any(),
    }
    }
}

fn error(code: &str) -> FieldError {
    let (id, words) = match code {
        "bad_sign_in" => ("again", t(words::passphrase_wrong)),
        "passkey_cancelled" => ("passkey", t(words::passkey_add_cancelled)),
        "bad_passkey" => ("passkey", t(words::something_wrong)),
        code => ("passkey", passkey_words(code)),
    };
    FieldError { id: id.into(), words: words.into() }
}
