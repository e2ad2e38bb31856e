//! My PIN for shared tablets: set on a device of my own (T11).

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::pin::{BadPin, Pin};
use yuanliu_domain::tablet::{PinSet, PinStands};

use super::StaffBar;
use super::acts::Failed;
use super::model::Model;
use crate::components::{
    Button, ErrorSummary, Field, FieldError, FieldKind, Notice, NoticeTone, UndoBar,
};
use crate::platform;
use crate::route::Screen;
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn PinPage() -> impl IntoView {
    let app = App::get();
    view! {
        <StaffBar title=t(words::pin_title) back=Screen::Settings.path() />
        <main class="page stack" id="main">
            {move || match app.tablet() {
                Some(_) => view! { <Notice>{t(words::pin_not_here)}</Notice> }.into_any(),
                None => view! { <PinForm /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn PinForm() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let (first, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let said = RwSignal::new(None::<String>);
    let stands = move || {
        let me = model.me()?;
        let stands = model.space.replica.with(|r| r.get::<PinStands>(Audience::Person(me), me))?;
        Some(fill(words::pin_since, &[&format::day(stands.since.day())]))
    };
    let error_of = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        said.set(None);
        let pin = match chosen(&first.get_untracked(), &again.get_untracked()) {
            Ok(pin) => pin,
            Err(error) => return errors.set(vec![error]),
        };
        let Some(me) = untrack(|| model.me()) else { return };
        errors.set(vec![]);
        busy.set(true);
        spawn_local(async move {
            let outcome = match platform::pin::verifier(&pin).await {
                Ok(verifier) => {
                    let draft = Draft::new(Subject::Person(me), PinSet { verifier });
                    app.keep(model.space, draft).await.map(|_| ())
                }
                Err(why) => Err(NotKept::Device(crate::storage::Trouble::Unavailable(format!(
                    "no key derivation: {why:?}"
                )))),
            };
            // The screen may be gone by now.
            let Some(()) = busy.try_update(|busy| *busy = false) else { return };
            if outcome.is_ok() {
                first.set(String::new());
                again.set(String::new());
                said.set(Some(t(words::pin_is_set).to_owned()));
            }
            failed.set(outcome.err());
        });
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            {move || stands().map(|words| view! { <Notice tone=NoticeTone::Info>{words}</Notice> })}
            <ErrorSummary title=t(words::not_complete) errors />
            <Field
                id="pin" label=t(words::pin_new) hint=t(words::pin_hint) value=first
                kind=FieldKind::Pin autocomplete="new-password" error=error_of("pin")
            />
            <Field
                id="pin-again" label=t(words::pin_repeat) value=again
                kind=FieldKind::Pin autocomplete="new-password" error=error_of("pin-again")
            />
            <Failed why=failed />
            <Button submit=true block=true busy>{t(words::pin_set)}</Button>
        </form>
        <UndoBar message=said />
    }
}

fn chosen(first: &str, again: &str) -> Result<Pin, FieldError> {
    let wrong = |id: &str, word| FieldError { id: id.into(), words: t(word).into() };
    let pin = Pin::choose(first).map_err(|why| {
        let word = match why {
            BadPin::NotSixDigits => words::pin_six,
            BadPin::Pattern => words::pin_pattern,
            BadPin::Date => words::pin_date,
        };
        wrong("pin", word)
    })?;
    (first == again).then_some(pin).ok_or_else(|| wrong("pin-again", words::pin_differs))
}
