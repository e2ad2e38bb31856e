//! The activity log of all groups (T7): who has written nothing yet, who is out, what was
//! done, and for the leader and the office what reads like class teaching.

mod entry;
mod form;
mod log;
mod outing;
mod outing_count;
mod outing_one;
mod photos;

use leptos::prelude::*;
use yuanliu_domain::activity::{Activities, Flagged, Logged};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::outing::Outings;
use yuanliu_domain::school::Group;

use super::model::Model;
use super::undoable::{LastDone, Undoable};
use super::{StaffBar, WhenWhole};
use crate::components::{Cell, CellGroup, CellLink, Drawing, Empty, Notice, NoticeTone};
use crate::route::Screen;
use crate::text::{Word, fill, format, t, words};
use entry::{Entry, lines};
pub use log::LogPage;
pub use outing::OutingPage;

/// The frame of a page about what one group does: its name, and for whom the page is not.
#[component]
fn OfGroup(
    /// What the page is.
    title: Word,
    /// The group.
    id: GroupId,
    /// What is shown to staff who are with children.
    children: ChildrenFn,
) -> impl IntoView {
    let model = Model::get();
    let name = Memo::new(move |_| group_of(model, id).map(|group| group.name));
    let children = StoredValue::new(children);
    let empty = |drawing, word| view! { <Empty drawing words=t(word) /> }.into_any();
    let shown = move || match (name.get(), model.only_gate()) {
        (None, _) => empty(Drawing::Magnifier, words::no_such_group),
        (Some(_), true) => empty(Drawing::Paper, words::log_not_gate),
        (Some(name), false) => view! {
            <p><strong>{name}</strong></p>
            {children.with_value(|children| children())}
        }
        .into_any(),
    };
    view! {
        <StaffBar title=t(title) back=Screen::Group(id).path() />
        <main class="page stack" id="main"><WhenWhole>{shown}</WhenWhole></main>
    }
}

/// A group's card; follows the rows.
fn group_of(model: Model, id: GroupId) -> Option<Group> {
    let of = |(group, _): &&(GroupId, Group)| *group == id;
    model.roster.with(|roster| roster.groups.iter().find(of).map(|(_, group)| group.clone()))
}

/// A group's name; empty when the school no longer has it. Follows the rows.
fn name_of(model: Model, id: GroupId) -> String {
    group_of(model, id).map(|group| group.name).unwrap_or_default()
}

/// The log of a group today; follows the rows.
fn log_of(model: Model, id: GroupId) -> Activities {
    let audience = Audience::Day(model.day.get());
    model.space.replica.with(|replica| replica.get(audience, id)).unwrap_or_default()
}

/// The outings of a group today; follows the rows.
fn outings_of(model: Model, id: GroupId) -> Outings {
    let audience = Audience::Day(model.day.get());
    model.space.replica.with(|replica| replica.get(audience, id)).unwrap_or_default()
}

/// Groups that have children now and no entry today, in the order of the school's lists.
/// Follows the rows.
fn without(model: Model) -> Vec<(GroupId, String)> {
    let here = model.picture.with(|picture| {
        let here = picture.groups.iter().filter(|(.., numbers)| numbers.present > 0);
        here.map(|(id, group, _)| (*id, group.name.clone())).collect::<Vec<_>>()
    });
    let day = Audience::Day(model.day.get());
    model.space.replica.with(|replica| {
        let wrote = |id: &GroupId| {
            let log = replica.row::<Activities>(day, id);
            log.is_some_and(|log| log.counting().next().is_some())
        };
        here.into_iter().filter(|(id, _)| !wrote(id)).collect()
    })
}

/// What reads like class teaching: of the last 30 days where this device may read it, else
/// of today. The latest first; follows the rows.
fn flagged(model: Model) -> Vec<(GroupId, Logged)> {
    let day = model.day.get();
    let rows = model.space.replica.with(|r| r.list::<Flagged>(Audience::Leader));
    let recent = rows.into_iter().map(|(_, flagged)| flagged).filter(|one| one.is_recent(day));
    let mut found: Vec<(GroupId, Logged)> =
        recent.map(|flagged| (flagged.group, flagged.entry)).collect();
    // A shared tablet holds no row of the leader's, and today's log says it too.
    let today = model.space.replica.with(|r| r.list::<Activities>(Audience::Day(day)));
    for (key, log) in today {
        let Ok(group) = key.parse::<GroupId>() else { continue };
        for entry in log.counting().filter(|entry| !entry.flags.is_empty()) {
            if found.iter().all(|(_, other)| other.act != entry.act) {
                found.push((group, entry.clone()));
            }
        }
    }
    found.sort_by_key(|(_, entry)| std::cmp::Reverse((entry.at, entry.act)));
    found
}

/// The page.
#[component]
pub fn ActivitiesPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::log_all_title) back=Screen::Today.path() />
        <main class="page stack" id="main"><WhenWhole><Whole /></WhenWhole></main>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let model = Model::get();
    let done = Undoable::new();
    let missing = Memo::new(move |_| without(model));
    let rows = model.of_day::<GroupId, Activities>();
    let written = move || {
        let rows = rows.get();
        let groups = model.roster.with(|roster| roster.groups.clone());
        let groups: Vec<_> = groups.into_iter().filter(|(id, _)| rows.contains_key(id)).collect();
        if groups.is_empty() {
            return view! { <Empty drawing=Drawing::Paper words=t(words::log_empty) /> }.into_any();
        }
        let group = |(id, group): (GroupId, Group)| {
            let cells = rows.get(&id).map(|log| lines(log)).unwrap_or_default();
            let cells = cells.into_iter().map(|(title, note)| view! { <Cell title note /> });
            view! { <CellGroup title=group.name>{cells.collect_view()}</CellGroup> }
        };
        groups.into_iter().map(group).collect_view().into_any()
    };
    let to_write = move || {
        let missing = missing.get();
        if missing.is_empty() && rows.with(|rows| rows.is_empty()) {
            return ().into_any();
        }
        if missing.is_empty() {
            return view! { <p class="soft">{t(words::log_missing_none)}</p> }.into_any();
        }
        let title = fill(words::log_missing, &[&missing.len()]);
        let links = missing.into_iter().map(|(id, name)| {
            view! { <CellLink href=Screen::GroupLog(id).path() title=name /> }
        });
        view! {
            <CellGroup title>{links.collect_view()}</CellGroup>
            <p class="soft small">{t(words::log_missing_hint)}</p>
        }
        .into_any()
    };
    view! {
        <Out />
        {to_write}
        <Show when=move || model.leads()><Teaching done /></Show>
        {written}
        <LastDone of=done />
    }
}

/// What reads like class teaching, each with the way to strike it.
#[component]
fn Teaching(
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let found = Memo::new(move |_| flagged(model));
    let card = move |(group, entry): (GroupId, Logged)| {
        let name = format!("{} {}", format::short_day(entry.said.day), name_of(model, group));
        // Struck here only while its children are known: on its own day.
        let whole = untrack(|| log_of(model, group)).list.into_iter().find(|e| e.act == entry.act);
        view! {
            <p class="strong">{name}</p>
            <Entry group entry=whole.clone().unwrap_or(entry) done fixed=whole.is_none() />
        }
    };
    view! {
        <section class="section stack">
            <h2 class="section-title">{move || fill(words::log_flagged, &[&found.with(Vec::len)])}</h2>
            <p class="soft small">
                {move || match found.with(Vec::is_empty) {
                    true => t(words::log_flagged_none),
                    false => t(words::log_flagged_hint),
                }}
            </p>
            <For each=move || found.get() key=|(_, entry)| entry.act children=card />
        </section>
    }
}

/// Each group that left and is not back.
#[component]
fn Out() -> impl IntoView {
    let model = Model::get();
    let rows = model.of_day::<GroupId, Outings>();
    move || {
        let rows = rows.get();
        let out = rows.iter().filter_map(|(id, outings)| Some((*id, outings.out()?.clone())));
        out.map(|(id, outing)| {
            let words: [&dyn std::fmt::Display; 5] = [
                &name_of(model, id),
                &format::time(outing.at),
                &outing.said.destination,
                &outing.said.heads.counted,
                &outing.said.leads.name,
            ];
            let said = fill(words::outing_out_line, &words);
            view! {
                <Notice tone=NoticeTone::Warning title=t(words::outing_out)>
                    <a class="link link-block" href=Screen::GroupOuting(id).path()>{said}</a>
                </Notice>
            }
        })
        .collect_view()
    }
}

/// What the leader reads: who is out, and how many groups have no entry yet.
#[component]
pub fn ForLeader() -> impl IntoView {
    let model = Model::get();
    let missing = Memo::new(move |_| without(model).len());
    let flags = Memo::new(move |_| flagged(model).len());
    let note = move || match flags.get() {
        0 => None,
        count => Some(fill(words::log_flagged, &[&count])),
    };
    view! {
        <Out />
        <CellGroup>
            <CellLink
                href=Screen::Activities.path() title=t(words::log_title)
                note=MaybeProp::derive(note)
            >
                {move || fill(words::log_waiting, &[&missing.get()])}
            </CellLink>
        </CellGroup>
    }
}
