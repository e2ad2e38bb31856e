//! Visitors and outside providers in and out 访客登记 (G2), with purpose. They are counted
//! in an emergency (T10).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ProviderId};
use crate::provider::Standing;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, long_text, short_text};
use crate::school::on_school;
use crate::time::{Day, Stamp};

/// Steps of one visit on its row; more are in the journal.
const MOST_STEPS: usize = 20;

/// Act: somebody from outside comes in. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorIn {
    /// The date.
    pub day: Day,
    /// Name.
    pub name: String,
    /// For whom they come: firm, institution, or a parent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// What for.
    pub purpose: String,
    /// Whom they visit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub visits: String,
    /// Who goes with them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub escort: String,
    /// Number of the badge 访客证.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub badge: String,
    /// Sent by an outside provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Sent>,
}

/// How somebody whom a provider sends was let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// By whom.
    pub by: ProviderId,
    /// How it stood with agreement and check, as far as the gate knew.
    pub standing: Standing,
    /// Who agreed all the same, and why; empty when all was good.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub despite: String,
}

/// Act: a visitor has left, or, taken back, is still here. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorOut {
    /// The date.
    pub day: Day,
    /// The visit.
    pub visit: ActId,
    /// The entry before was wrong: the visitor is still here.
    #[serde(default)]
    pub still_here: bool,
}

/// A step of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The act.
    pub act: ActId,
    /// Still here, after all.
    #[serde(default)]
    pub still_here: bool,
    /// Who wrote it; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// A visit; row of `Day`, keyed by the act that let the visitor in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Who came, and what for.
    pub came: VisitorIn,
    /// Who let them in; the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// What came after; the last one counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

impl Body for Visit {
    const KIND: &'static str = "visit";
}

impl Visit {
    /// Sent by a provider, though agreement or check was not good: somebody looks at it.
    pub fn despite(&self) -> Option<&Sent> {
        self.came.provider.as_ref().filter(|sent| sent.standing != Standing::Good)
    }

    /// When the visitor left; none while they are inside.
    pub fn left(&self) -> Option<Stamp> {
        self.steps.last().filter(|step| !step.still_here).map(|step| step.at)
    }
}

impl Kind for VisitorIn {
    const NAME: &'static str = "visitor_in";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        for text in [&self.organisation, &self.visits, &self.escort, &self.badge] {
            free_text(text)?;
        }
        if let Some(sent) = &self.provider {
            free_text(&sent.despite)?;
        }
        long_text(&self.purpose)?;
        short_text(&self.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<Visit>(Audience::Day(self.day), act.id)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        // Drawn over its own result, it takes nothing away.
        if shelf.get::<Visit>(act.id).is_none() {
            let by_name = act.actor_name.clone();
            let row = Visit { came: self.clone(), by_name, at: act.time(), steps: vec![] };
            shelf.put(act.id, &row);
        }
    }
}

impl Kind for VisitorOut {
    const NAME: &'static str = "visitor_out";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        act.builds_on.contains(&self.visit).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<Visit>(Audience::Day(self.day), self.visit)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        shelf.edit(self.visit, |visit: &mut Visit| {
            let known = visit.steps.iter().any(|step| step.act == act.id);
            if !known && visit.steps.len() < MOST_STEPS {
                visit.steps.push(Step {
                    act: act.id,
                    still_here: self.still_here,
                    by_name: act.actor_name.clone(),
                    at: act.time(),
                });
            }
        });
    }
}
