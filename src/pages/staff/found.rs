//! Children who are looked for by what is typed: a number alone means one in each class, so
//! whoever is in care comes first.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::Child;

use super::model::Model;

/// Most children shown at once: more are a name that is not typed far enough.
const MOST: usize = 8;

/// Whom somebody may mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Those in care first, then by class and number.
    pub shown: Vec<(ChildId, Arc<Child>)>,
    /// Whether there are more than are shown.
    pub more: bool,
}

impl Found {
    /// Whom `typed` means, but for these. Follows the rows.
    pub fn by(model: Model, typed: &str, but: &[ChildId]) -> Found {
        let typed = typed.trim().to_lowercase();
        if typed.is_empty() {
            return Found::default();
        }
        let mut shown: Vec<_> = model.roster.with(|roster| {
            roster.find(&typed).filter(|(id, _)| !but.contains(id)).cloned().collect()
        });
        model.in_care.with(|here| shown.sort_by_key(|(id, _)| !here.contains_key(id)));
        let more = shown.len() > MOST;
        shown.truncate(MOST);
        Found { shown, more }
    }
}
