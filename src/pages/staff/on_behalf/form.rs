//! The questions: what the family says, who said it and how, when.

use leptos::prelude::*;

use super::fields::{CHANNELS, OTHER, Telling};
use crate::components::{
    ChoiceItem, Choices, Field, FieldError, FieldKind, Notice, SelectField, TextArea, Tick, Ticks,
};
use crate::text::{Word, t, words};

/// What is wrong with one field.
#[derive(Clone, Copy)]
pub struct Wrong(
    /// In the order of the fields.
    pub RwSignal<Vec<FieldError>>,
);

impl Wrong {
    fn of(self, id: &'static str) -> MaybeProp<String> {
        let find = move |all: &Vec<FieldError>| {
            all.iter().find(|error| error.id == id).map(|error| error.words.clone())
        };
        MaybeProp::derive(move || self.0.with(find))
    }
}

fn answers<const N: usize>(all: [(&str, Word); N]) -> Vec<ChoiceItem> {
    let item = |(key, word): (&str, Word)| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    };
    all.map(item).to_vec()
}

/// What the family says, with the questions of it.
#[component]
pub fn WhatFields(
    /// What is typed.
    telling: Telling,
    /// What is wrong.
    wrong: Wrong,
) -> impl IntoView {
    let what = answers([
        ("leave", words::behalf_leave),
        ("collector", words::behalf_collector),
        ("day", words::behalf_day),
    ]);
    let fields = move || match telling.what.get().as_str() {
        "collector" => view! { <CollectorFields telling wrong /> }.into_any(),
        "day" => view! { <DayFields telling wrong /> }.into_any(),
        _ => view! { <LeaveFields telling wrong /> }.into_any(),
    };
    view! {
        <Choices id="behalf-what" legend=t(words::behalf_what) items=what value=telling.what />
        {fields}
    }
}

#[component]
fn LeaveFields(
    /// What is typed.
    telling: Telling,
    /// What is wrong.
    wrong: Wrong,
) -> impl IntoView {
    let when = answers([
        ("today", words::fam_all_today),
        ("time", words::fam_early_today),
        ("days", words::fam_some_days),
    ]);
    let reasons = answers([
        ("sick", words::reason_sick),
        ("family", words::reason_family),
        ("other", words::reason_other),
    ]);
    let is = move |key: &'static str| telling.when.with(|when| when == key);
    let lessons = move || {
        let word = t(words::fam_lessons_too).into();
        vec![Tick { word, note: "".into(), on: telling.lessons_too }]
    };
    view! {
        <Choices id="behalf-when" legend=t(words::fam_when) items=when value=telling.when />
        <Show when=move || is("time")>
            <Field
                id="behalf-leaves" label=t(words::fam_leave_time) kind=FieldKind::Time
                value=telling.time error=wrong.of("behalf-leaves")
            />
        </Show>
        <Show when=move || is("days")>
            <Field
                id="behalf-from" label=t(words::fam_first_day) kind=FieldKind::Date
                value=telling.from error=wrong.of("behalf-from")
            />
            <Field
                id="behalf-until" label=t(words::fam_last_day) kind=FieldKind::Date
                value=telling.until error=wrong.of("behalf-until")
            />
        </Show>
        <Choices id="behalf-reason" legend=t(words::reason) items=reasons value=telling.reason side=true />
        <Show when=move || !is("time")>
            <Ticks id="behalf-lessons" legend=t(words::fam_missed) items=lessons() />
        </Show>
        <Field
            id="behalf-home" label=t(words::behalf_home) hint=t(words::fam_goes_home_hint)
            value=telling.home error=wrong.of("behalf-home")
        />
        <TextArea
            id="behalf-text" label=t(words::behalf_text) value=telling.text
            error=wrong.of("behalf-text")
        />
    }
}

#[component]
fn CollectorFields(
    /// What is typed.
    telling: Telling,
    /// What is wrong.
    wrong: Wrong,
) -> impl IntoView {
    view! {
        <Notice>{t(words::behalf_waits)}</Notice>
        <Field
            id="behalf-name" label=t(words::behalf_name) value=telling.name
            error=wrong.of("behalf-name")
        />
        <Field
            id="behalf-relation" label=t(words::fam_relation) hint=t(words::fam_relation_hint)
            value=telling.relation error=wrong.of("behalf-relation")
        />
        <Field
            id="behalf-looks" label=t(words::behalf_looks) hint=t(words::behalf_looks_hint)
            value=telling.looks error=wrong.of("behalf-looks")
        />
    }
}

#[component]
fn DayFields(
    /// What is typed.
    telling: Telling,
    /// What is wrong.
    wrong: Wrong,
) -> impl IntoView {
    let tick = |word, on| Tick { word: t(word).into(), note: "".into(), on };
    let items = vec![
        tick(words::activities, telling.activities),
        tick(words::late_care, telling.late_care),
    ];
    view! {
        <Field
            id="behalf-date" label=t(words::fam_which_day) kind=FieldKind::Date value=telling.day
            error=wrong.of("behalf-date")
        />
        <Ticks id="behalf-blocks" legend=t(words::fam_stays_legend) items side=true />
    }
}

/// How the words came, from whom, and when.
#[component]
pub fn TellerFields(
    /// What is typed.
    telling: Telling,
    /// What is wrong.
    wrong: Wrong,
) -> impl IntoView {
    let how = answers(CHANNELS.map(|(key, _, word)| (key, word)));
    let who = Signal::derive(move || {
        let none = (String::new(), t(words::choose_person).to_owned());
        let other = (OTHER.to_owned(), t(words::behalf_other).to_owned());
        [none].into_iter().chain(telling.guardians()).chain([other]).collect::<Vec<_>>()
    });
    let other = move || telling.who.with(|who| who == OTHER);
    let called = move || telling.channel.with(|channel| channel == "phone");
    view! {
        <Choices id="behalf-how" legend=t(words::behalf_how) items=how value=telling.channel side=true />
        <SelectField
            id="behalf-who" label=t(words::behalf_who) value=telling.who options=who
            error=wrong.of("behalf-who")
        />
        <Show when=other>
            <Field
                id="behalf-other-name" label=t(words::behalf_other_name) value=telling.other_name
                error=wrong.of("behalf-other-name")
            />
            <Field
                id="behalf-other-relation" label=t(words::behalf_other_relation)
                value=telling.other_relation error=wrong.of("behalf-other-relation")
            />
        </Show>
        <Show when=called>
            <Field
                id="behalf-number" label=t(words::behalf_number) hint=t(words::behalf_number_hint)
                kind=FieldKind::Phone value=telling.number error=wrong.of("behalf-number")
            />
        </Show>
        <Field
            id="behalf-time" label=t(words::behalf_time) hint=t(words::behalf_time_hint)
            kind=FieldKind::Time value=telling.said_at error=wrong.of("behalf-time")
        />
    }
}
