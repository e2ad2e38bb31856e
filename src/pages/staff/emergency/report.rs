//! The result on A4: what was frozen, and beside it what came after the end.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use yuanliu_domain::emergency::{Counted, Emergency, End, Safety, Tally, merged};
use yuanliu_domain::id::ActId;

use super::calls;
use super::counting::{counted, name_of};
use crate::components::{Button, Drawing, Empty};
use crate::pages::staff::model::Model;
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::text::{Word, fill, format, t, words};

/// The counts of a result in words.
pub fn tally_words(tally: &Tally) -> String {
    fill(words::em_report_tally, &[&tally.safe, &tally.missing, &tally.unknown])
}

/// The page.
#[component]
pub fn ReportPage(
    /// The roll call.
    call: ActId,
) -> impl IntoView {
    view! {
        <StaffBar title=t(words::em_report) back=Screen::Emergency.path() />
        <main class="page stack" id="main">
            <WhenWhole><Report call /></WhenWhole>
        </main>
    }
}

#[component]
fn Report(
    /// The roll call.
    call: ActId,
) -> impl IntoView {
    let model = Model::get();
    let ended = Memo::new(move |_| {
        let all = calls(model);
        let end = all.iter().find(|(id, _)| *id == call)?.1.ends.first()?.clone();
        // Those that were started apart and ended together have one result.
        let mut joined = all;
        joined.retain(|(_, call)| call.ends.iter().any(|other| other.act == end.act));
        Some((end, joined))
    });
    let print = move |()| {
        // Fails only where a browser has no printing; the hint says what to do.
        let _ = window().print();
    };
    move || match ended.get() {
        None => {
            view! { <Empty drawing=Drawing::Paper words=t(words::em_report_none) /> }.into_any()
        }
        Some((end, joined)) => view! {
            <Paper end joined />
            <div class="stack no-print">
                <Button block=true on_press=print>{t(words::em_report_print)}</Button>
                <p class="soft small">{t(words::em_report_print_hint)}</p>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Paper(
    /// The result.
    end: End,
    /// The roll calls that it ended.
    joined: Vec<(ActId, Emergency)>,
) -> impl IntoView {
    let model = Model::get();
    let calls: BTreeSet<ActId> = joined.iter().map(|(id, _)| *id).collect();
    let mut rows = counted(model);
    rows.retain(|(_, row)| calls.contains(&row.emergency));
    let (late, in_time): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, row)| row.late);
    let line = |word: Word, text: String| {
        (!text.is_empty()).then(|| view! { <div><dt>{t(word)}</dt><dd>{text}</dd></div> })
    };
    let each = |say: fn(&Emergency) -> String| {
        let said: BTreeSet<String> = joined.iter().map(|(_, call)| say(call)).collect();
        let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
        said.join("\n")
    };
    let real = joined.iter().any(|(_, call)| call.started.real);
    let began = joined.iter().map(|(_, call)| call.at).min().unwrap_or(end.at);
    let minutes = (end.at.0 - began.0).max(0) / 60_000;
    let school = untrack(|| model.frame.get()).map(|frame| frame.school.name).unwrap_or_default();
    let start = each(|call| fill(words::em_started, &[&format::moment(call.at), &call.by_name]));
    let ended = format!("{} {}", format::moment(end.at), end.by_name);
    let others: Vec<String> = joined
        .iter()
        .flat_map(|(_, call)| &call.ends)
        .filter(|other| other.act != end.act)
        .map(|other| {
            let said = tally_words(&other.result);
            fill(words::em_report_other_end, &[&format::time(other.at), &other.by_name, &said])
        })
        .collect();
    view! {
        <article class="paper paper-card">
            <p class="center">{school}</p>
            <h2 class="center">{t(words::em_report)} {fill(words::in_brackets, &[&super::sort_of(real)])}</h2>
            <dl>
                {line(words::em_report_start, start)}
                {line(words::em_report_end, ended)}
                {line(words::em_report_minutes, fill(words::em_minutes, &[&minutes]))}
                {line(words::em_report_reason, each(|call| call.started.reason.clone()))}
                {line(words::em_report_place, each(|call| call.started.place.clone()))}
                {line(words::em_report_counts, tally_words(&end.result))}
                {line(words::em_report_not_safe, not_safe(model, &end))}
                {line(words::em_report_counters, counters(&in_time))}
                {line(words::em_report_note, end.note.clone())}
            </dl>
            {others.into_iter().map(|said| view! { <p>{said}</p> }).collect_view()}
            {more(&end, &in_time).map(|said| view! { <p>{said}</p> })}
            {(!late.is_empty()).then(|| view! { <h3>{t(words::em_report_late)}</h3> })}
            {late_lines(model, &late).into_iter().map(|said| view! { <p>{said}</p> }).collect_view()}
        </article>
    }
}

fn how(safety: Safety) -> &'static str {
    t(match safety {
        Safety::Safe => words::em_safe,
        Safety::Missing => words::em_missing,
        Safety::Unknown => words::em_unknown,
    })
}

fn name(model: Model, who: yuanliu_domain::emergency::Who) -> String {
    untrack(|| name_of(model, who)).unwrap_or_else(|| t(words::em_someone).to_owned())
}

fn not_safe(model: Model, end: &End) -> String {
    let line = |found: &yuanliu_domain::emergency::Found| {
        format!("{} {}", name(model, found.who), how(found.safety))
    };
    end.not_safe.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Who counted, and how often.
fn counters(rows: &[(ActId, Counted)]) -> String {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, row) in rows {
        *by.entry(&row.by_name).or_default() += row.found.len();
    }
    let line = |(name, count): (&str, usize)| fill(words::em_report_counter, &[&name, &count]);
    by.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What the school had before the end and the screen that ended it had not.
fn more(end: &End, rows: &[(ActId, Counted)]) -> Option<String> {
    let merged = merged(rows);
    let now = Tally::of(merged.keys(), &merged);
    let same = (now.safe, now.missing) == (end.result.safe, end.result.missing);
    (!same).then(|| fill(words::em_report_more, &[&now.safe, &now.missing]))
}

fn late_lines(model: Model, rows: &[(ActId, Counted)]) -> Vec<String> {
    let lines = rows.iter().flat_map(|(_, row)| {
        row.found.iter().map(move |found| {
            let said =
                fill(words::em_said_by, &[&format::time(row.at), &row.by_name, &how(found.safety)]);
            format!("{} · {said}", name(model, found.who))
        })
    });
    lines.collect()
}
