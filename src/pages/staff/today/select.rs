//! Many children at once (T3): into another group, to late care, out of the room and back.
//! One tap confirms and one gesture undoes it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::child_day::{Mark, State};
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::school::{Block, Place};
use yuanliu_domain::whereabouts::in_the_room;

use crate::components::{Button, ButtonLook, Notice, SelectField};
use crate::pages::staff::acts::{LastGesture, mark};
use crate::pages::staff::listed::{Listed, late_place, place};
use crate::pages::staff::model::{Model, Roster};
use crate::state::ChildToday;
use crate::text::{fill, t, words};

/// The answer of the list of groups that sends each child to the own late-care group.
const LATE: &str = "late";

/// Which children are selected, and whether taps select at all. A handle.
#[derive(Clone, Copy)]
pub struct Selection {
    /// A tap on a row selects.
    pub on: RwSignal<bool>,
    ids: RwSignal<BTreeSet<ChildId>>,
    to: RwSignal<String>,
}

impl Selection {
    /// Nobody.
    pub fn new() -> Selection {
        Selection {
            on: RwSignal::new(false),
            ids: RwSignal::new(BTreeSet::new()),
            to: RwSignal::new(String::new()),
        }
    }

    /// Whether a child is selected.
    pub fn has(&self, id: ChildId) -> bool {
        self.ids.with(|ids| ids.contains(&id))
    }

    /// Selects a child, or no longer.
    pub fn toggle(&self, id: ChildId) {
        self.ids.update(|ids| {
            if !ids.remove(&id) {
                ids.insert(id);
            }
        });
    }

    /// Begins, with these children.
    pub fn begin(&self, ids: impl IntoIterator<Item = ChildId>) {
        self.ids.set(ids.into_iter().collect());
        self.to.set(String::new());
        self.on.set(true);
    }

    /// The same, on the way to late care.
    pub fn begin_late(&self, ids: impl IntoIterator<Item = ChildId>) {
        self.begin(ids);
        self.to.set(LATE.into());
    }

    /// Ends.
    pub fn end(&self) {
        self.on.set(false);
        self.ids.set(BTreeSet::new());
    }
}

/// Who of a list goes to late care from here: in this group's care, and expected there.
/// Follows the rows.
pub fn for_late(model: Model, list: &[Listed]) -> Vec<ChildId> {
    let Some(frame) = model.frame.get() else { return vec![] };
    let late_care = |roster: &Roster| roster.groups.iter().any(|(_, g)| g.block == Block::LateCare);
    if !model.roster.with(|roster| late_care(roster)) {
        return vec![];
    }
    let day = model.day.get();
    let stays = |l: &&Listed| {
        l.here()
            && l.block == Block::Activities
            && l.child.expected(Block::LateCare, &frame, day).yes
    };
    list.iter().filter(stays).map(|l| l.child.id).collect()
}

/// What is done with the selected children; stands at the foot of the screen.
#[component]
pub fn SelectBar(
    /// The selection.
    selection: Selection,
    /// The list.
    list: Memo<Vec<Listed>>,
    /// The group whose list it is.
    group: Signal<Option<GroupId>>,
    /// The screen's last gesture.
    gesture: LastGesture,
) -> impl IntoView {
    let model = Model::get();
    let to = selection.to;
    // In care, wherever: a child that was found by searching may stand in another group.
    let chosen = Memo::new(move |_| {
        let ids = selection.ids.get();
        let roster = model.roster.get();
        let cards = roster.children.iter().filter(|(id, _)| ids.contains(id));
        let children = model.children(cards).into_iter();
        children.filter(|child| child.day.state().in_care()).collect::<Vec<_>>()
    });
    let count = move |of: fn(&ChildToday) -> bool| {
        Memo::new(move |_| chosen.with(|all| all.iter().filter(|child| of(child)).count()))
    };
    let (inside, outside) = (count(|c| in_the_room(&c.day)), count(|c| !in_the_room(&c.day)));
    let all = count(|_| true);
    let groups = move || {
        let here = group.get();
        let plan = model.plan.get();
        model.roster.with(|roster| {
            let block =
                roster.groups.iter().find(|(id, _)| Some(*id) == here).map(|(_, g)| g.block);
            let others = roster
                .groups
                .iter()
                .filter(|(id, g)| Some(*id) != here && Some(g.block) == block && !plan.ended(*id));
            (block, others.cloned().collect::<Vec<_>>())
        })
    };
    let options = Signal::derive(move || {
        let (block, others) = groups();
        let mut options = vec![(String::new(), t(words::move_choose).to_owned())];
        if block == Some(Block::Activities) {
            options.push((LATE.into(), t(words::move_late).to_owned()));
        }
        options.extend(
            others.iter().map(|(id, g)| (id.to_string(), format!("{} · {}", g.name, g.room))),
        );
        options
    });
    let target = move || {
        let to = to.get();
        let (_, others) = groups();
        others.into_iter().find(|(id, _)| id.to_string() == to).map(|(id, g)| place(id, &g))
    };
    let keep =
        move |value: Option<Mark>, to: &dyn Fn(&ChildToday) -> Option<Place>, said: String| {
            let children = chosen.get_untracked();
            let drafts = children.iter().filter_map(|child| {
                let inside = in_the_room(&child.day);
                let mark_now = match (value, child.day.state()) {
                    // Who is out of the room stays so, in the other group.
                    (None, State::OutOfRoom) => Mark::OutOfRoom,
                    (None, State::WithEscort) => Mark::WithEscort,
                    (None, _) => Mark::Present,
                    (Some(Mark::OutOfRoom), _) if !inside => return None,
                    (Some(Mark::Present), _) if inside => return None,
                    (Some(value), _) => value,
                };
                Some(mark(model, child, mark_now, to(child)))
            });
            if gesture.keep(model, drafts.collect(), said) {
                selection.end();
            }
        };
    let stays = |child: &ChildToday| child.day.place().cloned();
    let moves = move |()| {
        let n = all.get_untracked();
        match untrack(target) {
            Some(place) => {
                let said = fill(words::said_moved, &[&n, &place.name]);
                keep(None, &move |_| Some(place.clone()), said);
            }
            // A group that went meanwhile: its answer is no longer offered.
            None if to.with_untracked(|to| to != LATE) => {}
            None => {
                let late = move |child: &ChildToday| untrack(|| late_place(model, child));
                keep(None, &late, fill(words::said_late, &[&n]));
            }
        }
    };
    let out = move |()| {
        keep(Some(Mark::OutOfRoom), &stays, fill(words::said_some_out, &[&inside.get_untracked()]));
    };
    let back = move |()| {
        keep(Some(Mark::Present), &stays, fill(words::said_some_back, &[&outside.get_untracked()]));
    };
    let move_words = move || match target() {
        Some(place) => fill(words::these_move, &[&all.get(), &place.name]),
        None => fill(words::these_late, &[&all.get()]),
    };
    let everybody = move |()| {
        let here = list.with_untracked(|list| {
            list.iter().filter(|l| l.here()).map(|l| l.child.id).collect::<BTreeSet<_>>()
        });
        selection.ids.set(here);
    };
    let none_here = move || all.get() == 0 && selection.ids.with(|ids| !ids.is_empty());
    view! {
        <div class="foot foot-raised" role="group" aria-label=t(words::select)>
            <p class="row row-between" role="status">
                <strong>{move || fill(words::selected, &[&selection.ids.with(BTreeSet::len)])}</strong>
                <span class="soft small">{t(words::select_hint)}</span>
            </p>
            {move || none_here().then(|| view! { <Notice>{t(words::nobody_to_move)}</Notice> })}
            <Show when=move || { all.get() > 0 }>
                <SelectField id="move-to" label=t(words::move_to) value=to options />
                <Show when=move || !to.with(String::is_empty)>
                    <Button block=true on_press=moves>{move_words}</Button>
                </Show>
            </Show>
            <div class="row">
                <Show when=move || { inside.get() > 0 }>
                    <Button look=ButtonLook::Quiet small=true on_press=out>
                        {move || fill(words::these_out, &[&inside.get()])}
                    </Button>
                </Show>
                <Show when=move || { outside.get() > 0 }>
                    <Button look=ButtonLook::Quiet small=true on_press=back>
                        {move || fill(words::these_back, &[&outside.get()])}
                    </Button>
                </Show>
                <Button look=ButtonLook::Plain small=true on_press=everybody>{t(words::select_all)}</Button>
                <Button look=ButtonLook::Plain small=true on_press=move |()| selection.end()>
                    {t(words::select_done)}
                </Button>
            </div>
        </div>
    }
}
