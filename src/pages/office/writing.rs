//! One act of the office on its way: the busy button, the reason why nothing was
//! kept, and where the record is afterwards (R4).

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::ActId;
use yuanliu_domain::rules::Kind;
use yuanliu_sync::outbox::Stage;
use yuanliu_sync::wire::Verdict;

use super::model::Office;
use crate::components::{Notice, NoticeTone, UndoBar};
use crate::pages::frame::trouble_words;
use crate::state::{App, Draft, NotKept};
use crate::text::{refusal, t, words};

/// How long the screen says what was written.
const SAID_FOR: Duration = Duration::from_secs(12);

/// The act of one form. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Writing {
    /// It is under way.
    pub busy: RwSignal<bool>,
    failed: RwSignal<Option<NotKept>>,
}

impl Writing {
    /// Nothing under way.
    pub fn new() -> Writing {
        Writing { busy: RwSignal::new(false), failed: RwSignal::new(None) }
    }

    /// Keeps an act, says so, and goes on once it is durable. What was typed
    /// stays when it is not.
    pub fn keep<K: Kind>(
        self,
        office: Office,
        draft: Draft<K>,
        said: String,
        then: impl FnOnce() + 'static,
    ) {
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let kept = office.app.keep(office.space, draft).await;
            // The screen may be gone by now.
            let _ = self.busy.try_set(false);
            match kept {
                Ok(act) => {
                    let _ = office.saved.try_set(Some((said, act)));
                    set_timeout(move || forget(office, act), SAID_FOR);
                    then();
                }
                Err(why) => {
                    let _ = self.failed.try_set(Some(why));
                }
            }
        });
    }
}

fn forget(office: Office, act: ActId) {
    let last = office.saved.try_get_untracked().flatten().map(|(_, last)| last);
    if last == Some(act) {
        office.saved.set(None);
    }
}

/// Why nothing was kept.
#[component]
pub fn Failed(
    /// The form's act.
    writing: Writing,
) -> impl IntoView {
    let words = move || {
        writing.failed.get().map(|why| match why {
            NotKept::Refused(refused) => refusal(refused.code()),
            NotKept::Device(trouble) => trouble_words(&trouble),
            NotKept::SignedOut => t(words::sign_in_again),
        })
    };
    move || words().map(|words| view! { <Notice tone=NoticeTone::Danger>{words}</Notice> })
}

/// What was written last and where it is now. Stands last on the page.
#[component]
pub fn Saved() -> impl IntoView {
    let office = Office::get();
    let message = move || {
        let (said, act) = office.saved.get()?;
        Some(format!("{said} · {}", place(office.app, act)))
    };
    view! { <UndoBar message=Signal::derive(message) /> }
}

/// Where a record is.
fn place(app: App, act: ActId) -> String {
    let stage = app
        .outbox
        .with(|outbox| outbox.iter().find(|kept| kept.id == act).map(|kept| kept.stage.clone()));
    match stage {
        Some(Stage::Kept) => t(words::kept_here).to_owned(),
        Some(Stage::Unopened) => t(words::not_opened).to_owned(),
        Some(Stage::Answered(Verdict::TurnedAway { code })) => {
            format!("{} {}", t(words::turned_away), refusal(&code))
        }
        Some(Stage::Answered(Verdict::Held { .. })) => t(words::held).to_owned(),
        _ => t(words::at_school).to_owned(),
    }
}
