//! One entry of the log: what was done, what in it reads like teaching, and the two ways to
//! put it right. Nothing is overwritten (R5).

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::activity::{Activities, ActivityStruck, Logged};
use yuanliu_domain::id::{ActId, ChildId, GroupId};
use yuanliu_domain::time::Day;

use super::photos::ActivityPhotos;
use crate::components::{Button, ButtonLook, Field, Notice, NoticeTone};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::Undoable;
use crate::state::Draft;
use crate::text::{activity, fill, t, words};

/// Title and note of each entry that counts.
pub fn lines(log: &Activities) -> Vec<(String, String)> {
    log.counting().map(|entry| (activity::entry(entry), activity::note(entry))).collect()
}

/// What strikes an entry of a group's day; its families are those of these children.
pub fn strike(
    group: GroupId,
    day: Day,
    (original, children): (ActId, Vec<ChildId>),
    reason: String,
) -> Draft<ActivityStruck> {
    let body = ActivityStruck { day, original, children, reason };
    Draft::new(Subject::Group(group), body).building_on([original])
}

/// The card.
#[component]
pub fn Entry(
    /// The group.
    group: GroupId,
    /// The entry.
    entry: Logged,
    /// The screen's last gesture.
    done: Undoable,
    /// Opens the form that corrects it, where there is one.
    #[prop(optional, into)]
    correct: Option<Callback<ActId>>,
    /// Nothing of it can be changed here.
    #[prop(optional)]
    fixed: bool,
) -> impl IntoView {
    let title = activity::entry(&entry);
    let note = activity::note(&entry);
    let help = entry.said.help.trim().to_owned();
    let help = (!help.is_empty()).then(|| view! { <p class="small">{help}</p> });
    if let Some(struck) = &entry.struck {
        let by = match struck.reason.trim() {
            "" => fill(words::log_struck_by, &[&struck.by_name]),
            reason => format!(
                "{}{}{reason}",
                fill(words::log_struck_by, &[&struck.by_name]),
                t(words::colon)
            ),
        };
        return view! {
            <div class="card stack stack-s">
                <p><s>{title}</s></p>
                <p class="soft small">{by}</p>
            </div>
        }
        .into_any();
    }
    let flag = (!entry.flags.is_empty()).then(|| {
        let words = fill(words::log_flag, &[&crate::text::series(&entry.flags)]);
        view! { <Notice tone=NoticeTone::Warning>{words}</Notice> }
    });
    let ways = (!fixed).then(|| {
        view! {
            <ActivityPhotos group entry=entry.clone() done />
            <Ways group entry=entry.clone() done correct />
        }
    });
    view! {
        <div class="card stack stack-s">
            <p class="strong">{title}</p>
            <p class="soft small">{note}</p>
            {help}
            {flag}
            {ways}
        </div>
    }
    .into_any()
}

#[component]
fn Ways(
    /// The group.
    group: GroupId,
    /// The entry.
    entry: Logged,
    /// The screen's last gesture.
    done: Undoable,
    /// Opens the form that corrects it.
    correct: Option<Callback<ActId>>,
) -> impl IntoView {
    let model = Model::get();
    let (open, need) = (RwSignal::new(false), RwSignal::new(false));
    let why = RwSignal::new(String::new());
    let act = entry.act;
    let entry = StoredValue::new(entry);
    let strikes = Callback::new(move |()| {
        let reason = why.with_untracked(|why| why.trim().to_owned());
        let fits = (1..=1000).contains(&reason.chars().count());
        need.set(!fits);
        if fits {
            let entry = entry.get_value();
            let text = fill(words::log_struck, &[&activity::said(&entry.said)]);
            let draft = strike(group, entry.said.day, (act, entry.said.children), reason);
            done.keep(model, vec![draft], text, None);
        }
    });
    let error = MaybeProp::derive(move || need.get().then(|| t(words::need_reason).to_owned()));
    let corrects = correct.map(|correct| {
        view! {
            <Button look=ButtonLook::Quiet on_press=move |()| correct.run(act)>
                {t(words::log_correct)}
            </Button>
        }
    });
    let form = move || {
        open.get().then(|| {
            view! {
                <Field id=format!("why-{act}") label=t(words::log_strike_why) value=why error />
                <Button look=ButtonLook::Quiet on_press=strikes>{t(words::log_strike)}</Button>
            }
        })
    };
    view! {
        <div class="row">
            {corrects}
            <Button look=ButtonLook::Plain on_press=move |()| open.update(|open| *open = !*open)>
                {t(words::log_wrong)}
            </Button>
        </div>
        {form}
    }
}
