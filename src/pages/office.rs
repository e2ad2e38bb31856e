//! The office's screens, a chunk of their own on the staff's desk.

mod attention;
mod audit;
mod calendar;
mod case;
mod change_form;
mod change_typed;
mod changes;
mod close_form;
mod court;
mod court_form;
mod day_form;
mod days;
mod duty_form;
mod entry;
mod errors;
mod frame;
mod grounds;
mod group_form;
mod groups;
mod invitations;
mod invite;
mod invited;
mod model;
mod overview;
mod parts;
mod proof;
mod providers;
mod search;
mod tablets;
mod turned_away;
mod without;
mod writing;

use leptos::prelude::*;

use super::use_screen;
use crate::components::{AppBar, Drawing, Empty};
use crate::route::Screen;
use crate::state::App;
use crate::text::{t, words};
use model::Office;

/// The screen of the office that the address names.
#[component]
pub fn OfficeScreen() -> impl IntoView {
    let app = App::get();
    let screen = use_screen().get_untracked();
    let Some(space) = untrack(|| app.staff_space()) else {
        return view! {
            <AppBar title=t(words::office_title) />
            <main class="page" id="main">
                <Empty drawing=Drawing::School words=t(words::no_part) />
            </main>
        }
        .into_any();
    };
    provide_context(Office::new(app, space));
    match screen {
        Some(Screen::Attention) => view! { <attention::AttentionPage /> }.into_any(),
        Some(Screen::Invitations) => view! { <invitations::InvitationsPage /> }.into_any(),
        Some(Screen::Tablets) => view! { <tablets::TabletsPage /> }.into_any(),
        Some(Screen::Proof) => view! { <proof::ProofPage /> }.into_any(),
        Some(Screen::Without) => view! { <without::WithoutPage /> }.into_any(),
        Some(Screen::Audit) => view! { <audit::AuditPage /> }.into_any(),
        Some(Screen::Parts) => view! { <parts::PartsPage /> }.into_any(),
        Some(Screen::Court) => view! { <court::CourtPage /> }.into_any(),
        Some(Screen::Grounds) => view! { <grounds::GroundsPage /> }.into_any(),
        Some(Screen::Providers) => view! { <providers::ProvidersPage /> }.into_any(),
        Some(Screen::Days) => view! { <days::DaysPage /> }.into_any(),
        _ => view! { <overview::OverviewPage /> }.into_any(),
    }
}
