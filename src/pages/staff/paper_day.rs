//! A paper day (G6): today's lists and who may collect, printed before the first release,
//! so that tablets may fail. Names and relations: no telephone numbers, no health, no
//! reasons (R8). What is written on it is entered later (`later.rs`).

use std::collections::BTreeMap;

use leptos::prelude::*;
use yuanliu_domain::child_day::Basis;
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::school::{Block, Group};

use super::cards::{Numbered, Passes, all_cards, all_passes, would_count};
use super::child::state_now;
use super::listed::{self, Listed};
use super::model::Model;
use super::rain::places_line;
use super::release::{Candidate, held, with_cards};
use super::sheets::KeptSheets;
use super::staying::names;
use super::{StaffBar, WhenWhole};
use crate::components::{Button, Drawing, Empty, SelectField, Tone};
use crate::route::Screen;
use crate::text::{fill, format, series, t, words};

/// Rows that stay empty, for children who are taken in on the spot.
const EMPTY_ROWS: usize = 3;

/// The page: the paper as it will be printed.
#[component]
pub fn PaperDayPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::paper_day_title) back=Screen::Today.path() />
        <main class="page page-wide stack" id="main"><WhenWhole><Sheets /><KeptSheets /></WhenWhole></main>
    }
}

/// A row of a sheet.
#[derive(Clone, Default, PartialEq)]
struct Line {
    /// Class and number.
    number: String,
    name: String,
    /// Leave, already collected, when it leaves.
    state: String,
    collectors: String,
}

/// The sheet of one group.
#[derive(Clone, PartialEq)]
struct Sheet {
    title: String,
    staff: String,
    /// Where its children are handed over.
    places: Option<String>,
    lines: Vec<Line>,
}

#[component]
fn Sheets() -> impl IntoView {
    let model = Model::get();
    let picked = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t(words::paper_day_all).to_owned())];
        model.roster.with(|roster| {
            let groups = roster.groups.iter();
            options.extend(groups.map(|(id, group)| (id.to_string(), group_name(group))));
        });
        options
    });
    let sheets = Memo::new(move |_| {
        let picked = picked.get();
        let groups = model.roster.with(|roster| roster.groups.clone());
        let wanted = |id: &GroupId| picked.is_empty() || id.to_string() == picked;
        let (cards, passes) = (all_cards(model), all_passes(model));
        let sheets = groups.into_iter().filter(|(id, _)| wanted(id));
        let sheets = sheets.map(|(id, group)| sheet(model, id, &group, (&cards, &passes)));
        sheets.filter(|sheet| !sheet.lines.is_empty()).collect::<Vec<_>>()
    });
    let print = move |()| {
        // Fails only where a browser has no printing; the hint says what to do.
        let _ = window().print();
    };
    let papers = move || match sheets.with(Vec::is_empty) {
        true => {
            view! { <Empty drawing=Drawing::Paper words=t(words::paper_day_none) /> }.into_any()
        }
        false => {
            let sheets = sheets.get().into_iter();
            sheets.map(|sheet| view! { <Paper sheet /> }).collect_view().into_any()
        }
    };
    view! {
        <div class="stack no-print">
            <p>{t(words::paper_day_note)}</p>
            <SelectField id="paper-group" label=t(words::group) value=picked options />
            <Button block=true on_press=print>{t(words::paper_day_print)}</Button>
            <p class="soft small">{t(words::paper_print_hint)}</p>
        </div>
        {papers}
    }
}

#[component]
fn Paper(
    /// Whose.
    sheet: Sheet,
) -> impl IntoView {
    let model = Model::get();
    let school = model.frame.with(|frame| frame.as_ref().map(|frame| frame.school.name.clone()));
    let count = fill(words::paper_day_count, &[&sheet.lines.len()]);
    let head = [format::day(model.day.get_untracked()), sheet.title, sheet.staff, count];
    let head: Vec<String> = head.into_iter().filter(|part| !part.is_empty()).collect();
    // How old the list is, as the device knows it.
    let as_of = model.space.contact.get_untracked().map_or(model.space.now().at, |c| c.server);
    let heads = [
        words::paper_day_child,
        words::paper_day_who,
        words::paper_day_state,
        words::paper_day_here,
        words::paper_day_left,
        words::paper_day_by,
    ];
    let row = |line: Line| {
        view! {
            <tr>
                <td>{line.number}<br /><strong>{line.name}</strong></td>
                <td>{line.collectors}</td>
                <td>{line.state}</td>
                <td></td>
                <td></td>
                <td></td>
            </tr>
        }
    };
    let empty = std::iter::repeat_n(Line::default(), EMPTY_ROWS);
    let rows = sheet.lines.into_iter().chain(empty).map(row).collect_view();
    view! {
        <article class="paper paper-list">
            <h2>{school} " " {t(words::paper_day_title)}</h2>
            <p>{head.join(" · ")}</p>
            {sheet.places.map(|words| view! { <p>{words}</p> })}
            <table>
                <thead><tr>{heads.map(|word| view! { <th scope="col">{t(word)}</th> })}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p>{t(words::paper_day_sign)}</p>
            <p>{fill(words::paper_day_foot, &[&format::moment(as_of)])}</p>
        </article>
    }
}

fn group_name(group: &Group) -> String {
    let block = match group.block {
        Block::Activities => words::activities,
        Block::LateCare => words::late_care,
    };
    format!("{} · {} {}", t(block), group.name, group.room)
}

fn sheet(
    model: Model,
    id: GroupId,
    group: &Group,
    (cards, passes): (&BTreeMap<ChildId, Vec<Numbered>>, &Passes),
) -> Sheet {
    let line = |listed: Listed| {
        let child = &listed.child;
        let cards = cards.get(&child.id).cloned().unwrap_or_default();
        let mut who: Vec<String> = with_cards(model, child, cards).iter().map(collector).collect();
        let passes = passes.get(&child.id).into_iter().flatten();
        for (_, pass) in passes.filter(|(id, pass)| would_count(model, child, *id, pass)) {
            who.push(fill(words::paper_day_pass, &[&pass.relation, &pass.name]));
        }
        let mut collectors = series(who);
        // A mark, which the foot explains on every sheet: whoever stands in front of it
        // reads along (R11).
        if held(model, child) {
            collectors = fill(words::paper_day_hold, &[&collectors]);
        }
        let state = state_now(model, child).filter(|(tone, _)| *tone != Tone::Hold);
        let state = state.map(|(_, word)| word);
        let state = state.into_iter().chain(listed.leaves_at.clone()).collect::<Vec<_>>();
        Line {
            number: format!("{} {:02}", child.card.class_name, child.card.number),
            name: child.card.name.clone(),
            state: series(state),
            collectors,
        }
    };
    let listed = listed::of_group(model, id, group.block).into_iter();
    Sheet {
        title: group_name(group),
        staff: names(&model.with_group(id)),
        places: places_line(model, |class| group.classes.contains(&class)),
        lines: listed.map(line).collect(),
    }
}

/// 外婆周桂兰; for a child that may, 'walks alone'.
fn collector(person: &Candidate) -> String {
    match person.basis {
        Basis::WalksAlone => t(words::state_alone).to_owned(),
        Basis::Card => fill(words::paper_day_card, &[&person.relation, &person.name]),
        _ => fill(words::paper_day_person, &[&person.relation, &person.name]),
    }
}
