//! The acts of an incident: form, right, and what they write. Each row is written from the
//! act and itself alone; the family's gets less.

use super::{
    Entry, Incident, IncidentAcknowledged, IncidentClosed, IncidentStep, IncidentStruck,
    IncidentWritten, MOST_ENTRIES, MOST_NAMED, Sort, Struck, What, keys,
};
use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId};
use crate::photo;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::{Kind, free_text, long_text, short_text};
use crate::time::Day;

impl IncidentWritten {
    fn for_family(&self) -> IncidentWritten {
        IncidentWritten {
            others: vec![],
            witnesses: vec![],
            private: String::new(),
            ..self.clone()
        }
    }

    /// That something was written by mistake: of another child's injury nothing is left.
    fn void(&self) -> IncidentWritten {
        IncidentWritten {
            sort: Sort::Other,
            serious: false,
            place: String::new(),
            words: String::new(),
            ..self.for_family()
        }
    }
}

impl What {
    fn void(&self) -> What {
        match self {
            What::Step { step, .. } => {
                What::Step { step: *step, relation: String::new(), words: String::new() }
            }
            other => other.for_family(),
        }
    }

    fn for_family(&self) -> What {
        match self {
            What::Step { step, relation, words } => What::Step {
                step: *step,
                relation: relation.clone(),
                words: if step.is_told() { words.clone() } else { String::new() },
            },
            What::Acknowledged => What::Acknowledged,
            What::Closed(_) => What::Closed(String::new()),
        }
    }
}

impl Incident {
    /// As the family reads it; their row is kept the same, act by act. Once it is struck as
    /// a whole it may be about another family's child (R8): that it was void is all it says.
    pub fn for_family(&self) -> Incident {
        let void = self.struck.is_some();
        let quiet = |struck: &Struck| Struck { reason: String::new(), ..struck.clone() };
        let entry = |entry: &Entry| Entry {
            what: if void { entry.what.void() } else { entry.what.for_family() },
            struck: entry.struck.as_ref().map(quiet),
            ..entry.clone()
        };
        Incident {
            said: if void { self.said.void() } else { self.said.for_family() },
            batch: None,
            entries: self.entries.iter().map(entry).collect(),
            photos: self.photos.iter().filter(|one| self.is_shown(one)).cloned().collect(),
            struck: self.struck.as_ref().map(quiet),
            ..self.clone()
        }
    }
}

/// The child that is hurt, of an act that answers this incident.
pub(super) fn answering(act: &Act, incident: ActId) -> Result<ChildId, Refusal> {
    let child = act.child()?;
    act.builds_on.contains(&incident).then_some(child).ok_or(Refusal::BadBody)
}

pub(super) fn touched(act: &Act, day: Day, incident: ActId) -> Vec<RowKey> {
    act.child().map(|child| keys(day, child, incident)).unwrap_or_default()
}

/// Changes each of its rows; the family's keeps what is theirs to read.
pub(super) fn each(
    act: &Act,
    desk: &mut Desk<'_>,
    (day, incident): (Day, ActId),
    change: impl Fn(&mut Incident),
) {
    let Ok(child) = act.child() else { return };
    for audience in [Audience::Incidents(day), Audience::Leader, Audience::Family(child)] {
        let Some(mut shelf) = desk.shelf(audience) else { continue };
        shelf.edit(incident, |row: &mut Incident| {
            if row.child == child {
                change(row);
                if audience == Audience::Family(child) {
                    *row = row.for_family();
                }
            }
        });
    }
}

/// Adds an entry to each of its rows. A guardian who has read it reads it no second time,
/// and what is open can be closed however much was written.
fn enter(act: &Act, desk: &mut Desk<'_>, at: (Day, ActId), what: &What) {
    each(act, desk, at, |row| {
        let known = row.entries.iter().any(|entry| entry.act == act.id);
        let read = *what == What::Acknowledged && row.acknowledged_by(act.actor);
        let ends = matches!(what, What::Closed(_)) && row.is_open();
        if !known && !read && (ends || row.entries.len() < MOST_ENTRIES) {
            row.entries.push(Entry {
                act: act.id,
                what: what.clone(),
                by: act.actor,
                by_name: act.actor_name.clone(),
                at: act.time(),
                written: act.happened.map(|_| act.at.best()),
                struck: None,
            });
        }
    });
}

impl Kind for IncidentWritten {
    const NAME: &'static str = "incident_written";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.others.len() > MOST_NAMED || self.witnesses.len() > MOST_NAMED {
            return Err(Refusal::BadBody);
        }
        self.witnesses.iter().try_for_each(|named| short_text(&named.name))?;
        short_text(&self.place)?;
        free_text(&self.private)?;
        free_text(&self.words)
    }

    /// Any staff, the gate too: whoever saw it writes it.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touched(act, self.day, act.id)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        for audience in [Audience::Incidents(self.day), Audience::Leader] {
            if let Some(mut shelf) = desk.shelf(audience)
                && shelf.get::<Incident>(act.id).is_none()
            {
                shelf.put(act.id, &Incident::of(act, child, self.clone()));
            }
        }
        if let Some(mut shelf) = desk.shelf(Audience::Family(child))
            && shelf.get::<Incident>(act.id).is_none()
        {
            shelf.put(act.id, &Incident::of(act, child, self.clone()).for_family());
        }
    }
}

impl Kind for IncidentStep {
    const NAME: &'static str = "incident_step";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        answering(act, self.incident)?;
        (self.relation.chars().count() <= 40).then_some(()).ok_or(Refusal::BadText)?;
        if self.step.needs_words() { long_text(&self.words) } else { free_text(&self.words) }
    }

    /// Staff who read incidents.
    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.beyond_the_gate()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touched(act, self.day, self.incident)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let (relation, words) = (self.relation.clone(), self.words.clone());
        let what = What::Step { step: self.step, relation, words };
        enter(act, desk, (self.day, self.incident), &what);
    }
}

impl Kind for IncidentAcknowledged {
    const NAME: &'static str = "incident_acknowledged";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        answering(act, self.incident).map(|_| ())
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.guardian_of(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touched(act, self.day, self.incident)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        enter(act, desk, (self.day, self.incident), &What::Acknowledged);
    }
}

impl Kind for IncidentClosed {
    const NAME: &'static str = "incident_closed";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        answering(act, self.incident)?;
        long_text(&self.words)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.leads()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touched(act, self.day, self.incident)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        enter(act, desk, (self.day, self.incident), &What::Closed(self.words.clone()));
    }
}

impl Kind for IncidentStruck {
    const NAME: &'static str = "incident_struck";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        answering(act, self.incident)?;
        answering(act, self.original)?;
        long_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        if self.as_leader { rights.leads() } else { rights.beyond_the_gate() }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        touched(act, self.day, self.incident)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        each(act, desk, (self.day, self.incident), |row| {
            let struck = Struck::by(act, &self.reason);
            let may = |by| self.as_leader || by == act.actor;
            // The first one that says so stands. What a guardian has read stays read.
            if self.original == self.incident && may(row.by) {
                row.struck.get_or_insert(struck);
            } else if let Some(entry) = row.entries.iter_mut().find(|e| e.act == self.original)
                && entry.what != What::Acknowledged
                && may(entry.by)
            {
                entry.struck.get_or_insert(struck);
            } else {
                photo::strike(&mut row.photos, self.original, self.as_leader, act, &self.reason);
            }
        });
    }
}
