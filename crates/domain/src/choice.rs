//! Opting in and out 意愿登记 (P2): a week grid from a date on, and single dates.
//! There is nothing to approve (R1) and both directions are the same act.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId};
use crate::on_behalf;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::Kind;
use crate::school::Block;
use crate::time::{Day, Weekday};

/// Which blocks on which weekdays. A weekday that is absent means: none.
pub type Week = BTreeMap<Weekday, BTreeSet<Block>>;

/// How many choices of the past are kept on the row; the receipts hold them all.
const KEPT_CHOICES: usize = 12;
/// How many single dates are kept on the row.
const KEPT_DAYS: usize = 120;

/// Act: takes part like this, from a date on. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choose {
    /// First date.
    pub from: Day,
    /// Last date, if it is for a while only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The whole week.
    pub week: Week,
}

/// Act: takes part like this on one date ('stays today as well'). Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseDay {
    /// The date.
    pub day: Day,
    /// The blocks of that date; none means: goes home at the end of lessons.
    pub blocks: BTreeSet<Block>,
}

/// A choice as the row keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Its act.
    pub act: ActId,
    /// What was chosen.
    pub choice: Choose,
}

/// A child's choices in the order in which the school had them; row of `Roll`
/// and of `Family`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// Choices; a later one rules where both hold.
    pub choices: Vec<Chosen>,
    /// Single dates.
    pub days: BTreeMap<Day, BTreeSet<Block>>,
}

impl Body for Pattern {
    const KIND: &'static str = "pattern";
}

impl Pattern {
    /// The blocks chosen for a date that follows this weekday. A single date goes
    /// before any week; among weeks the one received last rules.
    pub fn blocks(&self, day: Day, follows: Weekday) -> BTreeSet<Block> {
        if let Some(blocks) = self.days.get(&day) {
            return blocks.clone();
        }
        self.current(day).and_then(|c| c.choice.week.get(&follows)).cloned().unwrap_or_default()
    }

    /// The week that holds on a date.
    pub fn current(&self, day: Day) -> Option<&Chosen> {
        let holds = |c: &&Chosen| c.choice.from <= day && c.choice.until.is_none_or(|u| day <= u);
        self.choices.iter().rev().find(holds)
    }

    fn add(&mut self, act: ActId, choice: &Choose) {
        self.choices.push(Chosen { act, choice: choice.clone() });
        let surplus = self.choices.len().saturating_sub(KEPT_CHOICES);
        self.choices.drain(..surplus);
    }

    fn add_day(&mut self, choice: &ChooseDay) {
        self.days.insert(choice.day, choice.blocks.clone());
        while self.days.len() > KEPT_DAYS {
            self.days.pop_first();
        }
    }
}

fn shelves(child: ChildId) -> [Audience; 2] {
    [Audience::Roll, Audience::Family(child)]
}

fn touches(act: &Act) -> Vec<RowKey> {
    let Ok(child) = act.child() else { return vec![] };
    let mut keys = shelves(child).map(|a| RowKey::of::<Pattern>(a, child)).to_vec();
    keys.extend(on_behalf::touches(act, child));
    keys
}

fn apply(act: &Act, desk: &mut Desk<'_>, change: impl Fn(&mut Pattern)) {
    let Ok(child) = act.child() else { return };
    for audience in shelves(child) {
        if let Some(mut shelf) = desk.shelf(audience) {
            shelf.change(child, &change);
        }
    }
    on_behalf::issue(act, child, desk);
}

impl Kind for Choose {
    const NAME: &'static str = "choose";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        let backwards = self.until.is_some_and(|until| until < self.from);
        (!backwards).then_some(()).ok_or(Refusal::BadSpan)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touches(act)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        apply(act, desk, |pattern| pattern.add(act.id, self));
    }
}

impl Kind for ChooseDay {
    const NAME: &'static str = "choose_day";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touches(act)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        apply(act, desk, |pattern| pattern.add_day(self));
    }
}
