//! Closing the day: offered when no child is in care or missing and no roll is waited for,
//! else it says who (R6).

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::closing::{Closings, DayClosed, Stands};

use crate::components::{Button, CellGroup, CellLink, Field, Notice, NoticeTone};
use crate::pages::staff::model::Model;
use crate::pages::staff::noted::Noted;
use crate::pages::staff::picture::{Picture, open_children};
use crate::pages::staff::tablet::Prover;
use crate::route::Screen;
use crate::text::{fill, format, t, words};

/// Names that the block lists; the others are on the screens that it leads to.
const MOST_NAMES: usize = 12;

/// How the day stands, in words; and whether it is closed.
pub fn stands(model: Model) -> Option<(bool, String)> {
    let audience = Audience::Day(model.day.get());
    let closings: Closings = model.space.replica.with(|replica| replica.get(audience, ""))?;
    let days = model.child_days.get();
    match closings.stands(&days) {
        Stands::Open => None,
        Stands::Closed(one) => {
            let said = &one.said;
            let words = fill(
                words::close_closed,
                &[&format::time(one.at), &one.by_name, &said.children, &said.released],
            );
            Some((true, words))
        }
        Stands::OpenedAgain(one, None) => {
            let words = fill(words::close_again, &[&format::time(one.at), &one.by_name]);
            Some((false, words))
        }
        Stands::OpenedAgain(one, Some(entry)) => {
            let (at, again) = (format::time(one.at), format::time(entry.at));
            let words = fill(words::close_again_by, &[&at, &one.by_name, &entry.by_name, &again]);
            Some((false, words))
        }
    }
}

/// How the day stands, as a notice; nothing while nobody closed it.
#[component]
pub fn DayStands() -> impl IntoView {
    let model = Model::get();
    let now = Memo::new(move |_| stands(model));
    move || {
        now.get().map(|(closed, words)| {
            let tone = if closed { NoticeTone::Good } else { NoticeTone::Warning };
            view! { <Notice tone>{words}</Notice> }
        })
    }
}

/// The end of the day.
#[component]
pub fn CloseDay(
    /// The picture.
    picture: Memo<Picture>,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let open = Memo::new(move |_| picture.with(|picture| open_children(model, picture)));
    let closed = Memo::new(move |_| stands(model).is_some_and(|(closed, _)| closed));
    let blocked = move || {
        let children = open.get();
        (!children.is_empty()).then(|| {
            let names = model.roster.with(|roster| {
                let named =
                    children.iter().filter_map(|id| Some((*id, roster.child(*id)?.clone())));
                named.take(MOST_NAMES).collect::<Vec<_>>()
            });
            let cells = names.into_iter().map(|(id, card)| {
                let title = format!("{} {:02} {}", card.class_name, card.number, card.name);
                view! { <CellLink href=Screen::Child(id).path() title /> }
            });
            let title = fill(words::close_blocked, &[&children.len()]);
            view! { <CellGroup title>{cells.collect_view()}</CellGroup> }
        })
    };
    let over = Memo::new(move |_| picture.with(|picture| picture.begun[0]));
    let uncalled = Memo::new(move |_| picture.with(Picture::uncalled));
    let waits = move || match (over.get(), uncalled.with(Vec::len)) {
        (false, _) => Some(t(words::close_before).to_owned()),
        (true, 0) => None,
        (true, count) => {
            let names = uncalled.get().into_iter().take(MOST_NAMES).collect::<Vec<_>>();
            Some(fill(words::close_uncalled, &[&count, &names.join("、")]))
        }
    };
    let ready = move || {
        open.with(Vec::is_empty) && over.get() && uncalled.with(Vec::is_empty) && !closed.get()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::close_title)}</h2>
            <DayStands />
            {blocked}
            {move || waits().map(|words| view! { <p>{words}</p> })}
            <Show when=ready>
                <div class="stack no-print"><CloseForm noted /></div>
            </Show>
        </section>
    }
}

#[component]
fn CloseForm(
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let note = RwSignal::new(String::new());
    let long = RwSignal::new(false);
    let prover = Prover::get();
    let keep = Callback::new(move |()| {
        let note = note.get_untracked().trim().to_owned();
        let days = model.child_days.get_untracked();
        let body = DayClosed::of(model.day.get_untracked(), &days, note);
        noted.keep(Subject::School, body, t(words::close_said).to_owned(), || ());
    });
    let press = Callback::new(move |()| {
        let too_long = note.with_untracked(|note| note.trim().chars().count() > 1000);
        long.set(too_long);
        if !too_long {
            prover.again(keep);
        }
    });
    view! {
        <p>{t(words::close_ready)}</p>
        <Field
            id="close-note" label=t(words::close_note) value=note
            error=MaybeProp::derive(move || long.get().then(|| t(words::too_long).to_owned()))
        />
        <Button block=true on_press=press>{t(words::close_keep)}</Button>
    }
}
