//! The plain data of the demo district. All people, schools, numbers and
//! addresses are invented.

mod family;

pub use family::*;

use yuanliu_domain::id::{ChildId, ClassId, GroupId, PersonId, SpaceId};
use yuanliu_domain::school::{Activity, Block};
use yuanliu_domain::time::Minute;

use crate::story::Story;

/// The district with everyone in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// The district's own space.
    pub id: SpaceId,
    /// 澄浦区, a name that no district bears.
    pub name: &'static str,
    /// The name in English.
    pub english: &'static str,
    /// The large school first.
    pub schools: Vec<School>,
    /// Who belongs together; the story's family is the first.
    pub families: Vec<Family>,
    /// All guardians; one guardian may have children at both schools.
    pub guardians: Vec<Guardian>,
    /// The people whose names the documentation and the tests use.
    pub story: Story,
}

/// One primary school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// The school's space.
    pub id: SpaceId,
    /// Name in full.
    pub name: &'static str,
    /// The name in English.
    pub english: &'static str,
    /// The duty room's telephone.
    pub phone: String,
    /// From 一年级1班 on.
    pub classes: Vec<Class>,
    /// By class, then by number in class.
    pub children: Vec<Child>,
    /// Everyone who works there.
    pub staff: Vec<Staff>,
    /// The groups of both blocks.
    pub groups: Vec<Group>,
}

/// A class 班级.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its id.
    pub id: ClassId,
    /// 1 to 5.
    pub grade: u8,
    /// From 1 on within the grade.
    pub number: u8,
    /// `三年级2班`.
    pub name: String,
    /// The class room, such as `302 教室`.
    pub room: String,
    /// The class teacher 班主任.
    pub teacher: PersonId,
    /// When its lessons end.
    pub lessons_end: Minute,
    /// How many children are in it.
    pub size: u8,
}

/// Someone who works at the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Without tones, surname first.
    pub pinyin: String,
    /// For quick search.
    pub initials: String,
    /// What they come for.
    pub post: Post,
    /// The class of a class teacher.
    pub class: Option<ClassId>,
    /// Number of a form that nobody can be assigned.
    pub phone: String,
}

/// A post at the school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Post {
    /// 班主任.
    ClassTeacher,
    /// 值班老师.
    DutyTeacher,
    /// 值日行政.
    DutyLeader,
    /// 门卫.
    Guard,
    /// 护导老师.
    Escort,
    /// 保健老师.
    Nurse,
    /// 青保老师.
    ChildProtection,
    /// 学校工作小组.
    Office,
    /// 外聘人员: may keep the roll, never release alone.
    Outside,
}

/// A group of the afternoon: whole classes, of which those come who have chosen to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// `三年级2班 作业` or `晚托3组`.
    pub name: String,
    /// Room or ground.
    pub room: String,
    /// What is done there.
    pub activity: Activity,
    /// In which block.
    pub block: Block,
    /// The classes whose children are in it.
    pub classes: Vec<ClassId>,
    /// Who keeps it as a rule.
    pub teacher: PersonId,
}

impl District {
    /// The guardian with this id.
    pub fn guardian(&self, id: PersonId) -> Option<&Guardian> {
        self.guardians.iter().find(|guardian| guardian.id == id)
    }

    /// Families of one kind.
    pub fn families(&self, kind: FamilyKind) -> impl Iterator<Item = &Family> {
        self.families.iter().filter(move |family| family.kind == kind)
    }
}

impl School {
    /// The class with this id.
    pub fn class(&self, id: ClassId) -> Option<&Class> {
        self.classes.iter().find(|class| class.id == id)
    }

    /// The child with this id.
    pub fn child(&self, id: ChildId) -> Option<&Child> {
        self.children.iter().find(|child| child.id == id)
    }

    /// The children of one class, by number.
    pub fn children_of(&self, class: ClassId) -> impl Iterator<Item = &Child> {
        self.children.iter().filter(move |child| child.class == class)
    }

    /// Staff at one post.
    pub fn staff_at(&self, post: Post) -> impl Iterator<Item = &Staff> {
        self.staff.iter().filter(move |staff| staff.post == post)
    }

    /// Where a class's children are in this block.
    pub fn group_of(&self, class: ClassId, block: Block) -> Option<&Group> {
        self.groups.iter().find(|group| group.block == block && group.classes.contains(&class))
    }
}
