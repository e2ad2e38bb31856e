//! Who is next (T16): the children of a group in the order in which they leave, each with
//! the usual collector. Two taps a child; 'not yet' moves a child to the end, on this
//! device alone.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::child_day::Basis;
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::school::{Block, Group};

use super::at_gate::{waits, who as who_waits};
use super::listed::Room;
use super::model::Model;
use super::rain::places_line;
use super::release::{Candidate, Confirm, held, named};
use super::{StaffBar, WhenWhole};
use crate::components::{ButtonLink, ButtonLook, CountRow, Drawing, Empty, Roll, SelectField};
use crate::route::Screen;
use crate::state::ChildToday;
use crate::storage::settings;
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn QueuePage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::queue_title) back=Screen::Today.path() />
        <main class="page stack" id="main">
            <WhenWhole><Queue /></WhenWhole>
        </main>
    }
}

#[component]
fn Queue() -> impl IntoView {
    let model = Model::get();
    // The group that today's list showed last, else my own, as there.
    let group = RwSignal::new(settings::load().group.unwrap_or_default());
    Effect::new(move |_| {
        let (groups, me) = (model.roster.with(|roster| roster.groups.clone()), model.me());
        let picked = group.get_untracked();
        if groups.iter().any(|(id, _)| id.to_string() == picked) {
            return;
        }
        let mine = |(id, _): &&(GroupId, Group)| {
            model.with_group(*id).iter().any(|with| Some(with.id) == me)
        };
        let found = groups.iter().find(mine).or(groups.first());
        group.set(found.map(|(id, _)| id.to_string()).unwrap_or_default());
    });
    let options = Signal::derive(move || {
        model.roster.with(|roster| {
            let groups = roster.groups.iter();
            groups.map(|(id, g)| (id.to_string(), format!("{} · {}", g.name, g.room))).collect()
        })
    });
    let order = Memo::new(move |_| {
        let id = group.with(|group| group.parse::<GroupId>().ok());
        id.map(|id| in_order(model, id)).unwrap_or_default()
    });
    // Where they walk to.
    let at = move || {
        let id = group.with(|group| group.parse::<GroupId>().ok())?;
        let of = |(other, _): &&(GroupId, Group)| *other == id;
        let found = model.roster.with(|roster| roster.groups.iter().find(of).cloned());
        let classes = found?.1.classes;
        places_line(model, |class| classes.contains(&class))
    };
    // Somebody came who was not here yet: the child is no longer last.
    Effect::new(move |before: Option<(String, BTreeSet<ChildId>)>| {
        let now: BTreeSet<ChildId> = order
            .with(|order| order.iter().copied().filter(|id| waits(model, *id).is_some()).collect());
        let shown = group.get();
        if let Some((_, before)) = before.filter(|(before, _)| *before == shown) {
            let came = |id: &ChildId| now.contains(id) && !before.contains(id);
            if model.later.with_untracked(|(_, ids)| ids.iter().any(came)) {
                model.later.update(|(_, ids)| ids.retain(|id| !came(id)));
            }
        }
        (shown, now)
    });
    let picked = RwSignal::new(None::<ChildId>);
    view! {
        <SelectField id="queue-group" label=t(words::group) value=group options />
        <p class="soft small">{t(words::queue_note)}</p>
        {move || at().map(|words| view! { <p>{words}</p> })}
        <Roll label=t(words::queue_title)>
            <For each=move || order.get() key=|id| *id let:id>
                <Next id picked />
            </For>
        </Roll>
        {move || order.with(Vec::is_empty).then(|| view! {
            <Empty drawing=Drawing::School words=t(words::queue_none) />
        })}
    }
}

/// The children of a group who are in care: for whom somebody waits at the gate first, as
/// they came; then whoever leaves at a stated time, then by class and number as they walk;
/// whose collector was not here yet last. Follows the rows.
fn in_order(model: Model, group: GroupId) -> Vec<ChildId> {
    let Some(frame) = model.frame.get() else { return vec![] };
    let day = model.day.get();
    let later = model.later.with(|(on, ids)| if *on == day { ids.clone() } else { vec![] });
    let Room { here, out } = Room::of(model, group);
    let leaves_at = |child: &ChildToday| {
        let at = Block::ALL.into_iter().filter_map(|b| child.expected(b, &frame, day).leaves_at);
        at.min().map_or(u16::MAX, u16::from)
    };
    let mut all: Vec<ChildToday> = here.into_iter().chain(out).collect();
    all.sort_by_cached_key(|child| {
        let last = later.iter().position(|id| *id == child.id).map_or(0, |at| at + 1);
        let waits = waits(model, child.id).map_or(i64::MAX, |arrival| arrival.at.0);
        (last, waits, leaves_at(child), child.card.class_name.clone(), child.card.number)
    });
    all.into_iter().map(|child| child.id).collect()
}

/// Whether the child's collector was not here yet, today. Follows clock and taps.
fn is_later(model: Model, id: ChildId) -> bool {
    let today = model.day.get();
    model.later.with(|(day, ids)| *day == today && ids.contains(&id))
}

/// Moves a child to the end of the queue, or back to its place.
fn toggle_later(model: Model, id: ChildId) {
    let today = model.day.get_untracked();
    model.later.update(|(day, ids)| {
        if *day != today {
            (*day, *ids) = (today, vec![]);
        }
        match ids.iter().position(|other| *other == id) {
            Some(at) => drop(ids.remove(at)),
            None => ids.push(id),
        }
    });
}

/// A child, and under it the second tap.
#[component]
fn Next(
    /// The child.
    id: ChildId,
    /// Whose usual collector is picked.
    picked: RwSignal<Option<ChildId>>,
) -> impl IntoView {
    let model = Model::get();
    let child = Memo::new(move |_| model.child(id));
    // Nobody for a child on hold: the child's own screen says what to do first.
    let usual = Memo::new(move |_| -> Option<Candidate> {
        let child = child.get()?;
        if held(model, &child) { None } else { named(model, &child).into_iter().next() }
    });
    let name = move || child.with(|c| c.as_ref().map(|c| c.card.name.clone())).unwrap_or_default();
    let who = move || match usual.get() {
        None => t(words::queue_open).to_owned(),
        Some(person) if person.basis == Basis::WalksAlone => t(words::state_alone).to_owned(),
        Some(person) => format!("{} {}", person.relation, person.name),
    };
    let note = move || {
        let card = child.with(|c| c.as_ref().map(|c| c.card.clone()));
        let number = card.map(|card| format!("{} {:02}", card.class_name, card.number));
        let gate = waits(model, id).map(|arrival| {
            fill(words::queue_at_gate, &[&who_waits(&arrival), &format::time(arrival.at)])
        });
        let parts = [number, Some(who()), gate].into_iter().flatten();
        parts.collect::<Vec<_>>().join(" · ")
    };
    let navigate = leptos_router::hooks::use_navigate();
    let tap = move |()| match usual.with_untracked(Option::is_some) {
        true => picked.update(|picked| *picked = (*picked != Some(id)).then_some(id)),
        false => navigate(&Screen::Child(id).path(), Default::default()),
    };
    let open = Memo::new(move |_| picked.get() == Some(id));
    let confirm = move || {
        let person = usual.get().filter(|_| open.get())?;
        Some(view! {
            <li>
                <Confirm person child=Signal::derive(move || child.get()) />
                <div class="card">
                    <ButtonLink look=ButtonLook::Quiet href=Screen::Child(id).path()>
                        {t(words::queue_other)}
                    </ButtonLink>
                </div>
            </li>
        })
    };
    view! {
        <CountRow
            surname=Signal::derive(move || surname(&name()))
            photo=MaybeProp::derive(move || model.portrait(id))
            name=Signal::derive(name) note=Signal::derive(note)
            good=Signal::derive(move || open.get())
            bad=Signal::derive(move || is_later(model, id))
            bad_word=t(words::queue_later)
            bad_label=Signal::derive(move || fill(words::queue_later_label, &[&name()]))
            on_good=tap
            on_bad=move |()| {
                picked.set(None);
                toggle_later(model, id);
            }
        />
        {confirm}
    }
}
