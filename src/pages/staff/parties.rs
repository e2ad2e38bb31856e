//! Many to one (T18): the children whom an organisation's escort 托管班, 校车, 宿舍 collects
//! today are one list, ticked child by child, counted by both sides and released in one
//! gesture. Whoever does not fit stays behind, with a word that says nothing of why (R11).

mod count;
mod one;
mod today;

use leptos::prelude::*;
use yuanliu_domain::collector::{Organisation, Party};

use super::model::Model;
use super::{StaffBar, WhenWhole};
use crate::components::{
    ButtonLink, ButtonLook, CellButton, CellGroup, Drawing, Empty, Glyph, Icon,
};
use crate::route::Screen;
use crate::text::{Word, fill, t, words};
use one::OneParty;
use today::{Escorted, of_today};

fn kind_word(kind: Organisation) -> Word {
    match kind {
        Organisation::TutoringCentre => words::org_centre,
        Organisation::SchoolBus => words::org_bus,
        Organisation::Dormitory => words::org_dormitory,
    }
}

/// The page: all escorts of today, or one with the children.
#[component]
pub fn PartiesPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::party_title) back=Screen::Left.path() />
        <main class="page page-wide stack" id="main">
            <WhenWhole><Parties /></WhenWhole>
        </main>
    }
}

#[component]
fn Parties() -> impl IntoView {
    let all = of_today(Model::get());
    let picked = RwSignal::new(None::<Party>);
    let content = move || match picked.get() {
        Some(party) => view! { <OneParty all party picked /> }.into_any(),
        None => view! { <All all picked /> }.into_any(),
    };
    view! {
        <p class="soft">{t(words::party_intro)}</p>
        {content}
    }
}

#[component]
fn All(
    /// Everybody who comes today.
    all: Memo<Vec<Escorted>>,
    /// Whose list is open.
    picked: RwSignal<Option<Party>>,
) -> impl IntoView {
    let row = move |escorted: Escorted| {
        let lead = || view! { <span class="cell-lead"><Icon glyph=Glyph::People /></span> };
        let ready = escorted.ready().count();
        let others = escorted.children.len() - ready;
        let kind = t(kind_word(escorted.party.kind));
        view! {
            <CellButton
                title=escorted.title() note=fill(words::party_row, &[&kind, &ready, &others]) lead
                on_press=move |()| picked.set(Some(escorted.party.clone()))
            />
        }
    };
    move || match all.with(Vec::is_empty) {
        true => view! { <Empty drawing=Drawing::School words=t(words::party_none) /> }.into_any(),
        false => view! { <CellGroup>{all.get().into_iter().map(row).collect_view()}</CellGroup> }
            .into_any(),
    }
}

/// The way here; nothing while no escort has a child to collect.
#[component]
pub fn ToParties() -> impl IntoView {
    let all = of_today(Model::get());
    let ready = Memo::new(move |_| all.with(|all| all.iter().flat_map(Escorted::ready).count()));
    view! {
        <Show when=move || { ready.get() > 0 }>
            <ButtonLink href=Screen::Parties.path() look=ButtonLook::Quiet block=true glyph=Glyph::People>
                {move || fill(words::party_link, &[&ready.get()])}
            </ButtonLink>
        </Show>
    }
}
