//! Who may collect 接送人 (P4): people, walking home alone, and 'not this person'.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Channel};
use crate::audience::Audience;
use crate::child_day::Basis;
use crate::id::{ActId, ChildId, CollectorId, PersonId};
use crate::on_behalf::{self, Answered};
use crate::people::{Contact, Contacts};
use crate::photo::{Photo, PhotoHash};
use crate::receipt;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, free_text, short_text};
use crate::time::{Day, Weekday};

/// Longest words on how a collector is recognised.
const MAX_LOOKS: usize = 100;

/// What a family wrote about a way home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// This person may collect the child.
    Person,
    /// The child may walk home alone: a written authorisation 授权书.
    Alone,
    /// Not this person: staff call the duty leader first (P14).
    NotThis,
}

/// For whom somebody collects many children 托管班, 校车, 宿舍生活老师 (T18). The family
/// chose it; the school recommends none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Organisation {
    /// 托管班.
    TutoringCentre,
    /// 校车.
    SchoolBus,
    /// 宿舍.
    Dormitory,
}

impl Organisation {
    /// Every kind.
    pub const ALL: [Organisation; 3] =
        [Organisation::TutoringCentre, Organisation::SchoolBus, Organisation::Dormitory];

    /// The ground on which its escort is given a child.
    pub fn basis(self) -> Basis {
        match self {
            Organisation::TutoringCentre => Basis::Organisation,
            Organisation::SchoolBus => Basis::SchoolBus,
            Organisation::Dormitory => Basis::Dormitory,
        }
    }
}

/// What is the same in a name that several families wrote: letters, characters and digits,
/// without spaces, punctuation, case and full width. `阳光 托管班（2号）` is `阳光托管班2号`.
pub fn normalised(name: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let kept = name.chars().map(half).filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Act: names a collector, or that the child walks alone. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectorNamed {
    /// Person, alone, or not this person.
    pub way: Way,
    /// Name; for `Alone` the child's own.
    pub name: String,
    /// 外婆, 爸爸 …; for an escort the organisation's name.
    pub relation: String,
    /// Number to call; staff on duty see it, no other family member does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// On these weekdays; none given means every day.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub weekdays: BTreeSet<Weekday>,
    /// From this date.
    pub from: Day,
    /// Until this date; the same as `from` for 'only today'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// A photo of the person; the picture itself follows the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoHash>,
    /// Comes for an organisation and with many children (T18): `name` is the escort's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
    /// How somebody whom no photo shows is recognised: 红色外套, 车牌尾号 806.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub looks: String,
}

/// A collector as the rows keep them; never with a phone number (R8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collector {
    /// The naming act's id.
    pub id: CollectorId,
    /// Person, alone, or not this person.
    pub way: Way,
    /// Name.
    pub name: String,
    /// Relation to the child; for an escort the organisation's name.
    pub relation: String,
    /// On these weekdays; none given means every day.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub weekdays: BTreeSet<Weekday>,
    /// From this date.
    pub from: Day,
    /// Until this date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// A photo of the person, whether or not the school has the picture yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoHash>,
    /// Comes for an organisation and with many children (T18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
    /// Who named them; only they withdraw (P14).
    pub named_by: PersonId,
    /// That person's name.
    pub named_by_name: String,
    /// How somebody whom no photo shows is recognised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub looks: String,
    /// Staff wrote it down for the family, which may answer that it did not say so (P16).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
    /// Staff wrote it down, and neither did a guardian confirm it nor staff call back (T12):
    /// does not count.
    #[serde(default)]
    pub unconfirmed: bool,
    /// What the family answered to what staff wrote down.
    #[serde(default, skip_serializing_if = "Answered::is_open")]
    pub answered: Answered,
    /// No longer.
    #[serde(default)]
    pub withdrawn: bool,
    /// How often they have collected: the usual collector stands first.
    #[serde(default)]
    pub times: u32,
}

impl Collector {
    /// Whether this entry holds on a date that follows this weekday.
    pub fn holds(&self, day: Day, weekday: Weekday) -> bool {
        !self.unconfirmed && self.is_for(day, weekday)
    }

    /// The same, whether or not it is confirmed.
    fn is_for(&self, day: Day, weekday: Weekday) -> bool {
        !self.withdrawn
            && self.from <= day
            && self.until.is_none_or(|until| day <= until)
            && (self.weekdays.is_empty() || self.weekdays.contains(&weekday))
    }

    /// Whose word this entry rests on: who named the collector, and who confirmed it, in the
    /// app or called back.
    pub fn rests_on(&self) -> impl Iterator<Item = PersonId> {
        let confirmed = self.answered.confirmed.as_ref();
        let by = confirmed.map(|confirmed| confirmed.by);
        let called = confirmed.and_then(|confirmed| confirmed.person);
        [Some(self.named_by), by, called].into_iter().flatten()
    }

    /// On whose list the child stands, when this is an escort.
    pub fn party(&self) -> Option<Party> {
        Some(Party {
            kind: self.organisation?,
            organisation: normalised(&self.relation),
            escort: normalised(&self.name),
        })
    }
}

/// Whose children of today are one list at the tablet (T18): kind, organisation and escort
/// as they are the same for every family, whatever their spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// Kind of organisation.
    pub kind: Organisation,
    /// Its name, normalised.
    pub organisation: String,
    /// The escort's name, normalised.
    pub escort: String,
}

/// The collectors of a child; row of `Roll` and of `Family`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collectors {
    /// In order of naming.
    pub people: Vec<Collector>,
}

impl Body for Collectors {
    const KIND: &'static str = "collectors";
}

impl Collectors {
    /// Who may collect on a date that follows this weekday, the usual one first.
    pub fn today(&self, day: Day, weekday: Weekday) -> Vec<&Collector> {
        let holds = |c: &&Collector| c.way != Way::NotThis && c.holds(day, weekday);
        let mut people: Vec<_> = self.people.iter().filter(holds).collect();
        people.sort_by_key(|c| std::cmp::Reverse(c.times));
        people
    }

    /// Who would collect on a date that follows this weekday, were it confirmed (T12).
    pub fn waiting(&self, day: Day, weekday: Weekday) -> impl Iterator<Item = &Collector> {
        self.people.iter().filter(move |c| c.unconfirmed && c.is_for(day, weekday))
    }
}

/// Collectors that no longer hold, and persons who must not: row of `Holds`,
/// keyed by the child, so that it reaches a tablet before anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stops {
    /// Withdrawn collectors.
    pub withdrawn: BTreeSet<CollectorId>,
    /// 'Not this person': names.
    pub not_these: Vec<String>,
}

impl Body for Stops {
    const KIND: &'static str = "stops";
}

fn touches(child: ChildId) -> Vec<RowKey> {
    vec![
        RowKey::of::<Collectors>(Audience::Roll, child),
        RowKey::of::<Collectors>(Audience::Family(child), child),
        RowKey::of::<Stops>(Audience::Holds, child),
        RowKey::of::<Contacts>(Audience::Care, child),
    ]
}

impl CollectorNamed {
    /// Whether it counts only once somebody has confirmed it (T12): a new collector that was
    /// told. A slip for a day or some days anybody may have written; a signed paper without an
    /// end counts, as it did on the day when it was handed in. A 'not this person' counts at
    /// once.
    fn waits(&self, channel: Channel) -> bool {
        let told = match channel {
            Channel::App => false,
            Channel::Paper => self.until.is_some(),
            Channel::Phone | Channel::InPerson | Channel::Message => true,
        };
        told && self.way != Way::NotThis
    }
}

impl Kind for CollectorNamed {
    const NAME: &'static str = "collector_named";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.until.is_some_and(|until| until < self.from) {
            return Err(Refusal::BadSpan);
        }
        if self.phone.chars().count() > 30 || self.looks.chars().count() > MAX_LOOKS {
            return Err(Refusal::BadText);
        }
        // A photo shows who comes: of nobody else is one kept.
        if self.photo.is_some() && self.way != Way::Person {
            return Err(Refusal::BadBody);
        }
        match self.organisation {
            Some(_) if self.way != Way::Person => return Err(Refusal::BadBody),
            Some(_) => short_text(&self.relation)?,
            None => free_text(&self.relation)?,
        }
        short_text(&self.name)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = touches(child);
        keys.extend(on_behalf::touches(act, child));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let collector = Collector {
            id: act.id.into(),
            way: self.way,
            name: self.name.clone(),
            relation: self.relation.clone(),
            weekdays: self.weekdays.clone(),
            from: self.from,
            until: self.until,
            photo: self.photo,
            organisation: self.organisation,
            named_by: act.actor,
            named_by_name: act.actor_name.clone(),
            looks: self.looks.clone(),
            told: act.channel != Channel::App,
            unconfirmed: self.waits(act.channel),
            answered: Answered::default(),
            withdrawn: false,
            times: 0,
        };
        for audience in [Audience::Roll, Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.change(child, |c: &mut Collectors| c.people.push(collector.clone()));
            }
        }
        if self.way == Way::NotThis
            && let Some(mut shelf) = desk.shelf(Audience::Holds)
        {
            shelf.change(child, |stops: &mut Stops| stops.not_these.push(self.name.clone()));
        }
        if !self.phone.is_empty()
            && let Some(mut shelf) = desk.shelf(Audience::Care)
        {
            shelf.change(child, |contacts: &mut Contacts| {
                contacts.set(Contact {
                    key: act.id.to_string(),
                    name: self.name.clone(),
                    relation: self.relation.clone(),
                    phone: self.phone.clone(),
                });
            });
        }
        on_behalf::issue(act, child, desk);
    }
}

/// Act: this collector no longer. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectorWithdrawn {
    /// Who.
    pub collector: CollectorId,
}

impl Kind for CollectorWithdrawn {
    const NAME: &'static str = "collector_withdrawn";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.family_or_staff(act.child()?)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut keys = touches(child);
        keys.extend(Photo::keys(child, self.collector.0));
        keys.push(receipt::touch(child, ActId(self.collector.0)));
        keys.push(on_behalf::key(child, ActId(self.collector.0)));
        keys.extend(on_behalf::touches(act, child));
        keys
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let mut mine = false;
        let mut not_this = None;
        for audience in [Audience::Roll, Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                let mut here = false;
                shelf.edit(child, |collectors: &mut Collectors| {
                    let named = collectors.people.iter_mut().find(|c| c.id == self.collector);
                    // Each guardian removes only whom he or she named (P14).
                    if let Some(collector) = named.filter(|c| c.named_by == act.actor) {
                        collector.withdrawn = true;
                        collector.photo = None;
                        here = true;
                        not_this = (collector.way == Way::NotThis).then(|| collector.name.clone());
                    }
                });
                if here {
                    shelf.remove::<Photo>(self.collector);
                    mine = true;
                }
            }
        }
        // Whose collector it was stands on another shelf: only the server writes this one.
        let server = desk.received.is_some();
        if mine
            && server
            && let Some(mut shelf) = desk.shelf(Audience::Holds)
        {
            shelf.change(child, |stops: &mut Stops| {
                stops.withdrawn.insert(self.collector);
                stops.not_these.retain(|name| Some(name) != not_this.as_ref());
            });
        }
        on_behalf::withdraw(act, child, ActId(self.collector.0), Some(act.actor), desk);
        on_behalf::issue(act, child, desk);
    }
}
