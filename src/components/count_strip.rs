//! How many are where.

use leptos::prelude::*;

use super::{badge::Tone, icon::Icon};

/// One number of the strip.
#[derive(Clone, Copy)]
pub struct Count {
    /// What it counts.
    pub tone: Tone,
    /// Its word.
    pub word: Signal<String>,
    /// The number.
    pub number: Signal<usize>,
}

/// Three to five numbers above a list of children. 'Not here yet' is lit while
/// it is above zero. Show it only when every list that it counts is whole (I6).
#[component]
pub fn CountStrip(
    /// The numbers, in the order in which a teacher thinks them.
    counts: Vec<Count>,
) -> impl IntoView {
    let item = |Count { tone, word, number }: Count| {
        let hot = move || tone == Tone::Missing && number.get() > 0;
        view! {
            <div class=format!("counts-item {}", tone.class()) class:counts-hot=hot>
                <dt class="counts-word">
                    <Icon glyph=tone.glyph() />
                    {word}
                </dt>
                <dd class="counts-number">{number}</dd>
            </div>
        }
    };
    view! { <dl class="counts">{counts.into_iter().map(item).collect_view()}</dl> }
}
