//! Incidents in words, as staff and families read them.

use yuanliu_domain::incident::{Entry, Incident, Sort, Step, What};

use super::{Word, t, words};

/// What a child has.
pub fn sort(sort: Sort) -> Word {
    match sort {
        Sort::Graze => words::hurt_graze,
        Sort::Bump => words::hurt_bump,
        Sort::Head => words::hurt_head,
        Sort::Sprain => words::hurt_sprain,
        Sort::Fracture => words::hurt_fracture,
        Sort::Nosebleed => words::hurt_nosebleed,
        Sort::Tooth => words::hurt_tooth,
        Sort::Fever => words::hurt_fever,
        Sort::Stomach => words::hurt_stomach,
        Sort::Allergy => words::hurt_allergy,
        Sort::Faint => words::hurt_faint,
        Sort::Other => words::hurt_other,
    }
}

/// What was done.
pub fn step(step: Step) -> Word {
    match step {
        Step::Noticed => words::step_noticed,
        Step::FirstAid => words::step_first_aid,
        Step::GuardianCalled => words::step_guardian,
        Step::LeaderTold => words::step_leader,
        Step::Doctor => words::step_doctor,
        Step::Reported => words::step_reported,
        Step::FollowUp => words::step_follow_up,
        Step::Amended => words::step_amended,
        Step::TurnedSerious => words::step_serious,
    }
}

/// 现场处理：清洗、贴创可贴.
pub fn entry(entry: &Entry) -> String {
    let (word, said) = match &entry.what {
        What::Step { step: done, relation, words } => {
            let said = [relation.trim(), words.trim()].into_iter().filter(|text| !text.is_empty());
            (step(*done), said.collect::<Vec<_>>().join(" · "))
        }
        What::Acknowledged => (words::step_read, String::new()),
        What::Closed(words) => (words::step_closed, words.trim().to_owned()),
    };
    match said.is_empty() {
        true => t(word).to_owned(),
        false => format!("{}{}{said}", t(word), t(words::colon)),
    }
}

/// 擦伤或割伤 · 操场 · 跑步时摔倒.
pub fn what(incident: &Incident) -> String {
    let said = &incident.said;
    let parts = [t(sort(said.sort)), said.place.trim(), said.words.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
