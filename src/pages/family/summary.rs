//! What a receipt says, in one sentence.

use leptos::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use yuanliu_domain::activity::PhotoConsent;
use yuanliu_domain::card::{CardCancelled, CardIssued};
use yuanliu_domain::choice::{Choose, ChooseDay};
use yuanliu_domain::collector::{CollectorNamed, CollectorWithdrawn, Way};
use yuanliu_domain::consent::{Answer, Consent};
use yuanliu_domain::disagreement::Objected;
use yuanliu_domain::emergency_contact::ContactWithdrawn;
use yuanliu_domain::leave::{LeaveNote, LeaveWithdrawn, Reason};
use yuanliu_domain::pass::{PassIssued, PassWithdrawn};
use yuanliu_domain::photo::PortraitSet;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::time::Day;

use super::kid::Kid;
use super::phrases;
use crate::text::{Word, fill, t, words};

/// The typed body of a receipt.
pub fn body<T: DeserializeOwned>(receipt: &Receipt, kind: &str) -> Option<T> {
    if receipt.what != kind {
        return None;
    }
    serde_json::from_value(receipt.body.clone()).ok()
}

/// The sentence; empty for what this app does not know.
pub fn summary(kid: Kid, receipt: &Receipt) -> String {
    let today = kid.today.get();
    match receipt.what.as_str() {
        "choose" => body(receipt, "choose").map(|b| choose(&b, today)),
        "choose_day" => body(receipt, "choose_day").map(|b| choose_day(&b, today)),
        "leave_note" => body(receipt, "leave_note").map(|b| leave(&b, today)),
        "leave_withdrawn" => body(receipt, "leave_withdrawn").map(|b| withdrawn(kid, &b)),
        "collector_named" => body(receipt, "collector_named").map(|b| named(kid, &b)),
        "collector_withdrawn" => body(receipt, "collector_withdrawn").map(|b| removed(kid, &b)),
        "contact_named" => body(receipt, "contact_named").map(|b| contact(&b)),
        "contact_withdrawn" => body(receipt, "contact_withdrawn").map(|b| uncalled(kid, &b)),
        "pass_issued" => body(receipt, "pass_issued").map(|b| pass(&b, today)),
        "pass_withdrawn" => body(receipt, "pass_withdrawn").map(|b| passed(kid, &b)),
        "card_issued" => body(receipt, "card_issued").map(|b| card(&b, today)),
        "card_cancelled" => body(receipt, "card_cancelled").map(|b| carded(kid, &b)),
        "objected" => body(receipt, "objected").map(|b| objected(kid, &b)),
        "consent" => body(receipt, "consent").map(|b| consent(&b)),
        "portrait_set" => body(receipt, "portrait_set").map(|b| portrait(&b)),
        "photo_consent" => body(receipt, "photo_consent").map(|b| album(&b)),
        _ => None,
    }
    .unwrap_or_default()
}

fn objected(kid: Kid, act: &Objected) -> String {
    let notice = kid.receipt(act.notice).filter(|notice| notice.what != "objected");
    match notice {
        Some(notice) => fill(words::fam_objected_to, &[&summary(kid, &notice)]),
        None => t(words::fam_objected_plain).to_owned(),
    }
}

fn consent(consent: &Consent) -> String {
    t(match consent.answer {
        Answer::Given => words::consent_agree,
        Answer::Refused => words::consent_disagree,
        Answer::Withdrawn => words::consent_take_back,
    })
    .to_owned()
}

fn album(act: &PhotoConsent) -> String {
    t(if act.given { words::album_agree } else { words::album_refuse }).to_owned()
}

fn portrait(act: &PortraitSet) -> String {
    let word = if act.photo.is_some() { words::portrait_added } else { words::portrait_removed };
    t(word).to_owned()
}

fn choose(choice: &Choose, today: Day) -> String {
    let from = phrases::date(choice.from, today);
    let week = phrases::week(&choice.week);
    match choice.until {
        Some(until) => {
            fill(words::fam_choice_between, &[&from, &phrases::date(until, today), &week])
        }
        None => fill(words::fam_choice_from, &[&from, &week]),
    }
}

/// 11月25日：课外活动 · 11月25日：放学回家.
pub fn choose_day(choice: &ChooseDay, today: Day) -> String {
    let day = phrases::date(choice.day, today);
    if choice.blocks.is_empty() {
        return fill(words::fam_day_home, &[&day]);
    }
    fill(words::fam_day_blocks, &[&day, &phrases::blocks(&choice.blocks)])
}

/// 病假, 事假, 其他.
pub fn reason(reason: Reason) -> Word {
    match reason {
        Reason::Sick => words::fam_sick,
        Reason::Family => words::fam_errand,
        Reason::Other => words::fam_other_reason,
    }
}

/// 今天，病假：课外活动、晚托.
pub fn leave(note: &LeaveNote, today: Day) -> String {
    let span = phrases::span(note.from, note.until, today);
    let mut missed: Vec<String> = vec![];
    if note.lessons_too {
        missed.push(t(words::fam_lessons).to_owned());
    }
    if let Some(time) = note.time {
        missed.push(fill(words::leaves_at, &[&time]));
    } else {
        missed.extend(note.blocks.iter().map(|b| phrases::block(*b)));
    }
    fill(words::fam_leave_sentence, &[&span, &t(reason(note.reason)), &phrases::list(missed)])
}

fn withdrawn(kid: Kid, act: &LeaveWithdrawn) -> String {
    let note: Option<LeaveNote> = kid.receipt(act.note).and_then(|r| body(&r, "leave_note"));
    note.map(|note| leave(&note, kid.today.get())).unwrap_or_default()
}

fn named(kid: Kid, act: &CollectorNamed) -> String {
    let today = kid.today.get();
    let who = match act.way {
        Way::Person => fill(words::fam_may_collect, &[&person(&act.relation, &act.name)]),
        Way::Alone => t(words::fam_alone).to_owned(),
        Way::NotThis => fill(words::fam_not_this_person, &[&person(&act.relation, &act.name)]),
    };
    let looks = Some(act.looks.clone()).filter(|looks| !looks.is_empty());
    let days = when(&act.weekdays, act.from, act.until, today);
    phrases::clauses([Some(who), Some(days), looks].into_iter().flatten())
}

fn removed(kid: Kid, act: &CollectorWithdrawn) -> String {
    let collectors = kid.child.with(|child| child.as_ref().map(|c| c.collectors.clone()));
    let people = collectors.map(|c| c.people.clone()).unwrap_or_default();
    let gone = people.into_iter().find(|c| c.id == act.collector);
    match gone {
        Some(c) if c.way == Way::Alone => t(words::fam_alone).to_owned(),
        Some(c) => person(&c.relation, &c.name),
        None => String::new(),
    }
}

/// What a receipt keeps of an emergency contact: the number is not for the other guardian.
#[derive(Deserialize)]
struct Contact {
    name: String,
    relation: String,
    order: u8,
}

fn contact(contact: &Contact) -> String {
    fill(words::contacts_line, &[&contact.order, &person(&contact.relation, &contact.name)])
}

fn uncalled(kid: Kid, act: &ContactWithdrawn) -> String {
    let named = kid.receipt(act.contact).and_then(|r| body::<Contact>(&r, "contact_named"));
    named.map(|named| contact(&named)).unwrap_or_default()
}

/// 外婆林秀英可以来接，今天 15:30–17:00.
fn pass(pass: &PassIssued, today: Day) -> String {
    let window =
        [&phrases::date(pass.day, today) as &dyn std::fmt::Display, &pass.from, &pass.until];
    let who = fill(words::fam_may_collect, &[&person(&pass.relation, &pass.name)]);
    phrases::clauses([who, fill(words::pass_window, &window)])
}

fn passed(kid: Kid, act: &PassWithdrawn) -> String {
    let made: Option<PassIssued> = kid.receipt(act.pass).and_then(|r| body(&r, "pass_issued"));
    made.map(|made| pass(&made, kid.today.get())).unwrap_or_default()
}

fn card(card: &CardIssued, today: Day) -> String {
    let who = fill(words::fam_may_collect, &[&person(&card.relation, &card.name)]);
    phrases::clauses([who, fill(words::fam_until, &[&phrases::date(card.until, today)])])
}

fn carded(kid: Kid, act: &CardCancelled) -> String {
    let made: Option<CardIssued> = kid.receipt(act.card).and_then(|r| body(&r, "card_issued"));
    made.map(|made| card(&made, kid.today.get())).unwrap_or_default()
}

/// 外婆林秀英 · Lin Xiuying (grandmother).
pub fn person(relation: &str, name: &str) -> String {
    if relation.trim().is_empty() {
        return name.to_owned();
    }
    fill(words::fam_person, &[&relation.trim(), &name])
}

/// On which days: 每个上学日 · 只在今天 · 周二、周四，到 12月31日.
pub fn when(
    weekdays: &std::collections::BTreeSet<yuanliu_domain::time::Weekday>,
    from: Day,
    until: Option<Day>,
    today: Day,
) -> String {
    if until == Some(from) {
        return fill(words::fam_only_on, &[&phrases::date(from, today)]);
    }
    let days = match weekdays.len() {
        0 | 7 => t(words::fam_every_day).to_owned(),
        _ => phrases::weekdays(weekdays),
    };
    let starts = (from > today).then(|| fill(words::fam_from, &[&phrases::date(from, today)]));
    let ends = until.map(|until| fill(words::fam_until, &[&phrases::date(until, today)]));
    phrases::list([Some(days), starts, ends].into_iter().flatten())
}
