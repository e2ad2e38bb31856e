//! The table of rules: one for each kind of act. A desk's chunk links only the
//! rules it can write; the server links all.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::act::Act;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, Effect, RowKey};
use crate::time::Stamp;
use crate::{
    activity, at_gate, audience::Audience, call, card, case, check, child_day, choice, closing,
    collector, concern, consent, court, day_change, disagreement, early_leave, emergency,
    emergency_contact, group_day, hand_over, incident, leave, on_behalf, open_hours, outing, pass,
    people, photo, provider, round, school, seen, sheet, staying, struck, tablet, visitor, waiting,
};

/// A kind of act: the body's type with the check of form, the check of right
/// and what it does to rows.
pub trait Kind: Serialize + DeserializeOwned + 'static {
    /// Name on the wire.
    const NAME: &'static str;
    /// Version of the body.
    const VERSION: u16 = 1;
    /// Presence, release, hold and incident are never delayed by what they build on.
    const URGENT: bool = false;
    /// Nobody reads it again on the device that wrote it, not even its author.
    const CONFIDENTIAL: bool = false;

    /// Is it well formed? Not: is it wise (R3).
    fn form(&self, act: &Act) -> Result<(), Refusal>;
    /// May this person write it?
    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal>;
    /// Is what it answers there, and is it what the act says of it? Asked by the server
    /// alone, with the rows that the act touches.
    fn answers(&self, _: &Act, _: &mut Desk<'_>) -> Result<(), Refusal> {
        Ok(())
    }
    /// Rows that `apply` reads or writes, from the act alone.
    fn touches(&self, act: &Act) -> Vec<RowKey>;
    /// Writes the effect. Never fails, never refuses.
    fn apply(&self, act: &Act, desk: &mut Desk<'_>);
}

/// A kind of act without its type.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Name on the wire.
    pub name: &'static str,
    /// Version of the body.
    pub version: u16,
    /// Whether `builds_on` may never delay it.
    pub urgent: bool,
    check: fn(&Act, &Rights) -> Result<(), Refusal>,
    answers: fn(&Act, &mut Desk<'_>) -> Result<(), Refusal>,
    touches: fn(&Act) -> Vec<RowKey>,
    apply: fn(&Act, &mut Desk<'_>),
}

impl Rule {
    /// The rule of body type `K`.
    pub const fn of<K: Kind>() -> Rule {
        Rule {
            name: K::NAME,
            version: K::VERSION,
            urgent: K::URGENT,
            check: |act, rights| {
                let body = body::<K>(act)?;
                body.form(act)?;
                body.right(act, rights)
            },
            answers: |act, desk| body::<K>(act)?.answers(act, desk),
            touches: |act| body::<K>(act).map(|b| b.touches(act)).unwrap_or_default(),
            apply: |act, desk| {
                if let Ok(body) = body::<K>(act) {
                    body.apply(act, desk);
                }
            },
        }
    }
}

/// The typed body of an act.
pub fn body<K: Kind>(act: &Act) -> Result<K, Refusal> {
    serde_json::from_value(act.body.clone()).map_err(|_| Refusal::BadBody)
}

/// The rules that one replica knows.
pub type Rules = [Rule];

/// What a guardian's phone writes.
pub const FAMILY: &[Rule] = &[
    Rule::of::<choice::Choose>(),
    Rule::of::<choice::ChooseDay>(),
    Rule::of::<leave::LeaveNote>(),
    Rule::of::<leave::LeaveWithdrawn>(),
    Rule::of::<collector::CollectorNamed>(),
    Rule::of::<collector::CollectorWithdrawn>(),
    Rule::of::<emergency_contact::ContactNamed>(),
    Rule::of::<emergency_contact::ContactWithdrawn>(),
    Rule::of::<case::CaseOpened>(),
    Rule::of::<on_behalf::BehalfConfirmed>(),
    Rule::of::<consent::Consent>(),
    Rule::of::<photo::PortraitSet>(),
    Rule::of::<pass::PassIssued>(),
    Rule::of::<pass::PassWithdrawn>(),
    Rule::of::<card::CardIssued>(),
    Rule::of::<card::CardCancelled>(),
    Rule::of::<disagreement::Objected>(),
    Rule::of::<disagreement::ObjectionWithdrawn>(),
    Rule::of::<incident::IncidentAcknowledged>(),
    Rule::of::<day_change::ChangeAnswered>(),
    Rule::of::<at_gate::AtGate>(),
    Rule::of::<at_gate::AtGateWithdrawn>(),
    Rule::of::<activity::PhotoConsent>(),
];

/// What a teacher's tablet writes besides: on behalf of a family (T12) it writes theirs.
pub const STAFF: &[Rule] = &[
    Rule::of::<choice::Choose>(),
    Rule::of::<choice::ChooseDay>(),
    Rule::of::<leave::LeaveNote>(),
    Rule::of::<leave::LeaveWithdrawn>(),
    Rule::of::<collector::CollectorNamed>(),
    Rule::of::<collector::CollectorWithdrawn>(),
    Rule::of::<emergency_contact::ContactNamed>(),
    Rule::of::<emergency_contact::ContactWithdrawn>(),
    Rule::of::<case::CaseOpened>(),
    Rule::of::<case::CaseClosed>(),
    Rule::of::<on_behalf::BehalfConfirmed>(),
    Rule::of::<seen::Seen>(),
    Rule::of::<child_day::LessonsAbsent>(),
    Rule::of::<child_day::LessonsEnd>(),
    Rule::of::<child_day::TakenIn>(),
    Rule::of::<child_day::Marked>(),
    Rule::of::<child_day::Released>(),
    Rule::of::<child_day::Corrected>(),
    Rule::of::<group_day::HeadCounted>(),
    Rule::of::<group_day::Covered>(),
    Rule::of::<hand_over::HandedOver>(),
    Rule::of::<hand_over::GroupsMerged>(),
    Rule::of::<school::DayChanged>(),
    Rule::of::<day_change::DayChangeEnded>(),
    Rule::of::<day_change::ChangeAnswered>(),
    Rule::of::<at_gate::AtGate>(),
    Rule::of::<at_gate::AtGateWithdrawn>(),
    Rule::of::<waiting::WaitingPointSet>(),
    Rule::of::<open_hours::OpenHoursSet>(),
    Rule::of::<provider::ProviderSet>(),
    Rule::of::<school::SchoolDaySet>(),
    Rule::of::<school::GroupSet>(),
    Rule::of::<school::DutySet>(),
    Rule::of::<tablet::TabletSet>(),
    Rule::of::<tablet::PinSet>(),
    Rule::of::<tablet::PinLocked>(),
    Rule::of::<tablet::PinReopened>(),
    Rule::of::<court::CourtPaper>(),
    Rule::of::<card::CardCancelled>(),
    Rule::of::<disagreement::DisagreementSettled>(),
    Rule::of::<concern::ConcernWritten>(),
    Rule::of::<concern::ConcernReported>(),
    Rule::of::<concern::ConcernClosed>(),
    Rule::of::<people::StaffSet>(),
    Rule::of::<emergency::EmergencyStarted>(),
    Rule::of::<emergency::EmergencyCounted>(),
    Rule::of::<emergency::EmergencyEnded>(),
    Rule::of::<visitor::VisitorIn>(),
    Rule::of::<visitor::VisitorOut>(),
    Rule::of::<early_leave::EarlyLeaveIssued>(),
    Rule::of::<early_leave::EarlyLeaveWithdrawn>(),
    Rule::of::<call::Called>(),
    Rule::of::<staying::StayingWith>(),
    Rule::of::<round::RoundMade>(),
    Rule::of::<closing::DayClosed>(),
    Rule::of::<struck::EntryStruck>(),
    Rule::of::<incident::IncidentWritten>(),
    Rule::of::<incident::IncidentStep>(),
    Rule::of::<incident::IncidentPhoto>(),
    Rule::of::<incident::IncidentClosed>(),
    Rule::of::<incident::IncidentStruck>(),
    Rule::of::<check::CheckMade>(),
    Rule::of::<check::FaultPhoto>(),
    Rule::of::<check::FaultPhotoStruck>(),
    Rule::of::<check::FaultClosed>(),
    Rule::of::<check::SymptomsChecked>(),
    Rule::of::<sheet::SheetKept>(),
    Rule::of::<sheet::SheetStruck>(),
    Rule::of::<activity::ActivityLogged>(),
    Rule::of::<activity::ActivityPhoto>(),
    Rule::of::<activity::ActivityStruck>(),
    Rule::of::<outing::OutingLeft>(),
    Rule::of::<outing::OutingCounted>(),
];

/// What only the server applies: the school's people and frame.
const OFFICE: &[Rule] = &[
    Rule::of::<consent::Consent>(),
    Rule::of::<photo::PortraitSet>(),
    Rule::of::<pass::PassIssued>(),
    Rule::of::<pass::PassWithdrawn>(),
    Rule::of::<card::CardIssued>(),
    Rule::of::<disagreement::Objected>(),
    Rule::of::<disagreement::ObjectionWithdrawn>(),
    Rule::of::<incident::IncidentAcknowledged>(),
    Rule::of::<activity::PhotoConsent>(),
    Rule::of::<school::SchoolSet>(),
    Rule::of::<people::ClassSet>(),
    Rule::of::<people::ChildSet>(),
    Rule::of::<people::GuardianSet>(),
];

/// Every rule there is; linked by the server alone.
pub fn all() -> Vec<Rule> {
    [STAFF, OFFICE].concat()
}

/// The rule for an act of this kind and version.
pub fn find<'r>(rules: &'r Rules, act: &Act) -> Option<&'r Rule> {
    rules.iter().find(|rule| rule.name == act.kind && rule.version == act.kind_version)
}

/// Checks form and right of an act.
pub fn check(rules: &Rules, act: &Act, rights: &Rights) -> Result<(), Refusal> {
    (find(rules, act).ok_or(Refusal::UnknownKind)?.check)(act, rights)
}

/// Whether what an act answers is there and is what the act says of it, by the rows
/// that it touches: the server's last question before it applies the act.
pub fn answers(
    rules: &Rules,
    act: &Act,
    read: &dyn Fn(&RowKey) -> Option<String>,
    received: Stamp,
) -> Result<(), Refusal> {
    let rule = find(rules, act).ok_or(Refusal::UnknownKind)?;
    let mut desk = Desk::new(&|_| true, read, (rule.touches)(act), Some(received));
    (rule.answers)(act, &mut desk)
}

/// Rows that applying this act reads or writes.
pub fn touches(rules: &Rules, act: &Act) -> Vec<RowKey> {
    find(rules, act).map(|rule| (rule.touches)(act)).unwrap_or_default()
}

/// Applies an act to the audiences that `held` names. `received` is the server's
/// time; a device that predicts passes `None`.
pub fn apply(
    rules: &Rules,
    act: &Act,
    held: &dyn Fn(&Audience) -> bool,
    read: &dyn Fn(&RowKey) -> Option<String>,
    received: Option<Stamp>,
) -> Effect {
    let mut desk = Desk::new(held, read, touches(rules, act), received);
    if let Some(rule) = find(rules, act) {
        (rule.apply)(act, &mut desk);
    }
    desk.effect()
}

/// A text that must be there: 1 to 40 characters.
pub(crate) fn short_text(text: &str) -> Result<(), Refusal> {
    let length = text.trim().chars().count();
    (1..=40).contains(&length).then_some(()).ok_or(Refusal::BadText)
}

/// The name of a place, which may be empty: up to 40 characters.
pub(crate) fn place_text(text: &str) -> Result<(), Refusal> {
    (text.chars().count() <= 40).then_some(()).ok_or(Refusal::BadText)
}

/// A text that must be there: 1 to 1,000 characters.
pub(crate) fn long_text(text: &str) -> Result<(), Refusal> {
    let length = text.trim().chars().count();
    (1..=1000).contains(&length).then_some(()).ok_or(Refusal::BadText)
}

/// A text that may be empty: up to 1,000 characters.
pub(crate) fn free_text(text: &str) -> Result<(), Refusal> {
    (text.chars().count() <= 1000).then_some(()).ok_or(Refusal::BadText)
}
