//! A hand-over on paper: A4, black on white, both sides sign.

use leptos::prelude::*;
use yuanliu_domain::group_day::{GroupEntry, GroupWhat};
use yuanliu_domain::hand_over::HandedOver;
use yuanliu_domain::id::{ActId, ChildId, GroupId};

use super::super::model::Model;
use super::super::{StaffBar, WhenWhole};
use super::form::with_allergy;
use super::{group_of, proof_words};
use crate::components::{Button, Drawing, Empty};
use crate::route::Screen;
use crate::text::{Word, fill, format, t, words};

/// The page: the paper as it will be printed.
#[component]
pub fn SheetPage(
    /// The group.
    group: GroupId,
    /// The hand-over.
    act: ActId,
) -> impl IntoView {
    let model = Model::get();
    let entry = Memo::new(move |_| {
        model.group_days.with(|days| {
            let entries = &days.get(&group)?.entries;
            entries.iter().find(|entry| entry.act == act).cloned()
        })
    });
    let print = move |()| {
        // Fails only where a browser has no printing; the hint says what to do.
        let _ = window().print();
    };
    let shown = move || match entry.get() {
        Some(GroupEntry { what: GroupWhat::HandedOver(given), at, happened, by_name, .. }) => {
            let time = happened.unwrap_or(at);
            let when = format!("{} {}", format::day(time.day()), format::time(time));
            view! {
                <Paper group when by_name given=*given />
                <div class="stack no-print">
                    <Button block=true on_press=print>{t(words::hand_over_print)}</Button>
                    <p class="soft small">{t(words::paper_print_hint)}</p>
                </div>
            }
            .into_any()
        }
        _ => view! { <Empty drawing=Drawing::Paper words=t(words::sheet_none) /> }.into_any(),
    };
    view! {
        <StaffBar title=t(words::sheet_title) back=Screen::Group(group).path() />
        <main class="page stack" id="main"><WhenWhole>{shown}</WhenWhole></main>
    }
}

#[component]
fn Paper(
    /// The group.
    group: GroupId,
    /// When, in words.
    when: String,
    /// Who gave it.
    by_name: String,
    /// What was handed over.
    given: HandedOver,
) -> impl IntoView {
    let model = Model::get();
    let school = model.frame.with(|frame| frame.as_ref().map(|frame| frame.school.name.clone()));
    let card = group_of(model, group);
    let place = card.map(|g| format!("{} · {}", g.name, g.room)).unwrap_or_default();
    let line = |word: Word, text: String| {
        (!text.is_empty()).then(|| view! { <div><dt>{t(word)}</dt><dd>{text}</dd></div> })
    };
    let names = |word: Word, children: &[ChildId]| {
        let name = |id: &ChildId| match model.child(*id) {
            Some(child) => with_allergy(model, &child),
            None => t(words::sheet_away).to_owned(),
        };
        let rows: Vec<_> = children.iter().map(|id| view! { <li>{name(id)}</li> }).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h3>{t(word)}</h3>
                <ul class="columns">{rows}</ul>
            }
        })
    };
    let proof = fill(words::in_brackets, &[&proof_words(given.proof)]);
    let to = format!("{}{proof}", given.to.name);
    let counts: [&dyn std::fmt::Display; 3] = [&given.children.len(), &given.given, &given.taken];
    view! {
        <article class="paper">
            <p class="center">{school}</p>
            <h2 class="center">{t(words::sheet_title)}</h2>
            <dl>
                {line(words::sheet_group, place)}
                {line(words::sheet_when, when)}
                {line(words::sheet_from, by_name)}
                {line(words::sheet_to, to)}
                {line(words::sheet_counts, fill(words::sheet_counts_are, &counts))}
                {line(words::sheet_differs, given.reason)}
                {line(words::sheet_notes, given.notes)}
            </dl>
            {names(words::sheet_children, &given.children)}
            {names(words::sheet_out, &given.out)}
            <p>{t(words::sheet_signs)}</p>
        </article>
    }
}
