//! Who stays with a child after closing time (T6, T19): named staff, never the guard
//! alone. Roles stand in other rows, so the screen sees to the second one; what was
//! recorded is kept as it was (R3).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, short_text};
use crate::school::Named;
use crate::struck::Strike;
use crate::time::{Day, Stamp};

/// Staff that one entry names.
const MOST_STAFF: usize = 5;
/// Entries about one child on one day in its rows; more are in the journal.
const MOST_STAYS: usize = 60;

/// Act: these stay with the child until it is collected. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayingWith {
    /// The date.
    pub day: Day,
    /// Who stays.
    pub staff: Vec<Named>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// Its act.
    pub act: ActId,
    /// Who stays.
    pub staff: Vec<Named>,
    /// Who wrote it; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// The entry that says it is wrong (R5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<ActId>,
}

/// Who stayed with a child on a day; row of `Day`, keyed by the child, and of `Family`,
/// keyed by the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stays {
    /// In the server's order.
    pub list: Vec<Stay>,
}

impl Body for Stays {
    const KIND: &'static str = "stays";
}

impl Stays {
    /// Who stays with the child now: the last entry that counts.
    pub fn now(&self) -> Option<&Stay> {
        self.list.iter().rev().find(|stay| stay.struck.is_none())
    }
}

impl Strike for Stays {
    fn strike(&mut self, original: ActId, by: ActId) {
        for stay in self.list.iter_mut().filter(|stay| stay.act == original) {
            stay.struck.get_or_insert(by);
        }
    }
}

/// Rows that such an entry is written to, and struck from.
pub(crate) fn keys(day: Day, child: ChildId) -> [RowKey; 2] {
    [
        RowKey::of::<Stays>(Audience::Day(day), child),
        RowKey::of::<Stays>(Audience::Family(child), day),
    ]
}

impl Kind for StayingWith {
    const NAME: &'static str = "staying_with";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if !(1..=MOST_STAFF).contains(&self.staff.len()) {
            return Err(Refusal::BadBody);
        }
        self.staff.iter().try_for_each(|named| short_text(&named.name))
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| keys(self.day, child).to_vec()).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let add = |stays: &mut Stays| {
            let known = stays.list.iter().any(|stay| stay.act == act.id);
            if !known && stays.list.len() < MOST_STAYS {
                stays.list.push(Stay {
                    act: act.id,
                    staff: self.staff.clone(),
                    by_name: act.actor_name.clone(),
                    at: act.time(),
                    struck: None,
                });
            }
        };
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.change(child, add);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.change(self.day, add);
        }
    }
}
