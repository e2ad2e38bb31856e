//! The giving teacher hands the group to the taking one 交接班 (T4).

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ClassEnd;
use yuanliu_domain::group_day::GroupWhat;
use yuanliu_domain::hand_over::HandedOver;
use yuanliu_domain::id::GroupId;

use super::super::acts::Failed;
use super::super::listed::Room;
use super::super::model::Model;
use super::super::release::second_person;
use super::super::tablet::Prover;
use super::form::{CountFields, Counts, Names, wrong};
use super::group_of;
use super::taker::{Taker, proof_here};
use crate::components::{Button, ErrorSummary, TextArea};
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, t, words};

/// Longest text that is carried over, in characters.
const MOST: usize = 1000;

/// Notes that wait for the next teacher: of the classes' end of lessons, and of the last
/// hand-over of this group.
fn open_notes(model: Model, group: GroupId) -> String {
    let of_day = Audience::Day(model.day.get());
    let classes = group_of(model, group).map(|group| group.classes).unwrap_or_default();
    let ends = classes.into_iter().filter_map(|class| {
        let end = model.space.replica.with(|r| r.get::<ClassEnd>(of_day, class))?;
        (!end.note.is_empty()).then(|| format!("{}{}{}", end.by_name, t(words::colon), end.note))
    });
    let last = model.group_days.with(|days| {
        days.get(&group)?.entries.iter().rev().find_map(|entry| match &entry.what {
            GroupWhat::HandedOver(given) => Some(given.notes.clone()),
            _ => None,
        })
    });
    // The last hand-over has carried the notes of the classes already.
    let notes = last.unwrap_or_else(|| ends.collect::<Vec<_>>().join("\n"));
    notes.chars().take(MOST).collect()
}

#[component]
pub fn HandOver(
    /// The group.
    group: GroupId,
    /// It is kept, in words.
    finished: Callback<String>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let counts = Counts::new();
    let taker = RwSignal::new(String::new());
    let notes = RwSignal::new(untrack(|| open_notes(model, group)));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let listed = Signal::derive(move || Room::of(model, group).here.len());
    let (prover, proof) = (Prover::get(), proof_here());
    let hand_over = move |()| {
        let room = untrack(|| Room::of(model, group));
        let to = second_person(model, &taker.get_untracked());
        let text = notes.get_untracked().trim().to_owned();
        let mut more = vec![];
        if to.is_none() {
            more.push(wrong("taker", words::need_taker));
        }
        if text.chars().count() > MOST {
            more.push(wrong("notes", words::too_long));
        }
        let Some(counted) = counts.check(room.here.len(), more) else { return };
        let Some(to) = to else { return };
        let said = fill(words::hand_over_kept, &[&to.name]);
        let body = HandedOver {
            day: model.day.get_untracked(),
            to,
            proof,
            children: room.ids(),
            out: room.out_ids(),
            given: counted.given,
            taken: counted.taken,
            reason: counted.reason,
            notes: text,
        };
        let draft = Draft::new(Subject::Group(group), body);
        prover.again(Callback::new(move |()| {
            let (draft, said) = (draft.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                let kept = app.keep(model.space, draft).await;
                busy.try_set(false);
                match kept {
                    Ok(_) => drop(finished.try_run(said)),
                    Err(why) => drop(failed.try_set(Some(why))),
                }
            });
        }));
    };
    view! {
        <div class="card stack">
            <ErrorSummary title=t(words::not_complete) errors=counts.errors />
            <Names group />
            <TextArea
                id="notes" label=t(words::hand_over_notes) hint=t(words::hand_over_notes_hint)
                value=notes error=counts.error_of("notes")
            />
            <CountFields counts listed given=words::hand_over_given taken=words::hand_over_taken />
            <Taker
                value=taker label=t(words::hand_over_to) none=t(words::choose_person)
                error=counts.error_of("taker")
            />
            <Failed why=failed />
            <Button block=true busy on_press=hand_over>{t(words::hand_over_keep)}</Button>
        </div>
    }
}
