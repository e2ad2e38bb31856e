//! The coming weeks: what the official calendar says, what the office entered,
//! and what comes of both. A day that nobody knows is shown as such.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar::{OfficialDay, SchoolDay, official, school_day};
use yuanliu_domain::school::SchoolDaySet;
use yuanliu_domain::time::Day;

use super::day_form::DayForm;
use super::model::Office;
use crate::components::{
    Button, ButtonLook, Cell, CellButton, CellGroup, Notice, NoticeTone, Sheet,
};
use crate::text::{fill, format, t, words};

/// Weeks shown at first and with every 'more'.
const WEEKS: usize = 4;
/// Days ahead of which the office is reminded: what is not announced yet can wait.
const ASKED_AHEAD: i64 = 28;
/// A year ahead is far enough.
const MOST_WEEKS: usize = 52;

/// The calendar.
#[component]
pub fn Calendar() -> impl IntoView {
    let office = Office::get();
    let weeks = RwSignal::new(WEEKS);
    let editing = RwSignal::new(None::<Day>);
    let open = RwSignal::new(false);
    let edit = Callback::new(move |day: Day| {
        editing.set(Some(day));
        open.set(true);
    });
    let monday = Memo::new(move |_| {
        let today = office.day.get();
        today.plus(1 - i64::from(today.weekday().number()))
    });
    let mondays =
        move || (0..weeks.get()).map(|n| monday.get().plus(7 * n as i64)).collect::<Vec<_>>();
    let waiting = move || {
        let today = office.day.get();
        let days = (0..ASKED_AHEAD).map(|n| today.plus(n));
        days.filter(|day| waits(school_day_of(office, *day))).count()
    };
    let title = move || editing.get().map(format::day).unwrap_or_default();
    let form = move || editing.get().map(|day| view! { <DayForm day open /> });
    view! {
        <section class="section" aria-labelledby="calendar">
            <h2 class="section-title" id="calendar">{t(words::calendar_title)}</h2>
            {move || match waiting() {
                0 => ().into_any(),
                count => view! {
                    <Notice tone=NoticeTone::Warning>{fill(words::calendar_waiting, &[&count])}</Notice>
                }.into_any(),
            }}
        </section>
        <For each=mondays key=|monday| *monday let:monday>
            <Week monday edit />
        </For>
        <Show when=move || weeks.get() < MOST_WEEKS>
            <Button look=ButtonLook::Quiet on_press=move |()| weeks.update(|n| *n += WEEKS)>
                {t(words::calendar_more)}
            </Button>
        </Show>
        <Sheet open title=Signal::derive(title) close=t(words::close)>{form}</Sheet>
    }
}

#[component]
fn Week(
    /// Its Monday.
    monday: Day,
    /// Opens the sheet of a day.
    edit: Callback<Day>,
) -> impl IntoView {
    let office = Office::get();
    let title = format!("{} — {}", format::short_day(monday), format::short_day(monday.plus(6)));
    let days = move || {
        let today = office.day.get();
        (0..7).map(|n| monday.plus(n)).filter(|day| *day >= today).collect::<Vec<_>>()
    };
    let may_set = office.is_office();
    let row = move |day: Day| {
        let title = format::day(day);
        let note = Signal::derive(move || day_note(office, day));
        let result = move || result_words(school_day_of(office, day), day);
        match may_set {
            true => view! { <CellButton title note on_press=move |()| edit.run(day)>{result}</CellButton> }
                .into_any(),
            false => view! { <Cell title note>{result}</Cell> }.into_any(),
        }
    };
    view! {
        <CellGroup title>
            <For each=days key=|day| *day children=row />
        </CellGroup>
    }
}

fn entered(office: Office, day: Day) -> Option<SchoolDaySet> {
    office.space.replica.with(|replica| replica.get(Audience::Public, day))
}

/// What a date is for this school; follows the rows.
pub fn school_day_of(office: Office, day: Day) -> SchoolDay {
    school_day(day, entered(office, day).map(|set| set.entered()).as_ref())
}

fn waits(day: SchoolDay) -> bool {
    matches!(day, SchoolDay::MakeUpWithoutWeekday | SchoolDay::Unknown)
}

/// What the official calendar and the office say; follows the rows.
pub fn day_note(office: Office, day: Day) -> String {
    let official = match official(day) {
        OfficialDay::Workday => t(words::official_workday).to_owned(),
        OfficialDay::Weekend => t(words::official_weekend).to_owned(),
        OfficialDay::Holiday(name) => fill(words::official_holiday, &[&holiday(name)]),
        OfficialDay::MakeUp(name) => fill(words::official_make_up, &[&holiday(name)]),
        OfficialDay::Unknown => t(words::official_unknown).to_owned(),
    };
    match entered(office, day) {
        Some(_) => format!("{official} · {}", t(words::day_entered)),
        None => official,
    }
}

fn result_words(result: SchoolDay, day: Day) -> String {
    match result {
        SchoolDay::Open { follows } if follows == day.weekday() => t(words::day_open).to_owned(),
        SchoolDay::Open { follows } => fill(words::day_open_as, &[&format::weekday(follows)]),
        SchoolDay::Closed => t(words::day_closed).to_owned(),
        SchoolDay::MakeUpWithoutWeekday => t(words::day_needs_weekday).to_owned(),
        SchoolDay::Unknown => t(words::day_needs_entry).to_owned(),
    }
}

/// The calendar names its holidays in Chinese.
fn holiday(name: &'static str) -> &'static str {
    match name {
        "元旦" => t(words::holiday_new_year),
        "春节" => t(words::holiday_spring),
        "清明节" => t(words::holiday_qingming),
        "劳动节" => t(words::holiday_labour),
        "端午节" => t(words::holiday_dragon_boat),
        "中秋节" => t(words::holiday_mid_autumn),
        "国庆节" => t(words::holiday_national),
        other => other,
    }
}
