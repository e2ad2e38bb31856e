//! Six digits of one person; five wrong tries lock that person here, and a leader
//! reopens with a PIN of their own. All of it works without a network.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::people::Staff;
use yuanliu_domain::pin::Pin;
use yuanliu_domain::rights::Role;
use yuanliu_domain::tablet::{PinLocked, PinReopened};

use super::Tablet;
use crate::components::{
    CellButton, CellGroup, Glyph, Icon, Notice, NoticeTone, PinPad, Tile, TileSize,
};
use crate::pages::staff::acts::Failed;
use crate::pages::staff::model::Model;
use crate::platform::{self, heard::Heard};
use crate::state::{Draft, NotKept};
use crate::text::names::surname;
use crate::text::{fill, t, words};

/// Asks for a person's PIN.
#[component]
pub fn PinOf(
    /// Who.
    person: PersonId,
    /// Who that is.
    staff: Staff,
    /// It was right.
    on_right: Callback<()>,
) -> impl IntoView {
    let tablet = Tablet::get();
    let name = StoredValue::new(staff.name.clone());
    let locked = Memo::new(move |_| tablet.locked(person));
    let known = Memo::new(move |_| tablet.verifier(person).is_some());
    let body = move || match (locked.get(), known.get()) {
        (true, _) => view! { <Locked person name=name.get_value() /> }.into_any(),
        (false, true) => view! { <Ask person name=name.get_value() on_right /> }.into_any(),
        (false, false) => view! { <Notice>{t(words::pin_none)}</Notice> }.into_any(),
    };
    view! {
        <div class="stack">
            <div class="pin-who">
                <Tile surname=surname(&staff.name) size=TileSize::Large />
                <strong>{staff.name}</strong>
            </div>
            {body}
        </div>
    }
}

#[component]
fn Ask(
    /// Who.
    person: PersonId,
    /// Name as shown.
    name: String,
    /// It was right.
    on_right: Callback<()>,
) -> impl IntoView {
    let tablet = Tablet::get();
    let (typed, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let wrong = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<NotKept>);
    let check = Callback::new(move |digits: String| {
        let verifier = untrack(|| tablet.verifier(person));
        let (Ok(pin), Some(verifier)) = (Pin::read(&digits), verifier) else { return };
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let right = platform::pin::is_right(&pin, &verifier).await;
            // The screen may be gone by now.
            let Some(()) = busy.try_update(|busy| *busy = false) else { return };
            typed.set(String::new());
            match right {
                Ok(true) => {
                    tablet.tries.forget(person);
                    on_right.run(());
                }
                Ok(false) => {
                    Heard::Look.give();
                    let left = tablet.tries.wrong(person);
                    wrong.set(Some(fill(words::pin_wrong, &[&left])));
                    if left == 0 {
                        let lock = PinLocked { tablet: tablet.id };
                        let draft = Draft::new(Subject::Person(person), lock);
                        let kept = tablet.app.keep(tablet.space, draft).await;
                        failed.try_set(kept.err());
                    }
                }
                Err(_) => wrong.set(Some(t(words::pin_no_check).to_owned())),
            }
        });
    });
    let count = move || typed.with(|typed| fill(words::pin_typed, &[&typed.len()]));
    view! {
        <p class="pin-said" role="alert">{move || wrong.get()}</p>
        <Failed why=failed />
        <PinPad
            value=typed busy=busy on_full=check
            label=fill(words::pin_of, &[&name]) typed=Signal::derive(count) back=t(words::pin_back)
        />
    }
}

/// What a locked person sees: who can help.
#[component]
fn Locked(
    /// Who is locked.
    person: PersonId,
    /// Name as shown.
    name: String,
) -> impl IntoView {
    let (tablet, model) = (Tablet::get(), Model::get());
    let leader = RwSignal::new(None::<(PersonId, Staff)>);
    let failed = RwSignal::new(None::<NotKept>);
    let leaders = move || {
        let leads = |staff: &Staff| {
            staff.roles.contains(&Role::Leader) || staff.roles.contains(&Role::Office)
        };
        model.roster.with(|roster| {
            let able = roster.staff.iter().filter(|(id, staff)| *id != person && leads(staff));
            able.filter(|(id, _)| tablet.verifier(*id).is_some()).cloned().collect::<Vec<_>>()
        })
    };
    let reopen = Callback::new(move |()| {
        let Some((by, staff)) = leader.get_untracked() else { return };
        spawn_local(async move {
            let draft = Draft::new(Subject::Person(person), PinReopened { tablet: tablet.id });
            let before = tablet.app.who.get_untracked();
            // It is the leader's act, whoever is at the tablet.
            tablet.app.comes(by, &staff);
            let kept = tablet.app.keep(tablet.space, draft).await;
            tablet.app.who.set(before);
            match kept {
                Ok(_) => tablet.tries.forget(person),
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    });
    let row = move |(id, staff): (PersonId, Staff)| {
        let (title, lead) = (staff.name.clone(), surname(&staff.name));
        view! {
            <CellButton
                title lead=move || view! { <Tile surname=lead.clone() /> }
                on_press=move |()| leader.set(Some((id, staff.clone())))
            >
                <Icon glyph=Glyph::Next />
            </CellButton>
        }
    };
    view! {
        <Notice tone=NoticeTone::Warning>{fill(words::pin_locked, &[&name])}</Notice>
        <Failed why=failed />
        {move || match leader.get() {
            Some((id, staff)) => view! { <PinOf person=id staff on_right=reopen /> }.into_any(),
            None if leaders().is_empty() => view! { <Notice>{t(words::pin_no_leader)}</Notice> }.into_any(),
            None => view! {
                <CellGroup title=t(words::pin_who_reopens)>
                    {leaders().into_iter().map(row).collect_view()}
                </CellGroup>
            }
            .into_any(),
        }}
    }
    .into_any()
}
