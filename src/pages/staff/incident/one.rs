//! One incident: what comes next in big buttons, what was done so far, and its end.

use leptos::prelude::*;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::incident::{Incident, IncidentClosed, Step, What};

use super::photos::Photos;
use super::step::{About, StepForm};
use super::wrong::{Wrong, struck_words};
use super::{all, child_words, one};
use crate::components::{
    Button, ButtonLook, CellGroup, CellLink, Drawing, Empty, Notice, NoticeTone, SelectField,
    TextArea, Timeline, TimelineItem, TimelineWhen,
};
use crate::pages::staff::model::Model;
use crate::pages::staff::tablet::Prover;
use crate::pages::staff::undoable::{LastDone, Undoable};
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::text::{fill, format, incident, series, t, words};

/// The page.
#[component]
pub fn OnePage(
    /// The act that wrote it.
    id: ActId,
) -> impl IntoView {
    let model = Model::get();
    let this = Memo::new(move |_| one(model, id));
    let about = Memo::new(move |_| {
        this.with(|one| {
            let one = one.as_ref()?;
            Some(About { incident: id, child: one.child, day: one.said.day })
        })
    });
    let title = move || {
        let name = this.with(|one| one.as_ref().map(|one| child_words(model, one)));
        name.unwrap_or_else(|| t(words::incidents_title).to_owned())
    };
    let shown = move || match about.get() {
        Some(about) => view! { <Whole about one=this.into() /> }.into_any(),
        None => {
            view! { <Empty drawing=Drawing::Magnifier words=t(words::incident_gone) /> }.into_any()
        }
    };
    view! {
        <StaffBar title=Signal::derive(title) back=Screen::Incidents.path() />
        <main class="page stack" id="main"><WhenWhole>{shown}</WhenWhole></main>
    }
}

#[component]
fn Whole(
    /// Which.
    about: About,
    /// Its row.
    one: Signal<Option<Incident>>,
) -> impl IntoView {
    let model = Model::get();
    let done = Undoable::new();
    let head = move || {
        let one = one.get()?;
        let tone = if one.is_serious() { NoticeTone::Warning } else { NoticeTone::Info };
        let serious =
            if one.is_serious() { words::incident_serious } else { words::incident_minor };
        let (said, struck) = (incident::what(&one), struck_words(&one));
        let struck = struck.map(|said| view! { <Notice tone=NoticeTone::Warning>{said}</Notice> });
        Some(view! { <Notice tone title=t(serious)>{said}</Notice> {struck} })
    };
    let items = Signal::derive(move || one.with(|one| one.as_ref().map(items).unwrap_or_default()));
    let unread = move || {
        one.with(|one| {
            let one = one.as_ref().filter(|one| one.struck.is_none())?;
            let read = one.counting().any(|entry| entry.what == What::Acknowledged);
            (!read).then(|| view! { <p class="soft small">{t(words::incident_unread)}</p> })
        })
    };
    view! {
        {head}
        <Next about one done />
        <section class="section">
            <h2 class="section-title">{t(words::incident_sheet_steps)}</h2>
            <Timeline items />
            {unread}
            <Photos about one done />
        </section>
        <People about one />
        <Show when=move || model.leads()><Close about one done /></Show>
        <Wrong about one done />
        <CellGroup>
            <CellLink
                href=Screen::IncidentPaper(about.incident).path() title=t(words::incident_paper)
            />
            <CellLink href=Screen::Child(about.child).path() title=Signal::derive(move || name(model, about.child)) />
            <CellLink
                href=Screen::ConcernAbout(about.child).path()
                title=t(words::incident_concern_link) note=t(words::incident_concern)
            />
        </CellGroup>
        <LastDone of=done />
    }
}

fn name(model: Model, child: ChildId) -> String {
    let name = model.roster.with(|roster| roster.child(child).map(|card| card.name.clone()));
    name.unwrap_or_else(|| t(words::child_unlisted).to_owned())
}

/// What happened, then what was done, by the times that were stated.
pub fn items(one: &Incident) -> Vec<TimelineItem> {
    let noted = |by: &str, written: Option<_>| match written {
        Some(at) => format!("{by} · {}", fill(words::entered_at, &[&format::time(at)])),
        None => by.to_owned(),
    };
    let when = |struck: bool| if struck { TimelineWhen::Struck } else { TimelineWhen::Past };
    let first = TimelineItem {
        key: one.by.to_string(),
        when: when(one.struck.is_some()),
        time: format::time(one.at),
        words: incident::what(one),
        note: noted(&one.by_name, one.written),
    };
    let mut entries: Vec<_> = one.entries.iter().collect();
    entries.sort_by_key(|entry| entry.at);
    let rest = entries.into_iter().map(|entry| {
        let note = noted(&entry.by_name, entry.written);
        let struck =
            entry.struck.as_ref().map(|s| format!("{} {}", s.by_name, s.reason).trim().to_owned());
        TimelineItem {
            key: entry.act.to_string(),
            when: when(entry.struck.is_some()),
            time: match entry.at.day() == one.said.day {
                true => format::time(entry.at),
                false => format::moment(entry.at),
            },
            words: incident::entry(entry),
            note: [Some(note), struck].into_iter().flatten().collect::<Vec<_>>().join(" → "),
        }
    });
    [first].into_iter().chain(rest).collect()
}

/// What is to be done, one button each, and any other step.
#[component]
fn Next(
    /// Which.
    about: About,
    /// Its row.
    one: Signal<Option<Incident>>,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let open = RwSignal::new(None::<Step>);
    let other = RwSignal::new(String::new());
    let counts =
        Memo::new(move |_| one.with(|one| one.as_ref().is_some_and(|o| o.struck.is_none())));
    let to_do =
        Memo::new(move |_| one.with(|one| one.as_ref().map(Incident::to_do).unwrap_or_default()));
    Effect::new(move |_| {
        let nth = other.get().parse::<usize>().ok();
        if let Some(step) = nth.and_then(|nth| Step::ALL.get(nth)) {
            open.set(Some(*step));
            other.set(String::new());
        }
    });
    let options = Signal::derive(move || {
        let first = (String::new(), t(words::incident_pick_step).to_owned());
        let steps = Step::ALL.iter().enumerate();
        let steps = steps.map(|(nth, step)| (nth.to_string(), t(incident::step(*step)).to_owned()));
        [first].into_iter().chain(steps).collect::<Vec<_>>()
    });
    let button = move |(nth, step): (usize, Step)| {
        let look = if nth == 0 { ButtonLook::Primary } else { ButtonLook::Quiet };
        view! {
            <Button look block=true on_press=move |()| open.set(Some(step))>
                {t(incident::step(step))}
            </Button>
        }
    };
    let buttons = move || {
        let to_do = to_do.get();
        (!to_do.is_empty()).then(|| {
            view! {
                <h2 class="section-title">{t(words::incident_todo)}</h2>
                {to_do.into_iter().enumerate().map(button).collect_view()}
            }
        })
    };
    let shown = move || match open.get() {
        Some(step) => view! { <StepForm about step open done /> }.into_any(),
        None => view! {
            {buttons}
            <SelectField id="incident-more" label=t(words::incident_more) value=other options />
        }
        .into_any(),
    };
    view! { <Show when=move || counts.get()><section class="section stack">{shown}</section></Show> }
}

/// Others who were hurt, were part of it, or saw it; notes for staff.
#[component]
fn People(
    /// Which.
    about: About,
    /// Its row.
    one: Signal<Option<Incident>>,
) -> impl IntoView {
    let model = Model::get();
    let lines = move || {
        let lines = one.get().map(|one| people_lines(model, about.incident, &one));
        let line = |said: String| view! { <p>{said}</p> };
        lines.unwrap_or_default().into_iter().map(line).collect_view()
    };
    view! { <div class="stack stack-s">{lines}</div> }
}

/// The same as lines, for the paper too.
pub fn people_lines(model: Model, id: ActId, one: &Incident) -> Vec<String> {
    let together: Vec<String> = all(model)
        .into_iter()
        .filter(|(other, row)| *other != id && one.batch.is_some() && row.batch == one.batch)
        .map(|(_, row)| child_words(model, &row))
        .collect();
    let others: Vec<String> = one.said.others.iter().map(|child| name(model, *child)).collect();
    let witnesses: Vec<&str> = one.said.witnesses.iter().map(|named| named.name.as_str()).collect();
    let lines = [
        (words::incident_together, series(together)),
        (words::incident_others_are, series(others)),
        (words::incident_witnesses_are, series(witnesses)),
        (words::incident_notes_are, one.said.private.trim().to_owned()),
    ];
    lines
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(word, said)| fill(word, &[&said]))
        .collect()
}

/// The end, by the leader or the office, with a word.
#[component]
fn Close(
    /// Which.
    about: About,
    /// Its row.
    one: Signal<Option<Incident>>,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let (ended, need) = (RwSignal::new(String::new()), RwSignal::new(false));
    let open = Memo::new(move |_| one.with(|one| one.as_ref().is_some_and(Incident::is_open)));
    let prover = Prover::get();
    let back = about.way_back(model, done);
    let keep = Callback::new(move |()| {
        let words = ended.with_untracked(|ended| ended.trim().to_owned());
        let body = IncidentClosed { day: about.day, incident: about.incident, words };
        let said = fill(words::incident_step_said, &[&t(words::step_closed)]);
        let back = Some(back.clone());
        done.keep_then(model, vec![about.draft(body)], said, back, move || {
            ended.try_set(String::new());
        });
    });
    let press = Callback::new(move |()| {
        let length = ended.with_untracked(|ended| ended.trim().chars().count());
        need.set(!(1..=1000).contains(&length));
        if !need.get_untracked() {
            prover.again(keep);
        }
    });
    let error =
        MaybeProp::derive(move || need.get().then(|| t(words::incident_close_need).to_owned()));
    view! {
        <Show when=move || open.get()>
            <section class="section stack no-print">
                <h2 class="section-title">{t(words::incident_close)}</h2>
                <TextArea
                    id="incident-ended" label=t(words::incident_close_words)
                    hint=t(words::incident_close_note) value=ended error
                />
                <Button look=ButtonLook::Quiet block=true busy=done.busy on_press=press>
                    {t(words::incident_close_keep)}
                </Button>
            </section>
        </Show>
    }
}
