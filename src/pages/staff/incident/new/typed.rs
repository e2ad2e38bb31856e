//! What is typed so far, what it lacks, and the acts that come of it.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::incident::{IncidentWritten, Sort};

use crate::components::FieldError;
use crate::pages::staff::incident::step::stated;
use crate::pages::staff::model::Model;
use crate::pages::staff::release::second_person;
use crate::state::Draft;
use crate::text::{Word, t, words};

/// The degree of an injury accident.
pub const SERIOUS: &str = "serious";

/// What is typed so far; it stays while the steps change.
#[derive(Clone, Copy)]
pub struct Typed {
    /// Who is hurt or unwell.
    pub hurt: RwSignal<Vec<ChildId>>,
    /// The number of the sort.
    pub sort: RwSignal<String>,
    /// How serious.
    pub degree: RwSignal<String>,
    /// Where.
    pub place: RwSignal<String>,
    /// At what minute.
    pub time: RwSignal<String>,
    /// How it came about, as the family reads it.
    pub words: RwSignal<String>,
    /// Other children who were part of it.
    pub others: RwSignal<Vec<ChildId>>,
    /// Staff who saw it.
    pub witness: RwSignal<String>,
    /// Notes for staff.
    pub private: RwSignal<String>,
}

impl Typed {
    /// About this child, where it is now, at this minute.
    pub fn new(model: Model, child: Option<ChildId>) -> Typed {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let room = untrack(|| model.child(child?)?.day.place().map(|place| place.room.clone()));
        Typed {
            hurt: RwSignal::new(child.into_iter().collect()),
            sort: text(""),
            degree: text("minor"),
            place: text(&room.unwrap_or_default()),
            time: text(&model.space.now().at.minute().to_string()),
            words: text(""),
            others: RwSignal::new(vec![]),
            witness: text(""),
            private: text(""),
        }
    }

    fn sort(self) -> Option<Sort> {
        let nth: usize = self.sort.get_untracked().parse().ok()?;
        Sort::ALL.get(nth).copied()
    }

    /// What a step still lacks.
    pub fn lacks(self, model: Model, step: usize) -> Vec<FieldError> {
        let wrong = |id: &str, word: Word| FieldError { id: id.into(), words: t(word).into() };
        let length = |of: RwSignal<String>| of.with_untracked(|text| text.trim().chars().count());
        let mut found = vec![];
        match step {
            0 if self.hurt.with_untracked(Vec::is_empty) => {
                found.push(wrong("incident-step", words::incident_need_who));
            }
            1 if self.sort().is_none() => {
                found.push(wrong("incident-sort", words::incident_need_what));
            }
            2 => {
                if !(1..=40).contains(&length(self.place)) {
                    found.push(wrong("incident-place", words::incident_need_place));
                }
                let time = self.time.get_untracked();
                found.extend(stated(model, &time).err().map(|word| wrong("incident-time", word)));
                for (id, of) in [("incident-words", self.words), ("incident-private", self.private)]
                {
                    if length(of) > 1000 {
                        found.push(wrong(id, words::too_long));
                    }
                }
            }
            _ => {}
        }
        found
    }

    /// One act for each child that is hurt.
    pub fn drafts(self, model: Model) -> Option<Vec<Draft<IncidentWritten>>> {
        let text = |of: RwSignal<String>| of.with_untracked(|text| text.trim().to_owned());
        let hurt = self.hurt.get_untracked();
        let mut others = self.others.get_untracked();
        others.retain(|other| !hurt.contains(other));
        let body = IncidentWritten {
            day: model.day.get_untracked(),
            sort: self.sort()?,
            serious: self.degree.get_untracked() == SERIOUS,
            place: text(self.place),
            words: text(self.words),
            others,
            witnesses: second_person(model, &text(self.witness)).into_iter().collect(),
            private: text(self.private),
        };
        let happened = stated(model, &self.time.get_untracked()).ok()?;
        let draft =
            |child: ChildId| Draft { happened, ..Draft::new(Subject::Child(child), body.clone()) };
        Some(hurt.into_iter().map(draft).collect())
    }
}
