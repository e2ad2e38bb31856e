//! Waiting, honestly.

use leptos::prelude::*;

/// Long work with a known end. For an act under way take a busy `Button`.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// How much of it, in words: 312 / 1500.
    #[prop(into)]
    words: Signal<String>,
    /// How many are done.
    #[prop(into)]
    done: Signal<u32>,
    /// Of how many.
    #[prop(into)]
    total: Signal<u32>,
) -> impl IntoView {
    view! {
        <label class="progress">
            <span class="progress-head">
                <span>{label}</span>
                <span>{words}</span>
            </span>
            <progress max=move || total.get().to_string() value=move || done.get().to_string()></progress>
        </label>
    }
}

/// The shape of a list that is being read. Only where it takes longer than a
/// glance; a list that is empty is `Empty`, one that failed is a `Notice`.
#[component]
pub fn Skeleton(
    /// What a screen reader hears meanwhile.
    #[prop(into)]
    label: Signal<String>,
    /// How many rows to draw.
    #[prop(default = 4)]
    rows: usize,
) -> impl IntoView {
    view! {
        <div class="bones" role="status">
            <span class="visually-hidden">{label}</span>
            {(0..rows).map(|_| view! { <div class="bone" aria-hidden="true"></div> }).collect_view()}
        </div>
    }
}
