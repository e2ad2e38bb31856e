//! Waiting points 接送点 and the rain version 雨天放学 (S13): called by the duty leader with
//! one tap, read by everybody, ended by an entry. A school without a place for rain sees
//! nothing of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::day_change::{ChangesSaid, DayChangeEnded, Said, What};
use yuanliu_domain::id::{ActId, ClassId};
use yuanliu_domain::school::{DayChanged, Scope};

use super::model::Model;
use super::noted::Noted;
use super::undoable::{LastDone, Undoable, WayBack};
use crate::components::{Button, ButtonLook, Cell, CellGroup, Notice, NoticeTone};
use crate::state::{Draft, Frame};
use crate::text::{fill, format, series, t, words};

/// Whether the rain version holds today; follows the rows.
fn rains(model: Model) -> bool {
    model.frame.with(|frame| frame.as_ref().is_some_and(|frame| frame.rain().next().is_some()))
}

/// Where the children of these classes are handed over today: 体育馆门口（三年级1班、三年级2班）;
/// where it is one place for all of them, the place alone. Empty when the school says nothing about it. Follows the rows.
pub fn places(model: Model, wanted: impl Fn(ClassId) -> bool) -> String {
    let Some(frame) = model.frame.get() else { return String::new() };
    let mut places: Vec<(String, Vec<String>)> = vec![];
    let mut all = 0;
    model.roster.with(|roster| {
        for (id, class) in roster.classes.iter().filter(|(id, _)| wanted(*id)) {
            all += 1;
            let Some(place) = frame.place(*id, class.grade) else { continue };
            match places.iter_mut().find(|(known, _)| known == place) {
                Some((_, classes)) => classes.push(class.name.clone()),
                None => places.push((place.to_owned(), vec![class.name.clone()])),
            }
        }
    });
    if let [(place, classes)] = &places[..]
        && classes.len() == all
    {
        return place.clone();
    }
    let said = |(place, classes): (String, Vec<String>)| {
        format!("{place}{}", fill(words::in_brackets, &[&series(&classes)]))
    };
    places.into_iter().map(said).collect::<Vec<_>>().join(t(words::between_clauses))
}

/// The same as a sentence of its own; `None` when there is nothing to say.
pub fn places_line(model: Model, wanted: impl Fn(ClassId) -> bool) -> Option<String> {
    let places = places(model, wanted);
    let word = if rains(model) { words::rain_places } else { words::point_places };
    (!places.is_empty()).then(|| fill(word, &[&places]))
}

/// Where a child of this class goes: 接送点：体育馆门口（雨天）. Follows the rows.
pub fn place_line(model: Model, class: ClassId, grade: u8) -> Option<String> {
    let frame = model.frame.get()?;
    Some(point_words(&frame, frame.place(class, grade)?))
}

fn point_words(frame: &Frame, place: &str) -> String {
    let rain = frame.rain().next().is_some();
    fill(if rain { words::point_rain } else { words::point_is }, &[&place])
}

/// Who said what of the rain version today, newest first; follows the rows.
fn said(model: Model) -> Vec<Said> {
    let audience = Audience::Day(model.day.get());
    let row: Option<ChangesSaid> = model.space.replica.with(|replica| replica.get(audience, ""));
    let all = row.unwrap_or_default().list;
    let rain: BTreeSet<ActId> =
        all.iter().filter(|one| one.what == What::Rain).map(|one| one.act).collect();
    let about = |one: &Said| match &one.what {
        What::Rain => true,
        What::Ended(changes) => changes.iter().any(|change| rain.contains(change)),
    };
    all.into_iter().filter(about).rev().collect()
}

/// 16:18 周老师：雨天放学.
fn said_words(one: &Said) -> String {
    let what = match one.what {
        What::Rain => words::rain_title,
        What::Ended(_) => words::rain_over,
    };
    fill(words::rain_said_by, &[&format::time(one.at), &one.by_name, &t(what)])
}

/// Under the bar of every screen of the staff while it rains.
#[component]
pub fn RainBand() -> impl IntoView {
    let model = Model::get();
    let rainy = Memo::new(move |_| rains(model));
    // The first one who said so and has not taken it back.
    let by = Memo::new(move |_| {
        let holds = holding(model);
        let first = said(model).into_iter().rev().find(|one| holds.contains(&one.act));
        first.map(|one| format!("{} {}", format::time(one.at), one.by_name))
    });
    let words = move || {
        let mine = model.my_classes();
        let mine = places(model, |class| mine.contains(&class));
        let parts = [Some(t(words::rain_band).to_owned()), by.get(), Some(mine)];
        let parts = parts.into_iter().flatten();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <Show when=move || rainy.get()>
            <Notice strip=true tone=NoticeTone::Warning>{words}</Notice>
        </Show>
    }
}

/// The leader's one tap, and its end.
#[component]
pub fn RainToday(
    /// The screen's other notes: one bar at a time says what was done.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let gesture = Undoable::new();
    Effect::new(move |_| {
        if noted.done.with(Option::is_some) {
            gesture.hush();
        }
    });
    let rainy = Memo::new(move |_| rains(model));
    let offered = Memo::new(move |_| {
        let knows = |frame: &Frame| frame.points.know_rain();
        rainy.get() || model.frame.with(|frame| frame.as_ref().is_some_and(knows))
    });
    let calls = move |()| {
        noted.done.set(None);
        call(model, gesture, true);
    };
    let ends = move |()| {
        noted.done.set(None);
        end(model, gesture, untrack(|| holding(model)), true);
    };
    let button = move || match rainy.get() {
        true => view! {
            <Button look=ButtonLook::Quiet block=true busy=gesture.busy on_press=ends>
                {t(words::rain_end)}
            </Button>
        }
        .into_any(),
        false => view! {
            <p class="soft small">{t(words::rain_note)}</p>
            <Button look=ButtonLook::Quiet block=true busy=gesture.busy on_press=calls>
                {t(words::rain_call)}
            </Button>
        }
        .into_any(),
    };
    let entries = move || {
        let said = said(model);
        (!said.is_empty()).then(|| {
            let cell = |one: &Said| view! { <Cell title=said_words(one) /> };
            let cells = said.iter().map(cell).collect_view();
            view! { <CellGroup>{cells}</CellGroup> }
        })
    };
    view! {
        <Show when=move || offered.get()>
            <section class="section">
                <h2 class="section-title">{t(words::rain_title)}</h2>
                {move || places_line(model, |_| true).map(|words| view! { <p>{words}</p> })}
                <div class="stack stack-s no-print">{button}</div>
                {entries}
            </section>
        </Show>
        <LastDone of=gesture />
    }
}

/// The acts that call it now; follows the rows.
fn holding(model: Model) -> Vec<ActId> {
    let of = |frame: &Frame| frame.rain().map(|change| change.id).take(50).collect();
    model.frame.with(|frame| frame.as_ref().map(of)).unwrap_or_default()
}

/// Calls the rain version.
fn call(model: Model, gesture: Undoable, undoable: bool) {
    let body = DayChanged {
        day: model.day.get_untracked(),
        scope: Scope::School,
        cancelled: BTreeSet::new(),
        ends: None,
        rain: true,
        text: words::rain_text.zh.to_owned(),
    };
    let undo: WayBack = Arc::new(move |acts: Vec<ActId>| end(model, gesture, acts, false));
    let said = t(if undoable { words::rain_said } else { words::em_said_undone }).to_owned();
    let draft = Draft::new(Subject::School, body);
    gesture.keep(model, vec![draft], said, undoable.then_some(undo));
}

/// It no longer holds, as far as these acts called it.
fn end(model: Model, gesture: Undoable, changes: Vec<ActId>, undoable: bool) {
    if changes.is_empty() {
        return;
    }
    let body = DayChangeEnded { day: model.day.get_untracked(), changes: changes.clone() };
    let undo: WayBack = Arc::new(move |_| call(model, gesture, false));
    let said = t(if undoable { words::rain_said_over } else { words::em_said_undone }).to_owned();
    let draft = Draft::new(Subject::School, body).building_on(changes);
    gesture.keep(model, vec![draft], said, undoable.then_some(undo));
}
