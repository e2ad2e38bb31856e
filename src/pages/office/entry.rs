//! An entry of a child's day, in words, as the two sides of a case are read.

use yuanliu_domain::child_day::{AtLessonsEnd, Basis, Checked, Entry, Mark, Release, What};
use yuanliu_domain::school::Place;

use crate::components::{TimelineItem, TimelineWhen};
use crate::text::{Word, fill, format, t, words};

/// The entry as one of the two sides of a case.
pub fn item(entry: &Entry) -> TimelineItem {
    let struck = entry.corrected_by.is_some();
    TimelineItem {
        key: entry.act.to_string(),
        when: if struck { TimelineWhen::Struck } else { TimelineWhen::Past },
        time: format::time(entry.happened.unwrap_or(entry.at)),
        words: what_words(&entry.what),
        note: source_words(entry),
    }
}

/// What it says.
fn what_words(what: &What) -> String {
    match what {
        What::LessonsAbsent | What::LessonsEnd(AtLessonsEnd::Absent) => {
            t(words::state_absent).to_owned()
        }
        What::LessonsEnd(AtLessonsEnd::Staying) => t(words::state_staying).to_owned(),
        What::LessonsEnd(AtLessonsEnd::Left) => t(words::state_left_at_end).to_owned(),
        What::TakenIn(place) => placed(words::act_taken_in, place.as_ref()),
        What::Marked(mark, place) => placed(mark_word(*mark), place.as_ref()),
        What::Released(release) => release_words(release),
        What::Corrected(_, reason) => fill(words::entry_corrects, &[reason]),
    }
}

/// Who wrote it, and under which circumstances.
fn source_words(entry: &Entry) -> String {
    let later = format::later(entry);
    let offline = entry.offline.then(|| t(words::entry_offline).to_owned());
    let struck = entry.corrected_by.map(|_| t(words::entry_struck).to_owned());
    let by = fill(words::entry_by, &[&entry.by_name]);
    let parts = [Some(by), later, offline, struck];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn placed(word: Word, place: Option<&Place>) -> String {
    match place {
        Some(place) => format!("{} · {} {}", t(word), place.name, place.room),
        None => t(word).to_owned(),
    }
}

fn mark_word(mark: Mark) -> Word {
    match mark {
        Mark::Present => words::entry_present,
        Mark::NotHere => words::state_not_here,
        Mark::OutOfRoom => words::state_out,
        Mark::WithEscort => words::state_escort,
        Mark::Returned => words::state_returned,
    }
}

fn release_words(release: &Release) -> String {
    let head = match release.basis {
        Basis::WalksAlone => fill(words::entry_alone, &[&release.released_by.name]),
        _ => fill(
            words::entry_released,
            &[&release.relation, &release.collector_name, &release.released_by.name],
        ),
    };
    let second = release.second.as_ref().map(|second| fill(words::entry_second, &[&second.name]));
    let reason = Some(release.reason.clone()).filter(|reason| !reason.is_empty());
    let ground = Some(t(basis_word(release.basis)).to_owned());
    let checked = Some(fill(words::entry_checked, &[&t(checked_word(release.checked))]));
    let together = release.together.map(|count| fill(words::together_counted, &[&count]));
    let parts = [Some(head), ground, together, checked, second, reason];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn basis_word(basis: Basis) -> Word {
    match basis {
        Basis::Guardian => words::basis_guardian,
        Basis::Listed => words::basis_listed,
        Basis::Card => words::basis_card,
        Basis::Pass => words::basis_pass,
        Basis::WalksAlone => words::basis_alone,
        Basis::Organisation => words::basis_organisation,
        Basis::SchoolBus => words::basis_bus,
        Basis::Dormitory => words::basis_dormitory,
        Basis::Medical => words::basis_medical,
        Basis::Police => words::basis_police,
        Basis::AlreadyHome => words::basis_home,
        Basis::Unlisted => words::basis_unlisted,
    }
}

fn checked_word(checked: Checked) -> Word {
    match checked {
        Checked::Known => words::by_known,
        Checked::Photo => words::by_photo,
        Checked::Card => words::by_card,
        Checked::Pass => words::by_pass,
        Checked::Code => words::by_code,
        Checked::CallBack => words::by_call_back,
    }
}
