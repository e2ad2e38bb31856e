//! Random schools in the real server, two in one database: sync, errors,
//! files, readers, proofs. Fewer, because each is a server of its own.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;
use uuid::Uuid;
use yuanliu_domain::act::{Subject, to_base64};
use yuanliu_domain::activity::{
    ActivityLogged, ActivityPhoto, PHOTO_TEXT, PhotoConsent, PhotoConsents,
};
use yuanliu_domain::check::{Area, CheckMade, Condition, FaultPhoto, Item};
use yuanliu_domain::collector::CollectorNamed;
use yuanliu_domain::id::{ActId, ChildId, GroupId, PersonId, SpaceId};
use yuanliu_domain::incident::IncidentPhoto;
use yuanliu_domain::people::Staff;
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::School;
use yuanliu_domain::time::Minute;
use yuanliu_server::store::Founding;
use yuanliu_sync::photo::{PhotoContent, PutPhoto};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::{Answer, Enrol, PROTOCOL, SignedAct};

use super::oracle::{Mark, Person, Secret};
use super::pure::{
    self, CHILDREN, PEOPLE, Step, card, class, collector, concern, contact, contest, link, note,
    objection,
};
use crate::world::photos::{address, picture};
use crate::world::{Device, Response, World};

const WORLDS: usize = 30;

/// Two schools, people who may be of either, and what they are there.
struct District {
    world: World,
    schools: [SpaceId; 2],
    offices: [PersonId; 2],
    office: Device,
    people: Vec<(PersonId, String, Device)>,
    parts: [Vec<Person>; 2],
    class_of: [[usize; CHILDREN]; 2],
    acts: Vec<(usize, ActId, PersonId)>,
    /// Photos that were taken: of which school, who may have it, and the picture.
    photos: Vec<(usize, Shown, Vec<u8>)>,
    /// What guardians say to photos of activities.
    consents: [[PhotoConsents; CHILDREN]; 2],
    /// Leave notes that were applied: of which school, of which child, and by whom.
    notes: Vec<(usize, usize, ActId, PersonId)>,
    /// Acts that are concerns.
    concerns: BTreeSet<ActId>,
}

/// What a photo shows, and so who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Who may collect this child.
    Collector(usize),
    /// This child's hurt, or what was done about it and its family reads too.
    Hurt(usize),
    /// What the school itself did about it.
    Reported(usize),
    /// A fault.
    Fault,
    /// These two children at what their group did.
    Did([usize; 2]),
}

impl Shown {
    fn is_for(self, part: &Person, consents: &[PhotoConsents; CHILDREN]) -> bool {
        match self {
            Shown::Collector(child) => part.is_staff() || part.children.contains(&child),
            Shown::Hurt(child) => part.tends() || part.children.contains(&child),
            Shown::Reported(_) => part.tends(),
            Shown::Fault => part.is_staff(),
            Shown::Did(children) => {
                let agreed = children.iter().all(|child| consents[*child].holds());
                let family = children.iter().any(|child| part.children.contains(child));
                part.is_staff() || family && agreed
            }
        }
    }
}

/// Children of two schools are other children.
fn child(school: usize, number: usize) -> ChildId {
    ChildId(Uuid::from_u128(pure::child(number).0.as_u128() + 0x1000 * school as u128))
}

impl District {
    async fn new() -> District {
        let world = World::empty().await;
        let (schools, offices) =
            ([0, 1].map(|_| SpaceId(Uuid::now_v7())), [0, 1].map(|_| PersonId(Uuid::now_v7())));
        let at = |hour| Minute::hm(hour, 0).unwrap();
        for (space, office) in schools.into_iter().zip(offices) {
            let school = School {
                name: "学校".into(),
                phone: String::new(),
                lessons_end: at(15),
                late_care: at(16),
                closing: at(18),
            };
            let at = world.app.clock.now();
            let founding = Founding { space, school, office, office_name: "办公室".into(), at };
            world.app.store.found(founding).await.unwrap();
        }
        let mut people = vec![];
        for _ in 0..PEOPLE {
            let person = PersonId(Uuid::now_v7());
            people.push((person, world.session_of(person).await, Device::new()));
        }
        let mut district = District {
            world,
            schools,
            offices,
            office: Device::new(),
            people,
            parts: [0, 1].map(|_| vec![Person::default(); PEOPLE]),
            class_of: [[0; CHILDREN]; 2],
            acts: vec![],
            photos: vec![],
            consents: Default::default(),
            notes: vec![],
            concerns: BTreeSet::new(),
        };
        for p in 0..PEOPLE {
            let (_, cookie, device) = &district.people[p];
            let key = Enrol { public_key: to_base64(&device.public_key()) };
            let path = format!("/api/v1/devices/{}", device.id);
            assert_eq!(district.world.asks("PUT", &path, cookie, Some(&key)).await.status(), 204);
        }
        let (id, key) = (district.office.id, district.office.public_key());
        let now = district.world.app.clock.now();
        for office in offices {
            district.world.app.store.enrol(id, &key, office, now).await.unwrap();
        }
        for school in 0..2 {
            for c in 0..CHILDREN {
                district.takes(school, &Step::Enters(c, c % 2)).await;
            }
        }
        district
    }

    async fn commits(
        &mut self,
        school: usize,
        device: yuanliu_domain::id::DeviceId,
        act: SignedAct,
    ) {
        let store = &self.world.app.store;
        let device = store.device(device).await.unwrap().unwrap();
        let now = self.world.app.clock.now();
        store.commit(self.schools[school], &device, vec![act], now).await.unwrap();
    }

    async fn office<K: Kind>(&mut self, school: usize, subject: Subject, body: &K) {
        let (space, office) = (self.schools[school], self.offices[school]);
        let act = self.office.act(space, (office, "办公室"), subject, body, |_| ());
        self.acts.push((school, act.id, office));
        self.commits(school, self.office.id, act).await;
    }

    async fn writes<K: Kind>(&mut self, school: usize, p: usize, c: usize, body: &K) {
        let (space, subject) = (self.schools[school], Subject::Child(child(school, c)));
        let (person, _, device) = &mut self.people[p];
        let (person, id) = (*person, device.id);
        let act = device.act(space, (person, "名"), subject, body, |_| ());
        self.acts.push((school, act.id, person));
        self.commits(school, id, act).await;
    }

    /// A leave note of the child that somebody else wrote: the office, if nobody did.
    async fn notice_for(&mut self, school: usize, p: usize, c: usize) -> ActId {
        let me = self.people[p].0;
        let others = |(s, of, _, by): &&(usize, usize, ActId, PersonId)| {
            (*s, *of) == (school, c) && *by != me
        };
        if let Some((_, _, act, _)) = self.notes.iter().rev().find(others) {
            return *act;
        }
        let body = note(school, c, self.world.today(), Secret::Reason);
        self.office(school, Subject::Child(child(school, c)), &body).await;
        let (_, act, by) = *self.acts.last().unwrap();
        self.notes.push((school, c, act, by));
        act
    }

    /// A concern, also from somebody who may write none: then it is turned away.
    async fn worries(&mut self, school: usize, p: usize, c: usize) {
        let body = concern(school, c, child(school, c));
        let space = self.schools[school];
        let (person, _, device) = &mut self.people[p];
        let (person, id) = (*person, device.id);
        let act = device.act(space, (person, "名"), Subject::School, &body, |_| ());
        self.acts.push((school, act.id, person));
        self.concerns.insert(act.id);
        self.commits(school, id, act).await;
    }

    /// An act that answers these; whoever may not write it is turned away.
    async fn answers<K: Kind>(
        &mut self,
        (school, p): (usize, usize),
        subject: Subject,
        body: &K,
        answered: &[ActId],
    ) -> ActId {
        let space = self.schools[school];
        let (person, _, device) = &mut self.people[p];
        let (person, id) = (*person, device.id);
        let act = device.act(space, (person, "名"), subject, body, |act| {
            act.builds_on.extend(answered);
        });
        let written = act.id;
        self.acts.push((school, written, person));
        self.commits(school, id, act).await;
        written
    }

    /// A picture that is no other one's, also once it is compressed.
    fn pictures(&self) -> Vec<u8> {
        picture((self.photos.len() * 3 % 250) as u8)
    }

    async fn brings(&mut self, (s, p): (usize, usize), act: ActId, shown: Shown, photo: Vec<u8>) {
        let (_, cookie, device) = &self.people[p];
        let content = PhotoContent::Bytes(to_base64(&photo));
        let put = PutPhoto { device: device.id, act, content };
        let path = address(self.schools[s], PhotoHash::of(&photo));
        let taken = self.world.asks("PUT", &path, cookie, Some(&put)).await;
        assert_eq!(taken.status(), 204, "{}", taken.text());
        self.photos.push((s, shown, photo));
    }

    /// A child is hurt: photos of it, of first aid, and of what was reported.
    async fn hurts(&mut self, s: usize, p: usize, c: usize) {
        let (day, subject) = (self.world.today(), Subject::Child(child(s, c)));
        let body = pure::hurt(s, c, day, self.people[p].0);
        let incident = self.answers((s, p), subject, &body, &[]).await;
        let mut entries = vec![(None, Shown::Hurt(c))];
        // The gate writes what happened, and no step.
        if self.parts[s][p].cares() {
            for (told, shown) in [(true, Shown::Hurt(c)), (false, Shown::Reported(c))] {
                let body = pure::hurt_step(s, c, day, incident, told);
                let step = self.answers((s, p), subject, &body, &[incident]).await;
                entries.push((Some(step), shown));
            }
        }
        for (entry, shown) in entries {
            let photo = self.pictures();
            let named = IncidentPhoto { day, incident, entry, photo: PhotoHash::of(&photo) };
            let answered: Vec<ActId> = [incident].into_iter().chain(entry).collect();
            let act = self.answers((s, p), subject, &named, &answered).await;
            self.brings((s, p), act, shown, photo).await;
        }
    }

    /// What a group of this child and the next one did, with a photo of both.
    async fn logs(&mut self, s: usize, p: usize, c: usize) {
        let (day, both) = (self.world.today(), [c, (c + 1) % CHILDREN]);
        let group = Subject::Group(GroupId(Uuid::from_u128(0xb1)));
        let children = both.map(|c| child(s, c)).to_vec();
        let body =
            ActivityLogged { children: children.clone(), ..pure::logged(s, c, child(s, c), day) };
        let activity = self.answers((s, p), group, &body, &[]).await;
        let photo = self.pictures();
        let (shown, hash) = (children.clone(), PhotoHash::of(&photo));
        let named = ActivityPhoto { day, activity, children, shown, photo: hash };
        let act = self.answers((s, p), group, &named, &[activity]).await;
        self.brings((s, p), act, Shown::Did(both), photo).await;
    }

    async fn checks(&mut self, s: usize, p: usize) {
        let item = Item { item: "门".into(), found: Condition::Fault, words: "坏了".into() };
        let (day, place) = (self.world.today(), String::new());
        let body = CheckMade { day, area: Area::Facilities, place, items: vec![item] };
        let check = self.answers((s, p), Subject::School, &body, &[]).await;
        let photo = self.pictures();
        let named = FaultPhoto { check, item: 0, proof: false, photo: PhotoHash::of(&photo) };
        let act = self.answers((s, p), Subject::School, &named, &[check]).await;
        self.brings((s, p), act, Shown::Fault, photo).await;
    }

    async fn takes(&mut self, s: usize, step: &Step) {
        let day = self.world.today();
        match *step {
            Step::Enters(c, k) => {
                self.class_of[s][c] = k;
                self.office(s, Subject::Child(child(s, c)), &card(s, c, k)).await;
            }
            Step::Links(p, c, on) => {
                let part = &mut self.parts[s][p];
                let _ = if on { part.children.insert(c) } else { part.children.remove(&c) };
                let _ = if part.children.is_empty() {
                    part.roles.remove(&Role::Guardian)
                } else {
                    part.roles.insert(Role::Guardian)
                };
                let body = link(s, self.people[p].0, c, on);
                self.office(s, Subject::Child(child(s, c)), &body).await;
            }
            Step::Employs(p, bits, k) => {
                let part = &mut self.parts[s][p];
                part.roles.retain(|role| *role == Role::Guardian);
                part.roles.extend(pure::roles(bits));
                part.classes = k.into_iter().collect();
                let classes = k.into_iter().map(class).collect();
                let staff = Staff { name: "老师".into(), roles: pure::roles(bits), classes };
                self.office(s, Subject::Person(self.people[p].0), &staff).await;
            }
            // Whoever may not write leaves it on the office's list.
            Step::Leave(p, c) => {
                let part = &self.parts[s][p];
                let may = part.is_staff() || part.children.contains(&c);
                let secret = if may { Secret::Reason } else { Secret::TurnedAway };
                let mut body = note(s, c, day, secret);
                if !may {
                    body.goes_home = String::new();
                }
                self.writes(s, p, c, &body).await;
                let (_, act, by) = *self.acts.last().unwrap();
                if may {
                    self.notes.push((s, c, act, by));
                }
            }
            Step::Names(p, c) if self.parts[s][p].children.contains(&c) => {
                self.writes(s, p, c, &contact(s, c)).await;
                let photo = self.pictures();
                let named =
                    CollectorNamed { photo: Some(PhotoHash::of(&photo)), ..collector(s, c, day) };
                self.writes(s, p, c, &named).await;
                let (_, act, _) = *self.acts.last().unwrap();
                self.brings((s, p), act, Shown::Collector(c), photo).await;
            }
            Step::Hurts(p, c) if self.parts[s][p].is_staff() => self.hurts(s, p, c).await,
            Step::Logs(p, c) if self.parts[s][p].is_beyond_the_gate() => self.logs(s, p, c).await,
            Step::Consents(p, c) if self.parts[s][p].children.contains(&c) => {
                // Mostly yes, now and then no.
                let given = !self.acts.len().is_multiple_of(4);
                let body = PhotoConsent { of: None, version: PHOTO_TEXT, given };
                self.writes(s, p, c, &body).await;
                self.consents[s][c].answers.insert(self.people[p].0, given);
            }
            Step::Marks(p, _) if self.parts[s][p].is_staff() => self.checks(s, p).await,
            Step::Passes(p, c) if self.parts[s][p].children.contains(&c) => {
                self.writes(s, p, c, &pure::pass(s, c, day)).await;
                self.writes(s, p, c, &pure::standing(s, c, day)).await;
            }
            Step::Contests(p, c) if self.parts[s][p].children.contains(&c) => {
                self.writes(s, p, c, &contest(s, c, day)).await;
            }
            Step::Objects(p, c) if self.parts[s][p].children.contains(&c) => {
                let notice = self.notice_for(s, p, c).await;
                self.writes(s, p, c, &objection(s, c, day, notice)).await;
            }
            Step::Worries(p, c) => self.worries(s, p, c).await,
            Step::Releases(p, c) if self.parts[s][p].is_staff() => {
                let body = pure::release(s, c, day, self.people[p].0);
                self.writes(s, p, c, &body).await;
            }
            _ => {}
        }
    }

    /// Whatever an answer says, and be it an error, is this person's.
    fn allows(&self, p: usize, answer: &str) {
        for mark in Mark::all_in(answer) {
            let class = self.class_of[mark.school][mark.child];
            let part = &self.parts[mark.school][p];
            assert!(mark.is_for(part, class), "{mark:?} went to {part:?} in {answer}");
        }
    }

    async fn gets(&self, p: usize, path: &str) -> Response {
        self.world.asks("GET", path, &self.people[p].1, None::<&()>).await
    }

    async fn asks_everything(&self, p: usize) {
        for s in 0..2 {
            let (space, part) = (self.schools[s], &self.parts[s][p]);
            self.syncs(s, p).await;
            for c in 0..CHILDREN {
                for what in ["file", "readers"] {
                    let path = format!("/api/v1/spaces/{space}/children/{}/{what}", child(s, c));
                    let answer = self.gets(p, &path).await;
                    assert_eq!(answer.status() == 200, part.children.contains(&c), "{path}");
                }
            }
            let answer = self.gets(p, &format!("/api/v1/spaces/{space}/checkpoint")).await;
            assert_eq!(answer.status() == 200, part.roles.contains(&Role::Office));
            for (of, act, author) in self.acts.iter().rev().take(6) {
                let path = format!("/api/v1/spaces/{space}/acts/{act}/proof");
                let answer = self.gets(p, &path).await;
                let mine = match self.concerns.contains(act) {
                    true => part.protects(),
                    false => *author == self.people[p].0 || part.roles.contains(&Role::Office),
                };
                assert!(answer.status() != 200 || (*of == s && mine), "{path}");
            }
        }
        for (of, shown, photo) in &self.photos {
            for s in 0..2 {
                let answer = self.gets(p, &address(self.schools[s], PhotoHash::of(photo))).await;
                let part = &self.parts[s][p];
                let mine = *of == s && shown.is_for(part, &self.consents[s]);
                assert_eq!(answer.status() == 200, mine, "{shown:?} and {part:?}");
                assert!(mine || answer.problem() == "not_found");
            }
        }
        self.allows(p, &self.gets(p, "/api/v1/me").await.text());
    }

    async fn syncs(&self, s: usize, p: usize) {
        let (_, cookie, device) = &self.people[p];
        let path = format!("/api/v1/spaces/{}/sync", self.schools[s]);
        let mut view = View::default();
        for _ in 0..50 {
            let request = json!({
                "protocol": PROTOCOL, "device": device.id, "cursor": view.cursor, "have": view.have(),
            });
            let answer = self.world.asks("POST", &path, cookie, Some(&request)).await;
            self.allows(p, &answer.text());
            if answer.status() != 200 {
                assert_eq!(answer.problem(), "not_a_member");
                assert_eq!(self.parts[s][p], Person::default());
                return;
            }
            let answer: Answer = answer.json();
            view.take(&answer, answer.server_time).unwrap();
            if !answer.more {
                return;
            }
        }
        panic!("never ends");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn i5_in_random_schools_of_one_server_nobody_is_given_what_is_not_theirs() {
    let mut runner = TestRunner::deterministic();
    let steps = prop::collection::vec((0..2usize, pure::step()), 10..24);
    for _ in 0..WORLDS {
        let steps = steps.new_tree(&mut runner).unwrap().current();
        let mut district = District::new().await;
        for (school, step) in &steps {
            district.takes(*school, step).await;
            if let Step::Asks(p) = step {
                district.syncs(*school, *p).await;
            }
        }
        for p in 0..PEOPLE {
            district.asks_everything(p).await;
        }
    }
}
