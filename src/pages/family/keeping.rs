//! One act on the way to being kept: the busy button, the reason why not, and
//! where the record is afterwards (R4).

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::ActId;
use yuanliu_domain::rules::Kind;
use yuanliu_sync::outbox::Stage;
use yuanliu_sync::wire::Verdict;

use super::kid::Kid;
use super::receipt::stage_of;
use crate::components::{Notice, NoticeTone, SentPips, SentStage};
use crate::pages::frame::trouble_words;
use crate::photos;
use crate::state::{Draft, Link, NotKept};
use crate::text::{refusal, t, words};

/// The act of one form. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// It is under way.
    pub busy: RwSignal<bool>,
    /// Why nothing was kept. What was typed stays.
    pub failed: RwSignal<Option<NotKept>>,
}

impl Keeping {
    /// Nothing under way.
    pub fn new() -> Keeping {
        Keeping { busy: RwSignal::new(false), failed: RwSignal::new(None) }
    }

    /// Keeps an act; `then` runs once it is durable, if the screen is still there.
    pub fn keep<K: Kind>(self, kid: Kid, draft: Draft<K>, then: impl FnOnce(ActId) + 'static) {
        self.keep_with(kid, draft, None, then);
    }

    /// The same, with the photo that the act names.
    pub fn keep_with<K: Kind>(
        self,
        kid: Kid,
        draft: Draft<K>,
        photo: Option<Rc<[u8]>>,
        then: impl FnOnce(ActId) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let kept = kid.app.keep_with(kid.space, vec![draft], photo.as_deref()).await;
            if let (Ok(_), Some(photo)) = (&kept, &photo) {
                photos::remember(kid.app, kid.space.id, photo).await;
            }
            if self.busy.try_set(false).is_some() {
                return;
            }
            match kept {
                Ok(acts) => then(acts[0]),
                Err(why) => self.failed.set(Some(why)),
            }
        });
    }
}

/// Why nothing was kept.
#[component]
pub fn Failed(
    /// The form's act.
    keeping: Keeping,
) -> impl IntoView {
    move || {
        keeping.failed.get().map(|why| {
            let words = match &why {
                NotKept::Refused(code) => refusal(code.code()),
                NotKept::Device(trouble) => trouble_words(trouble),
                NotKept::SignedOut => t(words::sign_in_again),
            };
            view! { <Notice tone=NoticeTone::Danger>{words}</Notice> }
        })
    }
}

/// What was just written, in words, and where it is by now.
#[component]
pub fn Kept(
    /// The child.
    kid: Kid,
    /// The act.
    act: ActId,
    /// What was written.
    said: String,
) -> impl IntoView {
    let at = Memo::new(move |_| whereabouts(kid, act));
    let shown = move || {
        let pips = |stage, word| view! { <SentPips stage word /> };
        match at.get() {
            Whereabouts::TurnedAway(code) => view! {
                <Notice tone=NoticeTone::Danger title=t(words::turned_away)>{refusal(&code)}</Notice>
            }
            .into_any(),
            Whereabouts::Here { offline } => {
                let tone = if offline { NoticeTone::Offline } else { NoticeTone::Good };
                let more = if offline { t(words::fam_kept_offline) } else { "" };
                let said = format!("{said} {more} ");
                view! { <Notice tone>{said} {pips(SentStage::Device, t(words::kept_here))}</Notice> }
                    .into_any()
            }
            Whereabouts::School => {
                let said = format!("{said} ");
                view! { <Notice tone=NoticeTone::Good>{said} {pips(SentStage::School, t(words::at_school))}</Notice> }
                    .into_any()
            }
        }
    };
    view! { {shown} }
}

/// Where an act of this device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// On this device; whether there is no way to the school now.
    Here {
        /// The last attempt did not reach it.
        offline: bool,
    },
    /// At the school.
    School,
    /// The school did not take it: the code of the reason.
    TurnedAway(String),
}

/// Where an act of this device is. Follows the signals that it reads.
pub fn whereabouts(kid: Kid, act: ActId) -> Whereabouts {
    let stage = kid
        .app
        .outbox
        .with(|outbox| outbox.iter().find(|kept| kept.id == act).map(|kept| kept.stage.clone()));
    if let Some(Stage::Answered(Verdict::TurnedAway { code })) = stage {
        return Whereabouts::TurnedAway(code);
    }
    let at_school = match kid.receipt(act) {
        Some(receipt) => stage_of(&receipt) >= SentStage::School,
        None => matches!(stage, Some(Stage::Answered(Verdict::Applied { .. }))),
    };
    if at_school {
        return Whereabouts::School;
    }
    Whereabouts::Here { offline: kid.app.link.get() != Link::Online }
}
