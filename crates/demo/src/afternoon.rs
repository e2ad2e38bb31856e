//! One day of the district as a plan in plain data: who does what at which
//! minute. Whoever loads the demo turns each moment into signed acts.

mod arriving;
mod leaving;
mod morning;

use std::collections::{BTreeMap, BTreeSet};

use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::child_day::{Basis, Checked};
use yuanliu_domain::id::{ChildId, ClassId, CollectorId, GroupId, PersonId, SpaceId};
use yuanliu_domain::leave::Reason;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::{Day, Minute, Weekday};

use crate::dice::Dice;
use crate::district::{Child, District, School};

/// Something that somebody does at a minute of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub minute: Minute,
    /// At which school.
    pub school: SpaceId,
    /// A guardian, or a member of staff.
    pub by: PersonId,
    /// What.
    pub what: What,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A guardian writes a leave note for this day.
    LeaveNote {
        /// For whom.
        child: ChildId,
        /// Sick, family or other.
        reason: Reason,
        /// In the guardian's words.
        text: &'static str,
        /// For class teacher and nurse only; empty where nothing is said.
        symptoms: &'static str,
        /// Blocks missed.
        blocks: Vec<Block>,
        /// Today's lessons too.
        lessons_too: bool,
        /// Is there until this time.
        time: Option<Minute>,
        /// How the child goes home.
        goes_home: &'static str,
    },
    /// The class teacher has looked at this child's leave note of the day.
    NoteSeen {
        /// Whose.
        child: ChildId,
    },
    /// A guardian says that a child stays today as well.
    StaysToday {
        /// Who.
        child: ChildId,
        /// The blocks of this one day, all of them.
        blocks: Vec<Block>,
    },
    /// Absent from lessons, and no note has come.
    LessonsAbsent {
        /// Who.
        child: ChildId,
    },
    /// The class teacher hands the class over.
    LessonsEnd {
        /// Which class.
        class: ClassId,
        /// To the service.
        staying: Vec<ChildId>,
        /// With the class queue.
        left: Vec<ChildId>,
        /// Not at school today.
        absent: Vec<ChildId>,
    },
    /// Roll call of a group: one mark for each child, in one gesture.
    Roll {
        /// Which group.
        group: GroupId,
        /// Marked present.
        present: Vec<ChildId>,
        /// Looked for, and not here yet.
        not_here: Vec<ChildId>,
    },
    /// Came after the roll call: present, building on the mark 'not here yet'.
    Found {
        /// Who.
        child: ChildId,
        /// In which group.
        group: GroupId,
    },
    /// Taken in on the spot: nobody came to the class queue.
    TakenIn {
        /// Who.
        child: ChildId,
        /// In which group.
        group: GroupId,
    },
    /// Given into somebody's care. At each school one child is released twice, by two
    /// tablets that did not know of each other: the second does not build on the first.
    Release(Release),
}

/// A release with everything that it must name (R7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Who.
    pub child: ChildId,
    /// On what ground.
    pub basis: Basis,
    /// The entry on the list, if there is one.
    pub collector: Option<CollectorId>,
    /// The collector's name; the child's own for 'walks alone'.
    pub name: String,
    /// What the collector is to the child; empty for 'walks alone'.
    pub relation: &'static str,
    /// How identity was checked.
    pub checked: Checked,
    /// The second person.
    pub second: Option<PersonId>,
    /// Result of calling back a number on file.
    pub call_back: &'static str,
    /// Why, for whoever is not listed.
    pub reason: &'static str,
}

/// The day's plan, by minute; empty where the calendar knows of no school that
/// day. 张一鸣 is marked present and never released: he is for whoever plays.
pub fn afternoon(seed: u64, district: &District, day: Day) -> Vec<Moment> {
    let SchoolDay::Open { follows } = school_day(day, None) else { return Vec::new() };
    let mut moments = Vec::new();
    for (at, school) in district.schools.iter().enumerate() {
        let dice = Dice::new(seed, &format!("afternoon/{at}/{day}"));
        let mut plan = Plan::new(dice, district, school, follows);
        plan.morning();
        plan.lessons_end();
        plan.releases();
        moments.extend(plan.moments);
    }
    moments.sort_by_key(|moment| moment.minute);
    moments
}

/// One school's day while it is drawn up.
struct Plan<'a> {
    dice: Dice,
    district: &'a District,
    school: &'a School,
    weekday: Weekday,
    moments: Vec<Moment>,
    /// Not at school.
    absent: BTreeSet<ChildId>,
    /// On leave: blocks missed, and until when the child is there.
    leave: BTreeMap<ChildId, (Vec<Block>, Option<Minute>)>,
    /// Stays today as well.
    today: BTreeSet<ChildId>,
    /// In the service's care, with the group that received the child.
    in_care: BTreeMap<ChildId, GroupId>,
}

impl<'a> Plan<'a> {
    fn new(dice: Dice, district: &'a District, school: &'a School, weekday: Weekday) -> Plan<'a> {
        Plan {
            dice,
            district,
            school,
            weekday,
            moments: Vec::new(),
            absent: BTreeSet::new(),
            leave: BTreeMap::new(),
            today: BTreeSet::new(),
            in_care: BTreeMap::new(),
        }
    }

    fn add(&mut self, minute: u16, by: PersonId, what: What) {
        let minute = Minute::try_from(minute).expect("a minute of a day");
        self.moments.push(Moment { minute, school: self.school.id, by, what });
    }

    /// Expected in a block of this day, as the product derives it.
    fn expected(&self, child: &Child, block: Block) -> bool {
        let misses = |(blocks, until): &(Vec<Block>, Option<Minute>)| {
            // Whoever leaves at a time is there until then.
            blocks.contains(&block) && (until.is_none() || block == Block::LateCare)
        };
        let chosen = child.stays(self.weekday, block)
            || (block == Block::Activities && self.today.contains(&child.id));
        chosen && !self.absent.contains(&child.id) && !self.leave.get(&child.id).is_some_and(misses)
    }

    fn is_story(&self, child: &Child) -> bool {
        child.id == self.district.story.child
    }

    fn group(&self, child: &Child, block: Block) -> (GroupId, PersonId) {
        let group = self.school.group_of(child.class, block).expect("every class has its groups");
        (group.id, group.teacher)
    }
}

/// Minutes since midnight.
const fn hm(hour: u16, minute: u16) -> u16 {
    hour * 60 + minute
}
