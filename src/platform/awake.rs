//! The screen stays on while somebody works at it, where the browser can do that: a teacher
//! who counts does not touch it for a while.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the browser gave: ended with its `release`.
type Held = Rc<RefCell<Option<JsValue>>>;

/// Keeps the screen on until it is dropped. Where it can't be kept on, it goes off as ever.
pub struct Awake {
    held: Held,
    _again: EventListener,
}

impl Awake {
    /// From now on; again whenever the page is seen again, as the browser lets go with it.
    pub fn begin() -> Awake {
        let held = Held::default();
        hold(&held);
        let weak = Rc::downgrade(&held);
        let again = EventListener::new(&document(), "visibilitychange", move |_| {
            if let Some(held) = weak.upgrade().filter(|_| super::visible()) {
                hold(&held);
            }
        });
        Awake { held, _again: again }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(lock) = self.held.take() {
            release(&lock);
        }
    }
}

fn hold(held: &Held) {
    let held = Rc::downgrade(held);
    spawn_local(async move {
        let Ok(lock) = ask().await else { return };
        match held.upgrade() {
            Some(held) => drop(held.replace(Some(lock)).inspect(release)),
            // Nobody works here any more.
            None => release(&lock),
        }
    });
}

async fn ask() -> Result<JsValue, JsValue> {
    let locks = Reflect::get(&window().navigator(), &"wakeLock".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let asked: Promise = request.call1(&locks, &"screen".into())?.dyn_into()?;
    JsFuture::from(asked).await
}

fn release(lock: &JsValue) {
    let release = Reflect::get(lock, &"release".into()).and_then(|end| end.dyn_into::<Function>());
    if let Ok(release) = release {
        // One that was let go already says so; nothing follows from it.
        let _ = release.call0(lock);
    }
}
