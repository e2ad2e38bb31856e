//! The parts that staff play: they decide what a person may see and write.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::people::Staff;
use yuanliu_domain::rights::Role;

use super::duty_form::role_words;
use super::frame::{OfficeBar, WhenHeld};
use super::model::Office;
use super::search::has;
use super::writing::{Failed, Saved, Writing};
use crate::components::{
    Button, CellButton, CellGroup, Drawing, Empty, Notice, NoticeTone, SearchField, Sheet, Tick,
    Ticks,
};
use crate::state::Draft;
use crate::text::{fill, t, words};

/// Parts that the office gives and takes; a tablet's and a guardian's come otherwise.
const PARTS: [Role; 6] =
    [Role::Teacher, Role::Leader, Role::Guard, Role::Office, Role::ChildProtection, Role::Head];

/// The page.
#[component]
pub fn PartsPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || vec![Audience::Roll]);
    view! {
        <OfficeBar title=t(words::parts_title) back=true />
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

#[component]
fn List() -> impl IntoView {
    let office = Office::get();
    let (query, open) = (RwSignal::new(String::new()), RwSignal::new(false));
    let picked = RwSignal::new(None::<(PersonId, Staff)>);
    let found = move || {
        let query = query.get();
        office.roster.with(|roster| {
            let hits = roster.staff.iter().filter(|(_, staff)| has(&staff.name, &query));
            hits.cloned().collect::<Vec<_>>()
        })
    };
    let row = move |(id, staff): (PersonId, Staff)| {
        let note = match staff.roles.is_empty() {
            true => t(words::parts_none).to_owned(),
            false => role_words(&staff.roles),
        };
        let title = staff.name.clone();
        let pick = move |()| {
            picked.set(Some((id, staff.clone())));
            open.set(true);
        };
        view! { <CellButton title note on_press=pick /> }
    };
    let title = move || {
        let name = picked.with(|picked| picked.as_ref().map(|(_, staff)| staff.name.clone()));
        fill(words::parts_of, &[&name.unwrap_or_default()])
    };
    view! {
        <p>{t(words::parts_hint)}</p>
        <SearchField label=t(words::tablet_search) clear=t(words::office_clear) value=query />
        {move || match found() {
            none if none.is_empty() => view! {
                <Empty drawing=Drawing::Magnifier words=t(words::person_not_found) />
            }.into_any(),
            found => view! {
                <CellGroup>{found.into_iter().map(row).collect_view()}</CellGroup>
            }.into_any(),
        }}
        <Sheet open title=Signal::derive(title) close=t(words::close)>
            {move || picked.get().map(|(id, staff)| view! { <PartsForm id staff open /> })}
        </Sheet>
    }
}

#[component]
fn PartsForm(
    /// Who.
    id: PersonId,
    /// As the school knows them now.
    staff: Staff,
    /// The sheet.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let writing = Writing::new();
    let ticks = PARTS.map(|role| (role, RwSignal::new(staff.roles.contains(&role))));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if writing.busy.get_untracked() {
            return;
        }
        let roles: BTreeSet<Role> =
            ticks.iter().filter(|(_, on)| on.get_untracked()).map(|(role, _)| *role).collect();
        let said = fill(words::parts_said, &[&staff.name]);
        let body = Staff { roles, ..staff.clone() };
        let draft = Draft::new(Subject::Person(id), body);
        writing.keep(office, draft, said, move || open.set(false));
    };
    let items = ticks.map(|(role, on)| Tick {
        word: role_words(&BTreeSet::from([role])).into(),
        note: "".into(),
        on,
    });
    view! {
        <form class="stack" on:submit=send novalidate>
            <Ticks id="parts" legend=t(words::parts_legend) items=items.to_vec() />
            <p class="soft small">{t(words::parts_none_note)}</p>
            <Failed writing />
            <Button submit=true block=true busy=writing.busy>{t(words::parts_keep)}</Button>
        </form>
    }
}
