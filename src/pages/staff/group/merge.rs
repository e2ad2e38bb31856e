//! A group ends and its children go on in another 并班 (T15): both sides count, and one act
//! moves everybody.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::child_day::State;
use yuanliu_domain::hand_over::GroupsMerged;
use yuanliu_domain::id::GroupId;

use super::super::acts::{Failed, knows};
use super::super::listed::{Room, place};
use super::super::model::Model;
use super::super::release::second_person;
use super::super::tablet::Prover;
use super::form::{CountFields, Counts, Names, wrong};
use super::group_of;
use super::taker::{Taker, proof_here};
use crate::components::{Button, ErrorSummary, Notice, SelectField};
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, t, words};

/// Most entries that one act says it knows of.
const MOST_KNOWN: usize = 50;

#[component]
pub fn Merge(
    /// The group that ends.
    group: GroupId,
    /// It is kept, in words.
    finished: Callback<String>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let counts = Counts::new();
    let (into, taker) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let listed = Signal::derive(move || Room::of(model, group).here.len());
    let others = move || {
        let (block, plan) = (group_of(model, group).map(|g| g.block), model.plan.get());
        model.roster.with(|roster| {
            let able = roster
                .groups
                .iter()
                .filter(|(id, g)| *id != group && Some(g.block) == block && !plan.ended(*id));
            able.map(|(id, g)| place(*id, g)).collect::<Vec<_>>()
        })
    };
    let options = Signal::derive(move || {
        let first = (String::new(), t(words::move_choose).to_owned());
        let others = others().into_iter();
        let option = |place: yuanliu_domain::school::Place| {
            (place.group.to_string(), format!("{} · {}", place.name, place.room))
        };
        std::iter::once(first).chain(others.map(option)).collect::<Vec<_>>()
    });
    let (prover, proof) = (Prover::get(), proof_here());
    let merge = move |()| {
        let room = untrack(|| Room::of(model, group));
        let picked = into.get_untracked();
        let place = untrack(others).into_iter().find(|place| place.group.to_string() == picked);
        let missing = match &place {
            None => vec![wrong("into", words::need_group)],
            Some(_) => vec![],
        };
        let Some(counted) = counts.check(room.here.len(), missing) else { return };
        let Some(into) = place else { return };
        // Who is on the way to the gate with somebody stays on that way.
        let out = room.out.iter().filter(|child| child.day.state() == State::OutOfRoom);
        let out: Vec<_> = out.collect();
        let mut knew: Vec<_> = out.iter().copied().chain(&room.here).flat_map(knows).collect();
        knew.sort();
        knew.dedup();
        knew.truncate(MOST_KNOWN);
        let to = second_person(model, &taker.get_untracked());
        let said = fill(words::merge_kept, &[&into.name]);
        let body = GroupsMerged {
            day: model.day.get_untracked(),
            into,
            proof: if to.is_some() { proof } else { Default::default() },
            to,
            children: room.ids(),
            out: out.iter().map(|child| child.id).collect(),
            given: counted.given,
            taken: counted.taken,
            reason: counted.reason,
        };
        let draft = Draft::new(Subject::Group(group), body).building_on(knew);
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
    let none = Memo::new(move |_| others().is_empty());
    view! {
        <Show
            when=move || !none.get()
            fallback=|| view! { <Notice>{t(words::merge_none)}</Notice> }
        >
            <div class="card stack">
                <p>{t(words::merge_hint)}</p>
                <ErrorSummary title=t(words::not_complete) errors=counts.errors />
                <SelectField
                    id="into" label=t(words::merge_into) value=into options
                    error=counts.error_of("into")
                />
                <Names group />
                <CountFields counts listed given=words::merge_given taken=words::merge_taken />
                <Taker value=taker label=t(words::merge_to) none=t(words::merge_myself) />
                <Failed why=failed />
                <Button block=true busy on_press=merge>{t(words::merge_keep)}</Button>
            </div>
        </Show>
    }
}
