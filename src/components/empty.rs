//! A list with nothing in it says why, and what to do.

use leptos::prelude::*;

/// What is drawn above the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// The school with its door lit: nobody is here, nobody is missing.
    School,
    /// A sheet of paper: no notes yet.
    Paper,
    /// An umbrella: the network is away.
    Umbrella,
    /// A magnifier: nothing found.
    Magnifier,
}

/// Stands in place of the list. Not while the list is still being read: that
/// is a `Skeleton`.
#[component]
pub fn Empty(
    /// What is drawn.
    drawing: Drawing,
    /// Why it is empty.
    #[prop(into)]
    words: Signal<String>,
    /// What to do: one button or link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="drawing" viewBox="0 0 148 100" aria-hidden="true">
                {picture(drawing)}
            </svg>
            <p class="empty-text">{words}</p>
            {children.map(|children| children())}
        </div>
    }
}

fn picture(drawing: Drawing) -> impl IntoView {
    let [lit, lines, ground] = match drawing {
        Drawing::School => [
            "M58 86V50a16 16 0 0 1 32 0v36z",
            "M58 86V50a16 16 0 0 1 32 0v36M24 86V38l50-24 50 24v48M40 58h4M40 70h4M104 58h4M104 70h4",
            "M8 86h132",
        ],
        Drawing::Paper => [
            "M80 66h14v10H80z",
            "M46 12h42l18 18v56H46zM88 12v18h18M58 44h34M58 56h34M58 68h16",
            "M14 86h120",
        ],
        Drawing::Umbrella => [
            "M34 46a40 36 0 0 1 80 0c-7-6-14-6-20 0-6-6-14-6-20 0-6-6-14-6-20 0-6-6-13-6-20 0z",
            "M34 46a40 36 0 0 1 80 0c-7-6-14-6-20 0-6-6-14-6-20 0-6-6-14-6-20 0-6-6-13-6-20 0zM74 10V6\
            M74 46v32a7 7 0 0 1-14 0M22 24l-4 8M128 22l-4 8M20 58l-4 8M132 56l-4 8M112 66l-4 8",
            "M14 92h120",
        ],
        Drawing::Magnifier => [
            "M41 42a25 25 0 1 1 50 0 25 25 0 0 1-50 0z",
            "M66 14a28 28 0 1 0 0 56 28 28 0 0 0 0-56zM87 62l20 20M56 56V44a10 10 0 0 1 20 0v12",
            "",
        ],
    };
    view! {
        <path class="lit" d=lit />
        <path d=lines />
        <path class="ground" d=ground />
    }
}
