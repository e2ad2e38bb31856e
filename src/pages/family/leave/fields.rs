//! What a guardian fills in, preset so that 'sick today' is two taps: the signature is that of
//! the last note, and drawn once, for the first.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::calendar::SchoolDay;
use yuanliu_domain::leave::Signature;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::{Day, Minute};

use super::sign::last_of_mine;
use crate::components::Strokes;
use crate::pages::family::kid::Kid;

/// Whole days, or a time today.
pub const TODAY: &str = "today";
/// Leaves at a time today.
pub const TIME: &str = "time";
/// From a date to a date.
pub const DAYS: &str = "days";

/// The form's state. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct LeaveFields {
    /// `TODAY`, `TIME` or `DAYS`.
    pub when: RwSignal<String>,
    /// First date.
    pub from: RwSignal<String>,
    /// Last date.
    pub until: RwSignal<String>,
    /// Leaves at.
    pub time: RwSignal<String>,
    /// Misses activities.
    pub activities: RwSignal<bool>,
    /// Misses late care.
    pub late_care: RwSignal<bool>,
    /// Lessons too.
    pub lessons_too: RwSignal<bool>,
    /// `sick`, `family`, `other`.
    pub reason: RwSignal<String>,
    /// In the guardian's words.
    pub text: RwSignal<String>,
    /// Symptoms.
    pub symptoms: RwSignal<String>,
    /// How the child goes home.
    pub goes_home: RwSignal<String>,
    /// The drawn signature.
    pub strokes: RwSignal<Strokes>,
    /// The typed one.
    pub typed: RwSignal<String>,
    /// Either is that of my last note.
    pub saved: RwSignal<bool>,
}

impl LeaveFields {
    /// Sick today, with the blocks that the family chose for today.
    pub fn new(kid: Kid) -> LeaveFields {
        let today = kid.today.get_untracked();
        let open = matches!(kid.school_day(today), SchoolDay::Open { .. });
        let first = if open { today } else { kid.next_school_day(today).unwrap_or(today) };
        let text = || RwSignal::new(String::new());
        let (strokes, typed) = match untrack(|| last_of_mine(kid)) {
            Some(Signature::Drawn(strokes)) => (strokes, String::new()),
            Some(Signature::Typed(name)) => (vec![], name),
            Some(Signature::OnBehalf) | None => (vec![], String::new()),
        };
        let saved = RwSignal::new(!strokes.is_empty() || !typed.is_empty());
        let fields = LeaveFields {
            when: RwSignal::new(if open { TODAY } else { DAYS }.to_owned()),
            from: RwSignal::new(first.to_string()),
            until: RwSignal::new(first.to_string()),
            time: text(),
            activities: RwSignal::new(false),
            late_care: RwSignal::new(false),
            lessons_too: RwSignal::new(false),
            reason: RwSignal::new("sick".to_owned()),
            text: text(),
            symptoms: text(),
            goes_home: text(),
            strokes: RwSignal::new(strokes),
            typed: RwSignal::new(typed),
            saved,
        };
        fields.follow_choice(kid);
        fields
    }

    /// The dates as they stand in the form; `None` while one of them is no date.
    pub fn dates(&self, kid: Kid) -> Option<(Day, Day)> {
        if self.when.get() == DAYS {
            return Some((self.from.get().parse().ok()?, self.until.get().parse().ok()?));
        }
        let today = kid.today.get();
        Some((today, today))
    }

    /// The time at which the child leaves, if that is what is asked.
    pub fn leaves_at(&self) -> Option<Minute> {
        (self.when.get() == TIME).then(|| Minute::parse(&self.time.get())).flatten()
    }

    /// The blocks as ticked.
    pub fn blocks(&self) -> BTreeSet<Block> {
        let ticked =
            [(self.activities.get(), Block::Activities), (self.late_care.get(), Block::LateCare)];
        ticked.into_iter().filter(|(on, _)| *on).map(|(_, block)| block).collect()
    }

    /// Ticks what the family chose for the dates, as long as nobody ticked otherwise.
    fn follow_choice(self, kid: Kid) {
        Effect::new(move |before: Option<Ticked>| {
            let chosen = chosen(kid, self.dates(kid)).unwrap_or_default();
            let preset = Ticked {
                activities: chosen.contains(&Block::Activities),
                late_care: chosen.contains(&Block::LateCare),
                // Nothing of the afternoon to miss: then it is about lessons.
                lessons_too: chosen.is_empty(),
            };
            let ticked = Ticked {
                activities: self.activities.get_untracked(),
                late_care: self.late_care.get_untracked(),
                lessons_too: self.lessons_too.get_untracked(),
            };
            if before.is_none_or(|before| before == ticked) {
                self.activities.set(preset.activities);
                self.late_care.set(preset.late_care);
                self.lessons_too.set(preset.lessons_too);
                return preset;
            }
            before.unwrap_or(preset)
        });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Ticked {
    activities: bool,
    late_care: bool,
    lessons_too: bool,
}

/// The blocks that the family chose for any of the dates.
fn chosen(kid: Kid, dates: Option<(Day, Day)>) -> Option<BTreeSet<Block>> {
    let (from, until) = dates?;
    let pattern = kid.child.with(|child| child.as_ref().and_then(|c| c.pattern.clone()))?;
    let blocks = |day: Day| match kid.school_day(day) {
        SchoolDay::Open { follows } => pattern.blocks(day, follows),
        _ => BTreeSet::new(),
    };
    // A week shows every weekday; a longer leave adds none.
    let last = until.days_since(from).clamp(0, 13);
    Some((0..=last).flat_map(|n| blocks(from.plus(n))).collect())
}
