//! What must be true, whatever went wrong: counted while a run goes on, and looked
//! at as a whole when everything has come to rest.

use std::collections::{BTreeMap, BTreeSet};

use yuanliu_domain::act::{self, Act};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::{Case, CaseKind};
use yuanliu_domain::child_day::{Corrected, Mark, Marked, Released, TakenIn};
use yuanliu_domain::id::*;
use yuanliu_domain::people::Member;
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::Body;
use yuanliu_domain::rules;
use yuanliu_domain::time::Day;
use yuanliu_sync::outbox::{Kept, Stage};
use yuanliu_sync::wire::Verdict;

use crate::engine::Truth;
use crate::school::{CHILDREN, CLASSES, child};

/// Which promise was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Promise {
    /// No kept act is lost.
    Lost,
    /// No act has two effects.
    Doubled,
    /// Nothing outside an audience arrives.
    Leaked,
    /// Replicas of the same audience are equal, byte for byte.
    Unequal,
    /// No outbox is stuck.
    Stuck,
    /// Every contradiction is a visible case.
    Hidden,
    /// The number of children adds up.
    Miscounted,
}

/// A broken promise, in words.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Which.
    pub promise: Promise,
    /// By whom, and how.
    pub what: String,
}

/// An act as its content names it.
pub type Said = (ActId, [u8; 32]);

/// What is known while a run goes on.
#[derive(Default)]
pub struct Oracle {
    /// Acts of which a device said 'kept', with their kind.
    pub kept: BTreeMap<Said, String>,
    /// Contents that came to the school from no outbox.
    pub sent: BTreeSet<Said>,
    /// Acts that were written under somebody else's name.
    pub posed: BTreeSet<ActId>,
    /// Audiences that a person ever had.
    pub ever: BTreeMap<PersonId, BTreeSet<Audience>>,
    /// Promises that were broken.
    pub broken: Vec<Broken>,
}

/// Names a record by its content.
pub fn said(kept: &Kept) -> Option<Said> {
    Some((kept.id, act::from_base64(&kept.hash)?.try_into().ok()?))
}

/// Who sees what, said once more and independently of the server's own words.
pub fn may_see(
    member: &Member,
    person: PersonId,
    device: DeviceId,
    today: Day,
    audience: Audience,
) -> bool {
    let is = |role| member.roles.contains(&role);
    let staff = member.roles.iter().any(|role| *role != Role::Guardian);
    let on_duty = [Role::Teacher, Role::Tablet, Role::Leader, Role::Office].into_iter().any(is);
    match audience {
        Audience::Device(id) => id == device,
        Audience::Public => !member.roles.is_empty(),
        Audience::Person(id) => id == person && !member.roles.is_empty(),
        Audience::Family(id) => is(Role::Guardian) && member.children.contains(&id),
        Audience::Homeroom(id) => {
            let nth = (0..CHILDREN + 4).find(|n| child(*n) == id);
            let class = nth.map(|n| CLASSES[usize::from(n >= CHILDREN / 2)]);
            is(Role::Teacher) && class.is_some_and(|class| member.classes.contains(&class))
        }
        Audience::Day(day) => staff && today <= day && day <= today.plus(14),
        Audience::Codes(day) => staff && day == today,
        Audience::Holds | Audience::Roll => staff,
        Audience::Care => on_duty,
        Audience::Incidents(day) => (on_duty || is(Role::ChildProtection)) && day == today,
        Audience::Tablets => is(Role::Tablet),
        Audience::Leader => is(Role::Leader) || is(Role::Office),
        Audience::Office => is(Role::Office),
        Audience::Safeguarding => is(Role::ChildProtection) || is(Role::Head),
    }
}

impl Oracle {
    /// Notes a broken promise.
    pub fn broke(&mut self, promise: Promise, what: impl Into<String>) {
        if self.broken.len() < 50 {
            self.broken.push(Broken { promise, what: what.into() });
        }
    }

    /// `kept = applied + turned away + held + still in the outbox`, for each id.
    ///
    /// After a disk that lied, what a device still keeps as answered counts as well: if it
    /// lost its view in the same minute, it offers the act again once it is old.
    pub fn nothing_is_lost(&mut self, truth: &Truth, outboxes: &[Kept], lied: bool) {
        let at_school: BTreeSet<Said> = truth.acts.iter().map(|a| (a.id, a.hash)).collect();
        let here: BTreeSet<Said> = outboxes
            .iter()
            .filter(|kept| {
                let again = lied && matches!(kept.stage, Stage::Answered(_));
                kept.is_unsent() || again || matches!(kept.stage, Stage::Acknowledged(_))
            })
            .filter_map(said)
            .collect();
        let mut lost = vec![];
        for (said, kind) in &self.kept {
            let aside = truth.aside.contains(&said.0);
            if !at_school.contains(said) && !here.contains(said) && !aside {
                lost.push(format!("{kind} {}", said.0));
            }
        }
        for said in &self.sent {
            if !at_school.contains(said) {
                lost.push(format!("a second content of {}", said.0));
            }
        }
        lost.into_iter().for_each(|what| self.broke(Promise::Lost, what));
    }

    /// No act is applied twice, and none makes two entries of one day.
    pub fn nothing_is_doubled(&mut self, truth: &Truth) {
        let mut applied: BTreeMap<ActId, u32> = BTreeMap::new();
        for entry in &truth.journal {
            let verdict = entry.effect.puts.iter().find(|(key, _)| key.kind == Verdict::KIND);
            let verdict: Option<Verdict> =
                verdict.and_then(|(_, body)| serde_json::from_str(body.as_deref()?).ok());
            if let (Some(act), Some(Verdict::Applied { .. })) = (entry.act, verdict) {
                *applied.entry(act).or_default() += 1;
            }
        }
        for (act, times) in applied.into_iter().filter(|(_, times)| *times > 1) {
            self.broke(Promise::Doubled, format!("{act} was applied {times} times"));
        }
        for (key, (_, body)) in &truth.rows {
            if key.kind != "child_day" {
                continue;
            }
            let day: yuanliu_domain::child_day::ChildDay =
                serde_json::from_str(body).unwrap_or_default();
            let acts: BTreeSet<ActId> = day.entries.iter().map(|entry| entry.act).collect();
            if acts.len() != day.entries.len() {
                self.broke(Promise::Doubled, format!("two entries of one act in {}", key.key));
            }
        }
    }

    /// No act waits at the school for what is there already.
    pub fn nothing_waits_for_nothing(&mut self, truth: &Truth) {
        let applied: BTreeSet<ActId> = truth
            .acts
            .iter()
            .filter(|known| matches!(known.verdict, Verdict::Applied { .. }))
            .map(|known| known.id)
            .collect();
        let mut stuck = vec![];
        for known in &truth.acts {
            let Verdict::Held { reason } = &known.verdict else { continue };
            let entry = truth.journal.iter().find(|entry| entry.act == Some(known.id));
            let act = entry.and_then(|entry| act::from_bytes(&entry.bytes).ok());
            let waits = act.is_some_and(|act| act.builds_on.iter().any(|on| !applied.contains(on)));
            if reason == "waits_for" && !waits {
                stuck.push(format!("{} is held and waits for nothing", known.id));
            }
        }
        stuck.into_iter().for_each(|what| self.broke(Promise::Stuck, what));
    }

    /// Every contradiction about where a child was is a case that the leader sees.
    pub fn every_contradiction_is_a_case(&mut self, truth: &Truth) {
        let cases: Vec<Case> = truth
            .rows
            .iter()
            .filter(|(key, _)| key.kind == Case::KIND && key.audience == Audience::Leader)
            .filter_map(|(_, (_, body))| serde_json::from_str(body).ok())
            .collect();
        for (kind, first, second) in contradictions(truth) {
            // Two releases on one pass have a name of their own.
            let kinds = match kind {
                CaseKind::ReleasedTwice => [kind, CaseKind::PassUsedTwice],
                _ => [kind, kind],
            };
            let shown = cases.iter().any(|case| {
                kinds.contains(&case.kind)
                    && case.about.contains(&first)
                    && case.about.contains(&second)
            });
            if !shown {
                self.broke(Promise::Hidden, format!("{kind:?}: {first} and {second}"));
            }
        }
    }
}

/// One entry of a child's day, as the journal alone tells it.
struct Line {
    act: ActId,
    word: Word,
    struck: bool,
}

#[derive(Clone, PartialEq)]
enum Word {
    Released,
    Marked(Mark),
    Taken,
    Other,
}

/// Pairs of acts that contradict each other, from the journal in its order.
fn contradictions(truth: &Truth) -> Vec<(CaseKind, ActId, ActId)> {
    let mut days: BTreeMap<(ChildId, Day), Vec<Line>> = BTreeMap::new();
    let mut found = vec![];
    for entry in &truth.journal {
        let applied = entry.effect.puts.iter().any(|(key, body)| {
            key.kind == Verdict::KIND
                && body.as_deref().is_some_and(|body| body.contains("\"applied\""))
        });
        let Ok(act) = act::from_bytes(&entry.bytes) else { continue };
        for (child, day, word) in words(&act).into_iter().filter(|_| applied) {
            let lines = days.entry((child, day)).or_default();
            if lines.iter().any(|line| line.act == act.id) {
                continue;
            }
            if let Some(original) = corrects(&act) {
                for line in lines.iter_mut().filter(|line| line.act == original) {
                    line.struck = true;
                }
                continue;
            }
            let last = lines.iter().rev().find(|line| !line.struck);
            let unaware = last.filter(|last| !act.builds_on.contains(&last.act));
            let kind = unaware.and_then(|last| match (&last.word, &word) {
                (Word::Released, Word::Released) => Some(CaseKind::ReleasedTwice),
                (Word::Released, Word::Marked(_) | Word::Taken) => {
                    Some(CaseKind::PresentAfterRelease)
                }
                (Word::Marked(before), Word::Marked(now)) if before != now => {
                    Some(CaseKind::MarksDisagree)
                }
                _ => None,
            });
            found.extend(kind.zip(unaware).map(|(kind, last)| (kind, last.act, act.id)));
            lines.push(Line { act: act.id, word, struck: false });
        }
    }
    found
}

fn corrects(act: &Act) -> Option<ActId> {
    let body: Option<Corrected> = (act.kind == "corrected").then(|| rules::body(act).ok())?;
    body.map(|body| body.original)
}

fn words(act: &Act) -> Vec<(ChildId, Day, Word)> {
    let one = |day: Day, word: Word| act.child().map(|c| vec![(c, day, word)]).unwrap_or_default();
    match act.kind.as_str() {
        "released" => rules::body::<Released>(act).map(|b| one(b.day, Word::Released)),
        "marked" => rules::body::<Marked>(act).map(|b| one(b.day, Word::Marked(b.mark))),
        "taken_in" => rules::body::<TakenIn>(act).map(|b| one(b.day, Word::Taken)),
        "corrected" => rules::body::<Corrected>(act).map(|b| one(b.day, Word::Other)),
        "lessons_absent" => rules::body::<yuanliu_domain::child_day::LessonsAbsent>(act)
            .map(|b| one(b.day, Word::Other)),
        "lessons_end" => rules::body::<yuanliu_domain::child_day::LessonsEnd>(act).map(|b| {
            let children = [&b.staying, &b.left, &b.absent].into_iter().flatten();
            children.map(|child| (*child, b.day, Word::Other)).collect()
        }),
        "groups_merged" => rules::body::<yuanliu_domain::hand_over::GroupsMerged>(act).map(|b| {
            let here = b.children.iter().map(|child| (*child, Mark::Present));
            let out = b.out.iter().map(|child| (*child, Mark::OutOfRoom));
            here.chain(out).map(|(child, mark)| (child, b.day, Word::Marked(mark))).collect()
        }),
        _ => return vec![],
    }
    .unwrap_or_default()
}
