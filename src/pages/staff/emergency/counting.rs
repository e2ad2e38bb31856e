//! Who is to be counted, what was found so far, and what a tap writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::State;
use yuanliu_domain::emergency::{
    Counted, Emergency, EmergencyCounted, Found, MOST_FOUND, Safety, Standing, Tally, Who, merged,
};
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::visitor::Visit;

use super::calls;
use crate::pages::staff::model::{ByKey, Model};
use crate::pages::staff::undoable::{Undoable, WayBack};
use crate::state::Draft;
use crate::text::{fill, t, words};

/// As many acts may one answer.
const MOST_ANSWERED: usize = 50;

/// Somebody to be counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub who: Who,
    /// Name.
    pub name: String,
    /// Class and number, or organisation.
    pub note: String,
    /// With whom they are counted: a group's room, a class, staff, visitors.
    pub section: String,
}

/// What the screens of a roll call share. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Counting {
    /// The model.
    pub model: Model,
    /// The roll calls that are open, oldest first: one list for all of them.
    pub open: Memo<Vec<(ActId, Emergency)>>,
    /// What was found.
    pub merged: Memo<BTreeMap<Who, Standing>>,
    /// Everybody who is to be counted, by section.
    pub people: Memo<Vec<Person>>,
    /// The counts.
    pub tally: Memo<Tally>,
    /// Where the person at this device counts.
    pub place: RwSignal<String>,
    /// The last gesture.
    pub gesture: Undoable,
}

/// Everything that was counted today; follows the rows.
pub fn counted(model: Model) -> Vec<(ActId, Counted)> {
    let audience = Audience::Day(model.day.get());
    let rows = model.space.replica.with(|replica| replica.list::<Counted>(audience));
    rows.into_iter().filter_map(|(key, row)| Some((key.parse().ok()?, row))).collect()
}

/// Visitors of today; follows the rows.
pub fn visits(model: Model) -> Vec<(ActId, Visit)> {
    let audience = Audience::Day(model.day.get());
    let rows = model.space.replica.with(|replica| replica.list::<Visit>(audience));
    rows.into_iter().filter_map(|(key, row)| Some((key.parse().ok()?, row))).collect()
}

/// A person's name as this device knows it; follows the rows.
pub fn name_of(model: Model, who: Who) -> Option<String> {
    match who {
        Who::Child(id) => model.roster.with(|roster| Some(roster.child(id)?.name.clone())),
        Who::Staff(id) => model.roster.with(|roster| {
            let (_, staff) = roster.staff.iter().find(|(person, _)| *person == id)?;
            Some(staff.name.clone())
        }),
        Who::Visitor(id) => {
            let audience = Audience::Day(model.day.get());
            let visit = model.space.replica.with(|replica| replica.get::<Visit>(audience, id))?;
            Some(visit.came.name)
        }
    }
}

impl Counting {
    /// From a component's context.
    pub fn new(model: Model) -> Counting {
        let open = Memo::new(move |_| {
            let mut open = calls(model);
            open.retain(|(_, call)| call.open());
            open
        });
        let (counted, visits) = (model.of_day::<ActId, Counted>(), model.of_day::<ActId, Visit>());
        let rows = Memo::new(move |_| {
            let open: BTreeSet<ActId> = open.with(|open| open.iter().map(|(id, _)| *id).collect());
            let (counted, now) = (counted.get(), |row: &Counted| open.contains(&row.emergency));
            let rows = counted.iter().filter(|(_, row)| now(row));
            rows.map(|(act, row)| (*act, Counted::clone(row))).collect::<Vec<_>>()
        });
        let merged = Memo::new(move |_| rows.with(|rows| merged(rows)));
        let counters = Memo::new(move |_| {
            rows.with(|rows| rows.iter().map(|(_, row)| row.by).collect::<BTreeSet<PersonId>>())
        });
        // A tap about somebody on the list leaves the list as it is.
        let here = Memo::new(move |_| people(model, visits, &counters.get(), &BTreeSet::new()));
        let others = Memo::new(move |_| {
            let here: BTreeSet<Who> = here.with(|here| here.iter().map(|p| p.who).collect());
            merged.with(|merged| {
                merged.keys().copied().filter(|who| !here.contains(who)).collect::<BTreeSet<_>>()
            })
        });
        let people = Memo::new(move |_| match others.with(BTreeSet::is_empty) {
            true => here.get(),
            false => people(model, visits, &counters.get(), &others.get()),
        });
        let tally = Memo::new(move |_| {
            let all = people.with(|people| people.iter().map(|p| p.who).collect::<Vec<_>>());
            merged.with(|merged| Tally::of(&all, merged))
        });
        let place = RwSignal::new(String::new());
        Counting { model, open, merged, people, tally, place, gesture: Undoable::new() }
    }

    /// What stands about somebody; follows the rows.
    pub fn standing(self, who: Who) -> Standing {
        self.merged.with(|merged| merged.get(&who).cloned().unwrap_or_default())
    }

    /// Those whom a search finds: of the list, and of the whole school.
    pub fn found(self, typed: &str) -> Vec<Person> {
        let mut found: Vec<Person> = self.people.with(|people| {
            people.iter().filter(|p| p.name.to_lowercase().contains(typed)).cloned().collect()
        });
        self.model.roster.with(|roster| {
            let children = roster.find(typed);
            found.extend(children.map(|(id, card)| Person {
                who: Who::Child(*id),
                name: card.name.clone(),
                note: format!("{} {:02}", card.class_name, card.number),
                section: String::new(),
            }));
            let staff = roster.staff.iter().filter(|(_, staff)| staff.name.contains(typed));
            found.extend(staff.map(|(id, staff)| colleague(*id, &staff.name)));
        });
        let mut once = BTreeSet::new();
        found.retain(|person| once.insert(person.who));
        found.truncate(30);
        found
    }

    /// Writes what was found. `clears` answers what others said as well.
    pub fn counts(self, found: Vec<(Who, Safety)>, clears: bool, said: String) {
        let Some(me) = untrack(|| self.model.me()) else { return };
        // The oldest that is open: the lists of all of them are one.
        let oldest = self.open.with_untracked(|open| open.first().map(|(id, _)| *id));
        let Some(call) = oldest else { return };
        let standing = |who| untrack(|| self.standing(who));
        let before: Vec<(Who, Safety)> = found
            .iter()
            .map(|(who, _)| {
                let all = standing(*who);
                let mine = all.standing().filter(|said| said.by == me).last();
                let was = mine.map_or(Safety::Unknown, |said| said.safety);
                // Whoever was missing for somebody does not become safe by an undo.
                (*who, if clears { Safety::Missing } else { was })
            })
            .collect();
        let drafts = self.drafts(call, &found, |part| {
            let acts = part
                .iter()
                .flat_map(|(who, _)| standing(*who).answered_by(me, clears).collect::<Vec<_>>());
            acts.collect::<BTreeSet<_>>().into_iter().take(MOST_ANSWERED).collect()
        });
        let undo: WayBack = Arc::new(move |acts: Vec<ActId>| {
            // Of the same roll call, also when it has ended meanwhile.
            let drafts =
                self.drafts(call, &before, |_| acts.iter().copied().take(MOST_ANSWERED).collect());
            self.gesture.keep(self.model, drafts, t(words::em_said_undone).to_owned(), None);
        });
        self.gesture.keep(self.model, drafts, said, Some(undo));
    }

    fn drafts(
        self,
        emergency: ActId,
        found: &[(Who, Safety)],
        answers: impl Fn(&[(Who, Safety)]) -> Vec<ActId>,
    ) -> Vec<Draft<EmergencyCounted>> {
        let place = self.place.get_untracked().trim().to_owned();
        let draft = |part: &[(Who, Safety)]| {
            let found = part.iter().map(|(who, safety)| Found { who: *who, safety: *safety });
            let body = EmergencyCounted {
                day: self.model.day.get_untracked(),
                emergency,
                place: place.clone(),
                found: found.collect(),
            };
            Draft::new(Subject::School, body).building_on(answers(part))
        };
        found.chunks(MOST_FOUND).map(draft).collect()
    }
}

fn colleague(id: PersonId, name: &str) -> Person {
    Person {
        who: Who::Staff(id),
        name: name.to_owned(),
        note: String::new(),
        section: t(words::em_staff).to_owned(),
    }
}

/// Children in the school's care, those who stay and those whom somebody looks for, staff
/// on duty, visitors inside, and others who were counted already, wherever they are now.
/// Follows the rows.
fn people(
    model: Model,
    visits: ByKey<ActId, Visit>,
    counters: &BTreeSet<PersonId>,
    others: &BTreeSet<Who>,
) -> Vec<Person> {
    let days = model.child_days.get();
    let mut duty: BTreeSet<PersonId> = counters.clone();
    duty.extend(model.duties.get().values().flat_map(|duty| duty.staff.iter().copied()));
    let groups =
        model.roster.with(|roster| roster.groups.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    duty.extend(groups.into_iter().flat_map(|group| model.with_group(group)).map(|with| with.id));
    let mut people = vec![];
    model.roster.with(|roster| {
        for (id, card) in &roster.children {
            let day = days.get(id);
            let here = day.map(|day| day.state()).is_some_and(|state| {
                state.in_care() || matches!(state, State::Staying | State::NotHere)
            });
            if !here && !others.contains(&Who::Child(*id)) {
                continue;
            }
            let section = match day.and_then(|day| day.place()) {
                Some(place) => format!("{} {}", place.room, place.name),
                None => fill(words::em_without_group, &[&card.class_name]),
            };
            people.push(Person {
                who: Who::Child(*id),
                name: card.name.clone(),
                note: format!("{} {:02}", card.class_name, card.number),
                section,
            });
        }
        people.sort_by(|a, b| (&a.section, &a.note).cmp(&(&b.section, &b.note)));
        let staff = roster
            .staff
            .iter()
            .filter(|(id, _)| duty.contains(id) || others.contains(&Who::Staff(*id)));
        people.extend(staff.map(|(id, staff)| colleague(*id, &staff.name)));
    });
    for (id, visit) in visits.get().iter() {
        if visit.left().is_none() || others.contains(&Who::Visitor(*id)) {
            people.push(Person {
                who: Who::Visitor(*id),
                name: visit.came.name.clone(),
                note: visit.came.organisation.clone(),
                section: t(words::em_visitors).to_owned(),
            });
        }
    }
    people
}
