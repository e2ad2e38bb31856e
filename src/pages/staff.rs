//! The staff's screens: one desk, a navigation at its foot.

mod activities;
mod acts;
mod at_gate;
mod calls;
mod cards;
mod checks;
mod child;
mod class_end;
mod concern;
mod early;
mod early_leave;
mod emergency;
mod faces;
mod found;
mod gate;
mod grounds;
mod group;
mod incident;
mod ladder;
mod later;
mod leader;
mod left;
mod lessons_end;
mod listed;
mod missing;
mod model;
mod noted;
mod notes;
mod on_behalf;
mod paper_day;
mod parties;
mod picture;
mod pictures;
mod pin;
mod protection;
mod queue;
mod rain;
mod release;
mod sheets;
mod shown;
mod staying;
mod tablet;
mod today;
mod two_guardians;
mod undoable;
mod unlisted;
mod unread;

pub use faces::photos_at_hand;

use leptos::prelude::*;

use super::{on_its_own, sent, settings, use_screen};
use crate::chunk::{Chunk, Part};
use crate::components::{
    AppBar, Button, ButtonLink, ButtonLook, Drawing, Empty, Glyph, NavBar, NavItem, Notice,
    NoticeTone, Skeleton,
};
use crate::route::Screen;
use crate::state::{App, Link, Space};
use crate::text::{fill, format, t, words};
use model::Model;

/// The desk. Stays mounted while its screens change.
#[component]
pub fn StaffDesk() -> impl IntoView {
    let app = App::get();
    let place = Memo::new(move |_| {
        let space = app.tablet_space().or_else(|| app.staff_space())?;
        Some((space.id, app.tablet()))
    });
    let desk = move || {
        let (id, tablet) = place.get()?;
        let space = app.spaces.with_untracked(|all| all.iter().find(|s| s.id == id).copied())?;
        Some(match tablet {
            Some(id) => view! { <tablet::SharedDesk space id /> }.into_any(),
            None => view! { <Desk space /> }.into_any(),
        })
    };
    move || match desk() {
        Some(desk) => desk,
        None => view! {
            <AppBar title=t(words::staff_title) />
            <main class="page" id="main">
                <Empty drawing=Drawing::School words=t(words::no_part)>
                    <ButtonLink href=Screen::Welcome.path()>{t(words::to_start)}</ButtonLink>
                </Empty>
            </main>
        }
        .into_any(),
    }
}

#[component]
fn Desk(
    /// The school.
    space: Space,
) -> impl IntoView {
    let app = App::get();
    let screen = use_desk_screen();
    // A shared tablet has one for all of its desks.
    let model = use_context::<Model>().unwrap_or_else(|| Model::new(app, space));
    provide_context(model);
    let page = |screen: Option<Screen>| match screen {
        Some(Screen::Sent) => view! { <sent::SentPage /> }.into_any(),
        Some(Screen::Settings) => view! { <settings::SettingsPage /> }.into_any(),
        Some(Screen::Pin) => view! { <pin::PinPage /> }.into_any(),
        Some(Screen::LessonsEnd) => view! { <lessons_end::LessonsEndPage /> }.into_any(),
        Some(Screen::ClassEnd(class)) => view! { <class_end::ClassEndPage class /> }.into_any(),
        Some(Screen::Left) => view! { <left::LeftPage /> }.into_any(),
        Some(Screen::Group(id)) => view! { <group::GroupPage id /> }.into_any(),
        Some(Screen::HandOverSheet(group, act)) => {
            view! { <group::SheetPage group act /> }.into_any()
        }
        Some(Screen::Queue) => view! { <queue::QueuePage /> }.into_any(),
        Some(Screen::Parties) => view! { <parties::PartiesPage /> }.into_any(),
        Some(Screen::PaperDay) => view! { <paper_day::PaperDayPage /> }.into_any(),
        Some(Screen::Missing) => view! { <missing::MissingPage /> }.into_any(),
        Some(Screen::Leader) => view! { <leader::LeaderPage /> }.into_any(),
        Some(Screen::Notes) => view! { <notes::NotesPage /> }.into_any(),
        Some(Screen::Child(child)) => view! { <child::ChildPage child /> }.into_any(),
        Some(Screen::Unlisted(child)) => view! { <unlisted::UnlistedPage child /> }.into_any(),
        Some(Screen::Concern) => view! { <concern::ConcernPage child=None /> }.into_any(),
        Some(Screen::ConcernAbout(child)) => {
            view! { <concern::ConcernPage child=Some(child) /> }.into_any()
        }
        Some(Screen::Emergency) => view! { <emergency::EmergencyPage /> }.into_any(),
        Some(Screen::EmergencyReport(call)) => view! { <emergency::ReportPage call /> }.into_any(),
        Some(Screen::Gate) => view! { <gate::GatePage /> }.into_any(),
        Some(Screen::VisitorIn) => view! { <gate::VisitorPage /> }.into_any(),
        Some(Screen::VisitorBadge(visit)) => view! { <gate::BadgePage visit /> }.into_any(),
        Some(Screen::Activities) => view! { <activities::ActivitiesPage /> }.into_any(),
        Some(Screen::GroupLog(id)) => view! { <activities::LogPage id /> }.into_any(),
        Some(Screen::GroupOuting(id)) => view! { <activities::OutingPage id /> }.into_any(),
        Some(Screen::Checks) => view! { <checks::ChecksPage /> }.into_any(),
        Some(Screen::CheckOf(area)) => view! { <checks::AreaPage area /> }.into_any(),
        Some(Screen::Incidents) => view! { <incident::IncidentsPage /> }.into_any(),
        Some(Screen::IncidentNew) => view! { <incident::NewPage child=None /> }.into_any(),
        Some(Screen::IncidentAbout(child)) => {
            view! { <incident::NewPage child=Some(child) /> }.into_any()
        }
        Some(Screen::IncidentOf(id)) => view! { <incident::OnePage id /> }.into_any(),
        Some(Screen::IncidentPaper(id)) => view! { <incident::PaperPage id /> }.into_any(),
        Some(Screen::EarlyLeave(child)) => {
            view! { <early_leave::EarlyLeavePage child /> }.into_any()
        }
        Some(Screen::OnBehalf(child)) => view! { <on_behalf::OnBehalfPage child /> }.into_any(),
        Some(Screen::OnBehalfPaper(child)) => view! { <on_behalf::PaperPage child /> }.into_any(),
        Some(Screen::Protection) => view! { <protection::ProtectionPage /> }.into_any(),
        Some(Screen::ProtectionOf(concern)) => {
            view! { <protection::ProtectionOfPage concern /> }.into_any()
        }
        Some(Screen::TwoGuardians(child)) => {
            view! { <two_guardians::TwoGuardiansPage child /> }.into_any()
        }
        Some(screen) if is_office(screen) => view! { <Chunk part=Part::Office /> }.into_any(),
        _ => view! { <today::TodayPage /> }.into_any(),
    };
    view! {
        {move || on_its_own(|| page(screen.get()))}
        <Navigation model />
    }
}

/// The screen that a desk shows: that of the address, while the desk is in front.
fn use_desk_screen() -> Memo<Option<Screen>> {
    let present = use_screen();
    match use_context::<tablet::InFront>() {
        None => present,
        Some(tablet::InFront(front)) => {
            Memo::new(
                move |before: Option<&Option<Screen>>| {
                    if front.get() { present.get() } else { before.copied().flatten() }
                },
            )
        }
    }
}

fn is_office(screen: Screen) -> bool {
    screen.path().starts_with(&Screen::Office.path())
}

fn is_gate(screen: &Screen) -> bool {
    matches!(screen, Screen::Gate | Screen::VisitorIn | Screen::VisitorBadge(_))
}

#[component]
fn Navigation(
    /// The model.
    model: Model,
) -> impl IntoView {
    let app = App::get();
    let screen = use_desk_screen();
    let is = move |one: fn(&Screen) -> bool| {
        Signal::derive(move || screen.get().is_some_and(|screen| one(&screen)))
    };
    // The office's rows never come to a shared tablet.
    let office = move || app.tablet().is_none() && model.leads();
    // A guard sees to the gate: lessons and leave notes are not his.
    let teaches = move || !model.only_gate();
    view! {
        <NavBar label=t(words::staff_nav)>
            <Show when=move || model.only_gate()>
                <NavItem
                    href=Screen::Gate.path() glyph=Glyph::Door word=t(words::gate_title)
                    current=is(is_gate)
                />
            </Show>
            <NavItem
                href=Screen::Today.path() glyph=Glyph::List word=t(words::nav_list)
                current=Signal::derive(move || screen.get().is_some_and(|s| match s {
                    s if is_gate(&s) => !model.only_gate(),
                    s => matches!(s, Screen::Today | Screen::PaperDay | Screen::Queue | Screen::Missing | Screen::Group(_) | Screen::GroupLog(_) | Screen::GroupOuting(_) | Screen::Activities | Screen::HandOverSheet(..) | Screen::Child(_) | Screen::OnBehalf(_) | Screen::Unlisted(_) | Screen::TwoGuardians(_) | Screen::Incidents | Screen::IncidentNew | Screen::IncidentAbout(_) | Screen::IncidentOf(_) | Screen::IncidentPaper(_) | Screen::Checks | Screen::CheckOf(_)),
                }))
            />
            <Show when=teaches>
                <NavItem
                    href=Screen::LessonsEnd.path() glyph=Glyph::Door word=t(words::nav_lessons_end)
                    current=is(|s| matches!(s, Screen::LessonsEnd | Screen::ClassEnd(_)))
                />
                <NavItem
                    href=Screen::Notes.path() glyph=Glyph::Note word=t(words::nav_notes)
                    current=is(|s| matches!(s, Screen::Notes))
                    count=MaybeProp::derive(move || Some(waiting(model)).filter(|n| *n > 0))
                />
            </Show>
            <NavItem
                href=Screen::Left.path() glyph=Glyph::School word=t(words::nav_left)
                current=is(|s| matches!(s, Screen::Left | Screen::Parties))
            />
            <Show when=move || model.leads()>
                <NavItem
                    href=Screen::Leader.path() glyph=Glyph::Eye word=t(words::nav_leader)
                    current=is(|s| matches!(s, Screen::Leader))
                />
            </Show>
            <Show when=office>
                <NavItem
                    href=Screen::Office.path() glyph=Glyph::Settings word=t(words::nav_office)
                    current=is(|s| is_office(*s))
                />
            </Show>
        </NavBar>
    }
}

/// Notes that I have not opened, and guardians that are to be called.
fn waiting(model: Model) -> usize {
    model.unseen_notes() + two_guardians::to_call(model).len()
}

/// The bar of a staff screen: its title, the date, the age of the list.
#[component]
fn StaffBar(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// Where the arrow leads.
    #[prop(optional, into)]
    back: MaybeProp<String>,
) -> impl IntoView {
    let app = App::get();
    let model = Model::get();
    let at_tablet = tablet::Tablet::here();
    let note = move || {
        app.tick.track();
        model.space.contact.track();
        // On a shared tablet the person: the date stands on its tiles.
        let here = at_tablet.and_then(|_| app.who.with(|w| Some(w.as_ref()?.name.clone())));
        let day = match here {
            Some(name) => fill(words::tablet_here, &[&name]),
            None => format::day(model.space.today()),
        };
        match model.space.contact.get() {
            Some(contact) if app.link.get() != Link::Online => {
                format!("{day} · {}", fill(words::list_as_of, &[&format::time(contact.server)]))
            }
            _ => day,
        }
    };
    view! {
        <AppBar title note=Signal::derive(note) back back_word=t(words::back)>
            {at_tablet.map(|tablet| view! {
                <Button look=ButtonLook::Quiet small=true on_press=move |()| tablet.passes_on()>
                    {t(words::tablet_pass_on)}
                </Button>
            })}
            <ButtonLink
                href=Screen::Emergency.path() look=ButtonLook::Plain
                glyph=Glyph::Warning label=t(words::em_title)
            />
            <ButtonLink
                href=Screen::Settings.path() look=ButtonLook::Plain
                glyph=Glyph::Settings label=t(words::settings)
            />
        </AppBar>
        <emergency::OpenStrip />
        <at_gate::AtGateStrip />
        <rain::RainBand />
    }
}

/// Shows its children only when every list that they count is whole (I6).
#[component]
fn WhenWhole(
    /// What counts.
    children: ChildrenFn,
) -> impl IntoView {
    let model = Model::get();
    let app = App::get();
    let children = StoredValue::new(children);
    move || {
        if model.whole.get() {
            children.with_value(|children| children()).into_any()
        } else if app.link.get() == Link::Offline {
            view! { <Notice tone=NoticeTone::Offline>{t(words::not_whole)}</Notice> }.into_any()
        } else {
            let so_far = move || {
                let count = model.space.replica.with(|replica| replica.view.count());
                (count > 0).then(|| fill(words::loading_so_far, &[&count]))
            };
            view! {
                <p class="hint" role="status">{so_far}</p>
                <Skeleton label=t(words::loading_list) rows=8 />
            }
            .into_any()
        }
    }
}
