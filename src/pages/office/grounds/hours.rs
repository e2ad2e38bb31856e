//! Hours in which the grounds are open to the community: by weekday, and on certain dates.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::open_hours::{Hours, On, OpenHours};
use yuanliu_domain::school::School;
use yuanliu_domain::time::{Day, Minute, Weekday};

use crate::components::{Button, ButtonLook, CellButton, CellGroup, Field, FieldKind, Sheet};
use crate::pages::office::errors::{Errors, Summary};
use crate::pages::office::model::Office;
use crate::pages::office::writing::{Failed, Writing};
use crate::state::Draft;
use crate::text::{Word, fill, format, t, words};

/// What is said of a day; follows the rows.
fn said(office: Office, on: On) -> Option<Hours> {
    let row = |r: &yuanliu_sync::replica::Replica| r.get(Audience::Public, on.key());
    let said: Option<OpenHours> = office.space.replica.with(row);
    said?.hours
}

fn on_words(on: On) -> String {
    match on {
        On::Weekday(weekday) => format::weekday(weekday),
        On::Day(day) => format::day(day),
    }
}

/// The hours, and that late care is not over when they begin.
fn hours_words(office: Office, on: On) -> String {
    let Some(hours) = said(office, on) else { return t(words::hours_closed).to_owned() };
    let span = format::hours(hours);
    let school: Option<School> = office.space.replica.with(|r| r.get(Audience::Public, ""));
    let of_school = match on {
        On::Weekday(weekday) => Weekday::SCHOOL.contains(&weekday),
        On::Day(day) => Weekday::SCHOOL.contains(&day.weekday()),
    };
    let early = school.is_some_and(|school| {
        of_school && hours.from < school.closing && hours.until > school.lessons_end
    });
    if early { fill(words::hours_overlap, &[&span]) } else { span }
}

/// What is typed. A handle: copying it is free.
#[derive(Clone, Copy)]
struct Typed {
    /// The day; none while a date is asked for.
    on: RwSignal<Option<On>>,
    date: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    open: RwSignal<bool>,
}

impl Typed {
    fn new() -> Typed {
        let empty = || RwSignal::new(String::new());
        Typed {
            on: RwSignal::new(None),
            date: empty(),
            from: empty(),
            until: empty(),
            open: RwSignal::new(false),
        }
    }

    /// Opens the form of a day, or of a date that is still asked for.
    fn edit(self, office: Office, on: Option<On>) {
        let hours = untrack(|| on.and_then(|on| said(office, on)));
        let text = |of: fn(&Hours) -> Minute| hours.map(|h| of(&h).to_string()).unwrap_or_default();
        self.on.set(on);
        self.date.set(office.day.get_untracked().to_string());
        self.from.set(text(|hours| hours.from));
        self.until.set(text(|hours| hours.until));
        self.open.set(true);
    }

    /// The hours as typed, or what is wrong with them.
    fn hours(self) -> Result<Option<Hours>, (&'static str, Word)> {
        let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let (from, until) = (text(self.from), text(self.until));
        if from.is_empty() && until.is_empty() {
            return Ok(None);
        }
        match (Minute::parse(&from), Minute::parse(&until)) {
            (Some(from), Some(until)) if from < until => Ok(Some(Hours { from, until })),
            (Some(_), Some(_)) => Err(("hours-until", words::need_later_end)),
            (None, _) => Err(("hours-from", words::need_both_times)),
            (_, None) => Err(("hours-until", words::need_both_times)),
        }
    }
}

/// The list and the form.
#[component]
pub fn Opening() -> impl IntoView {
    let office = Office::get();
    let typed = Typed::new();
    // Dates of today and later that are said apart.
    let dates = Memo::new(move |_| {
        let today = office.day.get();
        let rows = office.space.replica.with(|r| r.list::<OpenHours>(Audience::Public));
        let coming = |on: On| match on {
            On::Day(day) if day >= today => Some(day),
            _ => None,
        };
        let mut dates: Vec<Day> = rows.into_iter().filter_map(|(_, row)| coming(row.on)).collect();
        dates.sort();
        dates
    });
    let row = move |on: On| {
        let note = Signal::derive(move || hours_words(office, on));
        view! { <CellButton title=on_words(on) note on_press=move |()| typed.edit(office, Some(on)) /> }
    };
    let title = Signal::derive(move || match typed.on.get() {
        Some(on) => fill(words::hours_edit, &[&on_words(on)]),
        None => t(words::hours_date).to_owned(),
    });
    view! {
        <CellGroup title=t(words::hours_title) note=t(words::hours_note)>
            {Weekday::ALL.map(|weekday| row(On::Weekday(weekday))).collect_view()}
            {move || dates.get().into_iter().map(|day| row(On::Day(day))).collect_view()}
        </CellGroup>
        <Button look=ButtonLook::Quiet block=true on_press=move |()| typed.edit(office, None)>
            {t(words::hours_date)}
        </Button>
        <Sheet open=typed.open title close=t(words::close)>
            <Form typed />
        </Sheet>
    }
}

#[component]
fn Form(
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let date = typed.date.get_untracked().parse::<Day>().ok();
        let on = typed.on.get_untracked().or(date.map(On::Day));
        let today = office.day.get_untracked();
        let day = match on {
            None => Some(("hours-date", words::need_day)),
            Some(On::Day(day)) if day < today => Some(("hours-date", words::day_is_past)),
            Some(_) => None,
        };
        let hours = typed.hours();
        let ok = errors.check([day, hours.as_ref().err().copied()]);
        let (Some(on), Ok(hours), true, false) = (on, hours, ok, writing.busy.get_untracked())
        else {
            return;
        };
        let said = fill(words::hours_said, &[&on_words(on)]);
        let draft = Draft::new(Subject::School, OpenHours { on, hours });
        writing.keep(office, draft, said, move || typed.open.set(false));
    };
    let date =
        move || {
            typed.on.get().is_none().then(|| view! {
            <Field
                id="hours-date" label=t(words::change_day) kind=FieldKind::Date value=typed.date
                error=errors.at("hours-date")
            />
        })
        };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            {date}
            <Field
                id="hours-from" label=t(words::hours_from) hint=t(words::hours_hint)
                kind=FieldKind::Time value=typed.from error=errors.at("hours-from")
            />
            <Field
                id="hours-until" label=t(words::hours_until)
                kind=FieldKind::Time value=typed.until error=errors.at("hours-until")
            />
            <Button submit=true block=true busy=writing.busy>{t(words::hours_keep)}</Button>
        </form>
    }
}
