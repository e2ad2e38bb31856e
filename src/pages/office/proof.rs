//! The journal's signed checkpoint, for the printer.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::Checkpoint;

use super::model::Office;
use crate::api;
use crate::components::{AppBar, Button, ButtonLook, Notice, NoticeTone};
use crate::pages::frame::failure_words;
use crate::route::Screen;
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn ProofPage() -> impl IntoView {
    let space = Office::get().space.id;
    let busy = RwSignal::new(false);
    let asked = RwSignal::new(None::<Result<Checkpoint, String>>);
    let fetch = move || {
        busy.set(true);
        spawn_local(async move {
            let checkpoint = api::checkpoint(space).await;
            busy.try_set(false);
            asked.try_set(Some(checkpoint.map_err(|failure| failure_words(&failure))));
        });
    };
    fetch();
    let shown = move || {
        match asked.get() {
        None => ().into_any(),
        Some(Err(words)) => {
            view! { <Notice tone=NoticeTone::Warning>{words}</Notice> }.into_any()
        }
        Some(Ok(checkpoint)) => view! {
            <p>{fill(words::proof_what, &[&checkpoint.size])}</p>
            <p>{format::day(checkpoint.server_time.day())} " " {checkpoint.server_time.minute().to_string()}</p>
            <pre class="proof" tabindex="0" aria-label=t(words::proof_title)>{checkpoint.note}</pre>
            <h2 class="section-title">{t(words::proof_key)}</h2>
            <pre class="proof" tabindex="0" aria-label=t(words::proof_key)>{checkpoint.verifier}</pre>
            <p>{t(words::proof_check)}</p>
        }
        .into_any(),
    }
    };
    let print = move |()| drop(window().print());
    view! {
        <AppBar
            title=t(words::proof_title) back=Screen::Office.path() back_word=t(words::back)
        />
        <main class="page stack" id="main">
            {shown}
            <div class="stack no-print">
                <Button block=true on_press=print>{t(words::proof_print)}</Button>
                <Button look=ButtonLook::Quiet block=true busy on_press=move |()| fetch()>
                    {t(words::proof_fetch)}
                </Button>
            </div>
        </main>
    }
}
