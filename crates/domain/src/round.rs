//! Rounds 巡查 of the duty leader (T19): where, when, and what was found.

use serde::{Deserialize, Serialize};

use crate::act::{Act, Subject};
use crate::audience::Audience;
use crate::id::{ActId, GroupId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, short_text};
use crate::struck::Strike;
use crate::time::{Day, Stamp};

/// Rounds of one day in its row; more are in the journal.
const MOST_ROUNDS: usize = 300;

/// Act: the leader was there and looked. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundMade {
    /// The date.
    pub day: Day,
    /// Where, as the school says it.
    pub place: String,
    /// The group that was there, if it is one of a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// What was found; empty when all was in order.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub finding: String,
}

/// A round as the row keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its act.
    pub act: ActId,
    /// What was done.
    pub made: RoundMade,
    /// Who.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When: as stated, or by the device's best knowledge.
    pub at: Stamp,
    /// When it was written, if it was entered later 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Stamp>,
    /// Who wrote the paper sheet from which it was entered 补录 (G6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The entry that says it is wrong (R5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<ActId>,
}

/// The rounds of a day; row of `Day`, one for the school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounds {
    /// In the server's order.
    pub list: Vec<Round>,
}

impl Body for Rounds {
    const KIND: &'static str = "rounds";
}

impl Rounds {
    /// Rounds that count, oldest first.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Round> {
        self.list.iter().filter(|round| round.struck.is_none())
    }
}

impl Strike for Rounds {
    fn strike(&mut self, original: ActId, by: ActId) {
        for round in self.list.iter_mut().filter(|round| round.act == original) {
            round.struck.get_or_insert(by);
        }
    }
}

/// The row of a day.
pub(crate) fn key(day: Day) -> RowKey {
    RowKey::of::<Rounds>(Audience::Day(day), "")
}

impl Kind for RoundMade {
    const NAME: &'static str = "round_made";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        (act.subject == Subject::School).then_some(()).ok_or(Refusal::WrongSubject)?;
        short_text(&self.place)?;
        free_text(&self.finding)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.leads()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![key(self.day)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        shelf.change("", |rounds: &mut Rounds| {
            let known = rounds.list.iter().any(|round| round.act == act.id);
            if !known && rounds.list.len() < MOST_ROUNDS {
                rounds.list.push(Round {
                    act: act.id,
                    made: self.clone(),
                    by: act.actor,
                    by_name: act.actor_name.clone(),
                    at: act.time(),
                    written: act.happened.map(|_| act.at.best()),
                    sheet: act.sheet().map(str::to_owned),
                    struck: None,
                });
            }
        });
    }
}
