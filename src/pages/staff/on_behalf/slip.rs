//! What was written down, on A4 and black on white: for a family without Yuanliu, to read
//! and to sign.

use leptos::prelude::*;
use yuanliu_domain::id::ChildId;

use crate::pages::staff::model::Model;
use crate::text::{t, words};

/// One notice on the sheet.
#[derive(Clone, PartialEq)]
pub struct Line {
    /// As it was read back.
    pub sentence: String,
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: String,
}

/// The sheet.
#[component]
pub fn Slip(
    /// The child.
    child: ChildId,
    /// What was written down.
    lines: Vec<Line>,
) -> impl IntoView {
    let model = Model::get();
    let school = model.frame.get_untracked().map(|frame| frame.school.name);
    let card = model.roster.with_untracked(|roster| roster.child(child).cloned());
    let name = card.as_ref().map(|card| card.name.clone());
    let class = card.map(|card| format!("{} {:02}", card.class_name, card.number));
    let row = |word, text: String| view! { <div><dt>{t(word)}</dt><dd>{text}</dd></div> };
    let said = lines.into_iter().map(|line| {
        view! {
            {row(words::behalf_sheet_said, line.sentence)}
            {row(words::behalf_sheet_by, line.by)}
            {row(words::behalf_sheet_at, line.at)}
        }
    });
    view! {
        <article class="paper">
            <p class="center">{school}</p>
            <h2 class="center">{t(words::behalf_sheet)}</h2>
            <dl>
                {row(words::behalf_sheet_child, name.unwrap_or_default())}
                {row(words::behalf_sheet_class, class.unwrap_or_default())}
                {said.collect_view()}
            </dl>
            <p>{t(words::behalf_sheet_note)}</p>
            <p>{t(words::behalf_sheet_wrong)}</p>
            <p>{t(words::behalf_sheet_sign)}</p>
        </article>
    }
}
