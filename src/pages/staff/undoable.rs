//! The last gesture of a screen whose acts are taken back by acts of their own kind.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::ActId;
use yuanliu_domain::rules::Kind;

use super::acts::Failed;
use super::model::Model;
use crate::components::UndoBar;
use crate::photos;
use crate::state::{App, Draft, NotKept};
use crate::text::{t, words};

/// How long undo is offered.
const OFFERED: Duration = Duration::from_secs(10);

/// Takes acts back. No callback: its row may be gone from the screen by then, and with it
/// whatever belonged to the row.
pub type WayBack = Arc<dyn Fn(Vec<ActId>) + Send + Sync>;

/// What was done, with its acts and the way back.
#[derive(Clone)]
struct Done {
    said: String,
    acts: Vec<ActId>,
    undo: Option<WayBack>,
}

/// A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Undoable {
    app: App,
    done: RwSignal<Option<Done>>,
    failed: RwSignal<Option<NotKept>>,
    /// Whether acts are being kept: the button of a form waits for it.
    pub busy: RwSignal<bool>,
}

impl Undoable {
    /// Nothing yet; from a component's context.
    pub fn new() -> Undoable {
        let (done, failed) = (RwSignal::new(None), RwSignal::new(None));
        Undoable { app: App::get(), done, failed, busy: RwSignal::new(false) }
    }

    /// Keeps acts of one gesture and says so; `undo` is given their ids.
    pub fn keep<K: Kind>(
        self,
        model: Model,
        drafts: Vec<Draft<K>>,
        said: String,
        undo: Option<WayBack>,
    ) {
        self.keep_then(model, drafts, said, undo, || ());
    }

    /// The same; `then` once they are kept: what was typed stays until it is (R4).
    pub fn keep_then<K: Kind>(
        self,
        model: Model,
        drafts: Vec<Draft<K>>,
        said: String,
        undo: Option<WayBack>,
        then: impl FnOnce() + 'static,
    ) {
        self.keep_with(model, drafts, None, (said, undo), then);
    }

    /// The same for one act and the photo that it names; one at a time.
    pub fn keep_photo<K: Kind>(
        self,
        model: Model,
        draft: Draft<K>,
        photo: Rc<[u8]>,
        said: String,
        undo: Option<WayBack>,
        then: impl FnOnce() + 'static,
    ) {
        if !self.busy.get_untracked() {
            self.keep_with(model, vec![draft], Some(photo), (said, undo), then);
        }
    }

    fn keep_with<K: Kind>(
        self,
        model: Model,
        drafts: Vec<Draft<K>>,
        photo: Option<Rc<[u8]>>,
        (said, undo): (String, Option<WayBack>),
        then: impl FnOnce() + 'static,
    ) {
        self.busy.set(true);
        spawn_local(async move {
            let kept = self.app.keep_with(model.space, drafts, photo.as_deref()).await;
            if let (Ok(_), Some(photo)) = (&kept, &photo) {
                photos::remember(self.app, model.space.id, photo).await;
            }
            self.busy.try_set(false);
            match kept {
                Ok(acts) => {
                    then();
                    self.failed.try_set(None);
                    self.done.try_set(Some(Done { said, acts: acts.clone(), undo }));
                    set_timeout(move || self.forget(&acts), OFFERED);
                }
                Err(why) => _ = self.failed.try_set(Some(why)),
            }
        });
    }

    /// Says nothing of it any more: another bar speaks now.
    pub fn hush(self) {
        self.done.set(None);
    }

    fn forget(self, acts: &[ActId]) {
        // The screen may be gone by now.
        let shown = self.done.try_get_untracked().flatten();
        if shown.is_some_and(|done| done.acts == acts) {
            self.done.set(None);
        }
    }

    fn takes_back(self) {
        let Some(done) = self.done.get_untracked() else { return };
        self.done.set(None);
        if let Some(undo) = done.undo {
            undo(done.acts);
        }
    }
}

/// What was done and the way back, or why nothing was kept.
#[component]
pub fn LastDone(
    /// The gesture.
    of: Undoable,
) -> impl IntoView {
    let word = move || of.done.get()?.undo.map(|_| t(words::undo).to_owned());
    view! {
        <Failed why=of.failed />
        <UndoBar
            message=Signal::derive(move || of.done.get().map(|done| done.said))
            undo=MaybeProp::derive(word)
            on_undo=Callback::new(move |()| of.takes_back())
        />
    }
}
