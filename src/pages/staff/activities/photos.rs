//! Photos of an activity: who can be seen on them is ticked first, because on that depends
//! whether families see them.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::activity::{ActivityPhoto, Depicted, Logged, PhotoConsents};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, GroupId};
use yuanliu_domain::photo::{PhotoHash, Pictured};

use super::entry::strike;
use super::log_of;
use crate::components::{Notice, Tick, Ticks};
use crate::pages::pictures::{Pictures, Wrong};
use crate::pages::staff::model::Model;
use crate::pages::staff::pictures::{Asked, adder, asks, may_strike};
use crate::pages::staff::undoable::{Undoable, WayBack};
use crate::state::Draft;
use crate::text::{fill, series, t, words};

/// Whether families may see a photo with this child on it; follows the rows.
fn agreed(model: Model, child: ChildId) -> bool {
    let consents = model.space.replica.with(|r| r.get::<PhotoConsents>(Audience::Roll, child));
    consents.is_some_and(|consents| consents.holds())
}

fn name(model: Model, child: ChildId) -> String {
    let name = model.roster.with(|roster| roster.child(child).map(|card| card.name.clone()));
    name.unwrap_or_else(|| t(words::child_unlisted).to_owned())
}

/// Who is on a photo, and who sees it. Follows the rows.
fn caption(model: Model, depicted: &Depicted) -> String {
    let names: Vec<String> = depicted.shown.iter().map(|child| name(model, *child)).collect();
    let who = match names.is_empty() {
        true => t(words::album_nobody).to_owned(),
        false => series(names),
    };
    let all = depicted.shown.iter().all(|child| agreed(model, *child));
    format!("{who} · {}", t(if all { words::album_for_families } else { words::album_for_staff }))
}

/// The photos of an entry, and the way to add one.
#[component]
pub fn ActivityPhotos(
    /// The group.
    group: GroupId,
    /// The entry.
    entry: Logged,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let (act, day) = (entry.act, entry.said.day);
    let children = StoredValue::new(entry.said.children.clone());
    let depicted = Memo::new(move |_| {
        let entry = log_of(model, group).list.into_iter().find(|entry| entry.act == act);
        entry.map(|entry| entry.photos).unwrap_or_default()
    });
    let photos = Signal::derive(move || {
        let all = depicted.get();
        let one = |depicted: &Depicted| (caption(model, depicted), depicted.photo.clone());
        all.iter().map(one).collect::<Vec<(String, Pictured)>>()
    });
    let there = Signal::derive(move || {
        depicted.with(|all| all.iter().filter(|one| one.photo.struck.is_none()).count())
    });
    let nobody = RwSignal::new(false);
    let ticks: Vec<(ChildId, RwSignal<bool>)> =
        entry.said.children.iter().map(|child| (*child, RwSignal::new(false))).collect();
    let items: Vec<Tick> = ticks
        .iter()
        .map(|(child, on)| {
            let (child, on) = (*child, *on);
            let no = move || if agreed(model, child) { "" } else { t(words::album_no_consent) };
            Tick {
                word: Signal::derive(move || name(model, child)),
                note: Signal::derive(move || no().to_owned()),
                on,
            }
        })
        .collect();
    let none = Tick {
        word: Signal::derive(|| t(words::album_nobody).to_owned()),
        note: Signal::stored(String::new()),
        on: nobody,
    };
    let ticks = StoredValue::new(ticks);
    let shown = move || -> Vec<ChildId> {
        let ticked = |(child, on): &(ChildId, RwSignal<bool>)| on.get().then_some(*child);
        ticks.with_value(|ticks| ticks.iter().filter_map(ticked).collect())
    };
    // 'Nobody' is said, too, and not what is left when somebody forgot to tick.
    let said = Memo::new(move |_| shown().is_empty() == nobody.get());
    let told = move || {
        let without = shown().into_iter().filter(|child| !agreed(model, *child)).count();
        match without {
            0 => t(words::album_all_agree).to_owned(),
            without => fill(words::album_some_not, &[&without]),
        }
    };
    let draft = move |photo: PhotoHash| {
        let children = children.get_value();
        let body = ActivityPhoto { day, activity: act, children, shown: untrack(shown), photo };
        Draft::new(Subject::Group(group), body).building_on([act])
    };
    let strikes = move |photo: ActId, reason: &str| {
        strike(group, day, (photo, children.get_value()), reason.to_owned())
    };
    let back: WayBack = Arc::new(move |acts: Vec<ActId>| {
        let drafts = acts.into_iter().map(|photo| strikes(photo, t(words::undone))).collect();
        done.keep(model, drafts, t(words::em_said_undone).to_owned(), None);
    });
    let wrong = Wrong {
        may: Callback::new(move |by| untrack(|| may_strike(model, by))),
        strike: Callback::new(move |photo| {
            let draft = strikes(photo, t(words::picture_wrong_reason));
            done.keep(model, vec![draft], t(words::picture_taken_away).to_owned(), None);
        }),
    };
    let asked = Asked {
        id: format!("album-{act}"),
        words: asks(words::album_photo, words::album_photo_hint),
        whole: false,
        // Who was on the last photo says nothing about the next one.
        then: Some(Callback::new(move |()| {
            nobody.set(false);
            ticks.with_value(|ticks| ticks.iter().for_each(|(_, on)| on.set(false)));
        })),
    };
    let adder = adder((model, done), asked, there, draft, back);
    let (space, audience) = (model.space, Audience::Day(day));
    view! {
        <Pictures space audience photos wrong />
        <details>
            <summary><span class="link-block">{t(words::picture_add)}</span></summary>
            <div class="stack stack-s">
                <Ticks
                    id=format!("shown-{act}") legend=t(words::album_who)
                    items=[vec![none], items].concat() side=true
                />
                <Show when=move || !said.get()><p class="soft small">{t(words::album_need_who)}</p></Show>
                <div class="stack stack-s" hidden=move || !said.get()>
                    <Notice>{told}</Notice>
                    {adder}
                </div>
            </div>
        </details>
    }
}
