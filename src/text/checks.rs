//! What is checked, in words: areas and the items of each.

use yuanliu_domain::check::{Area, Check, Condition, SymptomsChecked};

use super::{Word, fill, format, words};

/// The name of an area.
pub fn area(area: Area) -> Word {
    match area {
        Area::Grounds => words::area_grounds,
        Area::Facilities => words::area_facilities,
        Area::Fire => words::area_fire,
        Area::Water => words::area_water,
        Area::Infection => words::area_infection,
        Area::Security => words::area_security,
    }
}

/// What is looked at there, in the order of a walk.
pub fn items(area: Area) -> &'static [Word] {
    match area {
        Area::Grounds => {
            &[words::item_ground, words::item_sharp, words::item_sports, words::item_fence]
        }
        Area::Facilities => &[
            words::item_windows,
            words::item_desks,
            words::item_sockets,
            words::item_lights,
            words::item_stairs,
        ],
        Area::Fire => {
            &[words::item_exits, words::item_extinguishers, words::item_signs, words::item_lane]
        }
        Area::Water => {
            &[words::item_dispenser, words::item_filter, words::item_water_test, words::item_hot]
        }
        Area::Infection => {
            &[words::item_air, words::item_soap, words::item_disinfected, words::item_day_checks]
        }
        Area::Security => &[
            words::item_gate,
            words::item_visitors,
            words::item_cameras,
            words::item_alarm,
            words::item_shields,
        ],
    }
}

/// 15:20 王老师 · 3 项正常，1 项有问题，0 项没看.
pub fn done(check: &Check) -> String {
    let count = |found| check.made.items.iter().filter(|item| item.found == found).count();
    let [fine, fault, not] = [Condition::Fine, Condition::Fault, Condition::NotLooked].map(count);
    fill(words::checks_done, &[&format::time(check.at), &check.by_name, &fine, &fault, &not])
}

/// 看了 32 人：发热 1，….
pub fn symptoms(said: &SymptomsChecked) -> String {
    let SymptomsChecked { looked, fever, cough, stomach, rash, .. } = said;
    fill(words::symptoms_line, &[looked, fever, cough, stomach, rash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_fits_into_the_act_in_both_languages() {
        for word in Area::ALL.into_iter().flat_map(items) {
            for text in [word.zh, word.en] {
                assert!(text.chars().count() <= 40, "{text}");
            }
        }
    }
}
