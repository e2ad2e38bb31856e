//! Waiting points: what is said so far, and one form for all of them.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::waiting::{WaitingPoint, WaitingPoints, Whose};

use crate::components::{Button, Cell, CellButton, CellGroup, Field, Glyph, SelectField, Sheet};
use crate::pages::office::changes::grade_word;
use crate::pages::office::errors::{Errors, Summary};
use crate::pages::office::model::{Office, Roster};
use crate::pages::office::writing::{Failed, Writing};
use crate::state::Draft;
use crate::text::{Word, fill, t, words};

/// Longest name of a place, in characters.
const LONGEST: usize = 40;

/// Whose, in words.
fn whose_words(of: Whose, roster: &Roster) -> String {
    match of {
        Whose::School => t(words::scope_school).to_owned(),
        Whose::Grade(grade) => grade_word(grade),
        Whose::Class(class) => roster.class_names(&[class]).concat(),
    }
}

/// The school, its grades and its classes.
fn everybody(roster: &Roster) -> Vec<Whose> {
    let grades: BTreeSet<u8> = roster.classes.iter().map(|(_, class)| class.grade).collect();
    let classes = roster.classes.iter().map(|(id, _)| Whose::Class(*id));
    let grades = grades.into_iter().map(Whose::Grade);
    [Whose::School].into_iter().chain(grades).chain(classes).collect()
}

/// What is typed. A handle: copying it is free.
#[derive(Clone, Copy)]
struct Typed {
    /// The key of [`Whose`].
    of: RwSignal<String>,
    usual: RwSignal<String>,
    rain: RwSignal<String>,
    open: RwSignal<bool>,
}

impl Typed {
    fn new() -> Typed {
        let empty = || RwSignal::new(String::new());
        Typed { of: empty(), usual: empty(), rain: empty(), open: RwSignal::new(false) }
    }

    /// Opens the form with what is said of these children.
    fn edit(self, office: Office, of: Whose) {
        self.of.set(of.key());
        self.read(office);
        self.open.set(true);
    }

    /// Fills in what is said of whoever is chosen: another one's place is not theirs.
    fn read(self, office: Office) {
        let key = self.of.get_untracked();
        let row = |r: &yuanliu_sync::replica::Replica| r.get(Audience::Public, &key);
        let said: Option<WaitingPoint> = office.space.replica.with_untracked(row);
        let (usual, rain) = said.map(|point| (point.usual, point.rain)).unwrap_or_default();
        self.usual.set(usual);
        self.rain.set(rain);
    }
}

/// The list and the form.
#[component]
pub fn Points() -> impl IntoView {
    let office = Office::get();
    let typed = Typed::new();
    let points = Memo::new(move |_| {
        let rows = office.space.replica.with(|r| r.list::<WaitingPoint>(Audience::Public));
        let points = WaitingPoints::new(rows.into_iter().map(|(_, point)| point));
        // The whole school first: what counts for all unless a line below says otherwise.
        let order = office.roster.with(|roster| everybody(roster)).into_iter();
        let point = |of: Whose| points.all().iter().find(|point| point.of == of).cloned();
        order.filter_map(point).collect::<Vec<_>>()
    });
    let place = |text: &str| match text.is_empty() {
        true => t(words::point_unsaid).to_owned(),
        false => text.to_owned(),
    };
    let row = move |point: WaitingPoint| {
        let of = point.of;
        let title = office.roster.with_untracked(|roster| whose_words(of, roster));
        let note = fill(words::point_line, &[&place(&point.usual), &place(&point.rain)]);
        view! { <CellButton title note on_press=move |()| typed.edit(office, of) /> }
    };
    view! {
        <CellGroup title=t(words::points_title) note=t(words::points_note)>
            <Show when=move || points.with(Vec::is_empty)>
                <Cell title=t(words::points_none) />
            </Show>
            {move || points.get().into_iter().map(row).collect_view()}
        </CellGroup>
        <Button block=true glyph=Glyph::Plus on_press=move |()| typed.edit(office, Whose::School)>
            {t(words::point_add)}
        </Button>
        <Sheet open=typed.open title=t(words::point_add) close=t(words::close)>
            <Form typed />
        </Sheet>
    }
}

#[component]
fn Form(
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let options = Signal::derive(move || {
        office.roster.with(|roster| {
            let all = everybody(roster).into_iter();
            all.map(|of| (of.key(), whose_words(of, roster))).collect::<Vec<_>>()
        })
    });
    // Another choice shows what is said of it.
    Effect::new(move |before: Option<String>| {
        let key = typed.of.get();
        if before.is_some_and(|before| before != key) {
            typed.read(office);
        }
        key
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let (key, usual, rain) = (typed.of.get_untracked(), text(typed.usual), text(typed.rain));
        let long = |id: &'static str, text: &str| -> Option<(&'static str, Word)> {
            (text.chars().count() > LONGEST).then_some((id, words::need_shorter_place))
        };
        let wrong = [long("point-usual", &usual), long("point-rain", &rain)];
        let of = office
            .roster
            .with_untracked(|roster| everybody(roster).into_iter().find(|of| of.key() == key));
        let Some(of) = of.filter(|_| errors.check(wrong) && !writing.busy.get_untracked()) else {
            return;
        };
        let name = office.roster.with_untracked(|roster| whose_words(of, roster));
        let body = WaitingPoint { of, usual, rain };
        let said = fill(words::point_said, &[&name]);
        writing.keep(office, Draft::new(Subject::School, body), said, move || {
            typed.open.set(false);
        });
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <SelectField id="point-of" label=t(words::point_of) value=typed.of options />
            <Field
                id="point-usual" label=t(words::point_usual) hint=t(words::point_hint)
                value=typed.usual error=errors.at("point-usual")
            />
            <Field
                id="point-rain" label=t(words::point_when_rain)
                value=typed.rain error=errors.at("point-rain")
            />
            <Button submit=true block=true busy=writing.busy>{t(words::point_keep)}</Button>
        </form>
    }
}
