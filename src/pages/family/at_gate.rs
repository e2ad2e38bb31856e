//! 'I am at the gate' (P15): one tap while the child is in care, and the room is told.
//! It lets nobody go: the teacher looks at whoever comes, as always.

use leptos::prelude::*;
use yuanliu_domain::at_gate::{self, Arrival, Arrivals, AtGateWithdrawn};
use yuanliu_domain::audience::Audience;

use super::keeping::{Failed, Keeping, Whereabouts, whereabouts};
use super::kid::Kid;
use crate::components::{Button, ButtonLook, Glyph, Notice, NoticeTone};
use crate::text::{fill, format, refusal, t, words};

/// The tap; once somebody waits, what the school knows of it, and the way back.
#[component]
pub fn AtGate(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let keeping = Keeping::new();
    let waits = Memo::new(move |_| {
        let day = kid.today.get();
        let row = kid.space.replica.with(|r| r.get::<Arrivals>(Audience::Family(kid.id), day));
        let row = row.unwrap_or_default();
        kid.child.with(|child| row.waiting(&child.as_ref()?.day).next().cloned())
    });
    let in_care =
        Memo::new(move |_| kid.child.with(|c| c.as_ref().is_some_and(|c| c.day.state().in_care())));
    let say = move |()| {
        let day = kid.today.get_untracked();
        let knew = kid.child.with_untracked(|child| {
            child.as_ref().and_then(|child| child.day.last().map(|entry| entry.act))
        });
        let draft = kid.draft(at_gate::AtGate { day }).building_on(knew);
        keeping.keep(kid, draft, |_| ());
    };
    let shown = move || {
        match waits.get() {
        Some(arrival) => view! { <Told kid arrival keeping /> }.into_any(),
        None if in_care.get() => view! {
            <div class="stack stack-s">
                <Button look=ButtonLook::Quiet block=true glyph=Glyph::Door busy=keeping.busy on_press=say>
                    {t(words::at_gate_say)}
                </Button>
                <p class="soft small">{t(words::at_gate_note)}</p>
            </div>
        }
        .into_any(),
        None => ().into_any(),
    }
    };
    view! {
        {shown}
        <Failed keeping />
    }
}

/// Who waits, and whether the school knows.
#[component]
fn Told(
    /// The child.
    kid: Kid,
    /// Who waits.
    arrival: Arrival,
    /// The card's act.
    keeping: Keeping,
) -> impl IntoView {
    let (act, day) = (arrival.act, kid.today.get_untracked());
    // What another device wrote has come from the school.
    let place = Memo::new(move |_| {
        let own = kid.app.outbox.with(|outbox| outbox.iter().any(|kept| kept.id == act));
        if own { whereabouts(kid, act) } else { Whereabouts::School }
    });
    let time = format::time(arrival.at);
    let said = match Some(arrival.by) == kid.me() {
        true => fill(words::at_gate_mine, &[&time]),
        false if arrival.by_guardian() => {
            fill(words::at_gate_other, &[&kid.relation(arrival.by, &arrival.by_name), &time])
        }
        false => fill(words::at_gate_staff, &[&arrival.by_name, &time]),
    };
    let back = move |()| {
        let draft = kid.draft(AtGateWithdrawn { day, said: act }).building_on([act]);
        keeping.keep(kid, draft, |_| ());
    };
    let acts = move || {
        view! {
            <Button look=ButtonLook::Quiet small=true busy=keeping.busy on_press=back>
                {t(words::at_gate_back)}
            </Button>
        }
    };
    move || {
        let (tone, said) = match place.get() {
            Whereabouts::School => (NoticeTone::Good, said.clone()),
            Whereabouts::Here { offline: false } => {
                (NoticeTone::Info, t(words::at_gate_sending).to_owned())
            }
            Whereabouts::Here { offline: true } => {
                (NoticeTone::Offline, t(words::at_gate_offline).to_owned())
            }
            Whereabouts::TurnedAway(code) => (NoticeTone::Danger, refusal(&code).to_owned()),
        };
        view! { <Notice tone acts>{said}</Notice> }
    }
}
