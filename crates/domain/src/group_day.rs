//! A group's day: head counts 清点人数, hand-overs 交接班, cover 代班 and merging 并班
//! (T2, T4, T15; R3, R5). One row with its ordered entries, as `ChildDay` is for a child.
//! Two people who counted differently both stand in it: the later one takes nothing back.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::hand_over::{GroupsMerged, HandedOver};
use crate::id::{ActId, ChildId, GroupId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text};
use crate::school::{Duty, Named, Place, on_group};
use crate::time::{Day, Stamp};

/// Most children whom one act of a group names.
const MOST_CHILDREN: usize = 200;
/// Entries of one group on its row; older ones are in the journal.
const MOST_ENTRIES: usize = 100;

/// The entries of one group on one day; row of `Day`, keyed by the group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDay {
    /// In the server's order.
    pub entries: Vec<GroupEntry>,
}

impl Body for GroupDay {
    const KIND: &'static str = "group_day";
}

/// One entry of a group's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEntry {
    /// The act it came from.
    pub act: ActId,
    /// What it says.
    pub what: GroupWhat,
    /// When it was written, by the device's best knowledge.
    pub at: Stamp,
    /// When it happened, as stated, if it was entered later 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<Stamp>,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
}

impl GroupEntry {
    /// When it happened: as stated, else when it was written.
    pub fn time(&self) -> Stamp {
        self.happened.unwrap_or(self.at)
    }
}

/// What an entry of a group says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupWhat {
    /// A head count; which children the list held is in the act alone.
    Counted {
        /// Children whom somebody counted.
        counted: u16,
        /// Children in the room by the list.
        expected: u16,
        /// Why they differ, in the counting person's words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// One teacher gave the group, another took it; whole, for the printed sheet.
    HandedOver(Box<HandedOver>),
    /// Somebody took the group on the spot.
    Covered {
        /// Whether the roster named that person for this group when the entry was made.
        rostered: bool,
        /// Why, if it was said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// This group ended and its children went into another.
    Merged(Box<GroupsMerged>),
    /// Children of another group came.
    Received {
        /// The group that ended.
        from: GroupId,
        /// How many came, those out of the room among them.
        children: u16,
    },
}

impl GroupDay {
    /// Who has the group by what was done today, and since when; the roster speaks while
    /// this is none. A group that went into another is nobody's until somebody takes it.
    pub fn holder(&self) -> Option<(Named, Stamp)> {
        let last = self.entries.iter().rev().find_map(|entry| match &entry.what {
            GroupWhat::HandedOver(given) => Some(Some((given.to.clone(), entry.time()))),
            GroupWhat::Covered { .. } => {
                let by = Named { id: entry.by, name: entry.by_name.clone() };
                Some(Some((by, entry.time())))
            }
            GroupWhat::Merged(_) => Some(None),
            GroupWhat::Counted { .. } | GroupWhat::Received { .. } => None,
        });
        last.flatten()
    }

    /// The group into which this one went, unless somebody has it again since.
    pub fn merged_into(&self) -> Option<&Place> {
        self.entries.iter().rev().find_map(|entry| match &entry.what {
            GroupWhat::Merged(merged) => Some(Some(&merged.into)),
            GroupWhat::HandedOver(_) | GroupWhat::Covered { .. } => Some(None),
            _ => None,
        })?
    }

    /// The last head count.
    pub fn last_count(&self) -> Option<&GroupEntry> {
        self.entries.iter().rev().find(|entry| matches!(entry.what, GroupWhat::Counted { .. }))
    }

    fn add(&mut self, entry: GroupEntry) {
        // The same act twice (a prediction drawn over its own result) is one entry.
        if self.entries.iter().all(|e| e.act != entry.act) {
            self.entries.push(entry);
            let extra = self.entries.len().saturating_sub(MOST_ENTRIES);
            self.entries.drain(..extra);
        }
    }
}

/// Which groups went into which, of all groups of a day.
pub fn merges<'a>(
    days: impl IntoIterator<Item = (&'a GroupId, &'a GroupDay)>,
) -> BTreeMap<GroupId, GroupId> {
    let into = |(id, day): (&GroupId, &GroupDay)| Some((*id, day.merged_into()?.group));
    days.into_iter().filter_map(into).collect()
}

/// The row of a group's day.
pub(crate) fn key(day: Day, group: GroupId) -> RowKey {
    RowKey::of::<GroupDay>(Audience::Day(day), group)
}

/// Writes an entry to a group's row.
pub(crate) fn write(act: &Act, day: Day, group: GroupId, what: GroupWhat, desk: &mut Desk<'_>) {
    if let Some(mut shelf) = desk.shelf(Audience::Day(day)) {
        let entry = GroupEntry {
            act: act.id,
            what,
            at: act.at.best(),
            happened: act.happened,
            by: act.actor,
            by_name: act.actor_name.clone(),
        };
        shelf.change(group, |group_day: &mut GroupDay| group_day.add(entry));
    }
}

/// Children named once each, and not more than a group can have.
pub(crate) fn named_once(lists: [&[ChildId]; 2]) -> Result<(), Refusal> {
    let count = lists.iter().map(|list| list.len()).sum::<usize>();
    let once: BTreeSet<ChildId> = lists.into_iter().flatten().copied().collect();
    (count <= MOST_CHILDREN && once.len() == count).then_some(()).ok_or(Refusal::BadBody)
}

/// Act: somebody counted the children of a group before the app showed its number (T2).
/// Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadCounted {
    /// The date.
    pub day: Day,
    /// Children whom the person counted.
    pub counted: u16,
    /// Children in the room by the list.
    pub expected: u16,
    /// Those children.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// Why the two numbers differ.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Kind for HeadCounted {
    const NAME: &'static str = "head_counted";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        named_once([&self.children, &[]])?;
        free_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        on_group(act).map(|group| vec![key(self.day, group)]).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = on_group(act) else { return };
        let what = GroupWhat::Counted {
            counted: self.counted,
            expected: self.expected,
            reason: self.reason.clone(),
        };
        write(act, self.day, group, what, desk);
    }
}

/// Act: somebody takes a group on the spot, roster or not 代班 (T15). Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The date.
    pub day: Day,
    /// Why, if it is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Kind for Covered {
    const NAME: &'static str = "covered";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        free_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(group) = on_group(act) else { return vec![] };
        vec![key(self.day, group), RowKey::of::<Duty>(Audience::Day(self.day), group)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = on_group(act) else { return };
        let Some(shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        let duty = shelf.get::<Duty>(group);
        let rostered = duty.is_some_and(|duty| duty.staff.contains(&act.actor));
        let what = GroupWhat::Covered { rostered, reason: self.reason.clone() };
        write(act, self.day, group, what, desk);
    }
}
