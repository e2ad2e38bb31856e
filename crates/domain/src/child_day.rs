//! A child's day: one row with its ordered entries, and the acts that write it
//! (T2, T5, T13, T14; R5, R6, R7).

use serde::{Deserialize, Serialize};

use crate::act::{Act, Subject};
use crate::audience::Audience;
use crate::card::Card;
use crate::case::{Case, CaseKind};
use crate::collector::{Collectors, Stops, Way};
use crate::court::Bars;
use crate::disagreement::{self, Meanwhile};
use crate::id::{ActId, ChildId, ClassId, CollectorId, PersonId};
use crate::pass::{Cancelled, Pass};
use crate::people::Guardians;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, long_text, short_text};
use crate::school::{Named, Place};
use crate::time::{Day, Stamp};

/// Largest class that hands over at the end of lessons.
const MAX_CLASS: usize = 80;

/// The entries of one child on one day; row of `Day`, keyed by the child, and
/// of `Family`, keyed by the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildDay {
    /// In the server's order.
    pub entries: Vec<Entry>,
}

impl Body for ChildDay {
    const KIND: &'static str = "child_day";
}

/// One entry of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The act it came from.
    pub act: ActId,
    /// What it says.
    pub what: What,
    /// When it was written, by the device's best knowledge.
    pub at: Stamp,
    /// When it happened, as stated, if it was entered later 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<Stamp>,
    /// Who wrote the paper sheet from which it was entered 补录 (G6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// Whether the device had no contact with the school when it was written.
    #[serde(default)]
    pub offline: bool,
    /// The correction that points at it (R5): it no longer counts, and stays readable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<ActId>,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Was not at school today.
    LessonsAbsent,
    /// The class teacher's hand-over at the end of lessons.
    LessonsEnd(AtLessonsEnd),
    /// Taken in on the spot 临时留校.
    TakenIn(Option<Place>),
    /// A roll-call mark.
    Marked(Mark, Option<Place>),
    /// Given into somebody's care (R7).
    Released(Box<Release>),
    /// A correction of an earlier entry, with its reason.
    Corrected(ActId, String),
}

/// Where a child went when lessons ended (T13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AtLessonsEnd {
    /// Goes to the service.
    Staying,
    /// Left with the class queue 路队. Not a release.
    Left,
    /// Was not at school.
    Absent,
}

/// A roll-call mark (T2, T3, T17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Is here.
    Present,
    /// Looked for, and not here yet.
    NotHere,
    /// Out of the room.
    OutOfRoom,
    /// With an escort between room and gate.
    WithEscort,
    /// Came back after release 离校后返回.
    Returned,
}

/// On what ground a child is given into somebody's care (R7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Basis {
    Guardian,
    Listed,
    Card,
    Pass,
    WalksAlone,
    Organisation,
    SchoolBus,
    Dormitory,
    Medical,
    Police,
    /// Already home, confirmed by call: flagged.
    AlreadyHome,
    /// Nobody named this collector: call-back and a second person.
    Unlisted,
}

/// How identity was checked (R7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Checked {
    Known,
    Photo,
    Card,
    Pass,
    Code,
    CallBack,
}

/// How firmly it is known that a named person really took part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Picked by name: named, not proved.
    #[default]
    Named,
    /// By the person's own PIN.
    Pin,
}

impl Proof {
    fn is_named(&self) -> bool {
        *self == Proof::Named
    }
}

/// Act and entry: a child is given into somebody's care. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The date.
    pub day: Day,
    /// On what ground.
    pub basis: Basis,
    /// The collector's entry on the list, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collector: Option<CollectorId>,
    /// The pass or card that was shown, by the act that issued it; the basis says
    /// which of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<ActId>,
    /// The collector's name; the child's own for 'walks alone'.
    pub collector_name: String,
    /// Relation to the child.
    #[serde(default)]
    pub relation: String,
    /// How identity was checked.
    pub checked: Checked,
    /// The releasing person, not just the device.
    pub released_by: Named,
    /// How firmly that is known.
    #[serde(default)]
    pub proof: Proof,
    /// The second person 双人确认.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Named>,
    /// How firmly it is known that the second person took part.
    #[serde(default, skip_serializing_if = "Proof::is_named")]
    pub second_proof: Proof,
    /// Result of calling back a number on file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub call_back: String,
    /// Why, for whoever is not listed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How many children the collector left with, counted by both sides (T18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<u16>,
    /// Minutes since the list on the device was last brought up to date.
    #[serde(default)]
    pub list_age: u32,
    /// Whether the device had no contact with the school.
    #[serde(default)]
    pub offline: bool,
}

/// Where a child is, as the entries of the day say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// No entry yet.
    NotYet,
    /// Not at school today.
    Absent,
    /// Left with the class queue at the end of lessons.
    LeftAtLessonsEnd,
    /// Stays, and has not been counted by the service yet.
    Staying,
    /// Looked for, and not here yet.
    NotHere,
    /// In the service's care.
    Received(Option<&'a Place>),
    /// In care, out of the room.
    OutOfRoom,
    /// In care, with an escort.
    WithEscort,
    /// In somebody else's care.
    Released(&'a Entry, &'a Release),
    /// Back after release: in care again.
    Returned,
}

impl State<'_> {
    /// Whether the school has the child in its care and must release it (R7).
    pub fn in_care(&self) -> bool {
        matches!(self, State::Received(_) | State::OutOfRoom | State::WithEscort | State::Returned)
    }

    fn of(entry: &Entry) -> Option<State<'_>> {
        Some(match &entry.what {
            What::LessonsAbsent | What::LessonsEnd(AtLessonsEnd::Absent) => State::Absent,
            What::LessonsEnd(AtLessonsEnd::Left) => State::LeftAtLessonsEnd,
            What::LessonsEnd(AtLessonsEnd::Staying) => State::Staying,
            What::TakenIn(place) | What::Marked(Mark::Present, place) => {
                State::Received(place.as_ref())
            }
            What::Marked(Mark::NotHere, _) => State::NotHere,
            What::Marked(Mark::OutOfRoom, _) => State::OutOfRoom,
            What::Marked(Mark::WithEscort, _) => State::WithEscort,
            What::Marked(Mark::Returned, _) => State::Returned,
            What::Released(release) => State::Released(entry, release),
            What::Corrected(..) => return None,
        })
    }
}

impl ChildDay {
    /// Folds the entries that still count. No transition is refused: the last one rules.
    pub fn state(&self) -> State<'_> {
        self.last().and_then(State::of).unwrap_or(State::NotYet)
    }

    /// The entry that the state rests on.
    pub fn last(&self) -> Option<&Entry> {
        let counts =
            |e: &&Entry| e.corrected_by.is_none() && !matches!(e.what, What::Corrected(..));
        self.entries.iter().rev().find(counts)
    }

    /// Where the child is, as the last entry that names a place says since it came into
    /// care: going out of the room and coming back change nothing of it.
    pub fn place(&self) -> Option<&Place> {
        let counts = self.entries.iter().rev().filter(|e| e.corrected_by.is_none());
        for entry in counts {
            match &entry.what {
                What::Corrected(..) => {}
                What::Marked(Mark::NotHere, _) => return None,
                What::TakenIn(Some(place)) | What::Marked(_, Some(place)) => return Some(place),
                What::TakenIn(None) | What::Marked(_, None) => {}
                What::LessonsAbsent | What::LessonsEnd(_) | What::Released(_) => return None,
            }
        }
        None
    }

    /// Every release that still counts, oldest first.
    pub fn releases(&self) -> impl Iterator<Item = (&Entry, &Release)> {
        self.entries.iter().filter(|e| e.corrected_by.is_none()).filter_map(|e| match &e.what {
            What::Released(release) => Some((e, release.as_ref())),
            _ => None,
        })
    }

    /// Whether a pass is used up: a release that counts rests on it.
    pub fn used(&self, pass: ActId) -> bool {
        self.releases().any(|(_, release)| release.rests_on(pass))
    }

    /// Whether the child was ever taken in on the spot today.
    pub fn taken_in(&self) -> bool {
        let counts = |e: &Entry| e.corrected_by.is_none() && matches!(e.what, What::TakenIn(_));
        self.entries.iter().any(counts)
    }

    fn add(&mut self, entry: Entry) {
        // The same act twice (a prediction drawn over its own result) is one entry.
        if self.entries.iter().all(|e| e.act != entry.act) {
            self.entries.push(entry);
        }
    }

    /// What a new entry contradicts, given the acts it knew of.
    fn contradiction(&self, what: &What, knew: &[ActId]) -> Option<(CaseKind, ActId)> {
        let last = self.last()?;
        if knew.contains(&last.act) {
            return match (State::of(last)?, what) {
                (State::Absent | State::LeftAtLessonsEnd, What::Released(_)) => {
                    Some((CaseKind::ReleasedWhileAway, last.act))
                }
                _ => None,
            };
        }
        let kind = match (&last.what, what) {
            (What::Released(first), What::Released(second))
                if second
                    .shown
                    .is_some_and(|pass| first.rests_on(pass) && second.rests_on(pass)) =>
            {
                CaseKind::PassUsedTwice
            }
            (What::Released(_), What::Released(_)) => CaseKind::ReleasedTwice,
            (What::Released(_), What::Marked(..) | What::TakenIn(_)) => {
                CaseKind::PresentAfterRelease
            }
            (What::LessonsAbsent, What::Released(_)) => CaseKind::ReleasedWhileAway,
            (What::LessonsEnd(AtLessonsEnd::Left | AtLessonsEnd::Absent), What::Released(_)) => {
                CaseKind::ReleasedWhileAway
            }
            (What::Marked(before, _), What::Marked(now, _)) if before != now => {
                CaseKind::MarksDisagree
            }
            _ => return None,
        };
        Some((kind, last.act))
    }
}

pub(crate) fn keys(day: Day, child: ChildId) -> [RowKey; 2] {
    [
        RowKey::of::<ChildDay>(Audience::Day(day), child),
        RowKey::of::<ChildDay>(Audience::Family(child), day),
    ]
}

/// Writes an entry to both sides' rows and opens the case that it makes.
pub(crate) fn write(
    act: &Act,
    day: Day,
    child: ChildId,
    what: What,
    offline: bool,
    desk: &mut Desk<'_>,
) {
    let entry = Entry {
        act: act.id,
        what,
        at: act.at.best(),
        happened: act.happened,
        sheet: act.sheet().map(str::to_owned),
        by: act.actor,
        by_name: act.actor_name.clone(),
        offline,
        corrected_by: None,
    };
    let mut contradiction = None;
    if let Some(mut shelf) = desk.shelf(Audience::Day(day)) {
        shelf.change(child, |child_day: &mut ChildDay| {
            contradiction = child_day.contradiction(&entry.what, &act.builds_on);
            child_day.add(entry.clone());
        });
    }
    if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
        shelf.change(day, |child_day: &mut ChildDay| child_day.add(entry));
    }
    if let Some((kind, other)) = contradiction {
        let case = Case::on(act, kind, day, vec![other, act.id]);
        // An act about many children opens a case for each of them.
        let id = match act.child() {
            Ok(_) => case.id.clone(),
            Err(_) => format!("{}-{child}", case.id),
        };
        desk.open(Case { id, child: Some(child), ..case });
    }
}

/// Act: not at school today. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonsAbsent {
    /// The date.
    pub day: Day,
}

impl Kind for LessonsAbsent {
    const NAME: &'static str = "lessons_absent";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| keys(self.day, child).to_vec()).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let Ok(child) = act.child() {
            write(act, self.day, child, What::LessonsAbsent, false, desk);
        }
    }
}

/// Act: the class teacher hands the class over at the end of lessons (T13): one
/// entry for the queue, exceptions by child. Subject: the class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonsEnd {
    /// The date.
    pub day: Day,
    /// Children who go to the service.
    pub staying: Vec<ChildId>,
    /// Children who leave with the class queue.
    pub left: Vec<ChildId>,
    /// Children who were not at school.
    pub absent: Vec<ChildId>,
    /// Anything the next teacher should know.
    #[serde(default)]
    pub note: String,
}

/// A class's hand-over; row of `Day`, keyed by the class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassEnd {
    /// The act.
    pub act: ActId,
    /// Who handed over.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// How many stay.
    pub staying: u16,
    /// How many left.
    pub left: u16,
    /// How many were not at school.
    pub absent: u16,
    /// Anything the next teacher should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Body for ClassEnd {
    const KIND: &'static str = "class_end";
}

impl LessonsEnd {
    fn children(&self) -> impl Iterator<Item = (ChildId, AtLessonsEnd)> {
        let with = |children: &[ChildId], end| {
            children.iter().map(move |child| (*child, end)).collect::<Vec<_>>()
        };
        with(&self.staying, AtLessonsEnd::Staying)
            .into_iter()
            .chain(with(&self.left, AtLessonsEnd::Left))
            .chain(with(&self.absent, AtLessonsEnd::Absent))
    }

    fn class(act: &Act) -> Result<ClassId, Refusal> {
        match act.subject {
            Subject::Class(id) => Ok(id),
            _ => Err(Refusal::WrongSubject),
        }
    }
}

impl Kind for LessonsEnd {
    const NAME: &'static str = "lessons_end";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        LessonsEnd::class(act)?;
        let mut children: Vec<_> = self.children().map(|(child, _)| child).collect();
        let count = children.len();
        children.sort();
        children.dedup();
        if count > MAX_CLASS || children.len() != count {
            return Err(Refusal::BadBody);
        }
        free_text(&self.note)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(class) = LessonsEnd::class(act) else { return vec![] };
        let mut touched = vec![RowKey::of::<ClassEnd>(Audience::Day(self.day), class)];
        touched.extend(self.children().flat_map(|(child, _)| keys(self.day, child)));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(class) = LessonsEnd::class(act) else { return };
        for (child, end) in self.children() {
            write(act, self.day, child, What::LessonsEnd(end), false, desk);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.put(
                class,
                &ClassEnd {
                    act: act.id,
                    by_name: act.actor_name.clone(),
                    at: act.time(),
                    staying: self.staying.len() as u16,
                    left: self.left.len() as u16,
                    absent: self.absent.len() as u16,
                    note: self.note.clone(),
                },
            );
        }
    }
}

/// Act: a child who is there is received, list or not (T14, R11). Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenIn {
    /// The date.
    pub day: Day,
    /// Where the child stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Kind for TakenIn {
    const NAME: &'static str = "taken_in";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| keys(self.day, child).to_vec()).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let Ok(child) = act.child() {
            write(act, self.day, child, What::TakenIn(self.place.clone()), false, desk);
        }
    }
}

/// Act: a roll-call mark. Subject: the child. It builds on the mark that it replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The date.
    pub day: Day,
    /// The mark.
    pub mark: Mark,
    /// With which group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Kind for Marked {
    const NAME: &'static str = "marked";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| keys(self.day, child).to_vec()).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        if let Ok(child) = act.child() {
            let what = What::Marked(self.mark, self.place.clone());
            write(act, self.day, child, what, false, desk);
        }
    }
}

/// Act: a release. The same words as the entry's.
pub type Released = Release;

impl Kind for Release {
    const NAME: &'static str = "released";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        short_text(&self.released_by.name)?;
        free_text(&self.relation)?;
        free_text(&self.call_back)?;
        free_text(&self.reason)?;
        short_text(&self.collector_name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = keys(self.day, child).to_vec();
        touched.push(RowKey::of::<Collectors>(Audience::Roll, child));
        touched.push(RowKey::of::<Stops>(Audience::Holds, child));
        touched.push(RowKey::of::<Bars>(Audience::Holds, child));
        if let Some(paper) = self.shown {
            touched.push(RowKey::of::<Cancelled>(Audience::Holds, child));
            touched.push(RowKey::of::<Pass>(Audience::Day(self.day), paper));
            touched.push(RowKey::of::<Card>(Audience::Roll, paper));
            touched.push(RowKey::of::<Guardians>(Audience::Roll, child));
        }
        touched.extend(disagreement::touched_by_release(child));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        write(act, self.day, child, What::Released(Box::new(self.clone())), self.offline, desk);
        if let Some(id) = self.collector
            && let Some(mut shelf) = desk.shelf(Audience::Roll)
        {
            shelf.edit(child, |collectors: &mut Collectors| {
                collectors.people.iter_mut().filter(|c| c.id == id).for_each(|c| c.times += 1);
            });
        }
        let meanwhile = Meanwhile {
            act: act.id,
            to: self.collector_name.clone(),
            by_name: self.released_by.name.clone(),
            at: act.time(),
        };
        disagreement::note_release(child, self.day, &meanwhile, desk);
        if self.to_stopped(child, desk) {
            desk.open(Case::on(act, CaseKind::ReleasedToStopped, self.day, vec![act.id]));
        }
        if let Some((kind, about)) = self.on_paper(act, child, desk) {
            desk.open(Case::on(act, kind, self.day, about));
        }
        if self.basis == Basis::Unlisted && self.second.is_none() {
            desk.open(Case::on(act, CaseKind::UnlistedAlone, self.day, vec![act.id]));
        }
    }
}

impl Release {
    /// Whether it rests on this one-time pass.
    fn rests_on(&self, pass: ActId) -> bool {
        self.basis == Basis::Pass && self.shown == Some(pass)
    }

    /// Who made the pass or card that was shown.
    fn issuer(&self, desk: &mut Desk<'_>) -> Option<PersonId> {
        let paper = self.shown?;
        let pass = desk.shelf(Audience::Day(self.day)).and_then(|shelf| shelf.get::<Pass>(paper));
        let card = desk.shelf(Audience::Roll).and_then(|shelf| shelf.get::<Card>(paper));
        pass.map(|pass| pass.issued_by).or(card.map(|card| card.issued_by))
    }

    /// What is wrong with the pass or card that it rests on, and with which acts.
    fn on_paper(
        &self,
        act: &Act,
        child: ChildId,
        desk: &mut Desk<'_>,
    ) -> Option<(CaseKind, Vec<ActId>)> {
        let paper = self.shown?;
        let gone = desk.shelf(Audience::Holds).and_then(|shelf| shelf.get::<Cancelled>(child));
        if gone.is_some_and(|gone| gone.has(paper)) {
            return Some((CaseKind::ShownCancelled, vec![paper, act.id]));
        }
        let (good, used) = match self.basis {
            Basis::Pass => {
                let shelf = desk.shelf(Audience::Day(self.day))?;
                let pass = shelf.get::<Pass>(paper);
                let entries = shelf.get::<ChildDay>(child).unwrap_or_default();
                let before = |(entry, release): (&Entry, &Release)| {
                    (entry.act != act.id && release.rests_on(paper)).then_some(entry.act)
                };
                let used = entries.releases().find_map(before);
                (pass.is_some_and(|pass| pass.child == child), used)
            }
            _ => {
                let card = desk.shelf(Audience::Roll)?.get::<Card>(paper);
                let holds = |card: Card| {
                    card.child == child && card.from <= self.day && self.day <= card.until
                };
                (card.is_some_and(holds), None)
            }
        };
        match used {
            Some(first) => Some((CaseKind::PassUsedTwice, vec![first, act.id])),
            None if !good => Some((CaseKind::ShownForOther, vec![paper, act.id])),
            None => None,
        }
    }

    /// Whether the collector is withdrawn, told to staff and not confirmed, somebody the family said no to, or a
    /// guardian whom a court paper bars on that day, or named by one; or whether such a
    /// guardian, or somebody who is none any more, made the pass or card that was shown.
    fn to_stopped(&self, child: ChildId, desk: &mut Desk<'_>) -> bool {
        let stopped = desk.shelf(Audience::Holds).and_then(|shelf| shelf.get::<Stops>(child));
        let stopped = stopped.is_some_and(|stops| {
            self.collector.is_some_and(|id| stops.withdrawn.contains(&id))
                || stops.not_these.contains(&self.collector_name)
        });
        let bars = desk.shelf(Audience::Holds).and_then(|shelf| shelf.get::<Bars>(child));
        let bars = bars.unwrap_or_default();
        let issuer = self.issuer(desk);
        let barred = bars
            .on(self.day)
            .any(|bar| bar.name == self.collector_name || Some(bar.guardian) == issuer);
        let no_guardian = issuer.is_some_and(|issuer| {
            let shelf = desk.shelf(Audience::Roll);
            let guardians = shelf.and_then(|shelf| shelf.get::<Guardians>(child));
            guardians.is_some_and(|all| all.people.iter().all(|g| g.person != issuer))
        });
        let not_this = |c: &crate::collector::Collector| {
            let of_barred = c.rests_on().any(|person| bars.bar(person, self.day));
            Some(c.id) == self.collector
                && (c.withdrawn || c.unconfirmed || c.way == Way::NotThis || of_barred)
        };
        let listed = desk.shelf(Audience::Roll).and_then(|shelf| shelf.get::<Collectors>(child));
        stopped
            || barred
            || no_guardian
            || listed.is_some_and(|collectors| collectors.people.iter().any(not_this))
    }
}

/// Act: a correction 更正 (R5): points at an earlier entry of this child and day,
/// which no longer counts and stays readable. Undo is a correction. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The date.
    pub day: Day,
    /// The act whose entry is wrong.
    pub original: ActId,
    /// Why.
    pub reason: String,
}

impl Kind for Corrected {
    const NAME: &'static str = "corrected";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if !act.builds_on.contains(&self.original) {
            return Err(Refusal::BadBody);
        }
        long_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| keys(self.day, child).to_vec()).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let what = What::Corrected(self.original, self.reason.clone());
        write(act, self.day, child, what, false, desk);
        let strike = |child_day: &mut ChildDay| {
            for entry in child_day.entries.iter_mut().filter(|e| e.act == self.original) {
                entry.corrected_by.get_or_insert(act.id);
            }
        };
        if let Some(mut shelf) = desk.shelf(Audience::Day(self.day)) {
            shelf.edit(child, strike);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.edit(self.day, strike);
        }
    }
}
