//! Who was at this tablet last: they stand first on its tiles.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use yuanliu_domain::id::PersonId;

const KEY: &str = "yuanliu.recent";
/// Two rows of a tablet.
const SHOWN: usize = 6;

/// The latest first. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Recent(RwSignal<Vec<PersonId>>);

impl Recent {
    /// As it was.
    pub fn load() -> Recent {
        Recent(RwSignal::new(LocalStorage::get(KEY).unwrap_or_default()))
    }

    /// Somebody came.
    pub fn came(self, person: PersonId) {
        self.0.update(|people| {
            people.retain(|other| *other != person);
            people.insert(0, person);
            people.truncate(SHOWN);
        });
        // A full disk costs the order of the tiles.
        let _ = self.0.with_untracked(|people| LocalStorage::set(KEY, people));
    }

    /// How long ago, among those who are remembered; follows the list.
    pub fn place(self, person: PersonId) -> usize {
        self.0.with(|people| people.iter().position(|p| *p == person).unwrap_or(SHOWN))
    }
}
