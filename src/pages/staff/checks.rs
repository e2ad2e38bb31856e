//! Safety checks (T9): what was checked today and what was not, the faults that are open,
//! and how the children of each group are.

mod area;
mod faults;
mod photos;
mod symptoms;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::{Area, Check, Checks, Fault};

use super::model::Model;
use super::undoable::{LastDone, Undoable};
use super::{StaffBar, WhenWhole};
use crate::components::{CellGroup, CellLink};
use crate::route::Screen;
use crate::text::{checks, fill, t, words};
pub use area::AreaPage;
use faults::Faults;
use symptoms::Symptoms;

/// The last check of an area today; follows the rows.
fn last(model: Model, area: Area) -> Option<Check> {
    let audience = Audience::Day(model.day.get());
    let checks: Checks = model.space.replica.with(|r| r.get(audience, area.name()))?;
    checks.list.into_iter().next_back()
}

/// Faults by their key, the latest first; follows the rows.
fn faults(model: Model) -> Vec<(String, Fault)> {
    let mut all = model.space.replica.with(|r| r.list::<Fault>(Audience::Roll));
    all.sort_by_key(|(key, fault)| std::cmp::Reverse((fault.at, key.clone())));
    all
}

/// The page.
#[component]
pub fn ChecksPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::checks_title) back=Screen::Today.path() />
        <main class="page stack" id="main"><WhenWhole><Whole /></WhenWhole></main>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let model = Model::get();
    let done = Undoable::new();
    let row = move |area: Area| {
        let note = Signal::derive(move || match last(model, area) {
            Some(check) => checks::done(&check),
            None => t(words::checks_not_yet).to_owned(),
        });
        view! {
            <CellLink
                href=Screen::CheckOf(area).path() title=t(checks::area(area))
                note=MaybeProp::derive(move || Some(note.get()))
            />
        }
    };
    view! {
        <CellGroup title=t(words::checks_today)>{Area::ALL.map(row).collect_view()}</CellGroup>
        <Faults done />
        // How children are is for whoever is with them.
        <Show when=move || model.cares()><Symptoms done /></Show>
        <LastDone of=done />
    }
}

/// The leader's line: how many areas were checked today, how many faults are open.
#[component]
pub fn ChecksLine() -> impl IntoView {
    let model = Model::get();
    let said = move || {
        let checked = Area::ALL.into_iter().filter(|area| last(model, *area).is_some()).count();
        let open = faults(model).iter().filter(|(_, fault)| fault.mended.is_none()).count();
        fill(words::checks_count, &[&checked, &Area::ALL.len(), &open])
    };
    view! {
        <CellGroup>
            <CellLink href=Screen::Checks.path() title=t(words::checks_title)>{said}</CellLink>
        </CellGroup>
    }
}
