//! A group's outings today: leaving, arriving, returning, each with a count and its time.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::{ActId, ChildId, GroupId};
use yuanliu_domain::outing::{Heads, Outing, OutingCounted, OutingLeft, Stage};

use super::entry::strike;
use super::outing_count::Blind;
use super::outing_one::{One, count_words};
use super::{OfGroup, outings_of};
use crate::components::{Button, ButtonLook, ErrorSummary, Field, FieldError, SelectField};
use crate::pages::staff::model::Model;
use crate::pages::staff::release::second_person;
use crate::pages::staff::undoable::{LastDone, Undoable, WayBack};
use crate::state::Draft;
use crate::text::{Word, activity, fill, t, words};

/// The page.
#[component]
pub fn OutingPage(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    view! { <OfGroup title=words::outing_title id><Body id /></OfGroup> }
}

#[component]
fn Body(
    /// The group.
    id: GroupId,
) -> impl IntoView {
    let model = Model::get();
    let done = Undoable::new();
    let outings = Memo::new(move |_| outings_of(model, id));
    let out = Memo::new(move |_| outings.with(|outings| outings.out().cloned()));
    let under_way = Memo::new(move |_| out.with(|out| out.as_ref().map(|outing| outing.act)));
    let next = move || match under_way.get() {
        Some(_) => view! { <OnTheWay id out done /> }.into_any(),
        None => view! { <Leave id done /> }.into_any(),
    };
    let card = move |outing: Outing| view! { <One id outing done /> };
    // Drawn anew with every entry.
    let key = |outing: &Outing| {
        let struck = outing.counts.iter().filter(|count| count.struck.is_some()).count();
        (outing.act, outing.counts.len(), struck, outing.struck.is_some())
    };
    view! {
        <p class="soft small">{t(words::outing_stay)}</p>
        {next}
        <section class="section stack">
            <h2 class="section-title">{t(words::outing_today)}</h2>
            {move || outings.with(|outings| outings.list.is_empty()).then(|| view! {
                <p>{t(words::outing_none)}</p>
            })}
            <For each=move || outings.get().list key=key children=card />
        </section>
        <LastDone of=done />
    }
}

/// Strikes the acts of a gesture: undo.
fn way_back(model: Model, group: GroupId, children: Vec<ChildId>, done: Undoable) -> WayBack {
    Arc::new(move |acts: Vec<ActId>| {
        let day = model.day.get_untracked();
        let wrong = |act| strike(group, day, (act, children.clone()), t(words::undone).into());
        let drafts = acts.into_iter().map(wrong).collect();
        done.keep(model, drafts, t(words::undone).to_owned(), None);
    })
}

/// Where to, who leads, and the count at leaving.
#[component]
fn Leave(
    /// The group.
    id: GroupId,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let to = RwSignal::new(String::new());
    let me = untrack(|| model.me()).map(|me| me.to_string()).unwrap_or_default();
    let leads = RwSignal::new(me);
    let counting = RwSignal::new(false);
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let staff = Signal::derive(move || {
        let mut options = vec![(String::new(), t(words::choose_person).to_owned())];
        model.roster.with(|roster| {
            let staff = roster.staff.iter().map(|(id, staff)| (id.to_string(), staff.name.clone()));
            options.extend(staff);
        });
        options
    });
    let start = Callback::new(move |()| {
        let length = to.with_untracked(|to| to.trim().chars().count());
        let named = second_person(model, &leads.get_untracked()).is_some();
        let wrong = [
            (!(1..=40).contains(&length), "outing-where", words::outing_need_where),
            (!named, "outing-leads", words::outing_need_leads),
        ];
        let wrong = wrong.into_iter().filter(|(wrong, ..)| *wrong);
        let wrong: Vec<_> = wrong
            .map(|(_, id, word)| FieldError { id: id.into(), words: t(word).into() })
            .collect();
        counting.set(wrong.is_empty());
        errors.set(wrong);
    });
    let left = Callback::new(move |heads: Heads| {
        let Some(leads) = second_person(model, &leads.get_untracked()) else { return };
        let destination = to.with_untracked(|to| to.trim().to_owned());
        let said = fill(words::outing_left, &[&destination, &activity::heads(&heads)]);
        let said = fill(words::outing_said, &[&said]);
        let back = way_back(model, id, heads.children.clone(), done);
        let body = OutingLeft { day: model.day.get_untracked(), destination, leads, heads };
        let draft = Draft::new(Subject::Group(id), body);
        done.keep_then(model, vec![draft], said, Some(back), move || _ = counting.try_set(false));
    });
    let error = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let base = move |word: Word| {
        let there = move |()| to.set(t(word).to_owned());
        view! { <Button look=ButtonLook::Quiet on_press=there>{t(word)}</Button> }
    };
    let bases = move || [words::outing_youth, words::outing_base].map(base).collect_view();
    let cancel = Callback::new(move |()| counting.set(false));
    move || match counting.get() {
        true => {
            let label = fill(words::outing_count_now, &[&t(words::outing_stage_left)]);
            view! { <Blind group=id label counted=left cancel /> }.into_any()
        }
        false => view! {
            <section class="section stack">
                <ErrorSummary title=t(words::not_complete) errors />
                <Field
                    id="outing-where" label=t(words::outing_where) value=to
                    error=error("outing-where")
                />
                <div class="columns">{bases()}</div>
                <SelectField
                    id="outing-leads" label=t(words::outing_leads) value=leads options=staff
                    error=error("outing-leads")
                />
                <Button block=true on_press=start>{t(words::outing_start)}</Button>
            </section>
        }
        .into_any(),
    }
}

/// The counts at arriving and at returning.
#[component]
fn OnTheWay(
    /// The group.
    id: GroupId,
    /// The outing.
    out: Memo<Option<Outing>>,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let counting = RwSignal::new(None::<Stage>);
    let counted = Callback::new(move |heads: Heads| {
        let (Some(stage), Some(outing)) = (counting.get_untracked(), out.get_untracked()) else {
            return;
        };
        let said = fill(words::outing_said, &[&count_words(stage, &heads)]);
        let back = way_back(model, id, heads.children.clone(), done);
        let Outing { act, said: OutingLeft { day, destination, .. }, .. } = outing;
        let body = OutingCounted { day, outing: act, stage, destination, heads };
        let draft = Draft::new(Subject::Group(id), body).building_on([act]);
        done.keep_then(model, vec![draft], said, Some(back), move || _ = counting.try_set(None));
    });
    let cancel = Callback::new(move |()| counting.set(None));
    let arrived = Memo::new(move |_| {
        out.with(|out| out.as_ref().is_some_and(|out| out.last(Stage::Arrived).is_some()))
    });
    let begin = move |stage| move |()| counting.set(Some(stage));
    move || match counting.get() {
        Some(stage) => {
            let at = match stage {
                Stage::Arrived => words::outing_stage_arrived,
                Stage::Returned => words::outing_stage_returned,
            };
            let label = fill(words::outing_count_now, &[&t(at)]);
            view! { <Blind group=id label counted cancel /> }.into_any()
        }
        None => {
            // The next one stands out; a base may be left without a count at arriving.
            let [first, second] = match arrived.get() {
                true => [ButtonLook::Quiet, ButtonLook::default()],
                false => [ButtonLook::default(), ButtonLook::Quiet],
            };
            view! {
                <div class="stack">
                    <Button look=first block=true on_press=begin(Stage::Arrived)>
                        {t(words::outing_count_arrived)}
                    </Button>
                    <Button look=second block=true on_press=begin(Stage::Returned)>
                        {t(words::outing_count_returned)}
                    </Button>
                </div>
            }
            .into_any()
        }
    }
}
