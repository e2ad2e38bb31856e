//! The yearly audit pack of minors' data, and what the place asks for.

use leptos::prelude::*;

use super::model::Office;
use crate::api;
use crate::components::AppBar;
use crate::pages::place::PlaceCells;
use crate::route::Screen;
use crate::text::{fill, t, words};

/// The page: the year that is to be reported, and the one under way.
#[component]
pub fn AuditPage() -> impl IntoView {
    let office = Office::get();
    let space = office.space.id;
    let packs = move || {
        let (year, ..) = office.day.get().parts();
        [year - 1, year]
            .map(|year| view! {
                <a
                    class="btn btn-quiet btn-block" rel="external"
                    download=format!("yuanliu-audit-{year}.zip") href=api::audit_path(space, year)
                >
                    {fill(words::audit_get, &[&year])}
                </a>
            })
            .collect_view()
    };
    view! {
        <AppBar title=t(words::audit_title) back=Screen::Office.path() back_word=t(words::back) />
        <main class="page stack stack-l" id="main">
            <section class="section stack">
                <p>{t(words::audit_what)}</p>
                <p>{t(words::audit_log)}</p>
                {packs}
            </section>
            <PlaceCells all=true />
        </main>
    }
}
