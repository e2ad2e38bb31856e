//! Two who disagree about one person: both words stand until somebody has looked (R5).

use leptos::prelude::*;
use yuanliu_domain::emergency::{Safety, Who};

use super::counting::{Counting, name_of};
use super::list::said_words;
use crate::components::{Button, ButtonLook, Notice, NoticeTone};
use crate::text::{fill, t, words};

/// Those who are to be cleared; nothing while nobody is.
#[component]
pub fn Clearing(
    /// What is counted.
    counting: Counting,
) -> impl IntoView {
    let who = Memo::new(move |_| {
        counting.merged.with(|merged| {
            let open = merged.iter().filter(|(_, standing)| standing.to_clear());
            open.map(|(who, _)| *who).collect::<Vec<_>>()
        })
    });
    let card = move |who: Who| view! { <ToClear counting who /> };
    view! {
        <Show when=move || !who.with(Vec::is_empty)>
            <section class="section">
                <Notice tone=NoticeTone::Warning title=t(words::em_to_clear)>
                    {t(words::em_to_clear_hint)}
                </Notice>
                <For each=move || who.get() key=|who| *who children=card />
            </section>
        </Show>
    }
}

#[component]
fn ToClear(
    /// What is counted.
    counting: Counting,
    /// About whom.
    who: Who,
) -> impl IntoView {
    let name = untrack(|| name_of(counting.model, who));
    let name = name.unwrap_or_else(|| t(words::em_someone).to_owned());
    let said = move || {
        let standing = counting.standing(who);
        standing.standing().map(|said| view! { <p>{said_words(said)}</p> }).collect_view()
    };
    let clear = |safety: Safety, word, name: String| {
        Callback::new(move |()| {
            counting.counts(vec![(who, safety)], true, fill(word, &[&name]));
        })
    };
    let found = clear(Safety::Safe, words::em_said_safe, name.clone());
    let not_found = clear(Safety::Missing, words::em_said_missing, name.clone());
    let words = [words::em_clear_safe, words::em_clear_missing].map(|word| fill(word, &[&name]));
    let [says_found, says_not] = words;
    view! {
        <div class="card stack">
            <p><strong>{name}</strong></p>
            <div>{said}</div>
            <div class="columns">
                <Button look=ButtonLook::Quiet on_press=found>
                    {says_found}
                </Button>
                <Button look=ButtonLook::Quiet on_press=not_found>
                    {says_not}
                </Button>
            </div>
        </div>
    }
}
