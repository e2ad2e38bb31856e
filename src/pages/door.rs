//! The door: sign in, join with the school's code, or go to one's desk.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{self, SignIn, Who};

use super::frame::trouble_words;
use super::{pair, use_screen};
use crate::api::{self, Failure};
use crate::components::{
    Button, CellGroup, CellLink, ErrorSummary, Field, FieldError, FieldKind, Mark, Notice,
    NoticeTone,
};
use crate::route::Screen;
use crate::session;
use crate::state::{App, Link, Phase};
use crate::text::{Word, fill, refusal, t, words};

/// The door's pages, by address.
#[component]
pub fn AtDoor() -> impl IntoView {
    let screen = use_screen();
    let page =
        Memo::new(move |_| screen.get().filter(|s| matches!(s, Screen::Join | Screen::Pair)));
    move || match page.get() {
        Some(Screen::Join) => view! { <Join /> }.into_any(),
        Some(_) => view! { <pair::PairPage /> }.into_any(),
        None => view! { <Door /> }.into_any(),
    }
}

/// The first screen.
#[component]
fn Door() -> impl IntoView {
    let app = App::get();
    let shown = move || match app.phase.get() {
        Phase::Opening => None,
        Phase::Broken(_) => Some(
            view! { <Notice tone=NoticeTone::Danger>{t(words::storage_broken)}</Notice> }
                .into_any(),
        ),
        Phase::SignedIn if app.link.get() != Link::SignInAgain => {
            Some(view! { <MyDesks /> }.into_any())
        }
        Phase::SignedIn | Phase::SignedOut => Some(view! { <SignInForm /> }.into_any()),
    };
    view! {
        <main class="page page-door" id="main">
            <div class="door-head">
                <Mark />
                <h1>{t(words::app_name)}</h1>
                <p>{t(words::tagline)}</p>
            </div>
            {shown}
        </main>
    }
}

/// Where a person's own desk is.
fn home(who: &Who) -> Screen {
    let is = |role: Role| who.spaces.iter().any(|space| space.member.roles.contains(&role));
    if is(Role::Teacher) || is(Role::Leader) || is(Role::Guard) {
        Screen::Today
    } else if is(Role::Office) {
        Screen::Office
    } else if is(Role::Guardian) {
        Screen::Family
    } else {
        Screen::Welcome
    }
}

#[component]
fn MyDesks() -> impl IntoView {
    let app = App::get();
    let desks = Memo::new(move |_| {
        let is = |who: &Who, role| who.spaces.iter().any(|s| s.member.roles.contains(&role));
        app.who.with(|who| {
            let who = who.as_ref()?;
            let office = is(who, Role::Office);
            let duty = [Role::Teacher, Role::Leader, Role::Guard].iter().any(|r| is(who, *r));
            let all = [
                (is(who, Role::Guardian), Screen::Family, words::to_family),
                (office || duty, Screen::Today, words::to_staff),
                (office, Screen::Office, words::to_office),
            ];
            Some(all.into_iter().filter(|(theirs, ..)| *theirs).collect::<Vec<_>>())
        })
    });
    // Whoever has one desk does not choose.
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some([(_, only, _)]) = desks.get().as_deref() {
            navigate(&only.path(), NavigateOptions { replace: true, ..Default::default() });
        }
    });
    let cells = move || {
        let desks = desks.get()?;
        let name = app.who.with(|who| who.as_ref().map(|who| who.name.clone()))?;
        let none = desks.is_empty();
        let cell = |(_, screen, word): (bool, Screen, Word)| {
            view! { <CellLink href=screen.path() title=t(word) /> }
        };
        Some(view! {
            <CellGroup title=fill(words::signed_in_as, &[&name])>
                {desks.into_iter().map(cell).collect_view()}
                <CellLink href=Screen::Settings.path() title=t(words::settings) />
            </CellGroup>
            {none.then(|| view! { <Notice>{t(words::no_part)}</Notice> })}
        })
    };
    view! { {cells} }
}

/// The words for a code, at the field where it can be repaired.
fn error_at(code: &str) -> FieldError {
    let id = match code {
        "bad_code" => "code",
        "weak_passphrase" => "passphrase",
        _ => "login",
    };
    FieldError { id: id.into(), words: refusal(code).into() }
}

/// Submits credentials, settles in, and goes home.
fn enter(
    app: App,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<FieldError>>,
    ask: impl Future<Output = Result<Who, Failure>> + 'static,
) {
    let navigate = use_navigate();
    let here = Screen::parse(&window().location().pathname().unwrap_or_default());
    busy.set(true);
    failed.set(None);
    spawn_local(async move {
        match ask.await {
            Ok(who) => {
                let to = home(&who);
                match session::signed_in(app, who).await {
                    // An address that was asked for before signing in is kept.
                    Ok(()) if here.is_some_and(|screen| screen.desk().is_some()) => {}
                    Ok(()) => navigate(&to.path(), Default::default()),
                    Err(trouble) => failed.set(Some(FieldError {
                        id: "login".into(),
                        words: trouble_words(&trouble).into(),
                    })),
                }
                app.link.set(Link::Unknown);
                app.wake();
            }
            Err(failure) => failed.set(Some(error_at(failure.code()))),
        }
        busy.set(false);
    });
}

#[component]
fn SignInForm() -> impl IntoView {
    let app = App::get();
    let (login, passphrase) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<FieldError>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let sign_in = SignIn {
            login: login.get_untracked().trim().to_owned(),
            passphrase: passphrase.get_untracked(),
            device: app.device.get_value().map(|device| device.id),
        };
        enter(app, busy, failed, async move { api::sign_in(&sign_in).await });
    };
    let errors = Signal::derive(move || failed.get().into_iter().collect::<Vec<_>>());
    view! {
        <form class="stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::not_signed_in) errors />
            <Field id="login" label=t(words::login) value=login autocomplete="username" />
            <Field
                id="passphrase" label=t(words::passphrase) value=passphrase
                kind=FieldKind::Password autocomplete="current-password"
            />
            <Button submit=true block=true busy>{t(words::sign_in)}</Button>
            <CellGroup>
                <CellLink href=Screen::Join.path() title=t(words::join) note=t(words::have_code) />
                <CellLink href=Screen::Pair.path() title=t(words::pair_title) note=t(words::pair_note) />
            </CellGroup>
        </form>
    }
}

/// First sign-in with the school's code.
#[component]
fn Join() -> impl IntoView {
    let app = App::get();
    let code = RwSignal::new(String::new());
    let (login, passphrase) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<FieldError>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let join = wire::Join {
            code: code.get_untracked().trim().to_owned(),
            login: login.get_untracked().trim().to_owned(),
            passphrase: passphrase.get_untracked(),
        };
        enter(app, busy, failed, async move { api::join(&join).await });
    };
    let errors = Signal::derive(move || failed.get().into_iter().collect::<Vec<_>>());
    view! {
        <main class="page page-door" id="main">
            <h1>{t(words::join)}</h1>
            <form class="stack" on:submit=send novalidate>
                <ErrorSummary title=t(words::not_joined) errors />
                <Field id="code" label=t(words::invitation_code) hint=t(words::invitation_hint) value=code />
                <Field id="login" label=t(words::login) hint=t(words::login_hint) value=login autocomplete="username" />
                <Field
                    id="passphrase" label=t(words::passphrase) hint=t(words::passphrase_hint)
                    value=passphrase kind=FieldKind::Password autocomplete="new-password"
                />
                <Button submit=true block=true busy>{t(words::join)}</Button>
                <CellGroup>
                    <CellLink href=Screen::Welcome.path() title=t(words::have_account) />
                </CellGroup>
            </form>
        </main>
    }
}
