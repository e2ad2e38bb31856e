//! A day change 当日安排调整: date, for whom, what falls away or ends early, and
//! what families read. A child who can't be fetched earlier stays (R6).

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::ClassId;
use yuanliu_domain::school::{Block, DayChanged, Scope};
use yuanliu_domain::time::{Day, Minute};

use super::changes::{grade_word, scope_words};
use super::errors::{Errors, Summary};
use super::groups::block_word;
use super::model::Office;
use super::writing::{Failed, Writing};
use crate::components::{
    Button, ButtonLook, ChoiceItem, Choices, Field, FieldKind, SelectField, TextArea, Tick, Ticks,
};
use crate::state::Draft;
use crate::text::{Word, fill, format, t, words};

const CAUSES: [(&str, Word); 5] = [
    ("weather", words::cause_weather),
    ("half_day", words::cause_half_day),
    ("health", words::cause_health),
    ("place", words::cause_place),
    ("other", words::cause_other),
];

/// What is typed. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Typed {
    day: RwSignal<String>,
    scope: RwSignal<String>,
    grades: StoredValue<Vec<(u8, Tick)>>,
    classes: StoredValue<Vec<(ClassId, Tick)>>,
    cancelled: StoredValue<Vec<(Block, Tick)>>,
    ends: RwSignal<String>,
    cause: RwSignal<String>,
    text: RwSignal<String>,
}

impl Typed {
    /// Today, the whole school, nothing else yet.
    pub fn new(office: Office) -> Typed {
        let tick =
            |word: String| Tick { word: word.into(), note: "".into(), on: RwSignal::new(false) };
        office.roster.with_untracked(|roster| {
            let grades: BTreeSet<u8> =
                roster.classes.iter().map(|(_, class)| class.grade).collect();
            let classes = roster.classes.iter();
            Typed {
                day: RwSignal::new(office.day.get_untracked().to_string()),
                scope: RwSignal::new("school".to_owned()),
                grades: StoredValue::new(
                    grades.into_iter().map(|grade| (grade, tick(grade_word(grade)))).collect(),
                ),
                classes: StoredValue::new(
                    classes.map(|(id, class)| (*id, tick(class.name.clone()))).collect(),
                ),
                cancelled: StoredValue::new(
                    Block::ALL.map(|block| (block, tick(block_word(block).to_owned()))).to_vec(),
                ),
                ends: RwSignal::new(String::new()),
                cause: RwSignal::new("weather".to_owned()),
                text: RwSignal::new(String::new()),
            }
        })
    }

    /// Ready for the next one.
    fn clear(self, office: Office) {
        self.day.set(office.day.get_untracked().to_string());
        self.scope.set("school".to_owned());
        self.ends.set(String::new());
        self.text.set(String::new());
        let ticks = [items(self.grades), items(self.classes), items(self.cancelled)];
        ticks.into_iter().flatten().for_each(|tick| tick.on.set(false));
    }

    fn day(self) -> Option<Day> {
        self.day.get_untracked().parse().ok()
    }

    fn ends(self) -> Option<Minute> {
        Minute::parse(self.ends.get_untracked().trim())
    }

    fn cancelled(self) -> BTreeSet<Block> {
        ticked(self.cancelled)
    }

    fn scope(self) -> Scope {
        match self.scope.get_untracked().as_str() {
            "grades" => Scope::Grades(ticked(self.grades)),
            "classes" => Scope::Classes(ticked(self.classes)),
            _ => Scope::School,
        }
    }

    /// What is still wrong.
    fn wrong(self, today: Day) -> [Option<(&'static str, Word)>; 5] {
        let day = match self.day() {
            None => Some(("change-day", words::need_day)),
            Some(day) if day < today => Some(("change-day", words::day_is_past)),
            Some(_) => None,
        };
        let nobody = match self.scope() {
            Scope::School => None,
            Scope::Grades(grades) => {
                grades.is_empty().then_some(("change-grades", words::need_grade))
            }
            Scope::Classes(classes) => {
                classes.is_empty().then_some(("change-classes", words::need_class))
            }
        };
        let typed_time = !self.ends.get_untracked().trim().is_empty();
        let ends =
            (typed_time && self.ends().is_none()).then_some(("change-ends", words::need_time));
        let text = match self.text.get_untracked().trim().chars().count() {
            0 => Some(("change-text", words::need_change_text)),
            1..=1000 => None,
            _ => Some(("change-text", words::too_long)),
        };
        [day, nobody, ends, text, None]
    }
}

/// The form.
#[component]
pub fn ChangeForm(
    /// What is typed.
    typed: Typed,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ok = errors.check(typed.wrong(office.day.get_untracked()));
        let Some(day) = typed.day().filter(|_| ok && !writing.busy.get_untracked()) else { return };
        let body = DayChanged {
            day,
            scope: typed.scope(),
            cancelled: typed.cancelled(),
            ends: typed.ends(),
            text: typed.text.get_untracked().trim().to_owned(),
        };
        let said = fill(words::change_said, &[&format::short_day(day)]);
        writing.keep(office, Draft::new(Subject::School, body), said, move || {
            typed.clear(office);
            open.set(false);
        });
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <Field
                id="change-day" label=t(words::change_day) kind=FieldKind::Date value=typed.day
                error=errors.at("change-day")
            />
            <ForWhom typed errors />
            <Ticks
                id="change-cancelled" legend=t(words::change_cancelled) items=items(typed.cancelled)
                side=true
            />
            <Field
                id="change-ends" label=t(words::change_ends) hint=t(words::change_ends_hint)
                kind=FieldKind::Time value=typed.ends error=errors.at("change-ends")
            />
            <Text typed errors />
            <Button submit=true block=true busy=writing.busy>{t(words::change_keep)}</Button>
        </form>
    }
}

#[component]
fn ForWhom(
    /// What is typed.
    typed: Typed,
    /// What is wrong.
    errors: Errors,
) -> impl IntoView {
    let item = |key: &str, word: Word| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    };
    let scopes = vec![
        item("school", words::scope_school),
        item("grades", words::scope_grades),
        item("classes", words::scope_classes),
    ];
    view! {
        <Choices id="change-scope" legend=t(words::change_scope) items=scopes value=typed.scope side=true />
        {move || match typed.scope.get().as_str() {
            "grades" => view! {
                <Ticks
                    id="change-grades" legend=t(words::scope_grades) items=items(typed.grades)
                    side=true error=errors.at("change-grades")
                />
            }.into_any(),
            "classes" => view! {
                <Ticks
                    id="change-classes" legend=t(words::scope_classes) items=items(typed.classes)
                    side=true error=errors.at("change-classes")
                />
            }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// What families read; a first wording on request, in the tone of the house.
#[component]
fn Text(
    /// What is typed.
    typed: Typed,
    /// What is wrong.
    errors: Errors,
) -> impl IntoView {
    let office = Office::get();
    let causes = CAUSES.map(|(key, word)| (key.to_owned(), t(word).to_owned())).to_vec();
    let empty = move || typed.text.with(|text| text.trim().is_empty());
    let suggest = move |()| typed.text.set(suggestion(office, typed));
    view! {
        <SelectField id="change-cause" label=t(words::change_cause) value=typed.cause options=causes />
        <TextArea
            id="change-text" label=t(words::change_text) hint=t(words::change_text_hint)
            value=typed.text error=errors.at("change-text")
        />
        <Show when=empty>
            <Button look=ButtonLook::Quiet on_press=suggest>{t(words::change_suggest)}</Button>
        </Show>
    }
}

fn suggestion(office: Office, typed: Typed) -> String {
    let day = match typed.day() {
        Some(day) if day != office.day.get_untracked() => format::short_day(day),
        _ => t(words::today).to_owned(),
    };
    let cause = typed.cause.get_untracked();
    let cause = CAUSES.iter().find(|(key, _)| *key == cause).map(|(_, word)| *word);
    let because = match cause {
        Some(word) if word != words::cause_other => fill(words::because_of, &[&t(word)]),
        _ => String::new(),
    };
    let scope = typed.scope();
    let whom = match scope {
        Scope::School => String::new(),
        scope => office.roster.with_untracked(|roster| scope_words(&scope, roster)),
    };
    let blocks: Vec<_> = typed.cancelled().into_iter().map(block_word).collect();
    let mut parts = vec![];
    if !blocks.is_empty() {
        parts.push(fill(
            words::suggest_cancelled,
            &[&because, &day, &whom, &blocks.join(t(words::and))],
        ));
    }
    if let Some(time) = typed.ends() {
        parts.push(fill(words::suggest_ends, &[&because, &day, &whom, &time]));
    }
    if parts.is_empty() {
        parts.push(fill(words::suggest_other, &[&because, &day, &whom]));
    }
    parts.push(t(words::suggest_stay).to_owned());
    parts.join(t(words::sentence_gap)).trim().to_owned()
}

fn items<I: Send + Sync + 'static>(ticks: StoredValue<Vec<(I, Tick)>>) -> Vec<Tick> {
    ticks.with_value(|ticks| ticks.iter().map(|(_, tick)| *tick).collect())
}

fn ticked<I: Copy + Ord + Send + Sync + 'static>(
    ticks: StoredValue<Vec<(I, Tick)>>,
) -> BTreeSet<I> {
    ticks.with_value(|ticks| {
        ticks.iter().filter(|(_, tick)| tick.on.get_untracked()).map(|(id, _)| *id).collect()
    })
}
