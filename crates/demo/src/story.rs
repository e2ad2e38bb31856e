//! The people whom the documentation, the screenshots and the end-to-end tests
//! name: the same names, places and ids under every seed.

use yuanliu_domain::id::{ChildId, ClassId, CollectorId, GroupId, PersonId, SpaceId};

use crate::ids::Ids;

/// Ids of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// The large school.
    pub school: SpaceId,
    /// 三年级2班.
    pub class: ClassId,
    /// 张一鸣, number 12; on Tuesdays and Fridays he leaves at 16:30.
    pub child: ChildId,
    /// 陈静, mother.
    pub mother: PersonId,
    /// 张伟, father.
    pub father: PersonId,
    /// 周桂兰, the grandmother 外婆 who collects him.
    pub grandmother: CollectorId,
    /// 王雪梅, class teacher.
    pub class_teacher: PersonId,
    /// 李明, duty teacher of both groups below.
    pub duty_teacher: PersonId,
    /// 沈国华, duty leader.
    pub duty_leader: PersonId,
    /// 顾德福, gate guard.
    pub guard: PersonId,
    /// 俞晓燕, nurse.
    pub nurse: PersonId,
    /// 陆丽华, school office.
    pub office: PersonId,
    /// 三年级2班's activities.
    pub activities: GroupId,
    /// The late-care group of that class.
    pub late_care: GroupId,
}

const SCHOOL: &str = "school/0";
const CLASS: &str = "class/0/3-2";
const CHILD: &str = "child/0/3-2/12";
const MOTHER: &str = "guardian/0/3-2/12/mother";
const FATHER: &str = "guardian/0/3-2/12/father";
const GRANDMOTHER: &str = "collector/0/3-2/12/0";
const CLASS_TEACHER: &str = "staff/0/class/3-2";
const DUTY_TEACHER: &str = "staff/0/duty/0";
const DUTY_LEADER: &str = "staff/0/leader/0";
const GUARD: &str = "staff/0/guard/0";
const NURSE: &str = "staff/0/nurse/0";
const OFFICE: &str = "staff/0/office/0";
const ACTIVITIES: &str = "group/0/activities/3-2";
const LATE_CARE: &str = "group/0/late/6";

/// Places whose ids do not depend on the seed.
pub(crate) const PATHS: &[&str] = &[
    SCHOOL,
    CLASS,
    CHILD,
    MOTHER,
    FATHER,
    GRANDMOTHER,
    CLASS_TEACHER,
    DUTY_TEACHER,
    DUTY_LEADER,
    GUARD,
    NURSE,
    OFFICE,
    ACTIVITIES,
    LATE_CARE,
];

/// Staff with a fixed name: their place, surname and given name.
const STAFF: &[(&str, &str, &str)] = &[
    (CLASS_TEACHER, "王", "雪梅"),
    (DUTY_TEACHER, "李", "明"),
    (DUTY_LEADER, "沈", "国华"),
    (GUARD, "顾", "德福"),
    (NURSE, "俞", "晓燕"),
    (OFFICE, "陆", "丽华"),
];

/// The fixed name at this place, if it is one of the story's, and its phone's number.
pub(crate) fn staff_at(path: &str) -> Option<(&'static str, &'static str, u32)> {
    let at = STAFF.iter().position(|(place, ..)| *place == path)?;
    Some((STAFF[at].1, STAFF[at].2, 11 + at as u32))
}

impl Story {
    pub(crate) fn new(ids: Ids) -> Story {
        let person = |path| PersonId(ids.at(path));
        Story {
            school: SpaceId(ids.at(SCHOOL)),
            class: ClassId(ids.at(CLASS)),
            child: ChildId(ids.at(CHILD)),
            mother: person(MOTHER),
            father: person(FATHER),
            grandmother: CollectorId(ids.at(GRANDMOTHER)),
            class_teacher: person(CLASS_TEACHER),
            duty_teacher: person(DUTY_TEACHER),
            duty_leader: person(DUTY_LEADER),
            guard: person(GUARD),
            nurse: person(NURSE),
            office: person(OFFICE),
            activities: GroupId(ids.at(ACTIVITIES)),
            late_care: GroupId(ids.at(LATE_CARE)),
        }
    }
}
