//! Emergency roll call (T10): one button starts it, every tablet counts alone, and the
//! lists come together.

mod clearing;
mod counting;
mod end;
mod list;
mod report;

pub use counting::visits;
pub use report::ReportPage;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::emergency::{Emergency, EmergencyStarted};
use yuanliu_domain::id::ActId;

use super::acts::Failed;
use super::model::Model;
use super::tablet::InFront;
use super::undoable::LastDone;
use super::{StaffBar, WhenWhole, use_desk_screen};
use crate::components::{
    Button, ButtonLook, CellGroup, CellLink, Count, CountStrip, Field, Glyph, Notice, NoticeTone,
    Tone,
};
use crate::platform::heard::Heard;
use crate::route::Screen;
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, format, t, words};
use counting::Counting;

/// The day's roll calls, oldest first; follows the rows.
fn calls(model: Model) -> Vec<(ActId, Emergency)> {
    let audience = Audience::Day(model.day.get());
    let rows = model.space.replica.with(|replica| replica.list::<Emergency>(audience));
    let read = |(key, call): (String, Emergency)| Some((key.parse().ok()?, call));
    let mut calls: Vec<_> = rows.into_iter().filter_map(read).collect();
    calls.sort_by_key(|(id, call)| (call.at, *id));
    calls
}

/// Drill or real, in words.
fn sort_of(real: bool) -> &'static str {
    t(if real { words::em_is_real } else { words::em_is_drill })
}

/// Under the bar of every staff screen while people count.
#[component]
pub fn OpenStrip(
    /// On a shared tablet while nobody is at it: it says so and leads nowhere.
    #[prop(optional)]
    nobody: bool,
) -> impl IntoView {
    let model = Model::get();
    let screen = use_desk_screen();
    let open = Memo::new(move |_| {
        let open: Vec<bool> = calls(model)
            .into_iter()
            .filter(|(_, call)| call.open())
            .map(|(_, call)| call.started.real)
            .collect();
        (!open.is_empty()).then(|| open.contains(&true))
    });
    // Each desk of a shared tablet has this strip; the one in front is heard.
    let front = use_context::<InFront>();
    Effect::new(move |before: Option<bool>| {
        let under_way = open.with(Option::is_some);
        let heard = front.is_none_or(|InFront(front)| front.get_untracked());
        if under_way && before == Some(false) && heard {
            Heard::Call.give();
        }
        under_way
    });
    move || {
        let real = open.get().filter(|_| nobody || screen.get() != Some(Screen::Emergency))?;
        let said = fill(words::em_strip, &[&sort_of(real)]);
        let said = match nobody {
            true => view! { <p>{said}</p> }.into_any(),
            false => view! {
                <a class="link link-block" href=Screen::Emergency.path()>{said}</a>
            }
            .into_any(),
        };
        let tone = if real { NoticeTone::Danger } else { NoticeTone::Warning };
        Some(view! { <Notice strip=true tone>{said}</Notice> })
    }
}

/// The page.
#[component]
pub fn EmergencyPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::em_title) back=Screen::Today.path() />
        <main class="page page-wide stack" id="main">
            <WhenWhole><Body /></WhenWhole>
        </main>
    }
}

#[component]
fn Body() -> impl IntoView {
    let model = Model::get();
    let counting = Counting::new(model);
    let open = Memo::new(move |_| !counting.open.with(Vec::is_empty));
    view! {
        <Show when=move || open.get() fallback=|| view! { <Start /> }>
            <Under counting />
        </Show>
        <Earlier />
        <LastDone of=counting.gesture />
    }
}

/// Two large buttons: nothing else is needed to start.
#[component]
fn Start() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let (reason, place) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let start = move |real: bool| {
        Callback::new(move |()| {
            let text = |of: RwSignal<String>| of.get_untracked().trim().to_owned();
            let day = model.day.get_untracked();
            let body = EmergencyStarted { day, real, reason: text(reason), place: text(place) };
            busy.set(true);
            spawn_local(async move {
                let kept = app.keep(model.space, Draft::new(Subject::School, body)).await;
                busy.try_set(false);
                failed.try_set(kept.err());
            });
        })
    };
    view! {
        <p>{t(words::em_start_hint)}</p>
        <Failed why=failed />
        <div class="stack huge">
            <Button block=true busy glyph=Glyph::List on_press=start(false)>{t(words::em_drill)}</Button>
            <Button block=true busy look=ButtonLook::Danger glyph=Glyph::Warning on_press=start(true)>
                {t(words::em_real)}
            </Button>
        </div>
        <p>{t(words::em_real_call)}</p>
        <Field id="em-reason" label=t(words::em_reason) value=reason />
        <Field id="em-place" label=t(words::em_where) value=place />
    }
}

/// While people count.
#[component]
fn Under(
    /// What is counted.
    counting: Counting,
) -> impl IntoView {
    let started = move || {
        counting.open.with(|open| {
            open.iter()
                .map(|(_, call)| {
                    let said = [&call.started.reason, &call.started.place];
                    let said = said.into_iter().filter(|text| !text.is_empty());
                    let by = fill(words::em_started, &[&format::time(call.at), &call.by_name]);
                    let mut line = vec![sort_of(call.started.real).to_owned(), by];
                    line.extend(said.cloned());
                    view! { <p>{line.join(" · ")}</p> }
                })
                .collect_view()
        })
    };
    let joined = move || {
        let count = counting.open.with(Vec::len);
        (count > 1).then(|| view! { <Notice>{fill(words::em_joined, &[&count])}</Notice> })
    };
    let number = move |of: fn(&yuanliu_domain::emergency::Tally) -> u32| {
        Signal::derive(move || counting.tally.with(of) as usize)
    };
    let counts = vec![
        Count { tone: Tone::Present, word: t(words::em_safe).into(), number: number(|t| t.safe) },
        Count {
            tone: Tone::Missing,
            word: t(words::em_missing).into(),
            number: number(|t| t.missing),
        },
        Count {
            tone: Tone::Expected,
            word: t(words::em_unknown).into(),
            number: number(|t| t.unknown),
        },
    ];
    view! {
        <div class="counts-top"><CountStrip counts /></div>
        <div>{started}</div>
        {joined}
        <clearing::Clearing counting />
        <list::List counting />
        <end::EndForm counting />
    }
}

/// Those that have ended today, with their results.
#[component]
fn Earlier() -> impl IntoView {
    let model = Model::get();
    let ended = Memo::new(move |_| {
        let mut ended = calls(model);
        ended.retain(|(_, call)| !call.open());
        ended
    });
    move || {
        let rows = ended.with(|ended| {
            ended
                .iter()
                .map(|(id, call)| {
                    let title = format!("{} {}", format::time(call.at), sort_of(call.started.real));
                    let note = call.ends.first().map(|end| report::tally_words(&end.result));
                    let href = Screen::EmergencyReport(*id).path();
                    view! { <CellLink href title note=MaybeProp::from(note) /> }
                })
                .collect_view()
        });
        (!rows.is_empty())
            .then(|| view! { <CellGroup title=t(words::em_earlier)>{rows}</CellGroup> })
    }
}
