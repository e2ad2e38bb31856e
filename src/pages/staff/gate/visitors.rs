//! Visitors inside (G2): one tap out, with the way back.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::ActId;
use yuanliu_domain::visitor::{Sent, Visit, VisitorOut};

use super::sent::standing_word;

use crate::components::{Button, ButtonLink, ButtonLook, Cell, CellGroup, Glyph};
use crate::pages::staff::emergency::visits;
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::{Undoable, WayBack};
use crate::route::Screen;
use crate::state::Draft;
use crate::text::{fill, format, t, words};

/// What was not good, and who agreed.
fn despite_words(sent: &Sent) -> String {
    fill(words::despite_row, &[&t(standing_word(sent.standing)), &sent.despite])
}

/// For the duty leader: whom the gate let in though agreement or check was not good.
#[component]
pub fn Despite() -> impl IntoView {
    let model = Model::get();
    let all = Memo::new(move |_| {
        let mut all = visits(model);
        all.retain(|(_, visit)| visit.despite().is_some());
        all.sort_by_key(|(id, visit)| (visit.at, *id));
        all
    });
    let row = |(_, visit): (ActId, Visit)| {
        let despite = visit.despite().map(despite_words).unwrap_or_default();
        let note = format!("{} · {despite}", line(&visit));
        view! { <Cell title=visit.came.name.clone() note /> }
    };
    move || {
        (!all.with(Vec::is_empty)).then(|| {
            view! {
                <CellGroup title=t(words::despite_title)>
                    {all.get().into_iter().map(row).collect_view()}
                </CellGroup>
            }
        })
    }
}

/// Organisation, purpose, since when, badge: in one line.
fn line(visit: &Visit) -> String {
    let badge = match visit.came.badge.is_empty() {
        true => String::new(),
        false => fill(words::visit_slip_number, &[&visit.came.badge]),
    };
    let said = [
        format::time(visit.at),
        visit.came.organisation.clone(),
        visit.came.purpose.clone(),
        badge,
    ];
    said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn out(model: Model, visit: ActId, still_here: bool, knew: Option<ActId>) -> Draft<VisitorOut> {
    let body = VisitorOut { day: model.day.get_untracked(), visit, still_here };
    Draft::new(Subject::School, body).building_on([visit].into_iter().chain(knew))
}

/// Those who are inside, and the way to let one in.
#[component]
pub fn Inside(
    /// The screen's last gesture.
    gesture: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let inside = Memo::new(move |_| {
        let mut inside = visits(model);
        inside.retain(|(_, visit)| visit.left().is_none());
        inside.sort_by_key(|(id, visit)| (visit.at, *id));
        inside
    });
    let row = move |(id, visit): (ActId, Visit)| {
        let name = visit.came.name.clone();
        let said = fill(words::visit_left, &[&name]);
        let leaves = Callback::new(move |()| {
            let undo: WayBack = Arc::new(move |acts: Vec<ActId>| {
                let back = vec![out(model, id, true, acts.first().copied())];
                gesture.keep(model, back, t(words::em_said_undone).to_owned(), None);
            });
            gesture.keep(model, vec![out(model, id, false, None)], said.clone(), Some(undo));
        });
        view! {
            <Cell title=name.clone() note=line(&visit)>
                <span class="row">
                    <ButtonLink
                        href=Screen::VisitorBadge(id).path() look=ButtonLook::Plain small=true
                        label=fill(words::visit_slip_of, &[&name])
                    >
                        {t(words::visit_slip)}
                    </ButtonLink>
                    <Button
                        look=ButtonLook::Quiet label=fill(words::visit_out_of, &[&name])
                        on_press=leaves
                    >
                        {t(words::visit_out)}
                    </Button>
                </span>
            </Cell>
        }
    };
    view! {
        {move || match inside.with(Vec::is_empty) {
            true => view! {
                <section class="section">
                    <h2 class="section-title">{t(words::visit_inside)}</h2>
                    <p class="soft">{t(words::visit_none)}</p>
                </section>
            }.into_any(),
            false => view! {
                <CellGroup title=t(words::visit_inside)>
                    <For each=move || inside.get() key=|(id, _)| *id children=row />
                </CellGroup>
            }.into_any(),
        }}
        <ButtonLink href=Screen::VisitorIn.path() look=ButtonLook::Quiet block=true glyph=Glyph::Plus>
            {t(words::visit_add)}
        </ButtonLink>
    }
}
