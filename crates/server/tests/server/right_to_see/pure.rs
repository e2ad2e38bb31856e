//! Random schools on the pure core: the domain's rules, `scope` and `pull`.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use uuid::Uuid;
use yuanliu_domain::act::{Act, Channel, DeviceTime, Informant, Subject};
use yuanliu_domain::activity::ActivityLogged;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::call::{self, Called, Whom};
use yuanliu_domain::card::CardIssued;
use yuanliu_domain::case::{CaseKind, CaseOpened};
use yuanliu_domain::child_day::{Basis, Checked, Mark as Roll, Marked, Release};
use yuanliu_domain::collector::{CollectorNamed, Way};
use yuanliu_domain::concern::ConcernWritten;
use yuanliu_domain::consent::{Answer as Consents, Consent};
use yuanliu_domain::court::Span;
use yuanliu_domain::disagreement::{About, Objected};
use yuanliu_domain::emergency_contact::ContactNamed;
use yuanliu_domain::id::*;
use yuanliu_domain::incident::{IncidentStep, IncidentWritten, Sort, Step as Done};
use yuanliu_domain::leave::{LeaveNote, Reason, Signature};
use yuanliu_domain::on_behalf::{BehalfConfirmed, CalledBack};
use yuanliu_domain::pass::PassIssued;
use yuanliu_domain::people::{Child, ChildSet, GuardianSet, Staff};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::{Body, RowKey, checksum_term};
use yuanliu_domain::rules::{self, Kind, Rule};
use yuanliu_domain::school::{Activity, Block, Named};
use yuanliu_domain::time::{Day, Minute, Stamp};
use yuanliu_server::store::{Asked, Result, Rows, Snapshot, Viewer, file, pull};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::{Answer, WireRow};

use super::oracle::{Mark, Person, Secret};

pub const CHILDREN: usize = 4;
pub const CLASSES: usize = 2;
pub const PEOPLE: usize = 6;
const NOW: Stamp = Stamp(1_795_500_000_000);

pub fn child(number: usize) -> ChildId {
    ChildId(Uuid::from_u128(0xc0 + number as u128))
}

pub fn class(number: usize) -> ClassId {
    ClassId(Uuid::from_u128(0xa0 + number as u128))
}

fn person(number: usize) -> PersonId {
    PersonId(Uuid::from_u128(0xd0 + number as u128))
}

/// What happens in a random school.
#[derive(Clone, Debug)]
pub enum Step {
    /// A child is in this class now.
    Enters(usize, usize),
    /// This person is a guardian of the child, or no longer.
    Links(usize, usize, bool),
    /// This person has these parts and this class.
    Employs(usize, u8, Option<usize>),
    /// This person writes a leave note for the child.
    Leave(usize, usize),
    /// … names a collector and an emergency contact, with numbers.
    Names(usize, usize),
    /// … makes a pass and a card for a collector.
    Passes(usize, usize),
    /// … writes down for the family what it said on the telephone, and what it answers.
    Tells(usize, usize),
    /// … contests an entry.
    Contests(usize, usize),
    /// … answers the consent text.
    Consents(usize, usize),
    /// … does not agree with what was written for the child last.
    Objects(usize, usize),
    /// … writes a safeguarding concern about the child.
    Worries(usize, usize),
    /// … calls somebody about the child.
    Calls(usize, usize),
    /// … writes that the child is hurt, and what was done.
    Hurts(usize, usize),
    /// … writes what the group of the child did.
    Logs(usize, usize),
    /// … marks the child.
    Marks(usize, usize),
    /// … releases the child.
    Releases(usize, usize),
    /// This person's device asks, for pages of so many.
    Asks(usize),
}

/// Any step.
pub fn step() -> impl Strategy<Value = Step> {
    let (p, c) = (|| 0..PEOPLE, || 0..CHILDREN);
    prop_oneof![
        2 => (c(), 0..CLASSES).prop_map(|(c, k)| Step::Enters(c, k)),
        4 => (p(), c(), prop::bool::weighted(0.8)).prop_map(|(p, c, on)| Step::Links(p, c, on)),
        3 => (p(), 0u8..64, prop::option::of(0..CLASSES))
            .prop_map(|(p, roles, k)| Step::Employs(p, roles, k)),
        3 => (p(), c()).prop_map(|(p, c)| Step::Leave(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Names(p, c)),
        1 => (p(), c()).prop_map(|(p, c)| Step::Passes(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Tells(p, c)),
        1 => (p(), c()).prop_map(|(p, c)| Step::Contests(p, c)),
        1 => (p(), c()).prop_map(|(p, c)| Step::Consents(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Objects(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Worries(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Calls(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Hurts(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Logs(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Marks(p, c)),
        2 => (p(), c()).prop_map(|(p, c)| Step::Releases(p, c)),
        3 => p().prop_map(Step::Asks),
    ]
}

/// Parts by the bits of a number.
pub fn roles(bits: u8) -> BTreeSet<Role> {
    let all =
        [Role::Teacher, Role::Leader, Role::Guard, Role::Office, Role::ChildProtection, Role::Head];
    all.into_iter().enumerate().filter(|(bit, _)| bits & (1 << bit) != 0).map(|(_, r)| r).collect()
}

pub fn mark(school: usize, child: usize, secret: Secret) -> String {
    Mark { school, child, secret }.text()
}

// What people write, with its marks; shared with the stored worlds.

pub fn card(school: usize, number: usize, of: usize) -> ChildSet {
    let child = Child {
        name: mark(school, number, Secret::Name),
        pinyin: "zhang".into(),
        class: class(of),
        class_name: "三（2）班".into(),
        grade: 3,
        number: 1,
        allergy: false,
        left: false,
    };
    ChildSet { child, allergies: mark(school, number, Secret::Allergy) }
}

pub fn link(school: usize, person: PersonId, child: usize, on: bool) -> GuardianSet {
    GuardianSet {
        person,
        name: "家长".into(),
        relation: "家长".into(),
        phone: mark(school, child, Secret::GuardianPhone),
        ended: !on,
    }
}

pub fn note(school: usize, child: usize, day: Day, secret: Secret) -> LeaveNote {
    LeaveNote {
        from: day,
        until: day,
        time: None,
        blocks: Block::ALL.into(),
        lessons_too: false,
        reason: Reason::Sick,
        text: mark(school, child, secret),
        symptoms: mark(school, child, secret),
        goes_home: mark(school, child, Secret::GoesHome),
        signature: Signature::Typed("家长".into()),
    }
}

pub fn contact(school: usize, child: usize) -> ContactNamed {
    ContactNamed {
        name: mark(school, child, Secret::Collector),
        relation: "姑姑".into(),
        phone: mark(school, child, Secret::CollectorPhone),
        order: 1,
    }
}

pub fn collector(school: usize, child: usize, day: Day) -> CollectorNamed {
    CollectorNamed {
        way: Way::Person,
        name: mark(school, child, Secret::Collector),
        relation: "亲戚".into(),
        phone: mark(school, child, Secret::CollectorPhone),
        weekdays: BTreeSet::new(),
        from: day,
        until: None,
        photo: None,
        looks: String::new(),
        organisation: None,
    }
}

pub fn pass(school: usize, child: usize, day: Day) -> PassIssued {
    let minute = |hour| Minute::hm(hour, 0).unwrap();
    PassIssued {
        day,
        from: minute(15),
        until: minute(17),
        name: mark(school, child, Secret::Collector),
        relation: "亲戚".into(),
    }
}

pub fn standing(school: usize, child: usize, day: Day) -> CardIssued {
    let name = mark(school, child, Secret::Collector);
    CardIssued { from: day, until: day.plus(60), name, relation: "亲戚".into() }
}

pub fn contest(school: usize, child: usize, day: Day) -> CaseOpened {
    let text = mark(school, child, Secret::Case);
    CaseOpened { kind: CaseKind::Contested, day, about: vec![], text }
}

pub fn objection(school: usize, child: usize, day: Day, notice: ActId) -> Objected {
    let days = Span { from: day, until: Some(day) };
    Objected { notice, about: About::Leave, days, text: mark(school, child, Secret::Objection) }
}

pub fn called(school: usize, child: usize, day: Day) -> Called {
    let said = mark(school, child, Secret::Call);
    Called {
        day,
        about: call::About::NotCollected,
        whom: Whom::Guardian,
        name: said.clone(),
        relation: "母亲".into(),
        outcome: call::Outcome::Other,
        there_at: None,
        text: said,
    }
}

pub fn hurt(school: usize, child: usize, day: Day, by: PersonId) -> IncidentWritten {
    let notes = mark(school, child, Secret::HurtNotes);
    IncidentWritten {
        day,
        sort: Sort::Graze,
        serious: child == 0,
        place: "操场".into(),
        words: mark(school, child, Secret::Hurt),
        others: vec![],
        witnesses: vec![Named { id: by, name: notes.clone() }],
        private: notes,
    }
}

pub fn hurt_step(
    school: usize,
    child: usize,
    day: Day,
    incident: ActId,
    told: bool,
) -> IncidentStep {
    let (step, secret) = match told {
        true => (Done::FirstAid, Secret::Hurt),
        false => (Done::Reported, Secret::HurtNotes),
    };
    let words = mark(school, child, secret);
    IncidentStep { day, incident, step, relation: String::new(), words }
}

/// An entry that is flagged, so that it goes to the leader as well.
pub fn logged(school: usize, child: usize, id: ChildId, day: Day) -> ActivityLogged {
    ActivityLogged {
        day,
        activity: Activity::Games,
        other: String::new(),
        theme: mark(school, child, Secret::Did),
        place: "操场".into(),
        tags: vec![],
        help: format!("{} 讲新课", mark(school, child, Secret::Help)),
        children: vec![id],
        corrects: None,
    }
}

pub fn concern(school: usize, child: usize, id: ChildId) -> ConcernWritten {
    let said = mark(school, child, Secret::Concern);
    ConcernWritten {
        child: Some(id),
        about: said.clone(),
        seen: said.clone(),
        when: said.clone(),
        told_by: said,
    }
}

pub fn release(school: usize, child: usize, day: Day, by: PersonId) -> Release {
    Release {
        day,
        basis: Basis::Guardian,
        collector: None,
        collector_name: mark(school, child, Secret::Released),
        relation: "家长".into(),
        checked: Checked::Known,
        released_by: Named { id: by, name: "老师".into() },
        proof: Default::default(),
        second: None,
        shown: None,
        second_proof: Default::default(),
        call_back: String::new(),
        reason: String::new(),
        together: None,
        list_age: 0,
        offline: false,
    }
}

/// A school in memory, as the server keeps it.
struct School {
    rules: Vec<Rule>,
    version: u64,
    rows: BTreeMap<RowKey, (u64, Option<String>)>,
    people: Vec<Person>,
    class_of: [usize; CHILDREN],
    views: Vec<View>,
}

impl School {
    fn new() -> School {
        let mut school = School {
            rules: rules::all(),
            version: 0,
            rows: BTreeMap::new(),
            people: vec![Person::default(); PEOPLE],
            class_of: [0; CHILDREN],
            views: (0..PEOPLE).map(|_| View::default()).collect(),
        };
        (0..CHILDREN).for_each(|number| school.takes(&Step::Enters(number, number % CLASSES)));
        school
    }

    /// Applies an act as the server does: form and right, then the effect.
    fn writes<K: Kind>(&mut self, actor: PersonId, subject: Subject, body: &K) {
        self.writes_told(actor, subject, body, None);
    }

    /// The same of what a family told on the telephone.
    fn writes_told<K: Kind>(
        &mut self,
        actor: PersonId,
        subject: Subject,
        body: &K,
        informant: Option<Informant>,
    ) {
        let channel = if informant.is_some() { Channel::Phone } else { Channel::App };
        let act = Act {
            id: ActId(Uuid::from_u128(0x1000 + u128::from(self.version))),
            space: SpaceId(Uuid::from_u128(1)),
            device: DeviceId(Uuid::from_u128(2)),
            device_seq: self.version,
            actor,
            actor_name: "名".into(),
            kind: K::NAME.into(),
            kind_version: K::VERSION,
            subject,
            builds_on: vec![],
            batch: None,
            seen: None,
            at: DeviceTime { wall: NOW, school: Some(NOW), ..DeviceTime::default() },
            happened: None,
            channel,
            informant,
            tablet: None,
            body: serde_json::to_value(body).unwrap(),
        };
        let read = |key: &RowKey| self.rows.get(key).and_then(|(_, body)| body.clone());
        let effect = rules::apply(&self.rules, &act, &|_| true, &read, Some(NOW));
        self.version += 1;
        for (key, body) in effect.puts {
            self.rows.insert(key, (self.version, body));
        }
    }

    fn may_write_for(&self, p: usize, c: usize) -> bool {
        self.people[p].is_staff() || self.people[p].children.contains(&c)
    }

    fn takes(&mut self, step: &Step) {
        let (office, day) = (PersonId(Uuid::from_u128(0xff)), NOW.day());
        match *step {
            Step::Enters(c, k) => {
                self.class_of[c] = k;
                self.writes(office, Subject::Child(child(c)), &card(0, c, k));
            }
            Step::Links(p, c, on) => {
                let links = &mut self.people[p].children;
                let _ = if on { links.insert(c) } else { links.remove(&c) };
                let guards = !self.people[p].children.is_empty();
                let parts = &mut self.people[p].roles;
                let _ = if guards {
                    parts.insert(Role::Guardian)
                } else {
                    parts.remove(&Role::Guardian)
                };
                self.writes(office, Subject::Child(child(c)), &link(0, person(p), c, on));
            }
            Step::Employs(p, bits, k) => {
                let (new, guardian) = (roles(bits), self.people[p].roles.contains(&Role::Guardian));
                let parts = new.iter().copied().chain(guardian.then_some(Role::Guardian));
                self.people[p].roles = parts.collect();
                self.people[p].classes = k.into_iter().collect();
                let classes = k.into_iter().map(class).collect();
                let staff = Staff { name: "老师".into(), roles: new, classes };
                self.writes(office, Subject::Person(person(p)), &staff);
            }
            Step::Leave(p, c) if self.may_write_for(p, c) => {
                let body = note(0, c, day, Secret::Reason);
                self.writes(person(p), Subject::Child(child(c)), &body);
            }
            Step::Names(p, c) if self.may_write_for(p, c) => {
                self.writes(person(p), Subject::Child(child(c)), &collector(0, c, day));
                self.writes(person(p), Subject::Child(child(c)), &contact(0, c));
            }
            Step::Passes(p, c) if self.people[p].children.contains(&c) => {
                self.writes(person(p), Subject::Child(child(c)), &pass(0, c, day));
                self.writes(person(p), Subject::Child(child(c)), &standing(0, c, day));
            }
            Step::Tells(p, c) if self.people[p].is_staff() => {
                let subject = Subject::Child(child(c));
                let informant = Informant {
                    name: mark(0, c, Secret::GoesHome),
                    phone: Some(mark(0, c, Secret::Caller)),
                };
                let body = note(0, c, day, Secret::Reason);
                self.writes_told(person(p), subject, &body, Some(informant.clone()));
                let notice = ActId(Uuid::from_u128(0x1000 + u128::from(self.version)));
                self.writes_told(person(p), subject, &collector(0, c, day), Some(informant));
                let called =
                    CalledBack {
                        person: person(p), name: "家长".into(), relation: "母亲".into()
                    };
                let confirmed = BehalfConfirmed { notice, called: Some(called) };
                self.writes(person(p), subject, &confirmed);
                let denied = CaseOpened {
                    kind: CaseKind::NotWhatISaid,
                    about: vec![notice],
                    ..contest(0, c, day)
                };
                self.writes(person(p), subject, &denied);
            }
            Step::Contests(p, c) if self.may_write_for(p, c) => {
                self.writes(person(p), Subject::Child(child(c)), &contest(0, c, day));
            }
            Step::Consents(p, c) if self.people[p].children.contains(&c) => {
                let consent =
                    Consent { version: 1, language: "zh".into(), answer: Consents::Given };
                self.writes(person(p), Subject::Child(child(c)), &consent);
            }
            Step::Objects(p, c) if self.people[p].children.contains(&c) => {
                // About the newest notice, whatever it is: also one about another child.
                let notice = ActId(Uuid::from_u128(0x1000 + u128::from(self.version - 1)));
                let body = objection(0, c, day, notice);
                self.writes(person(p), Subject::Child(child(c)), &body);
            }
            Step::Worries(p, c) if self.people[p].is_staff() => {
                self.writes(person(p), Subject::School, &concern(0, c, child(c)));
            }
            Step::Calls(p, c) if self.people[p].is_staff() => {
                self.writes(person(p), Subject::Child(child(c)), &called(0, c, day));
            }
            Step::Hurts(p, c) if self.people[p].is_staff() => {
                let subject = Subject::Child(child(c));
                let incident = ActId(Uuid::from_u128(0x1000 + u128::from(self.version)));
                self.writes(person(p), subject, &hurt(0, c, day, person(p)));
                for told in [true, false] {
                    self.writes(person(p), subject, &hurt_step(0, c, day, incident, told));
                }
            }
            Step::Logs(p, c) if self.people[p].is_staff() => {
                let group = Subject::Group(GroupId(Uuid::from_u128(0xb1)));
                self.writes(person(p), group, &logged(0, c, child(c), day));
            }
            Step::Marks(p, c) if self.people[p].is_staff() => {
                let body = Marked { day, mark: Roll::Present, place: None };
                self.writes(person(p), Subject::Child(child(c)), &body);
            }
            Step::Releases(p, c) if self.people[p].is_staff() => {
                let body = release(0, c, day, person(p));
                self.writes(person(p), Subject::Child(child(c)), &body);
            }
            Step::Asks(p) => self.asks(p),
            _ => {}
        }
    }

    /// A device asks until there is no more; whatever comes must be its person's.
    fn asks(&mut self, p: usize) {
        let viewer = Viewer {
            person: person(p),
            device: DeviceId(Uuid::from_u128(0xe0 + p as u128)),
            today: NOW.day(),
        };
        for round in 0.. {
            assert!(round < 50, "never ends");
            let view = &self.views[p];
            let asked = Asked { cursor: view.cursor.clone(), have: view.have() };
            let Ok(page) = pull(self, &viewer, &asked) else {
                // Somebody whom the office never entered is told nothing.
                assert_eq!(self.people[p], Person::default());
                return;
            };
            for row in &page.rows {
                self.allows(p, row.body.as_deref().unwrap_or_default(), row);
            }
            let more = page.more;
            let answer = Answer {
                nonce: Uuid::nil(),
                asked: asked.cursor,
                verdicts: vec![],
                forget: page.forget,
                rows: page.rows,
                whole: page.whole,
                cursor: page.cursor,
                checksums: page.checksums,
                more,
                server_time: NOW,
                seal: None,
            };
            let change = self.views[p].take(&answer, NOW).expect("our own question");
            assert_eq!(change.diverged, []);
            if !more {
                break;
            }
        }
        // What the device still holds is its person's too: the rest was forgotten.
        let view = &self.views[p];
        let held = view.audiences().filter(|audience| !matches!(audience, Audience::Device(_)));
        for audience in held.collect::<Vec<_>>() {
            let rows = self.wire(&audience);
            for row in rows {
                let key = RowKey { audience, kind: row.kind.clone(), key: row.key.clone() };
                self.allows(p, view.get(&key).unwrap_or_default(), &row);
            }
        }
    }

    fn allows(&self, p: usize, text: &str, row: &WireRow) {
        for mark in Mark::all_in(text) {
            assert!(
                mark.is_for(&self.people[p], self.class_of[mark.child]),
                "{mark:?} went to {:?} in {}/{}",
                self.people[p],
                row.audience,
                row.kind
            );
        }
    }

    /// The files that each person may ask for, and those that nobody may.
    fn files(&self) {
        for (p, who) in self.people.iter().enumerate() {
            for c in 0..CHILDREN {
                match file::of(self, child(c), person(p), NOW.day()) {
                    Err(_) => assert!(!who.children.contains(&c)),
                    Ok(rows) => {
                        assert!(who.children.contains(&c), "a stranger's file");
                        let text: String = rows.into_iter().filter_map(|row| row.body).collect();
                        for mark in Mark::all_in(&text) {
                            assert!(mark.is_in_file_of(who, self.class_of[c], c), "{mark:?}");
                        }
                    }
                }
            }
        }
    }

    fn of(&self, audience: &Audience) -> impl Iterator<Item = (&RowKey, &(u64, Option<String>))> {
        let first = RowKey { audience: *audience, kind: String::new(), key: String::new() };
        let audience = *audience;
        self.rows.range(first..).take_while(move |(key, _)| key.audience == audience)
    }

    fn wire(&self, audience: &Audience) -> Vec<WireRow> {
        self.of(audience)
            .map(|(key, (version, body))| WireRow {
                audience: *audience,
                kind: key.kind.clone(),
                key: key.key.clone(),
                version: *version,
                body: body.clone(),
            })
            .collect()
    }
}

impl Rows for School {
    fn row(&self, key: &RowKey) -> Result<Option<String>> {
        Ok(self.rows.get(key).and_then(|(_, body)| body.clone()))
    }
}

impl Snapshot for School {
    fn epoch(&self) -> Uuid {
        Uuid::from_u128(3)
    }

    fn version(&self) -> Result<u64> {
        Ok(self.version)
    }

    fn kept_from(&self) -> Result<u64> {
        Ok(0)
    }

    fn version_of(&self, key: &RowKey) -> Result<u64> {
        Ok(self.rows.get(key).map_or(0, |(version, _)| *version))
    }

    fn changed(&self, audience: &Audience, after: u64, _: usize) -> Result<Vec<WireRow>> {
        let mut rows = self.wire(audience);
        rows.retain(|row| row.version > after);
        rows.sort_by_key(|row| row.version);
        Ok(rows)
    }

    fn whole(
        &self,
        audience: &Audience,
        after: Option<&(String, String)>,
        limit: usize,
    ) -> Result<Vec<WireRow>> {
        let mut rows = self.wire(audience);
        let after = after.cloned().unwrap_or_default();
        rows.retain(|row| row.body.is_some() && (row.kind.clone(), row.key.clone()) > after);
        rows.truncate(limit);
        Ok(rows)
    }

    fn sum(&self, audience: &Audience) -> Result<i64> {
        let terms = self.of(audience).filter_map(|(key, (version, body))| {
            Some(checksum_term(&key.kind, &key.key, *version, body.as_deref()?))
        });
        Ok(terms.fold(0, i64::wrapping_add))
    }

    fn children_of(&self, class: ClassId) -> Result<Vec<ChildId>> {
        let cards = self.of(&Audience::Roll).filter(|(key, _)| key.kind == Child::KIND);
        let of = cards.filter(|(_, (_, body))| {
            let card = body.as_deref().and_then(|body| serde_json::from_str::<Child>(body).ok());
            card.is_some_and(|card| card.class == class)
        });
        Ok(of.filter_map(|(key, _)| key.key.parse().ok()).collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn i5_in_ten_thousand_random_schools_nobody_is_given_what_is_not_theirs(
        steps in prop::collection::vec(step(), 8..24),
    ) {
        let mut school = School::new();
        steps.iter().for_each(|step| school.takes(step));
        (0..PEOPLE).for_each(|p| school.asks(p));
        school.files();
    }
}

/// The oracle itself: a leak that is put in by hand is seen.
#[test]
fn a_leak_would_be_found() {
    let mut school = School::new();
    school.takes(&Step::Links(0, 0, true));
    school.takes(&Step::Links(1, 1, true));
    school.takes(&Step::Leave(1, 1));
    school.asks(0);
    let theirs = mark(0, 1, Secret::Reason);
    let key = RowKey { audience: Audience::Family(child(0)), kind: "x".into(), key: "y".into() };
    school.version += 1;
    school.rows.insert(key, (school.version, Some(format!("\"{theirs}\""))));
    let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| school.asks(0)));
    assert!(asked.is_err());
}

/// The same for a concern: on the office's shelf it is seen there.
#[test]
fn a_concern_in_the_office_would_be_found() {
    let mut school = School::new();
    school.takes(&Step::Employs(0, 0b00_1000, None));
    school.takes(&Step::Employs(1, 0b01_0000, None));
    school.takes(&Step::Worries(0, 1));
    (0..PEOPLE).for_each(|p| school.asks(p));
    let key = RowKey { audience: Audience::Office, kind: "x".into(), key: "y".into() };
    school.version += 1;
    let said = mark(0, 1, Secret::Concern);
    school.rows.insert(key, (school.version, Some(format!("\"{said}\""))));
    let asks = |school: &mut School, p| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| school.asks(p)))
    };
    assert!(asks(&mut school, 1).is_ok(), "it is theirs");
    assert!(asks(&mut school, 0).is_err(), "the office wrote it and must not read it");
}
