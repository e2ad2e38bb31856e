//! Safeguarding concerns, for the child-protection teacher and the head (S14).

mod report;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::concern::{Authority, Concern, Step};
use yuanliu_domain::id::ActId;
use yuanliu_domain::turned_away::TurnedAway;

use super::StaffBar;
use super::model::Model;
use crate::components::{Cell, CellGroup, CellLink, Drawing, Empty, Notice, NoticeTone, Skeleton};
use crate::route::Screen;
use crate::state::{App, Link};
use crate::text::{Word, fill, format, t, words};
use report::{EndForm, StepForm};

/// Whether the signed-in person reads concerns.
pub fn may_read(app: App, model: Model) -> bool {
    let who = app.who.with(|who| who.as_ref().map(|who| who.person));
    let member = app.member(model.space.id).filter(|_| app.tablet().is_none());
    member.zip(who).is_some_and(|(member, who)| member.rights(who).protects().is_ok())
}

/// Shows its children to whom they are for, once they are here.
#[component]
fn ForProtectors(
    /// What they read.
    children: ChildrenFn,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let whole = Memo::new(move |_| {
        model.space.replica.with(|replica| replica.view.whole(Audience::Safeguarding))
    });
    let children = StoredValue::new(children);
    move || match (may_read(app, model), whole.get()) {
        (false, _) => view! {
            <Empty drawing=Drawing::Paper words=t(words::protection_not_you) />
        }
        .into_any(),
        (true, true) => children.with_value(|children| children()).into_any(),
        (true, false) if app.link.get() == Link::Offline => {
            view! { <Notice tone=NoticeTone::Offline>{t(words::not_whole)}</Notice> }.into_any()
        }
        (true, false) => view! { <Skeleton label=t(words::loading_list) rows=4 /> }.into_any(),
    }
}

/// The list.
#[component]
pub fn ProtectionPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::protection_title) back=Screen::Settings.path() />
        <main class="page stack stack-l" id="main">
            <ForProtectors><List /></ForProtectors>
        </main>
    }
}

/// Whom a concern is about, in words.
fn about(concern: &Concern) -> String {
    match concern.said.about.trim() {
        "" => t(words::concern_nobody).to_owned(),
        about => about.to_owned(),
    }
}

#[component]
fn List() -> impl IntoView {
    let model = Model::get();
    let parted = Memo::new(move |_| {
        let all = model.space.replica.with(|r| r.list::<Concern>(Audience::Safeguarding));
        let mut all: Vec<(ActId, Concern)> =
            all.into_iter().filter_map(|(key, one)| Some((key.parse().ok()?, one))).collect();
        all.sort_by_key(|(act, one)| std::cmp::Reverse((one.at, *act)));
        all.into_iter().partition::<Vec<_>, _>(|(_, one)| one.ended.is_none())
    });
    let row = |(act, one): (ActId, Concern)| {
        let last = one.steps.last().map(|step| t(authority(step.step.to)).to_owned());
        let said = [Some(format::moment(one.at)), Some(one.by_name.clone()), last];
        let note = said.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! { <CellLink href=Screen::ProtectionOf(act).path() title=about(&one) note /> }
    };
    let group = move |word: Word, all: Vec<(ActId, Concern)>| {
        (!all.is_empty()).then(|| {
            let title = fill(word, &[&all.len()]);
            let rows = all.into_iter().map(row).collect_view();
            view! { <CellGroup title>{rows}</CellGroup> }
        })
    };
    let away = move || {
        let away = model.space.replica.with(|r| r.list::<TurnedAway>(Audience::Safeguarding));
        (!away.is_empty()).then(|| {
            let rows = away.into_iter().map(|(_, one)| {
                let note = format!("{} · {}", format::moment(one.received), one.text);
                view! { <Cell title=one.actor_name note /> }
            });
            view! { <CellGroup title=t(words::protection_away)>{rows.collect_view()}</CellGroup> }
        })
    };
    view! {
        {move || match parted.get().0 {
            open if open.is_empty() => view! {
                <Empty drawing=Drawing::School words=t(words::protection_none) />
            }.into_any(),
            open => group(words::protection_open, open).into_any(),
        }}
        {move || group(words::protection_closed, parted.get().1)}
        {away}
    }
}

/// One concern with its report.
#[component]
pub fn ProtectionOfPage(
    /// Which.
    concern: ActId,
) -> impl IntoView {
    let model = Model::get();
    let found = Memo::new(move |_| {
        model.space.replica.with(|r| r.get::<Concern>(Audience::Safeguarding, concern))
    });
    let shown = move || match found.get() {
        Some(one) => view! { <One one /> }.into_any(),
        None => view! {
            <Empty drawing=Drawing::Magnifier words=t(words::protection_missing) />
        }
        .into_any(),
    };
    let open =
        Memo::new(move |_| found.with(|one| one.as_ref().is_some_and(|o| o.ended.is_none())));
    let here = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <StaffBar title=t(words::protection_title) back=Screen::Protection.path() />
        <main class="page stack" id="main">
            <ForProtectors>
                {shown}
                <Show when=move || here.get()><StepForm concern /></Show>
                <Show when=move || open.get()><EndForm concern /></Show>
            </ForProtectors>
        </main>
    }
}

#[component]
fn One(
    /// The concern.
    one: Concern,
) -> impl IntoView {
    let line = |word: Word, text: &str| {
        let text = text.trim().to_owned();
        (!text.is_empty()).then(|| view! { <p>{fill(word, &[&text])}</p> })
    };
    let written = fill(words::protection_written, &[&one.by_name, &format::moment(one.at)]);
    let received = one.received.map(|at| fill(words::protection_received, &[&format::moment(at)]));
    let ended = one.ended.as_ref().map(|ended| {
        fill(words::protection_ended, &[&ended.by_name, &format::moment(ended.at), &ended.reason])
    });
    let steps = one.steps.iter().map(step).collect_view();
    view! {
        <div class="card stack stack-s">
            <h2>{about(&one)}</h2>
            <p class="strong">{one.said.seen.clone()}</p>
            {line(words::protection_when, &one.said.when)}
            {line(words::protection_told, &one.said.told_by)}
            <p class="soft small">{written} {received.map(|said| format!(" · {said}"))}</p>
        </div>
        {ended.map(|said| view! { <Notice tone=NoticeTone::Good>{said}</Notice> })}
        {match one.steps.is_empty() {
            true => view! {
                <Notice tone=NoticeTone::Warning title=t(words::protection_steps)>
                    {t(words::protection_no_steps)}
                </Notice>
            }.into_any(),
            false => view! {
                <CellGroup title=t(words::protection_steps)>{steps}</CellGroup>
            }.into_any(),
        }}
    }
}

fn step(step: &Step) -> impl IntoView + use<> {
    let said = &step.step;
    let title =
        fill(words::protection_step, &[&t(authority(said.to)), &format::moment(said.at), &said.by]);
    let number = (!said.number.is_empty()).then(|| fill(words::protection_number, &[&said.number]));
    let words = (!said.words.is_empty()).then(|| said.words.clone());
    let written = [&step.by_name as &dyn std::fmt::Display, &format::moment(step.written)];
    let written = fill(words::protection_step_written, &written);
    let note = [number, words, Some(written)].into_iter().flatten().collect::<Vec<_>>().join("\n");
    view! { <Cell title note /> }
}

/// To whom, in words.
fn authority(to: Authority) -> Word {
    match to {
        Authority::Police => words::to_police,
        Authority::CivilAffairs => words::to_civil,
        Authority::Education => words::to_education,
        Authority::Other => words::to_other,
    }
}
