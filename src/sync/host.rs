//! The browser as the syncer's host: memory is the store's signals, the disk is
//! IndexedDB, the network is `fetch`. What happens in which order is decided in
//! [`yuanliu_sync::round`], the very code that the simulation plays.

use std::rc::Rc;

use leptos::prelude::*;
use uuid::Uuid;
use yuanliu_domain::id::{ActId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::rules::Rules;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::outbox::Kept;
use yuanliu_sync::replica::Replica;
use yuanliu_sync::round::{self, Failure};
use yuanliu_sync::seal::SealKey;
use yuanliu_sync::view::{Change, View};
use yuanliu_sync::wire::{Answer, Request};

use crate::api;
use crate::platform;
use crate::route::Screen;
use crate::session::enrol;
use crate::state::{App, Device, Space};
use crate::storage::Trouble;
use crate::storage::view::Committed;

/// One school on this device, for as long as a round takes.
pub(super) struct Host {
    app: App,
    device: Rc<Device>,
    shown: Space,
    /// Who was signed in when the round began.
    me: Option<PersonId>,
}

impl Host {
    /// The host of a school that is on the screen; `None` before the device is open.
    pub(super) fn of(app: App, shown: Space) -> Option<Host> {
        let device = app.device.get_value()?;
        Some(Host { app, device, shown, me: app.sign_in().map(|who| who.person) })
    }

    /// Says what the device could not do; whether it could.
    fn said<T>(&self, done: Result<T, Trouble>) -> Option<T> {
        done.inspect_err(|trouble| self.app.trouble.set(Some(trouble.clone()))).ok()
    }
}

impl round::Host for Host {
    fn space(&self) -> SpaceId {
        self.shown.id
    }

    fn device(&self) -> DeviceId {
        self.device.id
    }

    fn rules(&self) -> &'static Rules {
        self.app.rules.get_value()
    }

    fn wall(&self) -> Stamp {
        platform::wall()
    }

    fn pinned(&self) -> String {
        self.device.outbox.pinned(self.shown.id)
    }

    fn nonce(&self) -> Uuid {
        platform::new_id()
    }

    fn is_shown(&self) -> bool {
        let same = |space: &Space| space.replica == self.shown.replica;
        self.app.sign_in().map(|who| who.person) == self.me
            && self.app.spaces.with_untracked(|spaces| spaces.iter().any(same))
    }

    fn look<T>(&self, look: impl FnOnce(&[Kept], &Replica) -> T) -> T {
        self.app.outbox.with_untracked(|outbox| {
            self.shown.replica.with_untracked(|replica| look(outbox, replica))
        })
    }

    fn draw<T>(&self, draw: impl FnOnce(&[Kept], &mut Replica) -> T) -> T {
        self.app.outbox.with_untracked(|outbox| {
            let replica = self.shown.replica;
            replica.try_update(|replica| draw(outbox, replica)).expect("it lives with the app")
        })
    }

    fn put_back(&self, changed: Vec<Kept>) {
        self.app.outbox.update(|outbox| {
            for kept in outbox.iter_mut() {
                if let Some(new) = changed.iter().find(|changed| changed.id == kept.id) {
                    *kept = new.clone();
                }
            }
        });
    }

    fn let_go(&self, acts: &[ActId]) {
        self.app.outbox.update(|outbox| outbox.retain(|kept| !acts.contains(&kept.id)));
    }

    fn heard(&self, server: Stamp) {
        self.shown.contact.set(Some(super::fresh(server)));
    }

    fn start_over(&self) {
        super::start_over();
    }

    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        // What the family's home shows needs no other way (P7); no other screen shows it all.
        let path = window().location().pathname().unwrap_or_default();
        let home = Screen::parse(&path) == Some(Screen::Family);
        api::sync(self.shown.id, request, home && platform::visible()).await
    }

    async fn enrol(&self) -> Result<(), Failure> {
        enrol(&self.device).await
    }

    async fn pin(&self, key: &SealKey) {
        self.said(self.device.outbox.pin(self.shown.id, key).await);
    }

    async fn commit(&self, view: &View, change: &Change) -> round::Committed {
        let Space { id, slot, .. } = self.shown;
        match self.said(self.device.view.commit(id, slot, view, change).await) {
            Some(Committed::Stored) => round::Committed::Stored,
            Some(Committed::Overtaken) => round::Committed::Overtaken,
            Some(Committed::Gone) => round::Committed::Gone,
            None => round::Committed::NotStored,
        }
    }

    async fn load(&self) -> Option<View> {
        self.said(self.device.view.load(self.shown.id, self.shown.slot).await)
    }

    async fn is_still_here(&self) -> bool {
        super::is_still_here(self.app).await
    }

    async fn close(&self, kept: &mut Kept) -> bool {
        self.device.outbox.close(kept).await.is_ok()
    }

    async fn settle(&self, records: &[Kept]) -> bool {
        self.said(self.device.outbox.settle(records).await).is_some()
    }

    async fn remove(&self, acts: &[ActId]) -> bool {
        self.said(self.device.outbox.remove(acts).await).is_some()
    }
}
