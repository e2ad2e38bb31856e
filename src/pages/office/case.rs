//! One open case 待核实事项: what disagrees, who wrote what, and closing it with a
//! reason (R5).

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::{Case, CaseClosed, CaseKind};
use yuanliu_domain::child_day::{ChildDay, Entry};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::turned_away::TurnedAway;

use super::entry::{source_words, what_words};
use super::errors::{Errors, Summary};
use super::model::Office;
use super::turned_away::reason_words;
use super::writing::{Failed, Writing};
use crate::components::{Button, ButtonLook, Cell, TextArea};
use crate::state::Draft;
use crate::text::{Word, fill, format, t, words};

/// The sheet that closes a case. The words stay when the sheet is put aside.
#[derive(Clone, Copy)]
pub struct Closing {
    case: RwSignal<Option<Case>>,
    reason: RwSignal<String>,
    /// Whether the sheet is open.
    pub open: RwSignal<bool>,
}

impl Closing {
    /// Closed.
    pub fn new() -> Closing {
        Closing {
            case: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            open: RwSignal::new(false),
        }
    }

    fn start(self, case: &Case) {
        let same =
            self.case.with_untracked(|now| now.as_ref().is_some_and(|now| now.id == case.id));
        if !same {
            self.case.set(Some(case.clone()));
            self.reason.set(String::new());
        }
        self.open.set(true);
    }
}

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

/// Closes the case with a reason.
#[component]
pub fn CloseForm(
    /// Which, and the reason so far.
    closing: Closing,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reason = closing.reason.get_untracked().trim().to_owned();
        let wrong = match reason.chars().count() {
            0 => Some(("case-reason", words::need_case_reason)),
            1..=1000 => None,
            _ => Some(("case-reason", words::too_long)),
        };
        let Some(case) = closing.case.get_untracked() else { return };
        if !errors.check([wrong]) || writing.busy.get_untracked() {
            return;
        }
        let said = fill(words::case_said_closed, &[&t(kind_word(case.kind))]);
        let body = CaseClosed { case: case.id, child: case.child, reason };
        writing.keep(office, Draft::new(Subject::School, body), said, move || {
            closing.reason.set(String::new());
            closing.open.set(false);
        });
    };
    let head = move || {
        let case = closing.case.get()?;
        Some(format!("{} · {}", t(kind_word(case.kind)), subject_words(office, &case)))
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <p>{head}</p>
            <TextArea
                id="case-reason" label=t(words::case_reason) hint=t(words::case_reason_hint)
                value=closing.reason error=errors.at("case-reason")
            />
            <Button submit=true block=true busy=writing.busy>{t(words::case_keep)}</Button>
        </form>
    }
}

/// The entries that the case is about, or where they are.
fn about(office: Office, case: &Case) -> AnyView {
    if let (Some(day), Some(child)) = (case.day, case.child) {
        let entries = entries(office, case, day, child);
        if !entries.is_empty() {
            let row = |entry: Entry| {
                view! {
                    <Cell title=what_words(&entry.what) note=source_words(&entry) />
                }
            };
            return view! { <div class="cells">{entries.into_iter().map(row).collect_view()}</div> }
                .into_any();
        }
    }
    let turned: Vec<TurnedAway> = office.space.replica.with_untracked(|replica| {
        case.about.iter().filter_map(|act| replica.get(Audience::Office, act)).collect()
    });
    if !turned.is_empty() {
        let row = |act: TurnedAway| {
            view! {
                <Cell
                    title=crate::text::act_name(&act.kind)
                    note=format!("{} · {} · {}", act.actor_name, format::moment(act.received), reason_words(&act.code))
                />
            }
        };
        return view! { <div class="cells">{turned.into_iter().map(row).collect_view()}</div> }
            .into_any();
    }
    (!case.about.is_empty())
        .then(|| view! { <p class="soft small">{t(words::case_entries_elsewhere)}</p> })
        .into_any()
}

fn entries(
    office: Office,
    case: &Case,
    day: yuanliu_domain::time::Day,
    child: ChildId,
) -> Vec<Entry> {
    let child_day: Option<ChildDay> =
        office.space.replica.with_untracked(|r| r.get(Audience::Day(day), child));
    let entries = child_day.map(|day| day.entries).unwrap_or_default();
    entries.into_iter().filter(|entry| case.about.contains(&entry.act)).collect()
}

/// Child, class, day.
fn subject_words(office: Office, case: &Case) -> String {
    let child = case.child.map(|id| {
        office.roster.with_untracked(|roster| match roster.children.get(&id) {
            Some(card) => format!("{} {}", card.name, card.class_name),
            None => t(words::child_unlisted).to_owned(),
        })
    });
    let parts = [child, case.day.map(format::day)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn opened_words(case: &Case) -> String {
    match case.opened_at {
        Some(at) => fill(words::case_opened_by, &[&case.opened_by, &format::moment(at)]),
        None => case.opened_by.clone(),
    }
}

fn kind_word(kind: CaseKind) -> Word {
    match kind {
        CaseKind::ReleasedTwice => words::case_released_twice,
        CaseKind::MarksDisagree => words::case_marks_disagree,
        CaseKind::PresentAfterRelease => words::case_present_after_release,
        CaseKind::ReleasedWhileAway => words::case_released_while_away,
        CaseKind::ReleasedToStopped => words::case_released_to_stopped,
        CaseKind::UnlistedAlone => words::case_unlisted_alone,
        CaseKind::Contested => words::case_contested,
        CaseKind::NotWhatISaid => words::case_not_what_i_said,
        CaseKind::Noted => words::case_noted,
        CaseKind::FormerStaff => words::case_former_staff,
    }
}
