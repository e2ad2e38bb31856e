//! The questions of the second and the third step.

use leptos::prelude::*;
use yuanliu_domain::incident::Sort;

use super::typed::{SERIOUS, Typed};
use crate::components::{
    Button, ButtonLook, ChoiceItem, Choices, Field, FieldError, FieldKind, SelectField, TextArea,
};
use crate::pages::staff::incident::who::Children;
use crate::pages::staff::model::Model;
use crate::text::{Word, incident, t, words};

fn error_of(errors: RwSignal<Vec<FieldError>>, id: &'static str) -> MaybeProp<String> {
    MaybeProp::derive(move || {
        errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
    })
}

/// What the child has, and how serious it is.
#[component]
pub fn WhatStep(
    /// What is typed.
    typed: Typed,
    /// What is still wrong.
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let item = |key: String, word: Word, note: &str| ChoiceItem {
        key,
        word: t(word).into(),
        note: note.to_owned().into(),
    };
    let sorts = Sort::ALL.iter().enumerate();
    let sorts = sorts.map(|(nth, sort)| item(nth.to_string(), incident::sort(*sort), "")).collect();
    let degrees = vec![
        item("minor".into(), words::incident_minor, t(words::incident_minor_note)),
        item(SERIOUS.into(), words::incident_serious, t(words::incident_serious_note)),
    ];
    view! {
        <Choices
            id="incident-sort" legend=t(words::incident_what) items=sorts value=typed.sort side=true
            error=error_of(errors, "incident-sort")
        />
        <Choices
            id="incident-degree" legend=t(words::incident_degree) items=degrees value=typed.degree
        />
    }
}

/// Where and when; how it came about; who was there.
#[component]
pub fn WhereStep(
    /// What is typed.
    typed: Typed,
    /// What is still wrong.
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let model = Model::get();
    let places = [words::place_yard, words::place_stairs, words::place_toilet, words::place_gate];
    let place = move |word: Word| {
        let here = move |()| typed.place.set(t(word).to_owned());
        view! { <Button look=ButtonLook::Quiet on_press=here>{t(word)}</Button> }
    };
    let staff = Signal::derive(move || {
        let mut options = vec![(String::new(), t(words::choose_person).to_owned())];
        model.roster.with(|roster| {
            let staff = roster.staff.iter().map(|(id, staff)| (id.to_string(), staff.name.clone()));
            options.extend(staff);
        });
        options
    });
    view! {
        <Field
            id="incident-place" label=t(words::incident_place) value=typed.place
            error=error_of(errors, "incident-place")
        />
        <div class="columns">{places.map(place).collect_view()}</div>
        <Field
            id="incident-time" label=t(words::incident_time) kind=FieldKind::Time value=typed.time
            error=error_of(errors, "incident-time")
        />
        <TextArea
            id="incident-words" label=t(words::incident_words) hint=t(words::incident_told_hint)
            value=typed.words error=error_of(errors, "incident-words")
        />
        <details>
            <summary><span class="link-block">{t(words::incident_people)}</span></summary>
            <div class="stack">
                <Children title=t(words::incident_others) picked=typed.others />
                <SelectField
                    id="incident-witness" label=t(words::incident_witness) value=typed.witness
                    options=staff
                />
                <TextArea
                    id="incident-private" label=t(words::incident_private) value=typed.private
                    error=error_of(errors, "incident-private")
                />
            </div>
        </details>
    }
}
