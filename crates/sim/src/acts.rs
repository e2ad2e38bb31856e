//! What people write: for every kind in the table of rules, who writes it and a
//! body that makes sense of what the device shows at that moment. A kind without
//! a generator ends the run: new kinds can't be forgotten here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use yuanliu_domain::act::{Channel, Informant, Subject, to_base64};
use yuanliu_domain::activity::{
    ActivityLogged, ActivityPhoto, ActivityStruck, PHOTO_TEXT, PhotoConsent, Tag,
};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::call::{self, Called, Whom};
use yuanliu_domain::card::{CardCancelled, CardIssued};
use yuanliu_domain::case::{Case, CaseClosed, CaseKind, CaseOpened};
use yuanliu_domain::check::{
    Area, CheckMade, Condition, Fault, FaultClosed, FaultPhoto, FaultPhotoStruck, Item,
    SymptomsChecked, of_fault_key,
};
use yuanliu_domain::child_day::*;
use yuanliu_domain::choice::{Choose, ChooseDay};
use yuanliu_domain::closing::DayClosed;
use yuanliu_domain::collector::{
    CollectorNamed, CollectorWithdrawn, Collectors, Organisation, Way,
};
use yuanliu_domain::concern::{Authority, ConcernClosed, ConcernReported, ConcernWritten};
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::day_change::{self, ChangeAnswered, DayChangeEnded};
use yuanliu_domain::disagreement::{
    About, Call, Disagreement, DisagreementSettled, Disagreements, Objected, ObjectionWithdrawn,
    Outcome,
};
use yuanliu_domain::early_leave::{EarlyLeaveIssued, EarlyLeaveWithdrawn};
use yuanliu_domain::emergency::{
    EmergencyCounted, EmergencyEnded, EmergencyStarted, Found, Safety, Tally, Who,
};
use yuanliu_domain::emergency_contact::{ContactNamed, ContactWithdrawn};
use yuanliu_domain::group_day::{Covered, HeadCounted};
use yuanliu_domain::hand_over::{GroupsMerged, HandedOver};
use yuanliu_domain::id::*;
use yuanliu_domain::incident::{
    IncidentAcknowledged, IncidentClosed, IncidentPhoto, IncidentStep, IncidentStruck,
    IncidentWritten, Sort, Step,
};
use yuanliu_domain::leave::{LeaveNote, LeaveWithdrawn, Reason, Signature};
use yuanliu_domain::on_behalf::{BehalfConfirmed, CalledBack};
use yuanliu_domain::open_hours::{Hours, On, OpenHours};
use yuanliu_domain::outing::{Heads, OutingCounted, OutingLeft, Stage};
use yuanliu_domain::pass::{PassIssued, PassWithdrawn};
use yuanliu_domain::people::Class;
use yuanliu_domain::photo::{PhotoHash, PortraitSet};
use yuanliu_domain::pin::MIN_ROUNDS;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::round::RoundMade;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::*;
use yuanliu_domain::seen::Seen;
use yuanliu_domain::sheet::{SheetKept, SheetStruck};
use yuanliu_domain::staying::StayingWith;
use yuanliu_domain::struck::EntryStruck;
use yuanliu_domain::tablet::{PinLocked, PinReopened, PinSet, Tablet, Verifier};
use yuanliu_domain::time::{Day, Minute, Stamp, Weekday};
use yuanliu_domain::visitor::{VisitorIn, VisitorOut};
use yuanliu_domain::waiting::{WaitingPoint, Whose};
use yuanliu_sync::replica::Replica;

use crate::dice::Dice;
use crate::school::{
    CHILDREN, CLASSES, GROUPS, GUARD, GUARDIANS, LEADER, OFFICE, TABLETS, TEACHERS, card, child,
    children_of, group, guardian, link, name_of, school, staff,
};

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
        | "change_answered" => Writers::Family,
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
        "waiting_point_set" | "open_hours_set" => Writers::Office,
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

    fn of_family(&mut self, kind: &str) -> Option<Draft> {
        let about = self.child();
        let subject = Subject::Child(about);
        let day = self.day;
        let mut draft = match kind {
            "choose" => {
                let blocks = self.blocks();
                let until = self.dice.percent(20).then(|| day.plus(30));
                let week: BTreeMap<Weekday, BTreeSet<Block>> =
                    Weekday::SCHOOL.map(|weekday| (weekday, blocks.clone())).into();
                of(subject, &Choose { from: day, until, week })
            }
            "choose_day" => {
                let day = day.plus(self.dice.between(0, 5));
                let blocks = self.blocks();
                of(subject, &ChooseDay { day, blocks })
            }
            "leave_note" => {
                let note = LeaveNote {
                    from: day,
                    until: day.plus(self.dice.between(0, 2)),
                    time: None,
                    blocks: self.blocks(),
                    lessons_too: self.dice.percent(20),
                    reason: self.dice.pick(&[Reason::Sick, Reason::Family, Reason::Other]),
                    text: self.text(),
                    symptoms: String::new(),
                    goes_home: "妈妈来接".into(),
                    signature: match self.guardian() {
                        Some(_) => Signature::Typed(name_of(self.actor)),
                        None => Signature::OnBehalf,
                    },
                };
                of(subject, &note)
            }
            "leave_withdrawn" => {
                let note = self.hears(&["leave_note"])?;
                let body = LeaveWithdrawn { note: note.id };
                answering(of(Subject::Child(note.child?), &body), [note.id])
            }
            "collector_named" => {
                let way = self.dice.pick(&[Way::Person, Way::Person, Way::Alone, Way::NotThis]);
                let escorts = way == Way::Person && self.dice.percent(25);
                let named = CollectorNamed {
                    way,
                    name: format!("接送{}", self.dice.below(6)),
                    relation: "外婆".into(),
                    phone: "12100009999".into(),
                    weekdays: BTreeSet::new(),
                    from: day,
                    until: None,
                    photo: None,
                    looks: String::new(),
                    organisation: escorts.then(|| self.dice.pick(&Organisation::ALL)),
                };
                of(subject, &named)
            }
            "collector_withdrawn" => {
                let audience = match self.guardian() {
                    Some(_) => Audience::Family(about),
                    None => Audience::Roll,
                };
                let shown: Collectors = self.replica.get(audience, about).unwrap_or_default();
                let shown: Vec<CollectorId> = shown.people.iter().map(|c| c.id).collect();
                let collector = match self.dice.any(&shown) {
                    Some(id) => id,
                    None => self.hears(&["collector_named"])?.id.into(),
                };
                of(subject, &CollectorWithdrawn { collector })
            }
            "contact_named" => {
                let named = ContactNamed {
                    name: format!("联系{}", self.dice.below(6)),
                    relation: "姑姑".into(),
                    phone: "12100008888".into(),
                    order: self.dice.between(1, 3) as u8,
                };
                of(subject, &named)
            }
            "contact_withdrawn" => {
                let named = self.hears(&["contact_named"])?;
                let body = ContactWithdrawn { contact: named.id };
                of(Subject::Child(named.child?), &body)
            }
            "case_opened" => {
                let kind = self.dice.pick(&[CaseKind::Contested, CaseKind::NotWhatISaid]);
                let told = match kind {
                    CaseKind::NotWhatISaid => self.hears(&TOLD),
                    _ => None,
                };
                let (of_child, entry) = match told {
                    Some(told) => (told.child?, Some(told.id)),
                    None => (about, self.last(about)),
                };
                let about = entry.into_iter().collect();
                let body = CaseOpened { kind, day, about, text: "孩子今天没有来".into() };
                of(Subject::Child(of_child), &body)
            }
            "behalf_confirmed" => {
                // The gate has no numbers to call back.
                if self.actor == GUARD {
                    return None;
                }
                let called = self
                    .guardian()
                    .is_none()
                    .then(|| CalledBack {
                        name: "孩子的妈妈".into(), relation: "母亲".into()
                    });
                let told = self.hears(&TOLD)?;
                let body = BehalfConfirmed { notice: told.id, called };
                let case = self.hears(&["case_opened"]).filter(|case| case.child == told.child);
                let knew = [Some(told.id), case.map(|case| case.id)].into_iter().flatten();
                answering(of(Subject::Child(told.child?), &body), knew)
            }
            "change_answered" => {
                let (id, change) = self.change()?;
                let answers = [day_change::Answer::Comes, day_change::Answer::NeedsCare];
                let answer = self.dice.pick(&answers);
                let body = ChangeAnswered { day: change.day, change: id, answer };
                answering(of(subject, &body), [id])
            }
            _ => return None,
        };
        if self.guardian().is_none() {
            draft.channel = self.dice.pick(&[
                Channel::Phone,
                Channel::InPerson,
                Channel::Paper,
                Channel::Message,
            ]);
            draft.informant = Some(Informant { name: "孩子的奶奶".into(), phone: None });
        }
        Some(draft)
    }

    /// A day change that the device shows.
    fn change(&mut self) -> Option<(ActId, DayChanged)> {
        let rows = self.replica.list::<DayChanged>(Audience::Public);
        let nth = self.dice.below(rows.len().max(1) as u64) as usize;
        let (key, change) = rows.into_iter().nth(nth)?;
        Some((key.parse().ok()?, change))
    }

    fn of_guardian(&mut self, kind: &str) -> Option<Draft> {
        let about = self.child();
        let subject = Subject::Child(about);
        let day = self.day;
        let (name, relation) = ("接送一次".to_owned(), "同学家长".to_owned());
        Some(match kind {
            "consent" => {
                let answer = self.dice.pick(&[Answer::Given, Answer::Withdrawn]);
                of(subject, &Consent { version: 1, language: "zh".into(), answer })
            }
            "portrait_set" => {
                let photo = self.dice.percent(50).then(|| PhotoHash(self.dice.bytes()));
                of(subject, &PortraitSet { photo, version: 1 })
            }
            "photo_consent" => {
                let given = self.dice.percent(70);
                of(subject, &PhotoConsent { version: PHOTO_TEXT, given })
            }
            "pass_issued" => {
                let (from, until) = (Minute::hm(15, 0)?, Minute::hm(18, 0)?);
                of(subject, &PassIssued { day, from, until, name, relation })
            }
            "pass_withdrawn" => {
                let pass = self.hears(&["pass_issued"])?;
                let body = PassWithdrawn { pass: pass.id, day, office: false };
                answering(of(Subject::Child(pass.child?), &body), [pass.id])
            }
            "card_issued" => {
                let until = day.plus(self.dice.between(1, 90));
                of(subject, &CardIssued { from: day, until, name, relation })
            }
            "card_cancelled" => {
                let card = self.hears(&["card_issued"])?;
                let body = CardCancelled { card: card.id, office: false };
                answering(of(Subject::Child(card.child?), &body), [card.id])
            }
            "objected" => {
                let (notice, (about, days)) =
                    self.receipt(
                        |actor, receipt| {
                            if receipt.by == actor { None } else { About::of(receipt) }
                        },
                    )?;
                let body = Objected { notice: notice.0, about, days, text: self.text() };
                of(Subject::Child(notice.1), &body)
            }
            "incident_acknowledged" => {
                let incident = self.hears(&["incident_written"])?;
                let body = IncidentAcknowledged { day, incident: incident.id };
                answering(of(Subject::Child(incident.child?), &body), [incident.id])
            }
            "objection_withdrawn" => {
                let own = |actor, receipt: &Receipt| {
                    (receipt.by == actor && receipt.what == Objected::NAME).then_some(())
                };
                let ((objection, child), ()) = self.receipt(own)?;
                let body = ObjectionWithdrawn { objection };
                answering(of(Subject::Child(child), &body), [objection])
            }
            _ => return None,
        })
    }

    /// A receipt of which this says something, in the families of the author.
    fn receipt<T: Copy>(
        &mut self,
        says: impl Fn(PersonId, &Receipt) -> Option<T>,
    ) -> Option<((ActId, ChildId), T)> {
        let mut found = vec![];
        for child in children_of(self.guardian()?).into_iter().map(child) {
            for (key, receipt) in self.replica.list::<Receipt>(Audience::Family(child)) {
                let act = key.parse().ok().map(ActId);
                found.extend(act.map(|act| (act, child)).zip(says(self.actor, &receipt)));
            }
        }
        self.dice.any(&found)
    }

    /// An open disagreement, as the leader sees it.
    fn disagreement(&mut self) -> Option<(ChildId, Disagreement)> {
        let found: Vec<(ChildId, Disagreement)> = (0..CHILDREN)
            .map(child)
            .flat_map(|child| {
                let all: Disagreements =
                    self.replica.get(Audience::Leader, child).unwrap_or_default();
                all.list.into_iter().map(move |one| (child, one))
            })
            .filter(|(_, one)| one.settled.is_none())
            .collect();
        let nth: Vec<usize> = (0..found.len()).collect();
        Some(found[self.dice.any(&nth)?].clone())
    }

    fn of_staff(&mut self, kind: &str) -> Option<Draft> {
        let about = self.child();
        let subject = Subject::Child(about);
        let day = self.day;
        // Mostly the author has looked, sometimes the paper in the hand is older.
        let knew = self.last(about).filter(|_| self.dice.percent(75));
        Some(match kind {
            "seen" => {
                let notice = self.hears(&["leave_note", "choose", "collector_named"])?;
                let body = Seen { notice: notice.id };
                answering(of(Subject::Child(notice.child?), &body), [notice.id])
            }
            "lessons_absent" => answering(of(subject, &LessonsAbsent { day }), knew),
            "lessons_end" => {
                let class = self.dice.below(2) as usize;
                let mut ends = LessonsEnd {
                    day,
                    staying: vec![],
                    left: vec![],
                    absent: vec![],
                    note: String::new(),
                };
                for n in 0..CHILDREN / 2 {
                    let id = child(class * CHILDREN / 2 + n);
                    match self.dice.below(10) {
                        0 => ends.absent.push(id),
                        1 | 2 => ends.left.push(id),
                        _ => ends.staying.push(id),
                    }
                }
                of(Subject::Class(CLASSES[class]), &ends)
            }
            "taken_in" => {
                let place = self.place();
                answering(of(subject, &TakenIn { day, place }), knew)
            }
            "marked" => {
                let marks = [Mark::Present, Mark::Present, Mark::NotHere, Mark::OutOfRoom];
                let mark = self.dice.pick(&marks);
                let place = self.place();
                let draft = answering(of(subject, &Marked { day, mark, place }), knew);
                if mark == Mark::NotHere { from_paper(draft, day) } else { draft }
            }
            "released" => answering(of(subject, &self.release(about)), knew),
            "corrected" => {
                let entry = self.hears(&["marked", "released", "taken_in", "lessons_absent"])?;
                let reason = "点错了".to_owned();
                let body = Corrected { day, original: entry.id, reason };
                answering(of(Subject::Child(entry.child?), &body), [entry.id])
            }
            "head_counted" | "covered" | "handed_over" | "groups_merged" | "activity_logged"
            | "activity_photo" | "activity_struck" | "outing_left" | "outing_counted" => {
                return self.of_group(kind);
            }
            "day_changed" => {
                let changed = DayChanged {
                    day: day.plus(self.dice.between(0, 3)),
                    scope: Scope::School,
                    cancelled: BTreeSet::from([Block::LateCare]),
                    ends: Minute::hm(17, 0),
                    // The rain version is the leader's.
                    rain: [LEADER, OFFICE].contains(&self.actor) && self.dice.percent(50),
                    text: "今天晚托提前到 17:00 结束。".into(),
                };
                of(Subject::School, &changed)
            }
            "day_change_ended" => {
                let (id, change) = self.change()?;
                let body = DayChangeEnded { day: change.day, changes: vec![id] };
                answering(of(Subject::School, &body), [id])
            }
            "concern_written" => {
                let body = ConcernWritten {
                    child: Some(about),
                    about: String::new(),
                    seen: "手臂有伤".into(),
                    when: String::new(),
                    told_by: String::new(),
                };
                of(Subject::School, &body)
            }
            "concern_reported" => {
                let concern = self.hears(&["concern_written"])?.id;
                let body = ConcernReported {
                    concern,
                    to: Authority::Police,
                    at: day.at(Minute::hm(16, 0)?),
                    by: "电话".into(),
                    number: String::new(),
                    words: String::new(),
                };
                answering(of(Subject::School, &body), [concern])
            }
            "concern_closed" => {
                let concern = self.hears(&["concern_written"])?.id;
                let body = ConcernClosed { concern, reason: "已核实".into() };
                answering(of(Subject::School, &body), [concern])
            }
            "early_leave_issued" => {
                let body = EarlyLeaveIssued {
                    day,
                    minute: Minute::hm(15, 50)?,
                    basis: Basis::Guardian,
                    collector: None,
                    collector_name: "孩子妈妈".into(),
                    relation: "母亲".into(),
                };
                of(subject, &body)
            }
            "early_leave_withdrawn" => {
                let slip = self.hears(&["early_leave_issued"])?;
                let body = EarlyLeaveWithdrawn { day, slip: slip.id };
                answering(of(Subject::Child(slip.child?), &body), [slip.id])
            }
            "disagreement_settled" => {
                let (child, one) = self.disagreement()?;
                let call = Call {
                    guardian: one.by,
                    name: one.by_name.clone(),
                    at: day.at(Minute::hm(16, 0)?),
                    reached: true,
                    said: String::new(),
                };
                let body = DisagreementSettled {
                    objection: one.act,
                    notice: one.notice,
                    about: one.about,
                    days: one.days,
                    calls: vec![call],
                    blocks: one.blocks(),
                    outcome: self.dice.pick(&[Outcome::AsNoticed, Outcome::NotSo]),
                    words: "双方同意".into(),
                };
                answering(of(Subject::Child(child), &body), [one.act])
            }
            "called" => {
                let whom = [Whom::Guardian, Whom::Guardian, Whom::Collector, Whom::Leader];
                let outcomes =
                    [call::Outcome::NoAnswer, call::Outcome::OnTheWay, call::Outcome::AtHome];
                let body = Called {
                    day,
                    about: self.dice.pick(&[call::About::NotHere, call::About::NotCollected]),
                    whom: self.dice.pick(&whom),
                    name: format!("接送{}", self.dice.below(6)),
                    relation: "外婆".into(),
                    outcome: self.dice.pick(&outcomes),
                    there_at: self.dice.percent(30).then(|| Minute::hm(18, 20)).flatten(),
                    text: self.text(),
                };
                of(subject, &body)
            }
            "staying_with" => {
                let staff = vec![Named { id: self.actor, name: name_of(self.actor) }];
                of(subject, &StayingWith { day, staff })
            }
            "round_made" => {
                let place = self.place();
                let body = RoundMade {
                    day,
                    place: place.as_ref().map_or("操场".into(), |place| place.room.clone()),
                    group: place.map(|place| place.group),
                    finding: self.text(),
                };
                of(Subject::School, &body)
            }
            "day_closed" => {
                let rows = self.replica.list::<ChildDay>(Audience::Day(day)).into_iter();
                let days =
                    rows.filter_map(|(key, day)| Some((key.parse().ok()?, day.into()))).collect();
                of(Subject::School, &DayClosed::of(day, &days, String::new()))
            }
            "entry_struck" => {
                let entry = self.hears(&["called", "staying_with"])?;
                let body = EntryStruck {
                    day,
                    original: entry.id,
                    reason: "点错了".into(),
                    as_leader: false,
                };
                answering(of(Subject::Child(entry.child?), &body), [entry.id])
            }
            "incident_written" => {
                let body = IncidentWritten {
                    day,
                    sort: self.dice.pick(&Sort::ALL),
                    serious: self.dice.percent(20),
                    place: "操场".into(),
                    words: self.text(),
                    others: vec![self.child()],
                    witnesses: vec![Named { id: self.actor, name: name_of(self.actor) }],
                    private: self.text(),
                };
                of(subject, &body)
            }
            "incident_step" => {
                let incident = self.hears(&["incident_written"])?;
                let step = self.dice.pick(&Step::ALL);
                let (relation, words) = ("母亲".into(), "已处理".into());
                let body = IncidentStep { day, incident: incident.id, step, relation, words };
                answering(of(Subject::Child(incident.child?), &body), [incident.id])
            }
            "incident_closed" => {
                let incident = self.hears(&["incident_written"])?;
                let body = IncidentClosed { day, incident: incident.id, words: "已跟进".into() };
                answering(of(Subject::Child(incident.child?), &body), [incident.id])
            }
            "incident_struck" => {
                // Also an entry of another incident: it strikes nothing there.
                let incident = self.hears(&["incident_written"])?;
                let entries = ["incident_written", "incident_step", "incident_photo"];
                let original = self.hears(&entries)?.id;
                let body = IncidentStruck {
                    day,
                    incident: incident.id,
                    original,
                    as_leader: false,
                    reason: "点错了".into(),
                };
                let draft = of(Subject::Child(incident.child?), &body);
                answering(draft, BTreeSet::from([incident.id, original]))
            }
            "incident_photo" => {
                // The picture itself is brought by nobody here: the row waits for it for ever.
                let incident = self.hears(&["incident_written"])?;
                let photo = PhotoHash(self.dice.bytes::<32>());
                let body = IncidentPhoto { day, incident: incident.id, entry: None, photo };
                answering(of(Subject::Child(incident.child?), &body), [incident.id])
            }
            "check_made" => {
                let found =
                    [Condition::Fine, Condition::Fine, Condition::Fault, Condition::NotLooked];
                let items = ["安全出口畅通", "灭火器在有效期内"].map(|item| Item {
                    item: item.into(),
                    found: self.dice.pick(&found),
                    words: "门口的一只".into(),
                });
                let (area, items) = (self.dice.pick(&Area::ALL), items.into());
                of(Subject::School, &CheckMade { day, area, place: String::new(), items })
            }
            "fault_closed" => {
                let check = self.hears(&["check_made"])?.id;
                let item = self.dice.below(2) as u16;
                let (done, done_by) = ("已换新".into(), "总务处".into());
                let body = FaultClosed { check, item, done, done_by };
                answering(of(Subject::School, &body), [check])
            }
            "fault_photo" => {
                let (check, item) = match self.fault(|_| true) {
                    Some((check, item, _)) => (check, item),
                    // One that this device does not show yet.
                    None => (self.hears(&["check_made"])?.id, self.dice.below(2) as u16),
                };
                let (photo, proof) = (PhotoHash(self.dice.bytes::<32>()), self.dice.percent(50));
                answering(of(Subject::School, &FaultPhoto { check, item, proof, photo }), [check])
            }
            "fault_photo_struck" => {
                let as_leader = [OFFICE, LEADER].contains(&self.actor);
                let (check, item, fault) =
                    self.fault(|f| !(f.photos.is_empty() && f.proofs.is_empty()))?;
                let photos: Vec<_> = fault.photos.iter().chain(&fault.proofs).collect();
                let original = self.dice.any(&photos)?.act;
                let reason = "照片拍错了".into();
                let body = FaultPhotoStruck { check, item, original, as_leader, reason };
                answering(of(Subject::School, &body), BTreeSet::from([check, original]))
            }
            "sheet_kept" => {
                let written_by = Named { id: self.actor, name: name_of(self.actor) };
                let photo = PhotoHash(self.dice.bytes::<32>());
                of(Subject::School, &SheetKept { day, written_by, photo })
            }
            "sheet_struck" => {
                let original = self.hears(&["sheet_kept"])?.id;
                let reason = "拍糊了".into();
                let body = SheetStruck { day, original, as_leader: false, reason };
                answering(of(Subject::School, &body), [original])
            }
            "symptoms_checked" => {
                let (fever, looked) = (self.dice.below(3) as u16, CHILDREN as u16);
                let body = SymptomsChecked { day, looked, fever, cough: 1, stomach: 0, rash: 0 };
                of(Subject::Group(self.dice.pick(&GROUPS)), &body)
            }
            "pin_set" => {
                let verifier = Verifier {
                    salt: to_base64(&self.dice.bytes::<16>()),
                    rounds: MIN_ROUNDS,
                    check: to_base64(&self.dice.bytes::<32>()),
                };
                of(Subject::Person(self.actor), &PinSet { verifier })
            }
            "pin_locked" => {
                let person = self.dice.pick(&TEACHERS);
                of(Subject::Person(person), &PinLocked { tablet: self.actor })
            }
            "pin_reopened" => {
                let tablet = self.dice.pick(&TABLETS);
                of(Subject::Person(self.dice.pick(&TEACHERS)), &PinReopened { tablet })
            }
            "case_closed" => {
                let open: Vec<(String, Option<ChildId>)> = self
                    .replica
                    .list::<Case>(Audience::Leader)
                    .into_iter()
                    .filter(|(_, case)| case.closed.is_none())
                    .map(|(key, case)| (key, case.child))
                    .collect();
                let nth: Vec<usize> = (0..open.len()).collect();
                let (case, child) = open[self.dice.any(&nth)?].clone();
                of(Subject::School, &CaseClosed { case, child, reason: "已电话核实".into() })
            }
            _ => return None,
        })
    }

    /// What somebody says of a group; the list in the hand may be older than the school's.
    fn of_group(&mut self, kind: &str) -> Option<Draft> {
        let day = self.day;
        let group = self.dice.pick(&GROUPS);
        let subject = Subject::Group(group);
        let (mut children, mut out, mut knew) = (vec![], vec![], vec![]);
        for child in (0..CHILDREN).map(child) {
            match self.dice.below(6) {
                0 => out.push(child),
                1 | 2 => children.push(child),
                _ => continue,
            }
            knew.extend(self.last(child).filter(|_| self.dice.percent(75)));
        }
        let listed = children.len() as u16;
        let given = listed + self.dice.below(2) as u16;
        let reason = if given == listed { String::new() } else { "有一位刚回来".into() };
        let taker = self.dice.pick(&TEACHERS);
        let to = Named { id: taker, name: name_of(taker) };
        let proof = self.dice.pick(&[Proof::Named, Proof::Pin]);
        Some(match kind {
            "head_counted" => {
                let (counted, expected) = (given, listed);
                of(subject, &HeadCounted { day, counted, expected, children, reason })
            }
            "covered" => of(subject, &Covered { day, reason: self.text() }),
            "handed_over" => {
                let (taken, notes) = (given, self.text());
                let body =
                    HandedOver { day, to, proof, children, out, given, taken, reason, notes };
                of(subject, &body)
            }
            "groups_merged" => {
                let nth = GROUPS.iter().position(|other| *other != group)?;
                let into = Place {
                    group: GROUPS[nth],
                    name: crate::school::group(nth).name,
                    room: crate::school::group(nth).room,
                };
                let (to, taken) = (Some(to), given);
                let body =
                    GroupsMerged { day, into, to, proof, children, out, given, taken, reason };
                answering(of(subject, &body), knew)
            }
            "activity_logged" => {
                let corrects = self.hears(&["activity_logged"]).map(|heard| heard.id);
                let corrects = corrects.filter(|_| self.dice.percent(30));
                let body = ActivityLogged {
                    day,
                    activity: self.dice.pick(&[Activity::Homework, Activity::Games]),
                    other: String::new(),
                    theme: self.dice.pick(&["跳绳", "讲新课", ""]).into(),
                    place: "操场".into(),
                    tags: vec![self.dice.pick(&Tag::ALL)],
                    help: self.text(),
                    children,
                    corrects,
                };
                answering(of(subject, &body), corrects)
            }
            "activity_photo" => {
                let activity = self.hears(&["activity_logged"])?.id;
                let shown = children.iter().take(2).copied().collect();
                let photo = PhotoHash(self.dice.bytes());
                let body = ActivityPhoto { day, activity, children, shown, photo };
                answering(of(subject, &body), [activity])
            }
            "activity_struck" => {
                // Also an entry of another group: it strikes nothing there.
                let kinds = ["activity_logged", "activity_photo", "outing_left", "outing_counted"];
                let original = self.hears(&kinds)?.id;
                let body = ActivityStruck { day, original, children, reason: "点错了".into() };
                answering(of(subject, &body), [original])
            }
            "outing_left" => {
                let heads = Heads { counted: given, expected: listed, children, reason };
                let destination = "青少年活动中心".into();
                of(subject, &OutingLeft { day, destination, leads: to, heads })
            }
            "outing_counted" => {
                let outing = self.hears(&["outing_left"])?.id;
                let stage = self.dice.pick(&[Stage::Arrived, Stage::Returned]);
                let heads = Heads { counted: given, expected: listed, children, reason };
                let destination = "青少年活动中心".into();
                let body = OutingCounted { day, outing, stage, destination, heads };
                answering(of(subject, &body), [outing])
            }
            _ => return None,
        })
    }

    /// What concerns the whole house: emergencies and visitors.
    fn of_house(&mut self, kind: &str) -> Option<Draft> {
        let day = self.day;
        Some(match kind {
            "emergency_started" => {
                let (reason, place) = (self.text(), "操场".to_owned());
                let real = self.dice.percent(20);
                of(Subject::School, &EmergencyStarted { day, real, reason, place })
            }
            "emergency_counted" => {
                let emergency = self.hears(&["emergency_started"])?.id;
                let safety = [Safety::Safe, Safety::Safe, Safety::Missing, Safety::Unknown];
                let mut found = vec![Found {
                    who: Who::Staff(self.dice.pick(&TEACHERS)),
                    safety: self.dice.pick(&safety),
                }];
                for n in 0..CHILDREN {
                    if self.dice.percent(40) {
                        let safety = self.dice.pick(&safety);
                        found.push(Found { who: Who::Child(child(n)), safety });
                    }
                }
                let visit = self.hears(&["visitor_in"]).map(|visit| Who::Visitor(visit.id));
                found.extend(visit.map(|who| Found { who, safety: Safety::Safe }));
                let knew = self.hears(&["emergency_counted"]).filter(|_| self.dice.percent(30));
                let body = EmergencyCounted { day, emergency, place: String::new(), found };
                answering(of(Subject::School, &body), knew.map(|knew| knew.id))
            }
            "emergency_ended" => {
                let emergency = self.hears(&["emergency_started"])?.id;
                let body = EmergencyEnded {
                    day,
                    emergencies: vec![emergency],
                    result: Tally { safe: CHILDREN as u32, missing: 0, unknown: 0 },
                    not_safe: vec![],
                    note: self.text(),
                };
                answering(of(Subject::School, &body), [emergency])
            }
            "visitor_in" => {
                let body = VisitorIn {
                    day,
                    name: format!("访客{}", self.dice.below(6)),
                    organisation: "维修公司".into(),
                    purpose: "修水龙头".into(),
                    visits: String::new(),
                    escort: String::new(),
                    badge: self.dice.below(20).to_string(),
                };
                of(Subject::School, &body)
            }
            "visitor_out" => {
                let visit = self.hears(&["visitor_in"])?.id;
                let still_here = self.dice.percent(20);
                let body = VisitorOut { day, visit, still_here };
                answering(of(Subject::School, &body), [visit])
            }
            _ => return None,
        })
    }

    fn release(&mut self, about: ChildId) -> Release {
        let listed: Collectors = self.replica.get(Audience::Roll, about).unwrap_or_default();
        let listed: Vec<CollectorId> = listed.people.iter().map(|c| c.id).collect();
        let collector = self.dice.any(&listed);
        let basis = match collector {
            Some(_) => Basis::Listed,
            None => self.dice.pick(&[Basis::Guardian, Basis::Unlisted, Basis::Card, Basis::Pass]),
        };
        let shown = match basis {
            Basis::Card => self.hears(&["card_issued"]),
            Basis::Pass => self.hears(&["pass_issued"]),
            _ => None,
        };
        Release {
            day: self.day,
            basis,
            collector,
            shown: shown.map(|paper| paper.id),
            collector_name: format!("接送{}", self.dice.below(6)),
            relation: "外婆".into(),
            checked: self.dice.pick(&[Checked::Known, Checked::Photo, Checked::CallBack]),
            released_by: Named { id: self.actor, name: name_of(self.actor) },
            proof: Proof::Named,
            second: None,
            second_proof: Proof::Named,
            call_back: String::new(),
            reason: String::new(),
            together: None,
            list_age: self.dice.below(90) as u32,
            offline: self.dice.percent(30),
        }
    }

    fn of_office(&mut self, kind: &str) -> Option<Draft> {
        let day = self.day;
        let n = self.dice.below(GUARDIANS as u64) as usize;
        Some(match kind {
            "school_day_set" => {
                let day = day.plus(self.dice.between(2, 20));
                let open = self.dice.percent(50);
                let follows = open.then_some(Weekday::Thu);
                of(Subject::School, &SchoolDaySet { day, open, follows })
            }
            "group_set" => {
                let nth = self.dice.below(2) as usize;
                let room = format!("{} 号教室", self.dice.below(9));
                of(Subject::Group(GROUPS[nth]), &Group { room, ..group(nth) })
            }
            "waiting_point_set" => {
                let class = Whose::Class(self.dice.pick(&CLASSES));
                let of_whom = self.dice.pick(&[Whose::School, Whose::Grade(3), class]);
                let (usual, rain) = (format!("{} 号门", self.dice.below(4)), "体育馆门口".into());
                of(Subject::School, &WaitingPoint { of: of_whom, usual, rain })
            }
            "open_hours_set" => {
                let on = self.dice.pick(&[On::Day(day), On::Weekday(Weekday::Sat)]);
                let hours = Hours { from: Minute::hm(17, 30)?, until: Minute::hm(20, 30)? };
                let hours = self.dice.percent(70).then_some(hours);
                of(Subject::School, &OpenHours { on, hours })
            }
            "duty_set" => {
                let staff = vec![self.dice.pick(&TEACHERS), LEADER];
                let closing = Minute::hm(18, 0)?;
                let day = day.plus(self.dice.between(0, 1));
                of(Subject::Group(self.dice.pick(&GROUPS)), &Duty { day, staff, closing })
            }
            "tablet_set" => {
                let place = format!("托管室{}", self.dice.below(9));
                of(Subject::Person(self.dice.pick(&TABLETS)), &Tablet { place, ended: false })
            }
            "court_paper" => {
                let until = self.dice.percent(50).then(|| day.plus(7));
                let paper = CourtPaper {
                    guardian: guardian(1),
                    name: name_of(guardian(1)),
                    number: "（2026）沪0107民初12号".into(),
                    span: Span { from: day, until },
                    ends_view: self.dice.percent(70),
                    lifted: self.dice.percent(40),
                };
                of(Subject::Child(child(0)), &paper)
            }
            "school_set" => of(Subject::School, &school(self.dice.below(10_000))),
            "class_set" => {
                let nth = self.dice.below(2) as usize;
                let name = format!("三（{}）班", nth + 1);
                of(Subject::Class(CLASSES[nth]), &Class { grade: 3, name })
            }
            "child_set" => {
                // Also children who come in the middle of the term.
                let nth = self.dice.below(CHILDREN as u64 + 4) as usize;
                of(Subject::Child(child(nth)), &card(nth))
            }
            "guardian_set" => {
                let about = self.dice.pick(&children_of(n));
                of(Subject::Child(child(about)), &link(n, self.dice.percent(40)))
            }
            "staff_set" => {
                let person = self.dice.pick(&TEACHERS);
                let mut set = staff(person);
                match self.dice.below(3) {
                    0 => set.roles.clear(),
                    1 => set.classes = CLASSES.into(),
                    _ => {}
                }
                of(Subject::Person(person), &set)
            }
            _ => return None,
        })
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
