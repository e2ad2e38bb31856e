//! A slip for early leave (G5): when, and with whom. The reason stays with the teacher.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::act::Subject;
use yuanliu_domain::child_day::Basis;
use yuanliu_domain::early_leave::{EarlyLeave, EarlyLeaveIssued, EarlyLeaveWithdrawn};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::leave::Absence;
use yuanliu_domain::time::Minute;

use super::acts::{Failed, knows};
use super::gate::waiting;
use super::model::Model;
use super::release::{Candidate, candidates};
use super::{StaffBar, WhenWhole};
use crate::components::{
    Button, ButtonLook, ErrorSummary, Field, FieldError, FieldKind, Notice, ReleasePerson,
};
use crate::route::Screen;
use crate::state::{App, ChildToday, Draft, NotKept};
use crate::text::names::surname;
use crate::text::{fill, t, words};

/// The page.
#[component]
pub fn EarlyLeavePage(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let name = move || model.child(child).map(|child| child.card.name.clone()).unwrap_or_default();
    view! {
        <StaffBar title=t(words::early_title) back=Screen::Child(child).path() />
        <main class="page stack" id="main">
            <p><strong>{name}</strong></p>
            <Slips child />
            <WhenWhole><Form child /></WhenWhole>
        </main>
    }
}

/// What the family wrote for today: a time at which the child leaves.
fn proposal(child: &ChildToday, model: Model) -> Option<(Minute, Absence)> {
    let day = model.day.get_untracked();
    let notes = child.absences.notes.iter().filter(|note| note.holds(day));
    notes.filter_map(|note| Some((note.time?, note.clone()))).next_back()
}

#[component]
fn Form(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let today = Signal::derive(move || model.child(child));
    let proposed = untrack(|| today.get()).and_then(|child| proposal(&child, model));
    let time = proposed.as_ref().map(|(minute, _)| minute.to_string()).unwrap_or_default();
    let time = RwSignal::new(time);
    let picked = RwSignal::new(None::<String>);
    let people = Memo::new(move |_| today.get().map(|c| candidates(model, &c)).unwrap_or_default());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let wrong_time = MaybeProp::derive(move || {
        errors.with(|errors| errors.iter().find(|e| e.id == "early-time").map(|e| e.words.clone()))
    });
    let navigate = use_navigate();
    let issue = Callback::new(move |()| {
        let minute = Minute::parse(time.get_untracked().trim());
        let key = picked.get_untracked();
        let person = people.with_untracked(|people| {
            people.iter().find(|person| Some(&person.key) == key.as_ref()).cloned()
        });
        let missing = |id: &str, word| FieldError { id: id.into(), words: t(word).into() };
        let found = [
            minute.is_none().then(|| missing("early-time", words::early_need_time)),
            person.is_none().then(|| missing("early-who", words::early_need_who)),
        ];
        errors.set(found.into_iter().flatten().collect());
        let (Some(minute), Some(person)) = (minute, person) else { return };
        let body = EarlyLeaveIssued {
            day: model.day.get_untracked(),
            minute,
            basis: person.basis,
            collector: person.collector,
            collector_name: person.name,
            relation: person.relation,
        };
        let knew = today.get_untracked().map(|child| knows(&child)).unwrap_or_default();
        let draft = Draft::new(Subject::Child(child), body).building_on(knew);
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            match app.keep(model.space, draft).await {
                Ok(_) => navigate(&Screen::Child(child).path(), Default::default()),
                Err(why) => {
                    busy.try_set(false);
                    failed.try_set(Some(why));
                }
            }
        });
    });
    let row = move |person: Candidate| {
        let (key, shown) = (person.key.clone(), person.key.clone());
        let alone = person.basis == Basis::WalksAlone;
        view! {
            <ReleasePerson
                surname=surname(&person.name)
                name=if alone { t(words::state_alone).to_owned() } else { person.name.clone() }
                note=if alone { t(words::alone_written).to_owned() } else { person.relation.clone() }
                picked=Signal::derive(move || picked.get().as_deref() == Some(&shown))
                on_pick=Callback::new(move |()| picked.set(Some(key.clone())))
            />
        }
    };
    let note = proposed.map(|(minute, note)| {
        let home = match note.goes_home.is_empty() {
            true => String::new(),
            false => fill(words::early_goes, &[&note.goes_home]),
        };
        view! { <Notice title=fill(words::early_proposal, &[&minute])>{home}</Notice> }
    });
    view! {
        {note}
        <p class="soft small">{t(words::early_hint)}</p>
        <ErrorSummary title=t(words::not_complete) errors />
        <Field
            id="early-time" label=t(words::early_time) kind=FieldKind::Time value=time
            error=wrong_time
        />
        <section class="section" id="early-who" tabindex="-1">
            <h2 class="section-title">{t(words::early_who)}</h2>
            <div class="release">
                <For each=move || people.get() key=|person| person.key.clone() children=row />
            </div>
            {move || people.with(Vec::is_empty).then(|| view! { <Notice>{t(words::nobody_listed)}</Notice> })}
        </section>
        <Failed why=failed />
        <Button block=true busy on_press=issue>{t(words::early_issue)}</Button>
    }
}

/// Slips of this child that wait at the gate, each with the way to take it back.
#[component]
pub fn Slips(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let slips = Memo::new(move |_| waiting(model, Some(child)));
    let failed = RwSignal::new(None::<NotKept>);
    let row = move |(id, slip): (ActId, EarlyLeave)| {
        let said = fill(
            words::early_waits,
            &[
                &slip.slip.minute,
                &slip.slip.relation,
                &slip.slip.collector_name,
                &slip.issued_by.name,
            ],
        );
        let withdraw = Callback::new(move |()| {
            let body = EarlyLeaveWithdrawn { day: model.day.get_untracked(), slip: id };
            let draft = Draft::new(Subject::Child(child), body).building_on([id]);
            spawn_local(async move {
                let kept = app.keep(model.space, draft).await;
                failed.try_set(kept.err());
            });
        });
        view! {
            <div class="card stack">
                <p>{said}</p>
                <Button look=ButtonLook::Quiet on_press=withdraw>{t(words::early_withdraw)}</Button>
            </div>
        }
    };
    view! {
        <Failed why=failed />
        <For each=move || slips.get() key=|(id, _)| *id children=row />
    }
}
