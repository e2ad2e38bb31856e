//! What the child did today (P8): the activities of its group, where and when. Of no other
//! child, and nothing that is for staff.

use leptos::prelude::*;
use yuanliu_domain::activity::{Doing, Doings};
use yuanliu_domain::audience::Audience;

use super::kid::Kid;
use crate::components::{Cell, CellGroup};
use crate::pages::pictures::Pictures;
use crate::photos;
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
    let list = move || {
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
    };
    let (space, audience) = (kid.space, Audience::Family(kid.id));
    // Those that are for families: the school has given their row.
    let photos = Signal::derive(move || {
        let doings = doings.get();
        let of = |doing: &Doing| {
            let said = activity::did(&doing.did);
            doing.photos.iter().map(move |photo| (said.clone(), photo.clone())).collect::<Vec<_>>()
        };
        let all = doings.counting().into_iter().flat_map(of);
        all.filter(|(_, photo)| photos::at_school(space, audience, photo.act)).collect::<Vec<_>>()
    });
    view! {
        {list}
        <Pictures space audience photos />
    }
}
