//! The start of a term (P11): last term's choice, 'as before' with one tap, or changed; for
//! each child by itself. Nothing happens to whoever does not answer.

use leptos::prelude::*;
use yuanliu_domain::choice::{Choose, Chosen};
use yuanliu_domain::id::ActId;
use yuanliu_domain::term::{Asked, asked};

use super::keeping::{Failed, Keeping, Kept};
use super::kid::Kid;
use super::phrases;
use crate::components::{Button, ButtonLink, ButtonLook, Notice};
use crate::route::Screen;
use crate::text::{fill, t, words};

/// The question, until it is answered; then what was kept.
#[component]
pub fn TermStart(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let keeping = Keeping::new();
    let kept = RwSignal::new(None::<(ActId, String)>);
    let question = Memo::new(move |_| {
        let today = kid.today.get();
        kid.child.with(|child| asked(child.as_ref()?.pattern.as_deref(), today))
    });
    let as_before = move |chosen: &Chosen| {
        let (from, week) = (kid.today.get_untracked(), chosen.choice.week.clone());
        let said = [&phrases::date(from, from) as &dyn std::fmt::Display, &phrases::week(&week)];
        let said = fill(words::term_kept, &said);
        keeping.keep(kid, kid.draft(Choose { from, until: None, week }), move |act| {
            kept.set(Some((act, said)));
        });
    };
    let shown = move || {
        let title = fill(words::term_title, &[&kid.given()]);
        let to_choice = Screen::Choice(kid.id).path();
        let chosen = match question.get()? {
            Asked::AsBefore(chosen) => chosen,
            Asked::Empty => {
                let acts =
                    move || view! { <Way href=to_choice.clone() word=t(words::term_choose) /> };
                return Some(
                    view! { <Notice title acts>{t(words::term_empty)}</Notice> }.into_any(),
                );
            }
        };
        let holds = chosen.choice.until.is_none_or(|until| until >= kid.today.get());
        let then = t(if holds { words::term_holds } else { words::term_over });
        let last = fill(words::term_last, &[&phrases::week(&chosen.choice.week)]);
        let chosen = StoredValue::new(chosen);
        let acts = move || {
            view! {
                <Button
                    look=ButtonLook::Quiet small=true busy=keeping.busy
                    on_press=move |()| chosen.with_value(as_before)
                >
                    {t(words::term_as_before)}
                </Button>
                <Way href=to_choice.clone() word=t(words::term_change) />
            }
        };
        Some(view! { <Notice title acts>{last} " " {then}</Notice> }.into_any())
    };
    view! {
        {shown}
        {move || kept.get().map(|(act, said)| view! { <Kept kid act said /> })}
        <Failed keeping />
    }
}

#[component]
fn Way(
    /// Where to.
    href: String,
    /// What it says.
    word: &'static str,
) -> impl IntoView {
    view! { <ButtonLink href look=ButtonLook::Quiet small=true>{word}</ButtonLink> }
}
