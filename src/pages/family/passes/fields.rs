//! What is filled in about a pass or a card, and the act that it comes to.

use leptos::prelude::*;
use yuanliu_domain::card::{CardIssued, MAX_DAYS};
use yuanliu_domain::pass::PassIssued;
use yuanliu_domain::time::{Day, Minute};

use crate::components::FieldError;
use crate::pages::family::kid::Kid;
use crate::pages::family::somebody::{Need, Read, Somebody};
use crate::text::{Word, t, words};

/// The form's state. A handle: copying it is free. It outlives the form.
#[derive(Clone, Copy)]
pub struct PassFields {
    /// Who comes.
    pub who: Somebody,
    /// A pass's date.
    pub day: RwSignal<String>,
    /// A pass is good from here.
    pub from: RwSignal<String>,
    /// A pass is good until here.
    pub until: RwSignal<String>,
    /// A card's last date.
    pub last: RwSignal<String>,
    kid: Kid,
}

/// What is wrong, by field.
type Errors = Vec<FieldError>;

impl PassFields {
    /// As a family most often wants it: today, from the end of lessons to closing; a
    /// card to the end of the term.
    pub fn new(kid: Kid) -> PassFields {
        let text = || RwSignal::new(String::new());
        let who = Somebody::new("pass");
        let fields =
            PassFields { who, day: text(), from: text(), until: text(), last: text(), kid };
        fields.done();
        fields
    }

    /// As before anything was filled in: the next pass is not for the last one's date.
    pub fn done(&self) {
        let kid = self.kid;
        let today = kid.today.get_untracked();
        let frame = kid.frame.get_untracked();
        let from = frame.as_ref().map(|f| f.school.lessons_end.to_string()).unwrap_or_default();
        let until = frame.as_ref().map(|f| f.school.closing.to_string()).unwrap_or_default();
        let day = untrack(|| kid.next_school_day(today)).unwrap_or(today);
        self.who.clear();
        self.day.set(day.to_string());
        self.from.set(from);
        self.until.set(until);
        self.last.set(term_end(today).to_string());
    }

    /// The pass, or every field that needs repair.
    pub fn pass(&self) -> Result<PassIssued, Errors> {
        untrack(|| {
            let (mut errors, today) = (vec![], self.kid.today.get());
            let person = self.person(&mut errors);
            let day = self.day.get().parse::<Day>().map_err(|_| words::fam_need_date);
            let day = day.and_then(|day| (day >= today).then_some(day).ok_or(words::pass_day_past));
            let day = take(day, "pass-day", &mut errors);
            let minute = |text: String| Minute::parse(text.trim()).ok_or(words::pass_need_time);
            let from = take(minute(self.from.get()), "pass-from", &mut errors);
            let until = minute(self.until.get()).and_then(|until| match from {
                Some(from) if until <= from => Err(words::pass_need_span),
                _ => Ok(until),
            });
            let until = take(until, "pass-until", &mut errors);
            match (person, day, from, until) {
                (Some(Read { name, relation, .. }), Some(day), Some(from), Some(until)) => {
                    Ok(PassIssued { day, from, until, name, relation })
                }
                _ => Err(errors),
            }
        })
    }

    /// The card, or every field that needs repair.
    pub fn card(&self) -> Result<CardIssued, Errors> {
        untrack(|| {
            let (mut errors, from) = (vec![], self.kid.today.get());
            let person = self.person(&mut errors);
            let until = self.last.get().parse::<Day>().map_err(|_| words::fam_need_date);
            let until = until.and_then(|until| match until.days_since(from) {
                ..0 => Err(words::pass_day_past),
                0..=MAX_DAYS => Ok(until),
                _ => Err(words::card_too_long),
            });
            let until = take(until, "card-until", &mut errors);
            match (person, until) {
                (Some(Read { name, relation, .. }), Some(until)) => {
                    Ok(CardIssued { from, until, name, relation })
                }
                _ => Err(errors),
            }
        })
    }

    fn person(&self, errors: &mut Errors) -> Option<Read> {
        let need = Need { relation: Some(words::fam_need_relation), phone: None };
        self.who.read(need, errors)
    }
}

fn take<T>(read: Result<T, Word>, id: &str, errors: &mut Errors) -> Option<T> {
    read.map_err(|word| errors.push(FieldError { id: id.into(), words: t(word).into() })).ok()
}

/// The autumn term ends in January, the spring term in July: a first guess.
fn term_end(today: Day) -> Day {
    let (year, month, _) = today.parts();
    let end = match month {
        1 => Day::ymd(year, 1, 31),
        2..=7 => Day::ymd(year, 7, 10),
        _ => Day::ymd(year + 1, 1, 31),
    };
    let end = end.filter(|end| *end >= today).unwrap_or(today.plus(30));
    if end.days_since(today) > MAX_DAYS { today.plus(MAX_DAYS) } else { end }
}
