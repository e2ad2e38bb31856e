//! The day's entries as a guardian reads them: what happened, and what comes.

use yuanliu_domain::child_day::{AtLessonsEnd, Entry, Mark, State, What};
use yuanliu_domain::collector::Way;
use yuanliu_domain::time::{Day, Minute};

use super::summary::person;
use super::today::{Plan, place, released, released_by, spoken, time};
use crate::components::{TimelineItem, TimelineWhen};
use crate::state::{ChildToday, Frame};
use crate::text::{fill, format, t, words};

/// Entries in the order in which they happened, then what is expected.
pub fn timeline(child: &ChildToday, frame: &Frame, plan: &Plan, day: Day) -> Vec<TimelineItem> {
    let mut entries: Vec<&Entry> = child.day.entries.iter().collect();
    entries.sort_by_key(|entry| time(entry));
    let now = child.day.last().map(|entry| entry.act);
    let mut before: Option<&Entry> = None;
    let mut items = vec![];
    for entry in entries {
        let when = match () {
            () if entry.corrected_by.is_some() => TimelineWhen::Struck,
            () if Some(entry.act) == now => TimelineWhen::Now,
            () => TimelineWhen::Past,
        };
        items.push(item(when, format::time(time(entry)), words_of(entry, before), note_of(entry)));
        if entry.corrected_by.is_none() && !matches!(entry.what, What::Corrected(..)) {
            before = Some(entry);
        }
    }
    items.extend(next(child, frame, plan, day));
    items
}

fn item(when: TimelineWhen, time: String, words: String, note: String) -> TimelineItem {
    TimelineItem { key: format!("{time}|{words}|{note}"), when, time, words, note }
}

/// What an entry says, in a few words: also the answer in the list of what to contest.
pub fn words_of(entry: &Entry, before: Option<&Entry>) -> String {
    let said = |word| t(word).to_owned();
    match &entry.what {
        What::LessonsAbsent | What::LessonsEnd(AtLessonsEnd::Absent) => said(words::state_absent),
        What::LessonsEnd(AtLessonsEnd::Left) => said(words::state_left_at_end),
        What::LessonsEnd(AtLessonsEnd::Staying) => said(words::state_staying),
        What::TakenIn(Some(place)) => fill(words::fam_taken_in, &[&spoken(place)]),
        What::TakenIn(None) => said(words::act_taken_in),
        What::Marked(Mark::Present, here) => {
            let came_from = before.and_then(place).map(|place| place.group);
            match here {
                Some(here) if came_from.is_some_and(|group| group != here.group) => {
                    fill(words::fam_moved_to, &[&here.name])
                }
                Some(here) => fill(words::fam_arrived_in, &[&spoken(here)]),
                None => said(words::present),
            }
        }
        What::Marked(Mark::NotHere, _) => said(words::state_not_here),
        What::Marked(Mark::OutOfRoom, _) => said(words::state_out),
        What::Marked(Mark::WithEscort, _) => said(words::state_escort),
        What::Marked(Mark::Returned, _) => said(words::state_returned),
        What::Released(release) => released(release),
        What::Corrected(_, reason) => fill(words::fam_correction, &[reason]),
    }
}

fn note_of(entry: &Entry) -> String {
    let mut said = vec![];
    match &entry.what {
        What::Released(release) => said.push(released_by(release)),
        What::Marked(Mark::Present, Some(place)) => {
            said.push(place.name.clone());
            said.push(entry.by_name.clone());
        }
        _ => said.push(entry.by_name.clone()),
    }
    said.extend(format::later(entry));
    if entry.offline && !matches!(entry.what, What::Released(_)) {
        said.push(t(words::fam_offline).to_owned());
    }
    if entry.corrected_by.is_some() {
        said.push(t(words::fam_corrected).to_owned());
    }
    said.join(" · ")
}

/// What is still to come: late care, then the way home.
fn next(child: &ChildToday, frame: &Frame, plan: &Plan, day: Day) -> Vec<TimelineItem> {
    let over =
        matches!(child.day.state(), State::Released(..) | State::LeftAtLessonsEnd | State::Absent);
    let Some(end) = plan.ends(frame).filter(|_| !over) else { return vec![] };
    let mut items = vec![];
    let mut add = |at: Minute, words: String, note: String| {
        items.push(item(TimelineWhen::Next, at.to_string(), words, note));
    };
    let begun = !matches!(child.day.state(), State::NotYet);
    for span in plan.spans(frame).into_iter().zip(yuanliu_domain::school::Block::ALL) {
        let (span, block) = span;
        let Ok(from) = Minute::try_from(span.from) else { continue };
        let ahead = span.stays && from < end;
        let first = block == yuanliu_domain::school::Block::Activities;
        if ahead && !(first && begun) && !in_late_care(child, first, frame) {
            add(from, super::phrases::block(block), String::new());
        }
    }
    let note = child.absences.notes.iter().find(|n| n.holds(day) && n.time == Some(end));
    let goes_home = note.map(|n| n.goes_home.clone()).filter(|words| !words.is_empty());
    let home = goes_home.unwrap_or_else(|| collectors(child, day));
    add(end, t(words::fam_goes_home_at).to_owned(), home);
    items
}

/// Whether the present mark was already made in late care.
fn in_late_care(child: &ChildToday, first: bool, frame: &Frame) -> bool {
    let last = child.day.last().map(|entry| time(entry).minute());
    !first && last.is_some_and(|at| at >= frame.school.late_care)
}

/// Who may come today, the usual one first; never more than three by name.
fn collectors(child: &ChildToday, day: Day) -> String {
    let named = child.collectors.today(day, child.weekday);
    let said = named.iter().take(3).map(|c| match c.way {
        Way::Alone => t(words::fam_alone).to_owned(),
        _ => person(&c.relation, &c.name),
    });
    super::phrases::list(said)
}
