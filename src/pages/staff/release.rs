//! Giving a child into somebody's care (T5, R7): who may collect, the usual one
//! first; whoever is not listed is not one tap away.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, Checked, Proof, Release};
use yuanliu_domain::collector::{Stops, Way};
use yuanliu_domain::court::Bars;
use yuanliu_domain::id::{ActId, ChildId, CollectorId, PersonId};
use yuanliu_domain::pass::Cancelled;
use yuanliu_domain::people::{Guardian, Guardians};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::school::Named;
use yuanliu_domain::time::Day;
use yuanliu_sync::replica::Replica;

use super::acts::{Failed, knows};
use super::cards::{Numbered, cards};
use super::later::{Later, Stated};
use super::model::Model;
use super::shown::ShownPanel;
use super::tablet::{Prover, Tablet};
use crate::components::{
    Button, ButtonLink, ButtonLook, ChoiceItem, Choices, Face, Glyph, Notice, NoticeTone,
    ReleasePerson, SelectField,
};
use crate::photos;
use crate::route::Screen;
use crate::state::{App, ChildToday, Draft, Link, NotKept};
use crate::text::names::surname;
use crate::text::{fill, t, words};

/// A list older than this asks for a second person, in minutes. It never refuses.
const STALE_MINUTES: u32 = 120;

/// Somebody who may collect today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Names the entry on this screen.
    pub key: String,
    /// Empty when a pass that the list does not know yet is all there is.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// How somebody whom no photo shows is recognised; may be empty.
    pub looks: String,
    /// On what ground.
    pub basis: Basis,
    /// The collector's entry on the list.
    pub collector: Option<CollectorId>,
    /// The photo that the family named, whether or not it has come.
    pub photo: Option<PhotoHash>,
    /// The pass or card.
    pub shown: Option<ActId>,
    /// How identity was checked, when that is settled.
    pub checked: Option<Checked>,
    /// What a pass itself says of its collector.
    pub told: String,
    /// Collects most often.
    pub usual: bool,
}

impl Candidate {
    /// Whether the ground is a standing card.
    pub fn is_card(&self) -> bool {
        self.basis == Basis::Card
    }
}

impl Default for Candidate {
    fn default() -> Candidate {
        Candidate {
            key: String::new(),
            name: String::new(),
            relation: String::new(),
            looks: String::new(),
            basis: Basis::Listed,
            collector: None,
            photo: None,
            shown: None,
            checked: None,
            told: String::new(),
            usual: false,
        }
    }
}

/// Who must not collect a child today, and who is not to be called about it.
pub struct Stopped {
    stops: Stops,
    bars: Bars,
    day: Day,
}

impl Stopped {
    /// Of this child; follows the rows.
    pub fn of(model: Model, id: ChildId) -> Stopped {
        let replica = model.space.replica;
        let stops = replica.with(|r| r.get::<Stops>(Audience::Holds, id)).unwrap_or_default();
        let bars = replica.with(|r| r.get::<Bars>(Audience::Holds, id)).unwrap_or_default();
        Stopped { stops, bars, day: model.day.get() }
    }

    /// Whether somebody of this name is stopped.
    pub fn name(&self, name: &str) -> bool {
        self.stops.not_these.iter().any(|stopped| stopped == name)
            || self.bars.on(self.day).any(|bar| bar.name == name)
    }

    /// Whether a court paper bars this guardian, and so whom they named. By person: a name
    /// may have been written otherwise in the paper.
    pub fn barred(&self, person: PersonId) -> bool {
        self.bars.bar(person, self.day)
    }
}

/// Who may collect this child today by its own rows, the usual collector first: whom the
/// family named, and the guardians. For a screen of many children; cards are on `candidates`.
pub fn named(model: Model, child: &ChildToday) -> Vec<Candidate> {
    named_but(model, child, &Stopped::of(model, child.id))
}

fn named_but(model: Model, child: &ChildToday, stop: &Stopped) -> Vec<Candidate> {
    let roll = |r: &Replica| r.get::<Guardians>(Audience::Roll, child.id);
    let guardians = model.space.replica.with(roll).unwrap_or_default();
    let mut listed = child.collectors.today(stop.day, child.weekday);
    listed.retain(|collector| collector.rests_on().all(|person| !stop.barred(person)));
    let usual = listed.first().filter(|c| c.times > 0).map(|c| c.id);
    let mut people: Vec<Candidate> = listed
        .iter()
        .filter(|c| !stop.stops.withdrawn.contains(&c.id) && !stop.name(&c.name))
        .map(|c| Candidate {
            key: c.id.to_string(),
            name: c.name.clone(),
            relation: c.relation.clone(),
            looks: c.looks.clone(),
            basis: match (c.way, c.organisation) {
                (Way::Alone, _) => Basis::WalksAlone,
                (_, Some(organisation)) => organisation.basis(),
                (_, None) => Basis::Listed,
            },
            collector: Some(c.id),
            photo: c.photo,
            usual: usual == Some(c.id),
            ..Candidate::default()
        })
        .collect();
    let may = |g: &Guardian| !stop.name(&g.name) && !stop.barred(g.person);
    people.extend(guardians.people.into_iter().filter(may).map(|g| Candidate {
        key: g.person.to_string(),
        name: g.name,
        relation: g.relation,
        basis: Basis::Guardian,
        ..Candidate::default()
    }));
    people
}

/// Who may collect this child today, the usual collector first; also by standing card.
pub fn candidates(model: Model, child: &ChildToday) -> Vec<Candidate> {
    with_cards(model, child, cards(model, child.id))
}

/// The same for whoever has the child's cards at hand: a list of many reads them once.
pub fn with_cards(model: Model, child: &ChildToday, cards: Vec<Numbered>) -> Vec<Candidate> {
    let stop = Stopped::of(model, child.id);
    let mut people = named_but(model, child, &stop);
    let gone = |r: &Replica| r.get::<Cancelled>(Audience::Holds, child.id);
    let gone = model.space.replica.with(gone).unwrap_or_default();
    for (act, card, number) in cards {
        let listed = people.iter().any(|person| person.name == card.name);
        if listed || gone.has(act) || stop.name(&card.name) || stop.barred(card.issued_by) {
            continue;
        }
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        people.push(Candidate {
            key: act.to_string(),
            told: fill(words::shown_note_card, &[&card.relation, &number]),
            name: card.name,
            relation: card.relation,
            basis: Basis::Card,
            shown: Some(act),
            ..Candidate::default()
        });
    }
    people
}

/// Where the photo of somebody is, in words; nothing when it is on the screen, or when
/// there is none.
fn photo_words(app: App, model: Model, person: &Candidate) -> Option<&'static str> {
    let (hash, id) = person.photo.zip(person.collector)?;
    if !photos::at_school(model.space, Audience::Roll, id) {
        return Some(t(words::photo_on_phone));
    }
    photos::face(app, model.space, hash).is_none().then(|| t(words::photo_not_on_device))
}

/// Whether a child is handed over only after somebody asked: its guardians disagree, or
/// somebody is not to collect; follows the rows.
pub fn held(model: Model, child: &ChildToday) -> bool {
    let day = model.day.get();
    child.unsettled
        || model.space.replica.with(|r| {
            let stops = r.get::<Stops>(Audience::Holds, child.id);
            let bars = r.get::<Bars>(Audience::Holds, child.id);
            stops.is_some_and(|stops| !stops.not_these.is_empty())
                || bars.is_some_and(|bars| bars.on(day).next().is_some())
        })
}

/// Whether the list may be out of date, or the time is not certain: a second person is
/// asked for. Follows clock and network.
pub fn uncertain(app: App, model: Model) -> bool {
    app.tick.track();
    let stale = app.link.get() != Link::Online && model.space.age_minutes() > STALE_MINUTES;
    stale || !model.space.now().certain
}

/// What staff do with a held child, without the reason (R11).
#[component]
pub fn HoldFirst() -> impl IntoView {
    view! { <Notice tone=NoticeTone::Warning>{t(words::hold_first)}</Notice> }
}

/// The whole release, for a child in care.
#[component]
pub fn ReleasePanel(
    /// The child.
    #[prop(into)]
    child: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let id = child.get_untracked().map(|child| child.id);
    let people = Memo::new(move |_| child.get().map(|c| candidates(model, &c)).unwrap_or_default());
    let picked = RwSignal::new(None::<String>);
    let hold = move || child.get().is_some_and(|child| held(model, &child));
    let row = move |person: Candidate| {
        let key = person.key.clone();
        let shown_key = key.clone();
        let usual = person.usual.then(|| t(words::usual).to_owned());
        let hash = person.photo;
        let photo = MaybeProp::derive(move || photos::face(app, model.space, hash?));
        let who = person.clone();
        let note = Signal::derive(move || match (&who.basis, photo_words(app, model, &who)) {
            (Basis::WalksAlone, _) => t(words::alone_written).to_owned(),
            (_, Some(words)) => format!("{} · {words}", who.relation),
            (Basis::Card, None) => who.told.clone(),
            (_, None) if who.looks.is_empty() => who.relation.clone(),
            (_, None) => format!("{} · {}", who.relation, who.looks),
        });
        view! {
            <ReleasePerson
                photo note surname=surname(&person.name)
                name=if person.basis == Basis::WalksAlone { t(words::state_alone).to_owned() } else { person.name.clone() }
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
            {move || hold().then(|| view! { <HoldFirst /> })}
            <div class="release">
                <For each=move || people.get() key=|person| (person.key.clone(), person.usual, person.photo) children=row />
            </div>
            {move || people.get().is_empty().then(|| view! { <Notice>{t(words::nobody_listed)}</Notice> })}
            {move || chosen.get().map(|person| view! { <Confirm person child /> })}
            <ShownPanel child picked />
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
pub fn Confirm(
    /// Who collects.
    person: Candidate,
    /// The child.
    child: Signal<Option<ChildToday>>,
    /// Other words for the button: at the gate it says what has happened.
    #[prop(optional, into)]
    word: Option<String>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let settled = person.checked;
    let checked = RwSignal::new(if person.is_card() { "card" } else { "known" }.to_owned());
    let second = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let alone = person.basis == Basis::WalksAlone;
    let uncertain = move || uncertain(app, model);
    let name = child.get_untracked().map(|c| c.card.name.clone()).unwrap_or_default();
    let words = if alone {
        fill(words::let_go_alone, &[&name])
    } else {
        fill(words::hand_to, &[&person.relation, &person.name])
    };
    let words = word.unwrap_or(words);
    let (photo, who) = (person.photo, person.name.clone());
    let later = Later::get();
    let release = move || {
        let Some(today) = child.get_untracked() else { return };
        let Some(stated) = Stated::by(later) else { return };
        let second = second_person(model, &second.get_untracked());
        let collector = if alone { &today.card.name } else { &person.name };
        let body = Release {
            basis: person.basis,
            collector: person.collector,
            shown: person.shown,
            collector_name: collector.clone(),
            relation: person.relation.clone(),
            checked: settled.unwrap_or_else(|| checked_of(&checked.get_untracked())),
            second,
            ..unchecked(app, model)
        };
        keep_stated(app, model, (today, body), stated, busy, failed);
    };
    let release = Callback::new(move |()| release());
    // One PIN opens the session; what is out of the ordinary asks again (T16).
    let prover = Prover::get();
    let hold = move || child.get().is_some_and(|child| held(model, &child));
    let press = Callback::new(move |()| match alone || untrack(hold) || untrack(uncertain) {
        true => prover.again(release),
        false => release.run(()),
    });
    view! {
        <div class="card stack">
            {photo.map(|photo| view! { <Compare photo who /> })}
            {(!alone && settled.is_none()).then(|| view! { <HowChecked value=checked /> })}
            <IfUncertain second />
            <Failed why=failed />
            <Button block=true busy on_press=press>{words}</Button>
        </div>
    }
}

/// The photo to compare with the person who comes, once it is here.
#[component]
pub fn Compare(
    /// As the family named it.
    photo: PhotoHash,
    /// Whom it shows.
    who: String,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    // A memo: other photos come while this one is looked at.
    let url = Memo::new(move |_| photos::face(app, model.space, photo));
    move || {
        let url = url.get()?;
        let enlarge = fill(words::photo_enlarge, &[&who]);
        Some(view! {
            <p>{t(words::photo_compare)}</p>
            <Face photo=url name=who.clone() enlarge close=t(words::close) />
        })
    }
}

/// How the person who comes was checked.
#[component]
pub fn HowChecked(
    /// The answer's key; `checked_of` reads it.
    value: RwSignal<String>,
) -> impl IntoView {
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
    view! { <Choices id="checked" legend=t(words::how_checked) items=items.to_vec() value side=true /> }
}

/// Asks for a second person while the list is uncertain.
#[component]
pub fn IfUncertain(
    /// The second person's id.
    second: RwSignal<String>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let ask = Memo::new(move |_| uncertain(app, model));
    move || {
        ask.get().then(|| {
            view! {
                <Notice tone=NoticeTone::Warning>{t(words::list_uncertain)}</Notice>
                <SecondPerson value=second />
            }
        })
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

/// What the key of `HowChecked` says.
pub fn checked_of(key: &str) -> Checked {
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
        shown: None,
        second_proof: proof,
        call_back: String::new(),
        reason: String::new(),
        together: None,
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
    keep_stated(app, model, (child, body), Stated::default(), busy, failed);
}

/// The same with what is stated of a release that is entered later.
pub fn keep_stated(
    app: App,
    model: Model,
    (child, body): (ChildToday, Release),
    stated: Stated,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<NotKept>>,
) {
    busy.set(true);
    let body = stated.released(body);
    let draft = stated.of(Draft::new(Subject::Child(child.id), body).building_on(knows(&child)));
    spawn_local(async move {
        let kept = app.keep(model.space, draft).await;
        busy.try_set(false);
        failed.try_set(kept.err());
    });
}
