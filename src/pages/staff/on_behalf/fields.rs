//! What is filled in about a family's words, and the act that it comes to.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::{Channel, Informant, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::choice::ChooseDay;
use yuanliu_domain::collector::CollectorNamed;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::leave::LeaveNote;
use yuanliu_domain::people::Guardians;
use yuanliu_domain::school::{Block, SchoolDaySet};
use yuanliu_domain::time::{Day, Stamp};

use crate::pages::staff::model::Model;
use crate::state::Draft;
use crate::text::{Word, words};

/// The answers of 'how you know': key, channel, word.
pub const CHANNELS: [(&str, Channel, Word); 4] = [
    ("phone", Channel::Phone, words::behalf_phone),
    ("in_person", Channel::InPerson, words::behalf_in_person),
    ("message", Channel::Message, words::behalf_message),
    ("paper", Channel::Paper, words::behalf_paper),
];
/// Somebody who is no guardian on file.
pub const OTHER: &str = "other";

/// What the family said.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A leave note.
    Leave(LeaveNote),
    /// Who collects today.
    Collector(CollectorNamed),
    /// One day otherwise than the week.
    Day(ChooseDay),
}

/// Who said it, how, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Teller {
    /// How.
    pub(super) channel: Channel,
    /// Who.
    pub(super) informant: Informant,
    /// The stated time, if it was not just now.
    pub(super) happened: Option<Stamp>,
}

impl Teller {
    /// The draft of an act that says so.
    pub fn draft<K>(self, child: ChildId, body: K) -> Draft<K> {
        Draft {
            channel: self.channel,
            informant: Some(self.informant),
            happened: self.happened,
            ..Draft::new(Subject::Child(child), body)
        }
    }
}

/// The form's state. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Telling {
    pub(super) model: Model,
    pub(super) child: ChildId,
    /// `leave`, `collector` or `day`.
    pub what: RwSignal<String>,
    /// `today`, `time` or `days`.
    pub when: RwSignal<String>,
    /// Leaves at.
    pub time: RwSignal<String>,
    /// First date.
    pub from: RwSignal<String>,
    /// Last date.
    pub until: RwSignal<String>,
    /// Lessons too.
    pub lessons_too: RwSignal<bool>,
    /// `sick`, `family`, `other`.
    pub reason: RwSignal<String>,
    /// How the child goes home.
    pub home: RwSignal<String>,
    /// More, for the class teacher.
    pub text: RwSignal<String>,
    /// Who collects.
    pub name: RwSignal<String>,
    /// What they are to the child.
    pub relation: RwSignal<String>,
    /// How they are recognised.
    pub looks: RwSignal<String>,
    /// The one day.
    pub day: RwSignal<String>,
    /// Stays for activities.
    pub activities: RwSignal<bool>,
    /// Stays for late care.
    pub late_care: RwSignal<bool>,
    /// A key of `CHANNELS`.
    pub channel: RwSignal<String>,
    /// A guardian's id, `OTHER`, or empty.
    pub who: RwSignal<String>,
    /// Who it was, if no guardian on file.
    pub other_name: RwSignal<String>,
    /// What that person is to the child.
    pub other_relation: RwSignal<String>,
    /// The number that called.
    pub number: RwSignal<String>,
    /// When it was said; empty for just now.
    pub said_at: RwSignal<String>,
}

impl Telling {
    /// A call about leave for today.
    pub fn new(model: Model, child: ChildId) -> Telling {
        let text = |value: &str| RwSignal::new(value.to_owned());
        let today = model.day.get_untracked();
        let tomorrow = today.plus(1).to_string();
        let telling = Telling {
            model,
            child,
            what: text("leave"),
            when: text("today"),
            time: text(""),
            from: text(&tomorrow),
            until: text(&tomorrow),
            lessons_too: RwSignal::new(false),
            reason: text("sick"),
            home: text(""),
            text: text(""),
            name: text(""),
            relation: text(""),
            looks: text(""),
            day: text(&today.to_string()),
            activities: RwSignal::new(false),
            late_care: RwSignal::new(false),
            channel: text("phone"),
            who: text(""),
            other_name: text(""),
            other_relation: text(""),
            number: text(""),
            said_at: text(""),
        };
        telling.follow_choice();
        telling
    }

    /// The ticks of the one day begin with what holds on it.
    fn follow_choice(self) {
        let date = Memo::new(move |_| self.day.get().parse::<Day>().ok());
        Effect::new(move |_| {
            let blocks = date.get().map(|day| untrack(|| self.chosen(day))).unwrap_or_default();
            self.activities.set(blocks.contains(&Block::Activities));
            self.late_care.set(blocks.contains(&Block::LateCare));
        });
    }

    fn chosen(self, day: Day) -> BTreeSet<Block> {
        let entered: Option<SchoolDaySet> =
            self.model.space.replica.with(|r| r.get(Audience::Public, day));
        let entered = entered.as_ref().map(SchoolDaySet::entered);
        let follows = match school_day(day, entered.as_ref()) {
            SchoolDay::Open { follows } => follows,
            _ => day.weekday(),
        };
        let pattern = self.model.child(self.child).and_then(|child| child.pattern);
        pattern.map(|pattern| pattern.blocks(day, follows)).unwrap_or_default()
    }

    /// Guardians on file, by id: 母亲 陈静.
    pub fn guardians(self) -> Vec<(String, String)> {
        let child = self.child;
        let all: Guardians =
            self.model.space.replica.with(|r| r.get(Audience::Roll, child)).unwrap_or_default();
        let word = |relation: &str, name: &str| format!("{relation} {name}").trim().to_owned();
        all.people.iter().map(|g| (g.person.to_string(), word(&g.relation, &g.name))).collect()
    }
}
