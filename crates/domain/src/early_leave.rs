//! Early leave 离校单 (G5): a class or duty teacher tells the gate that a child may leave,
//! when and with whom. It has no place for a reason: the guard learns none.
//!
//! The slip lets nobody go. The release is the guard's own act ([`crate::child_day`]).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::child_day::{Basis, ChildDay, Entry, What};
use crate::id::{ActId, ChildId, CollectorId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, short_text};
use crate::school::Named;
use crate::time::{Day, Minute, Stamp};

/// Act: a slip for the gate; it builds on the child's last entry. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyLeaveIssued {
    /// The date.
    pub day: Day,
    /// From when the child may leave.
    pub minute: Minute,
    /// On what ground: listed, guardian, card …
    pub basis: Basis,
    /// The collector's entry on the list, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collector: Option<CollectorId>,
    /// The collector's name; the child's own for 'walks alone'.
    pub collector_name: String,
    /// Relation to the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
}

/// Act: takes a slip back. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyLeaveWithdrawn {
    /// The date.
    pub day: Day,
    /// The slip.
    pub slip: ActId,
}

/// How a slip was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The act.
    pub act: ActId,
    /// By whom; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// A slip; row of `Day`, keyed by the act that issued it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyLeave {
    /// Whose.
    pub child: ChildId,
    /// What it says.
    pub slip: EarlyLeaveIssued,
    /// Who issued it.
    pub issued_by: Named,
    /// When.
    pub at: Stamp,
    /// The entry of the child's day that its author knew of, if there was one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knew: Vec<ActId>,
    /// How it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawn>,
}

impl Body for EarlyLeave {
    const KIND: &'static str = "early_leave";
}

impl EarlyLeave {
    /// Whether the gate waits for it: not taken back, and no release since, in the order
    /// of the day's entries, whatever the clocks of two devices said (R9).
    pub fn waits(&self, day: &ChildDay) -> bool {
        let known = day.entries.iter().rposition(|entry| self.knew.contains(&entry.act));
        let since = known.map_or(0, |last| last + 1);
        let released = |e: &Entry| e.corrected_by.is_none() && matches!(e.what, What::Released(_));
        self.withdrawn.is_none() && !day.entries[since..].iter().any(released)
    }
}

impl Kind for EarlyLeaveIssued {
    const NAME: &'static str = "early_leave_issued";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        free_text(&self.relation)?;
        short_text(&self.collector_name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<EarlyLeave>(Audience::Day(self.day), act.id)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        // Drawn over its own result, it takes no withdrawal away.
        if shelf.get::<EarlyLeave>(act.id).is_none() {
            let row = EarlyLeave {
                child,
                slip: self.clone(),
                issued_by: Named { id: act.actor, name: act.actor_name.clone() },
                at: act.time(),
                knew: act.builds_on.clone(),
                withdrawn: None,
            };
            shelf.put(act.id, &row);
        }
    }
}

impl Kind for EarlyLeaveWithdrawn {
    const NAME: &'static str = "early_leave_withdrawn";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        act.builds_on.contains(&self.slip).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<EarlyLeave>(Audience::Day(self.day), self.slip)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        shelf.edit(self.slip, |slip: &mut EarlyLeave| {
            if slip.child == child {
                slip.withdrawn.get_or_insert(Withdrawn {
                    act: act.id,
                    by_name: act.actor_name.clone(),
                    at: act.time(),
                });
            }
        });
    }
}
