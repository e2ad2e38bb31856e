//! The acts of an emergency roll call: form, right, effect.

use std::collections::BTreeSet;

use super::{
    Counted, Emergency, EmergencyCounted, EmergencyEnded, EmergencyStarted, End, Found, MOST_FOUND,
    Who,
};
use crate::act::Act;
use crate::audience::Audience;
use crate::id::ActId;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::{Kind, free_text};
use crate::school::on_school;

/// Roll calls that end together, and ends of one of them.
const MOST_JOINED: usize = 10;

fn each_once(found: &[Found]) -> Result<(), Refusal> {
    let people: BTreeSet<Who> = found.iter().map(|found| found.who).collect();
    let right = found.len() <= MOST_FOUND && people.len() == found.len();
    right.then_some(()).ok_or(Refusal::BadBody)
}

impl Kind for EmergencyStarted {
    const NAME: &'static str = "emergency_started";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        free_text(&self.reason)?;
        free_text(&self.place)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<Emergency>(Audience::Day(self.day), act.id)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        // Drawn over its own result, it takes no end away.
        if shelf.get::<Emergency>(act.id).is_none() {
            let by_name = act.actor_name.clone();
            let row = Emergency { started: self.clone(), by_name, at: act.time(), ends: vec![] };
            shelf.put(act.id, &row);
        }
    }
}

impl Kind for EmergencyCounted {
    const NAME: &'static str = "emergency_counted";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        if self.found.is_empty() {
            return Err(Refusal::BadBody);
        }
        each_once(&self.found)?;
        free_text(&self.place)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        vec![
            RowKey::of::<Emergency>(Audience::Day(self.day), self.emergency),
            RowKey::of::<Counted>(Audience::Day(self.day), act.id),
        ]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        // Drawn over its own result: whether it came late was settled then.
        if shelf.get::<Counted>(act.id).is_some() {
            return;
        }
        let late = shelf.get::<Emergency>(self.emergency).is_some_and(|call| !call.open());
        let row = Counted {
            emergency: self.emergency,
            place: self.place.clone(),
            found: self.found.clone(),
            answers: act.builds_on.clone(),
            by: act.actor,
            by_name: act.actor_name.clone(),
            at: act.time(),
            late,
        };
        shelf.put(act.id, &row);
    }
}

impl Kind for EmergencyEnded {
    const NAME: &'static str = "emergency_ended";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        let known = self.emergencies.iter().all(|call| act.builds_on.contains(call));
        if !known || !(1..=MOST_JOINED).contains(&self.emergencies.len()) {
            return Err(Refusal::BadBody);
        }
        each_once(&self.not_safe)?;
        free_text(&self.note)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.leads()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        let row = |call: &ActId| RowKey::of::<Emergency>(Audience::Day(self.day), call);
        self.emergencies.iter().map(row).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) else { return };
        for call in &self.emergencies {
            shelf.edit(call, |call: &mut Emergency| {
                let known = call.ends.iter().any(|end| end.act == act.id);
                if !known && call.ends.len() < MOST_JOINED {
                    call.ends.push(End {
                        act: act.id,
                        by_name: act.actor_name.clone(),
                        at: act.time(),
                        result: self.result,
                        not_safe: self.not_safe.clone(),
                        note: self.note.clone(),
                    });
                }
            });
        }
    }
}
