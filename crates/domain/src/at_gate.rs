//! 'I am at the gate' 我到门口了 (P15): a guardian says so, or the guard for whoever stands
//! there. The room hears it and sends the child; the release is its own act, with its own
//! check of the person ([`crate::child_day`]). It lets nobody go.
//!
//! Nothing ends it but a person: whoever takes it back, or the child's release. With its
//! day it leaves the devices of the staff.

use serde::{Deserialize, Serialize};

use crate::act::{Act, Channel};
use crate::audience::Audience;
use crate::child_day::{ChildDay, Entry, What};
use crate::id::{ActId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::Kind;
use crate::time::{Day, Stamp};

/// Of one child and day in the rows; older ones give way, and are in the journal.
const MOST: usize = 40;

/// Act: somebody waits at the gate for the child; it builds on the child's last entry.
/// Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtGate {
    /// The date.
    pub day: Day,
}

/// Act: takes that back, it was a slip or they have gone. It answers the act. Subject: the
/// child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtGateWithdrawn {
    /// The date.
    pub day: Day,
    /// The act.
    pub said: ActId,
}

/// Somebody is at the gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The act that says so.
    pub act: ActId,
    /// Who said it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// How it was said: in the app by a guardian of the child, else to the guard.
    #[serde(default)]
    pub channel: Channel,
    /// When, by the device's best knowledge.
    pub at: Stamp,
    /// Entries of the child's day that its author knew of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knew: Vec<ActId>,
    /// The act that took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<ActId>,
}

/// Who is or was at the gate for a child on one day; row of `Day`, keyed by the child, and
/// of `Family`, keyed by the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrivals {
    /// In the server's order.
    pub list: Vec<Arrival>,
}

impl Arrival {
    /// A guardian said so in the app; else whoever of the staff saw them.
    pub fn by_guardian(&self) -> bool {
        self.channel == Channel::App
    }
}

impl Body for Arrivals {
    const KIND: &'static str = "arrivals";
}

impl Arrivals {
    /// Who waits: not taken back, and no release since that counts, in the order of the
    /// day's entries, whatever the clocks of two devices said (R9). The first one first.
    pub fn waiting<'a>(&'a self, day: &'a ChildDay) -> impl Iterator<Item = &'a Arrival> {
        let released = |e: &Entry| e.corrected_by.is_none() && matches!(e.what, What::Released(_));
        self.list.iter().filter(move |one| {
            let known = day.entries.iter().rposition(|entry| one.knew.contains(&entry.act));
            let since = known.map_or(0, |last| last + 1);
            one.withdrawn.is_none() && !day.entries[since..].iter().any(released)
        })
    }

    fn add(&mut self, new: Arrival) {
        if self.list.iter().any(|one| one.act == new.act) {
            return;
        }
        if self.list.len() >= MOST {
            self.list.remove(0);
        }
        self.list.push(new);
    }

    fn withdraw(&mut self, said: ActId, by: ActId) {
        for one in self.list.iter_mut().filter(|one| one.act == said) {
            one.withdrawn.get_or_insert(by);
        }
    }
}

/// Both rows of a child's day.
fn rows(act: &Act, day: Day) -> Vec<RowKey> {
    let Ok(child) = act.child() else { return vec![] };
    vec![
        RowKey::of::<Arrivals>(Audience::Day(day), child),
        RowKey::of::<Arrivals>(Audience::Family(child), day),
    ]
}

/// Changes both in the same way.
fn change(act: &Act, day: Day, desk: &mut Desk<'_>, change: impl Fn(&mut Arrivals)) {
    let Ok(child) = act.child() else { return };
    if let Some(mut shelf) = desk.shelf(Audience::Day(day)) {
        shelf.change(child, &change);
    }
    if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
        shelf.change(day, &change);
    }
}

impl Kind for AtGate {
    const NAME: &'static str = "at_gate";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(drop)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        rows(act, self.day)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        change(act, self.day, desk, |arrivals| {
            arrivals.add(Arrival {
                act: act.id,
                by: act.actor,
                by_name: act.actor_name.clone(),
                channel: act.channel,
                at: act.time(),
                knew: act.builds_on.clone(),
                withdrawn: None,
            });
        });
    }
}

impl Kind for AtGateWithdrawn {
    const NAME: &'static str = "at_gate_withdrawn";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        act.builds_on.contains(&self.said).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        rows(act, self.day)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        change(act, self.day, desk, |arrivals| arrivals.withdraw(self.said, act.id));
    }
}
