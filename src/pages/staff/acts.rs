//! What a teacher writes, as verbs. Each knows which entry it answers.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::child_day::{Corrected, Mark, Marked, TakenIn};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::Place;

use super::later::{Later, Stated};
use super::model::Model;
use crate::components::{Notice, NoticeTone};
use crate::pages::frame::trouble_words;
use crate::state::{App, ChildToday, Draft, NotKept};
use crate::text::{refusal, t, words};

/// What was done in words, with the acts of it.
type Done = (String, Vec<(ChildId, ActId)>);

/// The last gesture of a screen: said for ten seconds, taken back by a correction.
#[derive(Clone, Copy)]
pub struct LastGesture {
    app: App,
    later: Option<Later>,
    /// What was done, in words, with the acts of it.
    pub done: RwSignal<Option<Done>>,
    /// Ticks that are being stored, or taken back: their rows show it at once, and say
    /// nothing of it until it is kept (R4).
    pub under_way: RwSignal<Vec<(ChildId, bool)>>,
    /// The last gesture was a tick.
    ticked: RwSignal<bool>,
    /// Why nothing was kept.
    pub failed: RwSignal<Option<NotKept>>,
}

/// How long undo is offered, in seconds.
const UNDO_SECONDS: u64 = 10;

impl LastGesture {
    /// Nothing yet; from a component's context.
    pub fn new() -> LastGesture {
        LastGesture {
            app: App::get(),
            later: None,
            done: RwSignal::new(None),
            under_way: RwSignal::new(vec![]),
            ticked: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// The same, where a person may state when it happened 补录.
    pub fn stating(later: Later) -> LastGesture {
        LastGesture { later: Some(later), ..LastGesture::new() }
    }

    /// Keeps acts of one gesture and says so. Whether it does: a time that is stated has to
    /// be one.
    pub fn keep<K: Kind>(
        &self,
        model: Model,
        drafts: Vec<(ChildId, Draft<K>)>,
        said: String,
    ) -> bool {
        self.keep_as(model, drafts, said, false)
    }

    /// The same for the tap that ticks a child.
    pub fn tick<K: Kind>(&self, model: Model, draft: (ChildId, Draft<K>), said: String) {
        self.keep_as(model, vec![draft], said, true);
    }

    fn keep_as<K: Kind>(
        &self,
        model: Model,
        drafts: Vec<(ChildId, Draft<K>)>,
        said: String,
        ticks: bool,
    ) -> bool {
        let gesture = *self;
        let Some(stated) = Stated::by(self.later) else { return false };
        let said = stated.said(said);
        let drafts = drafts.into_iter().map(|(child, draft)| (child, stated.of(draft)));
        let (children, drafts): (Vec<ChildId>, Vec<Draft<K>>) = drafts.unzip();
        spawn_local(async move {
            match gesture.store(model, &children, drafts, ticks.then_some(true)).await {
                Ok(acts) => {
                    gesture.failed.set(None);
                    let acts: Vec<_> = children.into_iter().zip(acts).collect();
                    gesture.ticked.set(ticks);
                    gesture.done.set(Some((said, acts.clone())));
                    set_timeout(
                        move || gesture.forget(&acts),
                        std::time::Duration::from_secs(UNDO_SECONDS),
                    );
                }
                Err(why) => gesture.failed.set(Some(why)),
            }
        });
        true
    }

    /// Takes the gesture back: a correction for each act of it (R5).
    pub fn undo(&self, model: Model) {
        let Some((_, acts)) = self.done.get_untracked() else { return };
        let (gesture, ticked) = (*self, self.ticked.get_untracked());
        let children: Vec<ChildId> = acts.iter().map(|(child, _)| *child).collect();
        let drafts = acts.into_iter().map(|(child, act)| takes_back(model, child, act)).collect();
        spawn_local(async move {
            match gesture.store(model, &children, drafts, ticked.then_some(false)).await {
                Ok(_) => gesture.done.set(None),
                Err(why) => gesture.failed.set(Some(why)),
            }
        });
    }

    /// Keeps acts; until they are kept the rows of these children show `tick`.
    async fn store<K: Kind>(
        &self,
        model: Model,
        children: &[ChildId],
        drafts: Vec<Draft<K>>,
        tick: Option<bool>,
    ) -> Result<Vec<ActId>, NotKept> {
        if let Some(tick) = tick {
            let ticks = children.iter().map(|child| (*child, tick));
            self.under_way.update(|all| all.extend(ticks));
        }
        let kept = self.app.keep_all(model.space, drafts).await;
        // The screen may be gone by now.
        self.under_way.try_update(|all| all.retain(|(child, _)| !children.contains(child)));
        kept
    }

    fn forget(&self, acts: &[(ChildId, ActId)]) {
        // The screen may be gone by now.
        let still = self.done.try_get_untracked().flatten();
        if still.is_some_and(|(_, shown)| shown == acts) {
            self.done.set(None);
        }
    }
}

/// Why nothing was kept, in words.
pub fn not_kept_words(why: &NotKept) -> &'static str {
    match why {
        NotKept::Refused(code) => refusal(code.code()),
        NotKept::Device(trouble) => trouble_words(trouble),
        NotKept::SignedOut => t(words::sign_in_again),
    }
}

/// The notice of a gesture that was not kept.
#[component]
pub fn Failed(
    /// Why.
    #[prop(into)]
    why: Signal<Option<NotKept>>,
) -> impl IntoView {
    move || {
        why.get().map(|why| {
            view! { <Notice tone=NoticeTone::Danger>{not_kept_words(&why)}</Notice> }
        })
    }
}

/// The entry that a new one answers.
pub fn knows(child: &ChildToday) -> Vec<ActId> {
    child.day.last().map(|entry| entry.act).into_iter().collect()
}

/// A roll-call mark.
pub fn mark(
    model: Model,
    child: &ChildToday,
    mark: Mark,
    place: Option<Place>,
) -> (ChildId, Draft<Marked>) {
    let body = Marked { day: model.day.get_untracked(), mark, place };
    (child.id, Draft::new(Subject::Child(child.id), body).building_on(knows(child)))
}

/// Takes back what was entered a moment ago (R5).
pub fn takes_back(model: Model, child: ChildId, original: ActId) -> Draft<Corrected> {
    let body =
        Corrected { day: model.day.get_untracked(), original, reason: t(words::undone).to_owned() };
    Draft::new(Subject::Child(child), body).building_on([original])
}

/// Taken in on the spot.
pub fn take_in(
    model: Model,
    child: &ChildToday,
    place: Option<Place>,
) -> (ChildId, Draft<TakenIn>) {
    let body = TakenIn { day: model.day.get_untracked(), place };
    (child.id, Draft::new(Subject::Child(child.id), body).building_on(knows(child)))
}
