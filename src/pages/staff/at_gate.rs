//! Who waits at the gate for a child (P15): the room's tablet rings and names them, the
//! queue takes them first, the guard says so for whoever stands there.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::{Channel, Subject};
use yuanliu_domain::at_gate::{Arrival, AtGate, AtGateWithdrawn};
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::id::{ActId, ChildId, GroupId};
use yuanliu_domain::whereabouts::Standing;

use super::acts::knows;
use super::model::Model;
use super::release::held;
use super::tablet::InFront;
use super::undoable::{Undoable, WayBack};
use crate::components::{Button, ButtonLook, Glyph, Notice, NoticeTone, Roll, RollRow};
use crate::platform::heard::Heard;
use crate::route::Screen;
use crate::state::Draft;
use crate::storage::settings;
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

/// So many are named under the bar; the queue has them all.
const NAMED: usize = 3;

/// Who waits for a child, if somebody does; the first one. Follows the rows.
pub fn waits(model: Model, id: ChildId) -> Option<Arrival> {
    let day = model.child_days.with(|days| days.get(&id).cloned()).unwrap_or_default();
    waits_on(model, id, &day)
}

/// The same, where the child's day is at hand.
pub fn waits_on(model: Model, id: ChildId, day: &ChildDay) -> Option<Arrival> {
    let arrivals = model.arrivals.with(|all| all.get(&id).cloned())?;
    arrivals.waiting(day).next().cloned()
}

/// Everybody who waits, the first one first; follows the rows.
fn all(model: Model) -> Vec<(ChildId, Arrival)> {
    let ids: Vec<ChildId> = model.arrivals.with(|all| all.keys().copied().collect());
    let mut all: Vec<(ChildId, Arrival)> =
        ids.into_iter().filter_map(|id| Some((id, waits(model, id)?))).collect();
    all.sort_by_key(|(id, arrival)| (arrival.at, *id));
    all
}

/// Whether the child is in the care of a group of this room: the one that the list showed
/// last on this device, or one that I have. Follows the rows.
fn of_this_room(model: Model, id: ChildId) -> bool {
    let (last, me) = (settings::load().group, model.me());
    let groups: Vec<GroupId> =
        model.roster.with(|roster| roster.groups.iter().map(|(group, _)| *group).collect());
    let here = |group: &GroupId| {
        Some(group.to_string()) == last
            || model.with_group(*group).iter().any(|with| Some(with.id) == me)
    };
    let Some(class) = model.roster.with(|roster| roster.child(id).map(|card| card.class)) else {
        return false;
    };
    let day = model.child_days.with(|days| days.get(&id).cloned()).unwrap_or_default();
    let plan = model.plan.get();
    groups
        .iter()
        .filter(|group| here(group))
        .any(|group| plan.standing(*group, class, &day) == Standing::Here)
}

/// Under the bar of every staff screen while somebody waits for a child of this room.
#[component]
pub fn AtGateStrip(
    /// On a shared tablet while nobody is at it: how many, and no names.
    #[prop(optional)]
    nobody: bool,
) -> impl IntoView {
    let model = Model::get();
    let here = Memo::new(move |_| {
        let mut here = all(model);
        here.retain(|(id, _)| of_this_room(model, *id));
        here
    });
    // Each desk of a shared tablet has this strip; the one in front is heard.
    let front = use_context::<InFront>();
    Effect::new(move |before: Option<BTreeSet<ActId>>| {
        let now: BTreeSet<ActId> =
            here.with(|here| here.iter().map(|(_, arrival)| arrival.act).collect());
        let heard = front.is_none_or(|InFront(front)| front.get_untracked());
        if heard && before.is_some_and(|before| !now.is_subset(&before)) {
            Heard::AtGate.give();
        }
        now
    });
    let one = move |(id, arrival): &(ChildId, Arrival)| {
        let card = model.roster.with(|roster| roster.child(*id).cloned())?;
        // Whoever stays for now is looked at first; why is on the child's own screen (R11).
        let stops = model.child(*id).is_some_and(|child| held(model, &child));
        let by = if stops { t(words::at_gate_look).to_owned() } else { who(arrival) };
        let at = format::time(arrival.at);
        let said = fill(words::at_gate_one, &[&card.class_name, &card.name, &by, &at]);
        let href = Screen::Child(*id).path();
        Some(view! { <a class="link link-block" href=href>{said}</a> " " })
    };
    move || {
        let here = here.get();
        if here.is_empty() {
            return None;
        }
        let said = match nobody {
            true => fill(words::at_gate_count, &[&here.len()]).into_any(),
            false => view! {
                {t(words::at_gate_short)} " "
                {here.iter().take(NAMED).filter_map(one).collect_view()}
                {(here.len() > NAMED).then(|| view! {
                    <a class="link link-block" href=Screen::Queue.path()>
                        {fill(words::at_gate_more, &[&(here.len() - NAMED)])}
                    </a>
                })}
            }
            .into_any(),
        };
        Some(view! { <Notice strip=true tone=NoticeTone::Warning>{said}</Notice> })
    }
}

/// On a child's own screen: who waits for it.
#[component]
pub fn WaitsFor(
    /// The child.
    id: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let waits = Memo::new(move |_| waits(model, id));
    move || waits.get().map(|arrival| view! { <Notice>{since(&arrival)}</Notice> })
}

/// Who waits: the guardian who said so. Of somebody whom the gate saw, who says it.
pub fn who(arrival: &Arrival) -> String {
    match arrival.by_guardian() {
        true => arrival.by_name.clone(),
        false => fill(words::at_gate_by_staff, &[&arrival.by_name]),
    }
}

/// 16:05 陈静 说在门口等.
fn since(arrival: &Arrival) -> String {
    fill(words::at_gate_since, &[&format::time(arrival.at), &who(arrival)])
}

/// At the gate: everybody who waits, and since when.
#[component]
pub fn WaitingHere() -> impl IntoView {
    let model = Model::get();
    let here = Memo::new(move |_| all(model));
    let navigate = leptos_router::hooks::use_navigate();
    let row = move |(id, arrival): (ChildId, Arrival)| {
        let card = model.roster.with_untracked(|roster| roster.child(id).cloned())?;
        let navigate = navigate.clone();
        Some(view! {
            <RollRow
                surname=surname(&card.name) name=card.name.clone()
                note=format!("{} {:02} · {}", card.class_name, card.number, since(&arrival))
                photo=MaybeProp::derive(move || model.portrait(id))
                on_tap=Callback::new(move |()| navigate(&Screen::Child(id).path(), Default::default()))
            />
        })
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::at_gate_title)}</h2>
            {move || here.with(Vec::is_empty).then(|| view! {
                <p class="soft">{t(words::at_gate_none)}</p>
            })}
            <Roll label=t(words::at_gate_title)>
                <For each=move || here.get() key=|(_, arrival)| arrival.act children=row />
            </Roll>
        </section>
    }
}

/// The guard says it for whoever stands there; once it is said, since when.
#[component]
pub fn TellRoom(
    /// The child.
    id: ChildId,
    /// The screen's last gesture.
    gesture: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let waits = Memo::new(move |_| waits(model, id));
    let tell = move |()| {
        let Some(child) = untrack(|| model.child(id)) else { return };
        let day = model.day.get_untracked();
        let draft = Draft {
            channel: Channel::InPerson,
            ..Draft::new(Subject::Child(id), AtGate { day }).building_on(knows(&child))
        };
        let undo: WayBack = Arc::new(move |acts: Vec<ActId>| {
            let back = acts.into_iter().map(|said| Draft {
                channel: Channel::InPerson,
                ..Draft::new(Subject::Child(id), AtGateWithdrawn { day, said }).building_on([said])
            });
            gesture.keep(model, back.collect(), t(words::em_said_undone).to_owned(), None);
        });
        let said = fill(words::at_gate_told, &[&surname(&child.card.name)]);
        gesture.keep(model, vec![draft], said, Some(undo));
    };
    move || {
        match waits.get() {
        Some(arrival) => view! { <p class="soft">{since(&arrival)}</p> }.into_any(),
        None => view! {
            <Button look=ButtonLook::Quiet block=true glyph=Glyph::Bell busy=gesture.busy on_press=tell>
                {t(words::at_gate_tell)}
            </Button>
        }
        .into_any(),
    }
    }
}
