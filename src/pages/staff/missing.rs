//! Expected and not here (T2): since when, whom to call, with what outcome; found, or at
//! home by a call. Nobody is missing before somebody looked.

use leptos::prelude::*;
use yuanliu_domain::call::{About, Outcome};
use yuanliu_domain::child_day::{Basis, Mark, Release};
use yuanliu_domain::id::ChildId;

use super::acts::{Failed, LastGesture, mark};
use super::calls::{CallRow, CallsMade, calls_of, family};
use super::listed::expected_place;
use super::model::Model;
use super::noted::Noted;
use super::on_behalf::ToOnBehalf;
use super::picture::Missing;
use super::release::{keep_release, unchecked};
use super::tablet::Prover;
use super::{StaffBar, WhenWhole};
use crate::components::{
    Button, ButtonLook, CellGroup, CellLink, Drawing, Empty, Notice, Tile, UndoBar,
};
use crate::route::Screen;
use crate::state::{App, NotKept};
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn MissingPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::missing_title) back=Screen::Today.path() />
        <main class="page stack" id="main">
            <WhenWhole><List /></WhenWhole>
        </main>
    }
}

#[component]
fn List() -> impl IntoView {
    let model = Model::get();
    let (gesture, noted) = (LastGesture::new(), Noted::new());
    // One bar: it says and takes back the last of the two.
    Effect::new(move |_| {
        if gesture.done.with(Option::is_some) {
            noted.done.set(None);
        }
    });
    Effect::new(move |_| {
        if noted.done.with(Option::is_some) {
            gesture.done.set(None);
        }
    });
    let missing = Memo::new(move |_| model.picture.with(|picture| picture.missing.clone()));
    let row = move |missing: Missing| view! { <OneMissing missing gesture noted /> };
    let key = |missing: &Missing| (missing.id, missing.since, missing.marked);
    let said = move || {
        let noted = noted.done.get().map(|(said, ..)| said);
        noted.or_else(|| gesture.done.get().map(|(said, _)| said))
    };
    let undo = Callback::new(move |()| match noted.done.with_untracked(Option::is_some) {
        true => noted.undo(),
        false => gesture.undo(model),
    });
    view! {
        <Failed why=gesture.failed />
        <Failed why=noted.failed />
        {move || match missing.with(Vec::is_empty) {
            true => view! { <Empty drawing=Drawing::School words=t(words::missing_none) /> }.into_any(),
            false => view! { <p>{fill(words::missing_school, &[&missing.with(Vec::len)])}</p> }.into_any(),
        }}
        <For each=move || missing.get() key=key children=row />
        <UndoBar message=Signal::derive(said) undo=t(words::undo) on_undo=undo />
    }
}

#[component]
fn OneMissing(
    /// Who, and since when.
    missing: Missing,
    /// The screen's last mark.
    gesture: LastGesture,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let Missing { id, card, since, marked, .. } = missing;
    let since = format::time(since);
    let since = match marked {
        true => fill(words::missing_since, &[&since]),
        false => fill(words::missing_unmarked, &[&since]),
    };
    let note = format!("{} {:02} · {since}", card.class_name, card.number);
    let tile = surname(&card.name);
    let lead = move || {
        view! { <Tile surname=tile.clone() photo=MaybeProp::derive(move || model.portrait(id)) /> }
    };
    let open = RwSignal::new(false);
    let name = card.name.clone();
    let found = Callback::new(move |()| {
        let Some(child) = untrack(|| model.child(id)) else { return };
        let place = untrack(|| expected_place(model, &child));
        let act = mark(model, &child, Mark::Present, place);
        gesture.keep(model, vec![act], fill(words::missing_said_found, &[&child.card.name]));
    });
    let people = move || {
        let child = model.child(id);
        let people = child.map(|child| family(model, &child)).unwrap_or_default();
        if people.is_empty() {
            return view! { <Notice>{t(words::calls_nobody)}</Notice> }.into_any();
        }
        let row = |person| view! { <CallRow child=id about=About::NotHere person noted /> };
        people.into_iter().map(row).collect_view().into_any()
    };
    let calls = move || {
        open.get().then(|| {
            view! {
                <div class="section">
                    <h2 class="section-title">{t(words::missing_people)}</h2>
                    {untrack(people)}
                </div>
            }
        })
    };
    view! {
        <section class="card stack" aria-label=name>
            <CellGroup>
                <CellLink href=Screen::Child(id).path() title=card.name.clone() note lead />
            </CellGroup>
            <CallsMade child=id />
            <AtHome child=id />
            <div class="columns">
                <Button look=ButtonLook::Quiet on_press=found>{t(words::missing_found)}</Button>
                <Button look=ButtonLook::Quiet on_press=move |()| open.update(|open| *open = !*open)>
                    {t(words::missing_people)}
                </Button>
                <ToOnBehalf child=id />
            </div>
            {calls}
        </section>
    }
}

/// Once somebody said on the telephone that the child is at home: the release that says so.
#[component]
fn AtHome(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let prover = Prover::get();
    let said = Memo::new(move |_| {
        let calls = calls_of(model, child);
        let last = calls.last().filter(|call| call.said.outcome == Outcome::AtHome);
        last.map(|call| call.said.clone())
    });
    let keep = Callback::new(move |()| {
        let (Some(said), Some(today)) = (said.get_untracked(), untrack(|| model.child(child)))
        else {
            return;
        };
        let body = Release {
            basis: Basis::AlreadyHome,
            collector_name: said.name,
            relation: said.relation,
            call_back: t(words::missing_by_call).to_owned(),
            ..unchecked(app, model)
        };
        keep_release(app, model, today, body, busy, failed);
    });
    let press = Callback::new(move |()| prover.again(keep));
    view! {
        <Failed why=failed />
        <Show when=move || said.with(Option::is_some)>
            <p>{t(words::missing_at_home_note)}</p>
            <Button look=ButtonLook::Quiet block=true busy on_press=press>
                {t(words::missing_at_home)}
            </Button>
        </Show>
    }
}
