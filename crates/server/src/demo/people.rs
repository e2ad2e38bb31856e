//! The office sets its school up at the start of term; families choose in the
//! first week, those without the app on paper.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use uuid::Uuid;
use yuanliu_demo::district::{Child, Collector, District, Group, School};
use yuanliu_domain::act::Subject;
use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::choice::Choose;
use yuanliu_domain::collector::{CollectorNamed, Organisation, Way};
use yuanliu_domain::consent::NEWEST;
use yuanliu_domain::id::{ActId, PersonId, ProviderId};
use yuanliu_domain::people::{self, ChildSet, GuardianSet};
use yuanliu_domain::photo::{PhotoHash, PortraitSet};
use yuanliu_domain::provider::{Helper, Provider};
use yuanliu_domain::school::{self, Block, Duty};
use yuanliu_domain::time::{Day, Stamp, Weekday};

use super::faces;
use super::hand::{Deed, Hand};
use super::pins;
use super::world::{at, frame, office, staff, week};
use crate::store::{Founding, Store};

/// Enters everyone, for a demo of this day.
pub async fn import(store: &dyn Store, seed: u64, district: &District, day: Day) -> Result<()> {
    for school in &district.schools {
        let term = term(day);
        let begin = term.plus(-3).at(at(9, 0));
        let head = office(school);
        let founding = Founding {
            space: school.id,
            school: frame(school),
            office: head.id,
            office_name: head.name.clone(),
            at: begin,
        };
        store.found(founding).await?;
        let people = guardians(district, school).into_iter().chain([head.id]);
        let hand = Hand::enrol(store, seed, school.id, people, begin).await?;
        let mut import = Import { store, district, school, hand, term };
        import.frame(begin).await?;
        import.children(begin.plus_ms(60_000)).await?;
        import.families(term.plus(1).at(at(18, 30))).await?;
        import.duty(day, term.plus(2).at(at(9, 0))).await?;
        import.hand.send(store).await?;
        pins::set(store, seed, school, term.plus(2).at(at(9, 30))).await?;
    }
    Ok(())
}

/// The first of September or of March, whichever came last.
fn term(day: Day) -> Day {
    let (year, month, _) = day.parts();
    let (year, month) = match month {
        9.. => (year, 9),
        3..9 => (year, 3),
        _ => (year - 1, 9),
    };
    Day::ymd(year, month, 1).expect("a date")
}

fn guardians(district: &District, school: &School) -> BTreeSet<PersonId> {
    let all = school.children.iter().flat_map(|child| &child.guardians).map(|link| link.guardian);
    all.filter(|id| district.guardian(*id).is_some_and(|guardian| guardian.joined)).collect()
}

/// Two outside providers of a school; of one person the check is due.
fn providers(school: &School, term: Day) -> [Provider; 2] {
    let helper = |name: &str, checked| Helper { name: name.into(), checked };
    let id = |n: u128| ProviderId(Uuid::from_u128(school.id.0.as_u128() ^ (n << 64)));
    let provider = |n, name: &str, service: &str, people| Provider {
        id: id(n),
        name: name.into(),
        service: service.into(),
        agreed_until: Some(term.plus(300)),
        people,
        ended: false,
    };
    let checked = |days: i64| Some(term.plus(-days));
    let singing = vec![helper("柳清扬", checked(20)), helper("贺之舟", checked(400))];
    let sports = vec![helper("万山青", checked(12))];
    [provider(1, "百灵合唱社", "合唱", singing), provider(2, "启步体育俱乐部", "体育锻炼", sports)]
}

struct Import<'a> {
    store: &'a dyn Store,
    district: &'a District,
    school: &'a School,
    hand: Hand,
    term: Day,
}

impl<'a> Import<'a> {
    fn head(&self) -> (PersonId, &'a str) {
        let head = office(self.school);
        (head.id, &head.name)
    }

    async fn does(&mut self, deed: Deed) -> Result<ActId> {
        self.hand.does(self.store, deed).await
    }

    async fn frame(&mut self, at: Stamp) -> Result<()> {
        let school = self.school;
        let head = self.head();
        for class in &school.classes {
            let body = people::Class { grade: class.grade, name: class.name.clone() };
            self.does(Deed::of(head, Subject::Class(class.id), &body, at)).await?;
        }
        for one in &school.staff {
            self.does(Deed::of(head, Subject::Person(one.id), &staff(school, one), at)).await?;
        }
        for group in &school.groups {
            let body = school::Group {
                name: group.name.clone(),
                room: group.room.clone(),
                activity: group.activity,
                block: group.block,
                classes: group.classes.clone(),
            };
            self.does(Deed::of(head, Subject::Group(group.id), &body, at)).await?;
        }
        for provider in providers(school, self.term) {
            self.does(Deed::of(head, Subject::School, &provider, at)).await?;
        }
        Ok(())
    }

    async fn children(&mut self, at: Stamp) -> Result<()> {
        let school = self.school;
        let head = self.head();
        let classes: BTreeMap<_, _> = school.classes.iter().map(|c| (c.id, c)).collect();
        for child in &school.children {
            let class = classes[&child.class];
            let card = people::Child {
                name: child.name.clone(),
                pinyin: child.pinyin.clone(),
                class: class.id,
                class_name: class.name.clone(),
                grade: class.grade,
                number: child.number.into(),
                allergy: !child.allergies.is_empty(),
                left: false,
            };
            let body = ChildSet { child: card, allergies: child.allergies.join("、") };
            self.does(Deed::of(head, Subject::Child(child.id), &body, at)).await?;
            for link in &child.guardians {
                let guardian = self.district.guardian(link.guardian);
                let body = GuardianSet {
                    person: link.guardian,
                    name: guardian.map(|g| g.name.clone()).unwrap_or_default(),
                    relation: link.relation.chinese().to_owned(),
                    phone: guardian.and_then(|g| g.phone.clone()).unwrap_or_default(),
                    ended: false,
                };
                self.does(Deed::of(head, Subject::Child(child.id), &body, at)).await?;
            }
        }
        Ok(())
    }

    async fn families(&mut self, at: Stamp) -> Result<()> {
        let mut photos = vec![];
        let grades: BTreeMap<_, _> = self.school.classes.iter().map(|c| (c.id, c.grade)).collect();
        for child in &self.school.children {
            let grade = grades[&child.class];
            if let Some(pattern) = &child.choice {
                let body = Choose { from: self.term, until: None, week: week(pattern) };
                let by = child.guardians[0].guardian;
                let deed =
                    self.by_family(by, |by| Deed::of(by, Subject::Child(child.id), &body, at));
                self.does(deed).await?;
            }
            for collector in &child.collectors {
                let mut body = self.named(collector);
                if faces::shows_collector(collector.id.0, grade) {
                    let photo = faces::of_collector(collector.id.0, collector.relation);
                    body.photo = Some(PhotoHash::of(&photo));
                    photos.push((ActId(collector.id.0), photo));
                }
                let subject = Subject::Child(child.id);
                let by = collector.named_by;
                let deed = self.by_family(by, |by| Deed::of(by, subject, &body, at));
                self.does(Deed { id: Some(ActId(collector.id.0)), ..deed }).await?;
            }
            let by = child.guardians[0].guardian;
            let joined = self.district.guardian(by).is_some_and(|one| one.joined);
            if joined && faces::shows_child(child.id.0, grade) {
                let photo = faces::of_child(child.id.0, child.sex);
                let body = PortraitSet { photo: Some(PhotoHash::of(&photo)), version: NEWEST };
                let deed =
                    self.by_family(by, |by| Deed::of(by, Subject::Child(child.id), &body, at));
                photos.push((self.does(deed).await?, photo));
            }
            if child.walks_alone {
                let body = self.alone(child);
                let by = child.guardians[0].guardian;
                let deed =
                    self.by_family(by, |by| Deed::of(by, Subject::Child(child.id), &body, at));
                self.does(deed).await?;
            }
        }
        for (act, photo) in photos {
            self.hand.brings(self.store, act, &photo, at).await?;
        }
        Ok(())
    }

    /// A guardian who uses the app acts; for the others the office writes down
    /// what came on paper.
    fn by_family(&self, guardian: PersonId, deed: impl FnOnce((PersonId, &str)) -> Deed) -> Deed {
        let one = self.district.guardian(guardian);
        let name = one.map(|one| one.name.as_str()).unwrap_or_default();
        if one.is_some_and(|one| one.joined) {
            return deed((guardian, name));
        }
        Deed { told_by: Some(name.to_owned()), ..deed(self.head()) }
    }

    fn named(&self, collector: &Collector) -> CollectorNamed {
        let every_day = Weekday::SCHOOL.iter().all(|day| collector.weekdays.contains(day));
        let relation = collector.relation.chinese();
        CollectorNamed {
            way: Way::Person,
            name: collector.name.clone(),
            relation: collector.organisation.unwrap_or(relation).to_owned(),
            phone: collector.phone.clone().unwrap_or_default(),
            weekdays: if every_day {
                BTreeSet::new()
            } else {
                collector.weekdays.iter().copied().collect()
            },
            from: self.term,
            until: None,
            photo: None,
            looks: String::new(),
            organisation: collector.organisation.map(|_| Organisation::TutoringCentre),
        }
    }

    fn alone(&self, child: &Child) -> CollectorNamed {
        CollectorNamed {
            way: Way::Alone,
            name: child.name.clone(),
            relation: String::new(),
            phone: String::new(),
            weekdays: BTreeSet::new(),
            from: self.term,
            until: None,
            photo: None,
            looks: String::new(),
            organisation: None,
        }
    }

    /// Duty of the day and of the next school day.
    async fn duty(&mut self, today: Day, at: Stamp) -> Result<()> {
        let open = |day: &Day| matches!(school_day(*day, None), SchoolDay::Open { .. });
        let next = (1..=14).map(|ahead| today.plus(ahead)).find(open);
        for day in [Some(today), next].into_iter().flatten() {
            for group in &self.school.groups {
                let body = Duty { day, staff: vec![group.teacher], closing: closing(group) };
                self.does(Deed::of(self.head(), Subject::Group(group.id), &body, at)).await?;
            }
        }
        Ok(())
    }
}

fn closing(group: &Group) -> yuanliu_domain::time::Minute {
    match group.block {
        Block::Activities => at(16, 30),
        Block::LateCare => at(18, 0),
    }
}
