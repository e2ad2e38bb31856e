//! Written down for a family 代家长登记 (T12, P16): what a guardian, or somebody of the
//! family, said by telephone, at the gate, in a message or on paper. It counts at once; a
//! new collector counts after a guardian confirmed it, or staff called back a number on file.

use serde::{Deserialize, Serialize};

use crate::act::{Act, Channel};
use crate::audience::Audience;
use crate::collector::{Collector, Collectors, Way};
use crate::id::{ActId, ChildId, PersonId};
use crate::receipt::{self, Receipt};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, short_text};
use crate::time::Stamp;

/// Who said that what staff wrote down is what was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// The guardian, or the member of staff who called back.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When: as stated, or by the device's best knowledge.
    pub at: Stamp,
    /// Relation of the guardian whom staff called back; absent when a guardian confirmed.
    /// No name: the other guardian reads it, too (R8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// That guardian: a word that a court paper may end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// What the family answered to what was written for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The last confirmation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmed>,
    /// The case 'not what I said', until a confirmation that knew of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denied: Option<ActId>,
}

impl Answered {
    /// Nobody has answered.
    pub fn is_open(&self) -> bool {
        *self == Answered::default()
    }

    /// Confirmed, and nobody said since that it is not so.
    pub fn confirms(&self) -> bool {
        self.confirmed.is_some() && self.denied.is_none()
    }

    /// A confirmation that did not know of a 'not so' leaves it standing: whatever arrives
    /// first, nobody is handed a child on it.
    fn confirm(&mut self, by: &Confirmed, knew: &[ActId]) {
        if self.denied.is_none_or(|case| knew.contains(&case)) {
            *self = Answered { confirmed: Some(by.clone()), denied: None };
        }
    }

    fn deny(&mut self, case: ActId) {
        self.denied = Some(case);
    }
}

/// A notice that staff wrote down for a family; row of `Homeroom`, keyed by its act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// The child.
    pub child: ChildId,
    /// As the family reads it.
    pub notice: Receipt,
    /// The number that called, for the class teacher alone (R8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl Body for OnBehalf {
    const KIND: &'static str = "on_behalf";
}

/// Whether staff wrote this down for a family.
fn told(act: &Act) -> bool {
    act.channel != Channel::App
}

/// The class teacher's row of a notice.
pub(crate) fn key(child: ChildId, notice: ActId) -> RowKey {
    RowKey::of::<OnBehalf>(Audience::Homeroom(child), notice)
}

/// Rows that `issue` writes.
pub(crate) fn touches(act: &Act, child: ChildId) -> Vec<RowKey> {
    let mut keys = vec![receipt::touch(child, act.id)];
    keys.extend(told(act).then(|| key(child, act.id)));
    keys
}

/// Writes the receipt of a notice; of one that staff wrote down, the class teacher's row too.
pub(crate) fn issue(act: &Act, child: ChildId, desk: &mut Desk<'_>) {
    receipt::issue(act, child, desk);
    let received = desk.received;
    if told(act)
        && let Some(mut shelf) = desk.shelf(Audience::Homeroom(child))
    {
        let notice = receipt::of(act, &["phone"], received);
        let phone = act.informant.as_ref().and_then(|informant| informant.phone.clone());
        shelf.put(act.id, &OnBehalf { child, notice, phone });
    }
}

/// Notes that a later act of `by` took back what staff wrote down, in the receipt and for the
/// class teacher; `None`: whoever wrote it. The family is asked nothing about it any more.
pub(crate) fn withdraw(
    act: &Act,
    child: ChildId,
    original: ActId,
    by: Option<PersonId>,
    desk: &mut Desk<'_>,
) {
    let take_back = |receipt: &mut Receipt| {
        if receipt.channel != Channel::App && by.is_none_or(|by| by == receipt.by) {
            receipt.withdrawn.get_or_insert(act.id);
        }
    };
    if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
        shelf.edit(original, take_back);
    }
    if let Some(mut shelf) = desk.shelf(Audience::Homeroom(child)) {
        shelf.edit(original, |row: &mut OnBehalf| take_back(&mut row.notice));
    }
}

/// Rows in which an answer to these notices stands.
pub(crate) fn answer_touches(child: ChildId, notices: &[ActId]) -> Vec<RowKey> {
    let of = |notice: &ActId| [receipt::touch(child, *notice), key(child, *notice)];
    let mut keys: Vec<RowKey> = notices.iter().flat_map(of).collect();
    keys.extend(
        [Audience::Roll, Audience::Family(child)].map(|a| RowKey::of::<Collectors>(a, child)),
    );
    keys
}

/// Writes an answer to each of these notices that staff wrote down.
fn answer(child: ChildId, notices: &[ActId], desk: &mut Desk<'_>, change: impl Fn(&mut Answered)) {
    let of_receipt = |receipt: &mut Receipt| {
        if receipt.channel != Channel::App {
            change(&mut receipt.answered);
        }
    };
    for notice in notices {
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.edit(*notice, of_receipt);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Homeroom(child)) {
            shelf.edit(*notice, |row: &mut OnBehalf| of_receipt(&mut row.notice));
        }
    }
    for audience in [Audience::Roll, Audience::Family(child)] {
        if let Some(mut shelf) = desk.shelf(audience) {
            shelf.edit(child, |collectors: &mut Collectors| {
                // One that a guardian named in the app waits for nobody.
                let asked = |c: &&mut Collector| {
                    c.told
                        && c.way != Way::NotThis
                        && notices.iter().any(|notice| c.id == (*notice).into())
                };
                for collector in collectors.people.iter_mut().filter(asked) {
                    change(&mut collector.answered);
                    collector.unconfirmed = !collector.answered.confirms();
                }
            });
        }
    }
}

/// 'Not what I said', by the case that says it.
pub(crate) fn deny(child: ChildId, notices: &[ActId], case: ActId, desk: &mut Desk<'_>) {
    answer(child, notices, desk, |answered| answered.deny(case));
}

/// Whom staff called back, at a number on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalledBack {
    /// The guardian.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
}

/// Act: what staff wrote down is what was said. Subject: the child. It builds on the notice,
/// and on the case 'not what I said' that it settles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehalfConfirmed {
    /// The notice.
    pub notice: ActId,
    /// Whom staff called back; absent when a guardian confirms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<CalledBack>,
}

impl Kind for BehalfConfirmed {
    const NAME: &'static str = "behalf_confirmed";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if !act.builds_on.contains(&self.notice) {
            return Err(Refusal::BadBody);
        }
        if let Some(called) = &self.called {
            short_text(&called.relation)?;
            short_text(&called.name)?;
        }
        Ok(())
    }

    /// A guardian; or staff who called one back, which the gate has no numbers for.
    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        match self.called {
            None => rights.guardian_of(act.child()?),
            Some(_) => rights.staff().and_then(|()| rights.beyond_the_gate()),
        }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| answer_touches(child, &[self.notice])).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let confirmed = Confirmed {
            by: act.actor,
            by_name: act.actor_name.clone(),
            at: act.time(),
            called: self.called.as_ref().map(|called| called.relation.clone()),
            person: self.called.as_ref().map(|called| called.person),
        };
        answer(child, &[self.notice], desk, |answered| {
            answered.confirm(&confirmed, &act.builds_on);
        });
    }
}
