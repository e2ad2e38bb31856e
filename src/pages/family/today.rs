//! The one sentence a guardian opens the app for: where the child is now.

use std::collections::BTreeSet;

use yuanliu_domain::child_day::{Basis, Entry, Mark, Release, State, What};
use yuanliu_domain::expected::{Because, Expected};
use yuanliu_domain::school::{Block, Place};
use yuanliu_domain::time::{Day, Minute};

use super::phrases;
use super::summary::person;
use crate::components::{DaySpan, Tone};
use crate::state::{Change, ChildToday, Frame};
use crate::text::{Word, change_words, fill, format, names, t, words};

/// What is expected of the child today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Blocks for which the child stays.
    pub stays: BTreeSet<Block>,
    /// Leaves at this time, by a leave note.
    pub leaves_at: Option<Minute>,
    /// Why the child does not stay at all.
    pub because: Option<Because>,
    /// When late care ends today, by a day change or as a rule.
    pub closing: Minute,
}

impl Plan {
    /// From the rows.
    pub fn of(child: &ChildToday, frame: &Frame, day: Day) -> Plan {
        let each: Vec<(Block, Expected)> = Block::ALL
            .into_iter()
            .map(|block| (block, child.expected(block, frame, day)))
            .collect();
        let stays: BTreeSet<Block> = each.iter().filter(|(_, e)| e.yes).map(|(b, _)| *b).collect();
        // Of two reasons the one that says more.
        let reasons = each.iter().map(|(_, e)| e.because);
        let because = reasons.max_by_key(|because| *because != Because::NotChosen);
        let ends = changes(child, frame).filter_map(|change| change.ends).min();
        Plan {
            leaves_at: each.iter().filter_map(|(_, e)| e.leaves_at).min(),
            because: because.filter(|_| stays.is_empty()),
            closing: ends.unwrap_or(frame.school.closing),
            stays,
        }
    }

    /// When the child's afternoon ends as planned.
    pub fn ends(&self, frame: &Frame) -> Option<Minute> {
        let last = match self.stays.last()? {
            Block::Activities => frame.school.late_care,
            Block::LateCare => self.closing,
        };
        Some(self.leaves_at.map_or(last, |time| time.min(last)))
    }

    /// The blocks to scale.
    pub fn spans(&self, frame: &Frame) -> Vec<DaySpan> {
        let school = &frame.school;
        let span = |from: Minute, to: Minute, block| DaySpan {
            from: from.into(),
            to: to.into(),
            stays: self.stays.contains(&block),
        };
        let closing = self.closing.max(school.late_care);
        vec![
            span(school.lessons_end, school.late_care, Block::Activities),
            span(school.late_care, closing, Block::LateCare),
        ]
    }
}

/// The day changes that concern the child.
pub fn changes<'f>(child: &ChildToday, frame: &'f Frame) -> impl Iterator<Item = &'f Change> {
    let (class, grade) = (child.card.class, child.card.grade);
    frame.changes.iter().filter(move |change| change.scope.covers(class, grade))
}

/// Whether somebody may have to collect the child yet: it has not left and is not away.
pub fn awaited(child: &ChildToday, plan: &Plan) -> bool {
    let away = matches!(
        plan.because,
        Some(Because::Leave | Because::LessonsAbsent | Because::NoSchool | Because::DayUnknown)
    );
    let state = child.day.state();
    let before = matches!(state, State::NotYet | State::Staying | State::NotHere);
    state.in_care() || before && !away
}

/// Where to collect the child while the rain version holds; `None` while it does not.
pub fn rain(child: &ChildToday, frame: &Frame, plan: &Plan) -> Option<String> {
    let change = changes(child, frame).find(|change| change.rain)?;
    awaited(child, plan).then(|| match frame.place(child.card.class, child.card.grade) {
        Some(place) => fill(words::fam_rain, &[&place]),
        None => change_words(change),
    })
}

/// What the card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    /// The badge's tone.
    pub tone: Tone,
    /// The badge's word.
    pub state: String,
    /// The sentence.
    pub now: String,
    /// What comes next, or who had a hand in it.
    pub note: String,
}

impl Says {
    fn new(tone: Tone, state: Word, now: String) -> Says {
        Says { tone, state: t(state).to_owned(), now, note: String::new() }
    }

    fn note(self, note: String) -> Says {
        Says { note, ..self }
    }
}

/// Where the child is, from the day's entries and what is expected.
pub fn says(child: &ChildToday, frame: &Frame, plan: &Plan) -> Says {
    let given = names::given(&child.card.name);
    let last = child.day.last();
    let by = last.map(|entry| entry.by_name.clone()).unwrap_or_default();
    let until = until(child, plan, frame);
    match child.day.state() {
        State::NotYet | State::Staying if child.unsettled => Says::new(
            Tone::Expected,
            words::stays_for_now,
            t(words::fam_stays_until_agreed).to_owned(),
        ),
        State::NotYet => not_yet(plan, &until),
        State::Absent => Says::new(Tone::Leave, words::on_leave, t(words::state_absent).to_owned()),
        State::LeftAtLessonsEnd => {
            Says::new(Tone::Left, words::left, t(words::state_left_at_end).to_owned())
                .note(fill(words::fam_by, &[&by]))
        }
        State::Staying => {
            Says::new(Tone::Expected, words::state_staying, fill(words::fam_staying, &[&by]))
                .note(until)
        }
        State::NotHere => {
            let at = last.map(|entry| format::time(time(entry))).unwrap_or_default();
            let place = last
                .and_then(place)
                .map(spoken)
                .unwrap_or_else(|| t(words::fam_the_group).to_owned());
            Says::new(
                Tone::Missing,
                words::not_here,
                fill(words::fam_not_here, &[&at, &given, &place]),
            )
            .note(t(words::fam_not_here_note).to_owned())
        }
        State::Received(place) => {
            let now = match place {
                Some(place) => fill(words::fam_with, &[&spoken(place), &by]),
                None => fill(words::fam_with_teacher, &[&by]),
            };
            Says::new(Tone::Present, words::state_received, now).note(until)
        }
        State::OutOfRoom => {
            Says::new(Tone::Present, words::state_out, fill(words::fam_out_of_room, &[&by]))
                .note(until)
        }
        State::WithEscort => {
            Says::new(Tone::Present, words::state_escort, fill(words::fam_with_escort, &[&by]))
                .note(until)
        }
        State::Returned => {
            Says::new(Tone::Present, words::state_returned, fill(words::fam_returned, &[&by]))
                .note(until)
        }
        State::Released(entry, release) => {
            let state = match release.basis {
                Basis::WalksAlone => words::state_alone,
                Basis::AlreadyHome => words::left,
                _ => words::state_released,
            };
            let now = fill(words::fam_at_time, &[&format::time(time(entry)), &released(release)]);
            Says::new(Tone::Left, state, now).note(released_by(release))
        }
    }
}

fn not_yet(plan: &Plan, until: &str) -> Says {
    let said = |tone, state, sentence: Word| Says::new(tone, state, t(sentence).to_owned());
    match plan.because {
        None => {
            let blocks = phrases::blocks(&plan.stays);
            Says::new(Tone::Expected, words::expected, fill(words::fam_stays_for, &[&blocks]))
                .note(until.to_owned())
        }
        Some(Because::Leave) => said(Tone::Leave, words::on_leave, words::fam_on_leave),
        Some(Because::LessonsAbsent) => said(Tone::Leave, words::on_leave, words::state_absent),
        Some(Because::DayChange) => said(Tone::Leave, words::not_expected, words::fam_cancelled),
        Some(Because::NoSchool) => said(Tone::Leave, words::not_expected, words::no_school),
        Some(Because::DayUnknown) => said(Tone::Expected, words::not_expected, words::day_unknown),
        Some(Because::NotChosen | Because::Chosen | Because::TakenIn | Because::Unsettled) => {
            said(Tone::Leave, words::not_expected, words::fam_not_chosen).note(until.to_owned())
        }
    }
}

/// When the afternoon ends, and where the child is collected then.
fn until(child: &ChildToday, plan: &Plan, frame: &Frame) -> String {
    let time = match (plan.leaves_at, plan.stays.last(), plan.ends(frame)) {
        (Some(time), ..) => Some(fill(words::leaves_at, &[&time])),
        (None, Some(block), Some(end)) => {
            Some(fill(words::fam_block_until, &[&phrases::block(*block), &end]))
        }
        _ => None,
    };
    let place = frame.place(child.card.class, child.card.grade).filter(|_| awaited(child, plan));
    let place = place.map(|place| fill(words::point_is, &[&place]));
    time.into_iter().chain(place).collect::<Vec<_>>().join(" · ")
}

/// When it happened, by the entry.
pub fn time(entry: &Entry) -> yuanliu_domain::time::Stamp {
    entry.happened.unwrap_or(entry.at)
}

/// The room, as one says it.
pub fn spoken(place: &Place) -> String {
    if place.room.trim().is_empty() { place.name.clone() } else { place.room.clone() }
}

/// Where an entry was made.
pub fn place(entry: &Entry) -> Option<&Place> {
    match &entry.what {
        What::TakenIn(place) | What::Marked(Mark::Present | Mark::NotHere, place) => place.as_ref(),
        _ => None,
    }
}

/// Into whose care: 由外婆林秀英接走.
pub fn released(release: &Release) -> String {
    let who = person(&release.relation, &release.collector_name);
    match release.basis {
        Basis::WalksAlone => t(words::state_alone).to_owned(),
        Basis::AlreadyHome => t(words::fam_already_home).to_owned(),
        Basis::SchoolBus => t(words::fam_by_bus).to_owned(),
        Basis::Medical => fill(words::fam_to_medical, &[&who]),
        Basis::Police => fill(words::fam_to_police, &[&who]),
        _ => fill(words::fam_collected_by, &[&who]),
    }
}

/// Who let the child go, how identity was checked, and whether with a network (P6, R7).
pub fn released_by(release: &Release) -> String {
    use yuanliu_domain::child_day::Checked;
    let checked = t(match release.checked {
        Checked::Known => words::fam_checked_known,
        Checked::Photo => words::fam_checked_photo,
        Checked::Card => words::fam_checked_card,
        Checked::Pass => words::fam_checked_pass,
        Checked::Code => words::fam_checked_code,
        Checked::CallBack => words::fam_checked_call,
    });
    let mut said = vec![fill(words::fam_released_by, &[&release.released_by.name])];
    if !matches!(release.basis, Basis::WalksAlone | Basis::AlreadyHome) {
        said.push(checked.to_owned());
    }
    if let Some(together) = release.together {
        said.push(fill(words::together_counted, &[&together]));
    }
    if let Some(second) = &release.second {
        said.push(fill(words::fam_second, &[&second.name]));
    }
    said.push(t(if release.offline { words::fam_offline } else { words::fam_online }).to_owned());
    said.join(" · ")
}
