//! The note is kept: where it is, in the words of WORDS 5 and 6.

use leptos::prelude::*;
use yuanliu_domain::id::ActId;
use yuanliu_domain::leave::{LeaveNote, Reason};

use crate::components::{ButtonLink, ButtonLook, Notice, NoticeTone};
use crate::pages::family::home::DutyRoom;
use crate::pages::family::keeping::{Whereabouts, whereabouts};
use crate::pages::family::kid::Kid;
use crate::pages::family::receipt::ReceiptView;
use crate::pages::family::summary::body;
use crate::route::Screen;
use crate::state::App;
use crate::text::{fill, format, refusal, t, words};

/// The receipt that follows the form.
#[component]
pub fn LeaveKept(
    /// The child.
    kid: Kid,
    /// The note.
    act: ActId,
) -> impl IntoView {
    let at = Memo::new(move |_| whereabouts(kid, act));
    view! {
        {move || said(kid, act, at.get())}
        <div class="card">
            <ReceiptView kid act on_object=|_| () />
        </div>
        <Show when=move || at.get() != Whereabouts::School>
            <DutyRoom kid />
        </Show>
        <Evictable app=kid.app />
        <ButtonLink href=Screen::Family.path() block=true>{t(words::fam_to_home)}</ButtonLink>
        <ButtonLink look=ButtonLook::Quiet block=true href=Screen::LeavePaper(kid.id, act).path()>
            {t(words::fam_print)}
        </ButtonLink>
    }
}

fn said(kid: Kid, act: ActId, at: Whereabouts) -> AnyView {
    match at {
        Whereabouts::TurnedAway(code) => view! {
            <Notice tone=NoticeTone::Danger title=t(words::turned_away)>{refusal(&code)}</Notice>
        }
        .into_any(),
        Whereabouts::Here { offline: true } => view! {
            <Notice tone=NoticeTone::Offline title=t(words::kept_here)>{t(words::fam_leave_kept)}</Notice>
        }
        .into_any(),
        Whereabouts::Here { offline: false } => view! {
            <Notice title=t(words::kept_here)>{t(words::fam_on_its_way)}</Notice>
        }
        .into_any(),
        Whereabouts::School => view! {
            <Notice tone=NoticeTone::Good title=t(words::at_school)>{received(kid, act)}</Notice>
        }
        .into_any(),
    }
}

/// 请假单已送达学校（15:02），无需审批，今天按请假登记。祝孩子早日康复。
fn received(kid: Kid, act: ActId) -> String {
    let receipt = kid.receipt(act);
    let note: Option<LeaveNote> = receipt.as_ref().and_then(|r| body(r, "leave_note"));
    let at = receipt.and_then(|r| r.received).map(format::time).unwrap_or_default();
    let today = kid.today.get();
    let only_today = note.as_ref().is_some_and(|n| n.from == today && n.until == today);
    let word = if only_today { words::fam_leave_received_today } else { words::fam_leave_received };
    let mut said = fill(word, &[&at]);
    if note.is_some_and(|n| n.reason == Reason::Sick) {
        said.push_str(t(words::fam_get_well));
    }
    said
}

/// In WeChat's browser a cleared cache can take a note that is not at the school.
#[component]
fn Evictable(
    /// The store.
    app: App,
) -> impl IntoView {
    view! {
        <Show when=move || app.evictable.get() && app.unsent() != 0>
            <Notice tone=NoticeTone::Warning>{t(words::evictable)}</Notice>
        </Show>
    }
}
