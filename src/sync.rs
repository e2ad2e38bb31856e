//! The driver of sync in the browser: when to try, what to send, where to store.
//! What to say and what it means is decided in `yuanliu-sync`, which is pure.

use std::rc::Rc;

use futures::StreamExt;
use futures::channel::mpsc::UnboundedReceiver;
use futures::future::{Either, select};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use yuanliu_domain::id::{ActId, DeviceId, SpaceId};
use yuanliu_domain::rules::Rules;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::clock::{self, Contact};
use yuanliu_sync::outbox::Kept;
use yuanliu_sync::replica::Replica;
use yuanliu_sync::retry;
use yuanliu_sync::round::{Committed, Ended, Failure, Host};
use yuanliu_sync::seal::SealKey;
use yuanliu_sync::view::{Change, View};
use yuanliu_sync::wire::{Answer, Request, Who};

use crate::api;
use crate::platform;
use crate::session::enrol;
use crate::state::{App, Device, Link, Phase, Space};
use crate::storage::Trouble;

/// A desk brings its rules: predictions are drawn from then on. The first desk
/// also starts the syncer, which stays for as long as the app is open.
pub fn serve(app: App, rules: &'static Rules) {
    app.use_rules(rules);
    let Some(device) = app.device.get_value() else { return };
    let Some(woken) = device.woken.take() else { return };
    spawn_local(async move {
        match device.outbox.load().await {
            Ok(found) => {
                app.outbox.set(found.kept);
                app.unreadable.set(found.unreadable);
                listen(app);
                run(app, woken).await;
            }
            Err(trouble) => app.phase.set(Phase::Broken(trouble)),
        }
    });
}

/// Shows what the device keeps of the person's schools.
async fn settle_in(app: App) {
    let Some(device) = app.device.get_value() else { return };
    let Some(who) = app.sign_in() else { return };
    let mut views = vec![];
    let mut past = false;
    for (slot, place) in who.spaces.iter().take(200).enumerate() {
        let slot = slot as u8;
        let mut view = match device.view.load(place.space, slot).await {
            Ok(view) => view,
            Err(trouble) => {
                app.trouble.set(Some(trouble));
                let _ = device.view.clear().await;
                let _ = device.view.set_who(&who).await;
                View::default()
            }
        };
        let contact = contact(&view);
        let today = clock::now(contact, platform::reading()).at.day();
        past |= contact.is_some() && view.is_past(today);
        view.close_day(today);
        views.push((place.space, slot, view));
    }
    if past {
        renew(app, &device, &who, &views).await;
    }
    // Somebody else may have signed in while this was read.
    if app.sign_in().as_ref() != Some(&who) {
        return;
    }
    let space = |(id, slot, view): (SpaceId, u8, View)| Space {
        id,
        slot,
        contact: RwSignal::new(contact(&view)),
        replica: RwSignal::new_local(Replica::new(view, [], &[])),
    };
    app.spaces.set(views.into_iter().map(space).collect());
    app.rebase();
    app.settled.set(true);
}

fn contact(view: &View) -> Option<Contact> {
    view.contact.map(|(server, wall)| Contact { server, wall, mono: None })
}

/// What was for past days goes at once from what is shown, and a little later, with
/// the key under which it was, from what is stored.
fn close_days(app: App) {
    let Some(device) = app.device.get_value() else { return };
    for space in app.spaces.get_untracked() {
        let today = space.today();
        if space.replica.with_untracked(|replica| replica.view.is_past(today)) {
            space.replica.update(|replica| replica.view.close_day(today));
            app.rebase();
            device.view.renewal_due.set(true);
        }
    }
}

/// Stores what is left after the days that have passed.
async fn renew_if_due(app: App) {
    let Some(device) = app.device.get_value() else { return };
    if !device.view.renewal_due.get() {
        return;
    }
    let Some(who) = app.sign_in() else { return };
    let views: Vec<_> = app
        .spaces
        .get_untracked()
        .iter()
        .map(|space| {
            (space.id, space.slot, space.replica.with_untracked(|replica| replica.view.clone()))
        })
        .collect();
    renew(app, &device, &who, &views).await;
}

/// What can't be stored again is not left as it was: it comes anew from the school.
async fn renew(app: App, device: &Device, who: &Who, views: &[(SpaceId, u8, View)]) {
    if let Err(trouble) = device.view.renew(who, views).await {
        app.trouble.set(Some(trouble));
        let _ = device.view.clear().await;
        let _ = device.view.set_who(who).await;
    }
}

fn fresh(server: Stamp) -> Contact {
    let reading = platform::reading();
    Contact { server, wall: reading.wall, mono: Some(reading.mono) }
}

/// Every reason to try again: network back, page seen again, a poke.
fn listen(app: App) {
    let window: web_sys::EventTarget = window().into();
    EventListener::new(&window, "online", move |_| app.wake()).forget();
    EventListener::new(&window, "offline", move |_| app.link.set(Link::Offline)).forget();
    let document: web_sys::EventTarget = document().into();
    EventListener::new(&document, "visibilitychange", move |_| {
        if platform::visible() {
            close_days(app);
            app.tick.update(|n| *n += 1);
            app.wake();
        }
    })
    .forget();
    Effect::new(move |before: Option<Vec<web_sys::EventSource>>| {
        before.into_iter().flatten().for_each(|source| source.close());
        // A source that was closed by the server (a session that ended) is made
        // anew once the school answers again.
        let ready = app.link.get() == Link::Online;
        let spaces = app.spaces.get();
        let sources = spaces.iter().filter(|_| ready).filter_map(|space| {
            let source = web_sys::EventSource::new(&api::events_path(space.id)).ok()?;
            EventListener::new(&source, "poke", move |_| app.wake()).forget();
            Some(source)
        });
        sources.collect::<Vec<_>>()
    });
}

/// Tries, waits, tries again: for ever (I11).
async fn run(app: App, mut woken: UnboundedReceiver<()>) {
    let mut failures = 0;
    loop {
        let signed_in = app.phase.get_untracked() == Phase::SignedIn;
        if signed_in && !app.settled.get_untracked() {
            settle_in(app).await;
        }
        if signed_in && app.settled.get_untracked() {
            if is_still_here(app).await {
                close_days(app);
                renew_if_due(app).await;
            } else {
                start_over();
            }
        }
        let mut wait = Some(retry::POLL_MS);
        if app.settled.get_untracked() {
            let ended = round(app).await;
            let link;
            (link, wait) = retry::after(&ended, &mut failures, jitter());
            if app.link.get_untracked() != link {
                app.link.set(link);
            }
        }
        let Some(wait) = wait else { return };
        // Whatever woke us in the meantime is answered by one more round.
        match select(woken.next(), TimeoutFuture::new(wait)).await {
            Either::Left((None, _)) => return,
            _ => while woken.try_recv().is_ok() {},
        }
    }
}

/// What another tab has kept is sent from here too: that tab may be closed by now.
async fn read_others(app: App, device: &Device) {
    let known = app.outbox.with_untracked(|outbox| outbox.iter().map(|kept| kept.id).collect());
    let Ok(mut found) = device.outbox.of_others(&known).await else { return };
    // What this tab has kept meanwhile is shown already.
    app.outbox.with_untracked(|outbox| found.retain(|new| outbox.iter().all(|k| k.id != new.id)));
    if !found.is_empty() {
        app.outbox.update(|outbox| outbox.extend(found));
        app.rebase();
    }
}

fn jitter() -> u32 {
    (js_sys::Math::random() * 1_000.0) as u32
}

/// One round over all schools: until nothing is left to send or to fetch.
async fn round(app: App) -> Result<Ended, Failure> {
    let mut ended = Ended::Done;
    let Some(device) = app.device.get_value() else { return Ok(ended) };
    read_others(app, &device).await;
    for space in app.spaces.get_untracked() {
        match yuanliu_sync::round::round(&Here { app, space, device: device.clone() }).await? {
            Ended::Done => {}
            Ended::NotStored => ended = Ended::NotStored,
            Ended::Left => return Ok(Ended::Left),
        }
    }
    Ok(ended)
}

/// This browser, for one school.
struct Here {
    app: App,
    space: Space,
    device: Rc<Device>,
}

impl Here {
    fn done<T>(&self, done: Result<T, Trouble>) -> Option<T> {
        done.map_err(|trouble| self.app.trouble.set(Some(trouble))).ok()
    }
}

impl Host for Here {
    fn space(&self) -> SpaceId {
        self.space.id
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
        self.device.outbox.pinned(self.space.id)
    }

    fn nonce(&self) -> Uuid {
        platform::new_id()
    }

    fn is_shown(&self) -> bool {
        // The same school of the next person is another space.
        let same = |space: &Space| space.replica == self.space.replica;
        self.app.spaces.with_untracked(|spaces| spaces.iter().any(same))
    }

    fn look<T>(&self, look: impl FnOnce(&[Kept], &Replica) -> T) -> T {
        let replica = self.space.replica;
        self.app.outbox.with_untracked(|outbox| replica.with_untracked(|r| look(outbox, r)))
    }

    fn draw<T>(&self, draw: impl FnOnce(&[Kept], &mut Replica) -> T) -> T {
        let mut drawn = None;
        self.app.outbox.with_untracked(|outbox| {
            self.space.replica.update(|replica| drawn = Some(draw(outbox, replica)));
        });
        drawn.expect("a space's replica lives as long as the app")
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
        self.space.contact.set(Some(fresh(server)));
    }

    fn start_over(&self) {
        start_over();
    }

    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        api::sync(self.space.id, request).await
    }

    async fn enrol(&self) -> Result<(), Failure> {
        enrol(&self.device).await
    }

    async fn pin(&self, key: &SealKey) {
        self.done(self.device.outbox.pin(self.space.id, key).await);
    }

    async fn commit(&self, view: &View, change: &Change) -> Committed {
        let Space { id, slot, .. } = self.space;
        let stored = self.device.view.commit(id, slot, view, change).await;
        self.done(stored).unwrap_or(Committed::NotStored)
    }

    async fn load(&self) -> Option<View> {
        self.done(self.device.view.load(self.space.id, self.space.slot).await)
    }

    async fn is_still_here(&self) -> bool {
        is_still_here(self.app).await
    }

    async fn close(&self, kept: &mut Kept) -> bool {
        self.device.outbox.close(kept).await.is_ok()
    }

    async fn settle(&self, records: &[Kept]) -> bool {
        self.done(self.device.outbox.settle(records).await).is_some()
    }

    async fn remove(&self, acts: &[ActId]) -> bool {
        self.done(self.device.outbox.remove(acts).await).is_some()
    }
}

/// In another tab the person signed out, or somebody else in: this one begins anew,
/// and nothing of what it showed stays in memory.
fn start_over() {
    let _ = window().location().reload();
}

/// Whether the view is this person's still: in another tab they may have signed out,
/// or somebody else in.
async fn is_still_here(app: App) -> bool {
    let Some(device) = app.device.get_value() else { return false };
    let Ok(theirs) = device.view.who().await else { return true };
    let mine = app.sign_in().map(|who| who.person);
    theirs.map(|who| who.person) == mine
}
