//! Closing the day 今日值班结束 (T19, R6): the duty leader says that nobody is left, and of
//! which entries that is said. Whether it counts is derived, never stored: any entry that
//! comes later, from whatever tablet, opens the day again.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::act::{Act, Subject, from_base64, to_base64};
use crate::audience::Audience;
use crate::child_day::{ChildDay, Entry, State};
use crate::id::{ActId, ChildId, PersonId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text};
use crate::struck::Strike;
use crate::time::{Day, Stamp};

/// Closings of one day in its row; more are in the journal.
const MOST_CLOSINGS: usize = 50;

/// The entries of a day by child, as a replica holds them.
pub type Days = BTreeMap<ChildId, Arc<ChildDay>>;

/// Act: nobody is left, as far as these entries say. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayClosed {
    /// The date.
    pub day: Day,
    /// Names every entry of the day that the closing knew of: [`seen`].
    pub seen: String,
    /// Children with an entry.
    pub children: u32,
    /// Of these, given into somebody's care.
    pub released: u32,
    /// Anything the next leader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl DayClosed {
    /// The closing of a day with these entries.
    pub fn of(day: Day, days: &Days, note: String) -> DayClosed {
        let released = days.values().filter(|day| matches!(day.state(), State::Released(..)));
        DayClosed {
            day,
            seen: seen(days),
            children: days.len() as u32,
            released: released.count() as u32,
            note,
        }
    }
}

/// SHA-256 over every child with the acts of its entries, as base64url: two replicas with
/// the same entries say the same, in whatever order they got them.
pub fn seen(days: &Days) -> String {
    let mut hash = Sha256::new();
    for (child, day) in days.iter().filter(|(_, day)| !day.entries.is_empty()) {
        let mut acts: Vec<ActId> = day.entries.iter().map(|entry| entry.act).collect();
        acts.sort();
        hash.update(child.0.as_bytes());
        hash.update((acts.len() as u64).to_be_bytes());
        acts.iter().for_each(|act| hash.update(act.0.as_bytes()));
    }
    to_base64(&hash.finalize())
}

/// Children for whom the day is open: in care, handed to the service and not counted by it
/// yet, or looked for and not here.
pub fn open(days: &Days) -> impl Iterator<Item = ChildId> {
    let open = |day: &ChildDay| {
        day.state().in_care() || matches!(day.state(), State::Staying | State::NotHere)
    };
    days.iter().filter(move |(_, day)| open(day)).map(|(child, _)| *child)
}

/// A closing as the row keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Its act.
    pub act: ActId,
    /// What was said.
    pub said: DayClosed,
    /// Who.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// The entry that says it is wrong (R5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<ActId>,
}

/// The closings of a day; row of `Day`, one for the school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closings {
    /// In the server's order.
    pub list: Vec<Closing>,
}

impl Body for Closings {
    const KIND: &'static str = "closings";
}

/// How a day stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands<'a> {
    /// Nobody closed it.
    Open,
    /// Closed: nobody is left, and nothing was entered since.
    Closed(&'a Closing),
    /// Closed, and there are other entries now; the newest of them, if it is later.
    OpenedAgain(&'a Closing, Option<&'a Entry>),
}

impl Closings {
    /// How the day stands with these entries.
    pub fn stands<'a>(&'a self, days: &'a Days) -> Stands<'a> {
        let mut counting = self.list.iter().rev().filter(|one| one.struck.is_none()).peekable();
        let Some(last) = counting.peek().copied() else { return Stands::Open };
        // Any of them: one that was written offline before may come after it.
        let now = seen(days);
        if let Some(closed) = counting.find(|one| one.said.seen == now)
            && open(days).next().is_none()
        {
            return Stands::Closed(closed);
        }
        let entries = days.values().flat_map(|day| &day.entries);
        let newest = entries.filter(|entry| entry.at > last.at).max_by_key(|entry| entry.at);
        Stands::OpenedAgain(last, newest)
    }
}

impl Strike for Closings {
    fn strike(&mut self, original: ActId, by: ActId) {
        for closing in self.list.iter_mut().filter(|closing| closing.act == original) {
            closing.struck.get_or_insert(by);
        }
    }
}

/// The row of a day.
pub(crate) fn key(day: Day) -> RowKey {
    RowKey::of::<Closings>(Audience::Day(day), "")
}

impl Kind for DayClosed {
    const NAME: &'static str = "day_closed";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        (act.subject == Subject::School).then_some(()).ok_or(Refusal::WrongSubject)?;
        let names = from_base64(&self.seen).is_some_and(|bytes| bytes.len() == 32);
        names.then_some(()).ok_or(Refusal::BadBody)?;
        free_text(&self.note)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.leads()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![key(self.day)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        shelf.change("", |closings: &mut Closings| {
            let known = closings.list.iter().any(|one| one.act == act.id);
            if !known && closings.list.len() < MOST_CLOSINGS {
                closings.list.push(Closing {
                    act: act.id,
                    said: self.clone(),
                    by: act.actor,
                    by_name: act.actor_name.clone(),
                    at: act.time(),
                    struck: None,
                });
            }
        });
    }
}
