//! From the form to the note, or to what is still missing.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::leave::{LeaveNote, Reason, Signature};
use yuanliu_domain::school::{Block, School};
use yuanliu_domain::time::Minute;

use super::fields::{LeaveFields, TIME};
use super::sign::thinned;
use crate::components::FieldError;
use crate::pages::family::kid::Kid;
use crate::text::{Word, t, words};

/// Longest text, in characters; the rule of the domain.
const LONG: usize = 1_000;
/// Longest typed name.
const SHORT: usize = 40;

/// The note, or every field that needs repair, in the order of the screen.
pub fn note(kid: Kid, fields: LeaveFields) -> Result<LeaveNote, Vec<FieldError>> {
    untrack(|| read(kid, fields))
}

fn read(kid: Kid, fields: LeaveFields) -> Result<LeaveNote, Vec<FieldError>> {
    let mut errors = vec![];
    let mut wrong = |id: &str, word: Word| {
        errors.push(FieldError { id: id.to_owned(), words: t(word).to_owned() });
    };
    let dates = fields.dates(kid);
    match dates {
        None => wrong("leave-from", words::fam_need_dates),
        Some((from, until)) if until < from => wrong("leave-until", words::refused_span),
        Some((from, until)) if until.days_since(from) > 366 => {
            wrong("leave-until", words::fam_too_long_leave)
        }
        Some(_) => {}
    }
    let early = fields.when.get() == TIME;
    let time = fields.leaves_at();
    let goes_home = fields.goes_home.get().trim().to_owned();
    if early && time.is_none() {
        wrong("leave-time", words::fam_need_time);
    }
    if early && goes_home.is_empty() {
        wrong("leave-home", words::fam_need_home);
    }
    let frame = kid.frame.get();
    let blocks = match (time, &frame) {
        (Some(time), Some(frame)) => missed(time, &frame.school, &fields.blocks()),
        _ => fields.blocks(),
    };
    let lessons_too = !early && fields.lessons_too.get();
    if !early && blocks.is_empty() && !lessons_too {
        wrong("leave-blocks", words::fam_need_blocks);
    }
    let (text, symptoms) = (fields.text.get(), fields.symptoms.get());
    for (id, text) in
        [("leave-home", &goes_home), ("leave-text", &text), ("leave-symptoms", &symptoms)]
    {
        if text.chars().count() > LONG {
            wrong(id, words::fam_too_long);
        }
    }
    let signature = signature(fields);
    match &signature {
        None => wrong("typed-signature", words::fam_need_signature),
        Some(Signature::Typed(name)) if name.chars().count() > SHORT => {
            wrong("typed-signature", words::fam_too_long);
        }
        Some(_) => {}
    }
    match (errors.is_empty(), dates, signature) {
        (true, Some((from, until)), Some(signature)) => Ok(LeaveNote {
            from,
            until,
            time,
            blocks,
            lessons_too,
            reason: reason(&fields.reason.get()),
            text: text.trim().to_owned(),
            symptoms: symptoms.trim().to_owned(),
            goes_home,
            signature,
        }),
        _ => Err(errors),
    }
}

/// What a time leaves of the afternoon: the blocks that begin after it.
fn missed(time: Minute, school: &School, chosen: &BTreeSet<Block>) -> BTreeSet<Block> {
    let begins = |block: &Block| match block {
        Block::Activities => school.lessons_end,
        Block::LateCare => school.late_care,
    };
    chosen.iter().copied().filter(|block| time <= begins(block)).collect()
}

fn signature(fields: LeaveFields) -> Option<Signature> {
    let strokes = fields.strokes.get();
    if strokes.iter().any(|stroke| !stroke.is_empty()) {
        return Some(Signature::Drawn(thinned(strokes)));
    }
    let typed = fields.typed.get().trim().to_owned();
    (!typed.is_empty()).then_some(Signature::Typed(typed))
}

fn reason(key: &str) -> Reason {
    match key {
        "sick" => Reason::Sick,
        "family" => Reason::Family,
        _ => Reason::Other,
    }
}
