//! Rows of a list: a lead, a title with a note, something at the end.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Rows that belong together, on one surface. May end with a `Row` button.
#[component]
pub fn CellGroup(
    /// What the rows are, above them.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// One sentence below them.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// `Cell`, `CellLink`, `CellButton`.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            {move || title.get().map(|title| view! { <h2 class="section-title">{title}</h2> })}
            <div class="cells">{children()}</div>
            {move || note.get().map(|note| view! { <p class="cells-note">{note}</p> })}
        </section>
    }
}

/// A row that only says something: a word and its value.
#[component]
pub fn Cell(
    /// The word.
    #[prop(into)]
    title: Signal<String>,
    /// A smaller line under it.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// What stands first: a `Tile` or an `Icon`.
    #[prop(optional, into)]
    lead: ViewFn,
    /// The value, or a badge.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! { <div class="cell">{row(title, note, &lead, children)}</div> }
}

/// A row that leads somewhere.
#[component]
pub fn CellLink(
    /// Where to, from the enum of screens.
    #[prop(into)]
    href: Signal<String>,
    /// The word.
    #[prop(into)]
    title: Signal<String>,
    /// A smaller line under it.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// What stands first: a `Tile` or an `Icon`.
    #[prop(optional, into)]
    lead: ViewFn,
    /// The value, or a badge, before the arrow.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <a class="cell" href=move || href.get()>
            {row(title, note, &lead, children)}
            <Icon glyph=Glyph::Next />
        </a>
    }
}

/// A row that does something.
#[component]
pub fn CellButton(
    /// The word.
    #[prop(into)]
    title: Signal<String>,
    /// A smaller line under it.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// What stands first: a `Tile` or an `Icon`.
    #[prop(optional, into)]
    lead: ViewFn,
    /// The tap.
    #[prop(into)]
    on_press: Callback<()>,
    /// The value, or a badge.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <button type="button" class="cell" on:click=move |_| on_press.run(())>
            {row(title, note, &lead, children)}
        </button>
    }
}

fn row(
    title: Signal<String>,
    note: MaybeProp<String>,
    lead: &ViewFn,
    end: Option<Children>,
) -> impl IntoView + use<> {
    let lead = lead.run();
    view! {
        {lead}
        <span class="cell-body">
            <span class="cell-title">{title}</span>
            {move || note.get().map(|note| view! { <span class="cell-note">{note}</span> })}
        </span>
        {end.map(|end| view! { <span class="cell-end">{end()}</span> })}
    }
}
