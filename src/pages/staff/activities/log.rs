//! The log of one group today, and the form for the next entry.

use leptos::prelude::*;
use yuanliu_domain::activity::Logged;
use yuanliu_domain::id::{ActId, GroupId};

use super::entry::Entry;
use super::form::Form;
use super::{OfGroup, log_of};
use crate::components::{CellGroup, CellLink};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::{LastDone, Undoable};
use crate::route::Screen;
use crate::text::{t, words};

/// The page.
#[component]
pub fn LogPage(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    view! { <OfGroup title=words::log_title id><Body id /></OfGroup> }
}

#[component]
fn Body(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    let model = Model::get();
    let done = Undoable::new();
    let log = Memo::new(move |_| log_of(model, id));
    // The entry that the form corrects; a new one while there is none.
    let corrects = RwSignal::new(None::<Logged>);
    let correct = Callback::new(move |act: ActId| {
        corrects.set(log.with_untracked(|log| log.list.iter().find(|e| e.act == act).cloned()));
    });
    let card = move |entry: Logged| view! { <Entry group=id entry done correct /> };
    // Drawn anew when an entry is struck.
    let key = |entry: &Logged| (entry.act, entry.struck.is_some());
    view! {
        <section class="section stack">
            {move || log.with(|log| log.list.is_empty()).then(|| view! {
                <p class="soft">{t(words::log_none)}</p>
            })}
            <For each=move || log.get().list key=key children=card />
        </section>
        {move || {
            let old = corrects.get();
            view! { <Form group=id old done finished=move |()| corrects.set(None) /> }
        }}
        <CellGroup>
            <CellLink href=Screen::GroupOuting(id).path() title=t(words::outing_title) />
            <CellLink href=Screen::Activities.path() title=t(words::log_all_title) />
        </CellGroup>
        <LastDone of=done />
    }
}
