//! A blind head count 清点人数 (T2): the number that somebody sees comes before the number
//! of the list. Equal is said and kept; different is counted again, or kept with a reason.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::group_day::HeadCounted;
use yuanliu_domain::id::GroupId;

use super::super::acts::Failed;
use super::super::listed::{Room, line};
use super::super::model::Model;
use crate::components::{Button, ButtonLook, Field, Notice, NoticeTone, NumberPad, Sheet};
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, t, words};

/// How far a count has come.
#[derive(Clone, PartialEq)]
enum Step {
    /// Digits are typed; the list's number is hidden.
    Counting,
    /// The two differ.
    Differs(u16, Box<Room>),
    /// It is kept, in words.
    Kept(String),
}

/// The sheet; open while somebody counts.
#[component]
pub fn CountSheet(
    /// The group.
    group: Signal<Option<GroupId>>,
    /// Whether somebody counts.
    open: RwSignal<bool>,
) -> impl IntoView {
    // What is typed stays while rows come in.
    let group = Memo::new(move |_| group.get());
    view! {
        <Sheet open title=t(words::head_count) close=t(words::close)>
            {move || group.get().map(|group| view! { <Counting group open /> })}
        </Sheet>
    }
}

#[component]
fn Counting(
    /// The group.
    group: GroupId,
    /// Whether somebody counts.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let (typed, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let step = RwSignal::new(Step::Counting);
    let unexplained = RwSignal::new(false);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let keep = move |counted: u16, room: &Room, reason: String| {
        let expected = room.here.len() as u16;
        let body = HeadCounted {
            day: model.day.get_untracked(),
            counted,
            expected,
            children: room.ids(),
            reason,
        };
        let said = match counted == expected {
            true => fill(words::count_right, &[&counted]),
            false => fill(words::count_kept, &[&counted, &expected]),
        };
        busy.set(true);
        spawn_local(async move {
            let kept = app.keep(model.space, Draft::new(Subject::Group(group), body)).await;
            // The sheet may be closed by now.
            busy.try_set(false);
            match kept {
                Ok(_) => drop(step.try_set(Step::Kept(said))),
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    };
    let sure = move |()| {
        let Ok(counted) = typed.get_untracked().parse::<u16>() else { return };
        // Looked up now: the list may have changed while somebody counted.
        let room = untrack(|| Room::of(model, group));
        if room.here.len() == usize::from(counted) {
            keep(counted, &room, String::new());
        } else {
            step.set(Step::Differs(counted, Box::new(room)));
        }
    };
    let again = Callback::new(move |()| {
        typed.set(String::new());
        step.set(Step::Counting);
    });
    let explained = Callback::new(move |()| {
        let Step::Differs(counted, room) = step.get_untracked() else { return };
        let why = reason.get_untracked().trim().to_owned();
        unexplained.set(why.is_empty());
        if !why.is_empty() {
            keep(counted, &room, why);
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
    let out = move || {
        let out = Room::of(model, group).out.len();
        (out > 0).then(|| view! { <p class="soft small">{fill(words::count_not_out, &[&out])}</p> })
    };
    let shown = move || {
        match step.get() {
        Step::Counting => view! {
            <p>{t(words::count_how_many)}</p>
            {out}
            <NumberPad
                value=typed label=t(words::head_count) typed=Signal::derive(number)
                clear=t(words::count_clear) back=t(words::number_back)
            />
            <Button block=true busy disabled=Signal::derive(move || typed.with(String::is_empty)) on_press=sure>
                {t(words::count_sure)}
            </Button>
        }
        .into_any(),
        Step::Differs(counted, room) => view! {
            <Differs counted room=*room again reason error busy explained />
        }
        .into_any(),
        Step::Kept(said) => view! {
            <Notice tone=NoticeTone::Good>{said}</Notice>
            <Button block=true on_press=move |()| open.set(false)>{t(words::close)}</Button>
        }
        .into_any(),
    }
    };
    view! {
        <div class="stack">
            <Failed why=failed />
            {shown}
        </div>
    }
}

/// The two numbers, and whom to look for.
#[component]
pub fn Differs(
    /// Children whom somebody counted.
    counted: u16,
    /// Whom the list has.
    room: Room,
    /// Counts once more.
    again: Callback<()>,
    /// Why they differ.
    reason: RwSignal<String>,
    /// What is wrong with the reason.
    error: Signal<Option<String>>,
    /// It is being kept.
    busy: RwSignal<bool>,
    /// Keeps it as it is.
    explained: Callback<()>,
) -> impl IntoView {
    let differs = fill(words::count_differs, &[&counted, &room.here.len()]);
    let names = room.here.iter().map(|child| view! { <li>{line(child)}</li> }).collect_view();
    view! {
        <Notice tone=NoticeTone::Warning>{differs}</Notice>
        <Button block=true on_press=again>{t(words::count_again)}</Button>
        <details open=true>
            <summary><span class="link-block">{t(words::names_by_list)}</span></summary>
            <ul class="columns">{names}</ul>
        </details>
        <Field
            id="count-reason" label=t(words::count_reason) value=reason
            error=MaybeProp::derive(move || error.get())
        />
        <Button look=ButtonLook::Quiet block=true busy on_press=explained>
            {fill(words::count_keep, &[&counted])}
        </Button>
    }
}
