//! Open cases 待核实事项: what two records disagree about, until a named person
//! closes it with a reason (R5).

use serde::{Deserialize, Serialize};

use crate::act::{Act, Subject};
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::on_behalf;
use crate::refusal::Refusal;
use crate::rights::{Rights, Role};
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, long_text};
use crate::time::{Day, Stamp};

/// Why a case is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// Two releases of one child that did not know of each other.
    ReleasedTwice,
    /// Two marks that did not know of each other and disagree.
    MarksDisagree,
    /// Marked present after a release that the mark did not know of.
    PresentAfterRelease,
    /// Released although absent or gone at the end of lessons.
    ReleasedWhileAway,
    /// Released to somebody who is stopped or withdrawn.
    ReleasedToStopped,
    /// Released to somebody not listed, without a second person.
    UnlistedAlone,
    /// One one-time pass under two releases.
    PassUsedTwice,
    /// Released on a pass that was withdrawn or a card that was cancelled.
    ShownCancelled,
    /// Released on a pass or card that is not for this child or not for that day.
    ShownForOther,
    /// A guardian contests an entry.
    Contested,
    /// 'That is not what I said' (P16).
    NotWhatISaid,
    /// Staff opened it by hand.
    Noted,
    /// Somebody who is no longer staff sent a record about this child.
    FormerStaff,
}

/// A case. Visible to the duty leader and the office; the family sees its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Made from the act that opened it.
    pub id: String,
    /// Why.
    pub kind: CaseKind,
    /// The child, if one child is concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    /// The day it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The acts that disagree.
    pub about: Vec<ActId>,
    /// Words of whoever opened it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who opened it; the name as shown.
    pub opened_by: String,
    /// When the server opened it; absent while a device predicts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Stamp>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
}

impl Body for Case {
    const KIND: &'static str = "case";
}

/// Who closed a case, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Who.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// The reason.
    pub reason: String,
    /// When, by the closing device.
    pub at: Stamp,
}

impl Case {
    /// A case that this act opens on a child's day. One act opens at most one of a kind.
    pub fn on<B>(act: &Act<B>, kind: CaseKind, day: Day, about: Vec<ActId>) -> Case {
        let code = serde_json::to_string(&kind).expect("a name");
        Case {
            id: format!("{}-{}", act.id, code.trim_matches('"')),
            kind,
            child: act.child().ok(),
            day: Some(day),
            about,
            text: String::new(),
            opened_by: act.actor_name.clone(),
            opened_at: None,
            closed: None,
        }
    }
}

/// Act: a guardian or staff opens a case (P6, P16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOpened {
    /// Contested, not what I said, or noted.
    pub kind: CaseKind,
    /// The day it is about.
    pub day: Day,
    /// The entries it is about.
    #[serde(default)]
    pub about: Vec<ActId>,
    /// What is wrong, in the person's words.
    pub text: String,
}

impl Kind for CaseOpened {
    const NAME: &'static str = "case_opened";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.about.len() > 20 {
            return Err(Refusal::BadBody);
        }
        long_text(&self.text)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = vec![
            RowKey::of::<Case>(Audience::Family(child), act.id),
            RowKey::of::<Case>(Audience::Leader, act.id),
        ];
        if self.kind == CaseKind::NotWhatISaid {
            keys.extend(on_behalf::answer_touches(child, &self.about));
        }
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let case = Case {
            id: act.id.to_string(),
            text: self.text.clone(),
            ..Case::on(act, self.kind, self.day, self.about.clone())
        };
        let opened_at = desk.received;
        for audience in [Audience::Family(child), Audience::Leader] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.put(act.id, &Case { opened_at, ..case.clone() });
            }
        }
        if self.kind == CaseKind::NotWhatISaid {
            on_behalf::deny(child, &self.about, act.id, desk);
        }
    }
}

/// Act: a named person closes a case with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClosed {
    /// Which case.
    pub case: String,
    /// The child it is about, so that the family sees the end of its own case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    /// Why it is settled.
    pub reason: String,
}

impl Kind for CaseClosed {
    const NAME: &'static str = "case_closed";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        if act.subject != Subject::School {
            return Err(Refusal::WrongSubject);
        }
        if self.case.is_empty() || self.case.len() > 100 {
            return Err(Refusal::BadBody);
        }
        long_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        (rights.is(Role::Leader) || rights.is(Role::Office)).then_some(()).ok_or(Refusal::NotOffice)
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        let mut keys = vec![RowKey::of::<Case>(Audience::Leader, &self.case)];
        keys.extend(self.child.map(|c| RowKey::of::<Case>(Audience::Family(c), &self.case)));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let closed = Closed {
            by: act.actor,
            by_name: act.actor_name.clone(),
            reason: self.reason.clone(),
            at: act.time(),
        };
        let audiences = [Some(Audience::Leader), self.child.map(Audience::Family)];
        for audience in audiences.into_iter().flatten() {
            if let Some(mut shelf) = desk.shelf(audience) {
                // The first reason stands: closing again is kept in the journal only.
                shelf.edit(&self.case, |case: &mut Case| {
                    case.closed.get_or_insert(closed.clone());
                });
            }
        }
    }
}
