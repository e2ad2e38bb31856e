//! The frame of the afternoon: the school, its blocks, groups, duty, school
//! days entered by hand and day changes 当日安排调整 (S3, S4, S11).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Subject};
use crate::audience::Audience;
use crate::calendar::Entered;
use crate::day_change;
use crate::id::{ClassId, GroupId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, long_text, short_text};
use crate::time::{Day, Minute, Weekday};

/// The two blocks of the afternoon (seed, one: until and after 16:30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// 课外活动: end of lessons to about 16:30.
    Activities,
    /// 晚托: 16:30 to, as a rule, 18:00.
    LateCare,
}

impl Block {
    /// Both, in order of the afternoon.
    pub const ALL: [Block; 2] = [Block::Activities, Block::LateCare];
}

/// The school's frame; row of `Public`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// Name of the school.
    pub name: String,
    /// The duty room's number, to call when there is no network.
    pub phone: String,
    /// End of lessons.
    pub lessons_end: Minute,
    /// Start of late care.
    pub late_care: Minute,
    /// End of late care as a rule; a child still there is never closed by it (R6).
    pub closing: Minute,
}

impl Body for School {
    const KIND: &'static str = "school";
}

/// Act: the office sets the frame. Subject: the school.
pub type SchoolSet = School;

impl Kind for School {
    const NAME: &'static str = "school_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        if self.lessons_end >= self.late_care || self.late_care >= self.closing {
            return Err(Refusal::BadSpan);
        }
        short_text(&self.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<School>(Audience::Public, "")]
    }

    fn apply(&self, _: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Public) {
            shelf.put("", self);
        }
    }
}

/// What is done in a group (R10): the six kinds of the seed, or another that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Activity {
    Homework,
    Reading,
    Games,
    ArtsAndScience,
    OutdoorTraining,
    LabourSkills,
    Other,
}

/// A group of the afternoon; row of `Roll`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Name as the school says it.
    pub name: String,
    /// Room or ground.
    pub room: String,
    /// What is done there.
    pub activity: Activity,
    /// In which block.
    pub block: Block,
    /// The classes whose children are in it.
    pub classes: Vec<ClassId>,
}

impl Body for Group {
    const KIND: &'static str = "group";
}

/// Act: the office sets a group. Subject: the group.
pub type GroupSet = Group;

impl Kind for Group {
    const NAME: &'static str = "group_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        if self.classes.len() > 100 {
            return Err(Refusal::BadBody);
        }
        short_text(&self.name)?;
        short_text(&self.room)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        on_group(act).map(|id| vec![RowKey::of::<Group>(Audience::Roll, id)]).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let (Ok(id), Some(mut shelf)) = (on_group(act), desk.shelf(Audience::Roll)) {
            shelf.put(id, self);
        }
    }
}

/// Who has a group today; row of `Day`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// The date.
    pub day: Day,
    /// Staff with this group.
    pub staff: Vec<PersonId>,
    /// When the group closes as a rule.
    pub closing: Minute,
}

impl Body for Duty {
    const KIND: &'static str = "duty";
}

/// Act: the office sets the duty of a group on a date. Subject: the group.
pub type DutySet = Duty;

impl Kind for Duty {
    const NAME: &'static str = "duty_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        (self.staff.len() <= 20).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let key = |id| vec![RowKey::of::<Duty>(Audience::Day(self.day), id)];
        on_group(act).map(key).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let (Ok(id), Some(mut shelf)) = (on_group(act), desk.shelf(Audience::Day(self.day))) {
            shelf.put(id, self);
        }
    }
}

/// What the office says about a date; row of `Public`, keyed by the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolDaySet {
    /// The date.
    pub day: Day,
    /// Whether there is school.
    pub open: bool,
    /// The weekday whose timetable and choices it follows, for a make-up day 调休.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Weekday>,
}

impl SchoolDaySet {
    /// In the calendar's own words.
    pub fn entered(&self) -> Entered {
        Entered { open: self.open, follows: self.follows }
    }
}

impl Body for SchoolDaySet {
    const KIND: &'static str = "school_day";
}

impl Kind for SchoolDaySet {
    const NAME: &'static str = "school_day_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<SchoolDaySet>(Audience::Public, self.day)]
    }

    fn apply(&self, _: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Public) {
            shelf.put(self.day, self);
        }
    }
}

/// For whom a day change holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole school.
    School,
    /// Grades 1 to 9.
    Grades(BTreeSet<u8>),
    /// Certain classes.
    Classes(BTreeSet<ClassId>),
}

impl Scope {
    /// Whether a child of this class and grade is meant.
    pub fn covers(&self, class: ClassId, grade: u8) -> bool {
        match self {
            Scope::School => true,
            Scope::Grades(grades) => grades.contains(&grade),
            Scope::Classes(classes) => classes.contains(&class),
        }
    }
}

/// A day change 当日安排调整 (S11): act and row of `Public`, keyed by the act's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayChanged {
    /// The date it changes.
    pub day: Day,
    /// Whom it concerns.
    pub scope: Scope,
    /// Blocks that do not take place.
    #[serde(default)]
    pub cancelled: BTreeSet<Block>,
    /// Late care ends at this time. A child stays until the family has answered (R6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Minute>,
    /// The rain version 雨天放学 (S13): children are handed over where they are when it
    /// rains ([`crate::waiting`]). Said by the duty leader or the office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rain: bool,
    /// What families read.
    pub text: String,
}

impl Body for DayChanged {
    const KIND: &'static str = "day_change";
}

impl Kind for DayChanged {
    const NAME: &'static str = "day_changed";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        long_text(&self.text)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        if self.rain { rights.leads() } else { rights.staff() }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let said = self.rain.then(|| day_change::said_key(self.day));
        let change = RowKey::of::<DayChanged>(Audience::Public, act.id);
        [change].into_iter().chain(said).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Public) {
            shelf.put(act.id, self);
        }
        if self.rain {
            day_change::note(act, self.day, day_change::What::Rain, desk);
        }
    }
}

pub(crate) fn on_school(act: &Act) -> Result<(), Refusal> {
    (act.subject == Subject::School).then_some(()).ok_or(Refusal::WrongSubject)
}

pub(crate) fn on_group(act: &Act) -> Result<GroupId, Refusal> {
    match act.subject {
        Subject::Group(id) => Ok(id),
        _ => Err(Refusal::WrongSubject),
    }
}

/// Names a place for a family's eyes: group, room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The group.
    pub group: GroupId,
    /// Its name when the entry was made.
    pub name: String,
    /// Its room then.
    pub room: String,
}

/// Names a person in an entry: who, and the name as shown then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The person.
    pub id: PersonId,
    /// The name as shown.
    pub name: String,
}
