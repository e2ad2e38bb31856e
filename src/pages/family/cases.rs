//! Open cases 待核实事项 of the family, each with how it ended.

use leptos::prelude::*;
use yuanliu_domain::case::{Case, CaseKind};

use super::kid::Kid;
use crate::components::{Cell, CellGroup, Glyph, Icon};
use crate::text::{fill, format, t, words};

/// The cases; nothing when there are none.
#[component]
pub fn Cases(
    /// The child.
    kid: Kid,
    /// Leave out what was closed before today.
    #[prop(optional)]
    fresh: bool,
) -> impl IntoView {
    let shown = move || {
        let today = kid.today.get();
        let recent = |case: &&Case| match &case.closed {
            Some(closed) => !fresh || closed.at.day() == today,
            None => true,
        };
        kid.cases.with(|cases| cases.iter().filter(recent).cloned().collect::<Vec<_>>())
    };
    move || {
        let cases = shown();
        (!cases.is_empty()).then(|| {
            let rows = cases.into_iter().map(row).collect_view();
            view! { <CellGroup title=t(words::act_case_opened)>{rows}</CellGroup> }
        })
    }
}

fn row(case: Case) -> impl IntoView {
    let title = match case.kind {
        CaseKind::Contested => t(words::fam_case_contested),
        CaseKind::NotWhatISaid => t(words::fam_case_not_said),
        _ => t(words::act_case_opened),
    };
    let opened = match case.opened_at {
        Some(at) => format!("{} · {}", case.opened_by, format::moment(at)),
        None => format!("{} · {}", case.opened_by, t(words::kept_here)),
    };
    let end = match &case.closed {
        Some(closed) => fill(
            words::fam_case_closed,
            &[&closed.by_name, &format::moment(closed.at), &closed.reason],
        ),
        None => t(words::fam_case_open).to_owned(),
    };
    let glyph = if case.closed.is_some() { Glyph::Check } else { Glyph::Clock };
    let text = case.text.trim().to_owned();
    let note = [opened, text, end].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>();
    let lead = move || view! { <span class="cell-lead"><Icon glyph /></span> };
    view! { <Cell title note=note.join("\n") lead /> }
}
