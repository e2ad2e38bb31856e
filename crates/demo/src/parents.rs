//! A child's guardians, by the kind of family.

use yuanliu_domain::id::PersonId;

use crate::dice::Dice;
use crate::district::FamilyKind::{self, *};
use crate::district::{Guardian, Reads, Relation};
use crate::ids::Ids;
use crate::names::{self, Adult, Phones, story_phone};
use crate::seats::Draft;

/// Fathers abroad. The numbers are of the range that the United Kingdom's
/// regulator keeps for fiction.
const ABROAD: &[&str] = &["Daniel Carter", "Owen Fletcher"];

/// The surnames from which a family's names come.
pub(crate) struct Parents {
    pub(crate) kind: FamilyKind,
    pub(crate) father: &'static str,
    pub(crate) mother: &'static str,
}

impl Parents {
    pub(crate) fn new(dice: &mut Dice, draft: &Draft) -> Parents {
        let father = draft.name.map_or_else(|| names::surname(dice), |(surname, _)| surname);
        let mother = match draft.kind {
            Story => "陈",
            _ => other_surname(dice, father),
        };
        Parents { kind: draft.kind, father, mother }
    }

    /// The surname of the first, the second child.
    pub(crate) fn surname_of(&self, n: usize) -> &'static str {
        match self.kind {
            FatherAbroad => self.mother,
            TwoSurnames if n > 0 => self.mother,
            _ => self.father,
        }
    }

    /// Those whom the school has on file, the first to ask first.
    pub(crate) fn registered(
        &self,
        dice: &mut Dice,
        ids: Ids,
        path: &str,
        phones: &mut Phones,
    ) -> Vec<(Relation, Guardian)> {
        let address = names::address(dice);
        let mut person = |dice: &mut Dice, word: &str, surname: &str, who| Guardian {
            id: PersonId(ids.at(&format!("guardian/{path}/{word}"))),
            name: format!("{surname}{}", names::adult(dice, surname, who)),
            phone: Some(phones.next()),
            address: address.clone(),
            reads: Reads::Chinese,
            joined: dice.percent(90),
        };
        if self.kind == NoPhone {
            let grandfather = person(dice, "grandfather", self.father, Adult::OldMan);
            return vec![(
                Relation::FathersFather,
                Guardian { phone: None, joined: false, ..grandfather },
            )];
        }
        let mother = (Relation::Mother, person(dice, "mother", self.mother, Adult::Woman));
        let father = (Relation::Father, person(dice, "father", self.father, Adult::Man));
        match self.kind {
            Story => story(mother, father),
            Separated => vec![mother, at_home(father, names::address(dice))],
            FatherAbroad => vec![mother, abroad(dice, father)],
            Ordinary => match dice.below(100) {
                0..72 => vec![mother, father],
                72..92 => vec![mother],
                _ => vec![father],
            },
            _ => vec![mother, father],
        }
    }
}

/// Few couples share a surname, and that of siblings with two must differ.
fn other_surname(dice: &mut Dice, than: &str) -> &'static str {
    loop {
        let surname = names::surname(dice);
        if surname != than {
            return surname;
        }
    }
}

type Registered = (Relation, Guardian);

fn story((mother, her): Registered, (father, him): Registered) -> Vec<Registered> {
    let named = |guardian, name: &str, phone| Guardian {
        name: name.to_owned(),
        phone: Some(story_phone(phone)),
        address: "澄浦区听橹巷 118 弄 6 号 302 室".to_owned(),
        joined: true,
        ..guardian
    };
    vec![(mother, named(her, "陈静", 1)), (father, named(him, "张伟", 2))]
}

fn at_home((relation, guardian): Registered, address: String) -> Registered {
    (relation, Guardian { address, ..guardian })
}

fn abroad(dice: &mut Dice, (relation, guardian): Registered) -> Registered {
    let name = dice.pick(ABROAD);
    let last = guardian.phone.as_deref().map_or("000", |phone| &phone[8..]);
    let there = Guardian {
        name: name.to_owned(),
        phone: Some(format!("+447700900{last}")),
        address: "Leeds, United Kingdom".to_owned(),
        reads: Reads::English,
        joined: true,
        ..guardian
    };
    (relation, there)
}
