//! The small school of every run: who is in it, on which devices, and the acts
//! with which its office sets it up.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use yuanliu_domain::act::{Act, Channel, DeviceTime, Subject};
use yuanliu_domain::choice::Choose;
use yuanliu_domain::id::*;
use yuanliu_domain::people::{Child, ChildSet, Class, GuardianSet, Staff};
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::*;
use yuanliu_domain::tablet::Tablet;
use yuanliu_domain::time::{Day, Minute, Stamp, Weekday};
use yuanliu_server::store::Founding;

/// The school.
pub const SPACE: SpaceId = SpaceId(Uuid::from_u128(0x51));
/// An outside provider.
pub const PROVIDER: ProviderId = ProviderId(Uuid::from_u128(0xb9));
/// The first member of its office.
pub const OFFICE: PersonId = PersonId(Uuid::from_u128(0xf0));
/// 值日行政.
pub const LEADER: PersonId = PersonId(Uuid::from_u128(0xe0));
/// Class teachers of the two classes.
pub const TEACHERS: [PersonId; 2] =
    [PersonId(Uuid::from_u128(0xe1)), PersonId(Uuid::from_u128(0xe2))];
/// 门卫.
pub const GUARD: PersonId = PersonId(Uuid::from_u128(0xe3));
/// Shared tablets.
pub const TABLETS: [PersonId; 2] =
    [PersonId(Uuid::from_u128(0x91)), PersonId(Uuid::from_u128(0x92))];
/// Groups of the afternoon.
pub const GROUPS: [GroupId; 2] = [GroupId(Uuid::from_u128(0xb1)), GroupId(Uuid::from_u128(0xb2))];
/// The two classes.
pub const CLASSES: [ClassId; 2] = [ClassId(Uuid::from_u128(0xa1)), ClassId(Uuid::from_u128(0xa2))];
/// Pupils: half of them in each class.
pub const CHILDREN: usize = 10;
/// Guardians with phones; the first two are the parents of the first child.
pub const GUARDIANS: usize = 5;

/// A pupil.
pub fn child(n: usize) -> ChildId {
    ChildId(Uuid::from_u128(0xc00 + n as u128))
}

/// A guardian.
pub fn guardian(n: usize) -> PersonId {
    PersonId(Uuid::from_u128(0xd00 + n as u128))
}

/// The children of a guardian as the school begins.
pub fn children_of(n: usize) -> Vec<usize> {
    match n {
        0 => vec![0, 5],
        1 => vec![0],
        n => vec![n, n + 4],
    }
}

/// The day on which every run begins: a Tuesday with lessons.
pub fn first_day() -> Day {
    Day::ymd(2026, 11, 24).expect("a date")
}

/// When every run begins.
pub fn begin() -> Stamp {
    first_day().at(Minute::hm(15, 0).expect("a minute"))
}

/// Name as shown.
pub fn name_of(person: PersonId) -> String {
    format!("人{:x}", person.0.as_u128())
}

/// What kind of device it is, and whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Who is signed in on it.
    pub person: PersonId,
    /// A shared tablet, at which staff act by PIN.
    pub shared: bool,
}

/// Every device of the school with its owner.
pub fn devices() -> Vec<Owner> {
    let own = |person| Owner { person, shared: false };
    let mut all = vec![own(OFFICE), own(LEADER), own(TEACHERS[0]), own(TEACHERS[1]), own(GUARD)];
    all.extend(TABLETS.map(|person| Owner { person, shared: true }));
    all.extend((0..GUARDIANS).map(|n| own(guardian(n))));
    all
}

/// The id of a device by its place in the list.
pub fn device_id(n: usize) -> DeviceId {
    DeviceId(Uuid::from_u128(0x6100 + n as u128))
}

/// How the school begins.
pub fn founding() -> Founding {
    Founding {
        space: SPACE,
        school: school(0),
        office: OFFICE,
        office_name: name_of(OFFICE),
        at: begin().plus_ms(-3_600_000),
    }
}

/// The school's frame; `n` makes it another one.
pub fn school(n: u64) -> School {
    let hm = |h, m| Minute::hm(h, m).expect("a minute");
    School {
        name: "望澜路小学".into(),
        phone: format!("021-0000-{n:04}"),
        lessons_end: hm(15, 20),
        late_care: hm(16, 30),
        closing: hm(18, 0),
    }
}

/// A child's card.
pub fn card(n: usize) -> ChildSet {
    let class = usize::from(n >= CHILDREN / 2);
    ChildSet {
        child: Child {
            name: format!("学生{n}"),
            pinyin: "xue sheng".into(),
            class: CLASSES[class],
            class_name: format!("三（{}）班", class + 1),
            grade: 3,
            number: n as u16 + 1,
            allergy: false,
            left: false,
        },
        allergies: if n == 3 { "花生".into() } else { String::new() },
    }
}

/// A guardian's link to a child.
pub fn link(n: usize, ended: bool) -> GuardianSet {
    GuardianSet {
        person: guardian(n),
        name: name_of(guardian(n)),
        relation: "家长".into(),
        phone: format!("1210000{n:04}"),
        ended,
    }
}

/// A member of staff.
pub fn staff(person: PersonId) -> Staff {
    let (roles, classes): (&[Role], &[ClassId]) = match person {
        LEADER => (&[Role::Leader, Role::Teacher, Role::ChildProtection], &[]),
        GUARD => (&[Role::Guard], &[]),
        person if person == TEACHERS[0] => (&[Role::Teacher], &CLASSES[..1]),
        _ => (&[Role::Teacher], &CLASSES[1..]),
    };
    Staff {
        name: name_of(person),
        roles: roles.iter().copied().collect(),
        classes: classes.iter().copied().collect(),
    }
}

/// A group of the afternoon.
pub fn group(n: usize) -> Group {
    Group {
        name: format!("小组{n}"),
        room: format!("{n} 号教室"),
        activity: Activity::Reading,
        block: if n == 0 { Block::Activities } else { Block::LateCare },
        classes: CLASSES.to_vec(),
    }
}

/// What the office enters before the run begins.
pub fn setting_up() -> Vec<Act> {
    let mut acts = vec![];
    let mut add = |subject, act: Written| {
        let n = acts.len() as u64 + 1;
        acts.push(act.by_office(n, subject));
    };
    for (n, class) in CLASSES.iter().enumerate() {
        let body = Class { grade: 3, name: format!("三（{}）班", n + 1) };
        add(Subject::Class(*class), Written::of(&body));
    }
    for n in 0..CHILDREN {
        add(Subject::Child(child(n)), Written::of(&card(n)));
    }
    for person in [LEADER, TEACHERS[0], TEACHERS[1], GUARD] {
        add(Subject::Person(person), Written::of(&staff(person)));
    }
    for (n, tablet) in TABLETS.iter().enumerate() {
        let body = Tablet { place: format!("托管室{n}"), ended: false };
        add(Subject::Person(*tablet), Written::of(&body));
    }
    for n in 0..GUARDIANS {
        for of in children_of(n) {
            add(Subject::Child(child(of)), Written::of(&link(n, false)));
        }
    }
    for (n, id) in GROUPS.iter().enumerate() {
        add(Subject::Group(*id), Written::of(&group(n)));
    }
    let week: BTreeMap<Weekday, BTreeSet<Block>> =
        Weekday::SCHOOL.map(|day| (day, Block::ALL.into())).into();
    for n in 0..CHILDREN {
        let body = Choose { from: first_day(), until: None, week: week.clone() };
        add(Subject::Child(child(n)), Written::of(&body));
    }
    acts
}

/// A body on its way into an act.
struct Written {
    kind: &'static str,
    version: u16,
    body: serde_json::Value,
}

impl Written {
    fn of<K: Kind>(body: &K) -> Written {
        let body = serde_json::to_value(body).expect("a body is plain data");
        Written { kind: K::NAME, version: K::VERSION, body }
    }

    fn by_office(self, n: u64, subject: Subject) -> Act {
        let wall = founding().at;
        Act {
            id: ActId(Uuid::from_u128(0xace_0000 + u128::from(n))),
            space: SPACE,
            device: device_id(0),
            device_seq: n,
            actor: OFFICE,
            actor_name: name_of(OFFICE),
            tablet: None,
            kind: self.kind.to_owned(),
            kind_version: self.version,
            subject,
            builds_on: vec![],
            batch: None,
            seen: None,
            at: DeviceTime { wall, school: Some(wall), ..DeviceTime::default() },
            happened: None,
            channel: Channel::App,
            informant: None,
            body: self.body,
        }
    }
}
