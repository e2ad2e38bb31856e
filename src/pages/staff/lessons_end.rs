//! Classes at the end of lessons (T13): mine first, then who has not handed over.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ClassEnd;
use yuanliu_domain::id::ClassId;
use yuanliu_domain::people::Class;

use super::model::Model;
use super::{StaffBar, WhenWhole};
use crate::components::{CellGroup, CellLink, SentPips, SentStage};
use crate::route::Screen;
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn LessonsEndPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::lessons_end_title) />
        <main class="page stack" id="main">
            <WhenWhole><Classes /></WhenWhole>
        </main>
    }
}

#[component]
fn Classes() -> impl IntoView {
    let model = Model::get();
    let split = move || {
        let mine = model.my_classes();
        let classes = model.roster.with(|roster| roster.classes.clone());
        classes.into_iter().partition::<Vec<(ClassId, Class)>, _>(|(id, _)| mine.contains(id))
    };
    let cells = |classes: Vec<(ClassId, Class)>| {
        classes.into_iter().map(|(id, class)| view! { <ClassCell id class /> }).collect_view()
    };
    view! {
        {move || {
            let (mine, others) = split();
            view! {
                {(!mine.is_empty()).then(|| view! { <CellGroup title=t(words::my_class)>{cells(mine)}</CellGroup> })}
                <CellGroup title=t(words::all_classes)>{cells(others)}</CellGroup>
            }
        }}
    }
}

#[component]
fn ClassCell(
    /// The class.
    id: ClassId,
    /// Its card.
    class: Class,
) -> impl IntoView {
    let model = Model::get();
    let end = move || {
        let audience = Audience::Day(model.day.get());
        model.space.replica.with(|replica| replica.get::<ClassEnd>(audience, id))
    };
    let note = move || match end() {
        Some(end) => fill(
            words::handed_over,
            &[&format::time(end.at), &end.by_name, &end.staying, &end.left, &end.absent],
        ),
        None => t(words::not_handed_over).to_owned(),
    };
    let done =
        move || end().map(|_| view! { <SentPips stage=SentStage::Seen word=t(words::done) /> });
    view! {
        <CellLink href=Screen::ClassEnd(id).path() title=class.name note=Signal::derive(note)>{done}</CellLink>
    }
}
