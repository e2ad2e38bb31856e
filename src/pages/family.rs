//! The family's screens: the day of each child, and what a guardian writes for it.

mod album;
mod at_gate;
mod card;
mod cases;
mod choice;
mod collectors;
mod contacts;
mod contest;
mod did;
mod disagree;
mod early;
mod entries;
mod faces;
mod gate;
mod history;
mod home;
mod hurt;
mod keeping;
mod kid;
mod leave;
mod passes;
mod phrases;
mod portrait;
mod receipt;
mod records;
mod simple;
mod somebody;
mod summary;
mod term;
mod today;
mod told;

use leptos::prelude::*;
use yuanliu_domain::id::ChildId;

pub use faces::photos_at_hand;

use super::{on_its_own, use_screen};
use crate::route::Screen;
use gate::OfChild;
use kid::Kid;

/// The desk. Stays mounted while its screens change.
#[component]
pub fn FamilyDesk() -> impl IntoView {
    let screen = use_screen();
    move || on_its_own(|| shown(screen.get()))
}

fn shown(screen: Option<Screen>) -> AnyView {
    match screen {
        Some(Screen::Leave(child)) => {
            page(child, |kid| view! { <leave::LeavePage kid /> }.into_any())
        }
        Some(Screen::LeavePaper(child, note)) => view! {
            <OfChild child content=move |kid: Kid| view! { <leave::LeavePaper kid note /> }.into_any() />
        }
        .into_any(),
        Some(Screen::Choice(child)) => {
            page(child, |kid| view! { <choice::ChoicePage kid /> }.into_any())
        }
        Some(Screen::Collectors(child)) => {
            page(child, |kid| view! { <collectors::CollectorsPage kid /> }.into_any())
        }
        Some(Screen::Contacts(child)) => {
            page(child, |kid| view! { <contacts::ContactsPage kid /> }.into_any())
        }
        Some(Screen::Passes(child)) => {
            page(child, |kid| view! { <passes::PassesPage kid /> }.into_any())
        }
        Some(Screen::History(child)) => {
            page(child, |kid| view! { <history::HistoryPage kid /> }.into_any())
        }
        Some(Screen::Records(child)) => {
            page(child, |kid| view! { <records::RecordsPage kid /> }.into_any())
        }
        _ => view! { <home::Home /> }.into_any(),
    }
}

fn page(child: ChildId, content: fn(Kid) -> AnyView) -> AnyView {
    view! { <OfChild child content /> }.into_any()
}
