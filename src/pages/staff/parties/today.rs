//! Who comes today for many children, and for whom.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::State;
use yuanliu_domain::collector::{Collector, Collectors, Party};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::Day;

use crate::pages::staff::model::Model;
use crate::pages::staff::release::{self, Candidate, held};
use crate::state::{ChildToday, Frame, weekday};
use crate::text::{Word, words};

/// A child on an escort's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Rider {
    /// The child.
    pub child: ChildToday,
    /// The escort, as this child's family wrote it; nobody while the child stays behind.
    pub ready: Option<Candidate>,
    /// Why the child stays behind, as it may be read by whoever stands there.
    pub waits: Word,
}

/// An escort with the children of today.
#[derive(Clone, Debug, PartialEq)]
pub struct Escorted {
    /// Whose list it is.
    pub party: Party,
    /// The organisation, as one family wrote it.
    pub organisation: String,
    /// The escort's name, likewise.
    pub escort: String,
    /// By class, then number.
    pub children: Vec<Rider>,
}

impl Escorted {
    /// Children who can be handed over now.
    pub fn ready(&self) -> impl Iterator<Item = (&ChildToday, &Candidate)> {
        self.children.iter().filter_map(|rider| Some((&rider.child, rider.ready.as_ref()?)))
    }

    /// 小橘灯托管 · 乔晓芸.
    pub fn title(&self) -> String {
        format!("{} · {}", self.organisation, self.escort)
    }
}

/// Everybody who comes today for an organisation, by kind and name. Follows the rows.
pub fn of_today(model: Model) -> Memo<Vec<Escorted>> {
    let replica = model.space.replica;
    let revision =
        Memo::new(move |_| replica.with(|replica| replica.revision::<Collectors>(Audience::Roll)));
    // Few children have one; the lists of all are read only when one of them has changed.
    let named = Memo::new(move |_| {
        revision.get();
        let day = model.day.get();
        let rows = replica.with_untracked(|replica| replica.list::<Collectors>(Audience::Roll));
        let weekday = replica.with_untracked(|replica| weekday(replica, day));
        let of_child = |(key, row): (String, Collectors)| {
            let escorts: Vec<Collector> = row
                .today(day, weekday)
                .into_iter()
                .filter(|c| c.organisation.is_some())
                .cloned()
                .collect();
            (!escorts.is_empty()).then_some((key.parse::<ChildId>().ok()?, escorts))
        };
        rows.into_iter().filter_map(of_child).collect::<BTreeMap<_, _>>()
    });
    Memo::new(move |_| {
        let named = named.get();
        let (Some(frame), day) = (model.frame.get(), model.day.get()) else { return vec![] };
        let roster = model.roster.get();
        let cards = roster.children.iter().filter(|(id, _)| named.contains_key(id));
        let mut all: BTreeMap<Party, Escorted> = BTreeMap::new();
        for child in model.children(cards) {
            if !concerns_today(&child, &frame, day) {
                continue;
            }
            let people = release::named(model, &child);
            let hold = held(model, &child);
            for escort in named.get(&child.id).into_iter().flatten() {
                let Some(party) = escort.party() else { continue };
                let may = people.iter().find(|person| person.collector == Some(escort.id));
                let waits = waits(&child, day);
                let ready = may.filter(|_| waits.is_none() && !hold).cloned();
                let rider =
                    Rider { child: child.clone(), ready, waits: waits.unwrap_or(words::party_ask) };
                let of_party = all.entry(party.clone()).or_insert_with(|| Escorted {
                    party,
                    organisation: escort.relation.clone(),
                    escort: escort.name.clone(),
                    children: vec![],
                });
                // A family that named the same escort twice named one.
                let known = of_party.children.iter_mut().find(|other| other.child.id == child.id);
                match known {
                    Some(other) if other.ready.is_none() => *other = rider,
                    Some(_) => {}
                    None => of_party.children.push(rider),
                }
            }
        }
        all.into_values().collect()
    })
}

/// Whether an escort would ask for this child: it has an entry today, or is expected.
fn concerns_today(child: &ChildToday, frame: &Frame, day: Day) -> bool {
    let expected = || Block::ALL.iter().any(|block| child.expected(*block, frame, day).yes);
    child.day.state() != State::NotYet || on_leave(child, day) || expected()
}

fn on_leave(child: &ChildToday, day: Day) -> bool {
    child.absences.notes.iter().any(|note| note.holds(day) && note.time.is_none())
}

/// Why a child who is not in the room or on its way cannot leave with anybody now.
fn waits(child: &ChildToday, day: Day) -> Option<Word> {
    Some(match child.day.state() {
        State::Received(_) | State::WithEscort | State::Returned => return None,
        State::OutOfRoom => words::state_out,
        State::Released(..) => words::state_released,
        State::LeftAtLessonsEnd => words::left,
        State::Absent => words::state_absent,
        State::NotYet | State::NotHere | State::Staying if on_leave(child, day) => words::on_leave,
        State::NotHere => words::not_here,
        State::Staying => words::state_staying,
        State::NotYet => words::state_not_yet,
    })
}
