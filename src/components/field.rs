//! One question with its label, hint and error.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// What is asked for: decides the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Words.
    #[default]
    Text,
    /// Digits only: a code, a number in class.
    Digits,
    /// A telephone number.
    Phone,
    /// A passphrase. Pasting is allowed.
    Password,
    /// A PIN: digits, hidden.
    Pin,
    /// A date.
    Date,
    /// A time.
    Time,
}

impl FieldKind {
    const fn input(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Text => ("text", None),
            Self::Digits => ("text", Some("numeric")),
            Self::Phone => ("tel", Some("tel")),
            Self::Password => ("password", None),
            Self::Pin => ("password", Some("numeric")),
            Self::Date => ("date", None),
            Self::Time => ("time", None),
        }
    }
}

/// A one-line answer.
#[component]
pub fn Field(
    /// The input's id, unique on the screen; `ErrorSummary` leads to it.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answer.
    value: RwSignal<String>,
    /// What is asked for.
    #[prop(optional)]
    kind: FieldKind,
    /// Help that stays while typing. There are no placeholders.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and how to repair it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The browser's own name for it, such as `username`.
    #[prop(default = "off")]
    autocomplete: &'static str,
) -> impl IntoView {
    let (input_type, mode) = kind.input();
    let described = described_by(&id, hint, error);
    view! {
        <div class="field" class:field-wrong=move || error.get().is_some()>
            {head(&id, label, hint, error)}
            <input
                class="input"
                id=id
                type=input_type
                inputmode=mode
                autocomplete=autocomplete
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
        </div>
    }
}

/// An answer of several lines.
#[component]
pub fn TextArea(
    /// The input's id, unique on the screen.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answer.
    value: RwSignal<String>,
    /// Help that stays while typing.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and how to repair it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let described = described_by(&id, hint, error);
    view! {
        <div class="field" class:field-wrong=move || error.get().is_some()>
            {head(&id, label, hint, error)}
            <textarea
                class="input"
                id=id
                rows="3"
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </div>
    }
}

/// One of many. Up to five answers are better as `Choices`.
#[component]
pub fn SelectField(
    /// The input's id, unique on the screen.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen answer's value.
    value: RwSignal<String>,
    /// Value and word of each answer.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Help.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and how to repair it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let described = described_by(&id, hint, error);
    let option = move |(key, word): (String, String)| {
        let chosen = {
            let key = key.clone();
            move || value.get() == key
        };
        view! { <option value=key selected=chosen>{word}</option> }
    };
    view! {
        <div class="field" class:field-wrong=move || error.get().is_some()>
            {head(&id, label, hint, error)}
            <div class="select">
                <select
                    class="input"
                    id=id
                    aria-describedby=described
                    aria-invalid=move || error.get().map(|_| "true")
                    on:change:target=move |event| value.set(event.target().value())
                >
                    {move || options.get().into_iter().map(option).collect_view()}
                </select>
                <Icon glyph=Glyph::Down />
            </div>
        </div>
    }
}

fn head(
    id: &str,
    label: Signal<String>,
    hint: MaybeProp<String>,
    error: MaybeProp<String>,
) -> impl IntoView + use<> {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let hint =
        move || hint.get().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> });
    let error = move || {
        error.get().map(|error| {
            view! {
                <p class="error" id=error_id.clone()>
                    <Icon glyph=Glyph::Bang />
                    <span>{error}</span>
                </p>
            }
        })
    };
    view! {
        <label class="label" for=id.to_owned()>{label}</label>
        {hint}
        {error}
    }
}

fn described_by(
    id: &str,
    hint: MaybeProp<String>,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
    let id = id.to_owned();
    move || {
        let hint = hint.get().map(|_| format!("{id}-hint"));
        let error = error.get().map(|_| format!("{id}-error"));
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
