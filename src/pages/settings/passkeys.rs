//! My passkeys: which devices sign in by fingerprint or face, this one too, and no more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use yuanliu_sync::wire::{Account, MyPasskey, Who};

use crate::api;
use crate::components::{
    Button, ButtonLook, CellButton, CellGroup, Field, FieldKind, Glyph, Icon, Sheet,
};
use crate::pages::door::passkey::{AddPasskey, passkey_words};
use crate::platform::passkey;
use crate::state::App;
use crate::text::{fill, format, t, words};

/// The list, and a row that adds this device; nothing where there is neither.
#[component]
pub fn MyPasskeys(
    /// As the school has it now.
    account: Account,
    /// Asks for it anew.
    again: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let (adding, removing) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = RwSignal::new(None::<(Uuid, String)>);
    let works = passkey::work_at(account.entrance.passkeys.as_deref());
    let none = account.passkeys.is_empty();
    let note = if none { words::passkey_note_none } else { words::passkey_note };
    let row = move |one: MyPasskey| {
        let name = match one.label.is_empty() {
            true => t(words::device_unknown).to_owned(),
            false => one.label,
        };
        let made = format::moment(one.made);
        let note = match one.used {
            Some(used) => fill(words::passkey_made_used, &[&made, &format::moment(used)]),
            None => fill(words::passkey_made, &[&made]),
        };
        let (id, title) = (one.id, name.clone());
        let ask = move |()| {
            chosen.set(Some((id, name.clone())));
            removing.set(true);
        };
        view! { <CellButton title note on_press=ask><Icon glyph=Glyph::Next /></CellButton> }
    };
    let done = Callback::new(move |who: Who| {
        adding.set(false);
        app.who.set(Some(who));
        again.run(());
    });
    let add = move |()| adding.set(true);
    let rows = account.passkeys.into_iter().map(row).collect_view();
    (works || !none).then(|| {
        view! {
            <CellGroup title=t(words::passkey_title) note=t(note)>
                {rows}
                {works.then(|| view! {
                    <CellButton title=t(words::passkey_add) on_press=add><Icon glyph=Glyph::Plus /></CellButton>
                })}
            </CellGroup>
            <Sheet open=adding title=t(words::passkey_title) close=t(words::close)>
                <AddPasskey passphrase="" done />
            </Sheet>
            <Sheet open=removing title=t(words::passkey_title) close=t(words::close)>
                {move || chosen.get().map(|(passkey, name)| view! { <Remove passkey name again /> })}
            </Sheet>
        }
    })
}

/// The device signs in by passphrase again.
#[component]
fn Remove(
    /// Which.
    passkey: Uuid,
    /// Its name.
    name: String,
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
            let answer = api::remove_passkey(passkey, &passphrase.get_untracked()).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => again.run(()),
                // Removed in the meantime: the list says so.
                Err(failure) if failure.code() == "not_found" => again.run(()),
                Err(failure) => {
                    let words = match failure.code() {
                        "bad_sign_in" => t(words::passphrase_wrong),
                        code => passkey_words(code),
                    };
                    let _ = failed.try_set(Some(words));
                }
            }
        });
    };
    let error = MaybeProp::derive(move || failed.get().map(str::to_owned));
    view! {
        <form class="stack" on:submit=send novalidate>
            <p>{fill(words::passkey_remove_note, &[&name])}</p>
            <Field
                id="remove-passkey" label=t(words::passphrase) value=passphrase error
                kind=FieldKind::Password autocomplete="current-password"
            />
            <Button look=ButtonLook::Danger submit=true block=true busy>{t(words::passkey_remove)}</Button>
        </form>
    }
}
