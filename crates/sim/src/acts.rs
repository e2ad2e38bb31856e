//! What people write: for every kind in the table of rules, who writes it and a
//! body that makes sense of what the device shows at that moment. A kind without
//! a generator ends the run: new kinds can't be forgotten here.
mod family;
mod group;
mod office;
mod staff;

use serde_json::Value;
use std::collections::BTreeSet;
use yuanliu_domain::act::{Channel, Informant, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::{Fault, of_fault_key};
use yuanliu_domain::child_day::*;
use yuanliu_domain::id::*;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::*;
use yuanliu_domain::time::{Day, Minute, Stamp};
use yuanliu_sync::replica::Replica;

use crate::dice::Dice;
use crate::school::{CHILDREN, GROUPS, GUARDIANS, child, children_of, group, guardian};

/// Who writes a kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writers {
    /// A guardian on the own phone; staff write it down for a family (T12).
    Family,
    /// A guardian alone.
    Guardian,
    /// Staff, on a device of their own or at a shared tablet.
    Staff,
    /// Staff on a device of their own.
    StaffAlone,
    /// The office.
    Office,
    /// The duty leader or the office.
    Leader,
    /// A shared tablet by itself.
    Tablet,
    /// The child-protection teacher.
    Protector,
    /// A class or duty teacher, not the guard.
    Teacher,
}

/// Who writes a kind; nobody, when the simulation does not know the kind.
pub fn writers(kind: &str) -> Option<Writers> {
    Some(match kind {
        "choose"
        | "choose_day"
        | "leave_note"
        | "leave_withdrawn"
        | "collector_named"
        | "collector_withdrawn"
        | "contact_named"
        | "contact_withdrawn"
        | "case_opened"
        | "behalf_confirmed"
        | "change_answered"
        | "at_gate"
        | "at_gate_withdrawn" => Writers::Family,
        "consent"
        | "pass_issued"
        | "pass_withdrawn"
        | "card_issued"
        | "card_cancelled"
        | "portrait_set"
        | "objected"
        | "objection_withdrawn"
        | "photo_consent"
        | "incident_acknowledged" => Writers::Guardian,
        "seen" | "lessons_absent" | "lessons_end" | "taken_in" | "marked" | "released"
        | "corrected" | "head_counted" | "covered" | "handed_over" | "groups_merged"
        | "day_changed" | "concern_written" | "called" | "staying_with" | "entry_struck" => {
            Writers::Staff
        }
        "emergency_started" | "emergency_counted" | "visitor_in" | "visitor_out" => Writers::Staff,
        "emergency_ended" | "incident_closed" | "day_change_ended" => Writers::Leader,
        "waiting_point_set" | "open_hours_set" | "provider_set" => Writers::Office,
        "incident_written" | "incident_photo" | "check_made" | "fault_closed" | "fault_photo"
        | "fault_photo_struck" | "sheet_kept" | "sheet_struck" => Writers::Staff,
        "incident_step" | "incident_struck" | "symptoms_checked" => Writers::Teacher,
        "activity_logged" | "activity_photo" | "activity_struck" | "outing_left"
        | "outing_counted" => Writers::Teacher,
        "early_leave_issued" | "early_leave_withdrawn" => Writers::Teacher,
        "concern_reported" | "concern_closed" => Writers::Protector,
        "pin_set" => Writers::StaffAlone,
        "pin_locked" => Writers::Tablet,
        "pin_reopened" | "case_closed" | "disagreement_settled" | "round_made" | "day_closed" => {
            Writers::Leader
        }
        "school_day_set" | "group_set" | "duty_set" | "tablet_set" | "court_paper"
        | "school_set" | "class_set" | "child_set" | "guardian_set" | "staff_set" => {
            Writers::Office
        }
        _ => return None,
    })
}

/// How often a kind is written, beside the others.
pub fn weight(kind: &str) -> u64 {
    match kind {
        "marked" => 10,
        "released" => 6,
        "leave_note" | "lessons_end" | "corrected" | "taken_in" | "called" => 4,
        "choose" | "choose_day" | "collector_named" | "leave_withdrawn" | "seen"
        | "pass_issued" | "concern_written" | "head_counted" | "handed_over" => 3,
        "objected" | "objection_withdrawn" | "disagreement_settled" => 5,
        "emergency_counted" => 6,
        // Each answers an act that has to be known first.
        "fault_photo" | "fault_photo_struck" | "incident_acknowledged" | "card_cancelled" => 8,
        "emergency_ended" | "pass_withdrawn" => 4,
        "guardian_set" | "staff_set" | "tablet_set" | "emergency_started" => 1,
        _ => 2,
    }
}

/// Kinds that staff write down for a family, and a family answers.
const TOLD: [&str; 3] = ["collector_named", "leave_note", "choose_day"];

/// An act that somebody wrote somewhere: people talk, also while devices are offline.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Which.
    pub id: ActId,
    /// Its kind.
    pub kind: String,
    /// Its child, if it is about one.
    pub child: Option<ChildId>,
}

/// What an author sees and knows.
pub struct Scene<'a> {
    /// Chance.
    pub dice: &'a mut Dice,
    /// The school's today, as the device knows it.
    pub day: Day,
    /// Who writes.
    pub actor: PersonId,
    /// What the device shows.
    pub replica: &'a Replica,
    /// What was written elsewhere.
    pub heard: &'a [Heard],
}

/// What a person wants to write.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Kind.
    pub kind: &'static str,
    /// Version of the kind.
    pub version: u16,
    /// What it is about.
    pub subject: Subject,
    /// Acts that it answers.
    pub builds_on: Vec<ActId>,
    /// When it happened, if it is entered later.
    pub happened: Option<Stamp>,
    /// How the words came.
    pub channel: Channel,
    /// Who told it.
    pub informant: Option<Informant>,
    /// The body.
    pub body: Value,
}

fn of<K: Kind>(subject: Subject, body: &K) -> Draft {
    Draft {
        kind: K::NAME,
        version: K::VERSION,
        subject,
        builds_on: vec![],
        happened: None,
        channel: Channel::App,
        informant: None,
        body: serde_json::to_value(body).expect("a body is plain data"),
    }
}

/// An act of this kind; `None` when there is nothing to say it about.
pub fn draft(kind: &str, scene: &mut Scene<'_>) -> Option<Draft> {
    let draft = match writers(kind) {
        None => panic!("the simulation has no generator for acts of kind `{kind}`"),
        Some(Writers::Office) => scene.of_office(kind),
        Some(Writers::Family) => scene.of_family(kind),
        Some(Writers::Guardian) => scene.of_guardian(kind),
        Some(_) if kind.starts_with("emergency_") || kind.starts_with("visitor_") => {
            scene.of_house(kind)
        }
        Some(_) => scene.of_staff(kind),
    }?;
    assert_eq!(draft.kind, kind, "the generator of `{kind}` writes something else");
    Some(draft)
}

impl Scene<'_> {
    fn guardian(&self) -> Option<usize> {
        (0..GUARDIANS).find(|n| guardian(*n) == self.actor)
    }

    fn child(&mut self) -> ChildId {
        let n = match self.guardian() {
            Some(n) => self.dice.pick(&children_of(n)),
            None => self.dice.below(CHILDREN as u64) as usize,
        };
        child(n)
    }

    fn text(&mut self) -> String {
        self.dice.pick(&["发烧", "家里有事", "", "今天外婆来接"]).to_owned()
    }

    fn blocks(&mut self) -> BTreeSet<Block> {
        self.dice
            .pick(&[&Block::ALL[..], &Block::ALL[..1], &Block::ALL[1..]])
            .iter()
            .copied()
            .collect()
    }

    fn place(&mut self) -> Option<Place> {
        let n = self.dice.below(3) as usize;
        let id = *GROUPS.get(n)?;
        Some(Place { group: id, name: group(n).name, room: group(n).room })
    }

    /// An act of one of these kinds, of which the author has heard; about this child.
    fn hears(&mut self, kinds: &[&str]) -> Option<Heard> {
        let all: Vec<usize> = (0..self.heard.len())
            .filter(|n| kinds.contains(&self.heard[*n].kind.as_str()))
            .collect();
        let mine = self.guardian().map(|n| children_of(n).into_iter().map(child).collect());
        let mine: Option<Vec<ChildId>> = mine;
        let all: Vec<usize> = all
            .into_iter()
            .filter(|n| {
                let of = self.heard[*n].child;
                mine.as_ref().is_none_or(|mine| of.is_some_and(|child| mine.contains(&child)))
            })
            .collect();
        self.dice.any(&all).map(|n| self.heard[n].clone())
    }

    /// A fault that the device shows and that is like this: its check and item with it.
    fn fault(&mut self, like: impl Fn(&Fault) -> bool) -> Option<(ActId, u16, Fault)> {
        let rows = self.replica.list::<Fault>(Audience::Roll).into_iter();
        let faults: Vec<(String, Fault)> = rows.filter(|(_, fault)| like(fault)).collect();
        let (key, fault) = self.dice.any(&faults.iter().collect::<Vec<_>>())?;
        let (check, item) = of_fault_key(key)?;
        Some((check, item, fault.clone()))
    }

    /// The last entry of a child's day as the device shows it.
    fn last(&self, child: ChildId) -> Option<ActId> {
        let day: ChildDay = self.replica.get(Audience::Day(self.day), child)?;
        day.last().map(|entry| entry.act)
    }
}

/// The same, copied from a sheet of paper later.
fn from_paper(draft: Draft, day: Day) -> Draft {
    let informant = Some(Informant { name: "写表的老师".into(), phone: None });
    let happened = Minute::hm(15, 30).map(|minute| day.at(minute));
    Draft { happened, channel: Channel::Paper, informant, ..draft }
}

fn answering(draft: Draft, acts: impl IntoIterator<Item = ActId>) -> Draft {
    Draft { builds_on: acts.into_iter().collect(), ..draft }
}
