//! What an applied act says to whom, outside the open app: from the act alone.

use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::call::{About, Called, Outcome};
use yuanliu_domain::child_day::{Corrected, LessonsEnd, Mark, Marked, Release, TakenIn};
use yuanliu_domain::day_change::{ChangeAnswered, DayChangeEnded};
use yuanliu_domain::hand_over::GroupsMerged;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::incident::{IncidentStep, IncidentStruck, IncidentWritten, Step};
use yuanliu_domain::rules::{Kind, body};
use yuanliu_domain::school::{DayChanged, Scope};
use yuanliu_domain::staying::StayingWith;
use yuanliu_domain::struck::EntryStruck;
use yuanliu_domain::time::Day;
use yuanliu_sync::wire::Message;

/// What somebody else wrote or changed about a child: its guardians hear that there is
/// something. What they wrote themselves they know.
const NOTICES: [&str; 12] = [
    "choose",
    "choose_day",
    "leave_note",
    "leave_withdrawn",
    "collector_named",
    "collector_withdrawn",
    "contact_named",
    "contact_withdrawn",
    "card_cancelled",
    "objected",
    "objection_withdrawn",
    "disagreement_settled",
];

/// Whom an act tells something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Families of these children.
    Families(Message, Vec<ChildId>),
    /// The family of this child, at once, on this date and on no other.
    Urgent(Message, ChildId, Day),
    /// The child is here on this date: that it arrived, or moved, or nothing new.
    Here(ChildId, Day),
    /// Families of everybody whom a day change covers.
    Covered(Scope, Day),
    /// Families of everybody whom these day changes covered.
    Ended(Vec<ActId>, Day),
    /// What this act said is not so: if it had gone out, a notice follows.
    TakesBack(ChildId, ActId),
    /// Nobody.
    Nothing,
}

/// What an act says.
pub fn says(act: &Act) -> Says {
    let families = |kind| act.child().map_or(Says::Nothing, |c| Says::Families(kind, vec![c]));
    match act.kind.as_str() {
        TakenIn::NAME => match (act.child(), body::<TakenIn>(act)) {
            (Ok(child), Ok(taken)) => Says::Here(child, taken.day),
            _ => Says::Nothing,
        },
        Marked::NAME => match (act.child(), body::<Marked>(act)) {
            (Ok(child), Ok(marked)) => match marked.mark {
                Mark::Present => Says::Here(child, marked.day),
                Mark::NotHere => Says::Urgent(Message::NotArrived, child, marked.day),
                Mark::Returned => families(Message::Notice),
                Mark::OutOfRoom | Mark::WithEscort => Says::Nothing,
            },
            _ => Says::Nothing,
        },
        LessonsEnd::NAME => match body::<LessonsEnd>(act) {
            Ok(end) if !end.left.is_empty() => Says::Families(Message::Collected, end.left),
            _ => Says::Nothing,
        },
        GroupsMerged::NAME => match body::<GroupsMerged>(act) {
            Ok(merged) => Says::Families(Message::Moved, merged.children),
            Err(_) => Says::Nothing,
        },
        Release::NAME => families(Message::Collected),
        StayingWith::NAME => match (act.child(), body::<StayingWith>(act)) {
            (Ok(child), Ok(stays)) => Says::Urgent(Message::Late, child, stays.day),
            _ => Says::Nothing,
        },
        IncidentWritten::NAME => match (act.child(), body::<IncidentWritten>(act)) {
            (Ok(child), Ok(written)) => Says::Urgent(Message::Hurt, child, written.day),
            _ => Says::Nothing,
        },
        DayChanged::NAME => match body::<DayChanged>(act) {
            Ok(changed) => Says::Covered(changed.scope, changed.day),
            Err(_) => Says::Nothing,
        },
        DayChangeEnded::NAME => match body::<DayChangeEnded>(act) {
            Ok(ended) => Says::Ended(ended.changes, ended.day),
            Err(_) => Says::Nothing,
        },
        Corrected::NAME | EntryStruck::NAME | IncidentStruck::NAME => {
            let original = act.body.get("original").and_then(|id| id.as_str()?.parse().ok());
            match (act.child(), original) {
                (Ok(child), Some(original)) => Says::TakesBack(child, original),
                _ => Says::Nothing,
            }
        }
        kind if NOTICES.contains(&kind) => families(Message::Notice),
        _ => Says::Nothing,
    }
}

/// What nobody has to call about any more, because of this act.
pub fn settles(act: &Act) -> Option<(ChildId, Vec<Message>)> {
    let Subject::Child(child) = act.subject else { return None };
    let kinds = match act.kind.as_str() {
        Called::NAME => {
            let called = body::<Called>(act).ok()?;
            // A call that nobody answered settles nothing.
            if called.outcome == Outcome::NoAnswer || !called.whom.of_family() {
                return None;
            }
            match called.about {
                About::NotHere => vec![Message::NotArrived],
                About::NotCollected => vec![Message::Late],
            }
        }
        IncidentStep::NAME => match body::<IncidentStep>(act).ok()?.step {
            Step::GuardianCalled => vec![Message::Hurt],
            _ => return None,
        },
        ChangeAnswered::NAME => vec![Message::DayChanged],
        TakenIn::NAME => vec![Message::NotArrived],
        Marked::NAME => match body::<Marked>(act).ok()?.mark {
            Mark::NotHere => return None,
            _ => vec![Message::NotArrived],
        },
        Release::NAME => vec![Message::NotArrived, Message::Late],
        _ => return None,
    };
    Some((child, kinds))
}
