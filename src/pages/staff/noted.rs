//! What was just noted beside a child's day: said for ten seconds, taken back by an entry
//! that strikes it (R5).

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::ActId;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::struck::EntryStruck;

use super::later::{Later, Stated};
use super::model::Model;
use crate::state::{App, Draft, NotKept};
use crate::text::{t, words};

/// How long undo is offered, in seconds.
const UNDO_SECONDS: u64 = 10;

/// The last note of a screen. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Noted {
    app: App,
    model: Model,
    later: Option<Later>,
    /// What was noted, in words; what it is about, and its act.
    pub done: RwSignal<Option<(String, Subject, ActId)>>,
    /// Why nothing was kept.
    pub failed: RwSignal<Option<NotKept>>,
}

impl Noted {
    /// Nothing yet; from a component's context.
    pub fn new() -> Noted {
        Noted {
            app: App::get(),
            model: Model::get(),
            later: None,
            done: RwSignal::new(None),
            failed: RwSignal::new(None),
        }
    }

    /// The same, where a person may state when it happened 补记.
    pub fn stating(self, later: Later) -> Noted {
        Noted { later: Some(later), ..self }
    }

    /// Keeps a note and says so; `then` once it is kept.
    pub fn keep<K: Kind>(
        self,
        subject: Subject,
        body: K,
        said: String,
        then: impl FnOnce() + 'static,
    ) {
        let Some(stated) = Stated::by(self.later) else { return };
        let (draft, said) = (stated.of(Draft::new(subject, body)), stated.said(said));
        spawn_local(async move {
            match self.app.keep(self.model.space, draft).await {
                Ok(act) => {
                    then();
                    self.failed.try_set(None);
                    self.done.try_set(Some((said, subject, act)));
                    set_timeout(
                        move || self.forget(act),
                        std::time::Duration::from_secs(UNDO_SECONDS),
                    );
                }
                Err(why) => drop(self.failed.try_set(Some(why))),
            }
        });
    }

    /// Takes it back.
    pub fn undo(self) {
        let Some((_, subject, original)) = self.done.get_untracked() else { return };
        let day = self.model.day.get_untracked();
        let as_leader = untrack(|| self.model.leads());
        let body = EntryStruck { day, original, as_leader, reason: t(words::undone).to_owned() };
        let draft = Draft::new(subject, body).building_on([original]);
        spawn_local(async move {
            match self.app.keep(self.model.space, draft).await {
                Ok(_) => drop(self.done.try_set(None)),
                Err(why) => drop(self.failed.try_set(Some(why))),
            }
        });
    }

    fn forget(self, act: ActId) {
        // The screen may be gone by now.
        let shown = self.done.try_get_untracked().flatten();
        if shown.is_some_and(|(_, _, shown)| shown == act) {
            self.done.set(None);
        }
    }
}
