//! The acts of checks: form, right, and what they write.

use super::{
    Check, CheckMade, Checks, Condition, Fault, FaultClosed, Looked, MOST_CHECKS, MOST_ITEMS,
    Mended, Symptoms, SymptomsChecked, fault_key,
};
use crate::act::{Act, Subject};
use crate::audience::Audience;
use crate::id::GroupId;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::{Kind, free_text, long_text, short_text};
use crate::school::on_school;

impl Kind for CheckMade {
    const NAME: &'static str = "check_made";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        (1..=MOST_ITEMS).contains(&self.items.len()).then_some(()).ok_or(Refusal::BadBody)?;
        (self.place.chars().count() <= 40).then_some(()).ok_or(Refusal::BadText)?;
        self.items.iter().try_for_each(|item| {
            short_text(&item.item)?;
            if item.found == Condition::Fault {
                long_text(&item.words)
            } else {
                free_text(&item.words)
            }
        })
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let day = RowKey::of::<Checks>(Audience::Day(self.day), self.area.name());
        let faults = self.faults().map(|(nth, _)| fault_key(act.id, nth));
        let faults = faults.map(|key| RowKey::of::<Fault>(Audience::Roll, key));
        [day].into_iter().chain(faults).collect()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.change(self.area.name(), |checks: &mut Checks| {
                let known = checks.list.iter().any(|check| check.act == act.id);
                if !known {
                    add(
                        &mut checks.list,
                        Check {
                            act: act.id,
                            made: self.clone(),
                            by: act.actor,
                            by_name: act.actor_name.clone(),
                            at: act.time(),
                        },
                    );
                }
            });
        }
        let Some(mut shelf) = desk.shelf(Audience::Roll) else { return };
        for (nth, item) in self.faults() {
            let fault = Fault {
                day: self.day,
                area: self.area,
                place: self.place.clone(),
                item: item.item.clone(),
                words: item.words.clone(),
                by_name: act.actor_name.clone(),
                at: act.time(),
                mended: None,
                photos: vec![],
                proofs: vec![],
            };
            let key = fault_key(act.id, nth);
            if shelf.get::<Fault>(&key).is_none() {
                shelf.put(key, &fault);
            }
        }
    }
}

impl Kind for FaultClosed {
    const NAME: &'static str = "fault_closed";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        act.builds_on.contains(&self.check).then_some(()).ok_or(Refusal::BadBody)?;
        short_text(&self.done_by)?;
        long_text(&self.done)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<Fault>(Audience::Roll, fault_key(self.check, self.item))]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Roll) else { return };
        shelf.edit(fault_key(self.check, self.item), |fault: &mut Fault| {
            // The first one stands; more are in the journal.
            fault.mended.get_or_insert(Mended {
                act: act.id,
                done: self.done.clone(),
                done_by: self.done_by.clone(),
                by_name: act.actor_name.clone(),
                at: act.time(),
            });
        });
    }
}

impl Kind for SymptomsChecked {
    const NAME: &'static str = "symptoms_checked";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        group_of(act).map(|_| ())
    }

    /// Staff with the children.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let key = |group| RowKey::of::<Symptoms>(Audience::Incidents(self.day), group);
        group_of(act).map(|group| vec![key(group)]).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(group) = group_of(act) else { return };
        let Some(mut shelf) = desk.shelf(Audience::Incidents(self.day)) else { return };
        shelf.change(group, |symptoms: &mut Symptoms| {
            let known = symptoms.list.iter().any(|looked| looked.act == act.id);
            if !known {
                add(
                    &mut symptoms.list,
                    Looked {
                        act: act.id,
                        said: self.clone(),
                        by: act.actor,
                        by_name: act.actor_name.clone(),
                        at: act.time(),
                    },
                );
            }
        });
    }
}

/// The last one of a list holds: when it is full, the first one goes.
fn add<T>(list: &mut Vec<T>, one: T) {
    if list.len() >= MOST_CHECKS {
        list.remove(0);
    }
    list.push(one);
}

fn group_of(act: &Act) -> Result<GroupId, Refusal> {
    match act.subject {
        Subject::Group(group) => Ok(group),
        _ => Err(Refusal::WrongSubject),
    }
}
