//! Is a printed leave note genuine? For anybody who holds the paper, signed in or not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::{Verified, Verify};

use crate::api;
use crate::components::{
    AppBar, Button, Cell, CellGroup, ErrorSummary, Field, FieldError, Notice, NoticeTone,
};
use crate::route::Screen;
use crate::text::{fill, format, refusal, t, words};

/// Longer than any code: what is longer was not read off a paper.
const LONGEST: usize = 100;

/// The page.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let code = RwSignal::new(from_link());
    let busy = RwSignal::new(false);
    let (wrong, verified) = (RwSignal::new(None::<String>), RwSignal::new(None::<Verified>));
    let ask = move || {
        let typed = code.get_untracked().trim().to_owned();
        verified.set(None);
        wrong.set(typed.is_empty().then(|| t(words::verify_need).to_owned()));
        if typed.is_empty() || busy.get_untracked() {
            return;
        }
        if typed.len() > LONGEST {
            return wrong.set(Some(t(words::verify_not_found).to_owned()));
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::verify(&Verify { code: typed }).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(found) => drop(verified.try_set(Some(found))),
                Err(failure) => {
                    let words = match failure.code() {
                        "not_found" => t(words::verify_not_found),
                        code => refusal(code),
                    };
                    drop(wrong.try_set(Some(words.to_owned())));
                }
            }
        });
    };
    // Scanned: the answer is what was asked for, not a form.
    if !code.read_untracked().is_empty() {
        ask();
    }
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ask();
    };
    let errors = Signal::derive(move || {
        let error = wrong.get().map(|words| FieldError { id: "check-code".into(), words });
        error.into_iter().collect::<Vec<_>>()
    });
    view! {
        <AppBar title=t(words::verify_title) back=Screen::Welcome.path() back_word=t(words::back) />
        <main class="page stack" id="main">
            <form class="stack" on:submit=send novalidate>
                <p>{t(words::verify_note)}</p>
                <ErrorSummary title=t(words::not_complete) errors />
                <Field
                    id="check-code" label=t(words::verify_code) hint=t(words::verify_hint) value=code
                    error=MaybeProp::derive(move || wrong.get())
                />
                <Button submit=true block=true busy>{t(words::verify_do)}</Button>
            </form>
            {move || verified.get().map(|found| view! { <Found found /> })}
        </main>
    }
}

/// The code behind the address, as a QR code opens it.
fn from_link() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').chars().take(LONGEST).collect()
}

/// What the school's journal says.
#[component]
fn Found(
    /// It.
    found: Verified,
) -> impl IntoView {
    let row = |word, text: String| view! { <Cell title=t(word) note=text /> };
    let note = found.note.clone().map(|note| {
        let dates = match note.from == note.until {
            true => format::day(note.from),
            false => fill(words::paper_span, &[&format::day(note.from), &format::day(note.until)]),
        };
        let state = match note.withdrawn {
            Some(at) => fill(words::verify_withdrawn, &[&format::moment(at)]),
            None => t(words::verify_holds).to_owned(),
        };
        view! { {row(words::verify_dates, dates)} {row(words::verify_state, state)} }
    });
    let erased = found.note.is_none();
    let withdrawn = found.note.as_ref().is_some_and(|note| note.withdrawn.is_some());
    let tone = if withdrawn || erased { NoticeTone::Warning } else { NoticeTone::Good };
    view! {
        <Notice tone title=fill(words::verify_true, &[&found.school])>
            {t(if erased { words::verify_erased } else { words::verify_compare })}
        </Notice>
        <CellGroup note=fill(words::verify_entry, &[&found.version, &found.size])>
            {row(words::verify_received, format!("{} {}", format::day(found.received.day()), format::time(found.received)))}
            {note}
        </CellGroup>
        <details>
            <summary><span class="link-block">{t(words::verify_details)}</span></summary>
            <p>{t(words::verify_hash)}</p>
            <pre class="proof" tabindex="0" aria-label=t(words::verify_hash)>{found.hash}</pre>
            <p>{t(words::verify_checkpoint)}</p>
            <pre class="proof" tabindex="0" aria-label=t(words::verify_checkpoint)>{found.checkpoint}</pre>
            <pre class="proof" tabindex="0" aria-label=t(words::proof_key)>{found.verifier}</pre>
        </details>
    }
}
