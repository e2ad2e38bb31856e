//! What the school did today to reach the family, and who stays with the child after
//! closing time: by relation alone, so that neither guardian reads the other's number.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::call::{CallsTold, Outcome, Told};
use yuanliu_domain::staying::Stays;

use super::kid::Kid;
use crate::components::{Cell, CellGroup, Notice};
use crate::text::{fill, format, series, t, words};

fn line(told: &Told) -> String {
    let whom = match told.relation.trim() {
        "" => t(words::fam_whom_family),
        relation => relation,
    };
    let outcome = match (told.outcome, told.there_at) {
        (Outcome::OnTheWay, Some(at)) => fill(words::call_on_the_way_at, &[&at]),
        (outcome, _) => t(match outcome {
            Outcome::NoAnswer => words::fam_call_no_answer,
            Outcome::OnTheWay => words::fam_call_on_the_way,
            Outcome::AtHome => words::fam_call_at_home,
            Outcome::WillCallBack => words::fam_call_back_later,
            Outcome::Other => words::fam_call_other,
        })
        .to_owned(),
    };
    fill(words::fam_call_line, &[&format::time(told.at), &whom, &outcome])
}

/// Today's calls, and who stays; nothing when there is nothing to say.
#[component]
pub fn CallsAndStay(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let (audience, replica) = (Audience::Family(kid.id), kid.space.replica);
    let stays = move || {
        let stays: Stays = replica.with(|replica| replica.get(audience, kid.today.get()))?;
        let here = kid.child.with(|child| child.as_ref().is_some_and(|c| c.day.state().in_care()));
        let stay = stays.now().filter(|_| here)?;
        let words =
            fill(words::fam_stays_with, &[&series(stay.staff.iter().map(|named| &named.name))]);
        Some(view! { <Notice>{words}</Notice> })
    };
    let calls = move || {
        let told: CallsTold = replica.with(|replica| replica.get(audience, kid.today.get()))?;
        let counting: Vec<&Told> = told.list.iter().filter(|told| told.struck.is_none()).collect();
        (!counting.is_empty()).then(|| {
            let cell = |told: &Told| view! { <Cell title=line(told) note=told.by_name.clone() /> };
            let cells = counting.into_iter().rev().map(cell).collect_view();
            view! { <CellGroup title=t(words::fam_calls)>{cells}</CellGroup> }
        })
    };
    view! { {stays} {calls} }
}
