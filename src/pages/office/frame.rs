//! What every screen of the office has: its bar, and waiting for the rows.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;

use super::model::Office;
use crate::components::{AppBar, ButtonLink, ButtonLook, Glyph, Notice, NoticeTone, Skeleton};
use crate::route::Screen;
use crate::state::Link;
use crate::text::{fill, format, t, words};

/// The bar: title, school, date, and the age of what is shown while offline.
#[component]
pub fn OfficeBar(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// Leads back to the overview.
    #[prop(optional)]
    back: bool,
) -> impl IntoView {
    let office = Office::get();
    let note = move || {
        let day = format!("{} · {}", office.school(), format::day(office.day.get()));
        match office.space.contact.get() {
            Some(contact) if office.app.link.get() != Link::Online => {
                format!("{day} · {}", fill(words::list_as_of, &[&format::time(contact.server)]))
            }
            _ => day,
        }
    };
    let back = back.then(|| Screen::Office.path());
    view! {
        <AppBar title note=Signal::derive(note) back back_word=t(words::back)>
            <ButtonLink
                href=Screen::Settings.path() look=ButtonLook::Plain
                glyph=Glyph::Settings label=t(words::settings)
            />
        </AppBar>
    }
}

/// Shows its children once every audience that they read is whole (I6).
#[component]
pub fn WhenHeld(
    /// What they read.
    audiences: Signal<Vec<Audience>>,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let office = Office::get();
    let whole = Memo::new(move |_| office.holds(&audiences.get()));
    let children = StoredValue::new(children);
    move || {
        if whole.get() {
            children.with_value(|children| children()).into_any()
        } else if office.app.link.get() == Link::Offline {
            view! { <Notice tone=NoticeTone::Offline>{t(words::not_whole)}</Notice> }.into_any()
        } else {
            view! { <Skeleton label=t(words::loading_list) rows=6 /> }.into_any()
        }
    }
}

/// Says that rows are here which can't be read: unreadable is not empty (I14).
#[component]
pub fn Unreadable(
    /// How many.
    #[prop(into)]
    count: Signal<usize>,
) -> impl IntoView {
    move || {
        let count = count.get();
        (count > 0).then(|| view! {
            <Notice tone=NoticeTone::Warning>{fill(words::office_unreadable, &[&count])}</Notice>
        })
    }
}
