//! Who else collects a family's children, and on which days.

use yuanliu_domain::id::{CollectorId, PersonId};
use yuanliu_domain::time::Weekday;

use crate::dice::Dice;
use crate::district::Collector;
use crate::district::Relation::{self, *};
use crate::ids::Ids;
use crate::names::{self, Adult, CENTRES, Phones, story_phone};

/// A collector of a family, before each child has its own record of them.
pub(crate) struct Kin {
    name: String,
    relation: Relation,
    phone: Option<String>,
    weekdays: Vec<Weekday>,
    usual: bool,
    organisation: Option<&'static str>,
    named_by: PersonId,
}

impl Kin {
    /// The record of one child.
    pub(crate) fn of_child(&self, ids: Ids, child: &str, n: usize) -> Collector {
        Collector {
            id: CollectorId(ids.at(&format!("collector/{child}/{n}"))),
            name: self.name.clone(),
            relation: self.relation,
            phone: self.phone.clone(),
            weekdays: self.weekdays.clone(),
            usual: self.usual,
            organisation: self.organisation,
            named_by: self.named_by,
        }
    }
}

/// What collectors are made from: the parents' surnames and a source of chance.
pub(crate) struct Relatives<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) phones: &'a mut Phones,
    pub(crate) father: &'a str,
    pub(crate) mother: &'a str,
}

/// How often each is named, in a hundred.
const NAMED: &[(Relation, u32)] = &[
    (MothersMother, 30),
    (FathersMother, 28),
    (MothersFather, 15),
    (FathersFather, 15),
    (MothersSister, 5),
    (FathersSister, 4),
    (MothersBrother, 3),
];

const EVERY_DAY: &[Weekday] = &Weekday::SCHOOL;

impl Relatives<'_> {
    /// One to three, the usual one first.
    pub(crate) fn collectors(mut self, named_by: PersonId) -> Vec<Kin> {
        let count = self.dice.weighted(&[(1, 45), (2, 40), (3, 15)]);
        // Grandparents come, or a tutoring centre, or a parent with these in reserve.
        let (centre, usual) =
            self.dice.weighted(&[((false, true), 55), ((true, true), 12), ((false, false), 33)]);
        let mut kin = Vec::new();
        if centre {
            kin.push(self.centre(named_by));
        }
        while kin.len() < count {
            let relation = self.dice.weighted(NAMED);
            if kin.iter().all(|one| one.relation != relation) {
                let usual = usual && kin.is_empty();
                kin.push(self.relative(relation, EVERY_DAY, usual, named_by));
            }
        }
        if usual && !centre && count > 1 && self.dice.percent(35) {
            share_the_week(&mut kin);
        }
        kin
    }

    /// Separated parents: each names one, for the days on which the child is with them.
    pub(crate) fn of_both_sides(mut self, mother: PersonId, father: PersonId) -> Vec<Kin> {
        let mut kin = vec![
            self.relative(MothersMother, EVERY_DAY, true, mother),
            self.relative(FathersMother, EVERY_DAY, true, father),
        ];
        share_the_week(&mut kin);
        kin
    }

    /// A household without a phone: the grandmother comes when the grandfather cannot.
    pub(crate) fn of_grandfather(mut self, named_by: PersonId) -> Vec<Kin> {
        let grandmother = self.relative(FathersMother, EVERY_DAY, false, named_by);
        vec![Kin { phone: None, ..grandmother }]
    }

    fn relative(
        &mut self,
        relation: Relation,
        weekdays: &[Weekday],
        usual: bool,
        named_by: PersonId,
    ) -> Kin {
        let (surname, who) = match relation {
            MothersFather => (self.mother, Adult::OldMan),
            FathersFather => (self.father, Adult::OldMan),
            MothersSister => (self.mother, Adult::Woman),
            FathersSister => (self.father, Adult::Woman),
            MothersBrother => (self.mother, Adult::Man),
            _ => (names::surname(self.dice), Adult::OldWoman),
        };
        let name = format!("{surname}{}", names::adult(self.dice, surname, who));
        let phone = self.dice.percent(92).then(|| self.phones.next());
        Kin {
            name,
            relation,
            phone,
            weekdays: weekdays.to_vec(),
            usual,
            organisation: None,
            named_by,
        }
    }

    fn centre(&mut self, named_by: PersonId) -> Kin {
        let at = self.dice.below(CENTRES.len() as u32) as usize;
        let who = self.dice.below(2) as usize;
        let (centre, people) = CENTRES[at];
        let days = if self.dice.percent(60) { EVERY_DAY } else { &EVERY_DAY[..4] };
        Kin {
            name: people[who].to_owned(),
            relation: Escort,
            phone: Some(story_phone((900 + at * 10 + who) as u32)),
            weekdays: days.to_vec(),
            usual: true,
            organisation: Some(centre),
            named_by,
        }
    }
}

/// The first comes from Monday to Wednesday, the second on the other days.
fn share_the_week(kin: &mut [Kin]) {
    kin[0].weekdays = EVERY_DAY[..3].to_vec();
    kin[1].weekdays = EVERY_DAY[3..].to_vec();
    kin[1].usual = true;
}

/// 周桂兰, who comes every day.
pub(crate) fn grandmother(named_by: PersonId) -> Vec<Kin> {
    vec![Kin {
        name: "周桂兰".to_owned(),
        relation: MothersMother,
        phone: Some(story_phone(3)),
        weekdays: EVERY_DAY.to_vec(),
        usual: true,
        organisation: None,
        named_by,
    }]
}
