//! What teachers, leaders and the gate write about children.

use std::collections::BTreeSet;
use yuanliu_domain::act::{Subject, to_base64};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::call::{self, Called, Whom};
use yuanliu_domain::case::{Case, CaseClosed};
use yuanliu_domain::check::{
    Area, CheckMade, Condition, FaultClosed, FaultPhoto, FaultPhotoStruck, Item, SymptomsChecked,
};
use yuanliu_domain::child_day::*;
use yuanliu_domain::closing::DayClosed;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::concern::{Authority, ConcernClosed, ConcernReported, ConcernWritten};
use yuanliu_domain::day_change::DayChangeEnded;
use yuanliu_domain::disagreement::{Call, DisagreementSettled, Outcome};
use yuanliu_domain::early_leave::{EarlyLeaveIssued, EarlyLeaveWithdrawn};
use yuanliu_domain::id::*;
use yuanliu_domain::incident::{
    IncidentClosed, IncidentPhoto, IncidentStep, IncidentStruck, IncidentWritten, Sort, Step,
};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::pin::MIN_ROUNDS;
use yuanliu_domain::round::RoundMade;
use yuanliu_domain::school::*;
use yuanliu_domain::seen::Seen;
use yuanliu_domain::sheet::{SheetKept, SheetStruck};
use yuanliu_domain::staying::StayingWith;
use yuanliu_domain::struck::EntryStruck;
use yuanliu_domain::tablet::{PinLocked, PinReopened, PinSet, Verifier};
use yuanliu_domain::time::Minute;

use super::{Draft, Scene, answering, from_paper, of};
use crate::school::{CHILDREN, CLASSES, GROUPS, LEADER, OFFICE, TABLETS, TEACHERS, child, name_of};

impl Scene<'_> {
    pub(super) fn of_staff(&mut self, kind: &str) -> Option<Draft> {
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
}
