//! One act of every kind there is. Each test file uses a part of it.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use yuanliu_domain::act::{Act, Subject, to_base64};
use yuanliu_domain::activity::{
    ActivityLogged, ActivityPhoto, ActivityStruck, PHOTO_TEXT, PhotoConsent, Tag,
};
use yuanliu_domain::at_gate::{AtGate, AtGateWithdrawn};
use yuanliu_domain::call::{self, Called, Whom};
use yuanliu_domain::card::{CardCancelled, CardIssued};
use yuanliu_domain::case::{CaseClosed, CaseKind, CaseOpened};
use yuanliu_domain::check::{
    Area, CheckMade, Condition, FaultClosed, FaultPhoto, FaultPhotoStruck, Item, SymptomsChecked,
};
use yuanliu_domain::child_day::*;
use yuanliu_domain::choice::{Choose, ChooseDay};
use yuanliu_domain::closing::{DayClosed, Days};
use yuanliu_domain::collector::{CollectorNamed, CollectorWithdrawn, Organisation, Way};
use yuanliu_domain::concern::{Authority, ConcernClosed, ConcernReported, ConcernWritten};
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::day_change::{Answer as Answers, ChangeAnswered, DayChangeEnded};
use yuanliu_domain::disagreement::{
    About, Call, DisagreementSettled, Objected, ObjectionWithdrawn, Outcome,
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
use yuanliu_domain::people::{Child, ChildSet, Class, GuardianSet, Staff};
use yuanliu_domain::photo::{PhotoHash, PortraitSet};
use yuanliu_domain::pin::MIN_ROUNDS;
use yuanliu_domain::provider::{Helper, Provider};
use yuanliu_domain::rights::Role;
use yuanliu_domain::round::RoundMade;
use yuanliu_domain::school::*;
use yuanliu_domain::seen::Seen;
use yuanliu_domain::sheet::{SheetKept, SheetStruck};
use yuanliu_domain::staying::StayingWith;
use yuanliu_domain::struck::EntryStruck;
use yuanliu_domain::tablet::{PinLocked, PinReopened, PinSet, Tablet, Verifier};
use yuanliu_domain::time::{Day, Minute, Weekday};
use yuanliu_domain::visitor::{VisitorIn, VisitorOut};
use yuanliu_domain::waiting::{WaitingPoint, Whose};

use crate::world::*;

pub fn place() -> Place {
    Place { group: GROUP, name: "阅读一组".into(), room: "3 号教室".into() }
}

pub fn release(basis: Basis) -> Release {
    Release {
        day: day(),
        basis,
        collector: None,
        shown: None,
        collector_name: "周桂兰".into(),
        relation: "外婆".into(),
        checked: Checked::Known,
        released_by: Named { id: TEACHER, name: "李明老师".into() },
        proof: Proof::Named,
        second: None,
        second_proof: Proof::Named,
        call_back: String::new(),
        reason: String::new(),
        together: None,
        list_age: 4,
        offline: false,
    }
}

pub fn note() -> LeaveNote {
    LeaveNote {
        from: day(),
        until: day(),
        time: None,
        blocks: BTreeSet::from(Block::ALL),
        lessons_too: false,
        reason: Reason::Sick,
        text: "发烧".into(),
        symptoms: "38.2 度".into(),
        goes_home: "妈妈来接".into(),
        signature: Signature::Drawn(vec![vec![(10, 20), (30, 40)]]),
    }
}

pub fn named(way: Way) -> CollectorNamed {
    CollectorNamed {
        way,
        name: "周桂兰".into(),
        relation: "外婆".into(),
        phone: "12100001234".into(),
        weekdays: BTreeSet::from([Weekday::Mon, Weekday::Tue]),
        from: day(),
        until: None,
        photo: None,
        looks: String::new(),
        organisation: None,
    }
}

/// The name of some picture.
pub fn face() -> PhotoHash {
    PhotoHash::of("一张照片".as_bytes())
}

/// A collector with a photo, as newer clients name one.
pub fn with_photo() -> Act {
    let body = CollectorNamed { photo: Some(face()), ..named(Way::Person) };
    act(14, MOTHER, Subject::Child(CHILD), &body)
}

/// The escort of a tutoring centre, as newer clients name one.
pub fn escort(organisation: &str, name: &str) -> CollectorNamed {
    CollectorNamed {
        name: name.into(),
        relation: organisation.into(),
        weekdays: BTreeSet::new(),
        organisation: Some(Organisation::TutoringCentre),
        ..named(Way::Person)
    }
}

/// A child who left with an escort and others, counted by both sides.
pub fn together() -> Act {
    let body = Release {
        collector_name: "乔晓芸".into(),
        relation: "小橘灯托管".into(),
        together: Some(7),
        ..release(Basis::Organisation)
    };
    act(21, TEACHER, Subject::Child(CHILD), &body)
}

pub fn contact(name: &str, order: u8) -> ContactNamed {
    ContactNamed {
        name: name.into(), relation: "姑姑".into(), phone: "12100005678".into(), order
    }
}

pub fn paper(until: Option<Day>) -> CourtPaper {
    CourtPaper {
        guardian: MOTHER,
        name: "陈静".into(),
        number: "（2026）沪0107民初12号".into(),
        span: Span { from: day(), until },
        ends_view: true,
        lifted: false,
    }
}

pub fn pass() -> PassIssued {
    PassIssued {
        day: day(),
        from: Minute::hm(15, 30).unwrap(),
        until: Minute::hm(17, 0).unwrap(),
        name: "周桂兰".into(),
        relation: "外婆".into(),
    }
}

pub fn card() -> CardIssued {
    CardIssued {
        from: day(),
        until: day().plus(60),
        name: "周桂兰".into(),
        relation: "外婆".into(),
    }
}

pub fn objection(notice: ActId, about: About) -> Objected {
    let days = Span { from: day(), until: Some(day()) };
    Objected { notice, about, days, text: "周二说好由我接".into() }
}

pub fn outcome(objection: ActId, notice: ActId, about: About) -> DisagreementSettled {
    let call = |guardian, name: &str, said: &str| Call {
        guardian,
        name: name.into(),
        at: at(15, 50),
        reached: true,
        said: said.into(),
    };
    DisagreementSettled {
        objection,
        notice,
        about,
        days: Span { from: day(), until: Some(day()) },
        calls: vec![call(MOTHER, "陈静", "可以"), call(FATHER, "张伟", "今天加班")],
        blocks: None,
        outcome: Outcome::NotSo,
        words: "今天不请假，17:30 妈妈来接".into(),
    }
}

pub fn concern() -> ConcernWritten {
    ConcernWritten {
        child: Some(CHILD),
        about: "三（2）班 张一鸣".into(),
        seen: "手臂上有几处旧伤".into(),
        when: "今天体育课后".into(),
        told_by: "孩子自己说的".into(),
    }
}

pub fn report(concern: ActId) -> ConcernReported {
    ConcernReported {
        concern,
        to: Authority::Police,
        at: at(16, 10),
        by: "周敏".into(),
        number: "110-20261124-77".into(),
        words: "派出所已受理".into(),
    }
}

pub fn count(counted: u16) -> HeadCounted {
    let reason = if counted == 1 { String::new() } else { "有一位在洗手间".into() };
    HeadCounted { day: day(), counted, expected: 1, children: vec![CHILD], reason }
}

pub fn hand_over() -> HandedOver {
    HandedOver {
        day: day(),
        to: Named { id: PROTECTOR, name: "周敏老师".into() },
        proof: Proof::Pin,
        children: vec![CHILD],
        out: vec![OTHER_CHILD],
        given: 1,
        taken: 2,
        reason: "接班时洗手间的孩子回来了".into(),
        notes: "张一鸣 17:00 由外婆接".into(),
    }
}

pub fn merger() -> GroupsMerged {
    GroupsMerged {
        day: day(),
        into: Place { group: OTHER_GROUP, name: "晚托二组".into(), room: "5 号教室".into() },
        to: None,
        proof: Proof::Named,
        children: vec![CHILD],
        out: vec![OTHER_CHILD],
        given: 1,
        taken: 1,
        reason: String::new(),
    }
}

pub fn drill() -> EmergencyStarted {
    EmergencyStarted {
        day: day(), real: false, reason: "消防演练".into(), place: "操场".into()
    }
}

pub fn counted(emergency: ActId, found: &[(Who, Safety)]) -> EmergencyCounted {
    let found = found.iter().map(|(who, safety)| Found { who: *who, safety: *safety }).collect();
    EmergencyCounted { day: day(), emergency, place: "操场东侧".into(), found }
}

pub fn ended(emergencies: &[ActId]) -> EmergencyEnded {
    EmergencyEnded {
        day: day(),
        emergencies: emergencies.to_vec(),
        result: Tally { safe: 40, missing: 1, unknown: 0 },
        not_safe: vec![Found { who: Who::Child(CHILD), safety: Safety::Missing }],
        note: "东门有些挤".into(),
    }
}

pub fn visitor() -> VisitorIn {
    VisitorIn {
        day: day(),
        name: "孙建明".into(),
        organisation: "区青少年活动中心".into(),
        purpose: "科技小组授课".into(),
        visits: "李明老师".into(),
        escort: String::new(),
        badge: "07".into(),
        provider: None,
    }
}

pub fn provider() -> Provider {
    let helper = |name: &str, checked| Helper { name: name.into(), checked };
    Provider {
        id: PROVIDER,
        name: "区青少年活动中心".into(),
        service: "科技小组".into(),
        agreed_until: Some(day().plus(200)),
        people: vec![helper("孙建明", Some(day().plus(-30))), helper("钱进", None)],
        ended: false,
    }
}

pub fn slip() -> EarlyLeaveIssued {
    EarlyLeaveIssued {
        day: day(),
        minute: Minute::hm(15, 50).unwrap(),
        basis: Basis::Listed,
        collector: None,
        collector_name: "周桂兰".into(),
        relation: "外婆".into(),
    }
}

pub fn called(whom: Whom, name: &str, outcome: call::Outcome) -> Called {
    Called {
        day: day(),
        about: call::About::NotCollected,
        whom,
        name: name.into(),
        relation: "母亲".into(),
        outcome,
        there_at: None,
        text: String::new(),
    }
}

pub fn staying() -> StayingWith {
    StayingWith { day: day(), staff: vec![Named { id: TEACHER, name: "李明老师".into() }] }
}

pub fn round() -> RoundMade {
    RoundMade {
        day: day(),
        place: "3 号教室".into(),
        group: Some(GROUP),
        finding: "窗户没有关好，已请老师关上".into(),
    }
}

pub fn hurt() -> IncidentWritten {
    IncidentWritten {
        day: day(),
        sort: Sort::Graze,
        serious: false,
        place: "操场".into(),
        words: "跑步时摔倒，擦伤左膝".into(),
        others: vec![OTHER_CHILD],
        witnesses: vec![Named { id: TEACHER, name: "李明老师".into() }],
        private: "和另一个孩子相撞".into(),
    }
}

pub fn step(incident: ActId, step: Step, words: &str) -> IncidentStep {
    IncidentStep { day: day(), incident, step, relation: String::new(), words: words.into() }
}

/// A photo of the incident, or of one of its entries.
pub fn hurt_photo(incident: ActId, entry: Option<ActId>) -> IncidentPhoto {
    IncidentPhoto { day: day(), incident, entry, photo: face() }
}

/// The six kinds of an incident, all about one.
fn of_an_incident(child: Subject) -> Vec<Act> {
    let written = act(70, TEACHER, child, &hurt());
    let incident = written.id;
    let called = IncidentStep {
        relation: "母亲".into(),
        ..step(incident, Step::GuardianCalled, "陈静，马上来")
    };
    let called = answering(act(71, TEACHER, child, &called), incident);
    let read = IncidentAcknowledged { day: day(), incident };
    let closed = IncidentClosed { day: day(), incident, words: "第二天已正常上课".into() };
    let struck = IncidentStruck {
        day: day(),
        incident,
        original: called.id,
        as_leader: false,
        reason: "打给了父亲".into(),
    };
    let struck = answering(act(74, TEACHER, child, &struck), incident);
    let struck = answering(struck, called.id);
    vec![
        written,
        called,
        answering(act(72, MOTHER, child, &read), incident),
        answering(act(73, OFFICE, child, &closed), incident),
        struck,
        answering(act(75, TEACHER, child, &hurt_photo(incident, None)), incident),
    ]
}

pub fn item(item: &str, found: Condition, words: &str) -> Item {
    Item { item: item.into(), found, words: words.into() }
}

pub fn fire_check() -> CheckMade {
    CheckMade {
        day: day(),
        area: Area::Fire,
        place: "教学楼二层".into(),
        items: vec![
            item("安全出口畅通", Condition::Fine, ""),
            item("灭火器在有效期内", Condition::Fault, "203 门口的一只过期了"),
            item("应急灯能亮", Condition::NotLooked, ""),
        ],
    }
}

pub fn looked(fever: u16) -> SymptomsChecked {
    SymptomsChecked { day: day(), looked: 32, fever, cough: 2, stomach: 0, rash: 0 }
}

/// A photo of the second item of this check.
pub fn fault_photo(check: ActId, proof: bool) -> FaultPhoto {
    FaultPhoto { check, item: 1, proof, photo: face() }
}

/// The five kinds of checks.
fn of_checks() -> Vec<Act> {
    let check = act(80, TEACHER, Subject::School, &fire_check());
    let closed = FaultClosed {
        check: check.id,
        item: 1,
        done: "已换新的灭火器".into(),
        done_by: "总务处".into(),
    };
    let closed = answering(act(81, TEACHER, Subject::School, &closed), check.id);
    let photo = act(83, TEACHER, Subject::School, &fault_photo(check.id, false));
    let photo = answering(photo, check.id);
    let struck = FaultPhotoStruck {
        check: check.id,
        item: 1,
        original: photo.id,
        as_leader: false,
        reason: "照片拍错了".into(),
    };
    let struck = answering(act(84, TEACHER, Subject::School, &struck), check.id);
    let struck = answering(struck, photo.id);
    let symptoms = act(82, TEACHER, Subject::Group(GROUP), &looked(1));
    vec![check, closed, symptoms, photo, struck]
}

pub fn sheet() -> SheetKept {
    let written_by = Named { id: TEACHER, name: "李明老师".into() };
    SheetKept { day: day(), written_by, photo: face() }
}

/// The two kinds of sheets.
fn of_sheets() -> Vec<Act> {
    let kept = act(86, GUARD, Subject::School, &sheet());
    let (original, reason) = (kept.id, "拍糊了".into());
    let body = SheetStruck { day: day(), original, as_leader: false, reason };
    let struck = answering(act(87, GUARD, Subject::School, &body), original);
    vec![kept, struck]
}

pub fn reading() -> ActivityLogged {
    ActivityLogged {
        day: day(),
        activity: Activity::Reading,
        other: String::new(),
        theme: "《夏洛的网》".into(),
        place: "3 号教室".into(),
        tags: vec![Tag::Theme],
        help: "三位同学数学补差补缺".into(),
        children: vec![CHILD, OTHER_CHILD],
        corrects: None,
    }
}

pub fn heads(counted: u16, reason: &str) -> Heads {
    let children = vec![CHILD, OTHER_CHILD];
    Heads { counted, expected: 2, children, reason: reason.into() }
}

pub fn outing() -> OutingLeft {
    OutingLeft {
        day: day(),
        destination: "普陀大学堂".into(),
        leads: Named { id: TEACHER, name: "李明老师".into() },
        heads: heads(2, ""),
    }
}

pub fn on_the_way(outing: ActId, stage: Stage, heads: Heads) -> OutingCounted {
    OutingCounted { day: day(), outing, stage, destination: "普陀大学堂".into(), heads }
}

/// A photo of this activity on which one child can be seen.
pub fn depicts(activity: ActId) -> ActivityPhoto {
    let children = reading().children;
    ActivityPhoto { day: day(), activity, children, shown: vec![CHILD], photo: face() }
}

/// The log of a group, an outing, and a photo with a consent to it.
fn of_activities() -> Vec<Act> {
    let group = Subject::Group(GROUP);
    let log = act(90, TEACHER, group, &reading());
    let struck = ActivityStruck {
        day: day(),
        original: log.id,
        children: reading().children,
        reason: "写错了组".into(),
    };
    let struck = answering(act(91, TEACHER, group, &struck), log.id);
    let left = act(92, TEACHER, group, &outing());
    let back = on_the_way(left.id, Stage::Returned, heads(1, "一位由妈妈在基地接走"));
    let back = answering(act(93, TEACHER, group, &back), left.id);
    let photo = answering(act(94, TEACHER, group, &depicts(log.id)), log.id);
    let agrees = PhotoConsent { of: None, version: PHOTO_TEXT, given: true };
    vec![log, struck, left, back, photo, act(97, MOTHER, Subject::Child(CHILD), &agrees)]
}

/// The rain version 雨天放学, said by the duty leader.
pub fn rain() -> DayChanged {
    DayChanged {
        day: day(),
        scope: Scope::School,
        cancelled: BTreeSet::new(),
        ends: None,
        rain: true,
        text: "今天雨天放学，请到雨天接送点接孩子。".into(),
    }
}

/// A guardian is at the gate, and is not.
fn of_the_gate(child: Subject) -> Vec<Act> {
    let said = act(130, MOTHER, child, &AtGate { day: day() });
    let back = AtGateWithdrawn { day: day(), said: said.id };
    let back = answering(act(131, MOTHER, child, &back), said.id);
    vec![said, back]
}

/// A day change is answered and ended; waiting points and opening hours.
fn of_the_day(child: Subject) -> Vec<Act> {
    let rain = act(120, LEADER, Subject::School, &rain()).id;
    let ended = DayChangeEnded { day: day(), changes: vec![rain] };
    let answer = ChangeAnswered { day: day(), change: rain, answer: Answers::NeedsCare };
    let point =
        WaitingPoint {
            of: Whose::Grade(3), usual: "东门".into(), rain: "体育馆门口".into()
        };
    let hm = |h, m| Minute::hm(h, m).unwrap();
    let hours = Hours { from: hm(17, 30), until: hm(20, 30) };
    let hours = OpenHours { on: On::Weekday(Weekday::Tue), hours: Some(hours) };
    vec![
        answering(act(121, LEADER, Subject::School, &ended), rain),
        answering(act(122, MOTHER, child, &answer), rain),
        act(123, OFFICE, Subject::School, &point),
        act(124, OFFICE, Subject::School, &hours),
        act(125, OFFICE, Subject::School, &provider()),
    ]
}

pub fn answering(mut act: Act, original: ActId) -> Act {
    act.builds_on.push(original);
    act
}

/// One act of every kind, each by somebody who may write it.
pub fn every_kind() -> Vec<Act> {
    let child = Subject::Child(CHILD);
    let earlier = act(1, MOTHER, child, &note()).id;
    let week = BTreeMap::from([(Weekday::Tue, BTreeSet::from(Block::ALL))]);
    let hm = |h, m| Minute::hm(h, m).unwrap();
    let school = School {
        name: "望澜路小学".into(),
        phone: "021-0000-0100".into(),
        lessons_end: hm(15, 20),
        late_care: hm(16, 30),
        closing: hm(18, 0),
    };
    let group = Group {
        name: "阅读一组".into(),
        room: "3 号教室".into(),
        activity: Activity::Reading,
        block: Block::Activities,
        classes: vec![CLASS],
    };
    let standing = card();
    let card = Child {
        name: "张一鸣".into(),
        pinyin: "zhang yi ming".into(),
        class: CLASS,
        class_name: "三（2）班".into(),
        grade: 3,
        number: 12,
        allergy: false,
        left: false,
    };
    let guardian = GuardianSet {
        person: MOTHER,
        name: "陈静".into(),
        relation: "母亲".into(),
        phone: "12100000001".into(),
        ended: false,
    };
    let staff = Staff {
        name: "王雪梅老师".into(),
        roles: BTreeSet::from([Role::Teacher]),
        classes: BTreeSet::from([CLASS]),
    };
    let ends = LessonsEnd {
        day: day(),
        staying: vec![CHILD],
        left: vec![OTHER_CHILD],
        absent: vec![],
        note: String::new(),
    };
    let changed = DayChanged {
        day: day(),
        scope: Scope::School,
        cancelled: BTreeSet::from([Block::LateCare]),
        ends: Some(hm(17, 0)),
        rain: false,
        text: "因天气原因，今天晚托提前到 17:00 结束。".into(),
    };
    let called_back =
        CalledBack { person: MOTHER, name: "陈静".into(), relation: "母亲".into() };
    let opened = CaseOpened {
        kind: CaseKind::Contested,
        day: day(),
        about: vec![earlier],
        text: "孩子今天没有来".into(),
    };
    let closed =
        CaseClosed {
            case: earlier.to_string(), child: Some(CHILD), reason: "已电话核实".into()
        };
    let tablet = Tablet { place: "一年级托管室".into(), ended: false };
    let verifier =
        Verifier { salt: to_base64(&[7; 16]), rounds: MIN_ROUNDS, check: to_base64(&[9; 32]) };
    let every = vec![
        act(1, OFFICE, Subject::School, &school),
        act(2, OFFICE, Subject::Class(CLASS), &Class { grade: 3, name: "三（2）班".into() }),
        act(3, OFFICE, child, &ChildSet { child: card, allergies: "花生".into() }),
        act(4, OFFICE, child, &guardian),
        act(5, OFFICE, Subject::Person(TEACHER), &staff),
        act(6, OFFICE, Subject::Group(GROUP), &group),
        act(
            7,
            OFFICE,
            Subject::Group(GROUP),
            &Duty { day: day(), staff: vec![TEACHER], closing: hm(18, 0) },
        ),
        act(
            8,
            OFFICE,
            Subject::School,
            &SchoolDaySet { day: day(), open: true, follows: Some(Weekday::Thu) },
        ),
        act(9, TEACHER, Subject::School, &changed),
        act(10, MOTHER, child, &Choose { from: day(), until: None, week }),
        act(
            11,
            MOTHER,
            child,
            &ChooseDay { day: day(), blocks: BTreeSet::from([Block::Activities]) },
        ),
        act(12, MOTHER, child, &note()),
        answering(act(13, MOTHER, child, &LeaveWithdrawn { note: earlier }), earlier),
        act(14, MOTHER, child, &named(Way::Person)),
        act(15, MOTHER, child, &CollectorWithdrawn { collector: earlier.into() }),
        act(67, MOTHER, child, &contact("张莉", 1)),
        act(68, MOTHER, child, &ContactWithdrawn { contact: earlier }),
        answering(act(16, TEACHER, child, &Seen { notice: earlier }), earlier),
        act(17, TEACHER, child, &LessonsAbsent { day: day() }),
        act(18, TEACHER, Subject::Class(CLASS), &ends),
        act(19, TEACHER, child, &TakenIn { day: day(), place: Some(place()) }),
        act(20, TEACHER, child, &Marked { day: day(), mark: Mark::Present, place: Some(place()) }),
        act(21, TEACHER, child, &release(Basis::Listed)),
        answering(
            act(
                22,
                TEACHER,
                child,
                &Corrected { day: day(), original: earlier, reason: "点错了".into() },
            ),
            earlier,
        ),
        act(23, MOTHER, child, &opened),
        answering(
            act(
                90,
                TEACHER,
                child,
                &BehalfConfirmed { notice: earlier, called: Some(called_back) },
            ),
            earlier,
        ),
        act(24, OFFICE, Subject::School, &closed),
        act(25, OFFICE, Subject::Person(TABLET), &tablet),
        act(26, TEACHER, Subject::Person(TEACHER), &PinSet { verifier }),
        act(27, TABLET, Subject::Person(TEACHER), &PinLocked { tablet: TABLET }),
        act(28, OFFICE, Subject::Person(TEACHER), &PinReopened { tablet: TABLET }),
        act(
            29,
            MOTHER,
            child,
            &Consent { version: 1, language: "zh".into(), answer: Answer::Given },
        ),
        act(30, OFFICE, child, &paper(None)),
        act(31, MOTHER, child, &PortraitSet { photo: Some(face()), version: 2 }),
        act(32, MOTHER, child, &pass()),
        act(
            33,
            MOTHER,
            child,
            &PassWithdrawn { pass: act(32, MOTHER, child, &pass()).id, day: day(), office: false },
        ),
        act(34, MOTHER, child, &standing),
        act(
            35,
            OFFICE,
            child,
            &CardCancelled { card: act(34, MOTHER, child, &standing).id, office: true },
        ),
        act(36, MOTHER, child, &objection(earlier, About::Leave)),
        answering(act(37, MOTHER, child, &ObjectionWithdrawn { objection: earlier }), earlier),
        answering(act(38, TEACHER, child, &outcome(earlier, earlier, About::Leave)), earlier),
        act(39, TEACHER, Subject::School, &concern()),
        answering(act(40, PROTECTOR, Subject::School, &report(earlier)), earlier),
        answering(
            act(
                41,
                PROTECTOR,
                Subject::School,
                &ConcernClosed { concern: earlier, reason: "由民政部门跟进".into() },
            ),
            earlier,
        ),
        act(42, TEACHER, Subject::Group(GROUP), &count(2)),
        act(
            43,
            TEACHER,
            Subject::Group(GROUP),
            &Covered { day: day(), reason: "王老师临时开会".into() },
        ),
        act(44, TEACHER, Subject::Group(GROUP), &hand_over()),
        act(45, TEACHER, Subject::Group(GROUP), &merger()),
        act(60, TEACHER, Subject::School, &drill()),
        act(
            61,
            TEACHER,
            Subject::School,
            &counted(
                act(60, TEACHER, Subject::School, &drill()).id,
                &[
                    (Who::Child(CHILD), Safety::Safe),
                    (Who::Staff(TEACHER), Safety::Safe),
                    (Who::Visitor(earlier), Safety::Missing),
                ],
            ),
        ),
        {
            let call = act(60, TEACHER, Subject::School, &drill()).id;
            answering(act(62, OFFICE, Subject::School, &ended(&[call])), call)
        },
        act(63, TEACHER, Subject::School, &visitor()),
        {
            let visit = act(63, TEACHER, Subject::School, &visitor()).id;
            let out = VisitorOut { day: day(), visit, still_here: false };
            answering(act(64, TEACHER, Subject::School, &out), visit)
        },
        act(65, TEACHER, child, &slip()),
        {
            let slip = act(65, TEACHER, child, &slip()).id;
            let back = EarlyLeaveWithdrawn { day: day(), slip };
            answering(act(66, TEACHER, child, &back), slip)
        },
        act(
            42,
            TEACHER,
            child,
            &Called {
                there_at: Some(hm(18, 20)),
                text: "路上堵车".into(),
                ..called(Whom::Guardian, "陈静", call::Outcome::OnTheWay)
            },
        ),
        act(43, TEACHER, child, &staying()),
        act(44, OFFICE, Subject::School, &round()),
        act(45, OFFICE, Subject::School, &DayClosed::of(day(), &Days::new(), "都接走了".into())),
        answering(
            act(
                46,
                TEACHER,
                child,
                &EntryStruck {
                    day: day(),
                    original: earlier,
                    reason: "点错了".into(),
                    as_leader: false,
                },
            ),
            earlier,
        ),
    ];
    let of_day = [of_the_day(child), of_the_gate(child)].concat();
    [every, of_an_incident(child), of_checks(), of_sheets(), of_activities(), of_day].concat()
}
