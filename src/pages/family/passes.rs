//! One-time passes 临时接送码 and standing cards 接送卡 of a child (P5, P13).

mod card;
mod fields;
mod form;
mod list;
mod pass;
mod picture;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use yuanliu_domain::id::ActId;

use super::keeping::Kept;
use super::kid::Kid;
use crate::components::{AppBar, CellButton, CellGroup, Glyph, Icon};
use crate::route::Screen;
use crate::text::{Word, t, words};
use fields::PassFields;
use list::{Cards, Passes};

/// Behind the page's address: what can be held up now is shown at once.
pub const SHOW: &str = "#show";

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Everything there is.
    List,
    /// A new pass.
    NewPass,
    /// A new card.
    NewCard,
    /// A pass to hold up.
    Pass(ActId),
    /// A card to print.
    Card(ActId),
}

/// The page's state. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Page {
    /// The child.
    pub kid: Kid,
    /// What it shows.
    pub shown: RwSignal<Shown>,
    /// What was kept last, in words.
    pub kept: RwSignal<Option<(ActId, String)>>,
}

impl Page {
    /// Shows another part, from its top.
    pub fn go(self, shown: Shown) {
        self.shown.set(shown);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The page: the lists, a form, or one of them to show.
#[component]
pub fn PassesPage(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let at_once = use_location().hash.get_untracked() == SHOW;
    let first = at_once.then(|| untrack(|| list::to_show(kid))).flatten();
    let shown = RwSignal::new(first.unwrap_or(Shown::List));
    let page = Page { kid, shown, kept: RwSignal::new(None) };
    let fields = PassFields::new(kid);
    let content = move || match page.shown.get() {
        Shown::NewPass => view! { <form::PassForm page fields /> }.into_any(),
        Shown::NewCard => view! { <form::CardForm page fields /> }.into_any(),
        Shown::Pass(id) => view! { <pass::PassView page id /> }.into_any(),
        Shown::Card(id) => view! { <card::CardView page id /> }.into_any(),
        Shown::List => view! {
            {move || page.kept.get().map(|(act, said)| view! { <Kept kid act said /> })}
            <Passes page />
            <Cards page />
            <Add page />
        }
        .into_any(),
    };
    view! {
        <AppBar
            title=t(words::passes_title) note=Signal::derive(move || Some(kid.line()))
            back=Screen::Family.path() back_word=t(words::back)
        />
        <main class="page stack stack-l" id="main">{content}</main>
    }
}

#[component]
fn Add(
    /// The page.
    page: Page,
) -> impl IntoView {
    let row = move |shown: Shown, glyph: Glyph, title: Word| {
        let lead = move || view! { <span class="cell-lead"><Icon glyph /></span> };
        let begin = move |()| {
            page.kept.set(None);
            page.go(shown);
        };
        view! { <CellButton title=t(title) lead on_press=begin /> }
    };
    view! {
        <CellGroup title=t(words::fam_add)>
            {row(Shown::NewPass, Glyph::Clock, words::pass_add)}
            {row(Shown::NewCard, Glyph::Note, words::card_add)}
        </CellGroup>
    }
}
