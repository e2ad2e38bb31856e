//! Signing in to an installed app with the code that the browser beside it made.

use leptos::prelude::*;

use super::{Entry, enter};
use crate::api;
use crate::components::{Button, ButtonLook, ErrorSummary, Field};
use crate::text::{t, words};

/// The form.
#[component]
pub fn TakeOver(
    /// Back to name and passphrase.
    back: Callback<()>,
) -> impl IntoView {
    let entry = Entry::new("handover");
    let code = RwSignal::new(String::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        enter(entry, async move { api::take_over(&typed).await });
    };
    let busy = entry.busy;
    view! {
        <form class="stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::not_signed_in) errors=entry.errors() />
            <p>{t(words::handover_where)}</p>
            <Field id="handover" label=t(words::handover_code) value=code autocomplete="one-time-code" />
            <Button submit=true block=true busy>{t(words::sign_in)}</Button>
            <Button look=ButtonLook::Quiet block=true on_press=back>{t(words::have_account)}</Button>
        </form>
    }
}
