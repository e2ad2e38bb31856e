//! The school's shared tablets: named, paired with a code, ended; locked PINs (T11).

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::tablet::{Lock, PinReopened, Tablet};
use yuanliu_sync::wire::{Invitation, OfferPairing};

use super::frame::{OfficeBar, WhenHeld};
use super::model::{Office, listed};
use super::writing::{Failed, Saved, Writing};
use crate::api;
use crate::components::{
    Button, ButtonLook, Cell, CellButton, CellGroup, Drawing, Empty, ErrorSummary, Field,
    FieldError, Glyph, Icon, Notice, NoticeTone, Sheet,
};
use crate::platform;
use crate::state::{Draft, Link};
use crate::text::{fill, format, refusal, t, words};

/// The page.
#[component]
pub fn TabletsPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || vec![Audience::Office, Audience::Roll, Audience::Leader]);
    let allowed = office.is_office();
    view! {
        <OfficeBar title=t(words::tablets_title) back=true />
        <main class="page stack stack-l" id="main">
            {match allowed {
                true => view! { <WhenHeld audiences=held><List /><Locks /><Add /></WhenHeld> }.into_any(),
                false => view! { <Notice>{t(words::refused_not_office)}</Notice> }.into_any(),
            }}
        </main>
        <Saved />
    }
}

fn tablets(office: Office) -> Vec<(PersonId, Tablet)> {
    let all = office.space.replica.with(|r| listed(r, Audience::Office).collect::<Vec<_>>());
    let mut tablets: Vec<(PersonId, Tablet)> =
        all.into_iter().filter(|(_, t): &(_, Tablet)| !t.ended).collect();
    tablets.sort_by(|(_, a), (_, b)| a.place.cmp(&b.place));
    tablets
}

#[component]
fn List() -> impl IntoView {
    let office = Office::get();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<(PersonId, Tablet)>);
    let all = Memo::new(move |_| tablets(office));
    let row = move |(id, tablet): (PersonId, Tablet)| {
        let pick = move |tablet: Tablet| {
            chosen.set(Some((id, tablet)));
            open.set(true);
        };
        view! {
            <CellButton title=tablet.place.clone() on_press=move |()| pick(tablet.clone())>
                <Icon glyph=Glyph::Next />
            </CellButton>
        }
    };
    let title = move || chosen.get().map(|(_, tablet)| tablet.place).unwrap_or_default();
    view! {
        <p>{t(words::tablets_hint)}</p>
        {move || match all.get() {
            all if all.is_empty() => view! { <Empty drawing=Drawing::School words=t(words::tablets_none) /> }.into_any(),
            all => view! { <CellGroup>{all.into_iter().map(row).collect_view()}</CellGroup> }.into_any(),
        }}
        <Sheet open title=Signal::derive(title) close=t(words::close)>
            {move || chosen.get().map(|(id, tablet)| view! { <One id tablet open /> })}
        </Sheet>
    }
}

/// One tablet: its code, its end.
#[component]
fn One(
    /// Which.
    id: PersonId,
    /// As it is.
    tablet: Tablet,
    /// The sheet.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let code = RwSignal::new(None::<Invitation>);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<&'static str>));
    let (ending, writing) = (RwSignal::new(false), Writing::new());
    let make = move |()| {
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let made = api::offer_pairing(office.space.id, &OfferPairing { tablet: id }).await;
            // The sheet may be gone by now.
            let _ = busy.try_set(false);
            match made {
                Ok(made) => drop(code.try_set(Some(made))),
                Err(why) => drop(failed.try_set(Some(match why.code() {
                    "not_a_member" => t(words::tablet_code_early),
                    "unreachable" => t(words::tablet_code_offline),
                    code => refusal(code),
                }))),
            }
        });
    };
    let place = StoredValue::new(tablet.place.clone());
    let end = move |()| {
        let tablet = Tablet { ended: true, ..tablet.clone() };
        let said = fill(words::tablet_was_ended, &[&tablet.place]);
        writing
            .keep(office, Draft::new(Subject::Person(id), tablet), said, move || open.set(false));
    };
    let address = window().location().origin().unwrap_or_default();
    let shown = move |made: Invitation| {
        let spoken: String = made.code.chars().flat_map(|c| [c, ' ']).collect();
        view! {
            <section class="card stack">
                <p class="label">{place.with_value(|place| fill(words::tablet_code_for, &[place]))}</p>
                <p class="pair-code num" aria-hidden="true">{made.code.clone()}</p>
                <p class="visually-hidden">{spoken}</p>
                <p>{fill(words::tablet_code_steps, &[&address])}</p>
                <p class="soft small">{fill(words::tablet_code_until, &[&format::time(made.expires)])}</p>
            </section>
        }
    };
    let offline = move || office.app.link.get() == Link::Offline;
    view! {
        <div class="stack">
            {move || code.get().map(shown.clone())}
            {move || failed.get().map(|words| view! { <Notice tone=NoticeTone::Danger>{words}</Notice> })}
            <Show when=offline><Notice tone=NoticeTone::Offline>{t(words::tablet_code_offline)}</Notice></Show>
            <Button block=true busy on_press=make>{t(words::tablet_code)}</Button>
            <Failed writing />
            <Show
                when=move || ending.get()
                fallback=move || view! {
                    <Button look=ButtonLook::Quiet block=true on_press=move |()| ending.set(true)>{t(words::tablet_end)}</Button>
                }
            >
                <Notice tone=NoticeTone::Warning>{place.with_value(|place| fill(words::tablet_end_sure, &[place]))}</Notice>
                <Button look=ButtonLook::Danger block=true busy=writing.busy on_press=end.clone()>{t(words::tablet_end_do)}</Button>
            </Show>
        </div>
    }
}

/// Who is locked, and where.
#[component]
fn Locks() -> impl IntoView {
    let office = Office::get();
    let writing = Writing::new();
    let locks = move || {
        let all = office.space.replica.with(|r| r.list::<Lock>(Audience::Leader));
        let known = tablets(office);
        let place =
            |id: PersonId| known.iter().find(|(t, _)| *t == id).map(|(_, t)| t.place.clone());
        let all = all.into_iter().filter_map(|(_, lock)| Some((place(lock.tablet)?, lock)));
        all.collect::<Vec<_>>()
    };
    let row = move |(place, lock): (String, Lock)| {
        let name = office.roster.with(|roster| roster.staff_names(&[lock.person]).join(""));
        let note = fill(words::tablet_locked_at, &[&place, &format::moment(lock.since)]);
        let said = fill(words::tablet_reopened, &[&name]);
        let reopen = move |()| {
            let draft =
                Draft::new(Subject::Person(lock.person), PinReopened { tablet: lock.tablet });
            writing.keep(office, draft, said.clone(), || ());
        };
        view! {
            <Cell title=name note=note>
                <Button look=ButtonLook::Quiet small=true busy=writing.busy on_press=reopen>{t(words::tablet_reopen)}</Button>
            </Cell>
        }
    };
    move || {
        let locks = locks();
        (!locks.is_empty()).then(|| view! {
            <Failed writing />
            <CellGroup title=t(words::tablet_locks)>{locks.into_iter().map(row).collect_view()}</CellGroup>
        })
    }
}

#[component]
fn Add() -> impl IntoView {
    let office = Office::get();
    let (place, writing) = (RwSignal::new(String::new()), Writing::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = place.get_untracked().trim().to_owned();
        if named.is_empty() || named.chars().count() > 40 {
            errors.set(vec![FieldError {
                id: "place".into(),
                words: t(words::tablet_need_place).into(),
            }]);
            return;
        }
        errors.set(vec![]);
        let said = fill(words::tablet_added, &[&named]);
        let draft = Draft::new(
            Subject::Person(PersonId(platform::new_id())),
            Tablet { place: named, ended: false },
        );
        writing.keep(office, draft, said, move || place.set(String::new()));
    };
    view! {
        <form class="card stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::not_complete) errors />
            <Field
                id="place" label=t(words::tablet_place) value=place
                error=MaybeProp::derive(move || errors.with(|e| e.first().map(|e| e.words.clone())))
            />
            <Failed writing />
            <Button submit=true block=true busy=writing.busy>{t(words::tablet_add)}</Button>
        </form>
    }
}
