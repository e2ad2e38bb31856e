//! One escort's children of today: ticked as they come, counted by both, released together.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::child_day::Release;
use yuanliu_domain::collector::Party;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::photo::PhotoHash;

use super::count::CountSheet;
use super::kind_word;
use super::today::{Escorted, Rider};
use crate::components::{Button, ButtonLook, Drawing, Empty, Glyph, Roll, RollRow, Tone, UndoBar};
use crate::pages::staff::acts::{Failed, LastGesture, knows};
use crate::pages::staff::model::Model;
use crate::pages::staff::release::{
    Candidate, Compare, HowChecked, IfUncertain, checked_of, second_person, uncertain, unchecked,
};
use crate::pages::staff::tablet::Prover;
use crate::pages::staff::today::alerts;
use crate::route::Screen;
use crate::state::{App, ChildToday, Draft};
use crate::text::names::surname;
use crate::text::{fill, t, words};

/// Photos of an escort that are shown: families may have named different ones.
const MOST_PHOTOS: usize = 3;

/// Children who are ticked and can still be handed over, each with the escort as its family
/// wrote it.
pub type Chosen = Vec<(ChildToday, Candidate)>;

/// The list of one escort.
#[component]
pub fn OneParty(
    /// Everybody who comes today.
    all: Memo<Vec<Escorted>>,
    /// Whose list it is.
    party: Party,
    /// Emptied to go back to all of them.
    picked: RwSignal<Option<Party>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let kind = t(kind_word(party.kind));
    let this = Memo::new(move |_| all.with(|all| all.iter().find(|e| e.party == party).cloned()));
    let ticked = RwSignal::new(BTreeSet::<ChildId>::new());
    let chosen = Memo::new(move |_| -> Chosen {
        let Some(this) = this.get() else { return vec![] };
        let is = |(child, _): &(&ChildToday, &Candidate)| ticked.with(|t| t.contains(&child.id));
        this.ready().filter(is).map(|(child, person)| (child.clone(), person.clone())).collect()
    });
    let gesture = LastGesture::new();
    let (checked, second) = (RwSignal::new("known".to_owned()), RwSignal::new(String::new()));
    let counting = RwSignal::new(false);
    let prover = Prover::get();
    let release = move |count: u16| {
        let chosen = chosen.get_untracked();
        // Another device may have released one of them while a PIN was typed.
        if chosen.len() != usize::from(count) {
            counting.set(true);
            return;
        }
        let escort = chosen.first().map(|(_, person)| person.name.clone()).unwrap_or_default();
        let draft = |(child, person): (ChildToday, Candidate)| {
            let body = Release {
                basis: person.basis,
                collector: person.collector,
                collector_name: person.name,
                relation: person.relation,
                checked: checked_of(&checked.get_untracked()),
                second: second_person(model, &second.get_untracked()),
                together: Some(count),
                ..unchecked(app, model)
            };
            (child.id, Draft::new(Subject::Child(child.id), body).building_on(knows(&child)))
        };
        let drafts = chosen.into_iter().map(draft).collect();
        gesture.keep(model, drafts, fill(words::party_said, &[&count, &escort]));
    };
    let agreed = Callback::new(move |count: u16| {
        counting.set(false);
        match untrack(|| uncertain(app, model)) {
            true => prover.again(Callback::new(move |()| release(count))),
            false => release(count),
        }
    });
    let title = move || this.with(|e| e.as_ref().map(Escorted::title)).unwrap_or_default();
    let ready = move || {
        this.with(|e| {
            let ready = e.iter().flat_map(Escorted::ready);
            ready.map(|(child, _)| child.clone()).collect::<Vec<_>>()
        })
    };
    let waiting = move || {
        this.with(|e| {
            let all = e.iter().flat_map(|e| &e.children);
            all.filter(|rider| rider.ready.is_none()).cloned().collect::<Vec<_>>()
        })
    };
    // Who left and came back alone is not ticked any more.
    let can_leave = Memo::new(move |_| {
        this.with(|e| {
            let ready = e.iter().flat_map(Escorted::ready);
            ready.map(|(child, _)| child.id).collect::<BTreeSet<_>>()
        })
    });
    Effect::new(move |_| {
        can_leave.with(|ready| ticked.update(|ticked| ticked.retain(|id| ready.contains(id))));
    });
    let undo = move |()| {
        let acts = gesture.done.get_untracked().map(|(_, acts)| acts).unwrap_or_default();
        ticked.update(|ticked| ticked.extend(acts.into_iter().map(|(child, _)| child)));
        gesture.undo(model);
    };
    let nobody = Memo::new(move |_| ready().is_empty());
    let any_waits = Memo::new(move |_| !waiting().is_empty());
    let photos = Memo::new(move |_| {
        let mut photos: Vec<(PhotoHash, String)> = vec![];
        chosen.with(|chosen| {
            for (_, person) in chosen {
                if let Some(photo) = person.photo
                    && photos.iter().all(|(known, _)| *known != photo)
                {
                    photos.push((photo, person.name.clone()));
                }
            }
        });
        photos.truncate(MOST_PHOTOS);
        photos
    });
    let compare = |(photo, who): (PhotoHash, String)| view! { <Compare photo who /> };
    view! {
        <div class="row row-between">
            <h2>{title}</h2>
            <Button look=ButtonLook::Plain glyph=Glyph::Back on_press=move |()| picked.set(None)>
                {t(words::party_all)}
            </Button>
        </div>
        <p class="soft">{kind}</p>
        <Failed why=gesture.failed />
        <section class="section">
            <h3 class="section-title">{t(words::party_ready)}</h3>
            <p class="soft small">{t(words::party_ready_note)}</p>
            <Roll label=t(words::party_ready) two=true>
                <For each=ready key=|child| child.id let:child>
                    <Ready child ticked />
                </For>
            </Roll>
            {move || nobody.get().then(|| view! {
                <Empty drawing=Drawing::School words=t(words::party_nobody) />
            })}
        </section>
        <Show when=move || !chosen.with(Vec::is_empty)>
            <div class="card stack">
                <For each=move || photos.get() key=|(photo, _)| *photo children=compare />
                <HowChecked value=checked />
                <IfUncertain second />
                <Button block=true on_press=move |()| counting.set(true)>
                    {t(words::party_count)}
                </Button>
            </div>
        </Show>
        <Show when=move || any_waits.get()>
            <section class="section">
                <h3 class="section-title">{t(words::party_waits)}</h3>
                <p class="soft small">{t(words::party_waits_note)}</p>
                <Roll label=t(words::party_waits) two=true>
                    <For each=waiting key=|rider| (rider.child.id, rider.waits.zh) let:rider>
                        <Waiting rider />
                    </For>
                </Roll>
            </section>
        </Show>
        <CountSheet chosen open=counting agreed />
        <UndoBar
            message=Signal::derive(move || gesture.done.get().map(|(said, _)| said))
            undo=t(words::undo)
            on_undo=Callback::new(undo)
        />
    }
}

fn number(child: &ChildToday) -> String {
    format!("{} {:02}", child.card.class_name, child.card.number)
}

/// A child who can leave: a tap ticks it.
#[component]
fn Ready(
    /// The child.
    child: ChildToday,
    /// Who is ticked.
    ticked: RwSignal<BTreeSet<ChildId>>,
) -> impl IntoView {
    let model = Model::get();
    let id = child.id;
    let tap = move |()| {
        ticked.update(|ticked| {
            if !ticked.remove(&id) {
                ticked.insert(id);
            }
        });
    };
    view! {
        <RollRow
            surname=surname(&child.card.name) name=child.card.name.clone() note=number(&child)
            // The escort counts along: what a child is allergic to is not on this list (R8).
            alert=MaybeProp::derive(move || alerts(model, id, false))
            photo=MaybeProp::derive(move || model.portrait(id))
            present=Signal::derive(move || ticked.with(|ticked| ticked.contains(&id)))
            on_tap=tap
            href=Screen::Child(id).path()
            href_word=fill(words::open_child, &[&child.card.name])
        />
    }
}

/// A child who stays behind: a tap opens it.
#[component]
fn Waiting(
    /// The child, and the word.
    rider: Rider,
) -> impl IntoView {
    let model = Model::get();
    let Rider { child, waits, .. } = rider;
    let id = child.id;
    let navigate = leptos_router::hooks::use_navigate();
    view! {
        <RollRow
            surname=surname(&child.card.name) name=child.card.name.clone() note=number(&child)
            photo=MaybeProp::derive(move || model.portrait(id))
            tone=Tone::Leave state=t(waits)
            on_tap=move |()| navigate(&Screen::Child(id).path(), Default::default())
        />
    }
}
