//! One's account: where one is signed in and signing out there, for a phone that was
//! lost or a computer at school; how it is protected.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use yuanliu_sync::wire::{Account, MySession};

use super::passkeys::MyPasskeys;
use super::protection::Protection;
use crate::api;
use crate::components::{Button, ButtonLook, Cell, CellGroup, Notice, NoticeTone, Skeleton};
use crate::text::{fill, format, refusal, t, words};

/// The list, as the school has it now.
#[component]
pub fn MyDevices() -> impl IntoView {
    let account = RwSignal::new(None::<Result<Account, String>>);
    let load = move || {
        spawn_local(async move {
            let found = api::account().await;
            let found = found.map_err(|failure| refusal(failure.code()).to_owned());
            // The screen may be gone by now.
            let _ = account.try_set(Some(found));
        });
    };
    load();
    let again = Callback::new(move |()| load());
    move || {
        match account.get() {
        None => view! { <Skeleton label=t(words::loading_list) rows=2 /> }.into_any(),
        Some(Err(why)) => view! {
            <Notice tone=NoticeTone::Offline>
                {why} " "
                <Button small=true look=ButtonLook::Quiet on_press=again>{t(words::try_again)}</Button>
            </Notice>
        }
        .into_any(),
        Some(Ok(account)) => {
            let note = fill(words::devices_note, &[&account.login]);
            let rows = account.sessions.clone().into_iter();
            view! {
                <CellGroup title=t(words::devices_title) note>
                    {rows.map(|session| view! { <Row session again /> }).collect_view()}
                </CellGroup>
                <MyPasskeys account=account.clone() again />
                <Protection account again />
            }
            .into_any()
        }
    }
    }
}

#[component]
fn Row(
    /// The device.
    session: MySession,
    /// Asks for the list anew.
    again: Callback<()>,
) -> impl IntoView {
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<&'static str>));
    let known = match session.label.is_empty() {
        true => t(words::device_unknown).to_owned(),
        false => session.label,
    };
    let used = fill(words::device_used, &[&format::moment(session.used)]);
    let note = move || match failed.get() {
        Some(why) => why.to_owned(),
        None => used.clone(),
    };
    let end = move |()| {
        busy.set(true);
        spawn_local(async move {
            let ended = sign_out_there(session.id).await;
            let _ = busy.try_set(false);
            match ended {
                Ok(()) => again.run(()),
                Err(why) => {
                    let _ = failed.try_set(Some(why));
                }
            }
        });
    };
    let label = fill(words::device_sign_out, &[&known]);
    let act = match session.this {
        true => view! { <span class="soft">{t(words::device_this)}</span> }.into_any(),
        false => view! {
            <Button small=true look=ButtonLook::Quiet busy label on_press=end>{t(words::device_end)}</Button>
        }
        .into_any(),
    };
    view! {
        <Cell title=known note=MaybeProp::derive(move || Some(note()))>
            {act}
        </Cell>
    }
}

async fn sign_out_there(session: Uuid) -> Result<(), &'static str> {
    match api::sign_out_there(session).await {
        Ok(()) => Ok(()),
        // Ended in the meantime: the list says so.
        Err(failure) if failure.code() == "not_found" => Ok(()),
        Err(failure) => Err(refusal(failure.code())),
    }
}
