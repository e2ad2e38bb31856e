//! The start of a term 新学期 (P11): the family is asked once more, per child, and shown what
//! holds. No answer is not 'no': what was chosen goes on until somebody changes it, and a
//! child without a choice has none, as a first-grader in autumn.

use crate::choice::{Chosen, Pattern};
use crate::time::Day;

/// What a family is asked about a child at the start of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing was ever chosen.
    Empty,
    /// As before, or changed: the last choice before the term.
    AsBefore(Chosen),
}

/// First date of a choice that is one for the new term, while a family is asked about it:
/// 20 August to 30 September, 1 February to 15 March. `None` in the rest of the year.
pub fn asks(today: Day) -> Option<Day> {
    let (year, month, day) = today.parts();
    match (month, day) {
        (8, 20..) | (9, _) => Day::ymd(year, 8, 20),
        (2, _) | (3, ..=15) => Day::ymd(year, 2, 1),
        _ => None,
    }
}

/// What is asked today, if anything: whoever chose for the new term has answered. A single
/// date answers nothing.
pub fn asked(pattern: Option<&Pattern>, today: Day) -> Option<Asked> {
    let since = asks(today)?;
    let Some(pattern) = pattern else { return Some(Asked::Empty) };
    if pattern.choices.iter().any(|chosen| chosen.choice.from >= since) {
        return None;
    }
    let last = pattern.current(since.plus(-1)).or(pattern.choices.last());
    Some(last.cloned().map_or(Asked::Empty, Asked::AsBefore))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;
    use crate::choice::Choose;
    use crate::id::ActId;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::ymd(year, month, day).unwrap()
    }

    fn pattern(choices: &[(Day, Option<Day>)]) -> Pattern {
        let chosen = |(n, (from, until)): (usize, &(Day, Option<Day>))| Chosen {
            act: ActId(Uuid::from_u128(n as u128)),
            choice: Choose { from: *from, until: *until, week: BTreeMap::new() },
        };
        Pattern { choices: choices.iter().enumerate().map(chosen).collect(), ..Pattern::default() }
    }

    #[test]
    fn a_family_is_asked_around_the_start_of_each_term() {
        assert_eq!(asks(day(2026, 8, 19)), None);
        assert_eq!(asks(day(2026, 8, 20)), Some(day(2026, 8, 20)));
        assert_eq!(asks(day(2026, 9, 30)), Some(day(2026, 8, 20)));
        assert_eq!(asks(day(2026, 10, 1)), None);
        assert_eq!(asks(day(2026, 11, 24)), None);
        assert_eq!(asks(day(2027, 2, 26)), Some(day(2027, 2, 1)));
        assert_eq!(asks(day(2027, 3, 15)), Some(day(2027, 2, 1)));
        assert_eq!(asks(day(2027, 3, 16)), None);
    }

    #[test]
    fn last_terms_choice_is_shown_until_one_is_made_for_the_new_term() {
        let (autumn, spring) = (day(2026, 9, 1), day(2027, 2, 26));
        let old = pattern(&[(autumn, None)]);
        assert_eq!(asked(Some(&old), spring), Some(Asked::AsBefore(old.choices[0].clone())));
        assert_eq!(asked(Some(&old), day(2026, 11, 24)), None);
        let answered = pattern(&[(autumn, None), (spring, None)]);
        assert_eq!(asked(Some(&answered), spring), None);
        // Said in January, for the day on which lessons begin.
        let early = pattern(&[(autumn, None), (day(2027, 2, 22), None)]);
        assert_eq!(asked(Some(&early), spring), None);
    }

    #[test]
    fn what_held_at_the_end_counts_and_not_a_week_that_was_an_exception() {
        let (autumn, spring) = (day(2026, 9, 1), day(2027, 2, 26));
        let exception = (day(2026, 12, 7), Some(day(2026, 12, 11)));
        let all = pattern(&[(autumn, None), exception]);
        assert_eq!(asked(Some(&all), spring), Some(Asked::AsBefore(all.choices[0].clone())));
        let over = pattern(&[(autumn, Some(day(2027, 1, 20)))]);
        assert_eq!(asked(Some(&over), spring), Some(Asked::AsBefore(over.choices[0].clone())));
    }

    #[test]
    fn whoever_never_chose_starts_empty() {
        let first = day(2026, 9, 2);
        assert_eq!(asked(None, first), Some(Asked::Empty));
        assert_eq!(asked(Some(&Pattern::default()), first), Some(Asked::Empty));
    }
}
