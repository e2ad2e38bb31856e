//! What the child did today (P8): the activities of its group, where and when. Of no other
//! child, and nothing that is for staff.

use leptos::prelude::*;
use yuanliu_domain::activity::Doings;
use yuanliu_domain::audience::Audience;

use super::kid::Kid;
use crate::components::{Cell, CellGroup};
use crate::text::{activity, format, t, words};

/// The list; nothing while nothing is written.
#[component]
pub fn WhatItDid(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let doings = Memo::new(move |_| {
        let (family, today) = (Audience::Family(kid.id), kid.today.get());
        kid.space.replica.with(|r| r.get::<Doings>(family, today)).unwrap_or_default()
    });
    move || {
        let doings = doings.get();
        let counting = doings.counting();
        (!counting.is_empty()).then(|| {
            let cells = counting.into_iter().map(|doing| {
                let title = format!("{} {}", format::time(doing.at), activity::did(&doing.did));
                view! { <Cell title note=doing.by_name.clone() /> }
            });
            let cells = cells.collect_view();
            view! { <CellGroup title=t(words::fam_did)>{cells}</CellGroup> }
        })
    }
}
