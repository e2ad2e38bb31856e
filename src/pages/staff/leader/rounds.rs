//! Rounds 巡查: here in two taps, elsewhere by name, and those of today.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::round::{Round, RoundMade, Rounds as Made};

use crate::components::{Button, ButtonLook, Cell, CellGroup, Field};
use crate::pages::staff::model::Model;
use crate::pages::staff::noted::Noted;
use crate::text::{Word, fill, format, t, words};

fn keep(
    model: Model,
    noted: Noted,
    place: String,
    group: Option<GroupId>,
    finding: String,
    then: impl FnOnce() + 'static,
) {
    let said = fill(words::round_said, &[&place]);
    let body = RoundMade { day: model.day.get_untracked(), place, group, finding };
    noted.keep(Subject::School, body, said, then);
}

/// A round made in a group's room: open, then 'all in order'.
#[component]
pub fn RoundHere(
    /// The room.
    place: String,
    /// The group.
    group: GroupId,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let label = fill(words::round_here, &[&place]);
    let place = StoredValue::new(place);
    let form = move || {
        open.get().then(|| {
            let place = Signal::derive(move || place.get_value());
            view! { <Finding place group=Some(group) noted open id=format!("finding-{group}") /> }
        })
    };
    view! {
        <Button look=ButtonLook::Quiet label on_press=move |()| open.update(|open| *open = !*open)>
            {t(words::round_here_short)}
        </Button>
        {form}
    }
}

/// What was found: one tap when all was in order.
#[component]
fn Finding(
    /// Where.
    place: Signal<String>,
    /// The group that was there.
    group: Option<GroupId>,
    /// The screen's last note.
    noted: Noted,
    /// Closed once it is kept.
    open: RwSignal<bool>,
    /// The field's id.
    id: String,
) -> impl IntoView {
    let model = Model::get();
    let (finding, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<Word>));
    let keeps = move |ordered: bool| {
        let text = finding.get_untracked().trim().to_owned();
        let here = place.get_untracked().trim().to_owned();
        let error = match (here.chars().count(), text.chars().count()) {
            (0, _) | (41.., _) => Some(words::round_need_place),
            (_, 0) if !ordered => Some(words::round_need),
            (_, 1001..) => Some(words::too_long),
            _ => None,
        };
        wrong.set(error);
        if error.is_none() {
            let text = if ordered { String::new() } else { text };
            keep(model, noted, here, group, text, move || _ = open.try_set(false));
        }
    };
    view! {
        <Field
            id label=t(words::round_finding) value=finding
            error=MaybeProp::derive(move || wrong.get().map(|word| t(word).to_owned()))
        />
        <div class="columns">
            <Button look=ButtonLook::Quiet on_press=move |()| keeps(true)>{t(words::round_order)}</Button>
            <Button look=ButtonLook::Quiet on_press=move |()| keeps(false)>{t(words::round_keep)}</Button>
        </div>
    }
}

/// Today's rounds, and one in a place that is no group's.
#[component]
pub fn Rounds(
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let made = Memo::new(move |_| {
        let audience = Audience::Day(model.day.get());
        model.space.replica.with(|r| r.get::<Made>(audience, "")).unwrap_or_default()
    });
    let cell = |round: &Round| {
        let finding = match round.made.finding.trim() {
            "" => t(words::round_order).to_owned(),
            text => text.to_owned(),
        };
        let title = format!("{} {} · {finding}", format::time(round.at), round.made.place);
        let title = if round.struck.is_some() { fill(words::struck, &[&title]) } else { title };
        let later = round
            .written
            .map(|written| format::written_later(round.at, written, round.sheet.as_deref()));
        let note: Vec<String> = [round.by_name.clone()].into_iter().chain(later).collect();
        view! { <Cell title note=note.join(" · ") /> }
    };
    let list = move || {
        let made = made.get();
        match made.list.is_empty() {
            true => view! { <Cell title=t(words::rounds_none) /> }.into_any(),
            false => made.list.iter().rev().map(cell).collect_view().into_any(),
        }
    };
    let (open, place) = (RwSignal::new(false), RwSignal::new(String::new()));
    let elsewhere = move || {
        open.get().then(|| view! {
            <div class="card stack stack-s">
                <Field id="round-place" label=t(words::round_place) value=place />
                <Finding place=place.into() group=None noted open id="finding-elsewhere".to_owned() />
            </div>
        })
    };
    view! {
        <CellGroup title=t(words::rounds_today)>{list}</CellGroup>
        <Button look=ButtonLook::Quiet on_press=move |()| open.update(|open| *open = !*open)>
            {t(words::round_elsewhere)}
        </Button>
        {elsewhere}
    }
}
