//! Photos of an incident: of the hurt, of the place, of what was done.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;
use yuanliu_domain::incident::{Incident, IncidentPhoto, What};
use yuanliu_domain::photo::Pictured;

use super::step::About;
use crate::components::{Notice, SelectField};
use crate::pages::pictures::Pictures;
use crate::pages::staff::model::Model;
use crate::pages::staff::pictures::{Asked, adder, asks};
use crate::pages::staff::undoable::Undoable;
use crate::text::{format, incident, t, words};

/// The entry that a photo shows, in words; empty for the incident itself.
fn shows(one: &Incident, photo: &Pictured) -> String {
    let entry = one.entries.iter().find(|entry| Some(entry.act) == photo.entry);
    match entry.map(|entry| &entry.what) {
        Some(What::Step { step, .. }) => t(incident::step(*step)).to_owned(),
        _ => String::new(),
    }
}

/// The photos of an incident, each with what it shows.
pub fn pictures(one: &Incident) -> Vec<(String, Pictured)> {
    one.photos.iter().map(|photo| (shows(one, photo), photo.clone())).collect()
}

/// The photos, and the way to add one.
#[component]
pub fn Photos(
    /// Which.
    about: About,
    /// Its row.
    one: Signal<Option<Incident>>,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let space = model.space;
    // After its day the leader's row is the one that is left.
    let audience = match about.day == model.day.get_untracked() {
        true => Audience::Incidents(about.day),
        false => Audience::Leader,
    };
    let photos =
        Signal::derive(move || one.with(|one| one.as_ref().map(pictures).unwrap_or_default()));
    let picked = RwSignal::new(String::new());
    let entry = move || picked.get().parse::<ActId>().ok();
    let there = Signal::derive(move || {
        one.with(|one| one.as_ref().map_or(0, |one| one.pictures(entry()).count()))
    });
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t(words::incident_photo_first).to_owned())];
        one.with(|one| {
            for entry in one.iter().flat_map(Incident::counting) {
                if let What::Step { .. } = entry.what {
                    let said = format!("{} {}", format::time(entry.at), incident::entry(entry));
                    options.push((entry.act.to_string(), said));
                }
            }
        });
        options
    });
    let told = move || {
        let told = one.with(|one| {
            let mut entries = one.iter().flat_map(Incident::counting);
            entry().is_none_or(|entry| {
                entries.any(|other| {
                    other.act == entry
                        && matches!(&other.what, What::Step { step, .. } if step.is_told())
                })
            })
        });
        t(if told { words::incident_photo_told } else { words::incident_photo_private })
    };
    let draft = move |photo| {
        let entry = picked.with_untracked(|picked| picked.parse::<ActId>().ok());
        let answers = [about.incident].into_iter().chain(entry);
        let body = IncidentPhoto { day: about.day, incident: about.incident, entry, photo };
        about.draft(body).building_on(answers)
    };
    let words = asks(words::incident_photo, words::incident_photo_hint);
    let asked = Asked { id: "incident-photo".to_owned(), words, whole: false, then: None };
    let back = about.way_back(model, done);
    let adder = adder((model, done), asked, there, draft, back);
    let counts =
        Memo::new(move |_| one.with(|one| one.as_ref().is_some_and(|o| o.struck.is_none())));
    view! {
        <Pictures space audience photos />
        <div hidden=move || !counts.get()>
            <details class="no-print">
                <summary><span class="link-block">{t(words::picture_add)}</span></summary>
                <div class="stack stack-s">
                    <SelectField
                        id="incident-photo-of" label=t(words::incident_photo_of) value=picked options
                    />
                    <Notice>{told}</Notice>
                    {adder}
                </div>
            </details>
        </div>
    }
}
