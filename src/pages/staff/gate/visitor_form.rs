//! A visitor comes in (G2): who, from where, what for, to whom.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::act::Subject;
use yuanliu_domain::visitor::VisitorIn;

use super::sent::{From, SentBy};

use crate::components::{Button, ErrorSummary, Field, FieldError, FieldKind};
use crate::pages::staff::StaffBar;
use crate::pages::staff::acts::Failed;
use crate::pages::staff::model::Model;
use crate::route::Screen;
use crate::state::{App, Draft, NotKept};
use crate::text::{Word, t, words};

/// The page.
#[component]
pub fn VisitorPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::visit_add) back=Screen::Gate.path() />
        <main class="page stack" id="main"><Form /></main>
    }
}

#[component]
fn Form() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let empty = || RwSignal::new(String::new());
    let (name, organisation, purpose) = (empty(), empty(), empty());
    let (visits, escort, badge) = (empty(), empty(), empty());
    let from = From::new(model, name, organisation, purpose);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let error_of = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let navigate = use_navigate();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = |of: RwSignal<String>| of.get_untracked().trim().to_owned();
        let wrong = |id: &str, word: Word| FieldError { id: id.into(), words: t(word).into() };
        let (who, what_for) = (text(name), text(purpose));
        let mut found = vec![];
        if !(1..=40).contains(&who.chars().count()) {
            found.push(wrong("visit-name", words::visit_need_name));
        }
        if !(1..=1000).contains(&what_for.chars().count()) {
            found.push(wrong("visit-purpose", words::visit_need_purpose));
        }
        if from.needs_word() {
            found.push(wrong("visit-despite", words::need_despite));
        }
        let blocked = !found.is_empty() || busy.get_untracked();
        errors.set(found);
        if blocked {
            return;
        }
        let body = VisitorIn {
            day: model.day.get_untracked(),
            name: who,
            organisation: text(organisation),
            purpose: what_for,
            visits: text(visits),
            escort: text(escort),
            badge: text(badge),
            provider: from.sent(),
        };
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            match app.keep(model.space, Draft::new(Subject::School, body)).await {
                Ok(_) => navigate(&Screen::Gate.path(), Default::default()),
                Err(why) => {
                    busy.try_set(false);
                    failed.try_set(Some(why));
                }
            }
        });
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <p class="soft small">{t(words::visit_hint)}</p>
            <ErrorSummary title=t(words::not_complete) errors />
            <SentBy from error=error_of("visit-despite") />
            <Field id="visit-name" label=t(words::visit_name) value=name error=error_of("visit-name") />
            <Field id="visit-organisation" label=t(words::visit_organisation) value=organisation />
            <Field
                id="visit-purpose" label=t(words::visit_purpose) value=purpose
                error=error_of("visit-purpose")
            />
            <Field id="visit-whom" label=t(words::visit_whom) value=visits />
            <Field id="visit-escort" label=t(words::visit_escort) value=escort />
            <Field
                id="visit-badge" label=t(words::visit_badge) kind=FieldKind::Digits value=badge
            />
            <Failed why=failed />
            <Button submit=true block=true busy>{t(words::visit_in)}</Button>
        </form>
    }
}
