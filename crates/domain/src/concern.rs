//! Safeguarding concerns 保护关注 (S14): any member of staff may write one; the
//! child-protection teacher 青保老师 and the head 校长 alone read it, with the steps of
//! the mandatory report 强制报告 and their times.
//!
//! A concern stands apart from everything else about a child. Its subject is the school
//! and not the child, so that nothing by which a family's records are found, shown,
//! listed or erased finds it.

use serde::{Deserialize, Serialize};

use crate::act::{self, Act};
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, long_text};
use crate::school::on_school;
use crate::time::Stamp;

/// How the names of the kinds begin that only the two roles ever read.
const KINDS: &str = "concern_";
/// Steps of one concern on its row; more are in the journal.
const MOST_STEPS: usize = 50;

/// The kind that an act's bytes say they are, also when the rest of them is wrong.
fn kind(bytes: &[u8]) -> Option<String> {
    if let Ok(act) = act::from_bytes(bytes) {
        return Some(act.kind);
    }
    let body: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    Some(body.get("kind")?.as_str()?.to_owned())
}

/// Whether the bytes of an act are those of a concern, or of what is left of one.
pub fn is_concern(bytes: &[u8]) -> bool {
    match kind(bytes) {
        Some(kind) => kind.starts_with(KINDS),
        None => String::from_utf8_lossy(bytes).contains(&format!("\"{KINDS}")),
    }
}

/// Whether the bytes of an act may be about a concern: what cannot be read may be, and
/// is shown to nobody else.
pub fn is_confidential(bytes: &[u8]) -> bool {
    kind(bytes).is_none_or(|kind| kind.starts_with(KINDS))
}

/// Act: what somebody saw or heard. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernWritten {
    /// The child, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    /// Class and name as shown: they stay readable when the card is gone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What was seen or heard, in the words that were used.
    pub seen: String,
    /// When, as the author says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// By whom it was told, if the author did not see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub told_by: String,
}

/// To whom a mandatory report goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// 公安机关, 110.
    Police,
    /// 民政部门.
    CivilAffairs,
    /// 教育行政部门.
    Education,
    /// Somebody else, or a step that is no report.
    Other,
}

/// Act: a step of the mandatory report. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernReported {
    /// The concern.
    pub concern: ActId,
    /// To whom.
    pub to: Authority,
    /// When, as stated.
    pub at: Stamp,
    /// By whom; the name.
    pub by: String,
    /// Number of the receipt 回执号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// What was said and agreed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Act: ends a concern with a reason. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernClosed {
    /// The concern.
    pub concern: ActId,
    /// Why.
    pub reason: String,
}

/// A step as the row keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its act.
    pub act: ActId,
    /// What was done.
    pub step: ConcernReported,
    /// Who wrote it down; the name as shown.
    pub by_name: String,
    /// When it was written down.
    pub written: Stamp,
}

/// How a concern ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Who ended it; the name as shown.
    pub by_name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Stamp,
}

/// A concern; row of `Safeguarding`, keyed by its act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// What was written.
    pub said: ConcernWritten,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When it was written.
    pub at: Stamp,
    /// When the server had it; absent while a device predicts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Stamp>,
    /// The report, step by step, in the order in which the school had them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// How it ended; a step that comes later is kept all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

impl Body for Concern {
    const KIND: &'static str = "concern";
}

fn row(concern: ActId) -> RowKey {
    RowKey::of::<Concern>(Audience::Safeguarding, concern)
}

impl Kind for ConcernWritten {
    const NAME: &'static str = "concern_written";
    const URGENT: bool = true;
    const CONFIDENTIAL: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        for text in [&self.about, &self.when, &self.told_by] {
            free_text(text)?;
        }
        long_text(&self.seen)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        vec![row(act.id)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let received = desk.received;
        if let Some(mut shelf) = desk.shelf(Audience::Safeguarding) {
            let concern = Concern {
                said: self.clone(),
                by: act.actor,
                by_name: act.actor_name.clone(),
                at: act.time(),
                received,
                steps: vec![],
                ended: None,
            };
            shelf.put(act.id, &concern);
        }
    }
}

impl Kind for ConcernReported {
    const NAME: &'static str = "concern_reported";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        act.builds_on.contains(&self.concern).then_some(()).ok_or(Refusal::BadBody)?;
        crate::rules::short_text(&self.by)?;
        free_text(&self.number)?;
        free_text(&self.words)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.protects()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![row(self.concern)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Safeguarding) else { return };
        shelf.edit(self.concern, |concern: &mut Concern| {
            let known = concern.steps.iter().any(|step| step.act == act.id);
            if !known && concern.steps.len() < MOST_STEPS {
                concern.steps.push(Step {
                    act: act.id,
                    step: self.clone(),
                    by_name: act.actor_name.clone(),
                    written: act.at.best(),
                });
            }
        });
    }
}

impl Kind for ConcernClosed {
    const NAME: &'static str = "concern_closed";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        act.builds_on.contains(&self.concern).then_some(()).ok_or(Refusal::BadBody)?;
        long_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.protects()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![row(self.concern)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Safeguarding) else { return };
        shelf.edit(self.concern, |concern: &mut Concern| {
            // The first reason stands: ending it again is kept in the journal only.
            concern.ended.get_or_insert(Ended {
                by_name: act.actor_name.clone(),
                reason: self.reason.clone(),
                at: act.time(),
            });
        });
    }
}
