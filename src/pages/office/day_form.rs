//! What the office enters about one date: school or not, and the weekday that a
//! make-up day 调休 follows.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::calendar::SchoolDay;
use yuanliu_domain::school::SchoolDaySet;
use yuanliu_domain::time::{Day, Weekday};

use super::calendar::{day_note, school_day_of};
use super::errors::{Errors, Summary};
use super::model::Office;
use super::writing::{Failed, Writing};
use crate::components::{Button, ChoiceItem, Choices};
use crate::state::Draft;
use crate::text::{fill, format, t, words};

/// The form.
#[component]
pub fn DayForm(
    /// The date.
    day: Day,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let now = untrack(|| school_day_of(office, day));
    let kind = RwSignal::new(match now {
        SchoolDay::Open { .. } | SchoolDay::MakeUpWithoutWeekday => "open".to_owned(),
        SchoolDay::Closed => "closed".to_owned(),
        SchoolDay::Unknown => String::new(),
    });
    let follows = RwSignal::new(match now {
        SchoolDay::Open { follows } => follows.number().to_string(),
        _ if Weekday::SCHOOL.contains(&day.weekday()) => day.weekday().number().to_string(),
        _ => String::new(),
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let is_open = kind.get_untracked() == "open";
        let chosen = follows.get_untracked().parse::<u8>().ok();
        let weekday = chosen.and_then(|number| Weekday::try_from(number).ok());
        let ok = errors.check([
            kind.get_untracked().is_empty().then_some(("day-kind", words::need_day_kind)),
            (is_open && weekday.is_none()).then_some(("day-follows", words::need_weekday)),
        ]);
        if !ok || writing.busy.get_untracked() {
            return;
        }
        // A day that follows its own weekday needs no other.
        let follows = weekday.filter(|weekday| is_open && *weekday != day.weekday());
        let body = SchoolDaySet { day, open: is_open, follows };
        let said = fill(words::day_said, &[&format::short_day(day)]);
        writing.keep(office, Draft::new(Subject::School, body), said, move || open.set(false));
    };
    let item = |key: &str, word: String| ChoiceItem {
        key: key.into(),
        word: word.into(),
        note: "".into(),
    };
    let kinds = vec![
        item("open", t(words::day_open).to_owned()),
        item("closed", t(words::day_closed).to_owned()),
    ];
    let weekdays =
        Weekday::SCHOOL.map(|w| item(&w.number().to_string(), format::weekday(w))).to_vec();
    let weekdays = StoredValue::new(weekdays);
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <p class="soft">{move || day_note(office, day)}</p>
            <Choices
                id="day-kind" legend=t(words::day_kind) items=kinds value=kind side=true
                error=errors.at("day-kind")
            />
            <Show when=move || kind.get() == "open">
                <Choices
                    id="day-follows" legend=t(words::day_follows) items=weekdays.get_value()
                    value=follows side=true error=errors.at("day-follows")
                />
            </Show>
            <Button submit=true block=true busy=writing.busy>{t(words::day_keep)}</Button>
        </form>
    }
}
