//! One-time passes 临时接送码 (P5): one child, one date, one window, one named
//! collector. A notice like any other: nobody agrees to it (R1).
//!
//! The school's signature and the six digits come with the act's effect, by the
//! server alone ([`crate::signed`]).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::receipt;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, short_text};
use crate::signed::{Signed, signed_row};
use crate::time::{Day, Minute};

/// Days after its last one that a withdrawn pass or cancelled card stays named.
const KEPT_DAYS: i64 = 7;

/// Act: a guardian makes a pass. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassIssued {
    /// On this date.
    pub day: Day,
    /// From this minute.
    pub from: Minute,
    /// Until this minute.
    pub until: Minute,
    /// Who collects.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
}

/// A pass; row of `Day` of its date, for staff, and of `Family`, keyed by its act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// For which child.
    pub child: ChildId,
    /// On this date.
    pub day: Day,
    /// From this minute.
    pub from: Minute,
    /// Until this minute.
    pub until: Minute,
    /// Who collects.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// Who made it; only they and the office withdraw it (P14).
    pub issued_by: PersonId,
    /// That person's name.
    pub issued_by_name: String,
    /// No longer.
    #[serde(default)]
    pub withdrawn: bool,
}

impl Body for Pass {
    const KIND: &'static str = "pass";
}

/// A pass or card that no longer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// The act that issued it.
    pub id: ActId,
    /// The last date on which it would have counted.
    pub until: Day,
}

/// Passes and cards that no longer count; row of `Holds`, keyed by the child, so that
/// a cancellation reaches a tablet before anything else. By the server alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// In the order in which they went.
    pub papers: Vec<Gone>,
}

impl Body for Cancelled {
    const KIND: &'static str = "cancelled";
}

impl Cancelled {
    /// Whether this one no longer counts.
    pub fn has(&self, id: ActId) -> bool {
        self.papers.iter().any(|gone| gone.id == id)
    }

    /// One more is gone; those long over are let go of.
    pub(crate) fn add(&mut self, id: ActId, until: Day, today: Day) {
        self.papers.retain(|gone| gone.until.plus(KEPT_DAYS) >= today && gone.id != id);
        self.papers.push(Gone { id, until });
    }
}

fn rows(day: Day, child: ChildId, id: ActId) -> Vec<RowKey> {
    vec![
        RowKey::of::<Pass>(Audience::Day(day), id),
        RowKey::of::<Pass>(Audience::Family(child), id),
    ]
}

impl Kind for PassIssued {
    const NAME: &'static str = "pass_issued";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.until < self.from {
            return Err(Refusal::BadSpan);
        }
        short_text(&self.relation)?;
        short_text(&self.name)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.guardian_of(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = rows(self.day, child, act.id);
        touched.push(receipt::touch(child, act.id));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let pass = Pass {
            child,
            day: self.day,
            from: self.from,
            until: self.until,
            name: self.name.clone(),
            relation: self.relation.clone(),
            issued_by: act.actor,
            issued_by_name: act.actor_name.clone(),
            withdrawn: false,
        };
        for audience in [Audience::Day(self.day), Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.put(act.id, &pass);
            }
        }
        receipt::issue(act, child, desk);
    }
}

/// Act: this pass no longer. Subject: the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassWithdrawn {
    /// Which.
    pub pass: ActId,
    /// Its date.
    pub day: Day,
    /// By the school's office; else by the guardian who made it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub office: bool,
}

impl Kind for PassWithdrawn {
    const NAME: &'static str = "pass_withdrawn";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        if self.office { rights.office() } else { rights.guardian_of(act.child()?) }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = rows(self.day, child, self.pass);
        touched.extend([
            RowKey::of::<Cancelled>(Audience::Holds, child),
            signed_row(act.actor, self.pass),
            receipt::touch(child, act.id),
            receipt::touch(child, self.pass),
        ]);
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let mut gone = false;
        for audience in [Audience::Day(self.day), Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                let pass = shelf.get::<Pass>(self.pass);
                // Each guardian takes back only what he or she made (P14).
                let may = |pass: &Pass| {
                    pass.child == child && (self.office || pass.issued_by == act.actor)
                };
                if let Some(pass) = pass.filter(may) {
                    shelf.put(self.pass, &Pass { withdrawn: true, ..pass });
                    gone = true;
                }
            }
        }
        // Whose it was stands on another shelf: only the server writes this one.
        let server = desk.received.is_some();
        if gone
            && server
            && let Some(mut shelf) = desk.shelf(Audience::Holds)
        {
            let today = act.at.best().day();
            shelf.change(child, |gone: &mut Cancelled| gone.add(self.pass, self.day, today));
        }
        let_go_of(self.pass, act, desk);
        receipt::withdraw(act, child, self.pass, desk);
        receipt::issue(act, child, desk);
    }
}

/// The signature, the picture and the digits go from whoever made them.
pub(crate) fn let_go_of(id: ActId, act: &Act, desk: &mut Desk<'_>) {
    if let Some(mut shelf) = desk.shelf(Audience::Person(act.actor))
        && shelf.get::<Signed>(id).is_some()
    {
        shelf.remove::<Signed>(id);
    }
}
