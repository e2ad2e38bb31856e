//! Faults that are open, each with the way to say what was done and by whom.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::check::{Fault, FaultClosed, of_fault_key};

use super::faults as all;
use super::photos::FaultPhotos;
use crate::components::{Button, ButtonLook, Field, TextArea};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::Undoable;
use crate::platform;
use crate::state::{App, Draft};
use crate::text::{checks, fill, format, t, words};

/// 消防 · 教学楼二层 · 灭火器没有过期：203 门口的一只过期了.
fn fault_words(fault: &Fault) -> String {
    let parts = [t(checks::area(fault.area)), fault.place.trim(), fault.item.as_str()];
    let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    format!("{said}{}{}", t(words::colon), fault.words.trim())
}

/// The list, and what was seen to today.
#[component]
pub fn Faults(
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let open = Memo::new(move |_| {
        let mut open = all(model);
        open.retain(|(_, fault)| fault.mended.is_none());
        open
    });
    let today = Memo::new(move |_| {
        let day = model.day.get();
        let mut mended = all(model);
        mended.retain(|(_, fault)| fault.mended.as_ref().is_some_and(|m| m.at.day() == day));
        mended
    });
    let card = move |(key, fault): (String, Fault)| view! { <One key fault done /> };
    let mended = move |(key, fault): (String, Fault)| view! { <Mended key fault done /> };
    view! {
        <section class="section stack">
            <h2 class="section-title">
                {move || fill(words::checks_faults, &[&open.with(Vec::len)])}
            </h2>
            <For each=move || open.get() key=|(key, _)| key.clone() children=card />
            {move || open.with(Vec::is_empty).then(|| view! { <p>{t(words::checks_no_faults)}</p> })}
        </section>
        <Show when=move || !today.with(Vec::is_empty)>
            <section class="section stack">
                <h2 class="section-title">{t(words::checks_mended)}</h2>
                <For each=move || today.get() key=|(key, _)| key.clone() children=mended />
            </section>
        </Show>
    }
}

/// A fault that was seen to today, with the proof.
#[component]
fn Mended(
    /// Check and item.
    key: String,
    /// The fault.
    fault: Fault,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let said = fault_words(&fault);
    let note = fault.mended.map(|mended| {
        fill(words::fault_mended, &[&format::time(mended.at), &mended.done, &mended.done_by])
    });
    view! {
        <div class="card stack stack-s">
            <p class="strong">{said}</p>
            <p class="soft small">{note}</p>
            <FaultPhotos key proof=true done />
        </div>
    }
}

#[component]
fn One(
    /// Check and item.
    key: String,
    /// The fault.
    fault: Fault,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let open = RwSignal::new(false);
    let me = app.who.with_untracked(|who| who.as_ref().map(|who| who.name.clone()));
    let (what, who) = (RwSignal::new(String::new()), RwSignal::new(me.unwrap_or_default()));
    let need = RwSignal::new(false);
    let id = platform::new_id();
    let said = fault_words(&fault);
    let found = fill(words::fault_found, &[&format::moment(fault.at), &fault.by_name]);
    let item = fault.item.clone();
    let key = StoredValue::new(key);
    let keep = Callback::new(move |()| {
        let text = |of: RwSignal<String>| of.with_untracked(|text| text.trim().to_owned());
        let (what, who) = (text(what), text(who));
        let fits =
            (1..=1000).contains(&what.chars().count()) && (1..=40).contains(&who.chars().count());
        need.set(!fits);
        let (true, Some((check, nth))) = (fits, key.with_value(|key| of_fault_key(key))) else {
            return;
        };
        let body = FaultClosed { check, item: nth, done: what, done_by: who };
        let draft = Draft::new(Subject::School, body).building_on([check]);
        done.keep(model, vec![draft], fill(words::fault_said, &[&item]), None);
    });
    let error = MaybeProp::derive(move || need.get().then(|| t(words::fault_need).to_owned()));
    let form = move || {
        open.get().then(|| {
            view! {
                <TextArea id=format!("done-{id}") label=t(words::fault_done) value=what error />
                <Field id=format!("by-{id}") label=t(words::fault_done_by) value=who />
                <FaultPhotos key=key.get_value() proof=true done />
                <Button block=true on_press=keep>{t(words::fault_mend)}</Button>
            }
        })
    };
    let toggle = move |()| open.update(|open| *open = !*open);
    view! {
        <div class="card stack stack-s">
            <p class="strong">{said}</p>
            <p class="soft small">{found}</p>
            <FaultPhotos key=key.get_value() proof=false done />
            <Show when=move || !open.get()>
                <Button look=ButtonLook::Quiet block=true on_press=toggle>{t(words::fault_mend)}</Button>
            </Show>
            {form}
        </div>
    }
}
