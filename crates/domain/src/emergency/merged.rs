//! What many devices found, as one list.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counted, Safety, Tally, Who};
use crate::id::{ActId, PersonId};
use crate::time::Stamp;

/// What one entry says of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The act.
    pub act: ActId,
    /// How the person was found.
    pub safety: Safety,
    /// Who counted.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// Where.
    pub place: String,
    /// When.
    pub at: Stamp,
    /// A later entry answers it: it no longer counts, and stays readable.
    pub answered: bool,
}

/// Everything that was said of one person, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The entries.
    pub said: Vec<Said>,
}

impl Standing {
    /// The entries that count.
    pub fn standing(&self) -> impl Iterator<Item = &Said> {
        self.said.iter().filter(|said| !said.answered)
    }

    fn has(&self, safety: Safety) -> bool {
        self.standing().any(|said| said.safety == safety)
    }

    /// What counts: missing outweighs safe.
    pub fn safety(&self) -> Safety {
        if self.has(Safety::Missing) {
            Safety::Missing
        } else if self.has(Safety::Safe) {
            Safety::Safe
        } else {
            Safety::Unknown
        }
    }

    /// 待核实: one says safe and another missing, and nobody has cleared it.
    pub fn to_clear(&self) -> bool {
        self.has(Safety::Missing) && self.has(Safety::Safe)
    }

    /// What the next entry of this author answers: the own ones, or all when it clears.
    pub fn answered_by(&self, author: PersonId, clears: bool) -> impl Iterator<Item = ActId> {
        self.standing().filter(move |said| clears || said.by == author).map(|said| said.act)
    }
}

/// Merges what was found, on whichever devices and in whichever order it came.
pub fn merged(counts: &[(ActId, Counted)]) -> BTreeMap<Who, Standing> {
    let mut answered: BTreeSet<(ActId, Who)> = BTreeSet::new();
    for (act, counted) in counts {
        let others = counted.answers.iter().filter(|answer| *answer != act);
        let of =
            |answer: &ActId| counted.found.iter().map(|f| (*answer, f.who)).collect::<Vec<_>>();
        answered.extend(others.flat_map(of));
    }
    let mut people: BTreeMap<Who, Standing> = BTreeMap::new();
    for (act, counted) in counts {
        for found in &counted.found {
            people.entry(found.who).or_default().said.push(Said {
                act: *act,
                safety: found.safety,
                by: counted.by,
                by_name: counted.by_name.clone(),
                place: counted.place.clone(),
                at: counted.at,
                answered: answered.contains(&(*act, found.who)),
            });
        }
    }
    people.values_mut().for_each(|all| all.said.sort_by_key(|said| (said.at, said.act)));
    people
}

impl Tally {
    /// Counts people; of whom nothing was said is unknown.
    pub fn of<'a>(
        people: impl IntoIterator<Item = &'a Who>,
        merged: &BTreeMap<Who, Standing>,
    ) -> Tally {
        let mut tally = Tally::default();
        for who in people {
            match merged.get(who).map_or(Safety::Unknown, Standing::safety) {
                Safety::Safe => tally.safe += 1,
                Safety::Missing => tally.missing += 1,
                Safety::Unknown => tally.unknown += 1,
            }
        }
        tally
    }
}
