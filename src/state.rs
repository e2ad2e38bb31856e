//! The one store of the client: plain rows and where the connection stands.
//! Screens derive from it; effects that cross the border are in `sync` and `storage`.

mod keeping;
pub mod order;
mod tablet;
mod today;

use std::cell::Cell;
use std::rc::Rc;

use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;
use yuanliu_domain::id::{ChildId, DeviceId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Rules;
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::clock::{self, Contact, Now};
use yuanliu_sync::outbox::Kept;
use yuanliu_sync::replica::Replica;
use yuanliu_sync::wire::Who;

use crate::platform;
use crate::platform::crypto::SigningKey;
use crate::route::Desk;
use crate::storage::Trouble;
use crate::storage::outbox::Outbox;
use crate::storage::view::ViewStore;

pub use keeping::{Draft, NotKept};
pub(crate) use tablet::tablet_of;
pub use today::{Change, ChildToday, Frame, weekday};

/// How far the start has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reading what the device keeps.
    Opening,
    /// Nobody is signed in on this device.
    SignedOut,
    /// Somebody is; the rows may still be on their way.
    SignedIn,
    /// The device can't keep anything: nothing may be written (I14).
    Broken(Trouble),
}

/// Where the connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not tried yet.
    Unknown,
    /// The last attempt reached the school.
    Online,
    /// The last attempt did not.
    Offline,
    /// The school asks to sign in again; what is kept stays kept.
    SignInAgain,
}

/// One school of the signed-in person.
#[derive(Clone, Copy)]
pub struct Space {
    /// Which.
    pub id: SpaceId,
    /// Its place in the list of this person's schools.
    pub slot: u8,
    /// Confirmed rows with this device's own acts over them.
    pub replica: RwSignal<Replica, LocalStorage>,
    /// The last contact, for the school's clock.
    pub contact: RwSignal<Option<Contact>>,
}

impl Space {
    /// The school's 'now', as well as this device knows it (I10).
    pub fn now(&self) -> Now {
        clock::now(self.contact.get_untracked(), platform::reading())
    }

    /// The school's 'today'.
    pub fn today(&self) -> Day {
        self.now().at.day()
    }

    /// Minutes since the rows were last brought up to date.
    pub fn age_minutes(&self) -> u32 {
        let contact = self.contact.get_untracked().map(|contact| contact.server);
        contact.map_or(u32::MAX, |then: Stamp| ((self.now().at.0 - then.0) / 60_000).max(0) as u32)
    }
}

/// What the device keeps open while the app runs.
pub(crate) struct Device {
    pub(crate) outbox: Outbox,
    pub(crate) view: ViewStore,
    pub(crate) id: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) boot: Uuid,
    pub(crate) wake: UnboundedSender<()>,
    /// To the other tabs of this browser; an old one has none.
    pub(crate) tabs: Option<BroadcastChannel>,
    /// The syncer's end of `wake`, until it starts.
    pub(crate) woken: Cell<Option<UnboundedReceiver<()>>>,
}

/// The store. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct App {
    /// How far the start has come.
    pub phase: RwSignal<Phase>,
    /// Who is signed in.
    pub who: RwSignal<Option<Who>>,
    /// The sign-in of this device when it is a shared tablet (T11); `who` is then
    /// the person at it, or the tablet itself.
    pub tablet: RwSignal<Option<Who>>,
    /// The person's schools.
    pub spaces: RwSignal<Vec<Space>>,
    /// The rows that the device keeps are in `spaces`.
    pub settled: RwSignal<bool>,
    /// Every act that this device keeps.
    pub outbox: RwSignal<Vec<Kept>>,
    /// The outbox has been read: before that, an empty list says nothing.
    pub outbox_read: RwSignal<bool>,
    /// Records of the outbox that can't be read.
    pub unreadable: RwSignal<Vec<String>>,
    /// Where the connection stands.
    pub link: RwSignal<Link>,
    /// The last trouble with this device's storage.
    pub trouble: RwSignal<Option<Trouble>>,
    /// The browser may clear what is kept when space runs short.
    pub evictable: RwSignal<bool>,
    /// Goes up twice a minute: screens with a clock follow it.
    pub tick: RwSignal<u32>,
    /// Goes up when a photo is there to be shown, or no longer.
    pub faces: RwSignal<u32>,
    pub(crate) begun: StoredValue<bool>,
    pub(crate) desk: StoredValue<Option<Desk>>,
    pub(crate) rules: StoredValue<&'static Rules>,
    pub(crate) device: StoredValue<Option<Rc<Device>>, LocalStorage>,
}

impl App {
    /// An empty store; `session` and `sync` fill it.
    pub fn new() -> App {
        App {
            phase: RwSignal::new(Phase::Opening),
            who: RwSignal::new(None),
            tablet: RwSignal::new(None),
            spaces: RwSignal::new(vec![]),
            settled: RwSignal::new(false),
            outbox: RwSignal::new(vec![]),
            outbox_read: RwSignal::new(false),
            unreadable: RwSignal::new(vec![]),
            link: RwSignal::new(Link::Unknown),
            trouble: RwSignal::new(None),
            evictable: RwSignal::new(false),
            tick: RwSignal::new(0),
            faces: RwSignal::new(0),
            begun: StoredValue::new(false),
            desk: StoredValue::new(None),
            rules: StoredValue::new(&[]),
            device: StoredValue::new_local(None),
        }
    }

    /// The store, from a component's context.
    pub fn get() -> App {
        expect_context::<App>()
    }

    /// Predictions are drawn by these rules from now on.
    pub(crate) fn use_rules(&self, rules: &'static Rules) {
        self.rules.set_value(rules);
        self.rebase();
    }

    /// Draws this device's own acts anew over the confirmed rows.
    pub(crate) fn rebase(&self) {
        let rules = self.rules.get_value();
        let outbox = self.outbox.get_untracked();
        for space in self.spaces.get_untracked() {
            let own: Vec<&Kept> = outbox.iter().filter(|kept| kept.space == space.id).collect();
            space.replica.update(|replica| replica.rebase(own, rules));
        }
    }

    /// What the signed-in person is in a school.
    pub fn member(&self, space: SpaceId) -> Option<Member> {
        self.who.with(|who| {
            let spaces = &who.as_ref()?.spaces;
            spaces.iter().find(|s| s.space == space).map(|s| s.member.clone())
        })
    }

    /// The desk that serves this device now, or else the person's own.
    pub fn desk(&self) -> Option<Desk> {
        let own = |who: &Who| {
            let roles = || who.spaces.iter().flat_map(|space| &space.member.roles);
            if roles().any(|role| *role != Role::Guardian) {
                Some(Desk::Staff)
            } else {
                roles().next().map(|_| Desk::Family)
            }
        };
        self.desk.get_value().or_else(|| self.who.with_untracked(|who| who.as_ref().and_then(own)))
    }

    /// Whether the person is a duty leader or of the office somewhere: theirs are the
    /// office's screens.
    pub fn runs_office(&self) -> bool {
        let who = self.who.get();
        let roles = who.iter().flat_map(|who| &who.spaces).flat_map(|space| &space.member.roles);
        roles.into_iter().any(|role| matches!(role, Role::Leader | Role::Office))
    }

    /// The school of staff: the first in which the person is staff.
    pub fn staff_space(&self) -> Option<Space> {
        let staff = |space: &Space| {
            let member = self.member(space.id)?;
            member.rights(self.who.get()?.person).is_staff().then_some(*space)
        };
        self.spaces.get().iter().find_map(staff)
    }

    /// The guardian's children, each with its school.
    pub fn children(&self) -> Vec<(Space, ChildId)> {
        let mine = |space: &Space| {
            let children = self.member(space.id).map(|m| m.children).unwrap_or_default();
            children.into_iter().map(|child| (*space, child)).collect::<Vec<_>>()
        };
        self.spaces.get().iter().flat_map(mine).collect()
    }

    /// Acts that the school does not have yet.
    pub fn unsent(&self) -> usize {
        self.outbox.with(|outbox| outbox.iter().filter(|k| k.is_unsent()).count())
    }

    /// Tells the other tabs that something was kept here.
    pub(crate) fn tell_tabs(&self) {
        if let Some(tabs) = self.device.get_value().and_then(|device| device.tabs.clone()) {
            let _ = tabs.post_message(&JsValue::NULL);
        }
    }

    /// Asks the syncer for an attempt now.
    pub fn wake(&self) {
        if let Some(device) = self.device.get_value() {
            let _ = device.wake.unbounded_send(());
        }
    }
}

impl Default for App {
    fn default() -> App {
        App::new()
    }
}
