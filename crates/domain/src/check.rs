//! Safety checks 安全检查 (T9): by area, item by item; a fault stands open until somebody
//! writes what was done about it, and by whom. Symptom checks 健康观察 are numbers of a
//! group, beside the day's incidents: who it is stands in one of those, and the gate reads
//! neither.
//!
//! An item carries its text as it was shown, so that a check stays readable when the
//! school's lists change. A check that was wrong is made again: the last one of a day is
//! the one that holds, and the others stay beside it (R5).

mod kinds;
mod photo;

use serde::{Deserialize, Serialize};

use crate::id::{ActId, PersonId};
use crate::photo::{PhotoHash, Pictured};
use crate::row::Body;
use crate::time::{Day, Stamp};

/// Items of one check.
const MOST_ITEMS: usize = 30;
/// Checks of one area, or of one group, on one day in their row, the last ones; more are in
/// the journal.
const MOST_CHECKS: usize = 30;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// 场地.
    Grounds,
    /// 设施.
    Facilities,
    /// 消防.
    Fire,
    /// 饮水.
    Water,
    /// 防疫.
    Infection,
    /// 安保.
    Security,
}

impl Area {
    /// In the order of the screen.
    pub const ALL: [Area; 6] =
        [Area::Grounds, Area::Facilities, Area::Fire, Area::Water, Area::Infection, Area::Security];

    /// Its name on the wire and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Area::Grounds => "grounds",
            Area::Facilities => "facilities",
            Area::Fire => "fire",
            Area::Water => "water",
            Area::Infection => "infection",
            Area::Security => "security",
        }
    }

    /// The area of this name.
    pub fn named(name: &str) -> Option<Area> {
        Area::ALL.into_iter().find(|area| area.name() == name)
    }
}

/// How an item was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// 正常.
    Fine,
    /// 有问题.
    Fault,
    /// 没看.
    NotLooked,
}

/// One item of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// As it was shown.
    pub item: String,
    /// How it was found.
    pub found: Condition,
    /// What is wrong; needed for a fault.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Act: a check was made. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckMade {
    /// The date.
    pub day: Day,
    /// What was checked.
    pub area: Area,
    /// Where, if not everywhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Item by item.
    pub items: Vec<Item>,
}

/// Act: a fault was seen to. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultClosed {
    /// The act of the check that found it.
    pub check: ActId,
    /// Which item of that check, from 0.
    pub item: u16,
    /// What was done.
    pub done: String,
    /// Who did it, as the author says it; may be somebody from outside.
    pub done_by: String,
}

/// Act: a photo of a fault, or of how it was mended. Subject: the school. It shows a place
/// and no child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultPhoto {
    /// The act of the check that found it.
    pub check: ActId,
    /// Which item of that check, from 0.
    pub item: u16,
    /// The proof that it is mended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proof: bool,
    /// The photo; the picture itself follows the act.
    pub photo: PhotoHash,
}

/// Act: a photo of a fault is wrong. It stays readable and no longer counts (R5). Subject:
/// the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultPhotoStruck {
    /// The act of the check that found the fault.
    pub check: ActId,
    /// Which item of that check, from 0.
    pub item: u16,
    /// The act that added the photo.
    pub original: ActId,
    /// Whether the leader or the office says so: somebody else strikes their own alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_leader: bool,
    /// Why.
    pub reason: String,
}

/// Act: the children of a group were looked at. Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymptomsChecked {
    /// The date.
    pub day: Day,
    /// How many children were looked at.
    pub looked: u16,
    /// How many of them have a fever 发热.
    pub fever: u16,
    /// … cough or have a runny nose 咳嗽流涕.
    pub cough: u16,
    /// … vomit or have diarrhoea 呕吐腹泻.
    pub stomach: u16,
    /// … have a rash 皮疹.
    pub rash: u16,
}

/// A check as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Its act.
    pub act: ActId,
    /// What was found.
    pub made: CheckMade,
    /// Who checked.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// The checks of an area on a day; row of `Day`, keyed by the area's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checks {
    /// In the server's order.
    pub list: Vec<Check>,
}

impl Body for Checks {
    const KIND: &'static str = "checks";
}

/// How a fault was seen to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    /// The act that says so.
    pub act: ActId,
    /// What was done.
    pub done: String,
    /// Who did it.
    pub done_by: String,
    /// Who wrote it; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// A fault; row of `Roll`, keyed by its check and item. It names no child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The date of the check.
    pub day: Day,
    /// What was checked.
    pub area: Area,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The item, as it was shown.
    pub item: String,
    /// What is wrong.
    pub words: String,
    /// Who found it; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// How it was seen to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mended: Option<Mended>,
    /// How it looked when it was found, in the server's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Pictured>,
    /// How it looks mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<Pictured>,
}

impl Body for Fault {
    const KIND: &'static str = "fault";
}

/// The key of a fault: its check and the number of the item.
pub fn fault_key(check: ActId, item: u16) -> String {
    format!("{check}.{item}")
}

/// Check and item of a fault's key.
pub fn of_fault_key(key: &str) -> Option<(ActId, u16)> {
    let (check, item) = key.rsplit_once('.')?;
    Some((check.parse().ok()?, item.parse().ok()?))
}

/// A symptom check as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Its act.
    pub act: ActId,
    /// The numbers.
    pub said: SymptomsChecked,
    /// Who looked.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// The symptom checks of a group on a day; row of `Incidents`, keyed by the group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symptoms {
    /// In the server's order.
    pub list: Vec<Looked>,
}

impl Body for Symptoms {
    const KIND: &'static str = "symptoms";
}

impl SymptomsChecked {
    /// Symptoms 人次, each counted by its children: one child may be in several.
    pub fn any(&self) -> u32 {
        [self.fever, self.cough, self.stomach, self.rash].into_iter().map(u32::from).sum()
    }
}

impl CheckMade {
    /// The faults of it, with their numbers.
    pub fn faults(&self) -> impl Iterator<Item = (u16, &Item)> {
        let numbered = self.items.iter().enumerate();
        numbered
            .filter(|(_, item)| item.found == Condition::Fault)
            .map(|(nth, item)| (nth as u16, item))
    }
}
