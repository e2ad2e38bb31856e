//! The screens. A page connects state to components.

mod door;
pub mod family;
mod frame;
mod gallery;
pub mod office;
mod sent;
mod settings;
pub mod staff;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::{AppBar, ButtonLink, Drawing, Empty};
use crate::desk::DeskView;
use crate::route::{Desk, Screen};
use crate::state::{App, Phase};
use crate::text::{t, words};
use frame::Banners;

/// The screen of the present address.
pub fn use_screen() -> Memo<Option<Screen>> {
    let pathname = use_location().pathname;
    Memo::new(move |_| Screen::parse(&pathname.get()))
}

/// Chooses by address. A desk stays mounted while its own screens change.
#[component]
pub fn Screens() -> impl IntoView {
    let app = App::get();
    let screen = use_screen();
    let place = Memo::new(move |_| Place::of(screen.get(), &app.phase.get()));
    let shown = move || match place.get() {
        Place::Opening => view! { <Opening /> }.into_any(),
        Place::Desk(desk) => view! { <DeskView desk /> }.into_any(),
        Place::Plain(Screen::Gallery) => view! { <gallery::Gallery /> }.into_any(),
        Place::Plain(Screen::Sent) => view! { <sent::SentPage /> }.into_any(),
        Place::Plain(Screen::Settings) => view! { <settings::SettingsPage /> }.into_any(),
        Place::Plain(Screen::Join) => view! { <door::Join /> }.into_any(),
        Place::Plain(_) => view! { <door::Door /> }.into_any(),
        Place::Unknown => view! { <UnknownAddress /> }.into_any(),
    };
    view! {
        <div class="app">
            <Banners />
            {shown}
        </div>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Opening,
    Desk(Desk),
    Plain(Screen),
    Unknown,
}

impl Place {
    fn of(screen: Option<Screen>, phase: &Phase) -> Place {
        let Some(screen) = screen else { return Place::Unknown };
        match (screen, screen.desk(), phase) {
            (Screen::Gallery, ..) => Place::Plain(screen),
            (_, _, Phase::Opening) => Place::Opening,
            (_, Some(desk), Phase::SignedIn) => Place::Desk(desk),
            // Not signed in: the door first, the address stays.
            (_, Some(_), _) => Place::Plain(Screen::Welcome),
            (screen, None, _) => Place::Plain(screen),
        }
    }
}

#[component]
fn Opening() -> impl IntoView {
    view! {
        <main class="page page-door" id="main">
            <h1>{t(words::app_name)}</h1>
            <p role="status">{t(words::opening)}</p>
        </main>
    }
}

#[component]
fn UnknownAddress() -> impl IntoView {
    view! {
        <AppBar title=t(words::not_found) />
        <main class="page" id="main">
            <Empty drawing=Drawing::Magnifier words=t(words::not_found_note)>
                <ButtonLink href=Screen::Welcome.path()>{t(words::to_start)}</ButtonLink>
            </Empty>
        </main>
    }
}
