//! What a hand-over and a merger ask alike: the children by name, two counts, and why they
//! differ. The list's own number is not shown before both have counted.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::hand_over::agree;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::people::Medical;

use super::super::listed::{Room, line};
use super::super::model::Model;
use crate::components::{Field, FieldError, FieldKind, Notice, NoticeTone};
use crate::state::ChildToday;
use crate::text::{Word, fill, series, t, words};

/// Two counts and the reason when they differ. A handle.
#[derive(Clone, Copy)]
pub struct Counts {
    given: RwSignal<String>,
    taken: RwSignal<String>,
    reason: RwSignal<String>,
    /// What is wrong with the form.
    pub errors: RwSignal<Vec<FieldError>>,
}

/// Two counts that may be kept.
pub struct Counted {
    /// By the giving side.
    pub given: u16,
    /// By the taking side.
    pub taken: u16,
    /// Why they differ; empty when they do not.
    pub reason: String,
}

impl Counts {
    /// Nothing typed yet.
    pub fn new() -> Counts {
        let empty = || RwSignal::new(String::new());
        Counts { given: empty(), taken: empty(), reason: empty(), errors: RwSignal::new(vec![]) }
    }

    /// Both numbers, once both are there; follows what is typed.
    fn both(&self) -> Option<(u16, u16)> {
        let read = |text: RwSignal<String>| text.get().trim().parse().ok();
        Some((read(self.given)?, read(self.taken)?))
    }

    /// What may be kept of it; else says what is missing, with `more` that is missing
    /// besides. A difference blocks until it has a reason.
    pub fn check(&self, listed: usize, more: Vec<FieldError>) -> Option<Counted> {
        let mut found = more;
        let both = untrack(|| self.both());
        for (id, text) in [("given", self.given), ("taken", self.taken)] {
            if text.get_untracked().trim().parse::<u16>().is_err() {
                found.push(wrong(id, words::need_count));
            }
        }
        let reason = self.reason.get_untracked().trim().to_owned();
        let agreed = both.is_none_or(|(given, taken)| agree(listed, given, taken));
        if !agreed && reason.is_empty() {
            found.push(wrong("differs", words::need_reason));
        }
        if reason.chars().count() > 1000 {
            found.push(wrong("differs", words::too_long));
        }
        let right = found.is_empty();
        self.errors.set(found);
        let (given, taken) = both.filter(|_| right)?;
        Some(Counted { given, taken, reason: if agreed { String::new() } else { reason } })
    }

    /// What is wrong with a field; follows.
    pub fn error_of(&self, id: &'static str) -> MaybeProp<String> {
        let errors = self.errors;
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    }
}

/// An error of a field.
pub fn wrong(id: &str, word: Word) -> FieldError {
    FieldError { id: id.into(), words: t(word).into() }
}

/// The two counts, and the reason once they differ.
#[component]
pub fn CountFields(
    /// The counts.
    counts: Counts,
    /// Children in the room by the list.
    listed: Signal<usize>,
    /// The question to the giving side.
    given: Word,
    /// The question to the taking side.
    taken: Word,
) -> impl IntoView {
    let differs = Memo::new(move |_| {
        counts.both().filter(|(given, taken)| !agree(listed.get(), *given, *taken))
    });
    let explain = move || {
        differs.get().map(|(given, taken)| {
            view! {
                <Notice tone=NoticeTone::Warning>
                    {fill(words::hand_over_differs, &[&given, &taken, &listed.get_untracked()])}
                </Notice>
            }
        })
    };
    view! {
        <div class="columns">
            <Field
                id="given" label=t(given) kind=FieldKind::Digits value=counts.given
                error=counts.error_of("given")
            />
            <Field
                id="taken" label=t(taken) kind=FieldKind::Digits value=counts.taken
                error=counts.error_of("taken")
            />
        </div>
        {explain}
        <Show when=move || differs.get().is_some()>
            <Field
                id="differs" label=t(words::hand_over_reason) value=counts.reason
                error=counts.error_of("differs")
            />
        </Show>
    }
}

/// The children by name, with their allergies; whoever is out of the room apart.
#[component]
pub fn Names(
    /// The group.
    group: GroupId,
) -> impl IntoView {
    let model = Model::get();
    let room = Memo::new(move |_| Room::of(model, group));
    let row = move |child: &ChildToday| view! { <li>{with_allergy(model, child)}</li> };
    let out = move || {
        let out: Vec<String> = room.with(|room| room.out.iter().map(line).collect());
        (!out.is_empty()).then(|| {
            view! { <p>{fill(words::hand_over_out, &[&series(&out)])}</p> }
        })
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::hand_over_children)}</h2>
            <ul class="columns">{move || room.with(|room| room.here.iter().map(row).collect_view())}</ul>
            {out}
        </section>
    }
}

/// A child as a list names it, with the allergy in words where the rows give them.
pub fn with_allergy(model: Model, child: &ChildToday) -> String {
    let medical = model.space.replica.with(|r| r.get::<Medical>(Audience::Care, child.id));
    let allergies = medical.map(|medical| medical.allergies).unwrap_or_default();
    match (allergies.is_empty(), child.card.allergy) {
        (false, _) => format!("{} · {}", line(child), fill(words::allergy_is, &[&allergies])),
        (true, true) => format!("{} · {}", line(child), t(words::allergy)),
        (true, false) => line(child),
    }
}
