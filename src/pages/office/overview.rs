//! The office's first screen: what waits, and today's groups with their duty.

use leptos::prelude::*;
use yuanliu_domain::activity::Flagged;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::case::Case;
use yuanliu_domain::check::Fault;
use yuanliu_domain::disagreement::Disagreements;
use yuanliu_domain::incident::Incident;
use yuanliu_domain::school::{Block, SchoolDaySet};
use yuanliu_domain::turned_away::TurnedAway;

use super::duty_form::DutyForm;
use super::frame::{OfficeBar, Unreadable, WhenHeld};
use super::group_form::GroupForm;
use super::groups::{BlockGroups, Editing, Editor, expected_by_class};
use super::model::Office;
use super::writing::Saved;
use crate::components::{CellGroup, CellLink, Notice, NoticeTone, Sheet};
use crate::route::Screen;
use crate::state::Frame;
use crate::text::{change_words, fill, format, t, words};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || {
        vec![Audience::Public, Audience::Roll, Audience::Day(office.day.get())]
    });
    view! {
        <OfficeBar title=t(words::office_title) />
        <main class="page stack stack-l" id="main">
            <Places />
            <WhenHeld audiences=held>
                <Groups />
            </WhenHeld>
        </main>
        <Saved />
    }
}

/// The office's other screens, with how many things wait there.
#[component]
fn Places() -> impl IntoView {
    let office = Office::get();
    let waiting = move || {
        office.space.replica.with(|replica| {
            let cases = replica.list::<Case>(Audience::Leader).into_iter();
            let open = cases.filter(|(_, case)| case.closed.is_none()).count();
            let disagree = replica.list::<Disagreements>(Audience::Leader).into_iter();
            let disagree = disagree.filter(|(_, all)| all.open().next().is_some()).count();
            let hurt = replica.list::<Incident>(Audience::Leader).into_iter();
            let hurt = hurt.filter(|(_, one)| one.is_open()).count();
            open + disagree + hurt + replica.list::<TurnedAway>(Audience::Office).len()
        })
    };
    let waiting = Memo::new(move |_| waiting());
    let faults = Memo::new(move |_| {
        let all = office.space.replica.with(|r| r.list::<Fault>(Audience::Roll)).into_iter();
        all.filter(|(_, fault)| fault.mended.is_none()).count()
    });
    let flagged = Memo::new(move |_| {
        let day = office.day.get();
        let all = office.space.replica.with(|r| r.list::<Flagged>(Audience::Leader)).into_iter();
        all.filter(|(_, flagged)| flagged.is_recent(day)).count()
    });
    view! {
        <CellGroup>
            <CellLink
                href=Screen::Attention.path() title=t(words::attention_title)
                note=t(words::attention_note)
            >
                {move || match waiting.get() {
                    0 => t(words::attention_none_short).to_owned(),
                    count => fill(words::attention_count, &[&count]),
                }}
            </CellLink>
            <CellLink
                href=Screen::PaperDay.path() title=t(words::paper_day_title)
                note=t(words::paper_day_place_note)
            />
            {office.is_office().then(|| view! {
                <CellLink
                    href=Screen::Invitations.path() title=t(words::invitations_title)
                    note=t(words::invitations_note)
                />
                <CellLink
                    href=Screen::Without.path() title=t(words::without_title)
                    note=t(words::without_note)
                />
                <CellLink
                    href=Screen::Parts.path() title=t(words::parts_title)
                    note=t(words::parts_note)
                />
                <CellLink
                    href=Screen::Tablets.path() title=t(words::tablets_title)
                    note=t(words::tablets_note)
                />
                <CellLink
                    href=Screen::Proof.path() title=t(words::proof_title)
                    note=t(words::proof_note)
                />
                <CellLink
                    href=Screen::Audit.path() title=t(words::audit_title)
                    note=t(words::audit_note)
                />
                <CellLink
                    href=Screen::Court.path() title=t(words::court_title)
                    note=t(words::court_place_note)
                />
                <CellLink
                    href=Screen::Grounds.path() title=t(words::places_title)
                    note=t(words::places_note)
                />
                <CellLink
                    href=Screen::Providers.path() title=t(words::providers_title)
                    note=t(words::providers_note)
                />
            })}
            <CellLink href=Screen::Checks.path() title=t(words::checks_title)>
                {move || fill(words::checks_faults, &[&faults.get()])}
            </CellLink>
            <CellLink href=Screen::Activities.path() title=t(words::log_title)>
                {move || fill(words::log_flagged, &[&flagged.get()])}
            </CellLink>
            <CellLink href=Screen::Days.path() title=t(words::days_title) note=t(words::days_note) />
        </CellGroup>
    }
}

#[component]
fn Groups() -> impl IntoView {
    let office = Office::get();
    let editor = Editor::new();
    let expected = expected_by_class(office);
    let unreadable = Signal::derive(move || {
        office.space.replica.with(|r| r.unreadable::<yuanliu_domain::school::Group>(Audience::Roll))
    });
    let title = move || match editor.what.get() {
        Some(Editing::Duty(id)) => office.roster.with(|roster| {
            let name = roster.group(id).map(|group| group.name.clone()).unwrap_or_default();
            fill(words::duty_of, &[&name])
        }),
        Some(Editing::Group(_)) => t(words::group_edit).to_owned(),
        Some(Editing::NewGroup(_)) | None => t(words::group_add).to_owned(),
    };
    let form = move || match editor.what.get() {
        Some(Editing::Duty(group)) => view! { <DutyForm group editor /> }.into_any(),
        Some(Editing::Group(group)) => {
            view! { <GroupForm group=Some(group) block=Block::Activities editor /> }.into_any()
        }
        Some(Editing::NewGroup(block)) => {
            view! { <GroupForm group=None block editor /> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <Unreadable count=unreadable />
        <ThisDay />
        {Block::ALL.map(|block| view! { <BlockGroups block expected editor /> }).collect_view()}
        <Sheet open=editor.open title=Signal::derive(title) close=t(words::close)>{form}</Sheet>
    }
}

/// What is special about today: no school, a make-up day, day changes.
#[component]
fn ThisDay() -> impl IntoView {
    let office = Office::get();
    let entered = move || {
        let day = office.day.get();
        office.space.replica.with(|replica| replica.get::<SchoolDaySet>(Audience::Public, day))
    };
    let kind = move || {
        let day = office.day.get();
        let weekday = day.weekday();
        match school_day(day, entered().map(|set| set.entered()).as_ref()) {
            SchoolDay::Open { follows } if follows == weekday => None,
            SchoolDay::Open { follows } => {
                let words = fill(words::today_follows, &[&format::weekday(follows)]);
                Some(view! { <Notice>{words}</Notice> }.into_any())
            }
            SchoolDay::Closed => Some(view! { <Notice>{t(words::no_school)}</Notice> }.into_any()),
            SchoolDay::MakeUpWithoutWeekday | SchoolDay::Unknown => Some(
                view! {
                    <Notice tone=NoticeTone::Warning>
                        {t(words::today_not_entered)} " "
                        <a class="link" href=Screen::Days.path()>{t(words::days_title)}</a>
                    </Notice>
                }
                .into_any(),
            ),
        }
    };
    let changes = move || {
        let day = office.day.get();
        let frame = office.space.replica.with(|replica| Frame::of(replica, day));
        let today = frame.map(|frame| frame.changes).unwrap_or_default().into_iter();
        today
            .map(|change| {
                view! {
                    <Notice tone=NoticeTone::Warning title=t(words::act_day_changed)>
                        {change_words(&change)}
                    </Notice>
                }
            })
            .collect_view()
    };
    view! { {kind} {changes} }
}
