//! Outings 外出活动 (T7): a group goes to a base, and whoever leads it counts the children
//! as they leave, arrive and return. Each count is an entry with its time; one that differs
//! from the list has a reason. The children stay in the group's care all the while: an
//! outing changes nobody's state.

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::activity::{Did, MOST_ENTRIES, family_keys, tell};
use crate::audience::Audience;
use crate::group_day::named_once;
use crate::id::{ActId, ChildId, PersonId};
use crate::incident::Struck;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, short_text};
use crate::school::{Named, on_group};
use crate::time::{Day, Stamp};

/// Children, as somebody counted them before the number of the list was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// Children whom the person counted.
    pub counted: u16,
    /// Children in the room by the list.
    pub expected: u16,
    /// The children of the group then; those out of the room among them.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// Why the two numbers differ, for staff alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Heads {
    fn form(&self) -> Result<(), Refusal> {
        named_once([&self.children, &[]])?;
        free_text(&self.reason)
    }
}

/// Act: a group left for a place. Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutingLeft {
    /// The date.
    pub day: Day,
    /// Where it goes.
    pub destination: String,
    /// Who leads it.
    pub leads: Named,
    /// The count at leaving.
    pub heads: Heads,
}

/// Where on its way a group was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 到达.
    Arrived,
    /// 返回: back at school.
    Returned,
}

/// Act: the group was counted on its way. Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutingCounted {
    /// The outing's date.
    pub day: Day,
    /// The act with which it left.
    pub outing: ActId,
    /// Where it was.
    pub stage: Stage,
    /// The outing's destination, for the family's row.
    pub destination: String,
    /// The count.
    pub heads: Heads,
}

/// A count on the way, as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Its act.
    pub act: ActId,
    /// Where.
    pub stage: Stage,
    /// The count.
    pub heads: Heads,
    /// Who counted; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// Why it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

/// An outing, as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outing {
    /// Its act.
    pub act: ActId,
    /// What was written when it left.
    pub said: OutingLeft,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When it left.
    pub at: Stamp,
    /// The counts on the way, in the server's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Count>,
    /// Why it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

impl Outing {
    /// The last count of this stage that counts.
    pub fn last(&self, stage: Stage) -> Option<&Count> {
        self.counts.iter().rev().find(|count| count.stage == stage && count.struck.is_none())
    }

    /// Whether the group left and nobody has written that it is back.
    pub fn is_out(&self) -> bool {
        self.struck.is_none() && self.last(Stage::Returned).is_none()
    }
}

/// The outings of a group on a day; row of `Day`, keyed by the group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outings {
    /// In the server's order.
    pub list: Vec<Outing>,
}

impl Body for Outings {
    const KIND: &'static str = "outings";
}

impl Outings {
    /// The one that is under way; the last of them, if two were written.
    pub fn out(&self) -> Option<&Outing> {
        self.list.iter().rev().find(|outing| outing.is_out())
    }

    pub(crate) fn strike(&mut self, original: ActId, by: &Struck) {
        for outing in &mut self.list {
            if outing.act == original {
                outing.struck.get_or_insert_with(|| by.clone());
            }
            for count in outing.counts.iter_mut().filter(|count| count.act == original) {
                count.struck.get_or_insert_with(|| by.clone());
            }
        }
    }
}

impl Kind for OutingLeft {
    const NAME: &'static str = "outing_left";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        short_text(&self.destination)?;
        short_text(&self.leads.name)?;
        self.heads.form()
    }

    /// Staff with the children.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(group) = on_group(act) else { return vec![] };
        let staff = RowKey::of::<Outings>(Audience::Day(self.day), group);
        [staff].into_iter().chain(family_keys(self.day, &self.heads.children)).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = on_group(act) else { return };
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.change(group, |outings: &mut Outings| {
                let known = outings.list.iter().any(|outing| outing.act == act.id);
                if !known && outings.list.len() < MOST_ENTRIES {
                    outings.list.push(Outing {
                        act: act.id,
                        said: self.clone(),
                        by: act.actor,
                        by_name: act.actor_name.clone(),
                        at: act.time(),
                        counts: vec![],
                        struck: None,
                    });
                }
            });
        }
        let did = Did::LeftFor(self.destination.clone());
        tell(act, self.day, &self.heads.children, &did, desk);
    }
}

impl Kind for OutingCounted {
    const NAME: &'static str = "outing_counted";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_group(act)?;
        act.builds_on.contains(&self.outing).then_some(()).ok_or(Refusal::BadBody)?;
        short_text(&self.destination)?;
        self.heads.form()
    }

    /// Staff with the children.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(group) = on_group(act) else { return vec![] };
        let staff = RowKey::of::<Outings>(Audience::Day(self.day), group);
        [staff].into_iter().chain(family_keys(self.day, &self.heads.children)).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = on_group(act) else { return };
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.edit(group, |outings: &mut Outings| {
                let mut of = outings.list.iter_mut();
                let Some(outing) = of.find(|outing| outing.act == self.outing) else { return };
                let known = outing.counts.iter().any(|count| count.act == act.id);
                if !known && outing.counts.len() < MOST_ENTRIES {
                    outing.counts.push(Count {
                        act: act.id,
                        stage: self.stage,
                        heads: self.heads.clone(),
                        by_name: act.actor_name.clone(),
                        at: act.time(),
                        struck: None,
                    });
                }
            });
        }
        if self.stage == Stage::Returned {
            let did = Did::BackFrom(self.destination.clone());
            tell(act, self.day, &self.heads.children, &did, desk);
        }
    }
}
