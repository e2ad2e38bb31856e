//! One date otherwise than the week: stays as well, or goes home after lessons.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::calendar::SchoolDay;
use yuanliu_domain::choice::ChooseDay;
use yuanliu_domain::id::ActId;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::Day;

use crate::components::{Button, ButtonLook, Field, FieldKind, Tick, Ticks};
use crate::pages::family::keeping::{Failed, Keeping, Kept};
use crate::pages::family::kid::Kid;
use crate::pages::family::phrases;
use crate::text::{fill, t, words};

/// The form.
#[component]
pub fn OneDay(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let date = RwSignal::new(kid.today.get_untracked().to_string());
    let (activities, late_care) = (RwSignal::new(false), RwSignal::new(false));
    let day = Memo::new(move |_| date.get().parse::<Day>().ok());
    // The boxes begin with what holds on the date.
    Effect::new(move |_| {
        let blocks = day.get().map(|day| holds(kid, day)).unwrap_or_default();
        activities.set(blocks.contains(&Block::Activities));
        late_care.set(blocks.contains(&Block::LateCare));
    });
    let blocks = move || -> BTreeSet<Block> {
        let ticked = [(activities.get(), Block::Activities), (late_care.get(), Block::LateCare)];
        ticked.into_iter().filter(|(on, _)| *on).map(|(_, block)| block).collect()
    };
    let sentence = move || {
        let said = phrases::date(day.get()?, kid.today.get());
        let blocks = blocks();
        Some(match blocks.is_empty() {
            true => fill(words::fam_one_day_home, &[&said, &kid.given()]),
            false => {
                fill(words::fam_one_day_stays, &[&said, &kid.given(), &phrases::blocks(&blocks)])
            }
        })
    };
    let closed =
        move || day.get().is_some_and(|day| !matches!(kid.school_day(day), SchoolDay::Open { .. }));
    let keeping = Keeping::new();
    let missing = RwSignal::new(false);
    let kept = RwSignal::new(None::<(ActId, String)>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (day, said) = untrack(|| (day.get(), sentence()));
        missing.set(day.is_none());
        let (Some(day), Some(said)) = (day, said) else { return };
        let body = ChooseDay { day, blocks: untrack(blocks) };
        let said = fill(words::fam_choice_kept, &[&said]);
        keeping.keep(kid, kid.draft(body), move |act| kept.set(Some((act, said))));
    };
    let error = Signal::derive(move || missing.get().then(|| t(words::fam_need_date).to_owned()));
    let tick = |word, on| Tick { word: t(word).into(), note: "".into(), on };
    let items = vec![tick(words::activities, activities), tick(words::late_care, late_care)];
    view! {
        <form class="card stack" on:submit=send novalidate>
            <h2>{t(words::fam_one_day)}</h2>
            <Field id="day-date" label=t(words::fam_which_day) kind=FieldKind::Date value=date error />
            <Show when=closed><p class="soft">{t(words::fam_maybe_no_school)}</p></Show>
            <Ticks id="day-blocks" legend=t(words::fam_stays_legend) items side=true />
            <p class="strong" aria-live="polite">{sentence}</p>
            <Failed keeping />
            <Button look=ButtonLook::Quiet submit=true block=true busy=keeping.busy>{t(words::keep)}</Button>
            {move || kept.get().map(|(act, said)| view! { <Kept kid act said /> })}
        </form>
    }
}

/// What holds on a date now; followed only for the date, not for the rows.
fn holds(kid: Kid, day: Day) -> BTreeSet<Block> {
    untrack(|| {
        let pattern =
            kid.child.with(|c| c.as_ref().and_then(|c| c.pattern.clone())).unwrap_or_default();
        let follows = match kid.school_day(day) {
            SchoolDay::Open { follows } => follows,
            _ => day.weekday(),
        };
        pattern.blocks(day, follows)
    })
}
