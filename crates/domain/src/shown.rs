//! Looking at what somebody shows at the door: is this pass or card good for this
//! child, now? The same question whether it was scanned or its code was typed, and
//! answered without a network. A 'no' sends nobody away: it leads to a call-back.

use crate::child_day::ChildDay;
use crate::id::{ActId, ChildId};
use crate::pass::{Cancelled, Pass};
use crate::time::{Day, Minute};
use crate::token::{Paper, Token};

/// What a pass or card is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Pass or card.
    pub paper: Paper,
    /// The act that issued it.
    pub id: ActId,
    /// For which child.
    pub child: ChildId,
    /// From this date.
    pub from: Day,
    /// Until this date.
    pub until: Day,
    /// On each date between these minutes.
    pub between: (Minute, Minute),
}

impl From<&Token> for Terms {
    fn from(token: &Token) -> Terms {
        let Token { paper, id, child, from, until, between, .. } = *token;
        Terms { paper, id, child, from, until, between }
    }
}

impl Terms {
    /// Of a pass whose six digits were right.
    pub fn of(id: ActId, pass: &Pass) -> Terms {
        Terms {
            paper: Paper::Pass,
            id,
            child: pass.child,
            from: pass.day,
            until: pass.day,
            between: (pass.from, pass.until),
        }
    }
}

/// What the tablet knows at that moment.
#[derive(Clone, Copy, Debug)]
pub struct AtTheDoor<'a> {
    /// The child whose release it is.
    pub child: ChildId,
    /// The school's date.
    pub day: Day,
    /// The school's time.
    pub minute: Minute,
    /// Whether those two are certain (I10). When they are not, dates and times stop
    /// nobody: the screen asks for a second person.
    pub certain: bool,
    /// What was withdrawn or cancelled.
    pub cancelled: &'a Cancelled,
    /// The child's day so far.
    pub entries: &'a ChildDay,
}

/// Why it does not count here and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Not {
    /// It is for another child.
    ThisChild,
    /// The family withdrew it, or the card was cancelled.
    Any,
    /// It was used before.
    Twice,
    /// It is for another date.
    Today,
    /// It is for another time of the day.
    Now,
}

/// Whether it counts; else the first reason why not.
pub fn counts(terms: &Terms, here: &AtTheDoor<'_>) -> Result<(), Not> {
    if terms.child != here.child {
        return Err(Not::ThisChild);
    }
    if here.cancelled.has(terms.id) {
        return Err(Not::Any);
    }
    if terms.paper == Paper::Pass && here.entries.used(terms.id) {
        return Err(Not::Twice);
    }
    if !here.certain {
        return Ok(());
    }
    if here.day < terms.from || terms.until < here.day {
        return Err(Not::Today);
    }
    let (from, until) = terms.between;
    if here.minute < from || until < here.minute { Err(Not::Now) } else { Ok(()) }
}
