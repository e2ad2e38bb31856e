//! Wrong tries in a row, by person, on this tablet; kept over a restart.

use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::pin::TRIES;

const KEY: &str = "yuanliu.tries";

/// The counts. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Tries(RwSignal<BTreeMap<PersonId, u32>>);

impl Tries {
    /// As they were.
    pub fn load() -> Tries {
        Tries(RwSignal::new(LocalStorage::get(KEY).unwrap_or_default()))
    }

    /// One more; how many are left.
    pub fn wrong(self, person: PersonId) -> u32 {
        self.0.update(|counts| *counts.entry(person).or_default() += 1);
        self.save();
        let count = self.0.with_untracked(|counts| counts.get(&person).copied().unwrap_or(0));
        TRIES.saturating_sub(count)
    }

    /// Right, or reopened: from the beginning.
    pub fn forget(self, person: PersonId) {
        self.0.update(|counts| {
            counts.remove(&person);
        });
        self.save();
    }

    /// Whether none is left; follows the counts.
    pub fn used_up(self, person: PersonId) -> bool {
        self.0.with(|counts| counts.get(&person).is_some_and(|count| *count >= TRIES))
    }

    fn save(self) {
        // A full disk costs the count over a restart; the lock itself is an act.
        let _ = self.0.with_untracked(|counts| LocalStorage::set(KEY, counts));
    }
}
