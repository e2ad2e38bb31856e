//! The driver of sync in the browser: when to try, what to send, where to store.
//! What to say and what it means is decided in `yuanliu-sync`, which is pure.

use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::future::{Either, select};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use yuanliu_domain::act;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::clock::Contact;
use yuanliu_sync::outbox::{self, Kept, Stage};
use yuanliu_sync::replica::Replica;
use yuanliu_sync::retry;
use yuanliu_sync::view::View;
use yuanliu_sync::wire::{Answer, Enrol, PROTOCOL, Request, Verdict, Who};

use crate::api::{self, Failure};
use crate::platform;
use crate::state::{App, Device, Link, Phase, Space};
use crate::storage::Trouble;
use crate::storage::outbox::Outbox;
use crate::storage::settings;
use crate::storage::view::{Committed, ViewStore};

/// Asks at least this often while a window is visible, in milliseconds: SSE may be cut off silently.
const POLL_MS: u32 = 45_000;
/// Applied acts stay on the device so long after the school had them (I9), in milliseconds.
const KEEP_APPLIED_MS: i64 = 14 * 24 * 3_600_000;

/// Opens what the device keeps, shows it at once, and starts the syncer.
pub fn start(app: App) {
    set_interval(move || app.tick.update(|n| *n += 1), Duration::from_secs(30));
    spawn_local(async move {
        let (wake, woken) = unbounded();
        let opened = open(wake).await;
        match opened {
            Ok((device, who, found)) => {
                app.outbox.set(found.kept);
                app.unreadable.set(found.unreadable);
                app.device.set_value(Some(Rc::new(device)));
                match who {
                    Some(who) => settle_in(app, who).await,
                    None => ask_who(app).await,
                }
                listen(app);
                run(app, woken).await;
            }
            Err(trouble) => app.phase.set(Phase::Broken(trouble)),
        }
    });
}

async fn open(
    wake: futures::channel::mpsc::UnboundedSender<()>,
) -> Result<(Device, Option<Who>, crate::storage::outbox::Found), Trouble> {
    let outbox = Outbox::open().await?;
    let found = outbox.load().await?;
    let (id, key) = outbox.identity().await?;
    let view = ViewStore::open().await?;
    // A view that can't be read is thrown away; it comes again from the school.
    let who = match view.who().await {
        Ok(who) => who,
        Err(_) => {
            view.clear().await?;
            None
        }
    };
    Ok((Device { outbox, view, id, key, boot: platform::new_id(), wake }, who, found))
}

/// No view here, but the session's cookie may still hold.
async fn ask_who(app: App) {
    if settings::load().sign_out_due {
        end_session().await;
        app.phase.set(Phase::SignedOut);
        return;
    }
    match api::me().await {
        Ok(who) => {
            let _ = signed_in(app, who).await;
        }
        Err(_) => app.phase.set(Phase::SignedOut),
    }
}

/// Somebody signed in: the view of anybody else goes, the outbox stays; the
/// device's key is enrolled.
pub async fn signed_in(app: App, who: Who) -> Result<(), Trouble> {
    let Some(device) = app.device.get_value() else { return Ok(()) };
    settings::change(|settings| settings.sign_out_due = false);
    let before = app.who.get_untracked().map(|w| w.person);
    let stored = device.view.who().await.ok().flatten().map(|w| w.person);
    if stored != Some(who.person) || before.is_some_and(|person| person != who.person) {
        device.view.clear().await?;
    }
    device.view.set_who(&who).await?;
    let _ = enrol(&device).await;
    settle_in(app, who).await;
    ask_to_stay(app).await;
    app.wake();
    Ok(())
}

/// Signs out: the view goes at once, also offline; the outbox stays (I3).
pub async fn sign_out(app: App) -> Result<(), Trouble> {
    let Some(device) = app.device.get_value() else { return Ok(()) };
    device.view.clear().await?;
    app.phase.set(Phase::SignedOut);
    app.who.set(None);
    app.spaces.set(vec![]);
    app.link.set(Link::Unknown);
    settings::change(|settings| settings.sign_out_due = true);
    end_session().await;
    Ok(())
}

/// Ends the session on the server; without a network it stays due.
async fn end_session() {
    match api::sign_out().await {
        Err(Failure::Unreachable) => {}
        Ok(()) | Err(Failure::Problem(_)) => {
            settings::change(|settings| settings.sign_out_due = false)
        }
    }
}

async fn settle_in(app: App, who: Who) {
    let Some(device) = app.device.get_value() else { return };
    let mut spaces = vec![];
    for (slot, place) in who.spaces.iter().take(200).enumerate() {
        let slot = slot as u8;
        let view = match device.view.load(place.space, slot).await {
            Ok(view) => view,
            Err(trouble) => {
                app.trouble.set(Some(trouble));
                let _ = device.view.clear().await;
                let _ = device.view.set_who(&who).await;
                View::default()
            }
        };
        let contact = view.contact.map(|(server, wall)| Contact { server, wall, mono: None });
        spaces.push(Space {
            id: place.space,
            slot,
            replica: RwSignal::new_local(Replica::new(view, [], &[])),
            contact: RwSignal::new(contact),
        });
    }
    app.spaces.set(spaces);
    app.who.set(Some(who));
    app.rebase();
    app.phase.set(Phase::SignedIn);
}

fn fresh(server: Stamp) -> Contact {
    let reading = platform::reading();
    Contact { server, wall: reading.wall, mono: Some(reading.mono) }
}

async fn enrol(device: &Device) -> Result<(), Failure> {
    let key = device.key.public().await.map_err(|_| Failure::Unreachable)?;
    api::enrol(device.id, &Enrol { public_key: act::to_base64(&key) }).await
}

/// Asks the browser not to clear what is kept; a 'no' is shown (I14).
async fn ask_to_stay(app: App) {
    let Ok(asked) = window().navigator().storage().persist() else { return };
    let stays = JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy());
    app.evictable.set(!stays);
}

/// Every reason to try again: network back, page seen again, a poke.
fn listen(app: App) {
    let window: web_sys::EventTarget = window().into();
    EventListener::new(&window, "online", move |_| app.wake()).forget();
    EventListener::new(&window, "offline", move |_| app.link.set(Link::Offline)).forget();
    let document: web_sys::EventTarget = document().into();
    EventListener::new(&document, "visibilitychange", move |_| {
        if platform::visible() {
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
        let wait = if app.phase.get_untracked() != Phase::SignedIn {
            POLL_MS
        } else {
            match round(app).await {
                Ok(()) => {
                    failures = 0;
                    set_link(app, Link::Online);
                    POLL_MS
                }
                Err(Failure::Problem(problem)) if problem.status == 401 => {
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
    let Some(device) = app.device.get_value() else { return Ok(()) };
    for space in app.spaces.get_untracked() {
        let mut enrolled = false;
        loop {
            let request = request(app, &device, space);
            match api::sync(space.id, &request).await {
                Ok(answer) => {
                    let again = take(app, &device, space, &answer).await;
                    if !again && !answer.more && request.acts.is_empty() {
                        break;
                    }
                }
                // The school does not know this device: the same key, the same bytes.
                Err(failure) if failure.code() == "unknown_device" && !enrolled => {
                    enrolled = true;
                    enrol(&device).await?;
                }
                Err(failure) => return Err(failure),
            }
            if !app.spaces.with_untracked(|spaces| spaces.iter().any(|s| s.id == space.id)) {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn request(app: App, device: &Device, space: Space) -> Request {
    app.outbox.with_untracked(|outbox| {
        space.replica.with_untracked(|replica| {
            let mine = outbox.iter().filter(|kept| kept.space == space.id);
            Request {
                protocol: PROTOCOL,
                device: device.id,
                cursor: replica.view.cursor.clone(),
                have: replica.view.have(),
                acts: outbox::to_send(mine, &replica.view),
            }
        })
    })
}

/// Takes an answer: first the view in one transaction, then the outbox (I6).
/// Returns whether another request is due at once.
async fn take(app: App, device: &Device, space: Space, answer: &Answer) -> bool {
    let rules = app.rules.get_value();
    let wall = platform::wall();
    let mut taken = None;
    app.outbox.with_untracked(|outbox| {
        space.replica.update(|replica| {
            taken = replica.view.take(answer, wall).ok();
            replica.rebase(outbox.iter().filter(|kept| kept.space == space.id), rules);
        });
    });
    let Some(change) = taken else { return false };
    space.contact.set(Some(fresh(answer.server_time)));
    let stored = space.replica.with_untracked(|replica| replica.view.clone());
    match device.view.commit(space.id, space.slot, &stored, &change).await {
        Ok(Committed::Stored) => {}
        Ok(Committed::Overtaken) => match device.view.load(space.id, space.slot).await {
            Ok(view) => {
                app.outbox.with_untracked(|outbox| {
                    let mine = outbox.iter().filter(|kept| kept.space == space.id);
                    space.replica.set(Replica::new(view, mine, rules));
                });
                return true;
            }
            Err(trouble) => app.trouble.set(Some(trouble)),
        },
        Err(trouble) => app.trouble.set(Some(trouble)),
    }
    settle(app, device, space, answer.server_time).await;
    !change.diverged.is_empty()
}

/// Marks acts as settled after the view that says so is stored, and lets go of
/// what the school has had for long enough.
async fn settle(app: App, device: &Device, space: Space, server_time: Stamp) {
    let behind = app.outbox.with_untracked(|outbox| {
        space.replica.with_untracked(|replica| {
            outbox::to_settle(outbox.iter().filter(|k| k.space == space.id), &replica.view)
        })
    });
    if !behind.is_empty() && device.outbox.settle(&behind).await.is_ok() {
        app.outbox.update(|outbox| {
            for kept in outbox.iter_mut() {
                if let Some(new) = behind.iter().find(|b| b.id == kept.id) {
                    *kept = new.clone();
                }
            }
        });
    }
    let old: Vec<_> = app.outbox.with_untracked(|outbox| {
        let done = |kept: &&Kept| {
            let written = kept.act().map(|act| act.at.best());
            matches!(kept.stage, Stage::Answered(Verdict::Applied { .. }) | Stage::Acknowledged(_))
                && kept.space == space.id
                && written.is_some_and(|at| server_time.0 - at.0 > KEEP_APPLIED_MS)
        };
        outbox.iter().filter(done).map(|kept| kept.id).collect()
    });
    if !old.is_empty() && device.outbox.remove(&old).await.is_ok() {
        app.outbox.update(|outbox| outbox.retain(|kept| !old.contains(&kept.id)));
    }
}
