//! A wrong entry beside a child's day: a call, who stays, a round, a closing. It stays
//! readable and no longer counts (R5). Undo is such an entry.

use serde::{Deserialize, Serialize};

use crate::act::{Act, Subject};
use crate::audience::Audience;
use crate::call::{self, Calls, CallsTold};
use crate::closing::{self, Closings};
use crate::id::ActId;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::round::{self, Rounds};
use crate::row::{Desk, RowKey};
use crate::rules::{Kind, long_text};
use crate::staying::{self, Stays};
use crate::time::Day;

/// Rows whose entries can be struck.
pub(crate) trait Strike {
    /// The entry of this act no longer counts; the first one that says so stands.
    fn strike(&mut self, original: ActId, by: ActId);
}

/// Act: an earlier entry is wrong. Subject: that of the entry, the child or the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryStruck {
    /// The date.
    pub day: Day,
    /// The act whose entry is wrong.
    pub original: ActId,
    /// Whether the leader or the office says so: a call to the neighbourhood committee or
    /// the police is theirs alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_leader: bool,
    /// Why.
    pub reason: String,
}

impl Kind for EntryStruck {
    const NAME: &'static str = "entry_struck";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        if !matches!(act.subject, Subject::Child(_) | Subject::School) {
            return Err(Refusal::WrongSubject);
        }
        act.builds_on.contains(&self.original).then_some(()).ok_or(Refusal::BadBody)?;
        long_text(&self.reason)
    }

    /// Whoever may write such an entry.
    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        match self.as_leader || act.subject == Subject::School {
            true => rights.leads(),
            false => rights.staff(),
        }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        match act.subject {
            Subject::Child(child) => {
                [call::keys(self.day, child), staying::keys(self.day, child)].concat()
            }
            Subject::School => vec![round::key(self.day), closing::key(self.day)],
            _ => vec![],
        }
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        match act.subject {
            Subject::Child(child) => {
                if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
                    shelf.edit(child, |row: &mut Calls| {
                        row.strike(self.original, act.id, self.as_leader);
                    });
                    shelf.edit(child, |row: &mut Stays| row.strike(self.original, act.id));
                }
                if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
                    shelf.edit(self.day, |row: &mut CallsTold| row.strike(self.original, act.id));
                    shelf.edit(self.day, |row: &mut Stays| row.strike(self.original, act.id));
                }
            }
            Subject::School => {
                if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
                    shelf.edit("", |row: &mut Rounds| row.strike(self.original, act.id));
                    shelf.edit("", |row: &mut Closings| row.strike(self.original, act.id));
                }
            }
            _ => {}
        }
    }
}
