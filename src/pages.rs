//! The screens. A page connects state to components.

pub mod door;
pub mod family;
mod frame;
pub mod gallery;
mod look;
pub mod office;
pub mod pair;
mod pictures;
mod place;
mod sent;
mod settings;
pub mod staff;
pub mod verify;

use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

use crate::chunk::{Chunk, Part, waiting};
use crate::components::{AppBar, ButtonLink, Drawing, Empty};

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
    let part = Memo::new(move |_| {
        let tablet = app.tablet().is_some();
        Some(part_of(screen.get()?, &app.phase.get(), app.desk(), tablet))
    });
    // Whoever is signed in and stands at the door: the desk gets ready.
    Effect::new(move |_| {
        let standing = (part.get(), app.phase.get(), app.desk());
        if let (Some(Part::Door), Phase::SignedIn, Some(desk)) = standing {
            spawn_local(async move {
                let _ = desk.serve(app).await;
            });
        }
    });
    let shown = move || match part.get() {
        Some(part) => view! { <Chunk part /> }.into_any(),
        None => view! { <UnknownAddress /> }.into_any(),
    };
    view! {
        <div class="app">
            <Banners />
            {shown}
        </div>
    }
}

/// A page whose contexts end with it. Whatever switches between pages is cleaned when one
/// goes and keeps that page's contexts all the same: the next page would find signals in
/// them that are gone, and the whole app would end.
fn on_its_own(page: impl FnOnce() -> AnyView) -> AnyView {
    let owner = Owner::new();
    let view = owner.with(page);
    OwnedView::new_with_owner(view, owner).into_any()
}

/// A desk, or one of the pages that every desk has.
#[component]
pub fn AtDesk(
    /// The desk's own screens.
    desk: fn() -> AnyView,
) -> impl IntoView {
    let app = App::get();
    let screen = use_screen();
    // A shared tablet's desk shows them itself: what others have typed stays there.
    let common = Memo::new(move |_| {
        let common = |s: &Screen| matches!(s, Screen::Sent | Screen::Settings);
        screen.get().filter(|s| common(s) && app.tablet().is_none())
    });
    // A desk's screens are drawn from rows: they wait for what the device keeps.
    move || match common.get() {
        Some(Screen::Sent) => view! { <sent::SentPage /> }.into_any(),
        Some(_) => view! { <settings::SettingsPage /> }.into_any(),
        None if app.settled.get() => desk(),
        None => waiting(),
    }
}

/// What a screen is part of; before anybody is signed in, the door, and the
/// address stays.
fn part_of(screen: Screen, phase: &Phase, own: Option<Desk>, tablet: bool) -> Part {
    match (screen, screen.desk(), phase) {
        (Screen::Gallery, ..) => Part::Gallery,
        (Screen::Verify, ..) => Part::Verify,
        (_, _, Phase::Opening) => Part::Beginning,
        // A shared tablet asks who is there, whatever the address.
        (Screen::Welcome, _, Phase::SignedIn) if tablet => Part::Desk(Desk::Staff),
        (Screen::Sent | Screen::Settings, ..) => Part::Desk(own.unwrap_or(Desk::Family)),
        (_, Some(desk), Phase::SignedIn) => Part::Desk(desk),
        _ => Part::Door,
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
