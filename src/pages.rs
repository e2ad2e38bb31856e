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
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

use crate::components::{AppBar, ButtonLink, Drawing, Empty};
use crate::desk::{DeskView, Waiting};
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
    let place = Memo::new(move |_| Place::of(screen.get(), &app.phase.get(), app.desk()));
    // Whoever is signed in and stands at the door: the desk gets ready.
    Effect::new(move |_| {
        if let (Place::Plain(_), Phase::SignedIn, Some(desk)) =
            (place.get(), app.phase.get(), app.desk())
        {
            spawn_local(async move {
                let _ = desk.serve(app).await;
            });
        }
    });
    let shown = move || match place.get() {
        Place::Opening => view! { <Opening /> }.into_any(),
        Place::Desk(desk) => view! { <DeskView desk /> }.into_any(),
        Place::Plain(Screen::Gallery) => view! { <gallery::Gallery /> }.into_any(),
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

/// A desk, or one of the pages that every desk has.
#[component]
pub fn AtDesk(
    /// The desk's own screens.
    desk: fn() -> AnyView,
) -> impl IntoView {
    let app = App::get();
    let screen = use_screen();
    let common =
        Memo::new(move |_| screen.get().filter(|s| matches!(s, Screen::Sent | Screen::Settings)));
    // A desk's screens are drawn from rows: they wait for what the device keeps.
    move || match common.get() {
        Some(Screen::Sent) => view! { <sent::SentPage /> }.into_any(),
        Some(_) => view! { <settings::SettingsPage /> }.into_any(),
        None if app.settled.get() => desk(),
        None => view! { <Waiting /> }.into_any(),
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
    fn of(screen: Option<Screen>, phase: &Phase, own: Option<Desk>) -> Place {
        let Some(screen) = screen else { return Place::Unknown };
        match (screen, screen.desk(), phase) {
            (Screen::Gallery, ..) => Place::Plain(screen),
            (_, _, Phase::Opening) => Place::Opening,
            (Screen::Sent | Screen::Settings, ..) => Place::Desk(own.unwrap_or(Desk::Family)),
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
