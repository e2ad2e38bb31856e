//! Not collected after closing time 尚未接走 (T6): for each child its own clock, who stays
//! with it, whom to call next, and what was called. No timer writes anything (R6).

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::call::{About, Next, Whom};
use yuanliu_domain::child_day::{ChildDay, State};
use yuanliu_domain::day_change::{Answer, Answers};
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::people::Child;
use yuanliu_domain::school::{Block, Duty, Group};
use yuanliu_domain::time::Minute;

use super::acts::Failed;
use super::calls::{
    CallRow, CallsMade, Person, calls_of, family, leaders, outcome_words, outside, whom_words,
};
use super::model::{Model, Roster};
use super::noted::Noted;
use super::on_behalf::ToOnBehalf;
use super::staying::StayingPanel;
use crate::components::{
    Button, ButtonLink, ButtonLook, CellGroup, CellLink, Notice, NoticeTone, UndoBar,
};
use crate::route::Screen;
use crate::state::{App, Change, Frame};
use crate::text::{Word, fill, t, words};

/// When the care that a child is in ends as planned: the duty of its group, else the
/// school's; earlier by a day change once the family said that they come: until then the
/// child stays in care as always. Whoever is not collected at the end of activities
/// goes on into late care (T13), so where there is late care its end counts.
fn closing_of(
    card: &Child,
    day: &ChildDay,
    frame: &Frame,
    roster: &Roster,
    duties: &BTreeMap<GroupId, Arc<Duty>>,
    answers: Option<&Answers>,
) -> Minute {
    let changes = || frame.changes.iter().filter(|c| c.scope.covers(card.class, card.grade));
    let placed = day.place().map(|place| place.group);
    let group_in = |block: Block| {
        let mine = |(id, group): &&(GroupId, Group)| {
            group.block == block && (placed == Some(*id) || group.classes.contains(&card.class))
        };
        let all = || roster.groups.iter().filter(mine);
        all().find(|(id, _)| placed == Some(*id)).or_else(|| all().next())
    };
    let cancelled = changes().any(|change| change.cancelled.contains(&Block::LateCare));
    let late = group_in(Block::LateCare).filter(|_| !cancelled);
    let group = late.or_else(|| group_in(Block::Activities));
    let duty = group.and_then(|(id, _)| duties.get(id)).map(|duty| duty.closing);
    let usual = duty.unwrap_or(frame.school.closing);
    let comes = |change: &&Change| {
        answers.is_some_and(|answers| answers.to(change.id) == Some(Answer::Comes))
    };
    let ends = changes().filter(comes).filter_map(|change| change.ends).min();
    ends.map_or(usual, |ends| ends.min(usual))
}

/// Children in care after their closing time, and those who stayed at the end of lessons
/// and of whom nobody has said more; the longest first, with that time.
pub fn uncollected(model: Model) -> Vec<(ChildId, Minute)> {
    let Some(frame) = model.frame.get() else { return vec![] };
    let (now, duties) = (model.space.now().at.minute(), model.duties.get());
    let ends = frame.changes.iter().filter_map(|change| change.ends);
    let first = duties.values().map(|duty| duty.closing).chain(ends).min();
    // Most of the afternoon nobody can be late, and no child need be looked at.
    if now < first.map_or(frame.school.closing, |first| first.min(frame.school.closing)) {
        return vec![];
    }
    let (days, roster) = (model.child_days.get(), model.roster.get());
    let answers = model.answers.get();
    let mut late: Vec<(ChildId, Minute)> = days
        .iter()
        .filter(|(_, day)| day.state().in_care() || day.state() == State::Staying)
        .filter_map(|(id, day)| {
            let said = answers.get(id).map(|answers| &**answers);
            let closing = closing_of(roster.child(*id)?, day, &frame, &roster, &duties, said);
            (now >= closing).then_some((*id, closing))
        })
        .collect();
    late.sort_by_key(|(id, closing)| (*closing, *id));
    late
}

/// The ladders; nothing while nobody is late.
#[component]
pub fn Uncollected() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let noted = Noted::new();
    let late = Memo::new(move |_| {
        app.tick.track();
        uncollected(model)
    });
    let row = move |(child, closing): (ChildId, Minute)| {
        view! { <Ladder child closing noted /> }
    };
    view! {
        <Show when=move || !late.with(Vec::is_empty)>
            <section class="section">
                <h2 class="section-title">{t(words::uncollected_title)}</h2>
                <Failed why=noted.failed />
                <For each=move || late.get() key=|late| *late children=row />
            </section>
        </Show>
        <UndoBar
            message=Signal::derive(move || noted.done.get().map(|(said, ..)| said))
            undo=t(words::undo) on_undo=Callback::new(move |()| noted.undo())
        />
    }
}

/// The rungs as this person may see them.
#[derive(Clone, PartialEq)]
struct Rungs {
    guardians: Vec<Person>,
    others: Vec<Person>,
    leaders: Vec<Person>,
    leads: bool,
}

impl Rungs {
    fn of(model: Model, child: ChildId) -> Rungs {
        let people = model.child(child).map(|child| family(model, &child)).unwrap_or_default();
        let (guardians, others) =
            people.into_iter().partition(|person| person.whom == Whom::Guardian);
        Rungs { guardians, others, leaders: leaders(model), leads: model.leads() }
    }

    fn family(&self) -> Vec<(Whom, String)> {
        let people = self.guardians.iter().chain(&self.others);
        people.map(|person| (person.whom, person.name.clone())).collect()
    }

    /// What comes next, in words.
    fn next(&self, model: Model, child: ChildId) -> String {
        let (calls, people) = (calls_of(model, child), self.family());
        let now = model.space.now().at.minute();
        match calls.next(About::NotCollected, &people, now) {
            Next::Coming(call) => {
                fill(words::ladder_coming, &[&whom_words(&call.said), &outcome_words(&call.said)])
            }
            Next::Call(whom, name) => {
                let is = |person: &&Person| person.whom == whom && person.name == name;
                let person = self.guardians.iter().chain(&self.others).find(is);
                fill(words::ladder_call, &[&person.map(Person::words).unwrap_or_default()])
            }
            // The leader is here already.
            Next::Leader if self.leads => t(words::ladder_leader_decides).to_owned(),
            Next::Leader => t(words::ladder_leader).to_owned(),
            Next::LeaderDecides => t(words::ladder_leader_decides).to_owned(),
        }
    }
}

#[component]
fn Ladder(
    /// The child.
    child: ChildId,
    /// When its care ended.
    closing: Minute,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let card = model.roster.with_untracked(|roster| roster.child(child).cloned());
    let Some(card) = card else { return ().into_any() };
    let open = RwSignal::new(false);
    let rungs = Memo::new(move |_| Rungs::of(model, child));
    let clock = move || {
        app.tick.track();
        let now = u16::from(model.space.now().at.minute());
        let passed = now.saturating_sub(u16::from(closing));
        Some(fill(words::uncollected_since, &[&closing, &passed]))
    };
    let next = move || {
        app.tick.track();
        rungs.with(|rungs| rungs.next(model, child))
    };
    let title = format!("{} {:02} {}", card.class_name, card.number, card.name);
    let rung = move |title: Word, people: Vec<Person>| {
        let rows = match people.is_empty() {
            true => view! { <p class="soft">{t(words::ladder_nobody)}</p> }.into_any(),
            false => people
                .into_iter()
                .map(|person| view! { <CallRow child about=About::NotCollected person noted /> })
                .collect_view()
                .into_any(),
        };
        view! { <div class="section"><h3 class="section-title">{t(title)}</h3> {rows}</div> }
    };
    let steps = move || {
        open.get().then(|| {
            let Rungs { guardians, others, leaders, leads } = rungs.get();
            let last = match leads {
                true => rung(words::ladder_outside, outside()).into_any(),
                false => view! {
                    <div class="section">
                        <h3 class="section-title">{t(words::ladder_outside)}</h3>
                        <p class="soft">{t(words::ladder_outside_note)}</p>
                    </div>
                }
                .into_any(),
            };
            view! {
                {rung(words::ladder_guardians, guardians)}
                {rung(words::ladder_others, others)}
                {rung(words::ladder_leaders, leaders)}
                {last}
                <StayingPanel child noted />
            }
        })
    };
    view! {
        <section class="card stack" aria-label=card.name.clone()>
            <CellGroup>
                <CellLink href=Screen::Child(child).path() title note=Signal::derive(clock) />
            </CellGroup>
            <Notice tone=NoticeTone::Warning>{next}</Notice>
            <Staying child />
            <CallsMade child />
            <div class="columns">
                <Button look=ButtonLook::Quiet on_press=move |()| open.update(|open| *open = !*open)>
                    {t(words::ladder_open)}
                </Button>
                <ButtonLink look=ButtonLook::Quiet href=Screen::Child(child).path()>
                    {t(words::uncollected_release)}
                </ButtonLink>
                <ToOnBehalf child />
            </div>
            {steps}
        </section>
    }
    .into_any()
}

/// Who stays with the child, while the ladder is folded too.
#[component]
fn Staying(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let said = move || match super::staying::now(model, child) {
        Some(stay) => fill(words::staying_is, &[&super::staying::names(&stay.staff)]),
        None => t(words::staying_none).to_owned(),
    };
    view! { <p><strong>{said}</strong></p> }
}
