//! A wrong entry: struck with a reason, and still readable (R5).

use leptos::prelude::*;
use yuanliu_domain::id::ActId;
use yuanliu_domain::incident::{Incident, What};

use super::step::About;
use crate::components::{Button, ButtonLook, Field, SelectField};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::Undoable;
use crate::text::{fill, format, incident, t, words};

/// What this person may strike: what they wrote, a leader all but what a guardian has read.
fn mine(model: Model, id: ActId, one: &Incident) -> Vec<(String, String)> {
    let (me, leads) = (model.me(), model.leads());
    let may = |by| leads || Some(by) == me;
    let entries = one.counting().filter(|entry| entry.what != What::Acknowledged && may(entry.by));
    let mut listed: Vec<(String, String)> = entries
        .map(|entry| {
            let said = format!("{} {}", format::time(entry.at), incident::entry(entry));
            (entry.act.to_string(), said)
        })
        .collect();
    let photos = one.photos.iter().filter(|photo| photo.struck.is_none() && may(photo.by));
    listed.extend(photos.map(|photo| {
        let said = fill(words::picture_by, &[&format::time(photo.at), &photo.by_name]);
        (photo.act.to_string(), fill(words::incident_photo_line, &[&said]))
    }));
    if one.struck.is_none() && may(one.by) {
        listed.push((id.to_string(), t(words::incident_whole).to_owned()));
    }
    listed
}

/// The form; nothing where there is nothing that this person may strike.
#[component]
pub fn Wrong(
    /// The incident.
    about: About,
    /// Its row.
    one: Signal<Option<Incident>>,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let (which, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let need = RwSignal::new(false);
    let listed = Memo::new(move |_| {
        one.with(|one| one.as_ref().map(|one| mine(model, about.incident, one)).unwrap_or_default())
    });
    let options = Signal::derive(move || {
        let first = (String::new(), t(words::incident_wrong_which).to_owned());
        [first].into_iter().chain(listed.get()).collect::<Vec<_>>()
    });
    let keep = Callback::new(move |()| {
        let reason = why.with_untracked(|why| why.trim().to_owned());
        let original: Option<ActId> = which.get_untracked().parse().ok();
        let wrong = original.is_none() || !(1..=1000).contains(&reason.chars().count());
        need.set(wrong);
        let (false, Some(original)) = (wrong, original) else { return };
        let as_leader = untrack(|| model.leads());
        let draft = about.strikes(original, as_leader, reason);
        let said = t(words::incident_wrong_said).to_owned();
        done.keep_then(model, vec![draft], said, None, move || {
            which.try_set(String::new());
            why.try_set(String::new());
        });
    });
    let error =
        MaybeProp::derive(move || need.get().then(|| t(words::incident_wrong_need).to_owned()));
    view! {
        <Show when=move || !listed.with(Vec::is_empty)>
            <details class="no-print">
                <summary><span class="link-block">{t(words::incident_wrong)}</span></summary>
                <div class="stack stack-s">
                    <p class="soft small">{t(words::incident_wrong_note)}</p>
                    <SelectField
                        id="wrong-which" label=t(words::incident_wrong_which) value=which options
                        error
                    />
                    <Field id="wrong-why" label=t(words::incident_wrong_why) value=why />
                    <Button look=ButtonLook::Quiet block=true busy=done.busy on_press=keep>
                        {t(words::incident_wrong_keep)}
                    </Button>
                </div>
            </details>
        </Show>
    }
}

/// Why the whole no longer counts, in words.
pub fn struck_words(one: &Incident) -> Option<String> {
    let struck = one.struck.as_ref()?;
    Some(match struck.reason.trim() {
        "" => fill(words::incident_is_struck_by, &[&struck.by_name]),
        reason => fill(words::incident_is_struck, &[&reason, &struck.by_name]),
    })
}
