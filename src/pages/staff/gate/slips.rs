//! Slips for early leave at the gate (G5): class and surname, the faces, one button.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::early_leave::EarlyLeave;
use yuanliu_domain::id::{ActId, ChildId};

use crate::components::{
    ButtonLink, ButtonLook, Face, Notice, NoticeTone, Roll, RollRow, Tile, TileSize, Tone,
};
use crate::pages::staff::model::Model;
use crate::pages::staff::release::{Candidate, Confirm, HoldFirst, candidates, held};
use crate::route::Screen;
use crate::state::{App, ChildToday};
use crate::text::names::surname;
use crate::text::{fill, t, words};

/// Slips that wait at the gate, of one child or of all, the earliest first; follows the
/// rows.
pub fn waiting(model: Model, of: Option<ChildId>) -> Vec<(ActId, EarlyLeave)> {
    let audience = Audience::Day(model.day.get());
    let slips = model.space.replica.with(|replica| {
        let all = replica.list::<EarlyLeave>(audience).into_iter();
        let mine = all.filter(|(_, slip)| of.is_none_or(|child| slip.child == child));
        let waits = mine
            .filter(|(_, slip)| slip.waits(&replica.get(audience, slip.child).unwrap_or_default()));
        waits.collect::<Vec<_>>()
    });
    let mut slips: Vec<(ActId, EarlyLeave)> =
        slips.into_iter().filter_map(|(key, slip)| Some((key.parse().ok()?, slip))).collect();
    slips.sort_by_key(|(id, slip)| (slip.slip.minute, *id));
    slips
}

/// All that wait: one is open, the others are a tap away.
#[component]
pub fn Waiting() -> impl IntoView {
    let model = Model::get();
    let slips = Memo::new(move |_| waiting(model, None));
    let picked = RwSignal::new(None::<ActId>);
    // What is open stays so until it ends: no new slip comes under the thumb.
    Effect::new(move |_| {
        let open = picked.get();
        let (first, there) = slips.with(|slips| {
            let mut ids = slips.iter().map(|(id, _)| Some(*id));
            (ids.clone().next().flatten(), ids.any(|id| id == open))
        });
        if !there && open != first {
            picked.set(first);
        }
    });
    let open = Memo::new(move |_| {
        let picked = picked.get();
        slips.with(|slips| slips.iter().find(|(id, _)| Some(*id) == picked).cloned())
    });
    let others = move || {
        let shown = open.with(|open| open.as_ref().map(|(id, _)| *id));
        let mut others = slips.get();
        others.retain(|(id, _)| Some(*id) != shown);
        others
    };
    let row = move |(id, slip): (ActId, EarlyLeave)| {
        let who = model.roster.with_untracked(|roster| roster.child(slip.child).cloned());
        let hold = Memo::new(move |_| model.child(slip.child).is_some_and(|c| held(model, &c)));
        let tone = move || Some(if hold.get() { Tone::Hold } else { Tone::Left });
        let minute = slip.slip.minute;
        let state = move || {
            Some(match hold.get() {
                true => t(words::stays_for_now).to_owned(),
                false => fill(words::early_from, &[&minute]),
            })
        };
        who.map(|card| view! {
            <RollRow
                surname=surname(&card.name) name=surname(&card.name) note=card.class_name.clone()
                tone=MaybeProp::derive(tone) state=MaybeProp::derive(state)
                on_tap=Callback::new(move |()| picked.set(Some(id)))
            />
        })
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::gate_slips)}</h2>
            {move || match open.get() {
                Some((_, slip)) => view! { <Slip slip /> }.into_any(),
                None if slips.with(Vec::is_empty) => {
                    view! { <p class="soft">{t(words::gate_slips_none)}</p> }.into_any()
                }
                None => ().into_any(),
            }}
            <Roll label=t(words::gate_slips)>
                <For each=others key=|(id, _)| *id children=row />
            </Roll>
        </section>
    }
}

#[component]
fn Slip(
    /// What a teacher issued.
    slip: EarlyLeave,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let id = slip.child;
    let child: Signal<Option<ChildToday>> = Signal::derive(move || model.child(id));
    let card = model.roster.with_untracked(|roster| roster.child(id).cloned());
    let (class, name) =
        card.map(|card| (card.class_name.clone(), card.name.clone())).unwrap_or_default();
    let from = [
        fill(words::early_from, &[&slip.slip.minute]),
        fill(words::early_with, &[&slip.slip.relation, &slip.slip.collector_name]),
        fill(words::early_issued_by, &[&slip.issued_by.name]),
    ];
    let from = from.join(" · ");
    let minute = slip.slip.minute;
    let early = move || {
        app.tick.track();
        let wait = model.space.now().at.minute() < minute;
        wait.then(|| view! { <Notice>{t(words::early_not_yet)}</Notice> })
    };
    // The list may have changed since the slip was written.
    let hold = Memo::new(move |_| child.get().is_some_and(|child| held(model, &child)));
    let collector = Memo::new(move |_| {
        let child = child.get().filter(|_| !hold.get())?;
        candidates(model, &child).into_iter().find(|one| is_of(one, &slip))
    });
    let goes = Memo::new(move |_| collector.with(Option::is_some));
    let called = {
        let name = surname(&name);
        move || match goes.get() {
            true => fill(words::early_may, &[&class, &name]),
            false => format!("{class} {name}"),
        }
    };
    let portrait = Memo::new(move |_| model.portrait(id));
    let face = {
        let name = surname(&name);
        move || match portrait.get() {
            Some(photo) => {
                let enlarge = fill(words::photo_enlarge, &[&name]);
                view! { <Face photo name=name.clone() enlarge close=t(words::close) /> }.into_any()
            }
            None => view! { <Tile surname=name.clone() size=TileSize::Large /> }.into_any(),
        }
    };
    view! {
        <div class="card stack">
            <div class="row">
                {face}
                <p class="gate-name">{called}</p>
            </div>
            <Show when=move || goes.get()><p>{from.clone()}</p> {early}</Show>
        </div>
        {move || match collector.get() {
            Some(person) => view! {
                <Confirm person child word=t(words::early_left).to_owned() />
            }.into_any(),
            None => view! {
                {match hold.get() {
                    true => view! { <HoldFirst /> }.into_any(),
                    false => view! {
                        <Notice tone=NoticeTone::Warning>{t(words::early_stopped)}</Notice>
                    }.into_any(),
                }}
                <ButtonLink href=Screen::Child(id).path() look=ButtonLook::Quiet block=true>
                    {t(words::early_open_child)}
                </ButtonLink>
            }.into_any(),
        }}
    }
}

/// Whether this is the collector whom the slip names.
fn is_of(one: &Candidate, slip: &EarlyLeave) -> bool {
    one.basis == slip.slip.basis
        && one.collector == slip.slip.collector
        && one.name == slip.slip.collector_name
}
