//! Entering a court paper: the child, the guardian, what the paper says.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::{Guardian, Guardians};
use yuanliu_domain::time::Day;

use super::errors::{Errors, Summary};
use super::model::Office;
use super::search::child_is;
use super::writing::{Failed, Writing};
use crate::components::{
    Button, CellButton, CellGroup, Field, FieldKind, Notice, SearchField, SelectField, Tick, Ticks,
};
use crate::state::Draft;
use crate::text::{fill, t, words};

/// Most children found at once.
const SHOWN: usize = 8;

/// What is typed. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Typed {
    query: RwSignal<String>,
    child: RwSignal<Option<ChildId>>,
    guardian: RwSignal<String>,
    number: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    ends_view: RwSignal<bool>,
}

impl Typed {
    /// Nothing, from today on.
    pub fn new(office: Office) -> Typed {
        let empty = || RwSignal::new(String::new());
        Typed {
            query: empty(),
            child: RwSignal::new(None),
            guardian: empty(),
            number: empty(),
            from: RwSignal::new(office.day.get_untracked().to_string()),
            until: empty(),
            ends_view: RwSignal::new(false),
        }
    }

    fn clear(self, office: Office) {
        for text in [self.query, self.guardian, self.number, self.until] {
            text.set(String::new());
        }
        self.child.set(None);
        self.ends_view.set(false);
        self.from.set(office.day.get_untracked().to_string());
    }

    fn guardians(self, office: Office) -> Vec<Guardian> {
        let Some(child) = self.child.get() else { return vec![] };
        let row = office.space.replica.with(|r| r.get::<Guardians>(Audience::Roll, child));
        row.unwrap_or_default().people
    }
}

/// The form.
#[component]
pub fn CourtForm(
    /// What is typed.
    typed: Typed,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = typed.guardian.get_untracked();
        let guardian = untrack(|| typed.guardians(office))
            .into_iter()
            .find(|guardian| guardian.person.to_string() == chosen);
        let number = typed.number.get_untracked().trim().to_owned();
        let from: Option<Day> = typed.from.get_untracked().parse().ok();
        let typed_until = typed.until.get_untracked();
        let until: Option<Day> = typed_until.parse().ok();
        let backwards = from.zip(until).is_some_and(|(from, until)| until < from);
        let ok = errors.check([
            typed
                .child
                .get_untracked()
                .is_none()
                .then_some(("court-child", words::court_need_child)),
            guardian.is_none().then_some(("court-guardian", words::court_need_guardian)),
            (!(1..=40).contains(&number.chars().count()))
                .then_some(("court-number", words::court_need_number)),
            from.is_none().then_some(("court-from", words::court_need_from)),
            (backwards || (until.is_none() && !typed_until.is_empty()))
                .then_some(("court-until", words::court_need_until)),
        ]);
        let (Some(child), Some(guardian), Some(from)) =
            (typed.child.get_untracked(), guardian, from)
        else {
            return;
        };
        if !ok || writing.busy.get_untracked() {
            return;
        }
        let said = fill(words::court_said, &[&guardian.name]);
        let body = CourtPaper {
            guardian: guardian.person,
            name: guardian.name,
            number,
            span: Span { from, until },
            ends_view: typed.ends_view.get_untracked(),
            lifted: false,
        };
        writing.keep(office, Draft::new(Subject::Child(child), body), said, move || {
            typed.clear(office);
            open.set(false);
        });
    };
    let tick = Tick {
        word: t(words::court_ends_view).into(),
        note: t(words::court_ends_view_note).into(),
        on: typed.ends_view,
    };
    let guardians = move || {
        let people = typed.guardians(office).into_iter();
        let options = people.map(|g| (g.person.to_string(), format!("{} {}", g.relation, g.name)));
        std::iter::once((String::new(), t(words::court_choose).to_owned()))
            .chain(options)
            .collect::<Vec<_>>()
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <Notice>{t(words::court_form_note)}</Notice>
            <WhichChild typed />
            <SelectField
                id="court-guardian" label=t(words::court_guardian) value=typed.guardian
                options=Signal::derive(guardians) error=errors.at("court-guardian")
            />
            <Field
                id="court-number" label=t(words::court_number) hint=t(words::court_number_hint)
                value=typed.number error=errors.at("court-number")
            />
            <Field
                id="court-from" label=t(words::court_from_label) kind=FieldKind::Date
                value=typed.from error=errors.at("court-from")
            />
            <Field
                id="court-until" label=t(words::court_until_label) hint=t(words::court_until_hint)
                kind=FieldKind::Date value=typed.until error=errors.at("court-until")
            />
            <Ticks id="court-view" legend=t(words::court_view) items=vec![tick] />
            <Button submit=true block=true busy=writing.busy>{t(words::court_keep)}</Button>
        </form>
    }
}

/// The child, found by name, initials or class.
#[component]
fn WhichChild(
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let office = Office::get();
    let chosen = move || {
        let child = typed.child.get()?;
        office.roster.with(|roster| {
            roster.children.get(&child).map(|card| format!("{} {}", card.class_name, card.name))
        })
    };
    let found = move || {
        let query = typed.query.get();
        if query.trim().is_empty() {
            return vec![];
        }
        office.roster.with(|roster| {
            let hits = roster.children.iter().filter(|(_, card)| child_is(card, &query));
            let named = hits.map(|(id, card)| (*id, format!("{} {}", card.class_name, card.name)));
            named.take(SHOWN).collect::<Vec<_>>()
        })
    };
    let choose = move |child: ChildId| {
        typed.child.set(Some(child));
        typed.guardian.set(String::new());
        typed.query.set(String::new());
    };
    view! {
        <div class="stack" id="court-child" tabindex="-1">
            {move || chosen().map(|title| view! {
                <CellGroup>
                    <CellButton
                        title note=t(words::court_other_child)
                        on_press=move |()| typed.child.set(None)
                    />
                </CellGroup>
            })}
            <Show when=move || typed.child.get().is_none()>
                <SearchField
                    label=t(words::court_find_child) clear=t(words::office_clear) value=typed.query
                />
                <CellGroup>
                    {move || found().into_iter().map(|(child, title)| view! {
                        <CellButton title note="" on_press=move |()| choose(child) />
                    }).collect_view()}
                </CellGroup>
            </Show>
        </div>
    }
}
