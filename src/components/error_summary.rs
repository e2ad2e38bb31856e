//! What is still wrong in a form, in one place.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// One thing to repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the input.
    pub id: String,
    /// What to do, in the words that stand at the field too.
    pub words: String,
}

/// At the top of a form, after an attempt to send it. It takes the focus when
/// errors appear, and each line leads to its field. Not for failures of the
/// network or the device: those are a `Notice`.
#[component]
pub fn ErrorSummary(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The errors, in the order of the fields; none shows nothing.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(summary) = summary.get().filter(|_| !errors.read().is_empty()) {
            // A div with a tabindex can take the focus.
            let _ = summary.focus();
        }
    });
    let line = |error: FieldError| {
        let href = format!("#{}", error.id);
        let lead = move |event: ev::MouseEvent| {
            event.prevent_default();
            focus_field(&error.id);
        };
        view! { <li><a href=href on:click=lead>{error.words}</a></li> }
    };
    view! {
        <Show when=move || !errors.read().is_empty()>
            <div class="summary" role="alert" tabindex="-1" node_ref=summary>
                <h2>{title}</h2>
                <ul>{move || errors.get().into_iter().map(line).collect_view()}</ul>
            </div>
        </Show>
    }
}

fn focus_field(id: &str) {
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
