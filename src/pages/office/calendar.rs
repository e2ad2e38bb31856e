//! The coming weeks: what the official calendar says, what the office entered,
//! and what comes of both. A day that nobody knows is shown as such.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar::{OfficialDay, SchoolDay, official, school_day};
use yuanliu_domain::school::SchoolDaySet;
use yuanliu_domain::time::{Day, Weekday};

use super::errors::{Errors, Summary};
use super::model::Office;
use super::writing::{Failed, Writing};
use crate::components::{
    Button, ButtonLook, Cell, CellButton, CellGroup, ChoiceItem, Choices, Notice, NoticeTone, Sheet,
};
use crate::state::Draft;
use crate::text::{fill, format, t, words};

/// Weeks shown at first and with every 'more'.
const WEEKS: usize = 4;
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
        let (today, last) = (office.day.get(), monday.get().plus(7 * weeks.get() as i64));
        let days = (0..last.days_since(today)).map(|n| today.plus(n));
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

/// What the office enters about one date.
#[component]
fn DayForm(
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

fn entered(office: Office, day: Day) -> Option<SchoolDaySet> {
    office.space.replica.with(|replica| replica.get(Audience::Public, day))
}

fn school_day_of(office: Office, day: Day) -> SchoolDay {
    school_day(day, entered(office, day).map(|set| set.entered()).as_ref())
}

fn waits(day: SchoolDay) -> bool {
    matches!(day, SchoolDay::MakeUpWithoutWeekday | SchoolDay::Unknown)
}

fn day_note(office: Office, day: Day) -> String {
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
