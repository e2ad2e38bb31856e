//! The leave note 请假单 (P3): a notice, never a request.

mod check;
mod fields;
mod form;
mod kept;
mod paper;
mod sign;

use leptos::prelude::*;
use yuanliu_domain::id::ActId;

use super::kid::Kid;
use crate::components::AppBar;
use crate::route::Screen;
use crate::text::{t, words};
use fields::LeaveFields;
use form::LeaveForm;
use kept::LeaveKept;
pub use paper::LeavePaper;

/// The page: the form, and once it is kept its receipt.
#[component]
pub fn LeavePage(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let kept = RwSignal::new(None::<ActId>);
    let fields = LeaveFields::new(kid);
    let content = move || match kept.get() {
        None => view! { <LeaveForm kid fields kept /> }.into_any(),
        Some(act) => view! { <LeaveKept kid act /> }.into_any(),
    };
    view! {
        <AppBar
            title=t(words::act_leave_note) note=Signal::derive(move || Some(kid.line()))
            back=Screen::Family.path() back_word=t(words::back)
        />
        <main class="page stack" id="main">{content}</main>
    }
}
