//! Incidents (T8): a child is hurt or unwell 受伤或不适登记, or it is an injury accident
//! 学生伤害事故. What happened is one entry; what was done about it are entries of their
//! own, each with its time and author, and stands open until a leader closes it (R5).
//!
//! Staff on duty with children read it on its day, leader and office afterwards; the gate
//! never does. The family reads what happened and what was done: no other child, no
//! witness, and none of the notes that are for staff.

mod kinds;
mod photo;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::photo::{PhotoHash, Pictured};
use crate::row::{Body, RowKey};
use crate::school::Named;
use crate::time::{Day, Stamp};

/// Entries of one incident in its rows, but for the one that closes it; more are in the
/// journal.
const MOST_ENTRIES: usize = 60;
/// Children or witnesses that one act names.
const MOST_NAMED: usize = 20;

/// What a child has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// 擦伤或割伤.
    Graze,
    /// 磕碰.
    Bump,
    /// 头部受撞.
    Head,
    /// 扭伤.
    Sprain,
    /// 疑似骨折.
    Fracture,
    /// 流鼻血.
    Nosebleed,
    /// 牙齿受伤.
    Tooth,
    /// 发热.
    Fever,
    /// 腹痛或呕吐.
    Stomach,
    /// 过敏.
    Allergy,
    /// 头晕乏力.
    Faint,
    /// Something else, in words.
    Other,
}

impl Sort {
    /// In the order of the screen.
    pub const ALL: [Sort; 12] = [
        Sort::Graze,
        Sort::Bump,
        Sort::Head,
        Sort::Sprain,
        Sort::Fracture,
        Sort::Nosebleed,
        Sort::Tooth,
        Sort::Fever,
        Sort::Stomach,
        Sort::Allergy,
        Sort::Faint,
        Sort::Other,
    ];
}

/// What was done, or became known, afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 发现.
    Noticed,
    /// 现场处理.
    FirstAid,
    /// 联系家长.
    GuardianCalled,
    /// 告知值日行政.
    LeaderTold,
    /// 送医.
    Doctor,
    /// 上报.
    Reported,
    /// 后续情况.
    FollowUp,
    /// 更正或补充: what was written is not so, or not all.
    Amended,
    /// 转为学生伤害事故: it is more serious than it looked.
    TurnedSerious,
}

impl Step {
    /// In the order of the screen.
    pub const ALL: [Step; 9] = [
        Step::Noticed,
        Step::FirstAid,
        Step::GuardianCalled,
        Step::LeaderTold,
        Step::Doctor,
        Step::Reported,
        Step::FollowUp,
        Step::Amended,
        Step::TurnedSerious,
    ];

    /// Whether the family reads its words too, and not only that it was done and when.
    pub fn is_told(self) -> bool {
        matches!(self, Step::FirstAid | Step::Doctor | Step::FollowUp | Step::Amended)
    }

    /// Whether it says nothing without words.
    pub fn needs_words(self) -> bool {
        matches!(self, Step::FollowUp | Step::Amended)
    }
}

/// Act: a child is hurt or unwell. Subject: the child; several children are as many acts
/// of one batch. When it happened is the act's time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentWritten {
    /// The date.
    pub day: Day,
    /// What the child has.
    pub sort: Sort,
    /// 学生伤害事故: more than a minor hurt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub serious: bool,
    /// Where it happened.
    pub place: String,
    /// How it came about, as the family reads it too.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Other children who were part of it: for staff alone (R8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<ChildId>,
    /// Staff who saw it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<Named>,
    /// Notes for staff alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub private: String,
}

/// Act: a step, done at the act's time. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentStep {
    /// The incident's date.
    pub day: Day,
    /// The act that wrote it.
    pub incident: ActId,
    /// What was done.
    pub step: Step,
    /// Who was called, by relation to the child; no name and no number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// In words; [`Step::is_told`] says whether the family reads them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Act: a photo of the hurt, of the place, or of what was done. Subject: the child. The
/// family sees it where it reads the entry too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentPhoto {
    /// The incident's date.
    pub day: Day,
    /// The act that wrote it.
    pub incident: ActId,
    /// The step that it shows; none for the incident itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<ActId>,
    /// The photo; the picture itself follows the act.
    pub photo: PhotoHash,
}

/// Act: a guardian has read it. Not: agrees with it. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentAcknowledged {
    /// The incident's date.
    pub day: Day,
    /// The act that wrote it.
    pub incident: ActId,
}

/// Act: the leader or the office closes it, with a word. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentClosed {
    /// The incident's date.
    pub day: Day,
    /// The act that wrote it.
    pub incident: ActId,
    /// How it ended, for staff alone.
    pub words: String,
}

/// Act: an entry is wrong, or the incident as a whole. It stays readable and no longer
/// counts (R5); a whole incident stays so for staff alone. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentStruck {
    /// The incident's date.
    pub day: Day,
    /// The act that wrote it.
    pub incident: ActId,
    /// The act whose entry or photo is wrong; the incident itself when it is the same.
    pub original: ActId,
    /// Whether the leader or the office says so: somebody else strikes only what they
    /// wrote themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_leader: bool,
    /// Why, for staff alone.
    pub reason: String,
}

/// Why something no longer counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Struck {
    /// The act that says so.
    pub act: ActId,
    /// Name as shown.
    pub by_name: String,
    /// Why; empty for the family.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When.
    pub at: Stamp,
}

impl Struck {
    /// By this act, for this reason.
    pub(crate) fn by(act: &Act, reason: &str) -> Struck {
        Struck {
            act: act.id,
            by_name: act.actor_name.clone(),
            reason: reason.to_owned(),
            at: act.time(),
        }
    }
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A step.
    Step {
        /// Which.
        step: Step,
        /// Who was called, by relation.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        relation: String,
        /// In words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
    },
    /// A guardian has read it.
    Acknowledged,
    /// Closed, with a word; empty for the family.
    Closed(String),
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its act.
    pub act: ActId,
    /// What it says.
    pub what: What,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When it was done: as stated, or by the device's best knowledge.
    pub at: Stamp,
    /// When it was written, if later than it was done 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Stamp>,
    /// Why it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

/// An incident, keyed by its act; row of `Incidents` on its day and of `Leader` for good,
/// and of `Family` without what is for staff alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// The child.
    pub child: ChildId,
    /// What was written.
    pub said: IncidentWritten,
    /// Names what was written in the same gesture: others who were hurt with this child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Uuid>,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When it happened: as stated, or by the device's best knowledge.
    pub at: Stamp,
    /// When it was written, if later than it happened 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Stamp>,
    /// In the server's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
    /// In the server's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Pictured>,
    /// Why it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

impl Body for Incident {
    const KIND: &'static str = "incident";
}

impl Incident {
    fn of(act: &Act, child: ChildId, said: IncidentWritten) -> Incident {
        Incident {
            child,
            said,
            batch: act.batch,
            by: act.actor,
            by_name: act.actor_name.clone(),
            at: act.time(),
            written: act.happened.map(|_| act.at.best()),
            entries: vec![],
            photos: vec![],
            struck: None,
        }
    }

    /// Entries that count, in the server's order.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.struck.is_none())
    }

    /// Whether this was done.
    pub fn done(&self, wanted: Step) -> bool {
        self.counting()
            .any(|entry| matches!(&entry.what, What::Step { step, .. } if *step == wanted))
    }

    /// 学生伤害事故, from the beginning or since.
    pub fn is_serious(&self) -> bool {
        self.said.serious || self.done(Step::TurnedSerious)
    }

    /// Whether somebody still has to see to it.
    pub fn is_open(&self) -> bool {
        let closed = |entry: &Entry| matches!(entry.what, What::Closed(_));
        self.struck.is_none() && !self.counting().any(closed)
    }

    /// Whether this guardian has read it.
    pub fn acknowledged_by(&self, person: PersonId) -> bool {
        self.counting().any(|entry| entry.by == person && entry.what == What::Acknowledged)
    }

    /// What is still to be done, in this order; of an injury accident the leader is told
    /// and it is reported.
    pub fn to_do(&self) -> Vec<Step> {
        let usual: &[Step] = match self.is_serious() {
            true => &[Step::FirstAid, Step::GuardianCalled, Step::LeaderTold, Step::Reported],
            false => &[Step::FirstAid, Step::GuardianCalled],
        };
        usual.iter().copied().filter(|step| self.is_open() && !self.done(*step)).collect()
    }
}

/// The incident's rows.
fn keys(day: Day, child: ChildId, incident: ActId) -> Vec<RowKey> {
    let audiences = [Audience::Incidents(day), Audience::Leader, Audience::Family(child)];
    audiences.into_iter().map(|audience| RowKey::of::<Incident>(audience, incident)).collect()
}
