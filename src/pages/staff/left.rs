//! Who is left: every child in the school's care, counted, and whoever was
//! expected and is not here. Nobody drops off this list by the clock (R6).

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::State;
use yuanliu_domain::disagreement::Unsettled;
use yuanliu_domain::id::ChildId;

use super::at_gate::waits_on;
use super::ladder::Uncollected;
use super::leader::DayStands;
use super::model::Model;
use super::parties::ToParties;
use super::today::ToMissing;
use super::{StaffBar, WhenWhole};
use crate::components::{
    Count, CountStrip, Drawing, Empty, Notice, NoticeTone, Roll, RollRow, Tone,
};
use crate::route::Screen;
use crate::state::App;
use crate::text::names::surname;
use crate::text::{fill, t, words};

/// The page.
#[component]
pub fn LeftPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::left_title) />
        <main class="page page-wide stack" id="main">
            <WhenWhole><LeftList /></WhenWhole>
        </main>
    }
}

#[derive(Clone, PartialEq)]
struct Here {
    id: ChildId,
    name: String,
    note: String,
    place: String,
}

#[component]
fn LeftList() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let days = model.child_days;
    let here = Memo::new(move |_| {
        days.with(|days| {
            model.roster.with(|roster| {
                let mut here: Vec<Here> = roster
                    .children
                    .iter()
                    .filter_map(|(id, card)| {
                        let day = days.get(id)?;
                        let state = match day.state() {
                            State::Received(_) => "",
                            State::OutOfRoom => t(words::state_out),
                            State::WithEscort => t(words::state_escort),
                            State::Returned => t(words::state_returned),
                            _ => return None,
                        };
                        let place = day.place().map(|p| format!("{} {}", p.room, p.name));
                        let place = place.unwrap_or_default();
                        let stays = model.space.replica.with(|replica| {
                            let row = replica.get::<Unsettled>(Audience::Holds, *id);
                            row.is_some_and(|row| row.holds(model.day.get()))
                        });
                        let stays = if stays { t(words::stays_for_now) } else { "" };
                        let waits =
                            waits_on(model, *id, day).map_or("", |_| t(words::at_gate_title));
                        let note = format!("{} {:02}", card.class_name, card.number);
                        let place = [place.as_str(), state, stays, waits].into_iter();
                        let place = place.filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
                        Some(Here { id: *id, name: card.name.clone(), note, place })
                    })
                    .collect();
                here.sort_by(|a, b| (&a.place, &a.note).cmp(&(&b.place, &b.note)));
                here
            })
        })
    });
    let missing = Memo::new(move |_| model.picture.with(|picture| picture.missing.len()));
    let gone = Memo::new(move |_| {
        days.with(|days| days.values().filter(|d| matches!(d.state(), State::Released(..))).count())
    });
    let counts = vec![
        Count {
            tone: Tone::Present,
            word: t(words::still_here).into(),
            number: Signal::derive(move || here.with(Vec::len)),
        },
        Count { tone: Tone::Left, word: t(words::collected).into(), number: gone.into() },
        Count { tone: Tone::Missing, word: t(words::not_here).into(), number: missing.into() },
    ];
    let late = move || {
        app.tick.track();
        let closing = model.frame.get()?.school.closing;
        let over = model.space.now().at.minute() >= closing && !here.with(Vec::is_empty);
        over.then(|| fill(words::after_closing, &[&closing, &here.with(Vec::len)]))
    };
    let navigate = leptos_router::hooks::use_navigate();
    let row = move |child: Here| {
        let navigate = navigate.clone();
        let id = child.id;
        view! {
            <RollRow
                surname=surname(&child.name)
                name=child.name.clone()
                note=format!("{} · {}", child.note, child.place)
                on_tap=Callback::new(move |()| navigate(&Screen::Child(id).path(), Default::default()))
            />
        }
    };
    view! {
        {move || late().map(|words| view! { <Notice tone=NoticeTone::Danger>{words}</Notice> })}
        <DayStands />
        <CountStrip counts />
        <ToMissing count=missing />
        <ToParties />
        <Uncollected />
        <Roll label=t(words::left_title) two=true>
            <For each=move || here.get() key=|child| (child.id, child.place.clone()) children=row />
        </Roll>
        {move || here.with(Vec::is_empty).then(|| view! {
            <Empty drawing=Drawing::School words=t(words::nobody_left) />
        })}
    }
}
