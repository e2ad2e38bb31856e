//! A group goes from one teacher to another 交接班 (T4), or into another group 并班 (T15).
//! Names and counts of both sides are kept. That the counts differ is said with a reason
//! and never a ground to refuse: the children have changed hands already (R3).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::child_day::{self, Mark, Proof, What};
use crate::group_day::{GroupWhat, key, named_once, write};
use crate::id::{ChildId, GroupId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::{Kind, free_text, short_text};
use crate::school::{Named, Place, on_group};
use crate::time::Day;

/// Act: the actor gives a group to somebody else. Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// The date.
    pub day: Day,
    /// Who takes it.
    pub to: Named,
    /// How firmly it is known that they did.
    #[serde(default)]
    pub proof: Proof,
    /// Children in the room by the list: the number that both counts are held against.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// Children of the group out of the room: handed over as well, and not counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub out: Vec<ChildId>,
    /// Children whom the giving teacher counted.
    pub given: u16,
    /// Children whom the taking teacher counted.
    pub taken: u16,
    /// Why the counts differ from each other or from the list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What is carried over: open notes, messages.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// Whether two counts and a list of so many children say the same.
pub fn agree(listed: usize, given: u16, taken: u16) -> bool {
    given == taken && usize::from(given) == listed
}

impl Kind for HandedOver {
    const NAME: &'static str = "handed_over";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        short_text(&self.to.name)?;
        named_once([&self.children, &self.out])?;
        free_text(&self.reason)?;
        free_text(&self.notes)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        on_group(act).map(|group| vec![key(self.day, group)]).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let Ok(group) = on_group(act) {
            write(act, self.day, group, GroupWhat::HandedOver(Box::new(self.clone())), desk);
        }
    }
}

/// Act: a group ends and its children go on in another. Subject: the group that ends.
/// One act, so that no child is left between two groups when a battery ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupsMerged {
    /// The date.
    pub day: Day,
    /// Where the children go on.
    pub into: Place,
    /// Who receives them there, when it is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Named>,
    /// How firmly it is known that they did.
    #[serde(default)]
    pub proof: Proof,
    /// Children in the room by the list.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// Children out of the room: they belong to the other group when they are back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub out: Vec<ChildId>,
    /// Children counted in the group that ends.
    pub given: u16,
    /// Children counted as they arrive in the other one.
    pub taken: u16,
    /// Why the counts differ from each other or from the list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl GroupsMerged {
    /// The children who go, each with the mark that it has in the other group.
    fn moves(&self) -> impl Iterator<Item = (ChildId, Mark)> {
        let here = self.children.iter().map(|child| (*child, Mark::Present));
        here.chain(self.out.iter().map(|child| (*child, Mark::OutOfRoom)))
    }

    fn ends(&self, act: &Act) -> Result<GroupId, Refusal> {
        let group = on_group(act)?;
        (group != self.into.group).then_some(group).ok_or(Refusal::BadBody)
    }
}

impl Kind for GroupsMerged {
    const NAME: &'static str = "groups_merged";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        self.ends(act)?;
        if let Some(to) = &self.to {
            short_text(&to.name)?;
        }
        named_once([&self.children, &self.out])?;
        short_text(&self.into.name)?;
        short_text(&self.into.room)?;
        free_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(group) = self.ends(act) else { return vec![] };
        let mut touched = vec![key(self.day, group), key(self.day, self.into.group)];
        touched.extend(self.moves().flat_map(|(child, _)| child_day::keys(self.day, child)));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = self.ends(act) else { return };
        for (child, mark) in self.moves() {
            let what = What::Marked(mark, Some(self.into.clone()));
            child_day::write(act, self.day, child, what, false, desk);
        }
        let children = (self.children.len() + self.out.len()) as u16;
        write(act, self.day, group, GroupWhat::Merged(Box::new(self.clone())), desk);
        let came = GroupWhat::Received { from: group, children };
        write(act, self.day, self.into.group, came, desk);
    }
}
