//! Answers as cards of 48 px: one of a few, or any of a few.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// One answer of [`Choices`].
#[derive(Clone)]
pub struct ChoiceItem {
    /// What is stored.
    pub key: String,
    /// What is read.
    pub word: Signal<String>,
    /// A smaller line; may be empty.
    pub note: Signal<String>,
}

/// One answer of [`Ticks`].
#[derive(Clone, Copy)]
pub struct Tick {
    /// What is read.
    pub word: Signal<String>,
    /// A smaller line; may be empty.
    pub note: Signal<String>,
    /// Whether it is ticked.
    pub on: RwSignal<bool>,
}

/// One of two to five answers. More are a `SelectField`.
#[component]
pub fn Choices(
    /// The id of the first answer and the name of the group.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// The answers.
    items: Vec<ChoiceItem>,
    /// The key of the chosen one; empty while nothing is chosen.
    value: RwSignal<String>,
    /// Side by side: for answers of up to four characters.
    #[prop(optional)]
    side: bool,
    /// What is wrong and how to repair it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let group = id.clone();
    let item = move |(index, item): (usize, ChoiceItem)| {
        let input_id = if index == 0 { group.clone() } else { format!("{group}-{index}") };
        let (mine, key) = (item.key.clone(), item.key);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    id=input_id
                    name=group.clone()
                    prop:checked=move || value.get() == mine
                    on:change=move |_| value.set(key.clone())
                />
                {text(item.word, item.note)}
            </label>
        }
    };
    let items = items.into_iter().enumerate().map(item).collect_view();
    frame(legend, side, error, items)
}

/// Any of a few answers, each its own yes or no.
#[component]
pub fn Ticks(
    /// The id of the first answer.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// The answers.
    items: Vec<Tick>,
    /// Side by side: for answers of up to four characters.
    #[prop(optional)]
    side: bool,
    /// What is wrong and how to repair it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let item = move |(index, Tick { word, note, on }): (usize, Tick)| {
        let input_id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    id=input_id
                    prop:checked=on
                    on:change:target=move |event| on.set(event.target().checked())
                />
                {text(word, note)}
            </label>
        }
    };
    let items = items.into_iter().enumerate().map(item).collect_view();
    frame(legend, side, error, items)
}

fn frame(
    legend: Signal<String>,
    side: bool,
    error: MaybeProp<String>,
    items: impl IntoView,
) -> impl IntoView {
    let error = move || {
        error.get().map(|error| {
            view! {
                <p class="error">
                    <Icon glyph=Glyph::Bang />
                    <span>{error}</span>
                </p>
            }
        })
    };
    view! {
        <fieldset class="choices" class:choices-side=side>
            <legend>{legend} {error}</legend>
            <div class="choices-list">{items}</div>
        </fieldset>
    }
}

fn text(word: Signal<String>, note: Signal<String>) -> impl IntoView {
    let note = move || {
        let note = note.get();
        (!note.is_empty()).then(|| view! { <span class="choice-note">{note}</span> })
    };
    view! { <span class="choice-text">{word} {note}</span> }
}
