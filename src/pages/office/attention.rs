//! Needs attention (S8): open cases and acts that were turned away, in one list
//! of work; what is settled is folded below.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::Case;
use yuanliu_domain::turned_away::TurnedAway;

use super::case::{CaseCard, ClosedCase};
use super::close_form::{CloseForm, Closing};
use super::frame::{OfficeBar, Unreadable, WhenHeld};
use super::model::Office;
use super::turned_away::TurnedAwayList;
use super::writing::Saved;
use crate::components::{Drawing, Empty, Sheet};
use crate::text::{fill, t, words};

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
                <Cases />
                <TurnedAwayList />
            </WhenHeld>
        </main>
        <Saved />
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
