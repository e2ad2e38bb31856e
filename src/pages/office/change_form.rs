//! A day change 当日安排调整: date, for whom, what falls away or ends early, and
//! what families read. A child who can't be fetched earlier stays (R6).

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::school::{DayChanged, Scope};

use super::change_typed::{Typed, items};
use super::changes::scope_words;
use super::errors::{Errors, Summary};
use super::groups::block_word;
use super::model::Office;
use super::writing::{Failed, Writing};
use crate::components::{
    Button, ButtonLook, ChoiceItem, Choices, Field, FieldKind, SelectField, TextArea, Ticks,
};
use crate::state::Draft;
use crate::text::{Word, fill, format, t, words};

const CAUSES: [(&str, Word); 5] = [
    ("weather", words::cause_weather),
    ("half_day", words::cause_half_day),
    ("health", words::cause_health),
    ("place", words::cause_place),
    ("other", words::cause_other),
];

/// The form.
#[component]
pub fn ChangeForm(
    /// What is typed.
    typed: Typed,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ok = errors.check(typed.wrong(office.day.get_untracked()));
        let Some(day) = typed.day().filter(|_| ok && !writing.busy.get_untracked()) else { return };
        let body = DayChanged {
            day,
            scope: typed.scope(),
            cancelled: typed.cancelled(),
            ends: typed.ends(),
            rain: false,
            text: typed.text.get_untracked().trim().to_owned(),
        };
        let said = fill(words::change_said, &[&format::short_day(day)]);
        writing.keep(office, Draft::new(Subject::School, body), said, move || {
            typed.clear(office);
            open.set(false);
        });
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <Field
                id="change-day" label=t(words::change_day) kind=FieldKind::Date value=typed.day
                error=errors.at("change-day")
            />
            <ForWhom typed errors />
            <Ticks
                id="change-cancelled" legend=t(words::change_cancelled) items=items(typed.cancelled)
                side=true
            />
            <Field
                id="change-ends" label=t(words::change_ends) hint=t(words::change_ends_hint)
                kind=FieldKind::Time value=typed.ends error=errors.at("change-ends")
            />
            <Text typed errors />
            <Button submit=true block=true busy=writing.busy>{t(words::change_keep)}</Button>
        </form>
    }
}

#[component]
fn ForWhom(
    /// What is typed.
    typed: Typed,
    /// What is wrong.
    errors: Errors,
) -> impl IntoView {
    let item = |key: &str, word: Word| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    };
    let scopes = vec![
        item("school", words::scope_school),
        item("grades", words::scope_grades),
        item("classes", words::scope_classes),
    ];
    view! {
        <Choices id="change-scope" legend=t(words::change_scope) items=scopes value=typed.scope side=true />
        {move || match typed.scope.get().as_str() {
            "grades" => view! {
                <Ticks
                    id="change-grades" legend=t(words::scope_grades) items=items(typed.grades)
                    side=true error=errors.at("change-grades")
                />
            }.into_any(),
            "classes" => view! {
                <Ticks
                    id="change-classes" legend=t(words::scope_classes) items=items(typed.classes)
                    side=true error=errors.at("change-classes")
                />
            }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// What families read; a first wording on request, in the tone of the house.
#[component]
fn Text(
    /// What is typed.
    typed: Typed,
    /// What is wrong.
    errors: Errors,
) -> impl IntoView {
    let office = Office::get();
    let causes = CAUSES.map(|(key, word)| (key.to_owned(), t(word).to_owned())).to_vec();
    let empty = move || typed.text.with(|text| text.trim().is_empty());
    let suggest = move |()| typed.text.set(suggestion(office, typed));
    view! {
        <SelectField id="change-cause" label=t(words::change_cause) value=typed.cause options=causes />
        <TextArea
            id="change-text" label=t(words::change_text) hint=t(words::change_text_hint)
            value=typed.text error=errors.at("change-text")
        />
        <Show when=empty>
            <Button look=ButtonLook::Quiet on_press=suggest>{t(words::change_suggest)}</Button>
        </Show>
    }
}

fn suggestion(office: Office, typed: Typed) -> String {
    let day = match typed.day() {
        Some(day) if day != office.day.get_untracked() => format::short_day(day),
        _ => t(words::today).to_owned(),
    };
    let cause = typed.cause.get_untracked();
    let cause = CAUSES.iter().find(|(key, _)| *key == cause).map(|(_, word)| *word);
    let because = match cause {
        Some(word) if word != words::cause_other => fill(words::because_of, &[&t(word)]),
        _ => String::new(),
    };
    let scope = typed.scope();
    let whom = match scope {
        Scope::School => String::new(),
        scope => office.roster.with_untracked(|roster| scope_words(&scope, roster)),
    };
    let blocks: Vec<_> = typed.cancelled().into_iter().map(block_word).collect();
    let mut parts = vec![];
    if !blocks.is_empty() {
        parts.push(fill(
            words::suggest_cancelled,
            &[&because, &day, &whom, &blocks.join(t(words::and))],
        ));
    }
    if let Some(time) = typed.ends() {
        parts.push(fill(words::suggest_ends, &[&because, &day, &whom, &time]));
    }
    if parts.is_empty() {
        parts.push(fill(words::suggest_other, &[&because, &day, &whom]));
    }
    parts.push(t(words::suggest_stay).to_owned());
    parts.join(t(words::sentence_gap)).trim().to_owned()
}
