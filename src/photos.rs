//! Photos on this device: those that it has written go to the school after their acts,
//! those of whom its rows speak come to it, and what is on the screen is a picture in
//! memory.
//!
//! Beside the syncer and not in it: a large photo on a bad network must not hold back
//! an act.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, SpaceId};
use yuanliu_domain::photo::{Named, Photo, PhotoHash};
use yuanliu_domain::row::RowKey;
use yuanliu_sync::outbox::{self, Kept, PhotoStage};
use yuanliu_sync::photo::{PutPhoto, Routing};

use crate::api::{self, Failure};
use crate::platform::picture;
use crate::state::{App, Device, Link, Space};
use crate::storage::Trouble;

/// Most photos that a device keeps (I15): of 1,500 children 400 are collected by
/// somebody with a photo; at 60 KB they are 24 MB.
const MOST: usize = 400;
/// After the school said no to one, the next is tried this much later, in milliseconds.
const PAUSE_MS: i64 = 10 * 60_000;
/// The code of a photo that is nowhere any more.
const LOST: &str = "photo_lost";

/// A photo of a school.
pub type Face = (SpaceId, PhotoHash);

/// Which photos a desk wants at hand, the most needed first.
pub type Wants = fn(App) -> Vec<Face>;

thread_local! {
    /// Addresses of pictures in memory; none while one is looked for, or not to be had.
    static SHOWN: RefCell<BTreeMap<Face, Option<String>>> = const { RefCell::new(BTreeMap::new()) };
    static WANTS: Cell<Option<Wants>> = const { Cell::new(None) };
    static SENDING: Cell<bool> = const { Cell::new(false) };
    static FETCHING: Cell<bool> = const { Cell::new(false) };
    static PAUSED: Cell<i64> = const { Cell::new(0) };
    /// Photos that were sealed anew since the start.
    static RESEALED: RefCell<BTreeSet<ActId>> = const { RefCell::new(BTreeSet::new()) };
}

/// The address of a photo for the screen; none while it is not here. Follows the photos.
pub fn face(app: App, space: Space, hash: PhotoHash) -> Option<String> {
    app.faces.track();
    let known = SHOWN.with_borrow(|shown| shown.get(&(space.id, hash)).cloned());
    if let Some(known) = known {
        return known;
    }
    SHOWN.with_borrow_mut(|shown| shown.insert((space.id, hash), None));
    spawn_local(async move {
        if let Some(bytes) = find(app, space, hash).await {
            show(app, (space.id, hash), &bytes);
        }
    });
    None
}

/// Whether the school has the photo of this collector or child; follows the rows.
pub fn at_school(space: Space, audience: Audience, shows: impl ToString) -> bool {
    space.replica.with(|replica| replica.get::<Photo>(audience, shows).is_some())
}

/// The desk that serves this device wants these at hand.
pub fn wants(wants: Wants) {
    WANTS.set(Some(wants));
}

/// Nobody is signed in any more: no picture stays in memory.
pub fn forget(app: App) {
    let shown = SHOWN.take();
    shown.into_values().flatten().for_each(|url| picture::revoke(&url));
    app.faces.update(|n| *n += 1);
}

/// A photo that was just written here: it is shown at once, and after a restart.
pub async fn remember(app: App, space: SpaceId, bytes: &[u8]) {
    let hash = PhotoHash::of(bytes);
    show(app, (space, hash), bytes);
    if let Some(device) = app.device.get_value() {
        // A cache: the outbox has it too.
        let _ = device.view.set_photo(space, hash, bytes).await;
    }
}

/// The bytes of a photo that this device has, so that an act can name it again.
pub async fn bytes(app: App, space: Space, hash: PhotoHash) -> Option<Vec<u8>> {
    let device = app.device.get_value()?;
    kept(app, &device, space.id, hash).await
}

/// After a round of sync: what waits goes, what is wanted comes. Each once at a time.
pub fn follow(app: App) {
    let Some(device) = app.device.get_value() else { return };
    if !SENDING.replace(true) {
        let device = device.clone();
        spawn_local(async move {
            send(app, &device).await;
            SENDING.set(false);
        });
    }
    if !FETCHING.replace(true) {
        // What a screen shows comes before what is fetched to be at hand.
        look_again(app);
        spawn_local(async move {
            fetch(app, &device).await;
            FETCHING.set(false);
        });
    }
}

/// What was not to be had may be now: screens that still want it ask once more.
fn look_again(app: App) {
    let missing = SHOWN.with_borrow_mut(|shown| {
        let before = shown.len();
        shown.retain(|_, url| url.is_some());
        before != shown.len()
    });
    if missing {
        app.faces.update(|n| *n += 1);
    }
}

fn show(app: App, face: Face, bytes: &[u8]) {
    // Somebody may have signed out while it was fetched.
    if !app.spaces.with_untracked(|spaces| spaces.iter().any(|space| space.id == face.0)) {
        return;
    }
    let Some(url) = picture::url_of(bytes) else { return };
    let old = SHOWN.with_borrow_mut(|shown| shown.insert(face, Some(url)));
    if let Some(Some(old)) = old {
        picture::revoke(&old);
    }
    app.faces.update(|n| *n += 1);
}

async fn find(app: App, space: Space, hash: PhotoHash) -> Option<Vec<u8>> {
    let device = app.device.get_value()?;
    if let Some(bytes) = kept(app, &device, space.id, hash).await {
        return Some(bytes);
    }
    if app.link.get_untracked() != Link::Online {
        return None;
    }
    let bytes = api::photo(space.id, hash, device.id).await.ok()?;
    let _ = device.view.set_photo(space.id, hash, &bytes).await;
    Some(bytes)
}

/// On this device: in the view, or still in the outbox.
async fn kept(app: App, device: &Device, space: SpaceId, hash: PhotoHash) -> Option<Vec<u8>> {
    if let Ok(Some(bytes)) = device.view.photo(space, hash).await {
        return Some(bytes);
    }
    let named = |kept: &&Kept| {
        kept.space == space && kept.photo.as_ref().is_some_and(|photo| photo.hash == hash)
    };
    let mine: Vec<Kept> =
        app.outbox.with_untracked(|outbox| outbox.iter().filter(named).cloned().collect());
    for kept in mine {
        if let Ok(Some(photo)) = device.outbox.photo(kept.id).await {
            let bytes = device.outbox.reveal_photo(&routing(&kept, hash), &photo).await;
            if bytes.is_some() {
                return bytes;
            }
        }
    }
    None
}

fn routing(kept: &Kept, hash: PhotoHash) -> Routing {
    Routing { act: kept.id, space: kept.space, device: kept.device, hash }
}

async fn send(app: App, device: &Device) {
    if crate::platform::wall().0 < PAUSED.get() {
        return;
    }
    loop {
        let next = app.outbox.with_untracked(|outbox| outbox::photo_to_send(outbox).cloned());
        let Some(kept) = next else { return };
        let Some(hash) = kept.photo.as_ref().map(|photo| photo.hash) else { return };
        match bring(app, device, &kept, hash).await {
            Ok(stage) => {
                let kept = kept.with_photo(hash, stage);
                if let Err(trouble) = device.outbox.let_photo_go(&kept).await {
                    app.trouble.set(Some(trouble));
                    return;
                }
                put_back(app, kept);
            }
            Err(later) => {
                if later {
                    PAUSED.set(crate::platform::wall().0 + PAUSE_MS);
                }
                return;
            }
        }
    }
}

/// What became of a photo; an error when it stays, with whether to pause.
async fn bring(
    app: App,
    device: &Device,
    kept: &Kept,
    hash: PhotoHash,
) -> Result<PhotoStage, bool> {
    let photo = match device.outbox.photo(kept.id).await {
        Ok(Some(photo)) => photo,
        // Another tab was quicker; or the app died in the middle of keeping it.
        Ok(None) => return Ok(gone(app, kept)),
        Err(trouble) => {
            app.trouble.set(Some(trouble));
            return Err(true);
        }
    };
    let Some(content) = photo.content() else { return Ok(PhotoStage::Refused(LOST.into())) };
    let put = PutPhoto { device: kept.device, act: kept.id, content };
    match api::put_photo(kept.space, hash, &put).await {
        Ok(()) => Ok(PhotoStage::Sent),
        Err(Failure::Unreachable) => Err(false),
        Err(failure) => match failure.code() {
            "bad_photo" | "too_large" | "bad_json" => {
                Ok(PhotoStage::Refused(failure.code().to_owned()))
            }
            // The school has another key now: sealed anew, once, it may open it.
            "cannot_open" => {
                let first = RESEALED.with_borrow_mut(|done| done.insert(kept.id));
                let routing = routing(kept, hash);
                let bytes = match first {
                    true => device.outbox.reveal_photo(&routing, &photo).await,
                    false => None,
                };
                let Some(bytes) = bytes else { return Err(true) };
                let again = device.outbox.close_photo(&routing, &bytes).await.map_err(|_| true)?;
                device.outbox.put_photo(kept.id, &again).await.map_err(|_| true)?;
                Err(false)
            }
            _ => Err(true),
        },
    }
}

/// A photo whose bytes are not here: the rows say whether the school has it.
fn gone(app: App, kept: &Kept) -> PhotoStage {
    let spaces = app.spaces.get_untracked();
    let Some(space) = spaces.iter().find(|space| space.id == kept.space) else {
        return PhotoStage::Sent;
    };
    let Some(named) = kept.act().and_then(Named::by) else { return PhotoStage::Sent };
    let here = space.replica.with_untracked(|replica| {
        let there = |row: &RowKey| replica.get::<Photo>(row.audience, named.shows).is_some();
        // Whoever reads none of its rows, as the gate, cannot know.
        let mut rows = named.rows.iter().filter(|row| replica.view.whole(row.audience)).peekable();
        rows.peek().is_none() || rows.any(there)
    });
    if here { PhotoStage::Sent } else { PhotoStage::Refused(LOST.into()) }
}

/// Shows a record as it was just stored.
fn put_back(app: App, changed: Kept) {
    app.outbox.update(|outbox| {
        outbox.iter_mut().filter(|kept| kept.id == changed.id).for_each(|k| *k = changed.clone());
    });
}

async fn fetch(app: App, device: &Device) {
    let Some(wants) = WANTS.get() else { return };
    let mut wanted = wants(app);
    wanted.truncate(MOST);
    let Ok(missing) = device.view.missing_photos(&wanted).await else { return };
    for (space, hash) in missing {
        if app.link.get_untracked() != Link::Online {
            return;
        }
        match api::photo(space, hash, device.id).await {
            Ok(bytes) => {
                if let Err(Trouble::Full) = device.view.set_photo(space, hash, &bytes).await {
                    // Faces are a help; acts need the room.
                    return;
                }
                // It may be on the screen without a face by now.
                let waits = SHOWN.with_borrow(|shown| shown.get(&(space, hash)) == Some(&None));
                if waits {
                    show(app, (space, hash), &bytes);
                }
            }
            // Taken back in the meantime; the rows will say so.
            Err(Failure::Problem(_)) => {}
            Err(Failure::Unreachable) => return,
        }
    }
}

impl App {
    /// A person has seen why the school did not take a photo (I3).
    pub async fn acknowledge_photo(&self, act: ActId) -> Result<(), Trouble> {
        let Some(device) = self.device.get_value() else { return Ok(()) };
        let record = self.outbox.with_untracked(|outbox| {
            let kept = outbox.iter().find(|kept| kept.id == act)?;
            let code = kept.photo_refused()?.to_owned();
            let hash = kept.photo.as_ref()?.hash;
            Some(kept.with_photo(hash, PhotoStage::Acknowledged(code)))
        });
        let Some(record) = record else { return Ok(()) };
        device.outbox.let_photo_go(&record).await?;
        put_back(*self, record);
        Ok(())
    }
}
