//! Reading what is filled in: the act and who told it, or what needs repair.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::{Channel, Informant};
use yuanliu_domain::choice::ChooseDay;
use yuanliu_domain::collector::{CollectorNamed, Way};
use yuanliu_domain::leave::{LeaveNote, Reason, Signature};
use yuanliu_domain::school::Block;
use yuanliu_domain::time::{Day, Minute, Stamp};

use super::fields::{CHANNELS, OTHER, Said, Teller, Telling};
use crate::components::FieldError;
use crate::text::{Word, format, on_behalf, t, words};

impl Telling {
    /// Act and teller, or every field that needs repair. Follows what is typed.
    pub fn read(self) -> Result<(Said, Teller), Vec<FieldError>> {
        let mut errors = vec![];
        let said = match self.what.get().as_str() {
            "collector" => self.collector(&mut errors).map(Said::Collector),
            "day" => self.one_day(&mut errors).map(Said::Day),
            _ => self.leave(&mut errors).map(Said::Leave),
        };
        let teller = self.teller(&mut errors);
        match (said, teller) {
            (Some(said), Some(teller)) if errors.is_empty() => Ok((said, teller)),
            _ => Err(errors),
        }
    }

    /// The sentence that will be kept, once it is complete. Follows what is typed.
    pub fn sentence(self) -> Option<String> {
        let (said, teller) = self.read().ok()?;
        let today = self.model.day.get();
        let what = match &said {
            Said::Leave(note) => on_behalf::leave(note, today),
            Said::Collector(named) => on_behalf::collector(named, today),
            Said::Day(choice) => on_behalf::one_day(choice, today),
        };
        let at = teller.happened.unwrap_or_else(|| self.model.space.now().at);
        let child = self.model.child(self.child)?;
        Some(on_behalf::sentence(
            &child.card.name,
            &teller.informant.name,
            &format::time(at),
            teller.channel,
            &what,
        ))
    }

    fn leave(self, errors: &mut Vec<FieldError>) -> Option<LeaveNote> {
        let today = self.model.day.get();
        let date = |value: RwSignal<String>| value.get().parse::<Day>().ok();
        let when = self.when.get();
        let (from, until) = match when.as_str() {
            "days" => (date(self.from), date(self.until)),
            _ => (Some(today), Some(today)),
        };
        let time = (when == "time").then(|| Minute::parse(self.time.get().trim()));
        if time == Some(None) {
            wrong(errors, "behalf-leaves", words::fam_need_time);
        }
        if from.is_none() {
            wrong(errors, "behalf-from", words::fam_need_date);
        }
        if until.is_none() || until < from {
            wrong(errors, "behalf-until", words::refused_span);
        }
        if from.zip(until).is_some_and(|(from, until)| until.days_since(from) > 366) {
            wrong(errors, "behalf-until", words::fam_too_long_leave);
        }
        let home = text(errors, "behalf-home", self.home, 1_000, None)?;
        let more = text(errors, "behalf-text", self.text, 1_000, None)?;
        Some(LeaveNote {
            from: from?,
            until: until?,
            time: time.flatten(),
            blocks: Block::ALL.into(),
            lessons_too: when != "time" && self.lessons_too.get(),
            reason: match self.reason.get().as_str() {
                "family" => Reason::Family,
                "other" => Reason::Other,
                _ => Reason::Sick,
            },
            text: more,
            symptoms: String::new(),
            goes_home: home,
            signature: Signature::OnBehalf,
        })
    }

    fn collector(self, errors: &mut Vec<FieldError>) -> Option<CollectorNamed> {
        let today = self.model.day.get();
        let name = text(errors, "behalf-name", self.name, 40, Some(words::fam_need_name));
        let need = Some(words::fam_need_relation);
        let relation = text(errors, "behalf-relation", self.relation, 40, need);
        let looks = self.looks.get().trim().to_owned();
        if looks.chars().count() > 100 {
            wrong(errors, "behalf-looks", words::behalf_long_looks);
        }
        Some(CollectorNamed {
            way: Way::Person,
            name: name?,
            relation: relation?,
            phone: String::new(),
            weekdays: BTreeSet::new(),
            from: today,
            until: Some(today),
            photo: None,
            looks,
            organisation: None,
        })
    }

    fn one_day(self, errors: &mut Vec<FieldError>) -> Option<ChooseDay> {
        let day = self.day.get().parse::<Day>().ok();
        if day.is_none() {
            wrong(errors, "behalf-date", words::fam_need_date);
        }
        let ticked =
            [(self.activities.get(), Block::Activities), (self.late_care.get(), Block::LateCare)];
        let blocks = ticked.into_iter().filter(|(on, _)| *on).map(|(_, block)| block).collect();
        Some(ChooseDay { day: day?, blocks })
    }

    fn teller(self, errors: &mut Vec<FieldError>) -> Option<Teller> {
        let key = self.channel.get();
        let (_, channel, _) = *CHANNELS.iter().find(|(known, ..)| *known == key)?;
        let who = self.who.get();
        let name = match who.as_str() {
            OTHER => {
                let need = Some(words::fam_need_name);
                let name = text(errors, "behalf-other-name", self.other_name, 40, need);
                let relation = text(errors, "behalf-other-relation", self.other_relation, 15, None);
                format!("{} {}", relation?, name?).trim().to_owned()
            }
            id => {
                let found = self.guardians().into_iter().find(|(person, _)| person == id);
                if found.is_none() {
                    wrong(errors, "behalf-who", words::behalf_need_who);
                }
                found?.1.chars().take(60).collect()
            }
        };
        let number = text(errors, "behalf-number", self.number, 30, None)?;
        let phone = (channel == Channel::Phone && !number.is_empty()).then_some(number);
        let happened = self.said(errors)?;
        Some(Teller { channel, informant: Informant { name, phone }, happened })
    }

    /// The stated time; `Some(None)` for just now, `None` for one that is none.
    fn said(self, errors: &mut Vec<FieldError>) -> Option<Option<Stamp>> {
        let typed = self.said_at.get();
        if typed.trim().is_empty() {
            return Some(None);
        }
        let now = self.model.space.now();
        let at = Minute::parse(typed.trim()).map(|minute| self.model.day.get().at(minute));
        match at {
            None => wrong(errors, "behalf-time", words::behalf_need_time),
            // A clock that may be wrong itself contradicts nobody.
            Some(at) if now.certain && at > now.at => {
                wrong(errors, "behalf-time", words::later_to_come);
            }
            Some(at) => return Some(Some(at)),
        }
        None
    }
}

fn wrong(errors: &mut Vec<FieldError>, id: &str, word: Word) {
    errors.push(FieldError { id: id.to_owned(), words: t(word).to_owned() });
}

/// What is typed, if it is not too long and, where it is needed, there.
fn text(
    errors: &mut Vec<FieldError>,
    id: &str,
    value: RwSignal<String>,
    most: usize,
    need: Option<Word>,
) -> Option<String> {
    let value = value.get().trim().to_owned();
    match (value.chars().count(), need) {
        (0, Some(need)) => wrong(errors, id, need),
        (length, _) if length > most => wrong(errors, id, words::fam_too_long),
        _ => return Some(value),
    }
    None
}
