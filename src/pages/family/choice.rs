//! The choice 意愿登记 (P2): the week from a date on, and single dates. Both
//! directions are the same taps; nobody decides about it but the family.

mod one_day;
mod week;
mod week_form;

use leptos::prelude::*;

use super::kid::Kid;
use super::phrases;
use crate::components::{AppBar, Cell, CellGroup};
use crate::route::Screen;
use crate::text::{fill, t, words};
use one_day::OneDay;
use week_form::WeekForm;

/// The page.
#[component]
pub fn ChoicePage(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    view! {
        <AppBar
            title=t(words::act_choose) note=Signal::derive(move || Some(kid.line()))
            back=Screen::Family.path() back_word=t(words::back)
        />
        <main class="page stack stack-l" id="main">
            <Current kid />
            <WeekForm kid />
            <OneDay kid />
        </main>
    }
}

/// What holds now, and what is already said for later.
#[component]
fn Current(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    move || {
        let today = kid.today.get();
        let pattern =
            kid.child.with(|c| c.as_ref().and_then(|c| c.pattern.clone())).unwrap_or_default();
        let now = pattern.current(today);
        let said = match now {
            Some(chosen) => phrases::week(&chosen.choice.week),
            None => t(words::fam_no_choice).to_owned(),
        };
        let until = now.and_then(|c| c.choice.until);
        let note = match (now, until) {
            (_, Some(until)) => fill(words::fam_until, &[&phrases::date(until, today)]),
            (Some(chosen), None) => {
                fill(words::fam_since, &[&phrases::date(chosen.choice.from, today)])
            }
            (None, None) => t(words::fam_no_choice_note).to_owned(),
        };
        let ahead = pattern.choices.iter().filter(|c| c.choice.from > today).map(|c| {
            let title = fill(words::fam_from, &[&phrases::date(c.choice.from, today)]);
            view! { <Cell title note=phrases::week(&c.choice.week) /> }
        });
        let ahead = ahead.collect_view();
        let days = pattern.days.range(today..).map(|(day, blocks)| {
            let stays = match blocks.is_empty() {
                true => t(words::fam_goes_home_after).to_owned(),
                false => phrases::blocks(blocks),
            };
            let title = fill(words::fam_only_on, &[&phrases::date(*day, today)]);
            view! { <Cell title note=stays /> }
        });
        let days = days.collect_view();
        view! {
            <CellGroup title=t(words::fam_current_choice)>
                <Cell title=said note />
                {ahead}
                {days}
            </CellGroup>
        }
    }
}
