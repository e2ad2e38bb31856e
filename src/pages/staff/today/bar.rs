//! What a teacher does with the whole group, quietly under its counts: what is done in
//! front of the children. What is done once a day stands on the group's page.

use leptos::prelude::*;
use yuanliu_domain::child_day::State;
use yuanliu_domain::id::GroupId;

use super::select::{Selection, for_late};
use crate::components::{Button, ButtonLink, ButtonLook, Notice, NoticeTone};
use crate::pages::staff::group::{CountSheet, count_line, merged_words, now_with};
use crate::pages::staff::listed::Listed;
use crate::pages::staff::model::Model;
use crate::route::Screen;
use crate::text::{fill, format, series, t, words};

#[component]
pub fn GroupBar(
    /// The group.
    group: Signal<Option<GroupId>>,
    /// Its list.
    list: Memo<Vec<Listed>>,
    /// Which children are selected.
    selection: Selection,
    /// A head count is under way.
    counting: RwSignal<bool>,
) -> impl IntoView {
    let model = Model::get();
    let late = Memo::new(move |_| list.with(|list| for_late(model, list)));
    let nobody = Memo::new(move |_| !list.with(|list| list.iter().any(Listed::here)));
    let said = move || {
        let id = group.get()?;
        let count = model.group_days.with(|days| days.get(&id)?.last_count().and_then(count_line));
        let lines: Vec<String> = [now_with(model, id), count].into_iter().flatten().collect();
        (!lines.is_empty()).then(|| view! { <p class="soft small">{lines.join(" · ")}</p> })
    };
    let merged = move || {
        let id = group.get()?;
        let words =
            model.group_days.with(|days| days.get(&id).and_then(|today| merged_words(today)))?;
        Some(view! { <Notice>{words}</Notice> })
    };
    let out = move || {
        let out: Vec<String> = list.with(|list| {
            let out = list.iter().filter(|l| l.here() && l.child.day.state() == State::OutOfRoom);
            let since = |l: &Listed| {
                let entry = l.child.day.last();
                entry.map(|e| format::time(e.happened.unwrap_or(e.at))).unwrap_or_default()
            };
            out.map(|l| fill(words::out_one, &[&l.child.card.name, &since(l)])).collect()
        });
        (!out.is_empty()).then(|| {
            let words = fill(words::out_now, &[&out.len(), &series(&out)]);
            view! { <Notice tone=NoticeTone::Warning>{words}</Notice> }
        })
    };
    let page = move || group.get().map(|id| Screen::Group(id).path()).unwrap_or_default();
    let busy = move || selection.on.get() || counting.get() || group.get().is_none();
    view! {
        // Whoever counts reads no number first.
        <div class="stack stack-s" hidden=counting>{said} {merged} {out}</div>
        <div class="row" hidden=busy>
            <Button look=ButtonLook::Quiet small=true on_press=move |()| counting.set(true)>
                {t(words::head_count)}
            </Button>
            <Show when=move || !late.with(Vec::is_empty)>
                <Button look=ButtonLook::Quiet small=true on_press=move |()| selection.begin_late(late.get_untracked())>
                    {move || fill(words::late_some, &[&late.with(Vec::len)])}
                </Button>
            </Show>
            <Show when=move || !nobody.get()>
                <Button look=ButtonLook::Quiet small=true on_press=move |()| selection.begin([])>
                    {t(words::select)}
                </Button>
            </Show>
            <Show when=move || !nobody.get()>
                <ButtonLink look=ButtonLook::Plain small=true href=Screen::Queue.path()>
                    {t(words::queue_title)}
                </ButtonLink>
            </Show>
            <ButtonLink look=ButtonLook::Plain small=true href=Signal::derive(page)>
                {t(words::group_today)}
            </ButtonLink>
            <ButtonLink look=ButtonLook::Plain small=true href=Screen::Incidents.path()>
                {t(words::incidents_title)}
            </ButtonLink>
        </div>
        <CountSheet group open=counting />
    }
}
