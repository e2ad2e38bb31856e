//! What a family has chosen for one child, and what the school must know of it.

use crate::dice::Dice;
use crate::district::{FamilyKind, Pattern};

/// Of a hundred children, how many are opted in to activities on some weekday.
const ACTIVITIES: u32 = 78;
/// Of a hundred, how many families have answered at all.
const ANSWERED: u32 = 96;
/// Of a hundred who stay for activities, how many stay for late care: 35 of all.
const LATE_CARE: u32 = 45;

const ALL: [bool; 5] = [true; 5];

/// The usual week; `None` where nobody has answered.
pub(crate) fn pattern(dice: &mut Dice, kind: FamilyKind) -> Option<Pattern> {
    if kind == FamilyKind::Story {
        return Some(Pattern { activities: ALL, late_care: [true, false, true, true, false] });
    }
    // Families worth a look are there to be seen: they have chosen to stay.
    let answer = dice.below(if kind == FamilyKind::Ordinary { 100 } else { ACTIVITIES });
    if answer >= ANSWERED {
        return None;
    }
    if answer >= ACTIVITIES {
        return Some(Pattern::default());
    }
    let activities = match dice.below(100) {
        _ if kind != FamilyKind::Ordinary => ALL,
        0..70 => ALL,
        70..82 => [true, true, true, true, false],
        _ => some_days(dice, ALL),
    };
    let late_care = match dice.percent(LATE_CARE) {
        true if dice.percent(65) => activities,
        true => some_days(dice, activities),
        false => [false; 5],
    };
    Some(Pattern { activities, late_care })
}

/// Some of these days, at least one.
fn some_days(dice: &mut Dice, from: [bool; 5]) -> [bool; 5] {
    loop {
        let days = from.map(|day| day && dice.percent(60));
        if days.contains(&true) {
            return days;
        }
    }
}

/// Written authorisation to walk alone: rare below grade 4.
pub(crate) fn walks_alone(dice: &mut Dice, kind: FamilyKind, grade: u8) -> bool {
    let chance = match (kind, grade) {
        (FamilyKind::Ordinary | FamilyKind::NoPhone, 5) => 12,
        (FamilyKind::Ordinary, 4) => 6,
        (FamilyKind::Ordinary, 3) => 1,
        _ => 0,
    };
    dice.percent(chance)
}

/// For five in a hundred. Of the story's two children whose names sound the
/// same, it is the other who must not get peanuts.
pub(crate) fn allergies(dice: &mut Dice, name: &str) -> Vec<&'static str> {
    const KNOWN: &[(&str, u32)] = &[
        ("花生", 20),
        ("牛奶", 18),
        ("青霉素", 18),
        ("虾蟹", 14),
        ("鸡蛋", 12),
        ("芒果", 10),
        ("尘螨", 10),
        ("头孢", 6),
        ("蜂蜇", 2),
    ];
    match name {
        "张一鸣" => return Vec::new(),
        "张一明" => return vec!["花生"],
        _ if !dice.percent(5) => return Vec::new(),
        _ => {}
    }
    let mut all = vec![dice.weighted(KNOWN)];
    if dice.percent(15) {
        all.push(dice.weighted(KNOWN));
        all.dedup();
    }
    all
}
