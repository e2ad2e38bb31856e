//! The door: sign in, join with the school's code, or go to one's desk.

pub mod passkey;
pub mod second_factor;
mod take_over;

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{self, SignIn, Who};

use super::frame::trouble_words;
use super::look::TurnLarge;
use super::place::PlaceFoot;
use super::{pair, use_screen};
use crate::api::{self, Failure};
use crate::components::{
    Button, ButtonLook, CellButton, CellGroup, CellLink, ErrorSummary, Field, FieldError,
    FieldKind, Glyph, Mark, Notice, NoticeTone, Skeleton,
};
use crate::route::Screen;
use crate::session;
use crate::state::{App, Link, Phase};
use crate::text::{Word, fill, t, words};
use passkey::{AddPasskey, known_to_work, passkey_words, worth_offering};
use second_factor::SecondFactor;
use take_over::TakeOver;

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
            <TurnLarge />
            <PlaceFoot />
        </main>
    }
}

/// Parts whose desk is the staff's list.
const DUTIES: [Role; 5] =
    [Role::Teacher, Role::Leader, Role::Guard, Role::ChildProtection, Role::Head];

/// Whether these are the parts of staff for the gate alone 门卫, 护导老师.
pub(super) fn only_gate<'r>(roles: impl Iterator<Item = &'r Role>) -> bool {
    let staff: BTreeSet<&Role> = roles.filter(|role| **role != Role::Guardian).collect();
    staff.into_iter().eq([&Role::Guard])
}

/// The first screen of staff: the list, and for a guard the gate.
fn duty_screen(who: &Who) -> Screen {
    let roles = who.spaces.iter().flat_map(|space| &space.member.roles);
    if only_gate(roles) { Screen::Gate } else { Screen::Today }
}

/// Where a person's own desk is.
fn home(who: &Who) -> Screen {
    let is = |role: Role| who.spaces.iter().any(|space| space.member.roles.contains(&role));
    if DUTIES.iter().any(|role| is(*role)) {
        duty_screen(who)
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
            let duty = DUTIES.iter().any(|role| is(who, *role));
            let all = [
                (is(who, Role::Guardian), Screen::Family, words::to_family),
                (office || duty, duty_screen(who), words::to_staff),
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
fn error_at(code: &str, usual: &str) -> FieldError {
    let id = match code {
        "bad_code" if usual == "login" => "code",
        "weak_passphrase" => "passphrase",
        "second_factor" | "bad_second_factor" | "passkey_due" => "factor",
        "passkey_cancelled" | "bad_passkey" | "no_passkeys" => "passkey",
        _ => usual,
    };
    FieldError { id: id.into(), words: passkey_words(code).into() }
}

/// What an account asks for beside the passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Second {
    /// Six digits, or a recovery code.
    Authenticator,
    /// A passkey, or a recovery code.
    Passkey,
}

/// A form at the door on its way. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Entry {
    app: App,
    /// It is under way.
    pub busy: RwSignal<bool>,
    failed: RwSignal<Option<FieldError>>,
    /// The account asks for the second factor as well.
    factor: RwSignal<Option<Second>>,
    /// The office's account has no second factor yet, and does not open without.
    due: RwSignal<bool>,
    /// Somebody joined on a device that recognises its owner, and is asked whether to
    /// sign in by that from now on.
    joined: RwSignal<Option<Who>>,
    usual: &'static str,
}

impl Entry {
    /// Nothing under way; most errors are repaired at this field.
    pub fn new(usual: &'static str) -> Entry {
        Entry {
            app: App::get(),
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
            factor: RwSignal::new(None),
            due: RwSignal::new(false),
            joined: RwSignal::new(None),
            usual,
        }
    }

    /// What is wrong.
    pub fn errors(self) -> Signal<Vec<FieldError>> {
        Signal::derive(move || self.failed.get().into_iter().collect())
    }
}

/// Submits credentials, settles in, and goes home.
pub fn enter(entry: Entry, ask: impl Future<Output = Result<Who, Failure>> + 'static) {
    come_in(entry, async move { ask.await.map_err(|failure| failure.code().to_owned()) });
}

/// The same, for whatever fails with a stable code.
fn come_in(entry: Entry, ask: impl Future<Output = Result<Who, String>> + 'static) {
    let settle = settling(entry, use_navigate());
    entry.busy.set(true);
    entry.failed.set(None);
    spawn_local(async move {
        match ask.await {
            Ok(who) if who.second_factor_due => entry.due.set(true),
            Ok(who) => settle(who).await,
            Err(code) => {
                match code.as_str() {
                    "second_factor" => entry.factor.set(Some(Second::Authenticator)),
                    "passkey_due" => entry.factor.set(Some(Second::Passkey)),
                    _ => {}
                }
                entry.failed.set(Some(error_at(&code, entry.usual)));
            }
        }
        entry.busy.set(false);
    });
}

/// The first sign-in: the device's own way is offered once, where it has one.
fn join_in(entry: Entry, join: wire::Join) {
    let settle = settling(entry, use_navigate());
    entry.busy.set(true);
    entry.failed.set(None);
    spawn_local(async move {
        match api::join(&join).await {
            Ok(who) if who.second_factor_due => entry.due.set(true),
            Ok(who) if worth_offering().await => entry.joined.set(Some(who)),
            Ok(who) => settle(who).await,
            Err(failure) => entry.failed.set(Some(error_at(failure.code(), entry.usual))),
        }
        entry.busy.set(false);
    });
}

/// Lets a person in at the end of something longer.
fn settled(entry: Entry) -> Callback<Who> {
    let navigate = use_navigate();
    Callback::new(move |who: Who| {
        let settle = settling(entry, navigate.clone());
        spawn_local(settle(who));
    })
}

/// Lets a person in, and leads to the address that was asked for, or home.
fn settling(
    entry: Entry,
    navigate: impl Fn(&str, NavigateOptions) + 'static,
) -> impl AsyncFnOnce(Who) + 'static {
    let Entry { app, failed, usual, .. } = entry;
    let here = Screen::parse(&window().location().pathname().unwrap_or_default());
    async move |who: Who| {
        let to = home(&who);
        match session::signed_in(app, who).await {
            // An address that was asked for before signing in is kept.
            Ok(()) if here.is_some_and(|screen| screen.desk().is_some()) => {}
            Ok(()) => navigate(&to.path(), Default::default()),
            Err(trouble) => failed
                .set(Some(FieldError { id: usual.into(), words: trouble_words(&trouble).into() })),
        }
        app.link.set(Link::Unknown);
        app.wake();
    }
}

/// The second factor that the office's account still has to get.
#[component]
fn Due(
    /// The form that led here.
    entry: Entry,
    /// As it was just typed.
    passphrase: String,
) -> impl IntoView {
    let done = settled(entry);
    let (works, by_app) = (known_to_work(), RwSignal::new(false));
    let other = (t(words::factor_by_app), Callback::new(move |()| by_app.set(true)));
    let shown = move || {
        let passphrase = passphrase.clone();
        match (works.get(), by_app.get()) {
            (Some(true), false) => {
                view! { <AddPasskey passphrase done instead=other /> }.into_any()
            }
            (Some(_), _) => view! { <SecondFactor passphrase done /> }.into_any(),
            (None, _) => view! { <Skeleton label=t(words::opening) rows=2 /> }.into_any(),
        }
    };
    view! {
        <div class="stack">
            <Notice>{t(words::factor_due)}</Notice>
            {shown}
        </div>
    }
}

/// The device's own way to sign in, offered once.
#[component]
fn Offer(
    /// The form that led here.
    entry: Entry,
    /// As it was just typed.
    passphrase: String,
    /// Who joined.
    who: Who,
) -> impl IntoView {
    let done = settled(entry);
    let later = (t(words::passkey_later), Callback::new(move |()| done.run(who.clone())));
    view! { <AddPasskey passphrase done instead=later /> }
}

#[component]
fn SignInForm() -> impl IntoView {
    let entry = Entry::new("login");
    let (login, passphrase) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (code, taking_over) = (RwSignal::new(String::new()), RwSignal::new(false));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let sign_in = SignIn {
            login: login.get_untracked().trim().to_owned(),
            passphrase: passphrase.get_untracked(),
            code: code.get_untracked().trim().to_owned(),
            device: entry.app.device.get_value().map(|device| device.id),
        };
        enter(entry, async move { api::sign_in(&sign_in).await });
    };
    let works = known_to_work();
    let by_passkey = move |()| {
        let ask = async { api::sign_in_with_passkey().await.map_err(|why| why.code().to_owned()) };
        come_in(entry, ask);
    };
    let busy = entry.busy;
    let form = move || {
        view! {
            <form class="stack" on:submit=send novalidate>
                <ErrorSummary title=t(words::not_signed_in) errors=entry.errors() />
                <Field id="login" label=t(words::login) value=login autocomplete="username" />
                <Field
                    id="passphrase" label=t(words::passphrase) value=passphrase
                    kind=FieldKind::Password autocomplete="current-password"
                />
                {move || entry.factor.get().map(|asked| match asked {
                    Second::Authenticator => view! {
                        <Field
                            id="factor" label=t(words::factor_code) hint=t(words::factor_code_hint)
                            value=code autocomplete="one-time-code"
                        />
                    }
                    .into_any(),
                    Second::Passkey => view! {
                        <Field id="factor" label=t(words::recovery_title) value=code />
                    }
                    .into_any(),
                })}
                <Button submit=true block=true busy>{t(words::sign_in)}</Button>
                <Show when=move || works.get() == Some(true)>
                    <div id="passkey" tabindex="-1">
                        <Button
                            look=ButtonLook::Quiet block=true busy glyph=Glyph::Phone
                            on_press=by_passkey
                        >
                            {t(words::passkey_sign_in)}
                        </Button>
                    </div>
                </Show>
                <CellGroup>
                    <CellLink href=Screen::Join.path() title=t(words::join) note=t(words::have_code) />
                    <CellLink href=Screen::Pair.path() title=t(words::pair_title) note=t(words::pair_note) />
                    <CellButton
                        title=t(words::handover_here) note=t(words::handover_here_note)
                        on_press=move |()| taking_over.set(true)
                    />
                </CellGroup>
            </form>
        }
    };
    move || match (entry.due.get(), taking_over.get()) {
        (true, _) => view! { <Due entry passphrase=passphrase.get_untracked() /> }.into_any(),
        (_, true) => {
            view! { <TakeOver back=Callback::new(move |()| taking_over.set(false)) /> }.into_any()
        }
        _ => form().into_any(),
    }
}

/// First sign-in with the school's code.
#[component]
fn Join() -> impl IntoView {
    let entry = Entry::new("login");
    let code = RwSignal::new(code_of_slip());
    let (login, passphrase) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let join = wire::Join {
            code: code.get_untracked().trim().to_owned(),
            login: login.get_untracked().trim().to_owned(),
            passphrase: passphrase.get_untracked(),
        };
        join_in(entry, join);
    };
    let busy = entry.busy;
    let form = move || {
        view! {
            <form class="stack" on:submit=send novalidate>
                <ErrorSummary title=t(words::not_joined) errors=entry.errors() />
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
        }
    };
    view! {
        <main class="page page-door" id="main">
            <h1>{move || t(match entry.joined.get() {
                Some(_) => words::passkey_offer,
                None => words::join,
            })}</h1>
            {move || match (entry.joined.get(), entry.due.get()) {
                (Some(who), _) => view! {
                    <Offer entry passphrase=passphrase.get_untracked() who />
                }
                .into_any(),
                (_, true) => view! { <Due entry passphrase=passphrase.get_untracked() /> }.into_any(),
                _ => form().into_any(),
            }}
        </main>
    }
}

/// The code that a slip's picture brought after `#`, which no browser sends to a
/// server; it is taken out of the address, where a shoulder or a history would see it.
fn code_of_slip() -> String {
    let location = window().location();
    let code = location.hash().unwrap_or_default().trim_start_matches('#').to_owned();
    if !code.is_empty() {
        let path = location.pathname().unwrap_or_default();
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or_default();
            let _ = history.replace_state_with_url(&state, "", Some(&path));
        }
    }
    code
}
