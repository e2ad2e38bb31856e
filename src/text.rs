//! The words of the screen, in the language of this device.

pub mod activity;
pub mod checks;
pub mod format;
pub mod incident;
pub mod names;
pub mod on_behalf;
mod refusals;
pub mod telling;
pub mod words;

use std::cell::Cell;

use yuanliu_domain::day_change::Answer;
use yuanliu_domain::school::DayChanged;

pub use refusals::refusal;

use crate::storage::settings::Language;

/// One text in both languages. A missing one does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// 简体中文.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

thread_local! {
    // Changing the language draws the whole app anew, so a plain cell is enough.
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::Zh) };
}

/// The language of the screen.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Sets the language; the caller draws the app anew.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// A word in the language of the screen.
pub fn t(word: Word) -> &'static str {
    match language() {
        Language::Zh => word.zh,
        Language::En => word.en,
    }
}

/// A sentence with its places `{0}`, `{1}` … filled.
pub fn fill(word: Word, values: &[&dyn std::fmt::Display]) -> String {
    let mut text = t(word).to_owned();
    for (n, value) in values.iter().enumerate() {
        text = text.replace(&format!("{{{n}}}"), &value.to_string());
    }
    text
}

/// Names or things in a row: 王雪梅、李明.
pub fn series<T: AsRef<str>>(things: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for thing in things {
        if !text.is_empty() {
            text.push_str(t(words::between));
        }
        text.push_str(thing.as_ref());
    }
    text
}

/// What a family answers to an earlier end, in a word or two.
pub fn answer_word(answer: Answer) -> Word {
    match answer {
        Answer::Comes => words::sooner_comes,
        Answer::NeedsCare => words::sooner_needs_care,
    }
}

/// What families read of a day change. The rain version has words of the product's own,
/// which everybody reads in their language, whatever language its author had.
pub fn change_words(change: &DayChanged) -> String {
    if change.rain { t(words::rain_text).to_owned() } else { change.text.clone() }
}

/// The name of a kind of act, as people read it.
pub fn act_name(kind: &str) -> &'static str {
    t(match kind {
        "choose" => words::act_choose,
        "choose_day" => words::act_choose_day,
        "leave_note" => words::act_leave_note,
        "leave_withdrawn" => words::act_leave_withdrawn,
        "collector_named" => words::act_collector_named,
        "collector_withdrawn" => words::act_collector_withdrawn,
        "contact_named" => words::act_contact_named,
        "contact_withdrawn" => words::act_contact_withdrawn,
        "behalf_confirmed" => words::act_behalf_confirmed,
        "case_opened" => words::act_case_opened,
        "case_closed" => words::act_case_closed,
        "seen" => words::act_seen,
        "lessons_absent" => words::act_lessons_absent,
        "lessons_end" => words::act_lessons_end,
        "taken_in" => words::act_taken_in,
        "marked" => words::act_marked,
        "released" => words::act_released,
        "corrected" => words::act_corrected,
        "head_counted" => words::act_head_counted,
        "covered" => words::act_covered,
        "handed_over" => words::act_handed_over,
        "groups_merged" => words::act_groups_merged,
        "day_changed" | "day_change_ended" => words::act_day_changed,
        "change_answered" => words::act_change_answered,
        "at_gate" | "at_gate_withdrawn" => words::act_at_gate,
        "waiting_point_set" => words::act_waiting_point,
        "open_hours_set" => words::act_open_hours,
        "provider_set" => words::act_provider,
        "court_paper" => words::court_title,
        "tablet_set" => words::act_tablet_set,
        "pin_set" => words::act_pin_set,
        "pin_locked" => words::act_pin_locked,
        "pin_reopened" => words::act_pin_reopened,
        "consent" => words::act_consent,
        "portrait_set" => words::act_portrait_set,
        "pass_issued" => words::act_pass_issued,
        "pass_withdrawn" => words::act_pass_withdrawn,
        "card_issued" => words::act_card_issued,
        "card_cancelled" => words::act_card_cancelled,
        "concern_written" | "concern_reported" | "concern_closed" => words::act_concern,
        "emergency_started" | "emergency_counted" | "emergency_ended" => words::act_emergency,
        "visitor_in" | "visitor_out" => words::act_visitor,
        "early_leave_issued" | "early_leave_withdrawn" => words::act_early_leave,
        "incident_written" | "incident_step" | "incident_closed" | "incident_struck" => {
            words::act_incident
        }
        "incident_photo" | "fault_photo" | "fault_photo_struck" | "activity_photo" => {
            words::act_picture
        }
        "photo_consent" => words::act_photo_consent,
        "sheet_kept" | "sheet_struck" => words::act_sheet,
        "incident_acknowledged" => words::act_incident_read,
        "activity_logged" | "activity_struck" => words::act_activity,
        "outing_left" | "outing_counted" => words::act_outing,
        "check_made" | "fault_closed" => words::act_check,
        "symptoms_checked" => words::act_symptoms,
        "staff_set" => words::act_staff_set,
        "objected" => words::act_objected,
        "objection_withdrawn" => words::act_objection_withdrawn,
        "disagreement_settled" => words::act_disagreement_settled,
        "called" => words::act_called,
        "staying_with" => words::act_staying_with,
        "round_made" => words::act_round_made,
        "day_closed" => words::act_day_closed,
        "entry_struck" => words::act_entry_struck,
        _ => words::act_other,
    })
}
