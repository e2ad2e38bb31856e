//! One case 待核实事项: what disagrees, who wrote what, and how it ended (R5).

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::{Case, CaseKind};
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::id::ActId;
use yuanliu_domain::leave::Absences;
use yuanliu_domain::turned_away::TurnedAway;

use super::close_form::Closing;
use super::model::Office;
use super::{entry, turned_away};
use crate::components::{Button, ButtonLook, Cell, Timeline, TimelineItem};
use crate::text::{Word, fill, format, on_behalf, t, words};

/// An open case.
#[component]
pub fn CaseCard(
    /// The case.
    case: Case,
    /// The sheet that closes it.
    closing: Closing,
) -> impl IntoView {
    let office = Office::get();
    let about = about(office, &case);
    let opened = opened_words(&case);
    let text = Some(case.text.clone()).filter(|text| !text.is_empty());
    let head = subject_words(office, &case);
    let kind = t(kind_word(case.kind));
    let start = move |()| closing.start(&case);
    view! {
        <article class="card stack stack-s">
            <h3>{kind}</h3>
            <p class="strong">{head}</p>
            {text.map(|text| view! { <p>{fill(words::case_said, &[&text])}</p> })}
            {about}
            <p class="soft small">{opened}</p>
            <Button look=ButtonLook::Quiet block=true on_press=start>{t(words::case_close)}</Button>
        </article>
    }
}

/// A case that was settled.
#[component]
pub fn ClosedCase(
    /// The case.
    case: Case,
) -> impl IntoView {
    let office = Office::get();
    let title = format!("{} · {}", t(kind_word(case.kind)), subject_words(office, &case));
    let note = case.closed.map(|closed| {
        fill(words::case_closed_by, &[&closed.reason, &closed.by_name, &format::moment(closed.at)])
    });
    view! { <Cell title note=note.unwrap_or_default() /> }
}

/// The entries that the case is about, or where they are.
fn about(office: Office, case: &Case) -> AnyView {
    if let Some(told) = told(office, case) {
        return view! { <p class="small">{told}</p> }.into_any();
    }
    let items = items(office, case);
    match items.is_empty() {
        false => view! { <Timeline items /> }.into_any(),
        true => (!case.about.is_empty())
            .then(|| view! { <p class="soft small">{t(words::case_entries_elsewhere)}</p> })
            .into_any(),
    }
}

/// What staff wrote down and the family did not say, as far as it is no secret of the class
/// teacher's: who would collect, or the dates of a leave note without its reason.
fn told(office: Office, case: &Case) -> Option<String> {
    let child = case.child.filter(|_| case.kind == CaseKind::NotWhatISaid)?;
    office.space.replica.with_untracked(|replica| {
        let collectors: Collectors = replica.get(Audience::Roll, child).unwrap_or_default();
        let is = |act: ActId| case.about.contains(&act);
        let named = collectors.people.iter().find(|c| is(ActId(c.id.0))).map(|c| {
            let who = fill(words::fam_person, &[&c.relation, &c.name]);
            fill(words::behalf_case_collector, &[&who, &c.named_by_name])
        });
        let absences: Absences = replica.get(Audience::Roll, child).unwrap_or_default();
        let note = absences.notes.iter().find(|note| is(note.act));
        named.or_else(|| {
            let note = note?;
            Some(fill(
                words::behalf_case_leave,
                &[&on_behalf::days(note, office.day.get_untracked())],
            ))
        })
    })
}

/// From the child's day, or from what was turned away.
fn items(office: Office, case: &Case) -> Vec<TimelineItem> {
    office.space.replica.with_untracked(|replica| {
        let day = case.day.zip(case.child);
        let day: Option<ChildDay> =
            day.and_then(|(day, child)| replica.get(Audience::Day(day), child));
        let entries = day.map(|day| day.entries).unwrap_or_default();
        let mut items: Vec<_> = entries
            .iter()
            .filter(|entry| case.about.contains(&entry.act))
            .map(entry::item)
            .collect();
        let turned_away = case.about.iter().filter_map(|act| replica.get(Audience::Office, act));
        items.extend(turned_away.map(|act: TurnedAway| turned_away::item(&act)));
        items
    })
}

/// Child, class, day, in words.
pub fn subject_words(office: Office, case: &Case) -> String {
    let child = case.child.map(|id| {
        office.roster.with_untracked(|roster| match roster.children.get(&id) {
            Some(card) => format!("{} {}", card.name, card.class_name),
            None => t(words::child_unlisted).to_owned(),
        })
    });
    let parts = [child, case.day.map(format::day)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A case that a person opened says who asks; the others, whose record made it.
fn opened_words(case: &Case) -> String {
    let asked = matches!(case.kind, CaseKind::Contested | CaseKind::NotWhatISaid | CaseKind::Noted);
    let word = if asked { words::case_asked_by } else { words::case_made_by };
    let when = case.opened_at.map(format::moment).unwrap_or_default();
    fill(word, &[&case.opened_by, &when])
}

/// Why it is open, in words.
pub fn kind_word(kind: CaseKind) -> Word {
    match kind {
        CaseKind::ReleasedTwice => words::case_released_twice,
        CaseKind::MarksDisagree => words::case_marks_disagree,
        CaseKind::PresentAfterRelease => words::case_present_after_release,
        CaseKind::ReleasedWhileAway => words::case_released_while_away,
        CaseKind::ReleasedToStopped => words::case_released_to_stopped,
        CaseKind::UnlistedAlone => words::case_unlisted_alone,
        CaseKind::PassUsedTwice => words::case_pass_twice,
        CaseKind::ShownCancelled => words::case_shown_cancelled,
        CaseKind::ShownForOther => words::case_shown_other,
        CaseKind::Contested => words::case_contested,
        CaseKind::NotWhatISaid => words::case_not_what_i_said,
        CaseKind::Noted => words::case_noted,
        CaseKind::FormerStaff => words::case_former_staff,
    }
}
