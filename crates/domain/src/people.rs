//! The people of a school: classes, children, guardians, staff (S1).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::{Act, Subject};
use crate::activity;
use crate::audience::Audience;
use crate::court::Span;
use crate::id::{ChildId, ClassId, PersonId};
use crate::refusal::Refusal;
use crate::rights::{Rights, Role};
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, short_text};
use crate::tablet::{self, Verifier};
use crate::time::Day;

/// A class; row of `Roll`, keyed by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// 1 to 9.
    pub grade: u8,
    /// As the school says it: 三（2）班.
    pub name: String,
}

impl Body for Class {
    const KIND: &'static str = "class";
}

/// Act: the office sets a class. Subject: the class.
pub type ClassSet = Class;

impl Kind for Class {
    const NAME: &'static str = "class_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        class_of(act)?;
        if !(1..=9).contains(&self.grade) {
            return Err(Refusal::BadBody);
        }
        short_text(&self.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        class_of(act).map(|id| vec![RowKey::of::<Class>(Audience::Roll, id)]).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let (Ok(id), Some(mut shelf)) = (class_of(act), desk.shelf(Audience::Roll)) {
            shelf.put(id, self);
        }
    }
}

/// A child's name card; row of `Roll` and of `Family`, keyed by the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Full name.
    pub name: String,
    /// Pinyin without tones, syllable by syllable, `zhang yi ming`: sorts, searches by
    /// initials, and warns of same-sounding names.
    pub pinyin: String,
    /// The class.
    pub class: ClassId,
    /// The class as it is called, for the family's screen.
    pub class_name: String,
    /// 1 to 9.
    pub grade: u8,
    /// Number in class 班级学号.
    pub number: u16,
    /// Whether there is an allergy: what it is stands in `Care`.
    #[serde(default)]
    pub allergy: bool,
    /// Left the school: kept for the record, on no list.
    #[serde(default)]
    pub left: bool,
}

impl Body for Child {
    const KIND: &'static str = "child";
}

/// Medical card; row of `Care`, keyed by the child. Information only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medical {
    /// Allergies in words.
    pub allergies: String,
}

impl Body for Medical {
    const KIND: &'static str = "medical";
}

/// Act: the office sets a child's card. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildSet {
    /// The card.
    pub child: Child,
    /// Allergies in words; empty when none are known.
    #[serde(default)]
    pub allergies: String,
}

impl Kind for ChildSet {
    const NAME: &'static str = "child_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if !(1..=9).contains(&self.child.grade) {
            return Err(Refusal::BadBody);
        }
        free_text(&self.allergies)?;
        short_text(&self.child.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        vec![
            RowKey::of::<Child>(Audience::Roll, child),
            RowKey::of::<Child>(Audience::Family(child), child),
            RowKey::of::<Medical>(Audience::Care, child),
        ]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        for audience in [Audience::Roll, Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                let card = Child { allergy: !self.allergies.is_empty(), ..self.child.clone() };
                shelf.put(child, &card);
            }
        }
        if let Some(mut shelf) = desk.shelf(Audience::Care) {
            shelf.put(child, &Medical { allergies: self.allergies.clone() });
        }
    }
}

/// What a person is in this school; row of `Office`, keyed by the person. Rights
/// and audiences come from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Name as shown.
    pub name: String,
    /// Parts played; empty once all have ended.
    pub roles: BTreeSet<Role>,
    /// Children of whom the person is a guardian.
    #[serde(default)]
    pub children: BTreeSet<ChildId>,
    /// Classes of which the person is class teacher.
    #[serde(default)]
    pub classes: BTreeSet<ClassId>,
    /// Children of whom a court paper ends the view, and when (P14).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unseen: BTreeMap<ChildId, Span>,
}

impl Body for Member {
    const KIND: &'static str = "member";
}

impl Member {
    /// What the person is on a date: without children of whom a court paper ends
    /// the view.
    pub fn on(mut self, day: Day) -> Member {
        let unseen = std::mem::take(&mut self.unseen);
        for (child, span) in unseen {
            if span.holds(day) {
                self.children.remove(&child);
            }
        }
        self
    }

    /// As the check of right sees it.
    pub fn rights(&self, person: PersonId) -> Rights {
        Rights {
            person,
            roles: self.roles.clone(),
            children: self.children.clone(),
            classes: self.classes.clone(),
        }
    }
}

/// The same, for the person's own eyes; row of `Person`, keyed by the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me(
    /// What I am here.
    pub Member,
);

impl Body for Me {
    const KIND: &'static str = "me";
}

/// A guardian as the other one sees them: name and relation, nothing more (R8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// 母亲, 父亲, 外婆 …
    pub relation: String,
}

/// The guardians of a child; row of `Family` and of `Roll`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardians {
    /// In order of entry.
    pub people: Vec<Guardian>,
}

impl Body for Guardians {
    const KIND: &'static str = "guardians";
}

/// A number to call back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The guardian or the act that named the collector.
    pub key: String,
    /// Name.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// Telephone number.
    pub phone: String,
}

/// Numbers on file for a child; row of `Care`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    /// Guardians first.
    pub people: Vec<Contact>,
}

impl Contacts {
    /// Puts a number on file in place of an earlier one of the same person.
    pub fn set(&mut self, contact: Contact) {
        match self.people.iter_mut().find(|c| c.key == contact.key) {
            Some(old) => *old = contact,
            None => self.people.push(contact),
        }
    }
}

impl Body for Contacts {
    const KIND: &'static str = "contacts";
}

/// Act: the office links a guardian to a child, or ends the link. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardianSet {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// Telephone; empty for a family without one.
    #[serde(default)]
    pub phone: String,
    /// The link has ended.
    #[serde(default)]
    pub ended: bool,
}

impl Kind for GuardianSet {
    const NAME: &'static str = "guardian_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.phone.chars().count() > 30 {
            return Err(Refusal::BadText);
        }
        short_text(&self.relation)?;
        short_text(&self.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = vec![
            RowKey::of::<Member>(Audience::Office, self.person),
            RowKey::of::<Me>(Audience::Person(self.person), self.person),
            RowKey::of::<Guardians>(Audience::Family(child), child),
            RowKey::of::<Guardians>(Audience::Roll, child),
            RowKey::of::<Contacts>(Audience::Care, child),
        ];
        keys.extend(activity::consent_touches(child));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let link = |member: &mut Member| {
            member.name = self.name.clone();
            if self.ended {
                member.children.remove(&child);
            } else {
                member.children.insert(child);
            }
            if member.children.is_empty() {
                member.roles.remove(&Role::Guardian);
            } else {
                member.roles.insert(Role::Guardian);
            }
        };
        if let Some(mut shelf) = desk.shelf(Audience::Office) {
            shelf.change(self.person, link);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Person(self.person)) {
            shelf.change(self.person, |me: &mut Me| link(&mut me.0));
        }
        for audience in [Audience::Family(child), Audience::Roll] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.change(child, |guardians: &mut Guardians| {
                    guardians.people.retain(|g| g.person != self.person);
                    if !self.ended {
                        guardians.people.push(Guardian {
                            person: self.person,
                            name: self.name.clone(),
                            relation: self.relation.clone(),
                        });
                    }
                });
            }
        }
        if self.ended {
            activity::take_back(child, Some(self.person), desk);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Care) {
            shelf.change(child, |contacts: &mut Contacts| {
                let key = self.person.to_string();
                if self.ended || self.phone.is_empty() {
                    contacts.people.retain(|c| c.key != key);
                } else {
                    contacts.set(Contact {
                        key,
                        name: self.name.clone(),
                        relation: self.relation.clone(),
                        phone: self.phone.clone(),
                    });
                }
            });
        }
    }
}

/// A member of staff as colleagues see them; row of `Roll`, keyed by the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Name as shown: 王雪梅老师.
    pub name: String,
    /// Parts; empty when no longer staff.
    pub roles: BTreeSet<Role>,
    /// Classes of which the person is class teacher.
    #[serde(default)]
    pub classes: BTreeSet<ClassId>,
}

impl Body for Staff {
    const KIND: &'static str = "staff";
}

/// Act: the office sets a member of staff, or ends the employment with no roles.
/// Subject: the person.
pub type StaffSet = Staff;

impl Kind for Staff {
    const NAME: &'static str = "staff_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        person_of(act)?;
        if self.roles.contains(&Role::Guardian) || self.roles.contains(&Role::Tablet) {
            return Err(Refusal::BadBody);
        }
        short_text(&self.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(person) = person_of(act) else { return vec![] };
        vec![
            RowKey::of::<Member>(Audience::Office, person),
            RowKey::of::<Me>(Audience::Person(person), person),
            RowKey::of::<Staff>(Audience::Roll, person),
            tablet::verifier_of(person),
        ]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(person) = person_of(act) else { return };
        let employ = |member: &mut Member| {
            member.name = self.name.clone();
            member.roles.retain(|role| *role == Role::Guardian);
            member.roles.extend(&self.roles);
            member.classes = self.classes.clone();
        };
        if let Some(mut shelf) = desk.shelf(Audience::Office) {
            shelf.change(person, employ);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Person(person)) {
            shelf.change(person, |me: &mut Me| employ(&mut me.0));
        }
        if let Some(mut shelf) = desk.shelf(Audience::Roll) {
            shelf.put(person, self);
        }
        // Who is no longer staff opens no tablet any more.
        if self.roles.is_empty()
            && let Some(mut shelf) = desk.shelf(Audience::Tablets)
        {
            shelf.remove::<Verifier>(person);
        }
    }
}

fn class_of(act: &Act) -> Result<ClassId, Refusal> {
    match act.subject {
        Subject::Class(id) => Ok(id),
        _ => Err(Refusal::WrongSubject),
    }
}

fn person_of(act: &Act) -> Result<PersonId, Refusal> {
    match act.subject {
        Subject::Person(id) => Ok(id),
        _ => Err(Refusal::WrongSubject),
    }
}
