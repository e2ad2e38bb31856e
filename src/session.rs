//! Who is signed in on this device: what the door needs, and comes with it. The
//! syncer comes with a desk.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures::channel::mpsc::unbounded;
use futures::future::try_join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::BroadcastChannel;
use yuanliu_domain::act;
use yuanliu_sync::outbox::Kept;
use yuanliu_sync::wire::{Enrol, Who};

use crate::api::{self, Failure};
use crate::photos;
use crate::platform;
use crate::state::{App, Device, Link, Phase, tablet_of};
use crate::storage::Trouble;
use crate::storage::outbox::Outbox;
use crate::storage::settings;
use crate::storage::view::ViewStore;

/// The channel on which the tabs of one browser tell each other that something was kept.
const TABS: &str = "yuanliu";

/// Opens what the device keeps and finds out who is signed in. Once.
pub fn start(app: App) {
    if app.begun.get_value() {
        return;
    }
    app.begun.set_value(true);
    set_interval(move || app.tick.update(|n| *n += 1), Duration::from_secs(30));
    spawn_local(async move {
        match open().await {
            Ok((device, who)) => {
                app.device.set_value(Some(Rc::new(device)));
                match who {
                    Some(who) => enter(app, who),
                    None => ask_who(app).await,
                }
            }
            Err(trouble) => app.phase.set(Phase::Broken(trouble)),
        }
    });
}

async fn open() -> Result<(Device, Option<Who>), Trouble> {
    let (outbox, view) = try_join(Outbox::open(), ViewStore::open()).await?;
    let (id, key) = outbox.identity().await?;
    // A view that can't be read is thrown away; it comes again from the school. So
    // is one whose person signed out in the middle of it.
    let who = match view.who().await {
        Ok(who) if who.as_ref().map(|who| who.person) == outbox.signed_in() => who,
        _ => {
            view.clear().await?;
            None
        }
    };
    let (wake, woken) = unbounded();
    let woken = Cell::new(Some(woken));
    let tabs = BroadcastChannel::new(TABS).ok();
    Ok((Device { outbox, view, id, key, boot: platform::new_id(), wake, tabs, woken }, who))
}

/// Shows a person's desks; their rows come with the syncer.
fn enter(app: App, who: Who) {
    app.settled.set(false);
    app.spaces.set(vec![]);
    app.desk.set_value(None);
    app.tablet.set(tablet_of(&who));
    app.who.set(Some(who));
    app.phase.set(Phase::SignedIn);
    app.wake();
}

/// No view here, but the session's cookie may still hold.
async fn ask_who(app: App) {
    if settings::load().sign_out_due {
        end_session().await;
        app.phase.set(Phase::SignedOut);
        return;
    }
    match api::me().await {
        // The door asks again, and leads on to the second factor.
        Ok(who) if who.second_factor_due => app.phase.set(Phase::SignedOut),
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
    if device.outbox.signed_in() != Some(who.person) {
        app.outbox.update(|outbox| outbox.iter_mut().for_each(Kept::shut));
        device.outbox.begin(who.person).await?;
    }
    for place in &who.spaces {
        if let Some(key) = &place.seal {
            device.outbox.pin(place.space, key).await?;
        }
    }
    device.view.set_who(&who).await?;
    let _ = enrol(&device).await;
    enter(app, who);
    ask_to_stay(app).await;
    Ok(())
}

/// Signs out: the view goes at once, also offline, and so does the key to what the
/// person wrote here; what they wrote stays, sealed (I3).
pub async fn sign_out(app: App) -> Result<(), Trouble> {
    let Some(device) = app.device.get_value() else { return Ok(()) };
    device.outbox.end().await?;
    device.view.clear().await?;
    leave(app);
    settings::change(|settings| settings.sign_out_due = true);
    end_session().await;
    Ok(())
}

/// Nobody is signed in here any more: nothing of it stays in memory.
fn leave(app: App) {
    app.phase.set(Phase::SignedOut);
    app.who.set(None);
    app.tablet.set(None);
    app.settled.set(false);
    app.spaces.set(vec![]);
    photos::forget(app);
    app.outbox.update(|outbox| outbox.iter_mut().for_each(Kept::shut));
    app.link.set(Link::Unknown);
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

/// Asks the browser not to clear what is kept; a 'no' is shown (I14).
async fn ask_to_stay(app: App) {
    let Ok(asked) = window().navigator().storage().persist() else { return };
    let stays = JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy());
    app.evictable.set(!stays);
}

/// The school learns this device's key. Repeatable.
pub(crate) async fn enrol(device: &Device) -> Result<(), Failure> {
    let key = device.key.public().await.map_err(|_| Failure::Unreachable)?;
    api::enrol(device.id, &Enrol { public_key: act::to_base64(&key) }).await
}
