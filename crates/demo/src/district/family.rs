//! Children, the people around them, and what the family has chosen.

use yuanliu_domain::id::{ChildId, ClassId, CollectorId, PersonId};
use yuanliu_domain::school::Block;
use yuanliu_domain::time::Weekday;

/// A pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Its id.
    pub id: ChildId,
    /// Surname and given name, `张一鸣`.
    pub name: String,
    /// Surname alone, which a card may show.
    pub surname: String,
    /// Without tones, surname first: `zhang yi ming`.
    pub pinyin: String,
    /// For quick search: `zym`.
    pub initials: String,
    /// As it is in the school's register.
    pub sex: Sex,
    /// The class.
    pub class: ClassId,
    /// Number in class 班级学号, from 1 on.
    pub number: u8,
    /// What the child must not get, such as `花生`.
    pub allergies: Vec<&'static str>,
    /// Guardians, the first is asked first.
    pub guardians: Vec<Guardianship>,
    /// Who else may collect, the usual one first.
    pub collectors: Vec<Collector>,
    /// Written authorisation to walk home alone.
    pub walks_alone: bool,
    /// The choice; `None` where the family has not answered, which is not 'no'.
    pub choice: Option<Pattern>,
}

/// Boy or girl, for names that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sex {
    Boy,
    Girl,
}

/// That a guardian is a child's, and in what way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardianship {
    /// Who.
    pub guardian: PersonId,
    /// As what.
    pub relation: Relation,
}

/// What somebody is to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Relation {
    Mother,
    Father,
    MothersMother,
    MothersFather,
    FathersMother,
    FathersFather,
    MothersSister,
    FathersSister,
    MothersBrother,
    /// Of a tutoring centre 托管班.
    Escort,
}

impl Relation {
    /// The word that the family uses.
    pub fn chinese(self) -> &'static str {
        match self {
            Relation::Mother => "妈妈",
            Relation::Father => "爸爸",
            Relation::MothersMother => "外婆",
            Relation::MothersFather => "外公",
            Relation::FathersMother => "奶奶",
            Relation::FathersFather => "爷爷",
            Relation::MothersSister => "阿姨",
            Relation::FathersSister => "姑姑",
            Relation::MothersBrother => "舅舅",
            Relation::Escort => "托管班老师",
        }
    }
}

/// Someone who may collect one child. A grandmother of siblings is one
/// collector for each of them, with the same name and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collector {
    /// Its id.
    pub id: CollectorId,
    /// Name.
    pub name: String,
    /// What they are to the child.
    pub relation: Relation,
    /// The number, where there is one.
    pub phone: Option<String>,
    /// The weekdays on which they may come.
    pub weekdays: Vec<Weekday>,
    /// Whether they are the ones who come on those days as a rule.
    pub usual: bool,
    /// The tutoring centre 托管班 for which they come.
    pub organisation: Option<&'static str>,
    /// The guardian who named them.
    pub named_by: PersonId,
}

/// Weekdays by block, Monday first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// 课外活动.
    pub activities: [bool; 5],
    /// 晚托.
    pub late_care: [bool; 5],
}

/// A guardian 家长.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardian {
    /// The person.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Number of a form that nobody can be assigned; `None` where there is no phone.
    pub phone: Option<String>,
    /// Address of record; separated parents have two.
    pub address: String,
    /// The language in which they read.
    pub reads: Reads,
    /// Whether they have used their invitation.
    pub joined: bool,
}

/// Language of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Reads {
    Chinese,
    English,
}

/// Children and guardians who belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// What makes it worth a look.
    pub kind: FamilyKind,
    /// One child or more, not always at one school.
    pub children: Vec<ChildId>,
    /// One guardian or two.
    pub guardians: Vec<PersonId>,
}

/// Families as schools have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FamilyKind {
    /// 张一鸣's family.
    Story,
    /// One child, or siblings in two grades.
    Ordinary,
    /// Parents who live apart, at two addresses of record.
    Separated,
    /// Siblings, one with the father's surname, one with the mother's.
    TwoSurnames,
    /// Twins in one class.
    Twins,
    /// A grandfather as guardian, without a phone.
    NoPhone,
    /// The father is abroad and reads English.
    FatherAbroad,
    /// Siblings at different schools.
    TwoSchools,
}

/// How a child goes home on a usual day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayHome<'a> {
    /// With the guardian.
    Guardian(&'a Guardianship),
    /// With a listed collector.
    Collector(&'a Collector),
    /// Alone, as authorised in writing.
    Alone,
}

impl Child {
    /// Whether the family opted in for this block on this weekday.
    pub fn stays(&self, weekday: Weekday, block: Block) -> bool {
        self.choice.is_some_and(|choice| choice.holds(weekday, block))
    }

    /// How the child goes home on a usual day of this name.
    pub fn way_home(&self, weekday: Weekday) -> WayHome<'_> {
        if self.walks_alone {
            return WayHome::Alone;
        }
        let comes = |one: &&Collector| one.usual && one.weekdays.contains(&weekday);
        match self.collectors.iter().find(comes) {
            Some(collector) => WayHome::Collector(collector),
            None => WayHome::Guardian(&self.guardians[0]),
        }
    }
}

impl Pattern {
    /// Whether it holds this block on this weekday.
    pub fn holds(&self, weekday: Weekday, block: Block) -> bool {
        let days = match block {
            Block::Activities => self.activities,
            Block::LateCare => self.late_care,
        };
        days.get(usize::from(weekday.number()) - 1).copied().unwrap_or(false)
    }

    /// The weekdays of one block.
    pub fn weekdays(&self, block: Block) -> impl Iterator<Item = Weekday> + '_ {
        Weekday::SCHOOL.into_iter().filter(move |&weekday| self.holds(weekday, block))
    }
}
