//! What happened to the child, and what was done: read and acknowledged with one tap.
//! Acknowledging is no agreement, and nothing waits for it.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;
use yuanliu_domain::incident::{Entry, Incident, IncidentAcknowledged, What};

use super::keeping::{Failed, Keeping};
use super::kid::Kid;
use crate::components::{Button, Notice, NoticeTone};
use crate::pages::pictures::Pictures;
use crate::text::{fill, format, incident, t, words};

/// Today's, those that are still open or void since today, and those that this guardian has not read; newest
/// first. Follows the rows.
fn shown(kid: Kid) -> Vec<(ActId, Incident)> {
    let (today, me) = (kid.today.get(), kid.me());
    let rows = kid.space.replica.with(|r| r.list::<Incident>(Audience::Family(kid.id)));
    let rows = rows.into_iter().filter_map(|(key, one)| Some((key.parse::<ActId>().ok()?, one)));
    let unread = |one: &Incident| !me.is_some_and(|me| one.acknowledged_by(me));
    let mut shown: Vec<_> = rows
        .filter(|(_, one)| {
            let void_today = one.struck.as_ref().is_some_and(|s| s.at.day() == today);
            let counts = one.struck.is_none();
            one.said.day == today || one.is_open() || void_today || counts && unread(one)
        })
        .collect();
    shown.sort_by_key(|(id, one)| std::cmp::Reverse((one.at, *id)));
    shown
}

/// The incidents; nothing when there are none.
#[component]
pub fn Hurt(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let shown = Memo::new(move |_| shown(kid));
    let card = move |(id, one): (ActId, Incident)| view! { <One kid id one /> };
    move || shown.get().into_iter().map(card).collect_view()
}

#[component]
fn One(
    /// The child.
    kid: Kid,
    /// The act that wrote it.
    id: ActId,
    /// The row.
    one: Incident,
) -> impl IntoView {
    let keeping = Keeping::new();
    let me = untrack(|| kid.me());
    let read = one.counting().find(|e| Some(e.by) == me && e.what == What::Acknowledged);
    let read = read.map(|entry| fill(words::fam_hurt_is_read, &[&format::moment(entry.at)]));
    let when = match one.said.day == kid.today.get_untracked() {
        true => format::time(one.at),
        false => format::moment(one.at),
    };
    let sort = t(incident::sort(one.said.sort));
    let counts = one.struck.is_none();
    // It may be about another family's child: that it is void is all that is said (R8).
    let title = match counts {
        true => fill(words::fam_hurt, &[&untrack(|| kid.given()), &when, &one.said.place, &sort]),
        false => fill(words::fam_hurt_struck, &[&when]),
    };
    let (tone, said) = match counts && one.is_serious() {
        true => (NoticeTone::Warning, t(words::incident_serious)),
        false => (NoticeTone::Info, ""),
    };
    let words = [said, one.said.words.trim()].into_iter();
    let words = words.filter(|text| counts && !text.is_empty());
    let words = words.collect::<Vec<_>>().join(" · ");
    let line = |entry: &Entry| {
        let said =
            format!("{} {} · {}", format::time(entry.at), incident::entry(entry), entry.by_name);
        match entry.struck {
            Some(_) => view! { <p class="small"><s>{said}</s></p> }.into_any(),
            None => view! { <p class="small">{said}</p> }.into_any(),
        }
    };
    let is_shown = |entry: &&Entry| counts && matches!(entry.what, What::Step { .. });
    let steps = one.entries.iter().filter(is_shown);
    let steps = steps.map(line).collect_view();
    let photos = if counts { one.photos.clone() } else { vec![] };
    let photos: Vec<_> = photos.into_iter().map(|photo| (String::new(), photo)).collect();
    let (space, audience) = (kid.space, Audience::Family(kid.id));
    let open = one.is_open().then(|| view! { <p class="small">{t(words::fam_hurt_open)}</p> });
    let ask = fill(words::fam_hurt_ask, &[&one.by_name]);
    let day = one.said.day;
    let acknowledge = move |()| {
        let body = IncidentAcknowledged { day, incident: id };
        keeping.keep(kid, kid.draft(body).building_on([id]), |_| ());
    };
    let end = match (read, counts) {
        (Some(read), _) => view! { <p class="soft small">{read}</p> }.into_any(),
        (None, true) => view! {
            <Failed keeping />
            <Button block=true busy=keeping.busy on_press=acknowledge>{t(words::fam_hurt_read)}</Button>
        }
        .into_any(),
        (None, false) => ().into_any(),
    };
    view! {
        <article class="card stack stack-s">
            <Notice tone title>{words}</Notice>
            {steps}
            <Pictures space audience photos=Signal::stored(photos) />
            {open}
            <p class="soft small">{ask}</p>
            {end}
        </article>
    }
}
