//! A device becomes a shared tablet, with the office's code (T11).

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::act;
use yuanliu_sync::wire::{Pair, Who};

use super::frame::trouble_words;
use crate::api::{self, Failure};
use crate::components::{
    AppBar, Button, ButtonLink, ErrorSummary, Field, FieldError, Notice, NoticeTone,
};
use crate::route::Screen;
use crate::session;
use crate::state::{App, Link, Phase};
use crate::text::{fill, refusal, t, words};

/// The page.
#[component]
pub fn PairPage() -> impl IntoView {
    let app = App::get();
    let place = move || app.tablet.with(|tablet| tablet.as_ref().map(|who| who.name.clone()));
    let signed_in = move || {
        app.phase.get() == Phase::SignedIn
            && app.link.get() != Link::SignInAgain
            && app.tablet().is_none()
    };
    view! {
        <AppBar title=t(words::pair_title) back=Screen::Welcome.path() back_word=t(words::back) />
        <main class="page page-door" id="main">
            {move || place().map(|place| view! { <Notice>{fill(words::pair_is, &[&place])}</Notice> })}
            {move || match signed_in() {
                true => view! {
                    <Notice tone=NoticeTone::Warning>{t(words::pair_signed_in)}</Notice>
                    <ButtonLink href=Screen::Settings.path()>{t(words::settings)}</ButtonLink>
                }
                .into_any(),
                false => view! { <PairForm /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn PairForm() -> impl IntoView {
    let app = App::get();
    let code = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let navigate = use_navigate();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (navigate, typed) = (navigate.clone(), code.get_untracked());
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let outcome = match pair(app, &typed).await {
                Ok(who) => session::signed_in(app, who).await.map_err(|t| trouble_words(&t).into()),
                Err(failure) if failure.code() == "bad_code" => Err(t(words::pair_bad_code).into()),
                Err(failure) => Err(refusal(failure.code()).to_owned()),
            };
            let _ = busy.try_set(false);
            match outcome {
                Ok(()) => {
                    app.link.set(Link::Unknown);
                    app.wake();
                    navigate(&Screen::Today.path(), Default::default());
                }
                Err(words) => drop(failed.try_set(Some(words))),
            }
        });
    };
    let errors = Signal::derive(move || {
        let error = failed.get().map(|words| FieldError { id: "code".into(), words });
        error.into_iter().collect::<Vec<_>>()
    });
    view! {
        <form class="stack" on:submit=send novalidate>
            <p>{t(words::pair_what)}</p>
            <ErrorSummary title=t(words::pair_not_done) errors />
            <Field
                id="code" label=t(words::pair_code) hint=t(words::pair_hint) value=code
                error=MaybeProp::derive(move || failed.get())
            />
            <Button submit=true block=true busy>{t(words::pair_do)}</Button>
        </form>
    }
}

async fn pair(app: App, code: &str) -> Result<Who, Failure> {
    let device = app.device.get_value().ok_or(Failure::Unreachable)?;
    let key = device.key.public().await.map_err(|_| Failure::Unreachable)?;
    let public_key = act::to_base64(&key);
    api::pair(&Pair { code: code.trim().to_owned(), device: device.id, public_key }).await
}
