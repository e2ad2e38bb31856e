//! Says that a record is not as it was: opens a case (P6, P16).

use leptos::prelude::*;
use yuanliu_domain::case::{CaseKind, CaseOpened};
use yuanliu_domain::child_day::What;
use yuanliu_domain::id::ActId;
use yuanliu_domain::time::Day;

use super::entries::words_of;
use super::keeping::{Failed, Keeping};
use super::kid::Kid;
use super::summary::summary;
use super::today::time;
use crate::components::{Button, SelectField, Sheet, TextArea};
use crate::text::{act_name, format, t, words};

/// What is said about it, while the sheet is closed too: nothing typed is lost.
#[derive(Clone, Copy)]
pub struct Contest {
    /// The sheet is open.
    pub open: RwSignal<bool>,
    kind: RwSignal<CaseKind>,
    about: RwSignal<String>,
    text: RwSignal<String>,
    missing: RwSignal<bool>,
    keeping: Keeping,
}

impl Contest {
    /// Nothing said yet.
    pub fn new() -> Contest {
        Contest {
            open: RwSignal::new(false),
            kind: RwSignal::new(CaseKind::Contested),
            about: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            missing: RwSignal::new(false),
            keeping: Keeping::new(),
        }
    }

    /// An entry of today is not as it was.
    pub fn entry(&self, kid: Kid) {
        self.kind.set(CaseKind::Contested);
        let last = kid.child.with_untracked(|child| child.as_ref()?.day.last().map(|e| e.act));
        self.about.set(last.map(|act| act.to_string()).unwrap_or_default());
        self.open.set(true);
    }

    /// What staff wrote down is not what was said.
    pub fn not_said(&self, act: ActId) {
        self.kind.set(CaseKind::NotWhatISaid);
        self.about.set(act.to_string());
        self.open.set(true);
    }
}

/// The sheet.
#[component]
pub fn ContestSheet(
    /// The child.
    kid: Kid,
    /// Its state.
    contest: Contest,
) -> impl IntoView {
    let title = move || {
        t(match contest.kind.get() {
            CaseKind::NotWhatISaid => words::fam_not_so,
            _ => words::fam_contest,
        })
    };
    view! {
        <Sheet open=contest.open title=Signal::derive(move || title().to_owned()) close=t(words::close)>
            <ContestForm kid contest />
        </Sheet>
    }
}

#[component]
fn ContestForm(
    /// The child.
    kid: Kid,
    /// Its state.
    contest: Contest,
) -> impl IntoView {
    let said = contest.kind.get_untracked() == CaseKind::NotWhatISaid;
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = contest.text.get_untracked().trim().to_owned();
        contest.missing.set(text.is_empty());
        if text.is_empty() {
            return;
        }
        let about: Option<ActId> = contest.about.get_untracked().parse().ok();
        let day = day_of(kid, about);
        let kind = contest.kind.get_untracked();
        let body = CaseOpened { kind, day, about: about.into_iter().collect(), text };
        contest.keeping.keep(kid, kid.draft(body), move |_| {
            contest.text.set(String::new());
            contest.open.set(false);
        });
    };
    let what =
        if said { receipt_line(kid, contest).into_any() } else { which(kid, contest).into_any() };
    let error =
        Signal::derive(move || contest.missing.get().then(|| t(words::fam_say_what).to_owned()));
    view! {
        <form class="stack" on:submit=send novalidate>
            <p>{t(words::fam_contest_note)}</p>
            {what}
            <TextArea id="contest-text" label=t(words::fam_contest_text) value=contest.text error />
            <Failed keeping=contest.keeping />
            <Button submit=true block=true busy=contest.keeping.busy>{t(words::fam_contest_send)}</Button>
        </form>
    }
}

fn which(kid: Kid, contest: Contest) -> impl IntoView {
    let options = Signal::derive(move || {
        let entries =
            kid.child.with(|c| c.as_ref().map(|c| c.day.entries.clone()).unwrap_or_default());
        let counts = entries
            .into_iter()
            .filter(|e| e.corrected_by.is_none() && !matches!(e.what, What::Corrected(..)));
        let option = |e: yuanliu_domain::child_day::Entry| {
            (e.act.to_string(), format!("{} {}", format::time(time(&e)), words_of(&e, None)))
        };
        let mut options: Vec<(String, String)> = counts.map(option).collect();
        options.push((String::new(), t(words::fam_something_else).to_owned()));
        options
    });
    view! { <SelectField id="contest-about" label=t(words::fam_contest_which) value=contest.about options /> }
}

fn receipt_line(kid: Kid, contest: Contest) -> impl IntoView {
    let act = contest.about.get_untracked().parse::<ActId>().ok();
    let receipt = act.and_then(|act| kid.receipt(act));
    receipt.map(|receipt| {
        view! {
            <p class="strong">{act_name(&receipt.what)} " " {summary(kid, &receipt)}</p>
        }
    })
}

fn day_of(kid: Kid, about: Option<ActId>) -> Day {
    let receipt = about.and_then(|act| kid.receipt(act));
    receipt.map_or_else(|| kid.today.get_untracked(), |receipt| receipt.at.day())
}
