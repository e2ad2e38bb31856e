//! Writing that a child is hurt or unwell: three steps, one question at a time. What is
//! done about it follows on the incident's own page, so that this is kept first.

mod questions;
mod typed;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::id::ChildId;

use super::who::Children;
use crate::components::{
    Button, ButtonLink, ButtonLook, ErrorSummary, FieldError, Notice, NoticeTone,
};
use crate::pages::staff::acts::Failed;
use crate::pages::staff::model::Model;
use crate::pages::staff::tablet::Prover;
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::state::{App, NotKept};
use crate::text::{fill, t, words};
use questions::{WhatStep, WhereStep};
use typed::Typed;

/// The page.
#[component]
pub fn NewPage(
    /// The child on whose page the author was, if any.
    child: Option<ChildId>,
) -> impl IntoView {
    let back = child.map_or_else(|| Screen::Incidents.path(), |child| Screen::Child(child).path());
    view! {
        <StaffBar title=t(words::incident_link) back />
        <main class="page stack" id="main">
            <WhenWhole><Steps child /></WhenWhole>
        </main>
    }
}

#[component]
fn Steps(
    /// The child, if one is named already.
    child: Option<ChildId>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let typed = Typed::new(model, child);
    let step = RwSignal::new(usize::from(child.is_some()));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let kept = RwSignal::new(false);
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |before: Option<usize>| {
        let now = step.get();
        if before.is_some_and(|before| before != now)
            && let Some(heading) = heading.get()
        {
            // A heading with a tabindex can take the focus.
            let _ = heading.focus();
        }
        now
    });
    let title = move || {
        let asked = [words::incident_who, words::incident_what, words::incident_where];
        let now = step.get().min(2);
        fill(words::incident_of_three, &[&(now + 1), &t(asked[now])])
    };
    let navigate = use_navigate();
    let keep = Callback::new(move |()| {
        let Some(drafts) = typed.drafts(model) else { return };
        let navigate = navigate.clone();
        // Who is not with children writes it, and does not read it.
        let gate = untrack(|| !model.cares());
        busy.set(true);
        spawn_local(async move {
            match app.keep_all(model.space, drafts).await {
                Ok(_) if gate => {
                    kept.try_set(true);
                }
                Ok(acts) => {
                    let to = match acts.as_slice() {
                        [one] => Screen::IncidentOf(*one),
                        _ => Screen::Incidents,
                    };
                    navigate(&to.path(), Default::default());
                }
                Err(why) => {
                    busy.try_set(false);
                    failed.try_set(Some(why));
                }
            }
        });
    });
    let prover = Prover::get();
    let on = Callback::new(move |()| {
        let lacks = typed.lacks(model, step.get_untracked());
        let ready = lacks.is_empty() && !busy.get_untracked();
        errors.set(lacks);
        match step.get_untracked() {
            _ if !ready => {}
            2 => prover.again(keep),
            now => step.set(now + 1),
        }
    });
    let before = Callback::new(move |()| {
        errors.set(vec![]);
        step.update(|step| *step = step.saturating_sub(1));
    });
    let shown = move || match step.get() {
        0 => view! { <Children title=t(words::incident_who) picked=typed.hurt /> }.into_any(),
        1 => view! { <WhatStep typed errors /> }.into_any(),
        _ => view! { <WhereStep typed errors /> }.into_any(),
    };
    let last = Memo::new(move |_| step.get() >= 2);
    let word = move || if last.get() { words::incident_keep } else { words::incident_on };
    view! {
        <Show when=move || !kept.get() fallback=|| view! { <Kept /> }>
            <h2 class="section-title" id="incident-step" tabindex="-1" node_ref=heading>{title}</h2>
            <ErrorSummary title=t(words::not_complete) errors />
            {shown}
            <Failed why=failed />
            <Show when=move || last.get()><Signed child=typed.hurt /></Show>
            <Button block=true busy on_press=on>{move || t(word())}</Button>
            <Show when=move || { step.get() > 0 }>
                <Button look=ButtonLook::Quiet block=true on_press=before>
                    {t(words::incident_before)}
                </Button>
            </Show>
        </Show>
    }
}

/// It is kept, for whoever writes it and does not read it (R4), and the way back.
#[component]
fn Kept() -> impl IntoView {
    let model = Model::get();
    let back = if untrack(|| model.only_gate()) { Screen::Gate } else { Screen::Today };
    view! {
        <Notice tone=NoticeTone::Good title=t(words::incident_kept)>
            {t(words::incident_kept_next)}
        </Notice>
        <ButtonLink block=true href=back.path()>{t(words::back)}</ButtonLink>
    }
}

/// Who signs, and where a suspicion belongs: not on a page that the guardians read.
#[component]
fn Signed(
    /// The children that are hurt.
    child: RwSignal<Vec<ChildId>>,
) -> impl IntoView {
    let app = App::get();
    let me = move || app.who.with(|who| who.as_ref().map(|who| who.name.clone()));
    let concern = move || match child.read().first() {
        Some(child) => Screen::ConcernAbout(*child).path(),
        None => Screen::Concern.path(),
    };
    view! {
        <p class="soft small">{t(words::incident_concern)}</p>
        <ButtonLink look=ButtonLook::Plain small=true href=Signal::derive(concern)>
            {t(words::incident_concern_link)}
        </ButtonLink>
        <p>{move || me().map(|me| fill(words::incident_signed, &[&me]))}</p>
    }
}
