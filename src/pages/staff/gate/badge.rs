//! The badge slip of a visitor, small, for the printer at the gate.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;
use yuanliu_domain::visitor::Visit;

use crate::components::{Button, Drawing, Empty};
use crate::pages::staff::model::Model;
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::text::{Word, fill, format, t, words};

/// The page.
#[component]
pub fn BadgePage(
    /// The visit.
    visit: ActId,
) -> impl IntoView {
    view! {
        <StaffBar title=t(words::visit_slip) back=Screen::Gate.path() />
        <main class="page stack" id="main">
            <WhenWhole><Badge visit /></WhenWhole>
        </main>
    }
}

#[component]
fn Badge(
    /// The visit.
    visit: ActId,
) -> impl IntoView {
    let model = Model::get();
    let row = Memo::new(move |_| {
        let audience = Audience::Day(model.day.get());
        model.space.replica.with(|replica| replica.get::<Visit>(audience, visit))
    });
    let print = move |()| {
        // Fails only where a browser has no printing.
        let _ = window().print();
    };
    move || match row.get() {
        None => {
            view! { <Empty drawing=Drawing::Paper words=t(words::visit_slip_none) /> }.into_any()
        }
        Some(visit) => view! {
            <Slip visit />
            <div class="no-print">
                <Button block=true on_press=print>{t(words::visit_print)}</Button>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Slip(
    /// Who came.
    visit: Visit,
) -> impl IntoView {
    let school = untrack(|| Model::get().frame.get()).map(|frame| frame.school.name);
    let came = visit.came;
    let number = match came.badge.is_empty() {
        true => t(words::visit_slip).to_owned(),
        false => fill(words::visit_slip_number, &[&came.badge]),
    };
    let line = |word: Word, text: String| {
        (!text.is_empty()).then(|| view! { <p>{format!("{} {text}", t(word))}</p> })
    };
    view! {
        <article class="paper badge-slip">
            <p class="center">{school}</p>
            <h2 class="center">{number}</h2>
            <p class="gate-name center">{came.name}</p>
            <p class="center">{came.organisation}</p>
            {line(words::visit_slip_whom, came.visits)}
            {line(words::visit_slip_escort, came.escort)}
            <p class="center num">{format::moment(visit.at)}</p>
            <p class="small">{t(words::visit_slip_back)}</p>
        </article>
    }
}
