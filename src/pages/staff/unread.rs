//! Urgent messages that nobody of the family read in time (P7): whom to call now. The
//! server alone knows who has read what, so that the list is asked for and not predicted;
//! each line leads to the screen on which the call is made and recorded.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::people::Guardians;
use yuanliu_sync::wire::{CallList, Message, Unread};

use super::model::Model;
use crate::api;
use crate::components::{Cell, CellGroup, CellLink};
use crate::route::Screen;
use crate::state::{App, Link};
use crate::text::telling::word;
use crate::text::{fill, format, t, words};

/// The list; nothing while nobody has to be called.
#[component]
pub fn UnreadMessages() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let found = RwSignal::new(None::<CallList>);
    Effect::new(move |_| {
        app.tick.track();
        let online = app.link.get() == Link::Online;
        // The gate has no numbers.
        if !online || model.only_gate() {
            found.set(None);
            return;
        }
        spawn_local(async move {
            if let Ok(list) = api::unread(model.space.id).await {
                found.try_set(Some(list));
            }
        });
    });
    let offline = move || app.link.get() == Link::Offline && !model.only_gate();
    let list = move || {
        let CallList { list, all } = found.get().filter(|found| !found.list.is_empty())?;
        let more = (all as usize).saturating_sub(list.len());
        let more = (more > 0).then(|| view! { <Cell title=fill(words::unread_more, &[&more]) /> });
        Some(view! {
            <CellGroup title=t(words::unread_title) note=t(words::unread_note)>
                {list.into_iter().map(|unread| view! { <Line unread /> }).collect_view()}
                {more}
            </CellGroup>
        })
    };
    view! {
        {list}
        <Show when=offline><p class="soft small">{t(words::unread_offline)}</p></Show>
    }
}

#[component]
fn Line(
    /// Who has not read what.
    unread: Unread,
) -> impl IntoView {
    let model = Model::get();
    let Unread { child, person, kind, since, handed } = unread;
    let relation = move || {
        let guardians = model.space.replica.with(|r| r.get::<Guardians>(Audience::Roll, child));
        let mut people = guardians.unwrap_or_default().people.into_iter();
        let guardian = people.find(|guardian| guardian.person == person);
        guardian.map(|guardian| guardian.relation).unwrap_or_default()
    };
    let title = Signal::derive(move || {
        let card = model.roster.with(|roster| roster.child(child).cloned());
        let name = card.map(|card| format!("{} {:02} {}", card.class_name, card.number, card.name));
        format!("{} · {}", name.unwrap_or_default(), relation())
    });
    let note = fill(words::unread_line, &[&t(word(kind)), &format::time(since)]);
    let note = if handed { fill(words::unread_handed, &[&note]) } else { note };
    let href = match kind {
        Message::NotArrived => Screen::Missing,
        Message::Late => Screen::Left,
        Message::Hurt => Screen::Incidents,
        _ => Screen::Child(child),
    };
    view! { <CellLink href=href.path() title note /> }
}
