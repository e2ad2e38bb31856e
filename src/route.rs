//! The screens and their addresses. Every internal link comes from here.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yuanliu_domain::check::Area;
use yuanliu_domain::id::{ActId, ChildId, ClassId, GroupId};

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Sign-in, or the way to one's desk.
    Welcome,
    /// First sign-in with the school's code.
    Join,
    /// A device becomes a shared tablet, with the office's code.
    Pair,
    /// Is a printed note genuine? For anybody.
    Verify,
    /// Every component in its states.
    Gallery,
    /// Is everything sent? 都送到学校了吗？
    Sent,
    /// This device and this person: language, sign-out.
    Settings,
    /// A family's day.
    Family,
    /// A new leave note for a child.
    Leave(ChildId),
    /// A leave note on paper.
    LeavePaper(ChildId, ActId),
    /// The week grid of a child.
    Choice(ChildId),
    /// Who may collect a child.
    Collectors(ChildId),
    /// Whom staff call about a child when no guardian answers.
    Contacts(ChildId),
    /// One-time passes and standing cards of a child.
    Passes(ChildId),
    /// Everything written for a child, with receipts.
    History(ChildId),
    /// A child's data: consent, who looked, everything that is held.
    Records(ChildId),
    /// The duty's list of today.
    Today,
    /// Today's lists and who may collect, on paper.
    PaperDay,
    /// Who is left.
    Left,
    /// Who is next: the queue of a group as it leaves.
    Queue,
    /// Children whom an organisation's escort collects together.
    Parties,
    /// Expected and not here: whom to call.
    Missing,
    /// The duty leader's whole picture, rounds, closing the day.
    Leader,
    /// Classes at the end of lessons.
    LessonsEnd,
    /// One class at the end of lessons.
    ClassEnd(ClassId),
    /// A group's day: count, hand-over, cover, merging.
    Group(GroupId),
    /// A hand-over on paper.
    HandOverSheet(GroupId, ActId),
    /// Leave notes of the day, for whoever reads them.
    Notes,
    /// One child: day, way home, release.
    Child(ChildId),
    /// Not listed: call back, reason, second person.
    Unlisted(ChildId),
    /// Two guardians who disagree: both sides, the calls, the outcome.
    TwoGuardians(ChildId),
    /// A safeguarding concern, about no child of the list or none that is known.
    Concern,
    /// A safeguarding concern about a child.
    ConcernAbout(ChildId),
    /// Safeguarding concerns, for those who read them.
    Protection,
    /// One of them.
    ProtectionOf(ActId),
    /// Emergency roll call.
    Emergency,
    /// The result of one.
    EmergencyReport(ActId),
    /// The gate: who is here, who has left, slips, visitors.
    Gate,
    /// A visitor comes in.
    VisitorIn,
    /// The badge of a visitor, for the printer.
    VisitorBadge(ActId),
    /// Who was hurt or unwell.
    Incidents,
    /// Writing that somebody is.
    IncidentNew,
    /// The same, from a child's page.
    IncidentAbout(ChildId),
    /// One of them: the steps, the end.
    IncidentOf(ActId),
    /// One of them on paper.
    IncidentPaper(ActId),
    /// The activity log of all groups.
    Activities,
    /// That of one group.
    GroupLog(GroupId),
    /// A group's outings.
    GroupOuting(GroupId),
    /// Safety checks and faults.
    Checks,
    /// One safety check.
    CheckOf(Area),
    /// A slip for early leave.
    EarlyLeave(ChildId),
    /// Writing down what a family says.
    OnBehalf(ChildId),
    /// What was written down, for the printer.
    OnBehalfPaper(ChildId),
    /// My PIN for shared tablets.
    Pin,
    /// The office: groups, duty, closing times.
    Office,
    /// Cases and turned-away acts.
    Attention,
    /// Codes for guardians and staff.
    Invitations,
    /// Families of which nobody can sign in.
    Without,
    /// School days entered by hand, day changes.
    Days,
    /// Shared tablets.
    Tablets,
    /// The signed checkpoint of the records, for the printer.
    Proof,
    /// Which parts staff play.
    Parts,
    /// Court papers: who may not collect a child.
    Court,
    /// Waiting points, and when the grounds are open to the community.
    Grounds,
    /// Outside providers and whom they send.
    Providers,
    /// The yearly audit pack of minors' data.
    Audit,
}

impl Screen {
    /// The address.
    pub fn path(self) -> String {
        match self {
            Screen::Welcome => "/".into(),
            Screen::Join => "/join".into(),
            Screen::Pair => "/pair".into(),
            Screen::Verify => "/verify".into(),
            Screen::Gallery => "/gallery".into(),
            Screen::Sent => "/sent".into(),
            Screen::Settings => "/settings".into(),
            Screen::Family => "/family".into(),
            Screen::Leave(child) => format!("/family/{child}/leave"),
            Screen::LeavePaper(child, note) => format!("/family/{child}/leave/{note}"),
            Screen::Choice(child) => format!("/family/{child}/choice"),
            Screen::Collectors(child) => format!("/family/{child}/collectors"),
            Screen::Contacts(child) => format!("/family/{child}/contacts"),
            Screen::Passes(child) => format!("/family/{child}/passes"),
            Screen::History(child) => format!("/family/{child}/history"),
            Screen::Records(child) => format!("/family/{child}/records"),
            Screen::Today => "/staff".into(),
            Screen::PaperDay => "/staff/paper-day".into(),
            Screen::Left => "/staff/left".into(),
            Screen::Queue => "/staff/queue".into(),
            Screen::Parties => "/staff/together".into(),
            Screen::Missing => "/staff/missing".into(),
            Screen::Leader => "/staff/leader".into(),
            Screen::LessonsEnd => "/staff/lessons-end".into(),
            Screen::ClassEnd(class) => format!("/staff/lessons-end/{class}"),
            Screen::Group(group) => format!("/staff/group/{group}"),
            Screen::HandOverSheet(group, act) => format!("/staff/group/{group}/sheet/{act}"),
            Screen::Notes => "/staff/notes".into(),
            Screen::Child(child) => format!("/staff/child/{child}"),
            Screen::Unlisted(child) => format!("/staff/child/{child}/unlisted"),
            Screen::TwoGuardians(child) => format!("/staff/child/{child}/guardians"),
            Screen::Concern => "/staff/concern".into(),
            Screen::ConcernAbout(child) => format!("/staff/child/{child}/concern"),
            Screen::Protection => "/staff/protection".into(),
            Screen::ProtectionOf(concern) => format!("/staff/protection/{concern}"),
            Screen::Emergency => "/staff/emergency".into(),
            Screen::EmergencyReport(call) => format!("/staff/emergency/{call}"),
            Screen::Gate => "/staff/gate".into(),
            Screen::VisitorIn => "/staff/gate/visitor".into(),
            Screen::VisitorBadge(visit) => format!("/staff/gate/visitor/{visit}"),
            Screen::Activities => "/staff/activities".into(),
            Screen::GroupLog(group) => format!("/staff/group/{group}/activities"),
            Screen::GroupOuting(group) => format!("/staff/group/{group}/outing"),
            Screen::Checks => "/staff/checks".into(),
            Screen::CheckOf(area) => format!("/staff/checks/{}", area.name()),
            Screen::Incidents => "/staff/incidents".into(),
            Screen::IncidentNew => "/staff/incidents/new".into(),
            Screen::IncidentAbout(child) => format!("/staff/child/{child}/incident"),
            Screen::IncidentOf(id) => format!("/staff/incidents/{id}"),
            Screen::IncidentPaper(id) => format!("/staff/incidents/{id}/paper"),
            Screen::EarlyLeave(child) => format!("/staff/child/{child}/early-leave"),
            Screen::OnBehalf(child) => format!("/staff/child/{child}/on-behalf"),
            Screen::OnBehalfPaper(child) => format!("/staff/child/{child}/on-behalf/paper"),
            Screen::Pin => "/staff/pin".into(),
            Screen::Office => "/office".into(),
            Screen::Attention => "/office/attention".into(),
            Screen::Invitations => "/office/invitations".into(),
            Screen::Without => "/office/without-account".into(),
            Screen::Days => "/office/days".into(),
            Screen::Tablets => "/office/tablets".into(),
            Screen::Proof => "/office/proof".into(),
            Screen::Parts => "/office/staff".into(),
            Screen::Court => "/office/court".into(),
            Screen::Grounds => "/office/grounds".into(),
            Screen::Providers => "/office/providers".into(),
            Screen::Audit => "/office/audit".into(),
        }
    }

    /// The screen at an address, if there is one.
    pub fn parse(path: &str) -> Option<Screen> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| text.parse::<Uuid>().ok();
        Some(match parts.as_slice() {
            [] => Screen::Welcome,
            ["join"] => Screen::Join,
            ["pair"] => Screen::Pair,
            ["verify"] => Screen::Verify,
            ["gallery"] => Screen::Gallery,
            ["sent"] => Screen::Sent,
            ["settings"] => Screen::Settings,
            ["family"] => Screen::Family,
            ["family", child, page] => {
                let child = ChildId(id(child)?);
                match *page {
                    "leave" => Screen::Leave(child),
                    "choice" => Screen::Choice(child),
                    "collectors" => Screen::Collectors(child),
                    "contacts" => Screen::Contacts(child),
                    "passes" => Screen::Passes(child),
                    "history" => Screen::History(child),
                    "records" => Screen::Records(child),
                    _ => return None,
                }
            }
            ["family", child, "leave", note] => {
                Screen::LeavePaper(ChildId(id(child)?), ActId(id(note)?))
            }
            ["staff"] => Screen::Today,
            ["staff", "paper-day"] => Screen::PaperDay,
            ["staff", "left"] => Screen::Left,
            ["staff", "queue"] => Screen::Queue,
            ["staff", "together"] => Screen::Parties,
            ["staff", "missing"] => Screen::Missing,
            ["staff", "leader"] => Screen::Leader,
            ["staff", "lessons-end"] => Screen::LessonsEnd,
            ["staff", "lessons-end", class] => Screen::ClassEnd(ClassId(id(class)?)),
            ["staff", "group", group] => Screen::Group(GroupId(id(group)?)),
            ["staff", "group", group, "sheet", act] => {
                Screen::HandOverSheet(GroupId(id(group)?), ActId(id(act)?))
            }
            ["staff", "notes"] => Screen::Notes,
            ["staff", "child", child] => Screen::Child(ChildId(id(child)?)),
            ["staff", "child", child, "unlisted"] => Screen::Unlisted(ChildId(id(child)?)),
            ["staff", "child", child, "guardians"] => Screen::TwoGuardians(ChildId(id(child)?)),
            ["staff", "child", child, "concern"] => Screen::ConcernAbout(ChildId(id(child)?)),
            ["staff", "concern"] => Screen::Concern,
            ["staff", "protection"] => Screen::Protection,
            ["staff", "protection", concern] => Screen::ProtectionOf(ActId(id(concern)?)),
            ["staff", "emergency"] => Screen::Emergency,
            ["staff", "emergency", call] => Screen::EmergencyReport(ActId(id(call)?)),
            ["staff", "gate"] => Screen::Gate,
            ["staff", "gate", "visitor"] => Screen::VisitorIn,
            ["staff", "gate", "visitor", visit] => Screen::VisitorBadge(ActId(id(visit)?)),
            ["staff", "activities"] => Screen::Activities,
            ["staff", "group", group, "activities"] => Screen::GroupLog(GroupId(id(group)?)),
            ["staff", "group", group, "outing"] => Screen::GroupOuting(GroupId(id(group)?)),
            ["staff", "checks"] => Screen::Checks,
            ["staff", "checks", area] => Screen::CheckOf(Area::named(area)?),
            ["staff", "incidents"] => Screen::Incidents,
            ["staff", "incidents", "new"] => Screen::IncidentNew,
            ["staff", "child", child, "incident"] => Screen::IncidentAbout(ChildId(id(child)?)),
            ["staff", "incidents", act] => Screen::IncidentOf(ActId(id(act)?)),
            ["staff", "incidents", act, "paper"] => Screen::IncidentPaper(ActId(id(act)?)),
            ["staff", "child", child, "early-leave"] => Screen::EarlyLeave(ChildId(id(child)?)),
            ["staff", "child", child, "on-behalf"] => Screen::OnBehalf(ChildId(id(child)?)),
            ["staff", "child", child, "on-behalf", "paper"] => {
                Screen::OnBehalfPaper(ChildId(id(child)?))
            }
            ["staff", "pin"] => Screen::Pin,
            ["office"] => Screen::Office,
            ["office", "attention"] => Screen::Attention,
            ["office", "invitations"] => Screen::Invitations,
            ["office", "without-account"] => Screen::Without,
            ["office", "days"] => Screen::Days,
            ["office", "tablets"] => Screen::Tablets,
            ["office", "proof"] => Screen::Proof,
            ["office", "staff"] => Screen::Parts,
            ["office", "court"] => Screen::Court,
            ["office", "grounds"] => Screen::Grounds,
            ["office", "providers"] => Screen::Providers,
            ["office", "audit"] => Screen::Audit,
            _ => return None,
        })
    }

    /// The desk whose chunk draws it, if any.
    pub fn desk(self) -> Option<Desk> {
        match self {
            Screen::Family
            | Screen::Leave(_)
            | Screen::LeavePaper(..)
            | Screen::Choice(_)
            | Screen::Collectors(_)
            | Screen::Contacts(_)
            | Screen::Passes(_)
            | Screen::History(_)
            | Screen::Records(_) => Some(Desk::Family),
            Screen::Today
            | Screen::PaperDay
            | Screen::Left
            | Screen::Queue
            | Screen::Parties
            | Screen::Missing
            | Screen::Leader
            | Screen::LessonsEnd
            | Screen::ClassEnd(_)
            | Screen::Group(_)
            | Screen::HandOverSheet(..)
            | Screen::Notes
            | Screen::Child(_)
            | Screen::Unlisted(_)
            | Screen::TwoGuardians(_)
            | Screen::Concern
            | Screen::ConcernAbout(_)
            | Screen::Protection
            | Screen::ProtectionOf(_)
            | Screen::Emergency
            | Screen::EmergencyReport(_)
            | Screen::Gate
            | Screen::VisitorIn
            | Screen::VisitorBadge(_)
            | Screen::Activities
            | Screen::GroupLog(_)
            | Screen::GroupOuting(_)
            | Screen::Checks
            | Screen::CheckOf(_)
            | Screen::Incidents
            | Screen::IncidentNew
            | Screen::IncidentAbout(_)
            | Screen::IncidentOf(_)
            | Screen::IncidentPaper(_)
            | Screen::EarlyLeave(_)
            | Screen::OnBehalf(_)
            | Screen::OnBehalfPaper(_)
            | Screen::Parts
            | Screen::Pin
            | Screen::Office
            | Screen::Attention
            | Screen::Invitations
            | Screen::Without
            | Screen::Days
            | Screen::Tablets
            | Screen::Proof
            | Screen::Court
            | Screen::Grounds
            | Screen::Providers
            | Screen::Audit => Some(Desk::Staff),
            Screen::Welcome
            | Screen::Join
            | Screen::Pair
            | Screen::Verify
            | Screen::Gallery
            | Screen::Sent
            | Screen::Settings => None,
        }
    }
}

/// A desk: one wasm chunk each, so that a parent's phone never downloads what a
/// duty tablet shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Desk {
    /// A guardian's phone.
    Family,
    /// A tablet or laptop of the school.
    Staff,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_at_its_own_address() {
        let child = ChildId(Uuid::from_u128(7));
        let class = ClassId(Uuid::from_u128(8));
        for screen in [
            Screen::Welcome,
            Screen::Join,
            Screen::Pair,
            Screen::Verify,
            Screen::Gallery,
            Screen::Sent,
            Screen::Settings,
            Screen::Family,
            Screen::Leave(child),
            Screen::LeavePaper(child, ActId(Uuid::from_u128(9))),
            Screen::Choice(child),
            Screen::Collectors(child),
            Screen::Contacts(child),
            Screen::Passes(child),
            Screen::History(child),
            Screen::Records(child),
            Screen::Today,
            Screen::PaperDay,
            Screen::Left,
            Screen::Queue,
            Screen::Parties,
            Screen::Missing,
            Screen::Leader,
            Screen::LessonsEnd,
            Screen::ClassEnd(class),
            Screen::Group(GroupId(Uuid::from_u128(6))),
            Screen::HandOverSheet(GroupId(Uuid::from_u128(6)), ActId(Uuid::from_u128(9))),
            Screen::Notes,
            Screen::Child(child),
            Screen::Unlisted(child),
            Screen::TwoGuardians(child),
            Screen::Concern,
            Screen::ConcernAbout(child),
            Screen::Protection,
            Screen::ProtectionOf(ActId(Uuid::from_u128(9))),
            Screen::Emergency,
            Screen::EmergencyReport(ActId(Uuid::from_u128(9))),
            Screen::Gate,
            Screen::VisitorIn,
            Screen::VisitorBadge(ActId(Uuid::from_u128(9))),
            Screen::Activities,
            Screen::GroupLog(GroupId(Uuid::from_u128(6))),
            Screen::GroupOuting(GroupId(Uuid::from_u128(6))),
            Screen::Checks,
            Screen::CheckOf(Area::Fire),
            Screen::Incidents,
            Screen::IncidentNew,
            Screen::IncidentAbout(child),
            Screen::IncidentOf(ActId(Uuid::from_u128(9))),
            Screen::IncidentPaper(ActId(Uuid::from_u128(9))),
            Screen::EarlyLeave(child),
            Screen::OnBehalf(child),
            Screen::OnBehalfPaper(child),
            Screen::Parts,
            Screen::Pin,
            Screen::Office,
            Screen::Attention,
            Screen::Invitations,
            Screen::Without,
            Screen::Days,
            Screen::Tablets,
            Screen::Proof,
            Screen::Court,
            Screen::Grounds,
            Screen::Providers,
            Screen::Audit,
        ] {
            assert_eq!(Screen::parse(&screen.path()), Some(screen));
        }
        for unknown in ["/family/7/leave", "/family/x", "/staff/child", "/nothing"] {
            assert_eq!(Screen::parse(unknown), None, "{unknown}");
        }
    }
}
