//! Where children are handed over 接送点 (S13), and when the grounds are open to the
//! community (G4).

mod hours;
mod points;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;

use super::frame::{OfficeBar, WhenHeld};
use super::model::Office;
use super::writing::Saved;
use crate::components::{Notice, NoticeTone};
use crate::text::{t, words};
use hours::Opening;
use points::Points;

/// The page.
#[component]
pub fn GroundsPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || vec![Audience::Public, Audience::Roll]);
    view! {
        <OfficeBar title=t(words::places_title) back=true />
        <main class="page stack stack-l" id="main">
            {match office.is_office() {
                true => view! {
                    <WhenHeld audiences=held><Points /> <Opening /></WhenHeld>
                }.into_any(),
                false => view! {
                    <Notice tone=NoticeTone::Info>{t(words::refused_not_office)}</Notice>
                }.into_any(),
            }}
        </main>
        <Saved />
    }
}
