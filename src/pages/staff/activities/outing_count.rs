//! A blind count on an outing: the number that somebody sees comes before the number of the
//! list. Different is counted again, or kept with a reason.

use leptos::prelude::*;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::outing::Heads;

use crate::components::{Button, ButtonLook, NumberPad};
use crate::pages::staff::group::Differs;
use crate::pages::staff::listed::Room;
use crate::pages::staff::model::Model;
use crate::text::{fill, t, words};

/// The pad, then the two numbers if they differ.
#[component]
pub fn Blind(
    /// The group.
    group: GroupId,
    /// What is counted.
    label: String,
    /// The count, explained if it differs.
    counted: Callback<Heads>,
    /// Nothing is counted after all.
    cancel: Callback<()>,
) -> impl IntoView {
    let model = Model::get();
    let (typed, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let differs = RwSignal::new(None::<(u16, Room)>);
    let (unexplained, busy) = (RwSignal::new(false), RwSignal::new(false));
    let heads = |counted: u16, room: &Room, reason: String| Heads {
        counted,
        expected: room.here.len() as u16,
        children: [room.ids(), room.out_ids()].concat(),
        reason,
    };
    let sure = move |()| {
        let Ok(number) = typed.get_untracked().parse::<u16>() else { return };
        // Looked up now: the list may have changed while somebody counted.
        let room = untrack(|| Room::of(model, group));
        match room.here.len() == usize::from(number) {
            true => counted.run(heads(number, &room, String::new())),
            false => differs.set(Some((number, room))),
        }
    };
    let again = Callback::new(move |()| {
        typed.set(String::new());
        differs.set(None);
    });
    let explained = Callback::new(move |()| {
        let Some((number, room)) = differs.get_untracked() else { return };
        let why = reason.with_untracked(|why| why.trim().to_owned());
        let fits = (1..=1000).contains(&why.chars().count());
        unexplained.set(!fits);
        if fits {
            counted.run(heads(number, &room, why));
        }
    });
    let error = Signal::derive(move || unexplained.get().then(|| t(words::need_reason).to_owned()));
    let number = move || {
        let typed = typed.get();
        match typed.is_empty() {
            true => t(words::count_nothing).to_owned(),
            false => fill(words::count_typed, &[&typed]),
        }
    };
    let title = label.clone();
    let shown = move || {
        match differs.get() {
        None => view! {
            <p>{t(words::count_how_many)}</p>
            <NumberPad
                value=typed label=label.clone() typed=Signal::derive(number)
                clear=t(words::count_clear) back=t(words::number_back)
            />
            <Button block=true disabled=Signal::derive(move || typed.with(String::is_empty)) on_press=sure>
                {t(words::count_sure)}
            </Button>
        }
        .into_any(),
        Some((number, room)) => {
            view! { <Differs counted=number room again reason error busy explained /> }.into_any()
        }
    }
    };
    view! {
        <section class="section stack">
            <h2 class="section-title">{title}</h2>
            {shown}
            <Button look=ButtonLook::Plain on_press=cancel>{t(words::cancel)}</Button>
        </section>
    }
}
