//! A new passphrase: every other device is signed out by it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::NewPassphrase;

use crate::api;
use crate::components::{
    Button, CellButton, CellGroup, ErrorSummary, Field, FieldError, FieldKind, Glyph, Icon, Notice,
    NoticeTone, Sheet,
};
use crate::text::{refusal, t, words};

/// The row, and the sheet behind it.
#[component]
pub fn ChangePassphrase(
    /// Told once it is changed.
    changed: Callback<()>,
) -> impl IntoView {
    let (open, done) = (RwSignal::new(false), RwSignal::new(false));
    let finish = Callback::new(move |()| {
        open.set(false);
        done.set(true);
        changed.run(());
    });
    let ask = move |()| {
        done.set(false);
        open.set(true);
    };
    view! {
        <CellGroup>
            <CellButton title=t(words::passphrase_change) on_press=ask>
                <Icon glyph=Glyph::Next />
            </CellButton>
        </CellGroup>
        <Show when=move || done.get()>
            <Notice tone=NoticeTone::Good>{t(words::passphrase_changed)}</Notice>
        </Show>
        <Sheet open title=t(words::passphrase_change) close=t(words::close)>
            <Form finish />
        </Sheet>
    }
}

#[component]
fn Form(
    /// Told once it is changed.
    finish: Callback<()>,
) -> impl IntoView {
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<FieldError>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        failed.set(None);
        let asked = NewPassphrase { current: current.get_untracked(), new: new.get_untracked() };
        spawn_local(async move {
            let answer = api::change_passphrase(&asked).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(_) => finish.run(()),
                Err(failure) => drop(failed.try_set(Some(error_at(failure.code())))),
            }
        });
    };
    let errors = Signal::derive(move || failed.get().into_iter().collect::<Vec<_>>());
    view! {
        <form class="stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::passphrase_not_changed) errors />
            <Field
                id="current" label=t(words::passphrase_current) value=current
                kind=FieldKind::Password autocomplete="current-password"
            />
            <Field
                id="new" label=t(words::passphrase_new) hint=t(words::passphrase_hint) value=new
                kind=FieldKind::Password autocomplete="new-password"
            />
            <p class="soft">{t(words::passphrase_change_note)}</p>
            <Button submit=true block=true busy>{t(words::passphrase_change)}</Button>
        </form>
    }
}

fn error_at(code: &str) -> FieldError {
    let (id, words) = match code {
        "bad_sign_in" => ("current", t(words::passphrase_wrong)),
        "weak_passphrase" => ("new", refusal(code)),
        _ => ("current", refusal(code)),
    };
    FieldError { id: id.into(), words: words.into() }
}
