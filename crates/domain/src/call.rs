//! Calls 电话联系 about a child who is not here yet (T2) or not collected yet (T6): to
//! whom, by whom, with what outcome, and whom to call next. Numbers stay in `Care`; a
//! family reads who was called by relation alone, and no words of staff.

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, long_text, short_text};
use crate::struck::Strike;
use crate::time::{Day, Minute, Stamp};

/// Calls about one child on one day in its rows; more are in the journal.
const MOST_CALLS: usize = 60;

/// Why somebody is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Expected, and not here yet 未到 (T2).
    NotHere,
    /// Not collected after closing time 尚未接走 (T6).
    NotCollected,
}

/// Who is called, in the order of the ladder (T6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// 家长.
    Guardian,
    /// 紧急联系人.
    EmergencyContact,
    /// Somebody on the list who may collect today.
    Collector,
    /// 值日行政.
    Leader,
    /// 居委会: by the leader's decision alone.
    Committee,
    /// 民警: by the leader's decision alone.
    Police,
}

impl Whom {
    /// Somebody of the family's own: the family reads of the call.
    pub fn of_family(self) -> bool {
        matches!(self, Whom::Guardian | Whom::EmergencyContact | Whom::Collector)
    }

    /// Outside school and family: the leader decides.
    pub fn outside(self) -> bool {
        matches!(self, Whom::Committee | Whom::Police)
    }
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody answered.
    NoAnswer,
    /// Somebody is on the way.
    OnTheWay,
    /// The child is at home or with family.
    AtHome,
    /// They call back.
    WillCallBack,
    /// Something else, in words.
    Other,
}

/// Act: somebody was called about a child. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// The date.
    pub day: Day,
    /// Why.
    pub about: About,
    /// To whom.
    pub whom: Whom,
    /// Their name as shown.
    pub name: String,
    /// Relation to the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// What came of it.
    pub outcome: Outcome,
    /// When they will be there, as they said it; Shanghai time of that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there_at: Option<Minute>,
    /// In words, for staff alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A call as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Its act.
    pub act: ActId,
    /// What was done.
    pub said: Called,
    /// Who called.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When: as stated, or by the device's best knowledge.
    pub at: Stamp,
    /// When it was written, if later than it happened 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Stamp>,
    /// The entry that says it is wrong (R5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<ActId>,
}

/// The calls about a child on a day; row of `Day`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calls {
    /// In the server's order.
    pub list: Vec<Call>,
}

impl Body for Calls {
    const KIND: &'static str = "calls";
}

/// A call as the child's family reads it: neither name nor number nor words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its act.
    pub act: ActId,
    /// Why.
    pub about: About,
    /// To whom.
    pub whom: Whom,
    /// Their relation to the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// What came of it.
    pub outcome: Outcome,
    /// When they said they would be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there_at: Option<Minute>,
    /// Who called; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// The entry that says it is wrong (R5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<ActId>,
}

/// The calls about a child on a day; row of `Family`, keyed by the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallsTold {
    /// In the server's order.
    pub list: Vec<Told>,
}

impl Body for CallsTold {
    const KIND: &'static str = "calls_told";
}

impl Calls {
    /// The call of this act no longer counts; one to the committee or the police only where
    /// the leader says so. The first one that says so stands.
    pub(crate) fn strike(&mut self, original: ActId, by: ActId, as_leader: bool) {
        let may = |call: &&mut Call| call.act == original && as_leader >= call.said.whom.outside();
        for call in self.list.iter_mut().filter(may) {
            call.struck.get_or_insert(by);
        }
    }
}

impl Strike for CallsTold {
    fn strike(&mut self, original: ActId, by: ActId) {
        for told in self.list.iter_mut().filter(|told| told.act == original) {
            told.struck.get_or_insert(by);
        }
    }
}

/// How long 'on the way' without a time is waited for before the next one is called, in
/// minutes.
pub const ON_THE_WAY: i64 = 20;

impl Call {
    /// Until when somebody on the way who gave no time is waited for.
    fn soon(&self) -> Minute {
        self.at.plus_ms(ON_THE_WAY * 60_000).minute()
    }
}

/// What the ladder asks for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// Somebody said that they are on the way, and the time they gave, or [`ON_THE_WAY`], is
    /// not over.
    Coming(&'a Call),
    /// This one was not called yet.
    Call(Whom, &'a str),
    /// The family was tried: the duty leader comes.
    Leader,
    /// The leader was told: whatever comes now is the leader's decision.
    LeaderDecides,
}

impl Calls {
    /// Calls that count, oldest first.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Call> {
        self.list.iter().filter(|call| call.struck.is_none())
    }

    /// The last call that counts.
    pub fn last(&self) -> Option<&Call> {
        self.counting().next_back()
    }

    /// What comes next at this minute: `people` of the family in the order of the ladder.
    pub fn next<'a>(&'a self, about: About, people: &'a [(Whom, String)], now: Minute) -> Next<'a> {
        let calls: Vec<&Call> = self.counting().filter(|call| call.said.about == about).collect();
        if let Some(call) = calls.last()
            && call.said.outcome == Outcome::OnTheWay
            && now <= call.said.there_at.unwrap_or(call.soon())
        {
            return Next::Coming(call);
        }
        let tried = |whom: Whom, name: &str| {
            calls.iter().any(|call| call.said.whom == whom && call.said.name == name)
        };
        if let Some((whom, name)) = people.iter().find(|(whom, name)| !tried(*whom, name)) {
            return Next::Call(*whom, name);
        }
        match calls.iter().any(|call| call.said.whom >= Whom::Leader) {
            true => Next::LeaderDecides,
            false => Next::Leader,
        }
    }
}

/// Rows that a call is written to, and struck from.
pub(crate) fn keys(day: Day, child: ChildId) -> [RowKey; 2] {
    [
        RowKey::of::<Calls>(Audience::Day(day), child),
        RowKey::of::<CallsTold>(Audience::Family(child), day),
    ]
}

impl Kind for Called {
    const NAME: &'static str = "called";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        short_text(&self.name)?;
        (self.relation.chars().count() <= 40).then_some(()).ok_or(Refusal::BadText)?;
        if self.outcome == Outcome::Other { long_text(&self.text) } else { free_text(&self.text) }
    }

    /// Staff; committee and police the leader alone.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        if self.whom.outside() { rights.leads() } else { rights.staff() }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| keys(self.day, child).to_vec()).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.change(child, |calls: &mut Calls| {
                let known = calls.list.iter().any(|call| call.act == act.id);
                if !known && calls.list.len() < MOST_CALLS {
                    calls.list.push(Call {
                        act: act.id,
                        said: self.clone(),
                        by: act.actor,
                        by_name: act.actor_name.clone(),
                        at: act.time(),
                        written: act.happened.map(|_| act.at.best()),
                        struck: None,
                    });
                }
            });
        }
        // What the school does among itself and outside, a person tells the family.
        if !self.whom.of_family() {
            return;
        }
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.change(self.day, |told: &mut CallsTold| {
                let known = told.list.iter().any(|told| told.act == act.id);
                if !known && told.list.len() < MOST_CALLS {
                    told.list.push(Told {
                        act: act.id,
                        about: self.about,
                        whom: self.whom,
                        relation: self.relation.clone(),
                        outcome: self.outcome,
                        there_at: self.there_at,
                        by_name: act.actor_name.clone(),
                        at: act.time(),
                        struck: None,
                    });
                }
            });
        }
    }
}
