use leptos::prelude::*;

/// A name and two or three short answers beside it, one of them chosen: for a
/// list of people where each row asks the same. Longer answers are `Choices`.
#[component]
pub fn Segments(
    /// Prefix of the ids and the name of the group.
    #[prop(into)]
    id: String,
    /// Whom or what it is about.
    #[prop(into)]
    legend: String,
    /// Value and word of each answer.
    options: Vec<(String, String)>,
    /// The chosen value.
    value: RwSignal<String>,
) -> impl IntoView {
    let name = id.clone();
    let answers = options
        .into_iter()
        .map(|(key, word)| {
            let input = format!("{name}-{key}");
            let (chosen, picked) = (key.clone(), key.clone());
            view! {
                <input
                    type="radio" id=input.clone() name=name.clone() value=key
                    prop:checked=move || value.get() == chosen
                    on:change=move |_| value.set(picked.clone())
                />
                <label for=input>{word}</label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="segments">
            <legend>{legend}</legend>
            <span class="segments-row">{answers}</span>
        </fieldset>
    }
}
