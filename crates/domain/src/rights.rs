//! What a person may do in one school.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{ChildId, ClassId, PersonId};
use crate::refusal::Refusal;

/// A part that a person plays in a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// 家长: of certain children.
    Guardian,
    /// 班主任 and 值班老师.
    Teacher,
    /// 值日行政.
    Leader,
    /// 门卫 and 护导老师.
    Guard,
    /// 学校工作小组.
    Office,
    /// 共用平板: a paired tablet, no person.
    Tablet,
    /// 青保老师: reads safeguarding concerns and carries the report.
    ChildProtection,
    /// 校长: the same.
    Head,
}

/// Everything the check of right needs to know about an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// Who.
    pub person: PersonId,
    /// Parts played in this school.
    pub roles: BTreeSet<Role>,
    /// Children of whom the person is a guardian.
    pub children: BTreeSet<ChildId>,
    /// Classes of which the person is class teacher.
    pub classes: BTreeSet<ClassId>,
}

impl Rights {
    /// Nobody in particular: no roles, no children.
    pub fn none(person: PersonId) -> Rights {
        Rights {
            person,
            roles: BTreeSet::new(),
            children: BTreeSet::new(),
            classes: BTreeSet::new(),
        }
    }

    /// As far as they go at a shared tablet: a member of staff acts there, never
    /// the guardian that the same person may be.
    pub fn at_tablet(mut self) -> Rights {
        self.roles.remove(&Role::Guardian);
        self.children.clear();
        self
    }

    /// Whether the person is staff of this school in any part.
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| !matches!(role, Role::Guardian | Role::Tablet))
    }

    /// Whether the person plays this part.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Staff of this school, in any part.
    pub fn staff(&self) -> Result<(), Refusal> {
        self.is_staff().then_some(()).ok_or(Refusal::NotStaff)
    }

    /// Staff in another part than the guard's: 门卫 and 护导老师 see to the gate, and let
    /// nobody out of a lesson.
    pub fn beyond_the_gate(&self) -> Result<(), Refusal> {
        let gate = |role: &Role| matches!(role, Role::Guard | Role::Guardian | Role::Tablet);
        (!self.roles.iter().all(gate)).then_some(()).ok_or(Refusal::NotStaff)
    }

    /// The school office.
    pub fn office(&self) -> Result<(), Refusal> {
        self.is(Role::Office).then_some(()).ok_or(Refusal::NotOffice)
    }

    /// The duty leader, or the office.
    pub fn leads(&self) -> Result<(), Refusal> {
        self.staff()?;
        let leads = self.is(Role::Leader) || self.is(Role::Office);
        leads.then_some(()).ok_or(Refusal::NotLeader)
    }

    /// Child-protection teacher or head.
    pub fn protects(&self) -> Result<(), Refusal> {
        let protects = self.is(Role::ChildProtection) || self.is(Role::Head);
        protects.then_some(()).ok_or(Refusal::NotProtector)
    }

    /// A guardian of this child.
    pub fn guardian_of(&self, child: ChildId) -> Result<(), Refusal> {
        self.children.contains(&child).then_some(()).ok_or(Refusal::NotYourChild)
    }

    /// A guardian of this child, or staff who write down a family's words (T12).
    pub fn family_or_staff(&self, child: ChildId) -> Result<(), Refusal> {
        if self.is_staff() { Ok(()) } else { self.guardian_of(child) }
    }
}
