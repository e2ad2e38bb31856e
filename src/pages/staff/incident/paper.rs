//! The record on A4, black on white: for the school's file, with lines to sign.

use leptos::prelude::*;
use yuanliu_domain::id::ActId;
use yuanliu_domain::incident::Incident;

use super::one::{items, people_lines};
use super::{child_words, one};
use crate::components::{Button, Drawing, Empty, TimelineItem, TimelineWhen};
use crate::pages::staff::model::Model;
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::text::{Word, fill, format, incident, t, words};

/// The page.
#[component]
pub fn PaperPage(
    /// The act that wrote it.
    id: ActId,
) -> impl IntoView {
    let model = Model::get();
    let this = Memo::new(move |_| one(model, id));
    let print = move |()| {
        // Fails only where a browser has no printing; the hint says what to do.
        let _ = window().print();
    };
    let shown = move || match this.get() {
        None => view! { <Empty drawing=Drawing::Paper words=t(words::incident_gone) /> }.into_any(),
        Some(one) => view! {
            <Paper id one />
            <div class="stack no-print">
                <Button block=true on_press=print>{t(words::incident_paper)}</Button>
                <p class="soft small">{t(words::incident_paper_hint)}</p>
            </div>
        }
        .into_any(),
    };
    view! {
        <StaffBar title=t(words::incident_paper) back=Screen::IncidentOf(id).path() />
        <main class="page stack" id="main"><WhenWhole>{shown}</WhenWhole></main>
    }
}

#[component]
fn Paper(
    /// Which.
    id: ActId,
    /// Its row.
    one: Incident,
) -> impl IntoView {
    let model = Model::get();
    let school = untrack(|| model.frame.get()).map(|frame| frame.school.name).unwrap_or_default();
    let line = |word: Word, text: String| view! { <div><dt>{t(word)}</dt><dd>{text}</dd></div> };
    let title = match one.is_serious() {
        true => words::incident_sheet_serious,
        false => words::incident_sheet_minor,
    };
    let step = |item: &TimelineItem| {
        let said = format!("{} {} · {}", item.time, item.words, item.note);
        match item.when {
            TimelineWhen::Struck => fill(words::struck, &[&said]),
            _ => said,
        }
    };
    let steps: Vec<String> = items(&one).iter().skip(1).map(step).collect();
    let people = untrack(|| people_lines(model, id, &one));
    let staff = (!people.is_empty())
        .then(|| view! { <p><strong>{t(words::incident_sheet_staff)}</strong></p> });
    view! {
        <article class="paper paper-card">
            <p class="center">{school}</p>
            <h2 class="center">{t(title)}</h2>
            <dl>
                {line(words::incident_sheet_child, untrack(|| child_words(model, &one)))}
                {line(words::incident_sheet_when, format::moment(one.at))}
                {line(words::incident_sheet_what, incident::what(&one))}
                {line(words::incident_sheet_by, one.by_name.clone())}
                {line(words::incident_sheet_steps, steps.join("\n"))}
            </dl>
            {super::wrong::struck_words(&one).map(|said| view! { <p>{said}</p> })}
            {people.into_iter().map(|said| view! { <p>{said}</p> }).collect_view()}
            {staff}
            <p>{t(words::incident_sheet_sign)}</p>
        </article>
    }
}
