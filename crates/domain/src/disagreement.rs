//! Two guardians who disagree 家长意见不一致 (P14). Either one's notice counts alone
//! (R1). The other may object: from then until it is settled the child stays in care
//! and the class teacher calls both. A release all the same is kept (R3) and stands
//! in the open case.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::act::Act;
use crate::audience::Audience;
use crate::choice::Pattern;
use crate::collector::{Collectors, Stops};
use crate::court::{Bars, Span};
use crate::id::{ActId, ChildId, CollectorId, PersonId};
use crate::leave::Absences;
use crate::on_behalf;
use crate::receipt::{self, Receipt};
use crate::refusal::Refusal;
use crate::rights::{Rights, Role};
use crate::row::{Body, Desk, RowKey, Shelf};
use crate::rules::{Kind, free_text, long_text, short_text};
use crate::school::Block;
use crate::time::{Day, Stamp};

/// Disagreements settled so many days before the newest one leave the rows; the
/// journal keeps them.
const KEPT_DAYS: i64 = 60;
/// Open at one time about one child; one more is turned away, and says so.
const MOST_OPEN: usize = 20;
/// Calls that one outcome names.
const MOST_CALLS: usize = 10;
/// Releases that one case lists.
const MOST_RELEASES: usize = 20;
/// What a notice says that is for the class teacher or proves a hand: both sides of a
/// case are read by the duty leader and the office too.
const UNSHOWN: [&str; 5] = ["phone", "reason", "text", "symptoms", "signature"];

/// What sort of notice an objection is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The weekly choice.
    Choice,
    /// One date's choice.
    OneDay,
    /// A leave note.
    Leave,
    /// Somebody who may collect, or the child walking alone.
    Collector,
}

impl About {
    /// Of a notice and its dates, if one may object to it.
    pub fn of(notice: &Receipt) -> Option<(About, Span)> {
        let span = || serde_json::from_value::<Span>(notice.body.clone()).ok();
        Some(match notice.what.as_str() {
            "choose" => (About::Choice, span()?),
            "choose_day" => {
                let day = serde_json::from_value(notice.body.get("day")?.clone()).ok()?;
                (About::OneDay, Span { from: day, until: Some(day) })
            }
            "leave_note" => (About::Leave, span()?),
            "collector_named" => (About::Collector, span()?),
            _ => return None,
        })
    }
}

/// Act: a guardian does not agree with a notice of the other one. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objected {
    /// The notice.
    pub notice: ActId,
    /// What sort of notice.
    pub about: About,
    /// The dates that it is about.
    pub days: Span,
    /// In the guardian's words; for class teacher, duty leader and office.
    #[serde(default)]
    pub text: String,
}

/// An objection that is not settled: what every duty needs, and not why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// The objection.
    pub act: ActId,
    /// The notice.
    pub notice: ActId,
    /// Whose.
    pub by: PersonId,
    /// The dates.
    pub days: Span,
}

/// Children who stay in care until both guardians agree; row of `Holds`, keyed by the
/// child, so that it reaches a tablet before anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    /// Objections.
    pub open: Vec<Open>,
}

impl Body for Unsettled {
    const KIND: &'static str = "unsettled";
}

impl Unsettled {
    /// Whether the child stays in care on a date.
    pub fn holds(&self, day: Day) -> bool {
        self.open.iter().any(|open| open.days.holds(day))
    }
}

/// A notice as one side of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Kind of the act.
    pub what: String,
    /// Its body, without what is for the class teacher alone.
    pub body: Value,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// A call to a guardian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// To whom.
    pub guardian: PersonId,
    /// Name as shown.
    pub name: String,
    /// When, as stated.
    pub at: Stamp,
    /// Whether somebody answered.
    pub reached: bool,
    /// What was said; not for the other guardian.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}

/// What both agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As the notice says.
    AsNoticed,
    /// Not so: the notice no longer counts.
    NotSo,
}

/// Who settled it, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The act.
    pub act: ActId,
    /// Who.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// What both agreed on.
    pub outcome: Outcome,
    /// In words; both guardians read them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When.
    pub at: Stamp,
}

/// A release while the child was to stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meanwhile {
    /// The release.
    pub act: ActId,
    /// To whom.
    pub to: String,
    /// By whom.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// One disagreement. The family's row has neither the words of the objection, nor the
/// other side, nor the calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The objection.
    pub act: ActId,
    /// The notice.
    pub notice: ActId,
    /// What sort of notice.
    pub about: About,
    /// The dates.
    pub days: Span,
    /// Who objected.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// When the server had it; absent while a device predicts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Stamp>,
    /// The objection in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Releases in the meantime.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub released: Vec<Meanwhile>,
    /// Calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
}

impl Disagreement {
    /// What the notice chose, when it is about one day.
    pub fn blocks(&self) -> Option<BTreeSet<Block>> {
        let side = self.side.as_ref().filter(|_| self.about == About::OneDay)?;
        serde_json::from_value(side.body.get("blocks")?.clone()).ok()
    }
}

/// The disagreements about a child; row of `Family` and, with both sides, of
/// `Homeroom` and `Leader`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreements {
    /// In the order in which the school had them.
    pub list: Vec<Disagreement>,
}

impl Body for Disagreements {
    const KIND: &'static str = "disagreements";
}

impl Disagreements {
    /// Those that nobody settled yet.
    pub fn open(&self) -> impl Iterator<Item = &Disagreement> {
        self.list.iter().filter(|one| one.settled.is_none())
    }

    fn add(&mut self, new: Disagreement) {
        let now = new.at.day();
        let over = |s: &Settled| now.days_since(s.at.day()) >= KEPT_DAYS;
        self.list.retain(|one| !one.settled.as_ref().is_some_and(over));
        // The same guardian about the same notice is the same disagreement.
        let same = |one: &Disagreement| one.notice == new.notice && one.by == new.by;
        if self.open().count() < MOST_OPEN && !self.open().any(same) {
            self.list.push(new);
        }
    }

    fn settle(&mut self, objection: ActId, settled: &Settled, calls: &[Call]) {
        for one in self.list.iter_mut().filter(|one| one.act == objection) {
            // The first outcome stands: another one is kept in the journal only.
            if one.settled.is_none() {
                one.settled = Some(settled.clone());
                one.calls = calls.to_vec();
            }
        }
    }
}

/// Where the two sides are read.
fn sides(child: ChildId) -> [Audience; 2] {
    [Audience::Homeroom(child), Audience::Leader]
}

fn rows(child: ChildId) -> Vec<RowKey> {
    let [homeroom, leader] = sides(child);
    vec![
        RowKey::of::<Unsettled>(Audience::Holds, child),
        RowKey::of::<Disagreements>(Audience::Family(child), child),
        RowKey::of::<Disagreements>(homeroom, child),
        RowKey::of::<Disagreements>(leader, child),
    ]
}

/// Rows that a release touches because of this.
pub(crate) fn touched_by_release(child: ChildId) -> [RowKey; 2] {
    sides(child).map(|audience| RowKey::of::<Disagreements>(audience, child))
}

/// Notes a release in the open cases of its day.
pub(crate) fn note_release(child: ChildId, day: Day, release: &Meanwhile, desk: &mut Desk<'_>) {
    for audience in sides(child) {
        let Some(mut shelf) = desk.shelf(audience) else { continue };
        shelf.edit(child, |all: &mut Disagreements| {
            let open = |one: &&mut Disagreement| one.settled.is_none() && one.days.holds(day);
            for one in all.list.iter_mut().filter(open) {
                let known = one.released.iter().any(|known| known.act == release.act);
                if !known && one.released.len() < MOST_RELEASES {
                    one.released.push(release.clone());
                }
            }
        });
    }
}

impl Kind for Objected {
    const NAME: &'static str = "objected";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.days.until.is_some_and(|until| until < self.days.from) {
            return Err(Refusal::BadSpan);
        }
        free_text(&self.text)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.guardian_of(act.child()?)
    }

    /// To a notice of somebody else about this child, and on its dates; not of a guardian
    /// whom a court paper bars.
    fn answers(&self, act: &Act, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        let child = act.child()?;
        let today = desk.received.unwrap_or_else(|| act.at.best()).day();
        let bars = desk.shelf(Audience::Holds).and_then(|shelf| shelf.get::<Bars>(child));
        if bars.is_some_and(|bars| bars.bar(act.actor, today)) {
            return Err(Refusal::NotYourChild);
        }
        let shelf = desk.shelf(Audience::Family(child)).ok_or(Refusal::NothingToAnswer)?;
        let notice: Receipt = shelf.get(self.notice).ok_or(Refusal::NothingToAnswer)?;
        if notice.by == act.actor || About::of(&notice) != Some((self.about, self.days)) {
            return Err(Refusal::NothingToAnswer);
        }
        let all: Disagreements = shelf.get(child).unwrap_or_default();
        let full = all.open().count() >= MOST_OPEN;
        if full { Err(Refusal::TooManyObjections) } else { Ok(()) }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = rows(child);
        touched.push(RowKey::of::<Bars>(Audience::Holds, child));
        touched.push(receipt::touch(child, self.notice));
        touched.push(receipt::touch(child, act.id));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let new = Disagreement {
            act: act.id,
            notice: self.notice,
            about: self.about,
            days: self.days,
            by: act.actor,
            by_name: act.actor_name.clone(),
            at: act.time(),
            received: desk.received,
            text: String::new(),
            side: None,
            released: vec![],
            calls: vec![],
            settled: None,
        };
        if let Some(mut shelf) = desk.shelf(Audience::Holds) {
            shelf.change(child, |unsettled: &mut Unsettled| {
                let same = |one: &Open| one.notice == self.notice && one.by == act.actor;
                if unsettled.open.len() < MOST_OPEN && !unsettled.open.iter().any(same) {
                    unsettled.open.push(Open {
                        act: act.id,
                        notice: self.notice,
                        by: act.actor,
                        days: self.days,
                    });
                }
            });
        }
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.change(child, |all: &mut Disagreements| all.add(new.clone()));
        }
        // The other side stands on the family's shelf: only the server reads it there.
        if desk.received.is_some() {
            let side = side(child, self.notice, desk);
            for audience in sides(child) {
                let new =
                    Disagreement { text: self.text.clone(), side: side.clone(), ..new.clone() };
                if let Some(mut shelf) = desk.shelf(audience) {
                    shelf.change(child, |all: &mut Disagreements| all.add(new));
                }
            }
        }
        receipt::issue_without(act, child, &["text"], desk);
    }
}

fn side(child: ChildId, notice: ActId, desk: &mut Desk<'_>) -> Option<Side> {
    let receipt: Receipt = desk.shelf(Audience::Family(child))?.get(notice)?;
    let mut body = receipt.body;
    if let Some(fields) = body.as_object_mut() {
        UNSHOWN.iter().for_each(|field| drop(fields.remove(*field)));
    }
    Some(Side {
        what: receipt.what,
        body,
        by: receipt.by,
        by_name: receipt.by_name,
        at: receipt.at,
    })
}

/// Act: a guardian agrees after all, and takes the own objection back. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionWithdrawn {
    /// The objection.
    pub objection: ActId,
}

impl Kind for ObjectionWithdrawn {
    const NAME: &'static str = "objection_withdrawn";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        act.builds_on.contains(&self.objection).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.guardian_of(act.child()?)
    }

    /// To an objection of the same guardian.
    fn answers(&self, act: &Act, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        let child = act.child()?;
        let shelf = desk.shelf(Audience::Family(child)).ok_or(Refusal::NothingToAnswer)?;
        let own = |receipt: &Receipt| receipt.what == Objected::NAME && receipt.by == act.actor;
        let objection = shelf.get::<Receipt>(self.objection).filter(own);
        objection.map(drop).ok_or(Refusal::NothingToAnswer)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = rows(child);
        touched.push(receipt::touch(child, self.objection));
        touched.push(receipt::touch(child, act.id));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let settled = settled(act, Outcome::AsNoticed, "");
        if let Some(mut shelf) = desk.shelf(Audience::Holds) {
            // Each takes back the own objection only.
            shelf.edit(child, |unsettled: &mut Unsettled| {
                unsettled.open.retain(|open| open.act != self.objection || open.by != act.actor);
            });
        }
        let [homeroom, leader] = sides(child);
        for audience in [Audience::Family(child), homeroom, leader] {
            let Some(mut shelf) = desk.shelf(audience) else { continue };
            shelf.edit(child, |all: &mut Disagreements| {
                let mine = |one: &Disagreement| one.act == self.objection && one.by == act.actor;
                if all.list.iter().any(mine) {
                    all.settle(self.objection, &settled, &[]);
                }
            });
        }
        receipt::withdraw(act, child, self.objection, desk);
        receipt::issue(act, child, desk);
    }
}

/// Act: the class teacher called both guardians and writes what they agreed on; with
/// it the case ends. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisagreementSettled {
    /// The objection.
    pub objection: ActId,
    /// The notice that it was about.
    pub notice: ActId,
    /// What sort of notice.
    pub about: About,
    /// The dates.
    pub days: Span,
    /// The calls, in their order.
    pub calls: Vec<Call>,
    /// What the notice chose, when it is about one day: it goes while that stands, and
    /// not when somebody has chosen otherwise since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<BTreeSet<Block>>,
    /// What both agreed on.
    pub outcome: Outcome,
    /// In words that both guardians read.
    pub words: String,
}

impl Kind for DisagreementSettled {
    const NAME: &'static str = "disagreement_settled";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if !act.builds_on.contains(&self.objection)
            || self.calls.is_empty()
            || self.calls.len() > MOST_CALLS
        {
            return Err(Refusal::BadBody);
        }
        for call in &self.calls {
            short_text(&call.name)?;
            free_text(&call.said)?;
        }
        long_text(&self.words)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        let may = [Role::Teacher, Role::Leader, Role::Office].into_iter().any(|r| rights.is(r));
        may.then_some(()).ok_or(Refusal::NotStaff)
    }

    /// To an open objection about this child, and the notice is the one that it was about:
    /// with 'not so' that notice no longer counts.
    fn answers(&self, act: &Act, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        let child = act.child()?;
        let shelf = desk.shelf(Audience::Leader).ok_or(Refusal::NothingToAnswer)?;
        let all: Disagreements = shelf.get(child).unwrap_or_default();
        let one = all.list.iter().find(|one| one.act == self.objection);
        let said = (self.notice, self.about, self.days, &self.blocks);
        let is = |one: &&Disagreement| (one.notice, one.about, one.days, &one.blocks()) == said;
        let one = one.filter(is);
        match one.ok_or(Refusal::NothingToAnswer)?.settled {
            Some(_) => Err(Refusal::AlreadySettled),
            None => Ok(()),
        }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = rows(child);
        if self.outcome == Outcome::NotSo {
            touched.push(receipt::touch(child, self.notice));
            touched.push(on_behalf::key(child, self.notice));
            for audience in [Audience::Roll, Audience::Family(child)] {
                touched.push(match self.about {
                    About::Choice | About::OneDay => RowKey::of::<Pattern>(audience, child),
                    About::Leave => RowKey::of::<Absences>(audience, child),
                    About::Collector => RowKey::of::<Collectors>(audience, child),
                });
            }
            if self.about == About::Collector {
                touched.push(RowKey::of::<Stops>(Audience::Holds, child));
            }
        }
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let settled = settled(act, self.outcome, &self.words);
        if let Some(mut shelf) = desk.shelf(Audience::Holds) {
            shelf.edit(child, |unsettled: &mut Unsettled| {
                unsettled.open.retain(|open| open.act != self.objection);
            });
        }
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.edit(child, |all: &mut Disagreements| {
                all.settle(self.objection, &settled, &[]);
            });
        }
        for audience in sides(child) {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.edit(child, |all: &mut Disagreements| {
                    all.settle(self.objection, &settled, &self.calls);
                });
            }
        }
        if self.outcome == Outcome::NotSo {
            self.take_back(act, child, desk);
        }
    }
}

impl DisagreementSettled {
    /// The notice no longer counts; its receipt says by which act.
    fn take_back(&self, act: &Act, child: ChildId, desk: &mut Desk<'_>) {
        for audience in [Audience::Roll, Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                self.take_off(act.id, child, &mut shelf);
            }
        }
        if self.about == About::Collector
            && let Some(mut shelf) = desk.shelf(Audience::Holds)
        {
            shelf.change(child, |stops: &mut Stops| {
                stops.withdrawn.insert(CollectorId::from(self.notice));
            });
        }
        receipt::withdraw(act, child, self.notice, desk);
        on_behalf::withdraw(act, child, self.notice, None, desk);
    }

    fn take_off(&self, act: ActId, child: ChildId, shelf: &mut Shelf<'_, '_>) {
        match self.about {
            About::Choice => shelf.edit(child, |pattern: &mut Pattern| {
                pattern.choices.retain(|chosen| chosen.act != self.notice);
            }),
            About::OneDay => shelf.edit(child, |pattern: &mut Pattern| {
                if pattern.days.get(&self.days.from) == self.blocks.as_ref() {
                    pattern.days.remove(&self.days.from);
                }
            }),
            About::Leave => shelf.edit(child, |absences: &mut Absences| {
                for note in absences.notes.iter_mut().filter(|note| note.act == self.notice) {
                    note.withdrawn.get_or_insert(act);
                }
            }),
            About::Collector => shelf.edit(child, |collectors: &mut Collectors| {
                let id = CollectorId::from(self.notice);
                collectors
                    .people
                    .iter_mut()
                    .filter(|c| c.id == id)
                    .for_each(|c| c.withdrawn = true);
            }),
        }
    }
}

fn settled(act: &Act, outcome: Outcome, words: &str) -> Settled {
    Settled {
        act: act.id,
        by: act.actor,
        by_name: act.actor_name.clone(),
        outcome,
        words: words.to_owned(),
        at: act.time(),
    }
}
