//! The end: the counts as this screen shows them, frozen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::act::Subject;
use yuanliu_domain::emergency::{EmergencyEnded, Found, MOST_FOUND, Safety};
use yuanliu_domain::id::ActId;

use super::counting::Counting;
use crate::components::{Button, Notice, NoticeTone, TextArea};
use crate::pages::staff::acts::Failed;
use crate::pages::staff::tablet::Prover;
use crate::route::Screen;
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, t, words};

/// The form, for those who may end it.
#[component]
pub fn EndForm(
    /// What is counted.
    counting: Counting,
) -> impl IntoView {
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::em_end)}</h2>
            <Show when=move || counting.model.leads() fallback=|| view! { <p>{t(words::em_end_by)}</p> }>
                <Fields counting />
            </Show>
        </section>
    }
}

#[component]
fn Fields(
    /// What is counted.
    counting: Counting,
) -> impl IntoView {
    let app = App::get();
    let note = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let left = move || {
        let tally = counting.tally.get();
        let left = tally.missing + tally.unknown;
        (left > 0).then(|| {
            view! {
                <Notice tone=NoticeTone::Warning>{fill(words::em_end_open, &[&left])}</Notice>
            }
        })
    };
    let navigate = use_navigate();
    let end = Callback::new(move |()| {
        let emergencies: Vec<ActId> = counting
            .open
            .with_untracked(|open| open.iter().take(10).map(|(call, _)| *call).collect());
        let Some(first) = emergencies.first().copied() else { return };
        let body = EmergencyEnded {
            day: counting.model.day.get_untracked(),
            emergencies: emergencies.clone(),
            result: counting.tally.get_untracked(),
            not_safe: not_safe(counting),
            note: note.get_untracked().trim().to_owned(),
        };
        let draft = Draft::new(Subject::School, body).building_on(emergencies);
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            match app.keep(counting.model.space, draft).await {
                Ok(_) => navigate(&Screen::EmergencyReport(first).path(), Default::default()),
                Err(why) => {
                    busy.try_set(false);
                    failed.try_set(Some(why));
                }
            }
        });
    });
    let prover = Prover::get();
    view! {
        <p class="soft small">{t(words::em_end_hint)}</p>
        {left}
        <TextArea id="em-note" label=t(words::em_end_note) value=note />
        <Failed why=failed />
        <Button block=true busy on_press=move |()| prover.again(end)>{t(words::em_end_press)}</Button>
    }
}

/// Missing first.
fn not_safe(counting: Counting) -> Vec<Found> {
    let people = counting.people.get_untracked();
    let of = |wanted: Safety| {
        let found = people.iter().map(|person| Found {
            who: person.who,
            safety: untrack(|| counting.standing(person.who)).safety(),
        });
        found.filter(|found| found.safety == wanted).collect::<Vec<_>>()
    };
    let mut all = of(Safety::Missing);
    all.extend(of(Safety::Unknown));
    all.truncate(MOST_FOUND);
    all
}
