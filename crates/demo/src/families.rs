//! From a family's seats to its people.

use std::collections::{BTreeMap, BTreeSet};

use yuanliu_domain::id::{ChildId, ClassId, PersonId};

use crate::dice::Dice;
use crate::district::{Child, Family, FamilyKind, Guardian, Guardianship, Sex};
use crate::ids::Ids;
use crate::kin::{self, Kin, Relatives};
use crate::names::{self, Phones};
use crate::parents::Parents;
use crate::seats::{Draft, Seat};
use crate::{choices, spelling};

/// A family with names.
pub(crate) struct Household {
    pub(crate) family: Family,
    pub(crate) guardians: Vec<Guardian>,
    pub(crate) children: Vec<(Seat, Child)>,
}

/// Gives every draft its names, and no name twice in a class.
pub(crate) struct Registry<'a> {
    seed: u64,
    phones: &'a mut Phones,
    taken: BTreeMap<String, BTreeSet<String>>,
}

/// What a child is called.
struct Name {
    surname: &'static str,
    given: &'static str,
    sex: Sex,
}

impl<'a> Registry<'a> {
    /// Keeps the names that are wanted away from everyone else.
    pub(crate) fn new(seed: u64, phones: &'a mut Phones, drafts: &[Draft]) -> Registry<'a> {
        let mut taken = BTreeMap::<String, BTreeSet<String>>::new();
        for draft in drafts {
            if let Some((surname, given)) = draft.name {
                taken
                    .entry(class(&draft.seats[0]))
                    .or_default()
                    .insert(format!("{surname}{given}"));
            }
        }
        Registry { seed, phones, taken }
    }

    pub(crate) fn household(&mut self, draft: &Draft) -> Household {
        let path = draft.seats[0].path();
        let mut dice = Dice::new(self.seed, &format!("family/{path}"));
        let parents = Parents::new(&mut dice, draft);
        let registered = parents.registered(&mut dice, Ids(self.seed), &path, self.phones);
        let ids: Vec<PersonId> = registered.iter().map(|(_, guardian)| guardian.id).collect();
        let kin = self.kin(&mut dice, &parents, &ids);
        let links = registered
            .iter()
            .map(|(relation, guardian)| Guardianship { guardian: guardian.id, relation: *relation })
            .collect();
        let children = self.children(&mut dice, draft, &parents, &Ties { links, kin });
        Household {
            family: Family {
                kind: draft.kind,
                children: children.iter().map(|(_, child)| child.id).collect(),
                guardians: ids,
            },
            guardians: registered.into_iter().map(|(_, guardian)| guardian).collect(),
            children,
        }
    }

    fn kin(&mut self, dice: &mut Dice, parents: &Parents, guardians: &[PersonId]) -> Vec<Kin> {
        let (father, mother) = (parents.father, parents.mother);
        let relatives = Relatives { dice, phones: self.phones, father, mother };
        match parents.kind {
            FamilyKind::Story => kin::grandmother(guardians[0]),
            FamilyKind::NoPhone => relatives.of_grandfather(guardians[0]),
            FamilyKind::Separated => relatives.of_both_sides(guardians[0], guardians[1]),
            _ => relatives.collectors(guardians[0]),
        }
    }

    fn children(
        &mut self,
        dice: &mut Dice,
        draft: &Draft,
        parents: &Parents,
        ties: &Ties,
    ) -> Vec<(Seat, Child)> {
        let mut children = Vec::<(Seat, Child)>::new();
        for (n, seat) in draft.seats.iter().enumerate() {
            let sex = if dice.percent(52) { Sex::Boy } else { Sex::Girl };
            let surname = parents.surname_of(n);
            let name = match draft.name {
                // The story's two are boys; other names in pairs fit both.
                Some((surname, given)) if surname == "张" => {
                    Name { surname, given, sex: Sex::Boy }
                }
                Some((surname, given)) => Name { surname, given, sex },
                None => {
                    let in_class = self.taken.entry(class(seat)).or_default();
                    let given = names::child(dice, surname, sex, in_class);
                    Name { surname, given: names::rare(&seat.path()).unwrap_or(given), sex }
                }
            };
            let mut child = self.child(dice, draft.kind, seat, &name, ties);
            if let Some((_, first)) = children.first()
                && (draft.kind == FamilyKind::Twins || dice.percent(70))
            {
                child.choice = first.choice;
            }
            children.push((*seat, child));
        }
        children
    }

    fn child(
        &self,
        dice: &mut Dice,
        kind: FamilyKind,
        seat: &Seat,
        name: &Name,
        ties: &Ties,
    ) -> Child {
        let ids = Ids(self.seed);
        let path = seat.path();
        let (pinyin, initials) = spelling::spell(name.surname, name.given);
        let full = format!("{}{}", name.surname, name.given);
        Child {
            id: ChildId(ids.at(&format!("child/{path}"))),
            surname: name.surname.to_owned(),
            pinyin,
            initials,
            sex: name.sex,
            class: ClassId(ids.at(&format!("class/{}", class(seat)))),
            number: seat.number,
            allergies: choices::allergies(dice, &full),
            name: full,
            guardians: ties.links.clone(),
            collectors: ties
                .kin
                .iter()
                .enumerate()
                .map(|(n, one)| one.of_child(ids, &path, n))
                .collect(),
            walks_alone: choices::walks_alone(dice, kind, seat.frame.grade),
            choice: choices::pattern(dice, kind),
        }
    }
}

/// What siblings have in common.
struct Ties {
    links: Vec<Guardianship>,
    kin: Vec<Kin>,
}

/// `0/3-2`.
fn class(seat: &Seat) -> String {
    format!("{}/{}", seat.school, seat.frame.path())
}
