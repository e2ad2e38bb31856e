//! Who may collect 接送人 (P4).

mod fields;
mod form;
mod list;

use leptos::prelude::*;
use yuanliu_domain::collector::Way;
use yuanliu_domain::id::ActId;

use super::keeping::Kept;
use super::kid::Kid;
use crate::components::{AppBar, CellButton, CellGroup, CellLink, Glyph, Icon};
use crate::route::Screen;
use crate::text::{Word, t, words};
use fields::CollectorFields;
use form::CollectorForm;
use list::Listed;

/// The page: the list and the ways to add, or the form.
#[component]
pub fn CollectorsPage(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let fields = CollectorFields::new(kid);
    let kept = RwSignal::new(None::<(ActId, String)>);
    let content = move || match fields.way.get() {
        Some(way) => view! { <CollectorForm kid fields way kept /> }.into_any(),
        None => view! {
            {move || kept.get().map(|(act, said)| view! { <Kept kid act said /> })}
            <Listed kid />
            <WithoutNaming kid />
            <Add fields kept />
        }
        .into_any(),
    };
    view! {
        <AppBar
            title=t(words::fam_collectors) note=Signal::derive(move || Some(kid.line()))
            back=Screen::Family.path() back_word=t(words::back)
        />
        <main class="page stack stack-l" id="main">{content}</main>
    }
}

/// The way to passes and cards, for whoever comes once or carries a card; and to whom
/// staff call, which is another list.
#[component]
fn WithoutNaming(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let lead = || view! { <span class="cell-lead"><Icon glyph=Glyph::Note /></span> };
    let call = || view! { <span class="cell-lead"><Icon glyph=Glyph::Call /></span> };
    view! {
        <CellGroup>
            <CellLink
                href=Screen::Passes(kid.id).path() title=t(words::passes_title)
                note=t(words::passes_way_note) lead
            />
            <CellLink
                href=Screen::Contacts(kid.id).path() title=t(words::contacts_title)
                note=t(words::contacts_way_note) lead=call
            />
        </CellGroup>
    }
}

#[component]
fn Add(
    /// The form's state.
    fields: CollectorFields,
    /// What was kept last: gone when the next begins.
    kept: RwSignal<Option<(ActId, String)>>,
) -> impl IntoView {
    let row = move |way: Way, only_today: bool, glyph: Glyph, title: Word, note: Word| {
        let lead = move || view! { <span class="cell-lead"><Icon glyph /></span> };
        let begin = move |()| {
            kept.set(None);
            fields.begin(way, only_today);
        };
        view! { <CellButton title=t(title) note=t(note) lead on_press=begin /> }
    };
    let school = || view! { <span class="cell-lead"><Icon glyph=Glyph::School /></span> };
    view! {
        <CellGroup title=t(words::fam_add)>
            {row(Way::Person, false, Glyph::Plus, words::fam_add_person, words::fam_add_person_note)}
            {row(Way::Person, true, Glyph::Clock, words::fam_add_today, words::fam_add_today_note)}
            <CellButton
                title=t(words::org_add) note=t(words::org_add_note) lead=school
                on_press=move |()| {
                    kept.set(None);
                    fields.begin_organisation();
                }
            />
            {row(Way::Alone, false, Glyph::Out, words::fam_add_alone, words::fam_add_alone_note)}
            {row(Way::NotThis, false, Glyph::Pause, words::fam_add_not, words::fam_add_not_note)}
        </CellGroup>
    }
}
