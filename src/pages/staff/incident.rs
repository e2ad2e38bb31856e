//! Who was hurt or unwell (T8): the list of the day, and of what is still open.

mod new;
mod one;
mod paper;
mod photos;
mod step;
mod who;
mod wrong;

use std::collections::BTreeMap;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::incident::Incident;

use super::model::Model;
use super::{StaffBar, WhenWhole};
use crate::components::{
    ButtonLink, ButtonLook, CellGroup, CellLink, Drawing, Empty, Glyph, Notice, NoticeTone,
    Skeleton,
};
use crate::route::Screen;
use crate::state::{App, Link};
use crate::text::{fill, format, incident, t, words};
pub use new::NewPage;
pub use one::OnePage;
pub use paper::PaperPage;
pub use step::stated;

/// Every incident that this device knows: today's, and for leaders all. What is open comes
/// first, an injury accident before the rest, then the newest. Follows the rows.
pub fn all(model: Model) -> Vec<(ActId, Incident)> {
    // At a shared tablet a guard may be here: the rows are on it, and not for the gate.
    if !model.cares() {
        return vec![];
    }
    let audiences = [Audience::Incidents(model.day.get()), Audience::Leader];
    let mut found = BTreeMap::new();
    model.space.replica.with(|replica| {
        for (key, row) in audiences.into_iter().flat_map(|a| replica.list::<Incident>(a)) {
            if let Ok(id) = key.parse::<ActId>() {
                found.insert(id, row);
            }
        }
    });
    let mut all: Vec<_> = found.into_iter().collect();
    all.sort_by_key(|(id, one)| std::cmp::Reverse((one.is_open(), one.is_serious(), one.at, *id)));
    all
}

/// One of them. Follows the rows.
pub fn one(model: Model, id: ActId) -> Option<Incident> {
    all(model).into_iter().find(|(other, _)| *other == id).map(|(_, one)| one)
}

/// 三年级2班 张一鸣; the class alone is not enough to find anybody.
pub fn child_words(model: Model, one: &Incident) -> String {
    let card = model.roster.with(|roster| roster.child(one.child).cloned());
    card.map(|card| format!("{} {}", card.class_name, card.name))
        .unwrap_or_else(|| t(words::child_unlisted).to_owned())
}

/// The page.
#[component]
pub fn IncidentsPage() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    // Nobody is counted before today's rows are here (I6).
    let whole = Memo::new(move |_| {
        let today = Audience::Incidents(model.day.get());
        model.space.replica.with(|replica| replica.view.whole(today))
    });
    let shown = move || match (model.cares(), whole.get()) {
        (false, _) => {
            let words = t(words::incidents_not_here);
            view! { <Empty drawing=Drawing::School words /> }.into_any()
        }
        (true, true) => view! { <WhenWhole><List /></WhenWhole> }.into_any(),
        (true, false) if app.link.get() == Link::Offline => {
            view! { <Notice tone=NoticeTone::Offline>{t(words::not_whole)}</Notice> }.into_any()
        }
        (true, false) => view! { <Skeleton label=t(words::loading_list) rows=4 /> }.into_any(),
    };
    view! {
        <StaffBar title=t(words::incidents_title) back=Screen::Today.path() />
        <main class="page stack" id="main">
            <ButtonLink block=true glyph=Glyph::Plus href=Screen::IncidentNew.path()>
                {t(words::incident_link)}
            </ButtonLink>
            {shown}
        </main>
    }
}

#[component]
fn List() -> impl IntoView {
    let model = Model::get();
    let today = Memo::new(move |_| {
        let day = model.day.get();
        let shown = |(_, one): &(ActId, Incident)| one.is_open() || one.said.day == day;
        all(model).into_iter().filter(shown).collect::<Vec<_>>()
    });
    let of = move |open: bool| {
        let mut listed = today.get();
        listed.retain(|(_, one)| one.is_open() == open);
        listed
    };
    let group = move |open: bool| {
        let listed = of(open);
        (!listed.is_empty()).then(|| {
            let title = match open {
                true => fill(words::incidents_open, &[&listed.len()]),
                false => t(words::incidents_closed).to_owned(),
            };
            let rows = listed.into_iter().map(|(id, one)| row(model, id, &one)).collect_view();
            view! { <CellGroup title>{rows}</CellGroup> }
        })
    };
    view! {
        {move || today.with(Vec::is_empty).then(|| view! {
            <Empty drawing=Drawing::School words=t(words::incidents_none) />
        })}
        {move || group(true)}
        {move || group(false)}
    }
}

fn row(model: Model, id: ActId, one: &Incident) -> impl IntoView + use<> {
    let said = format!("{} · {}", child_words(model, one), t(incident::sort(one.said.sort)));
    let title = match one.struck {
        Some(_) => fill(words::struck, &[&said]),
        None => said,
    };
    let mut note = vec![format!("{} {}", format::time(one.at), one.said.place)];
    if one.is_serious() {
        note.insert(0, t(words::incident_serious).to_owned());
    }
    let next = one.to_do().first().map(|step| t(incident::step(*step)));
    note.extend(next.map(|next| fill(words::incident_next, &[&next])));
    view! { <CellLink href=Screen::IncidentOf(id).path() title note=note.join(" · ") /> }
}

/// On a child's page: its incidents of today and those still open, and the way to write one.
#[component]
pub fn OfChild(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let own = move || {
        let day = model.day.get();
        let mut own = all(model);
        own.retain(|(_, one)| one.child == child && (one.is_open() || one.said.day == day));
        (!own.is_empty()).then(|| {
            let rows = own.into_iter().map(|(id, one)| row(model, id, &one)).collect_view();
            view! { <CellGroup title=t(words::incidents_title)>{rows}</CellGroup> }
        })
    };
    view! {
        {own}
        <ButtonLink
            look=ButtonLook::Quiet glyph=Glyph::Warning href=Screen::IncidentAbout(child).path()
        >
            {t(words::incident_link)}
        </ButtonLink>
    }
}

/// What the leader reads first: how many are open, and each injury accident by name.
#[component]
pub fn ForLeader() -> impl IntoView {
    let model = Model::get();
    let open = Memo::new(move |_| {
        let mut all = all(model);
        all.retain(|(_, one)| one.is_open());
        all
    });
    let alert = move |(id, one): (ActId, Incident)| {
        let said = format!("{} · {}", child_words(model, &one), incident::what(&one));
        view! {
            <Notice tone=NoticeTone::Warning title=t(words::incident_alert)>
                <a class="link link-block" href=Screen::IncidentOf(id).path()>{said}</a>
            </Notice>
        }
    };
    let serious = move || open.get().into_iter().filter(|(_, one)| one.is_serious());
    view! {
        {move || serious().map(alert).collect_view()}
        <CellGroup>
            <CellLink href=Screen::Incidents.path() title=t(words::incidents_title)>
                {move || fill(words::incidents_count, &[&open.with(Vec::len)])}
            </CellLink>
        </CellGroup>
    }
}
