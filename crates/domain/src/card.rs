//! Standing collection cards 接送卡 (P13): printed, numbered, good for a term, for one
//! child and one named collector. A card says who may come; it never replaces looking
//! at the person. Lost, it is cancelled at once.

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::pass::{Cancelled, let_go_of};
use crate::receipt;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, short_text};
use crate::signed::signed_row;
use crate::time::Day;

/// Longest life of a card: a term with its holidays.
pub const MAX_DAYS: i64 = 200;

/// Act: a guardian makes a card. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardIssued {
    /// From this date.
    pub from: Day,
    /// Until this date, the end of the term as a rule.
    pub until: Day,
    /// Who collects.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
}

/// A card; row of `Roll`, for staff, and of `Family`, keyed by its act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// For which child.
    pub child: ChildId,
    /// From this date.
    pub from: Day,
    /// Until this date.
    pub until: Day,
    /// Who collects.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// Who made it.
    pub issued_by: PersonId,
    /// That person's name.
    pub issued_by_name: String,
    /// No longer.
    #[serde(default)]
    pub cancelled: bool,
}

impl Body for Card {
    const KIND: &'static str = "card";
}

impl Card {
    /// Whether it counts on a date.
    pub fn holds(&self, day: Day) -> bool {
        !self.cancelled && self.from <= day && day <= self.until
    }
}

fn rows(child: ChildId, id: ActId) -> Vec<RowKey> {
    vec![RowKey::of::<Card>(Audience::Roll, id), RowKey::of::<Card>(Audience::Family(child), id)]
}

impl Kind for CardIssued {
    const NAME: &'static str = "card_issued";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if !(0..=MAX_DAYS).contains(&self.until.days_since(self.from)) {
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
        let mut touched = rows(child, act.id);
        touched.push(receipt::touch(child, act.id));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let card = Card {
            child,
            from: self.from,
            until: self.until,
            name: self.name.clone(),
            relation: self.relation.clone(),
            issued_by: act.actor,
            issued_by_name: act.actor_name.clone(),
            cancelled: false,
        };
        for audience in [Audience::Roll, Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.put(act.id, &card);
            }
        }
        receipt::issue(act, child, desk);
    }
}

/// Act: this card no longer: it is lost, or nobody needs it. Subject: the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardCancelled {
    /// Which.
    pub card: ActId,
    /// By the school's office; else by the guardian who made it.
    #[serde(default)]
    pub office: bool,
}

impl Kind for CardCancelled {
    const NAME: &'static str = "card_cancelled";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        if self.office { rights.office() } else { rights.guardian_of(act.child()?) }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = rows(child, self.card);
        touched.extend([
            RowKey::of::<Cancelled>(Audience::Holds, child),
            signed_row(act.actor, self.card),
            receipt::touch(child, act.id),
            receipt::touch(child, self.card),
        ]);
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let mut until = None;
        for audience in [Audience::Roll, Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                // Each guardian removes only what he or she made (P14).
                let may = |card: &Card| {
                    card.child == child && (self.office || card.issued_by == act.actor)
                };
                if let Some(card) = shelf.get::<Card>(self.card).filter(may) {
                    until = Some(card.until);
                    shelf.put(self.card, &Card { cancelled: true, ..card });
                }
            }
        }
        let server = desk.received.is_some();
        if let Some(until) = until.filter(|_| server)
            && let Some(mut shelf) = desk.shelf(Audience::Holds)
        {
            let today = act.at.best().day();
            shelf.change(child, |gone: &mut Cancelled| gone.add(self.card, until, today));
        }
        let_go_of(self.card, act, desk);
        receipt::withdraw(act, child, self.card, desk);
        receipt::issue(act, child, desk);
    }
}
