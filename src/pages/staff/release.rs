//! Giving a child into somebody's care (T5, R7): who may collect, the usual one
//! first; whoever is not listed is not one tap away.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, Checked, Proof, Release};
use yuanliu_domain::collector::{Stops, Way};
use yuanliu_domain::court::Bars;
use yuanliu_domain::id::{CollectorId, PersonId};
use yuanliu_domain::people::Guardians;
use yuanliu_domain::school::Named;

use super::acts::{Failed, knows};
use super::model::Model;
use super::tablet::{Prover, Tablet};
use super::today::surname;
use crate::components::{
    Button, ButtonLink, ButtonLook, ChoiceItem, Choices, Glyph, Notice, NoticeTone, ReleasePerson,
    SelectField,
};
use crate::route::Screen;
use crate::state::{App, ChildToday, Draft, Link, NotKept};
use crate::text::{fill, t, words};

/// A list older than this asks for a second person, in minutes. It never refuses.
const STALE_MINUTES: u32 = 120;

/// Somebody who may collect today.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    key: String,
    name: String,
    relation: String,
    basis: Basis,
    collector: Option<CollectorId>,
    usual: bool,
}

/// Who may collect this child today, the usual collector first.
fn candidates(model: Model, child: &ChildToday) -> Vec<Candidate> {
    let (day, id) = (model.day.get(), child.id);
    let replica = model.space.replica;
    let stops = replica.with(|r| r.get::<Stops>(Audience::Holds, id)).unwrap_or_default();
    let guardians = replica.with(|r| r.get::<Guardians>(Audience::Roll, id)).unwrap_or_default();
    let bars = replica.with(|r| r.get::<Bars>(Audience::Holds, id)).unwrap_or_default();
    let stopped = |name: &str| {
        stops.not_these.iter().any(|stopped| stopped == name)
            || bars.on(day).any(|bar| bar.name == name)
    };
    let listed = child.collectors.today(day);
    let usual = listed.first().filter(|c| c.times > 0).map(|c| c.id);
    let mut people: Vec<Candidate> = listed
        .iter()
        .filter(|c| !stops.withdrawn.contains(&c.id) && !stopped(&c.name))
        .map(|c| Candidate {
            key: c.id.to_string(),
            name: c.name.clone(),
            relation: c.relation.clone(),
            basis: if c.way == Way::Alone { Basis::WalksAlone } else { Basis::Listed },
            collector: Some(c.id),
            usual: usual == Some(c.id),
        })
        .collect();
    people.extend(guardians.people.into_iter().filter(|g| !stopped(&g.name)).map(|g| Candidate {
        key: g.person.to_string(),
        name: g.name,
        relation: g.relation,
        basis: Basis::Guardian,
        collector: None,
        usual: false,
    }));
    people
}

/// The whole release, for a child in care.
#[component]
pub fn ReleasePanel(
    /// The child.
    #[prop(into)]
    child: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let model = Model::get();
    let id = child.get_untracked().map(|child| child.id);
    let people = Memo::new(move |_| child.get().map(|c| candidates(model, &c)).unwrap_or_default());
    let picked = RwSignal::new(None::<String>);
    let hold = move || {
        let id = id?;
        let held = model.space.replica.with(|r| {
            let stops = r.get::<Stops>(Audience::Holds, id);
            let bars = r.get::<Bars>(Audience::Holds, id);
            stops.is_some_and(|stops| !stops.not_these.is_empty())
                || bars.is_some_and(|bars| bars.on(model.day.get()).next().is_some())
        });
        held.then(|| t(words::hold_first))
    };
    let stays = move || child.get().filter(|c| c.unsettled).map(|_| t(words::stays_for_now_note));
    let row = move |person: Candidate| {
        let key = person.key.clone();
        let shown_key = key.clone();
        let usual = person.usual.then(|| t(words::usual).to_owned());
        view! {
            <ReleasePerson
                surname=surname(&person.name)
                name=if person.basis == Basis::WalksAlone { t(words::state_alone).to_owned() } else { person.name.clone() }
                note=if person.basis == Basis::WalksAlone { t(words::alone_written).to_owned() } else { person.relation.clone() }
                usual=MaybeProp::from(usual)
                picked=Signal::derive(move || picked.get().as_deref() == Some(&shown_key))
                on_pick=Callback::new(move |()| picked.set(Some(key.clone())))
            />
        }
    };
    let chosen = Memo::new(move |_| {
        let key = picked.get()?;
        people.get().into_iter().find(|person| person.key == key)
    });
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::who_collects)}</h2>
            {move || hold().map(|words| view! { <Notice tone=NoticeTone::Warning>{words}</Notice> })}
            {move || stays().map(|words| view! { <Notice>{words}</Notice> })}
            <div class="release">
                <For each=move || people.get() key=|person| (person.key.clone(), person.usual) children=row />
            </div>
            {move || people.get().is_empty().then(|| view! { <Notice>{t(words::nobody_listed)}</Notice> })}
            {move || chosen.get().map(|person| view! { <Confirm person child /> })}
            <div class="release-apart">
                <p>{t(words::not_on_list_note)}</p>
                {id.map(|id| view! {
                    <ButtonLink href=Screen::Unlisted(id).path() look=ButtonLook::Quiet glyph=Glyph::Pause>
                        {t(words::not_on_list)}
                    </ButtonLink>
                })}
            </div>
        </section>
    }
}

/// The second tap: how the person was checked, and by whom the child is released.
#[component]
fn Confirm(
    /// Who collects.
    person: Candidate,
    /// The child.
    child: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let checked = RwSignal::new("known".to_owned());
    let second = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let alone = person.basis == Basis::WalksAlone;
    let uncertain = move || {
        app.tick.track();
        let stale = app.link.get() != Link::Online && model.space.age_minutes() > STALE_MINUTES;
        stale || !model.space.now().certain
    };
    let ways = [
        ("known", words::checked_known),
        ("photo", words::checked_photo),
        ("card", words::checked_card),
        ("call_back", words::checked_call_back),
    ];
    let items = ways.map(|(key, word)| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    });
    let name = child.get_untracked().map(|c| c.card.name).unwrap_or_default();
    let words = if alone {
        fill(words::let_go_alone, &[&name])
    } else {
        fill(words::hand_to, &[&person.relation, &person.name])
    };
    let release = move || {
        let Some(today) = child.get_untracked() else { return };
        let second = second_person(model, &second.get_untracked());
        let collector = if alone { &today.card.name } else { &person.name };
        let body = Release {
            basis: person.basis,
            collector: person.collector,
            collector_name: collector.clone(),
            relation: person.relation.clone(),
            checked: checked_of(&checked.get_untracked()),
            second,
            ..unchecked(app, model)
        };
        keep_release(app, model, today, body, busy, failed);
    };
    let release = Callback::new(move |()| release());
    // One PIN opens the session; what is out of the ordinary asks again (T16).
    let prover = Prover::get();
    let held = move || {
        child.get_untracked().is_some_and(|child| {
            let (stops, bars) = model.space.replica.with_untracked(|r| {
                (
                    r.get::<Stops>(Audience::Holds, child.id),
                    r.get::<Bars>(Audience::Holds, child.id),
                )
            });
            let day = model.day.get_untracked();
            child.unsettled
                || stops.is_some_and(|stops| !stops.not_these.is_empty())
                || bars.is_some_and(|bars| bars.on(day).next().is_some())
        })
    };
    let press = Callback::new(move |()| match alone || held() || untrack(uncertain) {
        true => prover.again(release),
        false => release.run(()),
    });
    view! {
        <div class="card stack">
            {(!alone).then(|| view! {
                <Choices id="checked" legend=t(words::how_checked) items=items.to_vec() value=checked side=true />
            })}
            {move || uncertain().then(|| view! {
                <Notice tone=NoticeTone::Warning>{t(words::list_uncertain)}</Notice>
                <SecondPerson value=second />
            })}
            <Failed why=failed />
            <Button block=true busy on_press=press>{words}</Button>
        </div>
    }
}

/// The second person: by PIN on a shared tablet; elsewhere named, not proved.
#[component]
pub fn SecondPerson(
    /// The person's id.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let model = Model::get();
    if Tablet::here().is_some() {
        return view! { <SecondByPin value error /> }.into_any();
    }
    let options = Signal::derive(move || {
        let me = model.me();
        let mut options = vec![(String::new(), t(words::choose_person).to_owned())];
        model.roster.with(|roster| {
            let others = roster.staff.iter().filter(|(id, _)| Some(*id) != me);
            options.extend(others.map(|(id, staff)| (id.to_string(), staff.name.clone())));
        });
        options
    });
    view! { <SelectField id="second" label=t(words::second_person) hint=t(words::second_person_hint) value options error /> }
        .into_any()
}

#[component]
fn SecondByPin(
    /// The person's id, once the PIN was right.
    value: RwSignal<String>,
    /// What is wrong.
    error: MaybeProp<String>,
) -> impl IntoView {
    let model = Model::get();
    let prover = Prover::get();
    let confirmed = Callback::new(move |id: PersonId| value.set(id.to_string()));
    let ask = move |()| prover.second(confirmed);
    let name = move || second_person(model, &value.get()).map(|second| second.name);
    view! {
        <div class="section" id="second" tabindex="-1">
            {move || error.get().map(|words| view! { <Notice tone=NoticeTone::Danger>{words}</Notice> })}
            {move || name().map(|name| view! {
                <Notice tone=NoticeTone::Good>{fill(words::pin_second_was, &[&name])}</Notice>
            })}
            <Button look=ButtonLook::Quiet block=true glyph=Glyph::People on_press=ask>
                {move || t(if value.with(String::is_empty) { words::pin_second_ask } else { words::pin_change })}
            </Button>
            <p class="soft small">{t(words::second_person_hint)}</p>
        </div>
    }
}

/// The named second person behind a picked id.
pub fn second_person(model: Model, picked: &str) -> Option<Named> {
    let id = picked.parse().ok()?;
    model.roster.with_untracked(|roster| {
        let (_, staff) = roster.staff.iter().find(|(person, _)| *person == id)?;
        Some(Named { id, name: staff.name.clone() })
    })
}

fn checked_of(key: &str) -> Checked {
    match key {
        "photo" => Checked::Photo,
        "card" => Checked::Card,
        "call_back" => Checked::CallBack,
        _ => Checked::Known,
    }
}

/// A release by the signed-in person, with the truth about the network and the list.
pub fn unchecked(app: App, model: Model) -> Release {
    let who = app.who.get_untracked();
    let proof = if app.tablet_now().is_some() { Proof::Pin } else { Proof::Named };
    Release {
        day: model.day.get_untracked(),
        basis: Basis::Unlisted,
        collector: None,
        collector_name: String::new(),
        relation: String::new(),
        checked: Checked::CallBack,
        released_by: Named {
            id: who
                .as_ref()
                .map(|who| who.person)
                .unwrap_or(yuanliu_domain::id::PersonId(uuid::Uuid::nil())),
            name: who.map(|who| who.name).unwrap_or_default(),
        },
        proof,
        second: None,
        second_proof: proof,
        call_back: String::new(),
        reason: String::new(),
        list_age: model.space.age_minutes(),
        offline: app.link.get_untracked() != Link::Online,
    }
}

/// Keeps the release and goes back to the list.
pub fn keep_release(
    app: App,
    model: Model,
    child: ChildToday,
    body: Release,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<NotKept>>,
) {
    busy.set(true);
    let draft = Draft::new(Subject::Child(child.id), body).building_on(knows(&child));
    spawn_local(async move {
        let kept = app.keep(model.space, draft).await;
        busy.try_set(false);
        failed.try_set(kept.err());
    });
}
