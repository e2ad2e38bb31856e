//! People and what they do.

use std::collections::BTreeSet;

use uuid::Uuid;
use yuanliu_domain::act::{self, Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, Checked, Mark, Marked, Release};
use yuanliu_domain::id::{ActId, ChildId, ClassId, PersonId, SpaceId};
use yuanliu_domain::leave::{LeaveNote, LeaveWithdrawn, Reason, Signature};
use yuanliu_domain::people::{Child, ChildSet, Class, GuardianSet, Staff};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::{Block, Named};
use yuanliu_domain::time::Day;
use yuanliu_sync::wire::{ActVerdict, Answer, Enrol, PROTOCOL, Request, SignedAct, Verdict};

use super::{Device, Response, World};

/// Somebody signed in on a device of their own.
pub struct User {
    pub person: PersonId,
    pub name: String,
    pub cookie: String,
    pub device: Device,
    school: SpaceId,
    app: yuanliu_server::App,
    day: Day,
}

/// Signing in and syncing.
impl User {
    pub async fn signs_in(world: &World, person: PersonId, name: &str) -> User {
        let user = User {
            person,
            name: name.to_owned(),
            cookie: world.session_of(person).await,
            device: Device::new(),
            school: world.school,
            app: world.app.clone(),
            day: world.today(),
        };
        let key = act::to_base64(&user.device.public_key());
        let path = format!("/api/v1/devices/{}", user.device.id);
        let enrolled =
            world.asks("PUT", &path, &user.cookie, Some(&Enrol { public_key: key })).await;
        assert_eq!(enrolled.status(), 204, "{}", enrolled.text());
        user
    }

    /// What a sync would ask now.
    pub fn request(&self, acts: Vec<SignedAct>) -> Request {
        let view = &self.device.view;
        let (cursor, have) = (view.cursor.clone(), view.have());
        let (nonce, seal) = (Uuid::from_u128(7), String::new());
        Request { protocol: PROTOCOL, device: self.device.id, nonce, cursor, have, seal, acts }
    }

    pub async fn posts(&self, world: &World, request: &Request) -> Response {
        let path = format!("/api/v1/spaces/{}/sync", self.school);
        world.asks("POST", &path, &self.cookie, Some(request)).await
    }

    /// One page: sends acts, takes the answer.
    pub async fn sends(&mut self, world: &World, acts: Vec<SignedAct>) -> Answer {
        let request = self.request(acts);
        let response = self.posts(world, &request).await;
        assert_eq!(response.status(), 200, "{}", response.text());
        let answer: Answer = response.json();
        assert!(answer.is_to(&request));
        let change = self.device.view.take(&answer, answer.server_time).expect("our own request");
        assert_eq!(change.diverged, [], "the sums agree");
        answer
    }

    /// Syncs until there is no more; what became of the acts.
    pub async fn syncs(&mut self, world: &World, acts: Vec<SignedAct>) -> Vec<Verdict> {
        let first = self.sends(world, acts).await;
        let mut more = first.more;
        for _ in 0..200 {
            if !more {
                return first.verdicts.into_iter().map(|v| v.verdict).collect();
            }
            more = self.sends(world, vec![]).await.more;
        }
        panic!("never ends");
    }

    /// A row as this device has it.
    pub fn sees<T: Body>(&self, audience: Audience, key: impl ToString) -> Option<T> {
        let body = self.device.view.get(&RowKey::of::<T>(audience, key))?;
        Some(serde_json::from_str(body).unwrap())
    }

    /// Every row of a kind, as this device has them.
    pub fn list<T: Body>(&self, audience: Audience) -> Vec<T> {
        let rows = self.device.view.list(audience, T::KIND);
        rows.map(|(_, body)| serde_json::from_str(body).unwrap()).collect()
    }
}

/// Writing, without sending.
impl User {
    pub fn writes<K: Kind>(&mut self, subject: Subject, body: &K) -> SignedAct {
        self.writes_with(subject, body, |_| ())
    }

    pub fn writes_with<K: Kind>(
        &mut self,
        subject: Subject,
        body: &K,
        change: impl FnOnce(&mut Act),
    ) -> SignedAct {
        self.device.act(self.school, (self.person, &self.name), subject, body, change)
    }

    /// A leave note for today, as its guardian writes it.
    pub fn leave_note(&mut self, child: ChildId, text: &str) -> SignedAct {
        let body = LeaveNote {
            from: self.day,
            until: self.day,
            time: None,
            blocks: Block::ALL.into(),
            lessons_too: false,
            reason: Reason::Family,
            text: text.into(),
            symptoms: String::new(),
            goes_home: "妈妈来接".into(),
            signature: Signature::Typed(self.name.clone()),
        };
        self.writes(Subject::Child(child), &body)
    }

    pub fn withdraws(&mut self, child: ChildId, note: ActId) -> SignedAct {
        let body = LeaveWithdrawn { note };
        self.writes_with(Subject::Child(child), &body, |act| act.builds_on.push(note))
    }

    pub fn mark(&mut self, child: ChildId, mark: Mark) -> SignedAct {
        let body = Marked { day: self.day, mark, place: None };
        self.writes(Subject::Child(child), &body)
    }

    pub fn release(&mut self, child: ChildId, to: &str) -> SignedAct {
        let body = Release {
            day: self.day,
            basis: Basis::Guardian,
            collector: None,
            collector_name: to.into(),
            relation: "妈妈".into(),
            checked: Checked::Known,
            released_by: Named { id: self.person, name: self.name.clone() },
            proof: Default::default(),
            second: None,
            shown: None,
            second_proof: Default::default(),
            call_back: String::new(),
            reason: String::new(),
            together: None,
            list_age: 0,
            offline: false,
        };
        self.writes(Subject::Child(child), &body)
    }
}

/// What the office enters, straight into the store.
impl User {
    pub async fn enters<K: Kind>(&mut self, subject: Subject, body: &K) {
        let act = self.writes(subject, body);
        self.enters_all(vec![act]).await;
    }

    async fn enters_all(&mut self, acts: Vec<SignedAct>) {
        let device = self.app.store.device(self.device.id).await.unwrap().unwrap();
        let now = self.app.clock.now();
        let verdicts = self.app.store.commit(self.school, &device, acts, now).await.unwrap();
        let applied = |v: &ActVerdict| matches!(v.verdict, Verdict::Applied { .. });
        assert!(verdicts.iter().all(applied), "{verdicts:?}");
    }

    pub async fn enters_class(&mut self, class: ClassId, name: &str) {
        self.enters(Subject::Class(class), &Class { grade: 3, name: name.into() }).await;
    }

    pub async fn enters_child(&mut self, child: ChildId, name: &str, class: ClassId) {
        self.enters_children(&[child], name, class).await;
    }

    pub async fn enters_children(&mut self, children: &[ChildId], name: &str, class: ClassId) {
        let card = Child {
            name: name.into(),
            pinyin: "zhang yiming".into(),
            class,
            class_name: "三年级2班".into(),
            grade: 3,
            number: 12,
            allergy: false,
            left: false,
        };
        let body = ChildSet { child: card, allergies: "花生".into() };
        let acts =
            children.iter().map(|child| self.writes(Subject::Child(*child), &body)).collect();
        self.enters_all(acts).await;
    }

    pub async fn enters_guardian(&mut self, person: PersonId, child: ChildId, name: &str) {
        self.sets_guardian(person, child, name, false).await;
    }

    pub async fn sets_guardian(
        &mut self,
        person: PersonId,
        child: ChildId,
        name: &str,
        ended: bool,
    ) {
        let phone = "139-0000-0000".into();
        let body =
            GuardianSet { person, name: name.into(), relation: "妈妈".into(), phone, ended };
        self.enters(Subject::Child(child), &body).await;
    }

    pub async fn enters_staff(
        &mut self,
        person: PersonId,
        name: &str,
        roles: &[Role],
        classes: &[ClassId],
    ) {
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        let classes = classes.iter().copied().collect();
        self.enters(Subject::Person(person), &Staff { name: name.into(), roles, classes }).await;
    }
}
