//! Receipts 回执: every notice of a family, with where it is and who has seen it (R4).

use serde::{Deserialize, Serialize};

use crate::act::{Act, Channel};
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::on_behalf::Answered;
use crate::row::{Body, Desk, RowKey};
use crate::time::Stamp;

/// Who looked at a notice, and when (by the looking device's time).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenBy {
    /// Who.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// A receipt; row of `Family`, keyed by the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Kind of the act.
    pub what: String,
    /// Its body as it was written, for words on the screen; without a telephone
    /// number, which is for staff on duty and not for the other guardian (R8).
    pub body: serde_json::Value,
    /// Who wrote it; the name as shown.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When it was written, by the device's best knowledge; when it was said, if that was
    /// stated (R9).
    pub at: Stamp,
    /// When it was written, if another time was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Stamp>,
    /// How the words came.
    pub channel: Channel,
    /// Who told it to staff, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<String>,
    /// When the school's server had it; absent while it is on this device only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Stamp>,
    /// Staff who looked at it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<SeenBy>,
    /// The act that withdrew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<ActId>,
    /// What the family answered to what staff wrote for it (P16).
    #[serde(default, skip_serializing_if = "Answered::is_open")]
    pub answered: Answered,
}

impl Body for Receipt {
    const KIND: &'static str = "receipt";
}

/// The row that `issue` writes.
pub(crate) fn touch(child: ChildId, act: ActId) -> RowKey {
    RowKey::of::<Receipt>(Audience::Family(child), act)
}

/// Writes the receipt of a family's notice.
pub(crate) fn issue(act: &Act, child: ChildId, desk: &mut Desk<'_>) {
    issue_without(act, child, &["phone"], desk);
}

/// The same without fields that are not for the other guardian.
pub(crate) fn issue_without(act: &Act, child: ChildId, unshown: &[&str], desk: &mut Desk<'_>) {
    let receipt = of(act, unshown, desk.received);
    if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
        shelf.put(act.id, &receipt);
    }
}

/// The receipt of an act, without these fields of its body.
pub(crate) fn of(act: &Act, unshown: &[&str], received: Option<Stamp>) -> Receipt {
    let mut body = act.body.clone();
    if let Some(fields) = body.as_object_mut() {
        unshown.iter().for_each(|field| drop(fields.remove(*field)));
    }
    Receipt {
        what: act.kind.clone(),
        body,
        by: act.actor,
        by_name: act.actor_name.clone(),
        at: act.time(),
        written: act.happened.map(|_| act.at.best()),
        channel: act.channel,
        told_by: act.informant.as_ref().map(|i| i.name.clone()),
        received,
        seen: vec![],
        withdrawn: None,
        answered: Answered::default(),
    }
}

/// Notes on an earlier receipt that a later act withdrew it.
pub(crate) fn withdraw(act: &Act, child: ChildId, original: ActId, desk: &mut Desk<'_>) {
    if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
        shelf.edit(original, |receipt: &mut Receipt| {
            receipt.withdrawn.get_or_insert(act.id);
        });
    }
}
