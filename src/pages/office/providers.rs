//! Outside providers 校外机构 (S4): agreement, people, the dates of their record checks.

mod form;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::provider::{Provider, Standing};
use yuanliu_domain::time::Day;

use super::frame::{OfficeBar, WhenHeld};
use super::model::Office;
use super::writing::Saved;
use crate::components::{
    Badge, Button, Cell, CellButton, CellGroup, Glyph, Notice, NoticeTone, Sheet, Tone,
};
use crate::text::{fill, format, t, words};
use form::ProviderForm;

/// The page.
#[component]
pub fn ProvidersPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || vec![Audience::Roll]);
    view! {
        <OfficeBar title=t(words::providers_title) back=true />
        <main class="page stack" id="main">
            {match office.is_office() {
                true => view! { <WhenHeld audiences=held><List /></WhenHeld> }.into_any(),
                false => view! {
                    <Notice tone=NoticeTone::Info>{t(words::refused_not_office)}</Notice>
                }.into_any(),
            }}
        </main>
        <Saved />
    }
}

fn line(provider: &Provider) -> String {
    let service = match provider.service.is_empty() {
        true => t(words::provider_no_service),
        false => provider.service.as_str(),
    };
    let people = provider.people.len();
    match provider.agreed_until {
        Some(until) => fill(words::provider_line, &[&service, &format::day(until), &people]),
        None => fill(words::provider_line_none, &[&service, &people]),
    }
}

/// What the office has to see to.
fn wanting(provider: &Provider, day: Day) -> Option<String> {
    if provider.ended {
        return None;
    }
    match provider.agreed_until {
        None => return Some(t(words::provider_unagreed).to_owned()),
        Some(until) if until < day => return Some(t(words::provider_over).to_owned()),
        Some(_) => {}
    }
    let unchecked = provider.people.iter().filter(|one| one.standing(day) != Standing::Good);
    match unchecked.count() {
        0 => None,
        count => Some(fill(words::provider_to_check, &[&count])),
    }
}

#[component]
fn List() -> impl IntoView {
    let office = Office::get();
    let (open, picked) = (RwSignal::new(false), RwSignal::new(None::<Provider>));
    let all = Memo::new(move |_| {
        let rows = office.space.replica.with(|r| r.list::<Provider>(Audience::Roll)).into_iter();
        let mut all: Vec<Provider> = rows.map(|(_, row)| row).collect();
        all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        all
    });
    let edit = move |provider: Option<Provider>| {
        picked.set(provider);
        open.set(true);
    };
    let row = move |provider: Provider| {
        let wanting = untrack(|| wanting(&provider, office.day.get()));
        let (title, note) = (provider.name.clone(), line(&provider));
        view! {
            <CellButton title note on_press=move |()| edit(Some(provider.clone()))>
                {wanting.map(|word| view! { <Badge tone=Tone::Missing word /> })}
            </CellButton>
        }
    };
    let rows = move |ended: bool| {
        let all = all.get().into_iter().filter(|provider| provider.ended == ended);
        all.map(row).collect_view()
    };
    let any = move |ended: bool| all.with(|all| all.iter().any(|one| one.ended == ended));
    let title = move || {
        picked.with(|picked| match picked {
            Some(provider) => provider.name.clone(),
            None => t(words::provider_add).to_owned(),
        })
    };
    view! {
        <p>{t(words::providers_hint)}</p>
        <CellGroup>
            {move || (!any(false)).then(|| view! { <Cell title=t(words::providers_none) /> })}
            {move || rows(false)}
        </CellGroup>
        <Button block=true glyph=Glyph::Plus on_press=move |()| edit(None)>
            {t(words::provider_add)}
        </Button>
        {move || any(true).then(|| view! {
            <CellGroup title=t(words::providers_past)>{rows(true)}</CellGroup>
        })}
        <Sheet open title=Signal::derive(title) close=t(words::close)>
            {move || view! { <ProviderForm provider=picked.get() open /> }}
        </Sheet>
    }
}
