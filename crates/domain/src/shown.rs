//! Looking at what somebody shows at the door: is this pass or card good for this
//! child, now? The same question whether it was scanned or its code was typed, and
//! answered without a network. A 'no' sends nobody away: it leads to a call-back.

use crate::card::Card;
use crate::child_day::ChildDay;
use crate::collector::Stops;
use crate::court::Bars;
use crate::id::{ActId, ChildId, PersonId};
use crate::pass::{Cancelled, Pass};
use crate::people::Guardians;
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

/// What the tablet's lists say of a pass or card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who collects.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// Who made it.
    pub by: PersonId,
    /// No longer.
    pub gone: bool,
}

impl From<Pass> for Listed {
    fn from(pass: Pass) -> Listed {
        let Pass { name, relation, issued_by: by, withdrawn: gone, .. } = pass;
        Listed { name, relation, by, gone }
    }
}

impl From<Card> for Listed {
    fn from(card: Card) -> Listed {
        let Card { name, relation, issued_by: by, cancelled: gone, .. } = card;
        Listed { name, relation, by, gone }
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
    /// What the lists say of the paper, if they have it.
    pub listed: Option<&'a Listed>,
    /// Whether the lists are as the school has them: then a paper that is not on them
    /// is not at the school either.
    pub fresh: bool,
    /// Whom the family said no to.
    pub stops: &'a Stops,
    /// Whom a court paper bars.
    pub bars: &'a Bars,
    /// The child's guardians, if the tablet has them.
    pub guardians: Option<&'a Guardians>,
}

impl AtTheDoor<'_> {
    /// Whether the paper's person or its maker is stopped, or the maker is no guardian
    /// any more.
    fn stopped(&self, listed: &Listed) -> bool {
        listed.gone
            || self.stops.not_these.contains(&listed.name)
            || self.bars.bar(listed.by, self.day)
            || self.bars.on(self.day).any(|bar| bar.name == listed.name)
            || self.guardians.is_some_and(|all| all.people.iter().all(|g| g.person != listed.by))
    }

    /// Whether anybody at all is stopped for this child.
    fn stops_anybody(&self) -> bool {
        !self.stops.not_these.is_empty() || self.bars.on(self.day).next().is_some()
    }
}

/// Why it does not count here and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Not {
    /// It is for another child.
    ThisChild,
    /// The family withdrew it, or the card was cancelled; or its person or its maker
    /// may not collect this child.
    Any,
    /// The lists do not have it, and it can't be told whether its person may come.
    Listed,
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
    if here.listed.is_some_and(|listed| here.stopped(listed)) {
        return Err(Not::Any);
    }
    let (from, until) = terms.between;
    if here.certain && (here.day < terms.from || terms.until < here.day) {
        return Err(Not::Today);
    }
    if here.certain && (here.minute < from || until < here.minute) {
        return Err(Not::Now);
    }
    // It says no whole name, and not who made it: that may be the one who must not come.
    if here.listed.is_none() && (here.fresh || here.stops_anybody()) {
        return Err(Not::Listed);
    }
    Ok(())
}
