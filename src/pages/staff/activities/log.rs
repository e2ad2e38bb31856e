//! The log of one group today, and the form for the next entry.

use leptos::prelude::*;
use yuanliu_domain::activity::Logged;
use yuanliu_domain::id::{ActId, GroupId};

use super::entry::Entry;
use super::form::Form;
use super::{group_of, log_of, name_of};
use crate::components::{CellGroup, CellLink, Drawing, Empty};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::{LastDone, Undoable};
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::text::{t, words};

/// The page.
#[component]
pub fn LogPage(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    let model = Model::get();
    let there = Memo::new(move |_| group_of(model, id).is_some());
    let shown = move || match (there.get(), model.only_gate()) {
        (false, _) => {
            view! { <Empty drawing=Drawing::Magnifier words=t(words::no_such_group) /> }.into_any()
        }
        (true, true) => {
            view! { <Empty drawing=Drawing::Paper words=t(words::log_not_gate) /> }.into_any()
        }
        (true, false) => view! { <Body id /> }.into_any(),
    };
    let title = move || format!("{} · {}", t(words::log_title), name_of(model, id));
    view! {
        <StaffBar title=Signal::derive(title) back=Screen::Group(id).path() />
        <main class="page stack" id="main"><WhenWhole>{shown}</WhenWhole></main>
    }
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
