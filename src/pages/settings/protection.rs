//! A second factor for one's own account, and the code for an installed app.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::{Account, Invitation, Who};

use crate::api;
use crate::components::{
    Button, ButtonLook, CellButton, CellGroup, Code, Field, FieldKind, Glyph, Icon, Notice,
    NoticeTone, Sheet,
};
use crate::pages::door::second_factor::SecondFactor;
use crate::state::App;
use crate::text::{fill, format, refusal, t, words};

/// Two rows, a sheet behind each.
#[component]
pub fn Protection(
    /// As the school has it now.
    account: Account,
    /// Asks for it anew.
    again: Callback<()>,
) -> impl IntoView {
    let (factor, handover) = (RwSignal::new(false), RwSignal::new(false));
    let has = account.authenticator;
    let note = match (has, account.recovery_codes) {
        (true, left) => fill(words::factor_on, &[&left]),
        (false, 0) => t(words::factor_off).to_owned(),
        (false, left) => fill(words::factor_on_passkey, &[&left]),
    };
    let app = App::get();
    let done = Callback::new(move |who: Who| {
        factor.set(false);
        app.who.set(Some(who));
        again.run(());
    });
    view! {
        <CellGroup>
            <CellButton title=t(words::factor_title) note on_press=move |()| factor.set(true)>
                <Icon glyph=Glyph::Next />
            </CellButton>
            <CellButton title=t(words::handover_title) note=t(words::handover_note) on_press=move |()| handover.set(true)>
                <Icon glyph=Glyph::Next />
            </CellButton>
        </CellGroup>
        <Sheet open=factor title=t(words::factor_title) close=t(words::close)>
            <SecondFactor passphrase="" done />
            {has.then(|| view! { <Remove again /> })}
        </Sheet>
        <Sheet open=handover title=t(words::handover_title) close=t(words::close)>
            <Made />
        </Sheet>
    }
}

/// Back to one factor.
#[component]
fn Remove(
    /// Asks for the account anew.
    again: Callback<()>,
) -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<&'static str>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = api::remove_authenticator(&passphrase.get_untracked()).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => again.run(()),
                Err(failure) => {
                    let words = match failure.code() {
                        "bad_sign_in" => t(words::passphrase_wrong),
                        code => refusal(code),
                    };
                    let _ = failed.try_set(Some(words));
                }
            }
        });
    };
    let error = MaybeProp::derive(move || failed.get().map(str::to_owned));
    view! {
        <form class="stack section" on:submit=send novalidate>
            <h3>{t(words::factor_remove)}</h3>
            <Field
                id="remove" label=t(words::passphrase) value=passphrase error
                kind=FieldKind::Password autocomplete="current-password"
            />
            <Button look=ButtonLook::Danger submit=true block=true busy>{t(words::factor_remove)}</Button>
        </form>
    }
}

/// The code, made when it is asked for.
#[component]
fn Made() -> impl IntoView {
    let made = RwSignal::new(None::<Result<Invitation, &'static str>>);
    let busy = RwSignal::new(false);
    let make = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::hand_over().await.map_err(|failure| refusal(failure.code()));
            let _ = busy.try_set(false);
            let _ = made.try_set(Some(answer));
        });
    };
    let shown = move || match made.get() {
        Some(Ok(handover)) => {
            let until = fill(words::handover_until, &[&format::time(handover.expires)]);
            view! {
                <Code code=handover.code />
                <p>{t(words::handover_type)}</p>
                <p class="soft">{until}</p>
            }
            .into_any()
        }
        Some(Err(why)) => view! { <Notice tone=NoticeTone::Danger>{why}</Notice> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="stack">
            <p>{t(words::handover_why)}</p>
            {shown}
            <Button block=true busy on_press=make>{t(words::handover_make)}</Button>
        </div>
    }
}
