//! A group's day: who has it, head count, hand-over, cover, merging, and what was entered
//! (T2, T4, T15).

mod count;
mod cover;
mod form;
mod hand_over;
mod merge;
mod sheet;
mod taker;

pub use count::{CountSheet, Differs};
pub use sheet::SheetPage;

use leptos::prelude::*;
use yuanliu_domain::child_day::Proof;
use yuanliu_domain::group_day::{GroupDay, GroupEntry, GroupWhat};
use yuanliu_domain::id::GroupId;
use yuanliu_domain::school::Group;

use super::model::Model;
use super::{StaffBar, WhenWhole};
use crate::components::{
    Button, ButtonLook, CellGroup, CellLink, Drawing, Empty, Notice, Timeline, TimelineItem,
    TimelineWhen,
};
use crate::route::Screen;
use crate::text::{fill, format, series, t, words};
use cover::Cover;
use hand_over::HandOver;
use merge::Merge;

/// What is done on the page now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    HandOver,
    Cover,
    Merge,
}

/// The page.
#[component]
pub fn GroupPage(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    let model = Model::get();
    let group = Memo::new(move |_| group_of(model, id));
    let title = move || group.get().map(|group| group.name).unwrap_or_default();
    let there = Memo::new(move |_| group.get().is_some());
    view! {
        <StaffBar title=Signal::derive(title) back=Screen::Today.path() />
        <main class="page stack" id="main">
            <WhenWhole>
                {move || match there.get() {
                    true => view! { <Body id /> }.into_any(),
                    false => view! { <Empty drawing=Drawing::Magnifier words=t(words::no_such_group) /> }.into_any(),
                }}
            </WhenWhole>
        </main>
    }
}

#[component]
fn Body(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    let model = Model::get();
    let (counting, doing) = (RwSignal::new(false), RwSignal::new(None::<Doing>));
    let done = RwSignal::new(None::<String>);
    let with = move || now_with(model, id).unwrap_or_else(|| t(words::group_nobody).to_owned());
    let room = move || group_of(model, id).map(|group| group.room);
    let merged = move || {
        let words =
            model.group_days.with(|days| days.get(&id).and_then(|today| merged_words(today)))?;
        Some(view! { <Notice>{words}</Notice> })
    };
    let open = move |what: Doing| {
        move |()| {
            done.set(None);
            doing.set(Some(what));
        }
    };
    let finished = Callback::new(move |said: String| {
        doing.set(None);
        done.set(Some(said));
    });
    let panel = move || {
        Some(match doing.get()? {
            Doing::HandOver => view! { <HandOver group=id finished /> }.into_any(),
            Doing::Cover => view! { <Cover group=id finished /> }.into_any(),
            Doing::Merge => view! { <Merge group=id finished /> }.into_any(),
        })
    };
    view! {
        <div class="card section">
            <p class="strong">{with}</p>
            <p class="soft">{room}</p>
        </div>
        {merged}
        <div role="status">
            {move || done.get().map(|said| view! { <p class="strong">{said}</p> })}
        </div>
        <Show
            when=move || doing.get().is_none()
            fallback=move || view! {
                <Button look=ButtonLook::Plain small=true on_press=move |()| doing.set(None)>
                    {t(words::cancel)}
                </Button>
            }
        >
            <div class="columns">
                <Button look=ButtonLook::Quiet on_press=move |()| counting.set(true)>{t(words::head_count)}</Button>
                <Button look=ButtonLook::Quiet on_press=open(Doing::HandOver)>{t(words::hand_over_group)}</Button>
                <Button look=ButtonLook::Quiet on_press=open(Doing::Cover)>{t(words::cover)}</Button>
                <Button look=ButtonLook::Quiet on_press=open(Doing::Merge)>{t(words::merge)}</Button>
            </div>
        </Show>
        {panel}
        <Show when=move || !model.only_gate()>
            <CellGroup>
                <CellLink href=Screen::GroupLog(id).path() title=t(words::log_title) />
                <CellLink href=Screen::GroupOuting(id).path() title=t(words::outing_title) />
                <CellLink href=Screen::Incidents.path() title=t(words::incidents_title) />
                <CellLink href=Screen::Checks.path() title=t(words::checks_title) />
            </CellGroup>
        </Show>
        <CellGroup>
            <CellLink href=Screen::PaperDay.path() title=t(words::paper_day_link) />
            <CellLink href=Screen::Gate.path() title=t(words::gate_title) />
        </CellGroup>
        // Whoever counts reads no number first.
        <div class="stack" hidden=counting><History id /></div>
        <CountSheet group=Signal::derive(move || Some(id)) open=counting />
    }
}

/// What was entered today, and the sheets of it.
#[component]
fn History(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    let model = Model::get();
    let entries = Memo::new(move |_| {
        model
            .group_days
            .with(|days| days.get(&id).map(|today| today.entries.clone()).unwrap_or_default())
    });
    let items = Signal::derive(move || {
        let entries = entries.get();
        entries.iter().map(|entry| item(model, entry)).collect::<Vec<_>>()
    });
    let sheets = move || {
        let link = |entry: GroupEntry| {
            let GroupWhat::HandedOver(given) = &entry.what else { return None };
            let title = fill(words::group_sheet_of, &[&entry.by_name, &given.to.name]);
            let href = Screen::HandOverSheet(id, entry.act).path();
            Some(view! { <CellLink href title note=format::time(entry.time()) /> })
        };
        let links: Vec<_> = entries.get().into_iter().filter_map(link).collect();
        (!links.is_empty())
            .then(|| view! { <CellGroup title=t(words::group_sheets)>{links}</CellGroup> })
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::group_history)}</h2>
            {move || match entries.with(Vec::is_empty) {
                true => view! { <p>{t(words::group_no_history)}</p> }.into_any(),
                false => view! { <Timeline items /> }.into_any(),
            }}
        </section>
        {sheets}
    }
}

fn item(model: Model, entry: &GroupEntry) -> TimelineItem {
    TimelineItem {
        key: entry.act.to_string(),
        when: TimelineWhen::Past,
        time: format::time(entry.time()),
        words: entry_words(model, &entry.what),
        note: match entry.happened {
            Some(_) => {
                format!(
                    "{} · {}",
                    entry.by_name,
                    fill(words::entered_at, &[&format::time(entry.at)])
                )
            }
            None => entry.by_name.clone(),
        },
    }
}

fn entry_words(model: Model, what: &GroupWhat) -> String {
    match what {
        GroupWhat::Counted { counted, expected, .. } if counted == expected => {
            fill(words::count_entry, &[counted])
        }
        GroupWhat::Counted { counted, expected, reason } => {
            fill(words::count_entry_differs, &[counted, expected, reason])
        }
        GroupWhat::HandedOver(given) => {
            let counts: [&dyn std::fmt::Display; 4] =
                [&given.to.name, &given.children.len(), &given.given, &given.taken];
            let said = explained(fill(words::entry_handed_over, &counts), &given.reason);
            format!("{said} · {}", proof_words(given.proof))
        }
        GroupWhat::Covered { rostered, reason } => {
            let said = if *rostered { words::entry_covered } else { words::entry_covered_off };
            explained(t(said).to_owned(), reason)
        }
        GroupWhat::Merged(merged) => {
            let counts: [&dyn std::fmt::Display; 4] =
                [&merged.into.name, &merged.children.len(), &merged.given, &merged.taken];
            explained(fill(words::entry_merged, &counts), &merged.reason)
        }
        GroupWhat::Received { from, children } => {
            let name = group_of(model, *from).map(|group| group.name).unwrap_or_default();
            fill(words::entry_received, &[&name, children])
        }
    }
}

fn explained(said: String, reason: &str) -> String {
    match reason.is_empty() {
        true => said,
        false => fill(words::entry_reason, &[&said, &reason]),
    }
}

/// How firmly it is known that somebody took part, in words.
fn proof_words(proof: Proof) -> &'static str {
    match proof {
        Proof::Pin => t(words::proof_pin),
        Proof::Named => t(words::proof_named),
    }
}

/// A group's card; follows the rows.
fn group_of(model: Model, id: GroupId) -> Option<Group> {
    model.roster.with(|roster| {
        roster.groups.iter().find(|(group, _)| *group == id).map(|(_, group)| group.clone())
    })
}

/// Who has a group now, in words; follows the rows.
pub fn now_with(model: Model, id: GroupId) -> Option<String> {
    let with = model.with_group(id);
    let names: Vec<&str> = with.iter().map(|named| named.name.as_str()).collect();
    let taken =
        model.group_days.with(|days| days.get(&id).is_some_and(|today| today.holder().is_some()));
    let said = if taken { words::group_now_with } else { words::group_roster };
    (!names.is_empty()).then(|| fill(said, &[&series(&names)]))
}

/// A head count as the list says it: when, how many, whether as listed, by whom.
pub fn count_line(entry: &GroupEntry) -> Option<String> {
    let GroupWhat::Counted { counted, expected, .. } = &entry.what else { return None };
    let same = match counted == expected {
        true => t(words::count_same).to_owned(),
        false => fill(words::count_other, &[expected]),
    };
    Some(fill(words::count_last, &[&format::time(entry.time()), counted, &same, &entry.by_name]))
}

/// That a group went into another, in words.
pub fn merged_words(day: &GroupDay) -> Option<String> {
    let into = day.merged_into()?;
    let last = day.entries.iter().rev().find(|e| matches!(e.what, GroupWhat::Merged(_)))?;
    Some(fill(words::group_merged, &[&format::time(last.time()), &into.name]))
}
