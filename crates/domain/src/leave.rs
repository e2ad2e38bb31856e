//! The leave note 请假单 (P3; seed, five (4)): a notice, never a request (R1).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId};
use crate::on_behalf;
use crate::receipt::{self, SeenBy};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text};
use crate::school::Block;
use crate::time::{Day, Minute};

/// Largest drawn signature: points of all strokes together.
const MAX_POINTS: usize = 1_000;
/// A note covers at most a school year.
const MAX_DAYS: i64 = 366;
/// Notes that ended so many days before the newest leave the row; the receipts stay.
const KEPT_DAYS: i64 = 60;

/// 病假, 事假, 其他.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Reason {
    Sick,
    Family,
    Other,
}

/// How a guardian signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Strokes on the screen: points of a 1000 × 400 field.
    Drawn(Vec<Vec<(i16, i16)>>),
    /// The name, typed: for whoever cannot draw.
    Typed(String),
    /// Staff wrote it down for the family (T12): nobody signed.
    OnBehalf,
}

/// Act: a leave note. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveNote {
    /// First date.
    pub from: Day,
    /// Last date; the same as `from` for one day.
    pub until: Day,
    /// Leaves at this time, and is there until then ('15:50, with mother').
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Minute>,
    /// Blocks that the child misses.
    pub blocks: BTreeSet<Block>,
    /// Today's lessons too?
    #[serde(default)]
    pub lessons_too: bool,
    /// Sick, family, other.
    pub reason: Reason,
    /// In the guardian's words; for the class teacher.
    #[serde(default)]
    pub text: String,
    /// Symptoms, if the guardian wants to say: class teacher and nurse only.
    #[serde(default)]
    pub symptoms: String,
    /// How the child goes home, in words.
    #[serde(default)]
    pub goes_home: String,
    /// The guardian's signature.
    pub signature: Signature,
}

/// A note without its reason; what every duty needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// The note's act.
    pub act: ActId,
    /// First date.
    pub from: Day,
    /// Last date.
    pub until: Day,
    /// Leaves at this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Minute>,
    /// Blocks missed.
    pub blocks: BTreeSet<Block>,
    /// Lessons too.
    #[serde(default)]
    pub lessons_too: bool,
    /// How the child goes home.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub goes_home: String,
    /// Withdrawn by this act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<ActId>,
    /// Staff who looked at it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<SeenBy>,
}

impl Absence {
    /// Whether the note holds on a date.
    pub fn holds(&self, day: Day) -> bool {
        self.withdrawn.is_none() && self.from <= day && day <= self.until
    }
}

/// The notes of a child; row of `Roll` and of `Family`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absences {
    /// In the order in which the school had them.
    pub notes: Vec<Absence>,
}

impl Body for Absences {
    const KIND: &'static str = "absences";
}

/// The whole note with its reason; row of `Homeroom`, keyed by the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The note.
    pub note: LeaveNote,
    /// The child.
    pub child: ChildId,
    /// Who wrote it.
    pub by_name: String,
}

impl Body for Note {
    const KIND: &'static str = "note";
}

fn shelves(child: ChildId) -> [Audience; 2] {
    [Audience::Roll, Audience::Family(child)]
}

impl Kind for LeaveNote {
    const NAME: &'static str = "leave_note";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.until < self.from || self.until.days_since(self.from) > MAX_DAYS {
            return Err(Refusal::BadSpan);
        }
        if self.blocks.is_empty() && !self.lessons_too && self.time.is_none() {
            return Err(Refusal::BadBody);
        }
        match &self.signature {
            Signature::Drawn(strokes) => {
                let points: usize = strokes.iter().map(Vec::len).sum();
                if points == 0 || points > MAX_POINTS {
                    return Err(Refusal::BadBody);
                }
            }
            Signature::Typed(name) => crate::rules::short_text(name)?,
            Signature::OnBehalf => {}
        }
        free_text(&self.symptoms)?;
        free_text(&self.goes_home)?;
        free_text(&self.text)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = shelves(child).map(|a| RowKey::of::<Absences>(a, child)).to_vec();
        keys.push(RowKey::of::<Note>(Audience::Homeroom(child), act.id));
        keys.extend(on_behalf::touches(act, child));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        for audience in shelves(child) {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.change(child, |absences: &mut Absences| {
                    absences.notes.retain(|n| self.from.days_since(n.until) < KEPT_DAYS);
                    absences.notes.push(Absence {
                        act: act.id,
                        from: self.from,
                        until: self.until,
                        time: self.time,
                        blocks: self.blocks.clone(),
                        lessons_too: self.lessons_too,
                        goes_home: self.goes_home.clone(),
                        withdrawn: None,
                        seen: vec![],
                    });
                });
            }
        }
        if let Some(mut shelf) = desk.shelf(Audience::Homeroom(child)) {
            let note = Note { note: self.clone(), child, by_name: act.actor_name.clone() };
            shelf.put(act.id, &note);
        }
        on_behalf::issue(act, child, desk);
    }
}

/// Act: takes a leave note back. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveWithdrawn {
    /// The note.
    pub note: ActId,
}

impl Kind for LeaveWithdrawn {
    const NAME: &'static str = "leave_withdrawn";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        act.builds_on.contains(&self.note).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = shelves(child).map(|a| RowKey::of::<Absences>(a, child)).to_vec();
        keys.push(receipt::touch(child, self.note));
        keys.push(on_behalf::key(child, self.note));
        keys.extend(on_behalf::touches(act, child));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        for audience in shelves(child) {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.edit(child, |absences: &mut Absences| {
                    for note in absences.notes.iter_mut().filter(|n| n.act == self.note) {
                        note.withdrawn.get_or_insert(act.id);
                    }
                });
            }
        }
        receipt::withdraw(act, child, self.note, desk);
        on_behalf::withdraw(act, child, self.note, None, desk);
        on_behalf::issue(act, child, desk);
    }
}
