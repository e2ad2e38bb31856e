//! Who may see what, by what people are to each other.

use std::collections::BTreeSet;

use yuanliu_domain::rights::Role;

/// A person of a random school: parts played, children of whom the person is a
/// guardian, classes of which the person is class teacher; by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub roles: BTreeSet<Role>,
    pub children: BTreeSet<usize>,
    pub classes: BTreeSet<usize>,
}

impl Person {
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| *role != Role::Guardian)
    }

    /// Staff on duty with children: everyone but the gate and those who read concerns.
    pub fn cares(&self) -> bool {
        let apart = [Role::Guardian, Role::Guard, Role::ChildProtection, Role::Head];
        self.roles.iter().any(|role| !apart.contains(role))
    }

    /// Who reads of a child that is hurt: the child-protection teacher, too.
    pub fn tends(&self) -> bool {
        self.cares() || self.roles.contains(&Role::ChildProtection)
    }

    /// Staff who are not at the gate alone.
    pub fn is_beyond_the_gate(&self) -> bool {
        self.roles.iter().any(|role| !matches!(role, Role::Guardian | Role::Guard))
    }

    fn leads(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Leader | Role::Office))
    }
}

impl Person {
    /// Child-protection teacher or head.
    pub fn protects(&self) -> bool {
        self.roles.contains(&Role::ChildProtection) || self.roles.contains(&Role::Head)
    }
}

/// What a mark stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// A child's name.
    Name,
    /// What the child is allergic to.
    Allergy,
    /// A guardian's telephone number.
    GuardianPhone,
    /// A collector's telephone number.
    CollectorPhone,
    /// A collector's name.
    Collector,
    /// Why a child is on leave, and its symptoms.
    Reason,
    /// How a child goes home.
    GoesHome,
    /// What a family contests.
    Case,
    /// To whom a child was released.
    Released,
    /// An act that was turned away.
    TurnedAway,
    /// A consent's author.
    Consent,
    /// Why a guardian does not agree with the other one.
    Objection,
    /// A safeguarding concern.
    Concern,
    /// Whom staff called, by name, and what they noted of it.
    Call,
    /// How a child came to be hurt, as its family reads it.
    Hurt,
    /// What staff noted of it among themselves.
    HurtNotes,
    /// What a child did, as its family reads it.
    Did,
    /// Homework help given in its group, in a line for staff.
    Help,
    /// The number from which a family called, for the class teacher.
    Caller,
}

/// A mark: `⟦school.child.secret⟧`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub school: usize,
    pub child: usize,
    pub secret: Secret,
}

const SECRETS: [(Secret, char); 19] = [
    (Secret::Name, 'n'),
    (Secret::Allergy, 'a'),
    (Secret::GuardianPhone, 'g'),
    (Secret::CollectorPhone, 'p'),
    (Secret::Collector, 'c'),
    (Secret::Reason, 'r'),
    (Secret::GoesHome, 'h'),
    (Secret::Case, 'k'),
    (Secret::Released, 'l'),
    (Secret::TurnedAway, 't'),
    (Secret::Consent, 'o'),
    (Secret::Objection, 'j'),
    (Secret::Concern, 's'),
    (Secret::Call, 'm'),
    (Secret::Hurt, 'u'),
    (Secret::HurtNotes, 'v'),
    (Secret::Did, 'd'),
    (Secret::Help, 'f'),
    (Secret::Caller, 'w'),
];

impl Mark {
    pub fn text(self) -> String {
        let letter = SECRETS.iter().find(|(secret, _)| *secret == self.secret).unwrap().1;
        format!("⟦{}.{}.{letter}⟧", self.school, self.child)
    }

    /// Every mark in a text.
    pub fn all_in(text: &str) -> BTreeSet<Mark> {
        let inside = text.split('⟦').skip(1).filter_map(|rest| rest.split('⟧').next());
        inside
            .filter_map(|mark| {
                let mut parts = mark.split('.');
                let school = parts.next()?.parse().ok()?;
                let child = parts.next()?.parse().ok()?;
                let letter = parts.next()?.chars().next()?;
                let secret = SECRETS.iter().find(|(_, known)| *known == letter)?.0;
                Some(Mark { school, child, secret })
            })
            .collect()
    }

    /// Whether a person of the mark's school, whose child is in this class, may be
    /// given what it stands in.
    pub fn is_for(self, person: &Person, class: usize) -> bool {
        let family = person.children.contains(&self.child);
        match self.secret {
            Secret::Name
            | Secret::Collector
            | Secret::GoesHome
            | Secret::Released
            | Secret::Did => family || person.is_staff(),
            Secret::Allergy | Secret::GuardianPhone | Secret::CollectorPhone => person.cares(),
            Secret::Reason => {
                let teaches = person.roles.contains(&Role::Teacher);
                family || (teaches && person.classes.contains(&class))
            }
            // Neither guardian reads the other's words, nor gets the own ones back.
            Secret::Objection => {
                let teaches = person.roles.contains(&Role::Teacher);
                person.leads() || (teaches && person.classes.contains(&class))
            }
            // Nor who leads, nor the other guardian.
            Secret::Caller => {
                person.roles.contains(&Role::Teacher) && person.classes.contains(&class)
            }
            // Not the office, not the leader, not the family, not whoever wrote it.
            Secret::Concern => person.protects(),
            // A family reads of a call by relation: no name, and no word of staff.
            Secret::Call | Secret::Help => person.is_staff(),
            // Never the gate; of another child a family reads nothing.
            Secret::Hurt => family || person.tends(),
            Secret::HurtNotes => person.tends(),
            Secret::Case => family || person.leads(),
            Secret::TurnedAway => person.roles.contains(&Role::Office),
            Secret::Consent => family || person.roles.contains(&Role::Office),
        }
    }

    /// The same for a child's file, which has the child's health and own numbers too.
    pub fn is_in_file_of(self, person: &Person, class: usize, child: usize) -> bool {
        self.child == child
            && person.children.contains(&child)
            && (matches!(
                self.secret,
                Secret::Allergy | Secret::GuardianPhone | Secret::CollectorPhone
            ) || self.is_for(person, class))
    }
}
