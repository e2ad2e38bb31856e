//! What follows a day change 当日安排调整 (S11, S13): that it no longer holds, who of the
//! staff said so or called the rain version 雨天放学, and what each family answers.
//!
//! A change that ended stays readable beside its end (R5). Two devices that both call the
//! rain version are one state, and its end names every one of them that was known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Channel};
use crate::audience::Audience;
use crate::collector::normalised;
use crate::id::{ActId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::Kind;
use crate::school::on_school;
use crate::time::{Day, Stamp};

/// Changes that one act ends: an act answers no more.
const MOST_ENDED: usize = 50;
/// Entries of one day in the staff's row; more are in the journal.
const MOST_SAID: usize = 50;
/// Answers of one author to one change in the row; older ones give way.
const MOST_OF_ONE: usize = 5;
/// Answers about one child and day in the row.
const MOST_ANSWERS: usize = 60;

/// Act: these day changes no longer hold. It answers each of them. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayChangeEnded {
    /// The date that they changed.
    pub day: Day,
    /// The acts that made them: 1 to 50.
    pub changes: Vec<ActId>,
}

/// A day change no longer holds; row of `Public`, keyed by the act that made the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeEnded {
    /// The act that says so.
    pub act: ActId,
    /// When.
    pub at: Stamp,
}

impl Body for ChangeEnded {
    const KIND: &'static str = "day_change_ended";
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The rain version holds.
    Rain,
    /// These changes no longer hold.
    Ended(Vec<ActId>),
}

/// Who said something about the day's changes, for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The act.
    pub act: ActId,
    /// What.
    pub what: What,
    /// Who.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When, by the device's best knowledge.
    pub at: Stamp,
}

/// Who said what about the day's changes; row of `Day`, one for the school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesSaid {
    /// In the server's order.
    pub list: Vec<Said>,
}

impl Body for ChangesSaid {
    const KIND: &'static str = "changes_said";
}

/// The staff's row of a day.
pub(crate) fn said_key(day: Day) -> RowKey {
    RowKey::of::<ChangesSaid>(Audience::Day(day), "")
}

/// Notes for the staff of that day who said it.
pub(crate) fn note(act: &Act, day: Day, what: What, desk: &mut Desk<'_>) {
    let Some(mut shelf) = desk.shelf(Audience::Day(day)) else { return };
    shelf.change("", |said: &mut ChangesSaid| {
        let known = said.list.iter().any(|one| one.act == act.id);
        if !known && said.list.len() < MOST_SAID {
            said.list.push(Said {
                act: act.id,
                what,
                by: act.actor,
                by_name: act.actor_name.clone(),
                at: act.time(),
            });
        }
    });
}

impl Kind for DayChangeEnded {
    const NAME: &'static str = "day_change_ended";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        let answered = self.changes.iter().all(|change| act.builds_on.contains(change));
        let some = (1..=MOST_ENDED).contains(&self.changes.len());
        (answered && some).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.leads()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        let ended = |change: &ActId| RowKey::of::<ChangeEnded>(Audience::Public, change);
        self.changes.iter().map(ended).chain([said_key(self.day)]).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Public) {
            for change in &self.changes {
                // The first one that says so stands.
                if shelf.get::<ChangeEnded>(change).is_none() {
                    shelf.put(change, &ChangeEnded { act: act.id, at: act.time() });
                }
            }
        }
        note(act, self.day, What::Ended(self.changes.clone()), desk);
    }
}

/// What a family says to a day change. In the order of what weighs more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Somebody comes at the new time.
    Comes,
    /// Nobody can come earlier: the child stays with a teacher 需要照看.
    NeedsCare,
}

/// Act: a family answers a day change; staff write it down for them. It answers the change.
/// Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAnswered {
    /// The date that is changed.
    pub day: Day,
    /// The act that made the change.
    pub change: ActId,
    /// The answer.
    pub answer: Answer,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Its act.
    pub act: ActId,
    /// The change.
    pub change: ActId,
    /// The answer.
    pub answer: Answer,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// How the words came: by telephone when staff called.
    #[serde(default)]
    pub channel: Channel,
    /// Who told it to staff, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<String>,
    /// When, by the device's best knowledge.
    pub at: Stamp,
}

/// Whose word an answer is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    /// Written in the app.
    Guardian(PersonId),
    /// Heard by staff, from somebody of this name.
    Told(String),
}

impl Answered {
    /// Whose word it is: each guardian's own; what staff heard is the word of whom they name,
    /// whoever wrote it down.
    fn whose(&self) -> Whose {
        match self.channel {
            Channel::App => Whose::Guardian(self.by),
            _ => Whose::Told(normalised(self.told_by.as_deref().unwrap_or_default())),
        }
    }
}

/// The answers about one child on one day; row of `Day`, keyed by the child, and of
/// `Family`, keyed by the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// In the server's order.
    pub list: Vec<Answered>,
}

impl Body for Answers {
    const KIND: &'static str = "change_answers";
}

impl Answers {
    /// What the family answers to a change; `None` while nobody has. Of two who say
    /// different things, the one who asks for care counts: no child is sent away.
    pub fn to(&self, change: ActId) -> Option<Answer> {
        let of = self.list.iter().filter(|one| one.change == change);
        let last: BTreeMap<_, _> = of.map(|one| (one.whose(), one.answer)).collect();
        last.into_values().max()
    }

    /// The last answer to a change, by whomever.
    pub fn last(&self, change: ActId) -> Option<&Answered> {
        self.list.iter().rev().find(|one| one.change == change)
    }

    fn add(&mut self, new: Answered) {
        if self.list.iter().any(|one| one.act == new.act) {
            return;
        }
        let (change, whose) = (new.change, new.whose());
        let own = |one: &Answered| one.change == change && one.whose() == whose;
        if self.list.iter().filter(|one| own(one)).count() >= MOST_OF_ONE
            && let Some(oldest) = self.list.iter().position(own)
        {
            self.list.remove(oldest);
        }
        // Who asks for care is heard however many names there are.
        if self.list.len() >= MOST_ANSWERS
            && let Some(comes) = self.list.iter().position(|one| one.answer == Answer::Comes)
        {
            self.list.remove(comes);
        }
        if self.list.len() < MOST_ANSWERS {
            self.list.push(new);
        }
    }
}

impl Kind for ChangeAnswered {
    const NAME: &'static str = "change_answered";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        act.builds_on.contains(&self.change).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        vec![
            RowKey::of::<Answers>(Audience::Day(self.day), child),
            RowKey::of::<Answers>(Audience::Family(child), self.day),
        ]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let answered = Answered {
            act: act.id,
            change: self.change,
            answer: self.answer,
            by: act.actor,
            by_name: act.actor_name.clone(),
            channel: act.channel,
            told_by: act.informant.as_ref().map(|informant| informant.name.clone()),
            at: act.time(),
        };
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.change(child, |answers: &mut Answers| answers.add(answered.clone()));
        }
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.change(self.day, |answers: &mut Answers| answers.add(answered));
        }
    }
}
