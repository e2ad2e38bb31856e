//! Needs attention (S8): open cases and acts that were turned away, in one list
//! of work; what is settled is folded below.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::Case;
use yuanliu_domain::disagreement::Disagreements;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::incident::Incident;
use yuanliu_domain::turned_away::TurnedAway;

use super::case::{CaseCard, ClosedCase};
use super::close_form::{CloseForm, Closing};
use super::frame::{OfficeBar, Unreadable, WhenHeld};
use super::model::Office;
use super::turned_away::TurnedAwayList;
use super::writing::Saved;
use crate::components::{CellGroup, CellLink, Drawing, Empty, Sheet};
use crate::route::Screen;
use crate::text::{fill, format, incident, t, words};

/// The page.
#[component]
pub fn AttentionPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || {
        vec![Audience::Leader, Audience::Roll, Audience::Day(office.day.get())]
    });
    view! {
        <OfficeBar title=t(words::attention_title) back=true />
        <main class="page stack stack-l" id="main">
            <WhenHeld audiences=held>
                <Incidents />
                <TwoGuardians />
                <Cases />
                <TurnedAwayList />
            </WhenHeld>
        </main>
        <Saved />
    }
}

/// Incidents that are still open, an injury accident first.
#[component]
fn Incidents() -> impl IntoView {
    let office = Office::get();
    let open = Memo::new(move |_| {
        let all = office.space.replica.with(|r| r.list::<Incident>(Audience::Leader)).into_iter();
        let open = all.filter(|(_, one)| one.is_open());
        let mut open: Vec<(ActId, Incident)> =
            open.filter_map(|(key, one)| Some((key.parse().ok()?, one))).collect();
        open.sort_by_key(|(_, one)| std::cmp::Reverse((one.is_serious(), one.at)));
        open
    });
    let row = move |(id, one): (ActId, Incident)| {
        let name = office.roster.with_untracked(|roster| {
            let card = roster.children.get(&one.child);
            card.map(|card| format!("{} {}", card.class_name, card.name))
        });
        let name = name.unwrap_or_else(|| t(words::child_unlisted).to_owned());
        let title = match one.is_serious() {
            true => format!("{} · {name}", t(words::incident_serious)),
            false => name,
        };
        let note = format!("{} · {}", format::moment(one.at), incident::what(&one));
        view! { <CellLink href=Screen::IncidentOf(id).path() title note /> }
    };
    move || {
        let open = open.get();
        (!open.is_empty()).then(|| {
            let title = format!(
                "{} · {}",
                t(words::incidents_title),
                fill(words::incidents_open, &[&open.len()])
            );
            view! { <CellGroup title>{open.into_iter().map(row).collect_view()}</CellGroup> }
        })
    }
}

/// Guardians who disagree: the class teacher calls, the leader and the office see both sides.
#[component]
fn TwoGuardians() -> impl IntoView {
    let office = Office::get();
    let open = Memo::new(move |_| {
        let all = office.space.replica.with(|r| r.list::<Disagreements>(Audience::Leader));
        let open = all.into_iter().filter(|(_, all)| all.open().next().is_some());
        open.filter_map(|(key, _)| key.parse::<ChildId>().ok()).collect::<Vec<_>>()
    });
    let row = move |child: ChildId| {
        let title = office.roster.with_untracked(|roster| {
            let card = roster.children.get(&child);
            card.map(|card| format!("{} {}", card.class_name, card.name))
        });
        let note = fill(words::two_row_note, &[&t(words::two_title)]);
        let title = title.unwrap_or_else(|| t(words::child_unlisted).to_owned());
        view! { <CellLink href=Screen::TwoGuardians(child).path() title note /> }
    };
    view! {
        <Show when=move || !open.read().is_empty()>
            <CellGroup title=Signal::derive(move || fill(words::two_open, &[&open.read().len()]))>
                <For each=move || open.get() key=|child| *child children=row />
            </CellGroup>
        </Show>
    }
}

#[component]
fn Cases() -> impl IntoView {
    let office = Office::get();
    let closing = Closing::new();
    // Newest first: what happened at the gate just now is asked about now.
    let cases = Memo::new(move |_| {
        let listed = office.space.replica.with(|r| r.list::<Case>(Audience::Leader));
        let mut cases: Vec<Case> = listed.into_iter().map(|(_, case)| case).collect();
        cases.sort_by_key(|case| std::cmp::Reverse((case.opened_at, case.id.clone())));
        cases.into_iter().partition::<Vec<_>, _>(|case| case.closed.is_none())
    });
    let unreadable = Signal::derive(move || {
        office.space.replica.with(|r| {
            r.unreadable::<Case>(Audience::Leader) + r.unreadable::<TurnedAway>(Audience::Office)
        })
    });
    let open = move || cases.with(|(open, _)| open.clone());
    let closed = move || cases.with(|(_, closed)| closed.clone());
    let nothing = move || open().is_empty();
    view! {
        <Unreadable count=unreadable />
        <section class="section" aria-labelledby="cases-open">
            <h2 class="section-title" id="cases-open">
                {move || fill(words::cases_open, &[&open().len()])}
            </h2>
            <Show when=nothing>
                <Empty drawing=Drawing::School words=t(words::cases_none) />
            </Show>
            <div class="stack">
                <For each=open key=|case| case.id.clone() let:case>
                    <CaseCard case closing />
                </For>
            </div>
        </section>
        <Show when=move || !closed().is_empty()>
            <details class="section">
                <summary>
                    <span class="link-block section-title">
                        {move || fill(words::cases_closed, &[&closed().len()])}
                    </span>
                </summary>
                <div class="cells">
                    <For each=closed key=|case| case.id.clone() let:case>
                        <ClosedCase case />
                    </For>
                </div>
            </details>
        </Show>
        <Sheet open=closing.open title=t(words::case_close) close=t(words::close)>
            <CloseForm closing />
        </Sheet>
    }
}
