//! Who takes the children: by PIN on a shared tablet; elsewhere named, not proved.

use leptos::prelude::*;
use yuanliu_domain::child_day::Proof;
use yuanliu_domain::id::PersonId;

use super::super::model::Model;
use super::super::release::second_person;
use super::super::tablet::{Prover, Tablet};
use super::proof_words;
use crate::components::{Button, ButtonLook, Glyph, Notice, NoticeTone, SelectField};
use crate::text::{t, words};

/// How firmly it is known who takes part on this device.
pub fn proof_here() -> Proof {
    if Tablet::here().is_some() { Proof::Pin } else { Proof::Named }
}

#[component]
pub fn Taker(
    /// The person's id; empty while nobody is chosen.
    value: RwSignal<String>,
    /// Whom it asks for.
    label: &'static str,
    /// What no answer means.
    none: &'static str,
    /// What is wrong.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    if Tablet::here().is_some() {
        return view! { <ByPin value label error /> }.into_any();
    }
    let model = Model::get();
    let options = Signal::derive(move || {
        let me = model.me();
        let mut options = vec![(String::new(), none.to_owned())];
        model.roster.with(|roster| {
            let others = roster.staff.iter().filter(|(id, _)| Some(*id) != me);
            options.extend(others.map(|(id, staff)| (id.to_string(), staff.name.clone())));
        });
        options
    });
    view! { <SelectField id="taker" label hint=t(words::hand_over_named) value options error /> }
        .into_any()
}

#[component]
fn ByPin(
    /// The person's id, once the PIN was right.
    value: RwSignal<String>,
    /// Whom it asks for.
    label: &'static str,
    /// What is wrong.
    error: MaybeProp<String>,
) -> impl IntoView {
    let model = Model::get();
    let prover = Prover::get();
    let confirmed = Callback::new(move |id: PersonId| value.set(id.to_string()));
    let ask = move |()| prover.second(confirmed);
    let name = move || second_person(model, &value.get()).map(|taker| taker.name);
    view! {
        <div class="section" id="taker" tabindex="-1">
            <p class="label">{label}</p>
            {move || error.get().map(|words| view! { <Notice tone=NoticeTone::Danger>{words}</Notice> })}
            {move || name().map(|name| view! {
                <Notice tone=NoticeTone::Good>
                    {format!("{name} · {}", proof_words(Proof::Pin))}
                </Notice>
            })}
            <Button look=ButtonLook::Quiet block=true glyph=Glyph::People on_press=ask>
                {move || t(if value.with(String::is_empty) { words::hand_over_ask } else { words::pin_change })}
            </Button>
        </div>
    }
}
