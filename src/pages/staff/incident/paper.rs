//! The record on A4, black on white: for the school's file, with lines to sign.

use leptos::prelude::*;
use yuanliu_domain::id::ActId;
use yuanliu_domain::incident::Incident;
use yuanliu_domain::photo::Pictured;

use super::one::{items, people_lines};
use super::photos::pictures;
use super::wrong::struck_words;
use super::{child_words, one};
use crate::components::{Button, ButtonLook, Drawing, Empty, TimelineItem, TimelineWhen};
use crate::pages::staff::model::Model;
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::photos;
use crate::route::Screen;
use crate::state::App;
use crate::text::{fill, format, incident, t, words};

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
    // What a family may read comes first: a sheet that lies about names no other child.
    let staff = RwSignal::new(false);
    let turn = move |()| staff.update(|staff| *staff = !*staff);
    let other = move || match staff.get() {
        true => words::incident_sheet_less,
        false => words::incident_sheet_more,
    };
    let shown = move || {
        match this.get() {
        None => view! { <Empty drawing=Drawing::Paper words=t(words::incident_gone) /> }.into_any(),
        Some(one) => view! {
            <Paper id one staff />
            <div class="stack no-print">
                <Button look=ButtonLook::Quiet block=true on_press=turn>{move || t(other())}</Button>
                <Button block=true on_press=print>{t(words::incident_paper)}</Button>
                <p class="soft small">{t(words::incident_paper_hint)}</p>
            </div>
        }
        .into_any(),
    }
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
    /// With what is for staff alone.
    staff: RwSignal<bool>,
) -> impl IntoView {
    let model = Model::get();
    move || {
        let staff = staff.get();
        let one = if staff { one.clone() } else { one.for_family() };
        let people = if staff { untrack(|| people_lines(model, id, &one)) } else { vec![] };
        let (school, child) = untrack(|| {
            let school = model.frame.get().map(|frame| frame.school.name);
            (school.unwrap_or_default(), child_words(model, &one))
        });
        let title = match one.is_serious() {
            true => words::incident_sheet_serious,
            false => words::incident_sheet_minor,
        };
        let signs = match staff {
            true => words::incident_sheet_sign_staff,
            false => words::incident_sheet_sign,
        };
        let steps: Vec<String> = items(&one).iter().skip(1).map(step).collect();
        let lines = [
            (words::incident_sheet_child, child),
            (words::incident_sheet_when, format::moment(one.at)),
            (words::incident_sheet_what, incident::what(&one)),
            (words::incident_sheet_by, one.by_name.clone()),
            (words::incident_sheet_steps, steps.join("\n")),
        ];
        let line = |(word, text)| view! { <div><dt>{t(word)}</dt><dd>{text}</dd></div> };
        let said = struck_words(&one).into_iter().chain(people);
        let said = said.map(|said| view! { <p>{said}</p> }).collect_view();
        view! {
            <article class="paper paper-card">
                <p class="center">{school}</p>
                <h2 class="center">{t(title)}</h2>
                <dl>{lines.map(line).collect_view()}</dl>
                {said}
                {printed(model, &one)}
                {staff.then(|| view! { <p><strong>{t(words::incident_sheet_staff)}</strong></p> })}
                <p>{t(signs)}</p>
            </article>
        }
    }
}

/// Photos that count, for those who may see them; one that is not here is said in words.
fn printed(model: Model, one: &Incident) -> impl IntoView + use<> {
    let app = App::get();
    let shown = pictures(one).into_iter().filter(|(_, photo)| photo.struck.is_none());
    let one = move |(what, photo): (String, Pictured)| {
        let said = fill(words::picture_by, &[&format::moment(photo.at), &photo.by_name]);
        let (hash, name) = (photo.hash, format!("{what} {said}").trim().to_owned());
        let alt = name.clone();
        let picture = move || match photos::face(app, model.space, hash) {
            Some(url) => view! { <img class="face-whole" src=url alt=alt.clone() /> }.into_any(),
            None => view! { <p>{t(words::photo_not_on_device)}</p> }.into_any(),
        };
        view! { <div>{picture} <p class="small">{name}</p></div> }
    };
    let shown: Vec<_> = shown.map(one).collect();
    (!shown.is_empty()).then(|| view! { <div class="actions">{shown}</div> })
}

/// 15:55 现场处理：清洗 · 王老师.
fn step(item: &TimelineItem) -> String {
    let said = format!("{} {} · {}", item.time, item.words, item.note);
    match item.when {
        TimelineWhen::Struck => fill(words::struck, &[&said]),
        _ => said,
    }
}
