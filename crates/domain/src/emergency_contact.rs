//! Emergency contacts 紧急联系人 (P10): whom staff call about a child when no guardian
//! answers, in the family's order. They do not collect: who may do that is another list.

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::receipt;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, short_text};

/// Contacts of one child in its rows; more are in the journal.
const MOST: usize = 20;

/// Act: names an emergency contact. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactNamed {
    /// Name.
    pub name: String,
    /// Relation to the child: 姑姑, 邻居 …
    pub relation: String,
    /// Number to call; staff on duty see it, no other family member does.
    pub phone: String,
    /// When they are called, among the child's contacts: 1 is first, 9 last.
    pub order: u8,
}

/// An emergency contact as the family reads it; never with a number (R8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyContact {
    /// The naming act.
    pub act: ActId,
    /// Name.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// 1 is called first.
    pub order: u8,
    /// Who named them; only they withdraw (P14).
    pub named_by: PersonId,
    /// That person's name.
    pub named_by_name: String,
}

/// A child's emergency contacts; row of `Family`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyContacts {
    /// In the order of calling.
    pub people: Vec<EmergencyContact>,
}

impl Body for EmergencyContacts {
    const KIND: &'static str = "emergency_contacts";
}

/// The same with their numbers; row of `Care`, keyed by the child. A withdrawn contact's
/// number is gone from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToCall {
    /// In the order of calling.
    pub people: Vec<Callee>,
}

impl Body for ToCall {
    const KIND: &'static str = "to_call";
}

/// An emergency contact as staff on duty call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callee {
    /// The naming act.
    pub act: ActId,
    /// Name.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// Number to call.
    pub phone: String,
    /// 1 is called first.
    pub order: u8,
    /// Who named them.
    pub named_by: PersonId,
}

fn touches(child: ChildId) -> Vec<RowKey> {
    vec![
        RowKey::of::<EmergencyContacts>(Audience::Family(child), child),
        RowKey::of::<ToCall>(Audience::Care, child),
    ]
}

impl Kind for ContactNamed {
    const NAME: &'static str = "contact_named";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if !(1..=9).contains(&self.order) {
            return Err(Refusal::BadBody);
        }
        if !(1..=30).contains(&self.phone.trim().chars().count()) {
            return Err(Refusal::BadText);
        }
        short_text(&self.relation)?;
        short_text(&self.name)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = touches(child);
        keys.push(receipt::touch(child, act.id));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.change(child, |contacts: &mut EmergencyContacts| {
                let known = contacts.people.iter().any(|contact| contact.act == act.id);
                if !known && contacts.people.len() < MOST {
                    contacts.people.push(EmergencyContact {
                        act: act.id,
                        name: self.name.clone(),
                        relation: self.relation.clone(),
                        order: self.order,
                        named_by: act.actor,
                        named_by_name: act.actor_name.clone(),
                    });
                    contacts.people.sort_by_key(|contact| contact.order);
                }
            });
        }
        if let Some(mut shelf) = desk.shelf(Audience::Care) {
            shelf.change(child, |contacts: &mut ToCall| {
                let known = contacts.people.iter().any(|contact| contact.act == act.id);
                if !known && contacts.people.len() < MOST {
                    contacts.people.push(Callee {
                        act: act.id,
                        name: self.name.clone(),
                        relation: self.relation.clone(),
                        phone: self.phone.trim().to_owned(),
                        order: self.order,
                        named_by: act.actor,
                    });
                    contacts.people.sort_by_key(|contact| contact.order);
                }
            });
        }
        receipt::issue(act, child, desk);
    }
}

/// Act: this emergency contact no longer. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactWithdrawn {
    /// The naming act.
    pub contact: ActId,
}

impl Kind for ContactWithdrawn {
    const NAME: &'static str = "contact_withdrawn";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = touches(child);
        keys.push(receipt::touch(child, self.contact));
        keys.push(receipt::touch(child, act.id));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        // Each guardian removes only whom he or she named (P14).
        let mut mine = false;
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.edit(child, |contacts: &mut EmergencyContacts| {
                let before = contacts.people.len();
                contacts.people.retain(|c| c.act != self.contact || c.named_by != act.actor);
                mine = contacts.people.len() < before;
            });
        }
        if let Some(mut shelf) = desk.shelf(Audience::Care) {
            shelf.edit(child, |contacts: &mut ToCall| {
                contacts.people.retain(|c| c.act != self.contact || c.named_by != act.actor);
            });
        }
        if mine {
            receipt::withdraw(act, child, self.contact, desk);
        }
        receipt::issue(act, child, desk);
    }
}
