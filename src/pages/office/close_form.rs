//! Closing a case: a named person writes how it was settled (R5).

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::case::{Case, CaseClosed};

use super::case::{kind_word, subject_words};
use super::errors::{Errors, Summary};
use super::model::Office;
use super::writing::{Failed, Writing};
use crate::components::{Button, TextArea};
use crate::state::Draft;
use crate::text::{fill, t, words};

/// The sheet that closes a case. The words stay when the sheet is put aside.
#[derive(Clone, Copy)]
pub struct Closing {
    case: RwSignal<Option<Case>>,
    reason: RwSignal<String>,
    /// Whether the sheet is open.
    pub open: RwSignal<bool>,
}

impl Closing {
    /// Closed.
    pub fn new() -> Closing {
        Closing {
            case: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            open: RwSignal::new(false),
        }
    }

    /// Opens the sheet for a case.
    pub fn start(self, case: &Case) {
        let same =
            self.case.with_untracked(|now| now.as_ref().is_some_and(|now| now.id == case.id));
        if !same {
            self.case.set(Some(case.clone()));
            self.reason.set(String::new());
        }
        self.open.set(true);
    }
}

/// Closes the case with a reason.
#[component]
pub fn CloseForm(
    /// Which, and the reason so far.
    closing: Closing,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reason = closing.reason.get_untracked().trim().to_owned();
        let wrong = match reason.chars().count() {
            0 => Some(("case-reason", words::need_case_reason)),
            1..=1000 => None,
            _ => Some(("case-reason", words::too_long)),
        };
        let Some(case) = closing.case.get_untracked() else { return };
        if !errors.check([wrong]) || writing.busy.get_untracked() {
            return;
        }
        let said = fill(words::case_said_closed, &[&t(kind_word(case.kind))]);
        let body = CaseClosed { case: case.id, child: case.child, reason };
        writing.keep(office, Draft::new(Subject::School, body), said, move || {
            closing.reason.set(String::new());
            closing.open.set(false);
        });
    };
    let head = move || {
        let case = closing.case.get()?;
        Some(format!("{} · {}", t(kind_word(case.kind)), subject_words(office, &case)))
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <p>{head}</p>
            <TextArea
                id="case-reason" label=t(words::case_reason) hint=t(words::case_reason_hint)
                value=closing.reason error=errors.at("case-reason")
            />
            <Button submit=true block=true busy=writing.busy>{t(words::case_keep)}</Button>
        </form>
    }
}
