//! Picking children by name: what is typed finds them, a tap takes one or takes it off.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::Child;

use crate::components::{CellButton, CellGroup, Glyph, Icon, SearchField};
use crate::pages::staff::found::Found;
use crate::pages::staff::model::Model;
use crate::text::{fill, t, words};

fn named(card: &Child) -> String {
    format!("{} {:02} {}", card.class_name, card.number, card.name)
}

/// The children that are picked, and the field that finds more.
#[component]
pub fn Children(
    /// What they are.
    #[prop(into)]
    title: String,
    /// Which.
    picked: RwSignal<Vec<ChildId>>,
) -> impl IntoView {
    let model = Model::get();
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| Found::by(model, &query.read(), &picked.read()));
    let chosen = move || {
        let ids = picked.get();
        model.roster.with(|roster| {
            let named = |id: &ChildId| Some((*id, named(roster.child(*id)?)));
            ids.iter().filter_map(named).collect::<Vec<_>>()
        })
    };
    let taken = move |(id, name): (ChildId, String)| {
        let lead = move || view! { <span class="cell-lead"><Icon glyph=Glyph::Check /></span> };
        let off = move |()| picked.update(|all| all.retain(|other| *other != id));
        view! { <CellButton title=fill(words::incident_unpick, &[&name]) lead on_press=off /> }
    };
    let offered = move |(id, card): (ChildId, Arc<Child>)| {
        let on = move |()| {
            picked.update(|all| all.push(id));
            query.set(String::new());
        };
        view! { <CellButton title=fill(words::incident_pick, &[&named(&card)]) on_press=on /> }
    };
    let none = move || !query.read().trim().is_empty() && found.read().shown.is_empty();
    view! {
        <p class="label">{title}</p>
        <Show when=move || !picked.read().is_empty()>
            <CellGroup><For each=chosen key=|(id, _)| *id children=taken /></CellGroup>
        </Show>
        <SearchField label=t(words::search_child) clear=t(words::clear) value=query />
        <Show when=move || !found.read().shown.is_empty()>
            <CellGroup><For each=move || found.get().shown key=|(id, _)| *id children=offered /></CellGroup>
        </Show>
        <Show when=move || found.read().more><p class="soft">{t(words::search_more)}</p></Show>
        <Show when=none><p class="soft">{t(words::search_empty)}</p></Show>
    }
}
