//! Invented people: names, telephone numbers, addresses.

#[rustfmt::skip] // lists of names, a dozen to a line
mod data;

use std::collections::BTreeSet;

pub(crate) use data::{CENTRES, SAME_SOUND};

use crate::dice::Dice;
use crate::district::Sex;

/// Names of the story: nobody else bears them.
const TAKEN: &[&str] = &["张一鸣", "张一明", "陈静", "张伟", "周桂兰", "王雪梅", "李明"];

/// A surname by its share of the city.
pub(crate) fn surname(dice: &mut Dice) -> &'static str {
    dice.weighted(data::SURNAMES)
}

/// A child's name that is new in its class; most given names are, too.
pub(crate) fn child(
    dice: &mut Dice,
    surname: &str,
    sex: Sex,
    in_class: &mut BTreeSet<String>,
) -> &'static str {
    let list = match sex {
        Sex::Boy => data::BOYS,
        Sex::Girl => data::GIRLS,
    };
    loop {
        let given = dice.pick(list);
        let known = in_class.contains(given) && !dice.percent(10);
        if !known && in_class.insert(format!("{surname}{given}")) {
            in_class.insert(given.to_owned());
            return given;
        }
    }
}

/// Given names that few fonts and keyboards have, at these seats of the story's class.
const RARE: &[(&str, &str)] = &[("0/3-2/6", "𬭎"), ("0/3-2/19", "㛃")];

/// The rare given name of whoever sits at this place.
pub(crate) fn rare(seat: &str) -> Option<&'static str> {
    RARE.iter().find(|(place, _)| *place == seat).map(|(_, name)| *name)
}

/// Which generation a grown-up is of.
#[derive(Clone, Copy)]
pub(crate) enum Adult {
    Man,
    Woman,
    OldMan,
    OldWoman,
}

/// A grown-up's given name.
pub(crate) fn adult(dice: &mut Dice, surname: &str, who: Adult) -> &'static str {
    let list = match who {
        Adult::Man => data::MEN,
        Adult::Woman => data::WOMEN,
        Adult::OldMan => data::OLD_MEN,
        Adult::OldWoman => data::OLD_WOMEN,
    };
    loop {
        let given = dice.pick(list);
        if !TAKEN.contains(&format!("{surname}{given}").as_str()) {
            return given;
        }
    }
}

/// An invented address.
pub(crate) fn address(dice: &mut Dice) -> String {
    let road = dice.pick(data::ROADS);
    let lane = dice.between(11, 899);
    let house = dice.between(1, 40);
    let room = dice.between(1, 6) * 100 + dice.between(1, 4);
    format!("澄浦区{road} {lane} 弄 {house} 号 {room} 室")
}

/// Gives out telephone numbers, each once. No mobile number begins with 12, so
/// none of these can reach a real person. `120-0000-xxxx` is the story's.
pub(crate) struct Phones(u32);

impl Phones {
    pub(crate) fn new(seed: u64) -> Phones {
        Phones(Dice::new(seed, "phones").below(RANGE))
    }

    pub(crate) fn next(&mut self) -> String {
        // A prime step visits all of the range before it repeats.
        self.0 = (self.0 + 7919) % RANGE;
        format!("12{}0000{:04}", 1 + self.0 / 10_000, self.0 % 10_000)
    }
}

/// 121-0000-0000 to 129-0000-9999.
const RANGE: u32 = 90_000;

/// A number of the story's people.
pub(crate) fn story_phone(number: u32) -> String {
    format!("1200000{number:04}")
}
