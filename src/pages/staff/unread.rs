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
use crate::components::{Cell, CellGroup, CellLink, Notice, NoticeTone};
use crate::route::Screen;
use crate::state::{App, Link};
use crate::text::telling::word;
use crate::text::{fill, format, refusal, t, words};

/// The list; nothing while nobody has to be called.
#[component]
pub fn UnreadMessages() -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    // The last answer, and the number of the question that it answers.
    let found = RwSignal::new(None::<Result<CallList, String>>);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        app.tick.track();
        let online = app.link.get() == Link::Online;
        asked.update_value(|asked| *asked += 1);
        let question = asked.get_value();
        // The gate has no numbers.
        if !online || model.only_gate() {
            found.set(None);
            return;
        }
        spawn_local(async move {
            let list = api::unread(model.space.id).await;
            // A later question, or none any more, has its own answer.
            if asked.try_get_value() == Some(question) {
                found.try_set(Some(list.map_err(|failure| refusal(failure.code()).to_owned())));
            }
        });
    });
    // Nothing known is not nobody: it is said.
    let offline = move || app.link.get() != Link::Online && !model.only_gate();
    let failed = move || {
        let why = found.with(|found| found.as_ref()?.as_ref().err().cloned())?;
        let title = t(words::unread_failed);
        Some(view! { <Notice tone=NoticeTone::Warning title>{why}</Notice> })
    };
    let list = move || {
        let found = found.get()?.ok().filter(|found| !found.list.is_empty());
        let CallList { list, all } = found?;
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
        {failed}
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
