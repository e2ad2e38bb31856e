//! What is filled in about a collector, and the act that it comes to.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;
use yuanliu_domain::collector::{CollectorNamed, Organisation, Way};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::time::{Day, Weekday};

use crate::components::{FieldError, Picked};
use crate::pages::family::kid::Kid;
use crate::pages::family::somebody::{Need, Read, Somebody};
use crate::text::{Word, t, words};

/// Every school day.
pub const EVERY: &str = "every";
/// On one date only.
pub const ONCE: &str = "once";
/// On certain weekdays.
pub const SOME: &str = "some";

/// The answers of 'what kind': key, organisation, word.
pub const ORGANISATIONS: [(&str, Organisation, Word); 3] = [
    ("centre", Organisation::TutoringCentre, words::org_centre),
    ("bus", Organisation::SchoolBus, words::org_bus),
    ("dormitory", Organisation::Dormitory, words::org_dormitory),
];

/// The form's state. A handle: copying it is free. It outlives the form.
#[derive(Clone, Copy)]
pub struct CollectorFields {
    /// Which form is open, if any.
    pub way: RwSignal<Option<Way>>,
    /// Who it is.
    pub who: Somebody,
    /// What kind of organisation, by its key; empty for a person of the family's own.
    pub kind: RwSignal<String>,
    /// `EVERY`, `ONCE` or `SOME`.
    pub days: RwSignal<String>,
    /// The date of `ONCE`.
    pub date: RwSignal<String>,
    /// A photo of the person; may be none.
    pub photo: Picked,
    /// Monday to Friday.
    pub weekdays: [RwSignal<bool>; 5],
    /// Until this date; may be empty.
    pub until: RwSignal<String>,
    kid: Kid,
}

impl CollectorFields {
    /// Empty.
    pub fn new(kid: Kid) -> CollectorFields {
        let text = || RwSignal::new(String::new());
        CollectorFields {
            way: RwSignal::new(None),
            who: Somebody::new("collector"),
            kind: text(),
            days: RwSignal::new(EVERY.to_owned()),
            date: text(),
            photo: RwSignal::new_local(None),
            weekdays: [(); 5].map(|()| RwSignal::new(false)),
            until: text(),
            kid,
        }
    }

    /// Opens a form.
    pub fn begin(&self, way: Way, only_today: bool) {
        self.opens(way, only_today, "");
    }

    /// Opens the form for an organisation's escort (T18).
    pub fn begin_organisation(&self) {
        self.opens(Way::Person, false, ORGANISATIONS[0].0);
    }

    fn opens(&self, way: Way, only_today: bool, kind: &str) {
        self.kind.set(kind.to_owned());
        self.days.set(if only_today { ONCE } else { EVERY }.to_owned());
        self.date.set(self.kid.today.get_untracked().to_string());
        self.way.set(Some(way));
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// The kind of organisation, if one is named; follows what is chosen.
    pub fn organisation(&self) -> Option<Organisation> {
        let kind = self.kind.get();
        ORGANISATIONS
            .iter()
            .find(|(key, ..)| *key == kind)
            .map(|(_, organisation, _)| *organisation)
    }

    /// Empties and closes the form.
    pub fn done(&self) {
        self.who.clear();
        [self.kind, self.until].iter().for_each(|text| text.set(String::new()));
        self.weekdays.iter().for_each(|day| day.set(false));
        self.photo.set(None);
        self.way.set(None);
    }

    /// The act, or every field that needs repair.
    pub fn act(&self, way: Way) -> Result<CollectorNamed, Vec<FieldError>> {
        untrack(|| self.read(way))
    }

    fn read(&self, way: Way) -> Result<CollectorNamed, Vec<FieldError>> {
        let mut errors = vec![];
        let organisation = self.organisation().filter(|_| way == Way::Person);
        let missing = organisation.map_or(words::fam_need_relation, |_| words::org_need_name);
        let need = Need { relation: (way == Way::Person).then_some(missing), phone: None };
        let who = match way {
            Way::Alone => Some(Read { name: self.kid.name(), ..Read::default() }),
            Way::Person | Way::NotThis => self.who.read(need, &mut errors),
        };
        let dates = self.dates(way).map_err(|(id, word)| {
            errors.push(FieldError { id: id.to_owned(), words: t(word).to_owned() });
        });
        let (Some(Read { name, relation, phone }), Ok((from, until, weekdays))) = (who, dates)
        else {
            return Err(errors);
        };
        // Of whom the child must not go with no number is asked.
        let phone = if way == Way::Person { phone } else { String::new() };
        let photo = self.picture(way).map(|bytes| PhotoHash::of(&bytes));
        Ok(CollectorNamed {
            way,
            name,
            relation,
            phone,
            weekdays,
            from,
            until,
            photo,
            looks: String::new(),
            organisation,
        })
    }

    /// The bytes of the photo that the act names.
    pub fn picture(&self, way: Way) -> Option<Rc<[u8]>> {
        let picture = self.photo.get_untracked().filter(|_| way == Way::Person);
        picture.map(|picture| picture.bytes)
    }

    #[expect(clippy::type_complexity, reason = "read at one place, just above")]
    fn dates(
        &self,
        way: Way,
    ) -> Result<(Day, Option<Day>, BTreeSet<Weekday>), (&'static str, Word)> {
        let today = self.kid.today.get();
        if way == Way::NotThis {
            return Ok((today, None, BTreeSet::new()));
        }
        let days = self.days.get();
        if days == ONCE {
            let day =
                self.date.get().parse().map_err(|_| ("collector-date", words::fam_need_date))?;
            return Ok((day, Some(day), BTreeSet::new()));
        }
        let ticked = self.weekdays.iter().zip(Weekday::SCHOOL).filter(|(on, _)| on.get());
        let mut weekdays: BTreeSet<Weekday> = ticked.map(|(_, day)| day).collect();
        if days == EVERY {
            weekdays.clear();
        } else if weekdays.is_empty() {
            return Err(("collector-weekdays", words::fam_need_weekday));
        }
        let until = match self.until.get().trim() {
            "" => None,
            date => Some(date.parse().map_err(|_| ("collector-until", words::fam_need_date))?),
        };
        if until.is_some_and(|until| until < today) {
            return Err(("collector-until", words::refused_span));
        }
        Ok((today, until, weekdays))
    }
}
