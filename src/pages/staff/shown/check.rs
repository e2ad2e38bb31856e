//! The check itself: the school's signature by WebCrypto, then the domain's question
//! on the rows of this tablet.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::Card;
use yuanliu_domain::child_day::{Basis, Checked, ChildDay};
use yuanliu_domain::collector::Stops;
use yuanliu_domain::court::Bars;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::pass::{Cancelled, Pass};
use yuanliu_domain::people::Guardians;
use yuanliu_domain::pin::Pin;
use yuanliu_domain::shown::{AtTheDoor, Listed, Not, Terms, counts};
use yuanliu_domain::signed::{Code, PassKey};
use yuanliu_domain::time::{Day, Minute};
use yuanliu_domain::token::{Paper, Scanned, Token, signed_text};

use crate::pages::staff::model::Model;
use crate::pages::staff::release::Candidate;
use crate::platform::heard::Heard;
use crate::platform::{crypto, pin};
use crate::state::{App, ChildToday, Link};
use crate::text::{fill, format, t, words};

/// Lists that were brought up to date so lately, in minutes, with the network there,
/// have what the school has.
const FRESH_MINUTES: u32 = 1;

/// What a scanner saw, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The child whom it is for, once that is certain: nobody learns of a child by
    /// showing a code that the school did not sign.
    pub child: Option<ChildId>,
    /// Whether it counts.
    pub answer: Answer,
}

/// Checks what a scanner saw, for this child or for whomever the code names; `None` when
/// it is no pass and no card at all.
pub async fn seen(app: App, model: Model, of: Option<ChildId>, text: &str) -> Option<Seen> {
    let id = match of {
        Some(id) => id,
        None => Token::read(text).ok()?.token.child,
    };
    let Some(child) = untrack(|| model.child(id)) else {
        return Some(Seen { child: None, answer: Answer::Not(No::UnknownChild) });
    };
    let answer = Here::of(app, model, &child).scanned(text).await?;
    let unknown = matches!(answer, Answer::Not(No::Unsigned | No::NotChecked));
    Some(Seen { child: (!unknown).then_some(id), answer })
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It counts, for this person.
    Good(Candidate),
    /// It does not, here and now.
    Not(No),
}

impl Answer {
    /// Heard and felt once, when it comes.
    pub fn is_heard(&self) {
        match self {
            Answer::Good(_) => Heard::Good.give(),
            Answer::Not(_) => Heard::Look.give(),
        }
    }
}

/// Why it does not count, as far as the screen says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// The domain's reason, with what the paper is good for.
    Reason(Not, Terms, String),
    /// No key of this school signed it.
    Unsigned,
    /// This browser can't verify.
    NotChecked,
    /// It is for no child on the school's list.
    UnknownChild,
}

impl No {
    /// The sentence. Whoever stands in front of the tablet may read it (R11).
    pub fn words(&self) -> String {
        let (not, terms, child) = match self {
            No::Reason(not, terms, child) => (not, terms, child),
            No::Unsigned => return t(words::shown_unsigned).to_owned(),
            No::NotChecked => return t(words::shown_not_checked).to_owned(),
            No::UnknownChild => return t(words::shown_no_child).to_owned(),
        };
        match not {
            Not::ThisChild => fill(words::shown_child, &[child]),
            Not::Any => t(words::shown_stopped).to_owned(),
            Not::Listed => t(words::shown_not_listed).to_owned(),
            Not::Twice => t(words::shown_twice).to_owned(),
            Not::Today if terms.paper == Paper::Card => {
                fill(words::shown_card_over, &[&format::short_day(terms.until)])
            }
            Not::Today => fill(words::shown_other_day, &[&format::short_day(terms.from)]),
            Not::Now => fill(words::shown_other_time, &[&terms.between.0, &terms.between.1]),
        }
    }
}

/// The rows of this tablet at the moment of a check.
#[derive(Clone)]
pub struct Here {
    model: Model,
    child: ChildId,
    name: String,
    day: Day,
    minute: Minute,
    certain: bool,
    fresh: bool,
    cancelled: Cancelled,
    entries: ChildDay,
    stops: Stops,
    bars: Bars,
    guardians: Option<Guardians>,
}

impl Here {
    /// As they are now.
    pub fn of(app: App, model: Model, child: &ChildToday) -> Here {
        let (now, replica) = (model.space.now(), model.space.replica);
        let online = app.link.get_untracked() == Link::Online;
        Here {
            model,
            child: child.id,
            name: child.card.name.clone(),
            day: now.at.day(),
            minute: now.at.minute(),
            certain: now.certain,
            fresh: online && model.space.age_minutes() <= FRESH_MINUTES,
            cancelled: replica
                .with_untracked(|r| r.get(Audience::Holds, child.id))
                .unwrap_or_default(),
            entries: ChildDay::clone(&child.day),
            stops: replica.with_untracked(|r| r.get(Audience::Holds, child.id)).unwrap_or_default(),
            bars: replica.with_untracked(|r| r.get(Audience::Holds, child.id)).unwrap_or_default(),
            guardians: replica.with_untracked(|r| r.get(Audience::Roll, child.id)),
        }
    }

    /// What a scanner saw; `None` when it is no pass and no card at all. The same
    /// function serves whatever reads a code.
    pub async fn scanned(&self, text: &str) -> Option<Answer> {
        let scanned = Token::read(text).ok()?;
        Some(match self.is_ours(&scanned).await {
            Ok(true) => self.answer(Terms::from(&scanned.token), Some(&scanned.token)),
            Ok(false) => Answer::Not(No::Unsigned),
            Err(_) => Answer::Not(No::NotChecked),
        })
    }

    /// Whether the school gave this tablet today's codes: it does so on the day itself.
    pub fn has_codes(&self) -> bool {
        let today = Audience::Codes(self.day);
        self.model.space.replica.with_untracked(|replica| replica.view.whole(today))
    }

    /// Codes of this child that are on the tablet today.
    pub fn codes(&self) -> Vec<Code> {
        let codes =
            self.model.space.replica.with_untracked(|r| r.list::<Code>(Audience::Codes(self.day)));
        codes.into_iter().map(|(_, code)| code).filter(|code| code.child == self.child).collect()
    }

    /// What was typed; `None` when it is none of the child's codes.
    pub async fn typed(&self, digits: &str) -> Result<Option<Answer>, JsValue> {
        let Ok(typed) = Pin::read(digits) else { return Ok(None) };
        for code in self.codes() {
            if pin::is_right(&typed, &code.verifier).await? {
                let Some(pass) = self.pass(code.pass) else { continue };
                return Ok(Some(self.answer(Terms::of(code.pass, &pass), None)));
            }
        }
        Ok(None)
    }

    async fn is_ours(&self, scanned: &Scanned) -> Result<bool, JsValue> {
        let name = scanned.token.key;
        let row = PassKey::row(name);
        let key =
            self.model.space.replica.with_untracked(|r| r.get::<PassKey>(row.audience, &row.key));
        let Some(point) = key.and_then(|key| key.point(name)) else { return Ok(false) };
        let text = signed_text(self.model.space.id, &scanned.payload);
        crypto::verifies(&point, &text, &scanned.signature).await
    }

    fn answer(&self, terms: Terms, token: Option<&Token>) -> Answer {
        let on_list = self.on_list(&terms);
        let door = AtTheDoor {
            child: self.child,
            day: self.day,
            minute: self.minute,
            certain: self.certain,
            cancelled: &self.cancelled,
            entries: &self.entries,
            listed: on_list.as_ref(),
            fresh: self.fresh,
            stops: &self.stops,
            bars: &self.bars,
            guardians: self.guardians.as_ref(),
        };
        if let Err(not) = counts(&terms, &door) {
            return Answer::Not(No::Reason(not, terms, self.name.clone()));
        }
        let told = token.map(|token| token.who.clone()).unwrap_or_default();
        let relation = told.split_once(' ').map(|(relation, _)| relation.to_owned());
        let (name, relation) = match on_list {
            Some(person) => (person.name, person.relation),
            None => (String::new(), relation.unwrap_or_default()),
        };
        let (basis, checked) = match (terms.paper, token) {
            (Paper::Card, _) => (Basis::Card, Checked::Card),
            (Paper::Pass, Some(_)) => (Basis::Pass, Checked::Pass),
            (Paper::Pass, None) => (Basis::Pass, Checked::Code),
        };
        Answer::Good(Candidate {
            key: terms.id.to_string(),
            name,
            relation,
            basis,
            shown: Some(terms.id),
            checked: Some(checked),
            told,
            ..Candidate::default()
        })
    }

    fn pass(&self, id: ActId) -> Option<Pass> {
        let day = Audience::Day(self.day);
        self.model.space.replica.with_untracked(|r| r.get::<Pass>(day, id))
    }

    /// What the lists say of it, if they have it yet.
    fn on_list(&self, terms: &Terms) -> Option<Listed> {
        let replica = self.model.space.replica;
        match terms.paper {
            Paper::Pass => {
                let day = Audience::Day(terms.from);
                replica.with_untracked(|r| r.get::<Pass>(day, terms.id)).map(Listed::from)
            }
            Paper::Card => replica
                .with_untracked(|r| r.get::<Card>(Audience::Roll, terms.id))
                .map(Listed::from),
        }
    }
}
