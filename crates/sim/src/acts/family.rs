//! What families write, and what staff write down for them.

use std::collections::{BTreeMap, BTreeSet};
use yuanliu_domain::act::{Channel, Informant, Subject};
use yuanliu_domain::activity::{PHOTO_TEXT, PhotoConsent};
use yuanliu_domain::at_gate::{AtGate, AtGateWithdrawn};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::{CardCancelled, CardIssued};
use yuanliu_domain::case::{CaseKind, CaseOpened};
use yuanliu_domain::choice::{Choose, ChooseDay};
use yuanliu_domain::collector::{
    CollectorNamed, CollectorWithdrawn, Collectors, Organisation, Way,
};
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::day_change::{self, ChangeAnswered};
use yuanliu_domain::disagreement::{
    About, Disagreement, Disagreements, Objected, ObjectionWithdrawn,
};
use yuanliu_domain::emergency_contact::{ContactNamed, ContactWithdrawn};
use yuanliu_domain::id::*;
use yuanliu_domain::incident::IncidentAcknowledged;
use yuanliu_domain::leave::{LeaveNote, LeaveWithdrawn, Reason, Signature};
use yuanliu_domain::on_behalf::{BehalfConfirmed, CalledBack};
use yuanliu_domain::pass::{PassIssued, PassWithdrawn};
use yuanliu_domain::photo::{PhotoHash, PortraitSet};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::school::*;
use yuanliu_domain::time::{Minute, Weekday};

use super::{Draft, Scene, TOLD, answering, of};
use crate::school::{CHILDREN, GUARD, GUARDIANS, child, children_of, guardian, name_of};

impl Scene<'_> {
    pub(super) fn of_family(&mut self, kind: &str) -> Option<Draft> {
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
                let told = self.hears(&TOLD)?;
                let mut of_child = (0..GUARDIANS)
                    .filter(|n| children_of(*n).iter().any(|n| Some(child(*n)) == told.child));
                let person = of_child.next().map(guardian).filter(|_| self.guardian().is_none());
                let (name, relation) = ("孩子的妈妈".into(), "母亲".into());
                let called = person.map(|person| CalledBack { person, name, relation });
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
            "at_gate" => answering(of(subject, &AtGate { day }), self.last(about)),
            "at_gate_withdrawn" => {
                let said = self.hears(&["at_gate"])?;
                let body = AtGateWithdrawn { day, said: said.id };
                answering(of(Subject::Child(said.child?), &body), [said.id])
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
    pub(super) fn change(&mut self) -> Option<(ActId, DayChanged)> {
        let rows = self.replica.list::<DayChanged>(Audience::Public);
        let nth = self.dice.below(rows.len().max(1) as u64) as usize;
        let (key, change) = rows.into_iter().nth(nth)?;
        Some((key.parse().ok()?, change))
    }

    pub(super) fn of_guardian(&mut self, kind: &str) -> Option<Draft> {
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
                of(subject, &PhotoConsent { of: None, version: PHOTO_TEXT, given })
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
    pub(super) fn disagreement(&mut self) -> Option<(ChildId, Disagreement)> {
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
}
