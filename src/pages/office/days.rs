//! School days entered by hand, and day changes 当日安排调整 (S11).

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;

use super::calendar::Calendar;
use super::changes::Changes;
use super::frame::{OfficeBar, WhenHeld};
use super::writing::Saved;
use crate::text::{t, words};

/// The page.
#[component]
pub fn DaysPage() -> impl IntoView {
    let held = Signal::derive(move || vec![Audience::Public, Audience::Roll]);
    view! {
        <OfficeBar title=t(words::days_title) back=true />
        <main class="page stack stack-l" id="main">
            <WhenHeld audiences=held>
                <Changes />
                <Calendar />
            </WhenHeld>
        </main>
        <Saved />
    }
}
