//! Court papers 法院文书 (P14): which guardian may not collect a child, and until when.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::court::{CourtPaper, CourtPapers, Paper, Span};
use yuanliu_domain::id::ChildId;

use super::court_form::{CourtForm, Typed};
use super::frame::{OfficeBar, WhenHeld};
use super::model::{Office, listed};
use super::writing::{Failed, Saved, Writing};
use crate::components::{
    Button, ButtonLook, Cell, CellButton, CellGroup, Glyph, Notice, NoticeTone, Sheet,
};
use crate::state::Draft;
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn CourtPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || vec![Audience::Roll, Audience::Office]);
    view! {
        <OfficeBar title=t(words::court_title) back=true />
        <main class="page stack stack-l" id="main">
            {match office.is_office() {
                true => view! { <WhenHeld audiences=held><Papers /></WhenHeld> }.into_any(),
                false => view! {
                    <Notice tone=NoticeTone::Info>{t(words::refused_not_office)}</Notice>
                }.into_any(),
            }}
        </main>
        <Saved />
    }
}

/// What stands, and the way to a new one.
#[component]
fn Papers() -> impl IntoView {
    let office = Office::get();
    let (adding, lifting) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = RwSignal::new(None::<(ChildId, Paper)>);
    // Outside the sheet: what was typed stays when the sheet is put aside.
    let typed = Typed::new(office);
    let standing = Memo::new(move |_| {
        let rows: Vec<(ChildId, CourtPapers)> =
            office.space.replica.with(|r| listed(r, Audience::Office).collect());
        let papers = rows.iter().flat_map(|(child, papers)| {
            papers.standing().into_iter().map(move |paper| (*child, paper.clone()))
        });
        papers.collect::<Vec<_>>()
    });
    let row = move |(child, paper): (ChildId, Paper)| {
        let (title, note) = (who(office, child, &paper.paper), what(&paper.paper));
        let choose = move |()| {
            chosen.set(Some((child, paper.clone())));
            lifting.set(true);
        };
        view! { <CellButton title note on_press=choose /> }
    };
    view! {
        <CellGroup title=t(words::court_standing) note=t(words::court_note)>
            <Show when=move || standing.with(Vec::is_empty)>
                <Cell title=t(words::court_none) />
            </Show>
            <For each=move || standing.get() key=|(_, paper)| paper.act children=row />
        </CellGroup>
        <Button block=true glyph=Glyph::Plus on_press=move |()| adding.set(true)>
            {t(words::court_add)}
        </Button>
        <Sheet open=adding title=t(words::court_add) close=t(words::close)>
            <CourtForm typed open=adding />
        </Sheet>
        <Sheet open=lifting title=t(words::court_lift) close=t(words::close)>
            {move || chosen.get().map(|(child, paper)| view! {
                <Lift child paper=paper.paper open=lifting />
            })}
        </Sheet>
    }
}

/// The child, and which guardian may not collect.
fn who(office: Office, child: ChildId, paper: &CourtPaper) -> String {
    let card = office.roster.with_untracked(|roster| {
        roster.children.get(&child).map(|card| format!("{} {}", card.class_name, card.name))
    });
    fill(words::court_against, &[&card.unwrap_or_default(), &paper.name])
}

/// Number, dates, and whether the view ends.
fn what(paper: &CourtPaper) -> String {
    let dates = dates(&paper.span);
    let view = if paper.ends_view { t(words::court_view_ended) } else { t(words::court_view_kept) };
    [paper.number.as_str(), &dates, view].join(" · ")
}

/// From a date on, or until another.
fn dates(span: &Span) -> String {
    match span.until {
        Some(until) => {
            fill(words::court_from_until, &[&format::day(span.from), &format::day(until)])
        }
        None => fill(words::court_from, &[&format::day(span.from)]),
    }
}

/// A paper that no longer holds.
#[component]
fn Lift(
    /// The child.
    child: ChildId,
    /// The paper.
    paper: CourtPaper,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let writing = Writing::new();
    let (title, note) = (who(office, child, &paper), what(&paper));
    let lift = move |()| {
        let body = CourtPaper { lifted: true, ..paper.clone() };
        let said = fill(words::court_lifted_said, &[&paper.number]);
        writing.keep(office, Draft::new(Subject::Child(child), body), said, move || {
            open.set(false);
        });
    };
    view! {
        <div class="stack">
            <Failed writing />
            <CellGroup><Cell title note /></CellGroup>
            <p>{t(words::court_lift_note)}</p>
            <Button block=true look=ButtonLook::Quiet busy=writing.busy on_press=lift>
                {t(words::court_lift)}
            </Button>
        </div>
    }
}
