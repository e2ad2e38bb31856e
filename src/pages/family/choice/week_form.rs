//! The week from a date on. What changes is said in a sentence before it is kept.

use leptos::prelude::*;
use yuanliu_domain::choice::{Choose, Week};
use yuanliu_domain::id::ActId;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::{Day, Weekday};

use super::week::{Grid, from_grid, on, to_grid};
use crate::components::{
    Button, ChoiceItem, Choices, ErrorSummary, Field, FieldError, FieldKind, WeekBlock, WeekDay,
    WeekGrid,
};
use crate::pages::family::keeping::{Failed, Keeping, Kept};
use crate::pages::family::kid::Kid;
use crate::pages::family::phrases;
use crate::text::{fill, format, t, words};

/// The form's state.
#[derive(Clone, Copy)]
struct Fields {
    grid: RwSignal<Grid>,
    /// `first` or `other`.
    start: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    /// Today while lessons last, else tomorrow.
    first: Day,
}

impl Fields {
    fn new(kid: Kid) -> Fields {
        let (now, today) = (kid.now.get_untracked(), kid.today.get_untracked());
        let lessons_end = kid.frame.with_untracked(|f| f.as_ref().map(|f| f.school.lessons_end));
        let still = lessons_end.is_none_or(|end| now.minute() < end);
        let first = if still { today } else { today.plus(1) };
        let pattern = kid.child.with_untracked(|c| c.as_ref().and_then(|c| c.pattern.clone()));
        Fields {
            grid: RwSignal::new(to_grid(&on(pattern.as_deref(), first))),
            start: RwSignal::new("first".to_owned()),
            from: RwSignal::new(String::new()),
            until: RwSignal::new(String::new()),
            first,
        }
    }

    fn from(&self) -> Option<Day> {
        match self.start.get().as_str() {
            "first" => Some(self.first),
            _ => self.from.get().parse().ok(),
        }
    }

    /// `Err` while what stands there is no date.
    fn until(&self) -> Result<Option<Day>, ()> {
        match self.until.get().trim() {
            "" => Ok(None),
            date => date.parse().map(Some).map_err(|_| ()),
        }
    }

    fn before(&self, kid: Kid) -> (bool, Week) {
        let from = self.from().unwrap_or(self.first);
        kid.child.with(|c| {
            let pattern = c.as_ref().and_then(|c| c.pattern.as_deref());
            (pattern.is_some_and(|p| p.current(from).is_some()), on(pattern, from))
        })
    }

    /// 3 月 4 日起，一鸣周四不参加晚托。 `None` when nothing is different.
    fn sentence(&self, kid: Kid) -> Option<String> {
        let (chosen, before) = self.before(kid);
        let week = from_grid(&self.grid.get());
        let mut changes = phrases::difference(&before, &week);
        if changes.is_empty() && !chosen && week.is_empty() {
            changes.push(t(words::fam_takes_no_part).to_owned());
        }
        if changes.is_empty() {
            return None;
        }
        let today = kid.today.get();
        let from = phrases::date(self.from()?, today);
        let changes = phrases::list(changes);
        Some(match self.until().ok()? {
            Some(until) => fill(
                words::fam_change_between,
                &[&from, &phrases::date(until, today), &kid.given(), &changes],
            ),
            None => fill(words::fam_change, &[&from, &kid.given(), &changes]),
        })
    }
}

/// The form.
#[component]
pub fn WeekForm(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let fields = Fields::new(kid);
    let keeping = Keeping::new();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let kept = RwSignal::new(None::<(ActId, String)>);
    let sentence = Memo::new(move |_| fields.sentence(kid));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match untrack(|| check(fields, sentence)) {
            Ok((choice, sentence)) => {
                errors.set(vec![]);
                let said = fill(words::fam_choice_kept, &[&sentence]);
                keeping.keep(kid, kid.draft(choice), move |act| kept.set(Some((act, said))));
            }
            Err(error) => errors.set(vec![error]),
        }
    };
    let error = move |id: &'static str| {
        Signal::derive(move || {
            errors.with(|all| all.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let preview = move || sentence.get().unwrap_or_else(|| t(words::fam_no_change).to_owned());
    view! {
        <form class="card stack" on:submit=send novalidate>
            <h2>{t(words::fam_change_week)}</h2>
            <ErrorSummary title=t(words::fam_choice_incomplete) errors />
            <Boxes kid grid=fields.grid />
            <Start kid fields error=error("choice-from") />
            <details class="fold">
                <summary>{t(words::fam_only_for_a_while)}</summary>
                <Field
                    id="choice-until" label=t(words::fam_until_label) hint=t(words::fam_until_hint)
                    kind=FieldKind::Date value=fields.until error=error("choice-until")
                />
            </details>
            <p class="strong" aria-live="polite">{preview}</p>
            <Failed keeping />
            <Button submit=true block=true busy=keeping.busy>{t(words::keep)}</Button>
            {move || kept.get().map(|(act, said)| view! { <Kept kid act said /> })}
        </form>
    }
}

fn check(fields: Fields, sentence: Memo<Option<String>>) -> Result<(Choose, String), FieldError> {
    let wrong = |id: &str, word| FieldError { id: id.to_owned(), words: t(word).to_owned() };
    let from = fields.from().ok_or_else(|| wrong("choice-from", words::fam_need_date))?;
    let until = fields.until().map_err(|()| wrong("choice-until", words::fam_need_date))?;
    if until.is_some_and(|until| until < from) {
        return Err(wrong("choice-until", words::refused_span));
    }
    let sentence = sentence.get().ok_or_else(|| wrong("choice-start", words::fam_no_change))?;
    Ok((Choose { from, until, week: from_grid(&fields.grid.get()) }, sentence))
}

#[component]
fn Boxes(
    /// The child.
    kid: Kid,
    /// The boxes.
    grid: RwSignal<Grid>,
) -> impl IntoView {
    let today = kid.today.get_untracked().weekday();
    let school = kid.frame.with_untracked(|f| f.as_ref().map(|f| f.school.clone()));
    let day = |day: Weekday| WeekDay { word: format::weekday(day).into(), today: day == today };
    let until = |block: Block| {
        let school = school.as_ref();
        let end = school.map(|s| if block == Block::Activities { s.late_care } else { s.closing });
        end.map(|end| fill(words::fam_to_time, &[&end])).unwrap_or_default()
    };
    let block = |block: Block| {
        let word = if block == Block::Activities { words::activities } else { words::late_care };
        WeekBlock { word: t(word).into(), time: until(block).into() }
    };
    let days = Weekday::SCHOOL.into_iter().map(day).collect();
    let blocks = Block::ALL.into_iter().map(block).collect();
    view! {
        <WeekGrid id="choice-week" caption=t(words::fam_week_caption) days blocks chosen=grid offered=vec![vec![true; 5]; 2] />
    }
}

#[component]
fn Start(
    /// The child.
    kid: Kid,
    /// The form's state.
    fields: Fields,
    /// What is wrong with the date.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let first = fields.first;
    let item = |key: &str, word: String, note: String| ChoiceItem {
        key: key.into(),
        word: word.into(),
        note: note.into(),
    };
    let first_word = fill(words::fam_from, &[&phrases::date(first, kid.today.get_untracked())]);
    let items = vec![
        item("first", first_word, format::day(first)),
        item("other", t(words::fam_other_date).to_owned(), String::new()),
    ];
    view! {
        <Choices id="choice-start" legend=t(words::fam_from_when) items value=fields.start side=true />
        <Show when=move || fields.start.get() == "other">
            <Field id="choice-from" label=t(words::fam_first_day) kind=FieldKind::Date value=fields.from error />
        </Show>
    }
}
