//! Who is expected (PRODUCT, 'The afternoon'): derived for today and later,
//! never stored. Expected = (chosen for the weekday that the date follows +
//! one-day stays + taken in) − leave − absent from lessons − day changes. While two
//! guardians disagree the child is expected: it stays in care (P14).

use std::collections::BTreeSet;

use crate::calendar::{Entered, SchoolDay, school_day};
use crate::child_day::{AtLessonsEnd, ChildDay, What};
use crate::choice::Pattern;
use crate::id::ClassId;
use crate::leave::Absence;
use crate::school::{Block, DayChanged, School};
use crate::time::{Day, Minute};

/// What is known of a date before any child is looked at.
#[derive(Clone, Debug)]
pub struct DayFrame<'a> {
    /// The date.
    pub day: Day,
    /// What the office entered for it, if anything.
    pub entered: Option<Entered>,
    /// The school's times.
    pub school: &'a School,
    /// The day changes of this date.
    pub changes: Vec<&'a DayChanged>,
}

/// What is known of one child.
#[derive(Clone, Debug)]
pub struct ChildFrame<'a> {
    /// The class.
    pub class: ClassId,
    /// 1 to 9.
    pub grade: u8,
    /// Choices, if the family made any.
    pub pattern: Option<&'a Pattern>,
    /// Leave notes.
    pub notes: &'a [Absence],
    /// Today's entries, if there are any.
    pub child_day: Option<&'a ChildDay>,
    /// The guardians disagree about this date (P14).
    pub unsettled: bool,
}

/// Why a child is not expected where it was chosen, or is though it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Because {
    /// The family chose it so.
    Chosen,
    /// The family did not choose this block.
    NotChosen,
    /// A leave note.
    Leave,
    /// Not at school today.
    LessonsAbsent,
    /// A day change.
    DayChange,
    /// Taken in on the spot.
    TakenIn,
    /// Stays in care until both guardians agree.
    Unsettled,
    /// No school on this date.
    NoSchool,
    /// The calendar does not know this date: the office has to enter it.
    DayUnknown,
}

/// What to expect of one child in one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Whether the child is expected.
    pub yes: bool,
    /// Why.
    pub because: Because,
    /// Leaves early at this time, by a leave note.
    pub leaves_at: Option<Minute>,
}

impl Expected {
    fn no(because: Because) -> Expected {
        Expected { yes: false, because, leaves_at: None }
    }

    fn yes(because: Because) -> Expected {
        Expected { yes: true, because, leaves_at: None }
    }
}

/// What to expect of a child in a block of a date.
pub fn expected(block: Block, day: &DayFrame<'_>, child: &ChildFrame<'_>) -> Expected {
    if child.child_day.is_some_and(ChildDay::taken_in) {
        return Expected::yes(Because::TakenIn);
    }
    let follows = match school_day(day.day, day.entered.as_ref()) {
        SchoolDay::Open { follows } => follows,
        SchoolDay::Closed => return Expected::no(Because::NoSchool),
        SchoolDay::MakeUpWithoutWeekday | SchoolDay::Unknown => {
            return Expected::no(Because::DayUnknown);
        }
    };
    if child.unsettled {
        return match child.child_day.is_some_and(absent_from_lessons) {
            true => Expected::no(Because::LessonsAbsent),
            false => Expected::yes(Because::Unsettled),
        };
    }
    let chosen = child.pattern.map(|p| p.blocks(day.day, follows)).unwrap_or_default();
    if !chosen.contains(&block) {
        return Expected::no(Because::NotChosen);
    }
    let cancels =
        |c: &&&DayChanged| c.scope.covers(child.class, child.grade) && c.cancelled.contains(&block);
    if day.changes.iter().any(|change| cancels(&change)) {
        return Expected::no(Because::DayChange);
    }
    if child.child_day.is_some_and(absent_from_lessons) {
        return Expected::no(Because::LessonsAbsent);
    }
    let notes = child.notes.iter().filter(|note| note.holds(day.day));
    leave(block, day.school, notes)
}

/// The blocks in which a child is expected.
pub fn expected_blocks(day: &DayFrame<'_>, child: &ChildFrame<'_>) -> BTreeSet<Block> {
    Block::ALL.into_iter().filter(|block| expected(*block, day, child).yes).collect()
}

fn absent_from_lessons(day: &ChildDay) -> bool {
    day.entries.iter().any(|entry| {
        entry.corrected_by.is_none()
            && matches!(entry.what, What::LessonsAbsent | What::LessonsEnd(AtLessonsEnd::Absent))
    })
}

fn leave<'a>(block: Block, school: &School, notes: impl Iterator<Item = &'a Absence>) -> Expected {
    let starts = match block {
        Block::Activities => school.lessons_end,
        Block::LateCare => school.late_care,
    };
    let mut expected = Expected::yes(Because::Chosen);
    for note in notes {
        let gone = note.time.is_some_and(|time| time <= starts);
        // With a time the child is there until then, whatever blocks are ticked.
        let missed = note.time.is_none() && note.blocks.contains(&block);
        if gone || missed || (note.lessons_too && note.time.is_none()) {
            return Expected::no(Because::Leave);
        }
        expected.leaves_at = [expected.leaves_at, note.time].into_iter().flatten().min();
    }
    expected
}
