//! The driver of sync in the browser: when to try, what to send, where to store.
//! What to say, in which order and what it means is decided in `yuanliu-sync`, which is pure.

mod host;

use futures::StreamExt;
use futures::channel::mpsc::UnboundedReceiver;
use futures::future::{Either, select};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::rules::Rules;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::clock::{self, Contact};
use yuanliu_sync::outbox::Kept;
use yuanliu_sync::replica::Replica;
use yuanliu_sync::retry;
use yuanliu_sync::round::{self, Ended, Failure};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::Who;

use self::host::Host;
use crate::api;
use crate::photos;
use crate::platform;
use crate::state::{App, Device, Link, Phase, Space};
use crate::storage;

/// Asks at least this often while a window is visible, in milliseconds: SSE may be cut off silently.
const POLL_MS: u32 = 45_000;

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
                app.outbox_read.set(true);
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

/// Every reason to try again: network back, page seen again, a poke, another tab's word
/// that it kept something.
fn listen(app: App) {
    if let Some(tabs) = app.device.get_value().and_then(|device| device.tabs.clone()) {
        EventListener::new(&tabs, "message", move |_| app.wake()).forget();
    }
    let window: web_sys::EventTarget = window().into();
    EventListener::new(&window, "online", move |_| app.wake()).forget();
    // An answer may be on its way at that moment: it is no network, so one more round asks.
    EventListener::new(&window, "offline", move |_| {
        app.link.set(Link::Offline);
        app.wake();
    })
    .forget();
    let document: web_sys::EventTarget = document().into();
    EventListener::new(&document, "visibilitychange", move |_| {
        if platform::visible() {
            storage::doubt();
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
        let wait = if !app.settled.get_untracked() {
            POLL_MS
        } else {
            match round(app).await {
                Ok(()) => {
                    failures = 0;
                    set_link(app, Link::Online);
                    photos::follow(app);
                    POLL_MS
                }
                Err(failure) if failure.is_signed_out() => {
                    set_link(app, Link::SignInAgain);
                    POLL_MS
                }
                Err(_) => {
                    failures += 1;
                    set_link(app, Link::Offline);
                    retry::wait_ms(failures, (js_sys::Math::random() * 1_000.0) as u32)
                }
            }
        };
        // Whatever woke us in the meantime is answered by one more round.
        match select(woken.next(), TimeoutFuture::new(wait)).await {
            Either::Left((None, _)) => return,
            _ => while woken.try_recv().is_ok() {},
        }
    }
}

fn set_link(app: App, link: Link) {
    if app.link.get_untracked() != link {
        app.link.set(link);
    }
}

/// One round over all schools: until nothing is left to send or to fetch.
async fn round(app: App) -> Result<(), Failure> {
    read_others(app).await;
    for space in app.spaces.get_untracked() {
        let Some(host) = Host::of(app, space) else { return Ok(()) };
        if round::round(&host).await? == Ended::Left {
            return Ok(());
        }
    }
    Ok(())
}

/// What another tab has kept and may never send, because it was closed, goes from here (I11).
async fn read_others(app: App) {
    let Some(device) = app.device.get_value() else { return };
    let known = app.outbox.with_untracked(|outbox| outbox.iter().map(|kept| kept.id).collect());
    let Ok(new) = device.outbox.others(&known).await else { return };
    if !new.is_empty() {
        // What this tab kept in the meantime is there already.
        app.outbox.update(|outbox| {
            let new = new.into_iter().filter(|new| outbox.iter().all(|kept| kept.id != new.id));
            let new: Vec<Kept> = new.collect();
            outbox.extend(new);
        });
        app.rebase();
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
