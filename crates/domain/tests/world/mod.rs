//! A small school for tests: ids that read well, acts as verbs, and a server
//! that applies them in order.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use yuanliu_domain::act::{Act, Channel, DeviceTime, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::Case;
use yuanliu_domain::id::*;
use yuanliu_domain::rights::{Rights, Role};
use yuanliu_domain::row::{Body, Effect, RowKey};
use yuanliu_domain::rules::{self, Kind};
use yuanliu_domain::time::{Day, Minute, Stamp};

pub const CHILD: ChildId = ChildId(Uuid::from_u128(0xc1));
pub const OTHER_CHILD: ChildId = ChildId(Uuid::from_u128(0xc2));
pub const CLASS: ClassId = ClassId(Uuid::from_u128(0xa1));
pub const GROUP: GroupId = GroupId(Uuid::from_u128(0xb1));
pub const OTHER_GROUP: GroupId = GroupId(Uuid::from_u128(0xb2));
pub const PROVIDER: ProviderId = ProviderId(Uuid::from_u128(0xb3));
pub const MOTHER: PersonId = PersonId(Uuid::from_u128(0xd1));
pub const FATHER: PersonId = PersonId(Uuid::from_u128(0xd2));
pub const TEACHER: PersonId = PersonId(Uuid::from_u128(0xe1));
pub const PROTECTOR: PersonId = PersonId(Uuid::from_u128(0xe2));
pub const OFFICE: PersonId = PersonId(Uuid::from_u128(0xf1));
pub const LEADER: PersonId = PersonId(Uuid::from_u128(0xe3));
pub const GUARD: PersonId = PersonId(Uuid::from_u128(0xe4));
pub const TABLET: PersonId = PersonId(Uuid::from_u128(0x91));

pub fn day() -> Day {
    Day::ymd(2026, 11, 24).unwrap()
}

pub fn at(hour: u16, minute: u16) -> Stamp {
    day().at(Minute::hm(hour, minute).unwrap())
}

pub fn act<K: Kind>(number: u64, actor: PersonId, subject: Subject, body: &K) -> Act {
    Act {
        id: ActId(Uuid::from_u128(0x1000 + u128::from(number))),
        space: SpaceId(Uuid::from_u128(0x51)),
        device: DeviceId(Uuid::from_u128(0x61)),
        device_seq: number,
        actor,
        actor_name: "李明老师".into(),
        tablet: None,
        kind: K::NAME.into(),
        kind_version: K::VERSION,
        subject,
        builds_on: vec![],
        batch: None,
        seen: None,
        at: DeviceTime {
            wall: at(15, 40),
            mono: 60_000,
            boot: Uuid::from_u128(0x71),
            school: Some(at(15, 40)),
        },
        happened: None,
        channel: Channel::App,
        informant: None,
        body: serde_json::to_value(body).unwrap(),
    }
}

pub fn rights(person: PersonId) -> Rights {
    let (roles, children): (&[Role], &[ChildId]) = match person {
        MOTHER | FATHER => (&[Role::Guardian], &[CHILD]),
        TEACHER => (&[Role::Teacher], &[]),
        OFFICE => (&[Role::Office], &[]),
        LEADER => (&[Role::Leader], &[]),
        GUARD => (&[Role::Guard], &[]),
        PROTECTOR => (&[Role::Teacher, Role::ChildProtection], &[]),
        TABLET => (&[Role::Tablet], &[]),
        _ => (&[], &[]),
    };
    Rights {
        person,
        roles: roles.iter().copied().collect(),
        children: children.iter().copied().collect(),
        classes: BTreeSet::new(),
    }
}

/// Rows in the order of acts, as a server keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows(pub BTreeMap<RowKey, String>);

impl Rows {
    pub fn applies(&mut self, act: &Act) -> Effect {
        self.applies_within(act, &|_| true, Some(at(15, 41)))
    }

    pub fn applies_within(
        &mut self,
        act: &Act,
        held: &dyn Fn(&Audience) -> bool,
        received: Option<Stamp>,
    ) -> Effect {
        let read = |key: &RowKey| self.0.get(key).cloned();
        let effect = rules::apply(&rules::all(), act, held, &read, received);
        for (key, body) in &effect.puts {
            match body {
                Some(body) => self.0.insert(key.clone(), body.clone()),
                None => self.0.remove(key),
            };
        }
        effect
    }

    pub fn get<T: Body>(&self, audience: Audience, key: impl ToString) -> Option<T> {
        serde_json::from_str(self.0.get(&RowKey::of::<T>(audience, key))?).ok()
    }

    pub fn cases(&self) -> Vec<Case> {
        let cases = self
            .0
            .iter()
            .filter(|(key, _)| key.kind == Case::KIND && key.audience == Audience::Leader);
        cases.map(|(_, body)| serde_json::from_str(body).unwrap()).collect()
    }
}
