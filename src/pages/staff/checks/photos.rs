//! Photos of a fault: as it was found, and as it is mended.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::{Fault, FaultPhoto, FaultPhotoStruck, of_fault_key};
use yuanliu_domain::id::ActId;
use yuanliu_domain::photo::{PhotoHash, Pictured};

use crate::pages::pictures::{Pictures, Wrong};
use crate::pages::staff::model::Model;
use crate::pages::staff::pictures::{Asked, adder, asks, may_strike};
use crate::pages::staff::undoable::{Undoable, WayBack};
use crate::state::Draft;
use crate::text::{t, words};

/// The photos of one side, and the way to add one.
#[component]
pub fn FaultPhotos(
    /// Check and item.
    key: String,
    /// Of the proof, and not of the fault.
    proof: bool,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let fault = of_fault_key(&key)?;
    let id = format!("{}-{key}", if proof { "proof" } else { "found" });
    let photos = Memo::new(move |_| {
        let fault: Option<Fault> = model.space.replica.with(|r| r.get(Audience::Roll, &key));
        let photos = fault.map(|fault| if proof { fault.proofs } else { fault.photos });
        let shown = photos.unwrap_or_default().into_iter().map(|photo| (String::new(), photo));
        shown.collect::<Vec<(String, Pictured)>>()
    });
    let there = Signal::derive(move || {
        photos.with(|photos| photos.iter().filter(|(_, photo)| photo.struck.is_none()).count())
    });
    let (check, item) = fault;
    let draft = move |photo: PhotoHash| {
        let body = FaultPhoto { check, item, proof, photo };
        Draft::new(Subject::School, body).building_on([check])
    };
    let back: WayBack = Arc::new(move |acts: Vec<ActId>| {
        let reason = t(words::undone).to_owned();
        let drafts = acts.into_iter().map(|act| strikes(model, fault, act, reason.clone()));
        done.keep(model, drafts.collect(), t(words::em_said_undone).to_owned(), None);
    });
    let wrong = Wrong {
        may: Callback::new(move |by| untrack(|| may_strike(model, by))),
        strike: Callback::new(move |act| {
            let draft = strikes(model, fault, act, t(words::picture_wrong_reason).to_owned());
            done.keep(model, vec![draft], t(words::picture_taken_away).to_owned(), None);
        }),
    };
    let label = if proof { words::fault_proof } else { words::fault_photo };
    let asked = Asked { id, words: asks(label, words::fault_photo_hint), whole: false, then: None };
    let adder = adder((model, done), asked, there, draft, back);
    let (space, audience) = (model.space, Audience::Roll);
    Some(view! {
        <Pictures space audience photos=photos.into() wrong />
        <details>
            <summary><span class="link-block">{t(words::picture_add)}</span></summary>
            {adder}
        </details>
    })
}

/// The act that takes a photo away: as leader, where the author is another.
fn strikes(
    model: Model,
    (check, item): (ActId, u16),
    original: ActId,
    reason: String,
) -> Draft<FaultPhotoStruck> {
    let as_leader = untrack(|| model.leads());
    let body = FaultPhotoStruck { check, item, original, as_leader, reason };
    Draft::new(Subject::School, body).building_on([check, original])
}
