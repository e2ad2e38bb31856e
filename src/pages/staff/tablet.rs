//! A shared tablet (T11): who is here proves it by PIN, without a network. Each
//! person's desk stays as it was left, so that nothing typed is lost.

mod ask;
mod pin_of;
mod recent;
mod tiles;
mod tries;

pub use ask::Prover;

use std::time::Duration;

use gloo_events::EventListener;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::people::Staff;
use yuanliu_domain::tablet::{Lock, Verifier, lock_key};

use super::Desk;
use super::model::Model;
use crate::platform::{self, awake::Awake, heard::may_sound};
use crate::route::Screen;
use crate::state::{App, Space};
use ask::{AskSheet, Asked};
use recent::Recent;
use tiles::Tiles;
use tries::Tries;

/// Without a touch for so long, the next one has to prove who it is: T16's three
/// minutes, in milliseconds.
const IDLE_MS: i64 = 3 * 60_000;
/// How often that is looked at.
const LOOK: Duration = Duration::from_secs(5);
/// Desks that stay as they were left. More would slow a cheap tablet down: the one
/// that was left first goes.
const DESKS: usize = 6;

/// A desk that somebody left.
#[derive(Clone, Debug, PartialEq)]
struct Left {
    person: PersonId,
    path: String,
}

/// The tablet, as its screens share it. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Tablet {
    app: App,
    space: Space,
    id: PersonId,
    /// Who is here.
    here: RwSignal<Option<PersonId>>,
    /// Who proved it, on the way to their screen.
    coming: RwSignal<Option<(PersonId, Staff)>>,
    desks: RwSignal<Vec<Left>>,
    tries: Tries,
    recent: Recent,
    ask: Asked,
}

impl Tablet {
    fn get() -> Tablet {
        expect_context::<Tablet>()
    }

    /// The tablet, on a shared one.
    pub fn here() -> Option<Tablet> {
        use_context::<Tablet>()
    }

    /// Hands the tablet on: the tiles again, at once.
    pub fn passes_on(&self) {
        let Some(person) = self.here.get_untracked() else { return };
        let path = window().location().pathname().unwrap_or_default();
        self.desks.update(|desks| {
            desks.iter_mut().filter(|d| d.person == person).for_each(|d| d.path = path.clone());
        });
        self.ask.close();
        self.here.set(None);
        self.app.leaves();
    }

    /// Whether this person is locked here; follows the rows.
    fn locked(&self, person: PersonId) -> bool {
        let key = lock_key(self.id, person);
        let row = self.space.replica.with(|r| r.get::<Lock>(Audience::Tablets, &key));
        row.is_some() || self.tries.used_up(person)
    }

    /// What this person's PIN is checked against; follows the rows.
    fn verifier(&self, person: PersonId) -> Option<Verifier> {
        self.space.replica.with(|r| r.get::<Verifier>(Audience::Tablets, person))
    }

    /// The way to a person's own screen: where they left it, or today's list.
    fn path_of(&self, person: PersonId) -> String {
        let left = |desks: &Vec<Left>| desks.iter().find(|d| d.person == person).cloned();
        self.desks.with_untracked(left).map_or_else(|| Screen::Today.path(), |left| left.path)
    }

    /// The person's screen is there.
    fn arrives(&self, person: PersonId, staff: &Staff, path: String) {
        self.coming.set(None);
        self.app.comes(person, staff);
        self.desks.update(|desks| {
            if desks.iter().all(|d| d.person != person) {
                desks.push(Left { person, path });
            }
            let extra = desks.len().saturating_sub(DESKS);
            desks.drain(..extra);
        });
        self.recent.came(person);
        self.here.set(Some(person));
    }
}

/// Whether a desk is the one in front.
#[derive(Clone, Copy)]
pub struct InFront(pub Memo<bool>);

/// The desks of a shared tablet, and the tiles while nobody is here.
#[component]
pub fn SharedDesk(
    /// The school.
    space: Space,
    /// The tablet.
    id: PersonId,
) -> impl IntoView {
    let app = App::get();
    provide_context(Model::new(app, space));
    let tablet = Tablet {
        app,
        space,
        id,
        here: RwSignal::new(None),
        coming: RwSignal::new(None),
        desks: RwSignal::new(vec![]),
        tries: Tries::load(),
        recent: Recent::load(),
        ask: Asked::new(),
    };
    provide_context(tablet);
    // A person's desk is shown once the address is theirs: it follows the address,
    // and must not follow somebody else's.
    let (pathname, navigate) = (use_location().pathname, use_navigate());
    Effect::new(move |_| {
        let Some((person, staff)) = tablet.coming.get() else { return };
        let path = tablet.path_of(person);
        if pathname.get() == path {
            tablet.arrives(person, &staff, path);
        } else {
            navigate(&path, NavigateOptions { replace: true, ..Default::default() });
        }
    });
    watch_idleness(tablet);
    Effect::new(move |_| tablet.here.get().map(|_| Awake::begin()));
    let desk = move |left: Left| {
        let front = Memo::new(move |_| tablet.here.get() == Some(left.person));
        provide_context(InFront(front));
        view! { <div class="desk" hidden=move || !front.get()><Desk space /></div> }
    };
    view! {
        <Show when=move || tablet.here.get().is_none()><Tiles /></Show>
        <For each=move || tablet.desks.get() key=|left| left.person children=desk />
        <AskSheet />
    }
}

/// Nobody touched it for a while, or its screen went off: it is handed on.
fn watch_idleness(tablet: Tablet) {
    let touched = StoredValue::new(platform::reading().mono);
    let window: web_sys::EventTarget = window().into();
    let hear = |kind: &'static str| {
        EventListener::new(&window, kind, move |_| touched.set_value(platform::reading().mono))
    };
    let mut heard: Vec<_> = ["pointerdown", "keydown", "input"].into_iter().map(hear).collect();
    let document: web_sys::EventTarget = document().into();
    // A tablet that somebody touched may sound: an emergency roll call is heard on it.
    heard.push(EventListener::once(&window, "pointerup", |_| may_sound()));
    heard.push(EventListener::new(&document, "visibilitychange", move |_| {
        if !platform::visible() {
            tablet.passes_on();
        }
    }));
    let heard = StoredValue::new_local(heard);
    let look = set_interval_with_handle(
        move || {
            if platform::reading().mono - touched.get_value() >= IDLE_MS {
                tablet.passes_on();
            }
        },
        LOOK,
    );
    on_cleanup(move || {
        heard.update_value(Vec::clear);
        if let Ok(look) = look {
            look.clear();
        }
    });
}
