//! The grounds are open to the community 校园对社区开放 (G4): the day's hours, and a warning
//! while children are still there. Derived, never written (R6).

use leptos::prelude::*;

use super::model::Model;
use crate::components::{Notice, NoticeTone};
use crate::state::App;
use crate::text::{fill, format, t, words};

/// The hours of today; a warning within them while children are in care. Nothing on a day
/// without such hours.
#[component]
pub fn GroundsOpen() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let hours = Memo::new(move |_| model.frame.with(|frame| frame.as_ref()?.open));
    let now = Memo::new(move |_| {
        app.tick.track();
        let minute = model.space.now().at.minute();
        hours.get().is_some_and(|hours| hours.hold(minute))
    });
    let here = Memo::new(move |_| model.picture.with(|picture| picture.present));
    move || {
        let span = format::hours(hours.get()?);
        let view = match (now.get(), here.get()) {
            (true, 1..) => view! {
                <Notice tone=NoticeTone::Warning title=t(words::grounds_now)>
                    {fill(words::grounds_children, &[&span, &here.get()])}
                </Notice>
            }
            .into_any(),
            _ => view! { <p class="soft small">{fill(words::grounds_today, &[&span])}</p> }
                .into_any(),
        };
        Some(view)
    }
}
