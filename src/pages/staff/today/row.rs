//! One child on today's list: a tap marks, takes in, selects or opens.

use leptos::prelude::*;
use yuanliu_domain::child_day::{Basis, Mark, State};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::school::{Block, Place};

use super::select::Selection;
use crate::components::{RollRow, Tone};
use crate::pages::staff::acts::{LastGesture, mark, take_in};
use crate::pages::staff::early::stands;
use crate::pages::staff::listed::Listed;
use crate::pages::staff::model::Model;
use crate::route::Screen;
use crate::state::ChildToday;
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

#[component]
pub fn Row(
    /// Its place on the list.
    at: usize,
    /// The list.
    rows: Memo<Vec<Listed>>,
    /// The group that marks.
    place: Callback<(), Option<Place>>,
    /// Which children are selected.
    selection: Selection,
    /// The screen's last gesture.
    gesture: LastGesture,
) -> impl IntoView {
    let model = Model::get();
    let this = Memo::new(move |_| rows.with(|rows| rows.get(at).cloned()));
    let hidden = Memo::new(move |_| this.with(Option::is_none));
    let id = Memo::new(move |_| this.with(|listed| listed.as_ref().map(|l| l.child.id)));
    let card = move || this.get().map(|l| l.child.card);
    // Late care ends early, and the family has not said that they come.
    let early =
        Memo::new(move |_| this.with(|listed| stands(model, &listed.as_ref()?.child)?.row_words()));
    let alert = move || alerts(model, id.get()?, card()?.allergy);
    let note = move || {
        let Some(listed) = this.get() else { return String::new() };
        let card = &listed.child.card;
        let number = format!("{} {:02}", card.class_name, card.number);
        let parts = [Some(number), listed.leaves_at, early.get().map(str::to_owned)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let badge = Memo::new(move |_| this.with(|listed| badge(listed.as_ref()?)));
    // What the row shows while its act is being stored.
    let under_way = Memo::new(move |_| {
        let id = id.get()?;
        let of = |all: &Vec<(ChildId, bool)>| all.iter().find(|(child, _)| *child == id).copied();
        gesture.under_way.with(of).map(|(_, tick)| tick)
    });
    let navigate = leptos_router::hooks::use_navigate();
    let tap = move |()| {
        let Some(listed) = this.get_untracked() else { return };
        if selection.on.get_untracked() {
            selection.toggle(listed.child.id);
            return;
        }
        if under_way.get_untracked().is_some() {
            return;
        }
        let (child, state) = (&listed.child, listed.child.day.state());
        let name = child.card.name.clone();
        let comes = untrack(|| arrives(model, &listed));
        match state {
            // From the activities into late care: where the child is now, with one tap.
            _ if comes => {
                let act = mark(model, child, Mark::Present, place.run(()));
                gesture.tick(model, act, fill(words::said_present, &[&name]));
            }
            // Here, or gone: the next thing is on the child's own screen.
            state if state.in_care() => {
                navigate(&Screen::Child(child.id).path(), Default::default())
            }
            State::Released(..) => navigate(&Screen::Child(child.id).path(), Default::default()),
            _ if listed.expected || listed.leave => {
                let act = mark(model, child, Mark::Present, place.run(()));
                gesture.tick(model, act, fill(words::said_present, &[&name]));
            }
            _ => {
                let act = take_in(model, child, place.run(()));
                gesture.tick(model, act, fill(words::said_taken_in, &[&name]));
            }
        }
    };
    let pressed = Memo::new(move |_| match selection.on.get() {
        true => id.get().is_some_and(|id| selection.has(id)),
        false => {
            let ticked = || this.with(|listed| listed.as_ref().is_some_and(Listed::ticked));
            under_way.get().unwrap_or_else(ticked)
        }
    });
    view! {
        <RollRow
            surname=Signal::derive(move || card().map(|c| surname(&c.name)).unwrap_or_default())
            name=Signal::derive(move || card().map(|c| c.name.clone()).unwrap_or_default())
            note=Signal::derive(note)
            alert=MaybeProp::derive(alert)
            photo=MaybeProp::derive(move || model.portrait(id.get()?))
            tone=MaybeProp::derive(move || badge.with(|b| b.as_ref().map(|(tone, _)| *tone)))
            state=MaybeProp::derive(move || badge.with(|b| b.as_ref().map(|(_, word)| word.clone())))
            present=pressed
            hidden
            busy=Signal::derive(move || under_way.get().is_some())
            on_tap=Callback::new(tap)
            href=Signal::derive(move || id.get().map(|id| Screen::Child(id).path()).unwrap_or_default())
            href_word=MaybeProp::derive(move || card().map(|c| fill(words::open_child, &[&c.name])))
        />
    }
}

/// What stands out beside a name: an allergy, a name that sounds the same. Follows the rows.
pub fn alerts(model: Model, id: ChildId, allergy: bool) -> Option<String> {
    let same = model.roster.with(|roster| !roster.sounds_like(id).is_empty());
    let alerts = [allergy.then(|| t(words::allergy)), same.then(|| t(words::sounds_same))];
    let alerts: Vec<_> = alerts.into_iter().flatten().collect();
    (!alerts.is_empty()).then(|| alerts.join(" · "))
}

/// Whether a tap brings the child from the activities into this late care, where it is
/// expected. Between groups of one block a tap opens: moving back is no slip of a thumb.
fn arrives(model: Model, listed: &Listed) -> bool {
    let Some(other) = listed.elsewhere().filter(|_| listed.expected) else { return false };
    let in_room = matches!(listed.child.day.state(), State::Received(_));
    in_room
        && model.roster.with(|roster| {
            let block = roster.groups.iter().find(|(id, _)| *id == other).map(|(_, g)| g.block);
            block == Some(Block::Activities) && listed.block == Block::LateCare
        })
}

/// The badge of a row: where the child is, when it is in another group.
fn badge(listed: &Listed) -> Option<(Tone, String)> {
    let place = listed.child.day.place().filter(|_| !listed.here());
    match (listed.child.day.state(), place) {
        (State::Received(_), Some(place)) => {
            Some((Tone::Expected, fill(words::state_in, &[&place.name])))
        }
        _ => state_badge(&listed.child, listed.leave, listed.expected),
    }
}

/// The state worth a badge in a list, if any.
pub fn state_badge(child: &ChildToday, leave: bool, expected: bool) -> Option<(Tone, String)> {
    let said = |tone, word| Some((tone, t(word).to_owned()));
    match child.day.state() {
        State::Released(_, release) if release.basis == Basis::WalksAlone => {
            said(Tone::Left, words::state_alone)
        }
        State::Released(..) => said(Tone::Left, words::state_released),
        State::LeftAtLessonsEnd => said(Tone::Left, words::left),
        State::Absent => said(Tone::Leave, words::state_absent),
        State::NotHere if leave => said(Tone::Leave, words::on_leave),
        State::NotHere => said(Tone::Missing, words::not_here),
        // It stands out: somebody has to think of this child until it is back.
        State::OutOfRoom => Some((Tone::Missing, out_since(child))),
        State::WithEscort => said(Tone::Present, words::state_escort),
        State::Returned => said(Tone::Present, words::state_returned),
        State::Received(_) | State::NotYet | State::Staying if child.unsettled => {
            said(Tone::Hold, words::stays_for_now)
        }
        State::Received(_) => None,
        State::NotYet | State::Staying if leave => said(Tone::Leave, words::on_leave),
        State::NotYet | State::Staying if !expected => said(Tone::Leave, words::not_expected),
        State::NotYet | State::Staying => None,
    }
}

/// 'Out since 15:50'.
fn out_since(child: &ChildToday) -> String {
    let since = child.day.last().map(|entry| format::time(entry.happened.unwrap_or(entry.at)));
    fill(words::state_out_since, &[&since.unwrap_or_default()])
}
