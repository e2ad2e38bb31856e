//! One child's afternoon, put together from the rows of either side.

use std::ops::Deref;
use std::sync::Arc;

use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::choice::Pattern;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::day_change::ChangeEnded;
use yuanliu_domain::disagreement::{Disagreements, Unsettled};
use yuanliu_domain::expected::{ChildFrame, DayFrame, Expected, expected};
use yuanliu_domain::id::{ActId, ChildId, ClassId};
use yuanliu_domain::leave::Absences;
use yuanliu_domain::open_hours::{self, Hours};
use yuanliu_domain::people::Child;
use yuanliu_domain::school::{Block, DayChanged, School, SchoolDaySet};
use yuanliu_domain::time::{Day, Weekday};
use yuanliu_domain::waiting::{WaitingPoint, WaitingPoints};
use yuanliu_sync::replica::Replica;

/// The weekday that a date follows at this school.
pub fn weekday(replica: &Replica, day: Day) -> Weekday {
    let entered: Option<Arc<SchoolDaySet>> = replica.row(Audience::Public, day);
    calendar::follows(day, entered.map(|entered| entered.entered()).as_ref())
}

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
    /// The weekday that the date follows.
    pub weekday: Weekday,
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
            weekday: weekday(replica, day),
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
            weekday: weekday(replica, day),
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
            changes: frame.changes.iter().map(|change| &**change).collect(),
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

/// A day change that holds, with the act that made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The act.
    pub id: ActId,
    said: Arc<DayChanged>,
}

impl Deref for Change {
    type Target = DayChanged;

    fn deref(&self) -> &DayChanged {
        &self.said
    }
}

/// The school's frame on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Times and telephone.
    pub school: School,
    /// What the office entered for the date.
    pub entered: Option<SchoolDaySet>,
    /// Changes of the date that hold, in the order of their making.
    pub changes: Vec<Change>,
    /// Where children are handed over.
    pub points: WaitingPoints,
    /// When the grounds are open to the community.
    pub open: Option<Hours>,
}

impl Frame {
    /// From the public rows; `None` before the first sync.
    pub fn of(replica: &Replica, day: Day) -> Option<Frame> {
        let changes = replica.rows::<DayChanged>(Audience::Public).into_iter();
        let holds = |(key, said): (&str, Arc<DayChanged>)| {
            let ended = || replica.row::<ChangeEnded>(Audience::Public, key).is_some();
            (said.day == day && !ended()).then_some(Change { id: key.parse().ok()?, said })
        };
        let mut changes: Vec<Change> = changes.filter_map(holds).collect();
        changes.sort_by_key(|change| change.id);
        let points = replica.list::<WaitingPoint>(Audience::Public).into_iter();
        Some(Frame {
            school: replica.get(Audience::Public, "")?,
            entered: replica.get(Audience::Public, day),
            changes,
            points: WaitingPoints::new(points.map(|(_, point)| point)),
            open: open_hours::on(day, |key| replica.get(Audience::Public, key)),
        })
    }

    /// Changes that call the rain version 雨天放学: several are one state.
    pub fn rain(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.rain)
    }

    /// The other changes.
    pub fn not_rain(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.rain)
    }

    /// Where children of this class and grade are handed over today.
    pub fn place(&self, class: ClassId, grade: u8) -> Option<&str> {
        let rain = self.rain().any(|change| change.scope.covers(class, grade));
        self.points.place(class, grade, rain)
    }
}
