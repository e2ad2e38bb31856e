//! The gate (G1, G3): who comes, who is here, who has left, who is awaited, which visitors
//! are inside.
//! Names, classes and times: no health, no reasons (R8).

mod badge;
mod check;
mod sent;
mod slips;
mod visitor_form;
mod visitors;

pub use badge::BadgePage;
pub use slips::waiting;
pub use visitor_form::VisitorPage;
pub use visitors::Despite;

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::child_day::{ChildDay, Mark, State};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::time::Stamp;

use super::acts::{mark, takes_back};
use super::at_gate;
use super::emergency::visits;
use super::grounds::GroundsOpen;
use super::listed::{expected_place, gone};
use super::model::{ByKey, Model};
use super::rain::places_line;
use super::undoable::{LastDone, Undoable, WayBack};
use super::{StaffBar, WhenWhole};
use crate::components::{Cell, CellGroup, Count, CountStrip, Drawing, Empty, Roll, RollRow, Tone};
use crate::text::names::surname;
use crate::text::{fill, format, series, t, words};

/// Releases that are shown: the latest.
const LATEST: usize = 20;

/// The page.
#[component]
pub fn GatePage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::gate_title) />
        <main class="page page-wide stack" id="main">
            <WhenWhole><Body /></WhenWhole>
        </main>
    }
}

#[component]
fn Body() -> impl IntoView {
    let model = Model::get();
    let gesture = Undoable::new();
    let days = model.child_days;
    let count = move |of: fn(&ChildDay) -> bool| {
        Signal::derive(move || days.with(|days| days.values().filter(|day| of(day)).count()))
    };
    let visitors = Signal::derive(move || {
        visits(model).iter().filter(|(_, visit)| visit.left().is_none()).count()
    });
    let counts = vec![
        Count {
            tone: Tone::Present,
            word: t(words::gate_inside).into(),
            number: count(|day| day.state().in_care()),
        },
        Count { tone: Tone::Left, word: t(words::gate_gone).into(), number: count(gone) },
        Count {
            tone: Tone::Missing,
            word: t(words::not_here).into(),
            number: Signal::derive(move || model.picture.with(|picture| picture.missing.len())),
        },
        Count { tone: Tone::Expected, word: t(words::gate_visitors).into(), number: visitors },
    ];
    view! {
        <CountStrip counts />
        <GroundsOpen />
        {move || places_line(model, |_| true).map(|words| view! { <p>{words}</p> })}
        <at_gate::WaitingHere />
        <check::Check gesture />
        <slips::Waiting />
        <LastDone of=gesture />
        <visitors::Inside gesture />
        <Late gesture />
        <ByClass days />
        <Gone days />
    }
}

type Days = ByKey<ChildId, ChildDay>;

/// Children who were not here at roll call, and may come to the gate yet.
#[component]
fn Late(
    /// The screen's last gesture.
    gesture: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let late = Memo::new(move |_| {
        model.picture.with(|picture| {
            picture.missing.iter().map(|one| (one.id, one.card.clone())).collect::<Vec<_>>()
        })
    });
    let row = move |(id, card): (ChildId, Arc<yuanliu_domain::people::Child>)| {
        let said = fill(words::gate_arrived, &[&card.name]);
        let arrives = Callback::new(move |()| {
            let Some(child) = untrack(|| model.child(id)) else { return };
            let undo: WayBack = Arc::new(move |acts: Vec<ActId>| {
                let back = acts.into_iter().map(|act| takes_back(model, id, act)).collect();
                gesture.keep(model, back, t(words::em_said_undone).to_owned(), None);
            });
            let place = untrack(|| expected_place(model, &child));
            let (_, act) = mark(model, &child, Mark::Present, place);
            gesture.keep(model, vec![act], said.clone(), Some(undo));
        });
        view! {
            <RollRow
                surname=surname(&card.name) name=card.name.clone()
                note=format!("{} {:02}", card.class_name, card.number)
                photo=MaybeProp::derive(move || model.portrait(id))
                tone=Tone::Missing state=t(words::not_here) on_tap=arrives
            />
        }
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::gate_late)}</h2>
            {move || match late.with(Vec::is_empty) {
                true => view! { <p class="soft">{t(words::gate_late_none)}</p> }.into_any(),
                false => view! { <p class="soft small">{t(words::gate_late_hint)}</p> }.into_any(),
            }}
            <Roll label=t(words::gate_late) two=true>
                <For each=move || late.get() key=|(id, _)| *id children=row />
            </Roll>
        </section>
    }
}

/// Who is still here: a line for each class, with its names folded.
#[component]
fn ByClass(
    /// The children's days.
    days: Days,
) -> impl IntoView {
    let model = Model::get();
    let classes = Memo::new(move |_| {
        days.with(|days| {
            model.roster.with(|roster| {
                let mut classes: Vec<(String, Vec<String>)> = vec![];
                // The roster is by class.
                for (id, card) in &roster.children {
                    if !days.get(id).is_some_and(|day| day.state().in_care()) {
                        continue;
                    }
                    match classes.last_mut() {
                        Some((class, names)) if *class == card.class_name => {
                            names.push(card.name.clone());
                        }
                        _ => classes.push((card.class_name.clone(), vec![card.name.clone()])),
                    }
                }
                classes
            })
        })
    });
    let class = |(class, names): (String, Vec<String>)| {
        view! {
            <details>
                <summary>
                    <span class="link-block">{fill(words::gate_class_count, &[&class, &names.len()])}</span>
                </summary>
                <p>{series(&names)}</p>
            </details>
        }
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::gate_by_class)}</h2>
            {move || match classes.with(Vec::is_empty) {
                true => view! { <Empty drawing=Drawing::School words=t(words::nobody_left) /> }.into_any(),
                false => view! {
                    <div class="card">
                        <For each=move || classes.get() key=|one| one.clone() children=class />
                    </div>
                }.into_any(),
            }}
        </section>
    }
}

/// Who has left, the last ones first.
#[component]
fn Gone(
    /// The children's days.
    days: Days,
) -> impl IntoView {
    let model = Model::get();
    let released = Memo::new(move |_| {
        days.with(|days| {
            model.roster.with(|roster| {
                let mut all: Vec<(Stamp, ChildId, String, String)> = roster
                    .children
                    .iter()
                    .filter_map(|(id, card)| {
                        let State::Released(entry, release) = days.get(id)?.state() else {
                            return None;
                        };
                        let at = entry.happened.unwrap_or(entry.at);
                        let to =
                            fill(words::gate_to, &[&release.relation, &release.collector_name]);
                        let name = format!("{} {}", card.class_name, card.name);
                        Some((at, *id, name, to))
                    })
                    .collect();
                all.sort_by_key(|(at, id, ..)| (std::cmp::Reverse(*at), *id));
                all
            })
        })
    });
    let row = |(at, _, name, to): (Stamp, ChildId, String, String)| {
        view! { <Cell title=name note=to><span class="num">{format::time(at)}</span></Cell> }
    };
    let latest = move || released.with(|all| all.iter().take(LATEST).cloned().collect::<Vec<_>>());
    let more = move || {
        let all = released.with(Vec::len);
        (all > LATEST).then(|| {
            view! {
                <p class="soft small">{fill(words::gate_last_more, &[&all, &LATEST])}</p>
            }
        })
    };
    move || match released.with(Vec::is_empty) {
        true => view! {
            <section class="section">
                <h2 class="section-title">{t(words::gate_last)}</h2>
                <p class="soft">{t(words::gate_last_none)}</p>
            </section>
        }
        .into_any(),
        false => view! {
            <CellGroup title=t(words::gate_last)>
                <For each=latest key=|(at, id, ..)| (*at, *id) children=row />
            </CellGroup>
            {more}
        }
        .into_any(),
    }
}
