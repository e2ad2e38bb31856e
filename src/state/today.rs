//! One child's afternoon, put together from the rows of either side.

use std::sync::Arc;

use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::choice::Pattern;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::disagreement::{Disagreements, Unsettled};
use yuanliu_domain::expected::{ChildFrame, DayFrame, Expected, expected};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::leave::Absences;
use yuanliu_domain::people::Child;
use yuanliu_domain::school::{Block, DayChanged, School, SchoolDaySet};
use yuanliu_domain::time::Day;
use yuanliu_sync::replica::Replica;

/// What is known of a child on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildToday {
    /// The child.
    pub id: ChildId,
    /// The name card.
    pub card: Arc<Child>,
    /// Choices.
    pub pattern: Option<Arc<Pattern>>,
    /// Leave notes.
    pub absences: Arc<Absences>,
    /// Who may collect.
    pub collectors: Arc<Collectors>,
    /// The day's entries.
    pub day: Arc<ChildDay>,
    /// The guardians disagree about this date: the child stays in care (P14).
    pub unsettled: bool,
}

impl ChildToday {
    /// From the rows that staff hold.
    pub fn staff(replica: &Replica, id: ChildId, card: Arc<Child>, day: Day) -> ChildToday {
        ChildToday {
            id,
            card,
            pattern: replica.row(Audience::Roll, id),
            absences: replica.row(Audience::Roll, id).unwrap_or_default(),
            collectors: replica.row(Audience::Roll, id).unwrap_or_default(),
            day: replica.row(Audience::Day(day), id).unwrap_or_default(),
            unsettled: replica
                .row::<Unsettled>(Audience::Holds, id)
                .is_some_and(|unsettled| unsettled.holds(day)),
        }
    }

    /// From the rows that a family holds; `None` before the first sync.
    pub fn family(replica: &Replica, id: ChildId, day: Day) -> Option<ChildToday> {
        let audience = Audience::Family(id);
        Some(ChildToday {
            id,
            card: replica.row(audience, id)?,
            pattern: replica.row(audience, id),
            absences: replica.row(audience, id).unwrap_or_default(),
            collectors: replica.row(audience, id).unwrap_or_default(),
            day: replica.row(audience, day).unwrap_or_default(),
            unsettled: replica
                .row::<Disagreements>(audience, id)
                .is_some_and(|all| all.open().any(|one| one.days.holds(day))),
        })
    }

    /// What to expect of the child in a block.
    pub fn expected(&self, block: Block, frame: &Frame, day: Day) -> Expected {
        let day = DayFrame {
            day,
            entered: frame.entered.as_ref().map(SchoolDaySet::entered),
            school: &frame.school,
            changes: frame.changes.iter().collect(),
        };
        let child = ChildFrame {
            class: self.card.class,
            grade: self.card.grade,
            pattern: self.pattern.as_deref(),
            notes: &self.absences.notes,
            child_day: Some(&self.day),
            unsettled: self.unsettled,
        };
        expected(block, &day, &child)
    }
}

/// The school's frame on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Times and telephone.
    pub school: School,
    /// What the office entered for the date.
    pub entered: Option<SchoolDaySet>,
    /// Changes of the date.
    pub changes: Vec<DayChanged>,
}

impl Frame {
    /// From the public rows; `None` before the first sync.
    pub fn of(replica: &Replica, day: Day) -> Option<Frame> {
        let changes = replica.rows::<DayChanged>(Audience::Public).into_iter();
        let of_day = changes.filter(|(_, change)| change.day == day);
        Some(Frame {
            school: replica.get(Audience::Public, "")?,
            entered: replica.get(Audience::Public, day),
            changes: of_day.map(|(_, change)| Arc::unwrap_or_clone(change)).collect(),
        })
    }
}
