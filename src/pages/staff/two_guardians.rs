//! Two guardians who disagree (P14): both sides, the calls, and what they agreed on.
//! Held by the class teacher of the child, the duty leader and the office alone.

mod form;
mod side;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::disagreement::{Disagreement, Disagreements};
use yuanliu_domain::id::ChildId;

use super::model::Model;
use super::{StaffBar, WhenWhole};
use crate::components::{Cell, CellGroup, CellLink, Drawing, Empty, Notice, NoticeTone};
use crate::route::Screen;
use crate::text::{fill, format, t, words};
use form::OutcomeForm;
use side::Sides;

/// What this device holds about a child; `None` when it is for others.
pub fn held(model: Model, child: ChildId) -> Option<Disagreements> {
    model.space.replica.with(|replica| {
        let of = |audience| replica.get::<Disagreements>(audience, child);
        of(Audience::Homeroom(child)).or_else(|| of(Audience::Leader))
    })
}

/// Whether the sides of this child's disagreements come to this device.
pub fn may_read(model: Model, child: ChildId) -> bool {
    model.space.replica.with(|replica| {
        replica.view.whole(Audience::Homeroom(child)) || replica.view.whole(Audience::Leader)
    })
}

/// Children of my classes, or of the school for a leader, whose guardians are to be called.
pub fn to_call(model: Model) -> Vec<ChildId> {
    let classes = model.my_classes();
    let all = model.space.replica.with(|r| r.list::<Disagreements>(Audience::Leader));
    let open = |all: &Disagreements| all.open().next().is_some();
    let mut children: Vec<ChildId> = all
        .into_iter()
        .filter(|(_, all)| open(all))
        .filter_map(|(key, _)| key.parse().ok())
        .collect();
    model.roster.with(|roster| {
        for (id, _) in roster.of_classes(&classes) {
            if !children.contains(id) && held(model, *id).as_ref().is_some_and(open) {
                children.push(*id);
            }
        }
    });
    children
}

/// The children whose guardians are to be called, as rows; nothing when there are none.
#[component]
pub fn ToCall() -> impl IntoView {
    let model = Model::get();
    let rows = move || {
        let children = to_call(model);
        let cells: Vec<_> = model.roster.with(|roster| {
            let named = children.iter().filter_map(|id| Some((*id, roster.child(*id)?.clone())));
            named.collect()
        });
        (!cells.is_empty()).then(|| {
            let title = fill(words::two_open, &[&cells.len()]);
            let cells = cells.into_iter().map(|(id, card)| {
                let note = fill(words::two_row_note, &[&t(words::two_title)]);
                view! {
                    <CellLink
                        href=Screen::TwoGuardians(id).path()
                        title=format!("{} {:02} {}", card.class_name, card.number, card.name) note
                    />
                }
            });
            view! { <CellGroup title>{cells.collect_view()}</CellGroup> }
        })
    };
    view! { {rows} }
}

/// The page.
#[component]
pub fn TwoGuardiansPage(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    view! {
        <StaffBar title=t(words::two_title) back=Screen::Child(child).path() />
        <main class="page stack" id="main">
            <WhenWhole>
                {move || match may_read(model, child) {
                    true => view! { <Body child /> }.into_any(),
                    false => view! {
                        <Empty drawing=Drawing::Paper words=t(words::two_elsewhere) />
                    }.into_any(),
                }}
            </WhenWhole>
        </main>
    }
}

#[component]
fn Body(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let list = Memo::new(move |_| held(model, child).unwrap_or_default().list);
    let open = move || list.get().into_iter().filter(|one| one.settled.is_none());
    let line = move || {
        model.roster.with(|roster| {
            let card = roster.child(child)?;
            Some(format!("{} {:02} {}", card.class_name, card.number, card.name))
        })
    };
    let case = move |one: Disagreement| {
        view! {
            <Sides one=one.clone() />
            <OutcomeForm child one />
        }
    };
    let shown = Memo::new(move |_| open().collect::<Vec<_>>());
    view! {
        <p class="strong">{line}</p>
        <For
            each=move || shown.get()
            key=|one| (one.act, one.released.len()) children=case
        />
        {move || open().next().is_none().then(|| view! {
            <Notice tone=NoticeTone::Good>{t(words::two_none)}</Notice>
        })}
        <SettledOnes list />
    }
}

/// What was settled, with its calls.
#[component]
fn SettledOnes(
    /// All of them.
    list: Memo<Vec<Disagreement>>,
) -> impl IntoView {
    let row = |one: Disagreement| {
        let settled = one.settled?;
        let calls = one.calls.iter().map(|call| {
            let reached = t(if call.reached { words::two_reached } else { words::two_not_reached });
            let line = fill(words::two_call_line, &[&format::time(call.at), &call.name, &reached]);
            match call.said.as_str() {
                "" => line,
                said => format!("{line}：{said}"),
            }
        });
        let by = [
            &settled.words as &dyn std::fmt::Display,
            &settled.by_name,
            &format::moment(settled.at),
        ];
        let end = fill(words::two_settled_by, &by);
        let note = calls.chain([end]).collect::<Vec<_>>().join("\n");
        let title = fill(words::two_objects, &[&one.by_name]);
        Some(view! { <Cell title note /> })
    };
    move || {
        let settled: Vec<_> =
            list.get().into_iter().rev().filter(|one| one.settled.is_some()).collect();
        (!settled.is_empty()).then(|| {
            let rows = settled.into_iter().filter_map(row).collect_view();
            view! { <CellGroup title=t(words::two_settled)>{rows}</CellGroup> }
        })
    }
}
