//! Nobody is here: the people on duty, one tap and six digits away.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::people::Staff;
use yuanliu_domain::rights::Role;

use super::Tablet;
use super::pin_of::PinOf;
use crate::components::{
    AppBar, Button, ButtonLook, Drawing, Empty, Glyph, Notice, NoticeTone, SearchField, Tile,
};
use crate::pages::staff::WhenWhole;
use crate::pages::staff::at_gate::AtGateStrip;
use crate::pages::staff::emergency::OpenStrip;
use crate::pages::staff::model::Model;
use crate::pages::staff::rain::RainBand;
use crate::state::Link;
use crate::text::names::surname;
use crate::text::{fill, format, series, t, words};

/// The page.
#[component]
pub fn Tiles() -> impl IntoView {
    let (tablet, model) = (Tablet::get(), Model::get());
    let app = tablet.app;
    let picked = RwSignal::new(None::<(PersonId, Staff)>);
    let place = move || {
        app.tablet.with(|tablet| tablet.as_ref().map(|who| who.name.clone())).unwrap_or_default()
    };
    let note = move || {
        app.tick.track();
        let day = format::day(model.space.today());
        match model.space.contact.get() {
            Some(contact) if app.link.get() != Link::Online => {
                format!("{day} · {}", fill(words::list_as_of, &[&format::time(contact.server)]))
            }
            _ => day,
        }
    };
    let sent = move || match app.unsent() {
        0 => t(words::sent_all).to_owned(),
        n => fill(words::unsent_count, &[&n]),
    };
    let content = move || match picked.get() {
        Some((person, staff)) => {
            let came = (person, staff.clone());
            let on_right = Callback::new(move |()| tablet.coming.set(Some(came.clone())));
            view! {
                <PinOf person staff on_right />
                <Button look=ButtonLook::Quiet block=true glyph=Glyph::Back on_press=move |()| picked.set(None)>
                    {t(words::tablet_others)}
                </Button>
            }
            .into_any()
        }
        None => view! {
            <h2>{t(words::tablet_who)}</h2>
            <StaffTiles on_pick=Callback::new(move |who| picked.set(Some(who))) />
            <p class="soft small">{sent}</p>
        }
        .into_any(),
    };
    view! {
        <AppBar title=Signal::derive(place) note=Signal::derive(note) />
        <OpenStrip nobody=true />
        <AtGateStrip nobody=true />
        <RainBand />
        <main class="page stack" id="main">
            <WhenPaired><WhenWhole>{content}</WhenWhole></WhenPaired>
        </main>
    }
}

/// The office may have ended this tablet: then it holds no list any more.
#[component]
fn WhenPaired(
    /// The tiles.
    children: ChildrenFn,
) -> impl IntoView {
    let model = Model::get();
    let app = crate::state::App::get();
    // A tablet that has had its answer and may see nothing is no tablet of the school.
    let ended = Memo::new(move |_| {
        let answered = model.space.contact.get().is_some() && app.link.get() == Link::Online;
        answered && model.space.replica.with(|r| r.view.audiences().all(|a| !is_list(a)))
    });
    let children = StoredValue::new(children);
    move || match ended.get() {
        true => {
            view! { <Notice tone=NoticeTone::Warning>{t(words::tablet_ended)}</Notice> }.into_any()
        }
        false => children.with_value(|children| children()).into_any(),
    }
}

fn is_list(audience: yuanliu_domain::audience::Audience) -> bool {
    use yuanliu_domain::audience::Audience;
    matches!(audience, Audience::Public | Audience::Roll | Audience::Holds)
}

/// The staff: those on duty today first, everybody else by searching.
#[component]
pub fn StaffTiles(
    /// Not this one.
    #[prop(optional, into)]
    but: Signal<Option<PersonId>>,
    /// A second person: duty leader and guard first.
    #[prop(optional)]
    second: bool,
    /// Somebody was picked.
    on_pick: Callback<(PersonId, Staff)>,
) -> impl IntoView {
    let (tablet, model) = (Tablet::get(), Model::get());
    let query = RwSignal::new(String::new());
    // Person → where they are today, in words.
    let duties = Memo::new(move |_| {
        let mut places = BTreeMap::<PersonId, Vec<String>>::new();
        model.roster.with(|roster| {
            for (id, group) in &roster.groups {
                for with in model.with_group(*id) {
                    places.entry(with.id).or_default().push(group.room.clone());
                }
            }
        });
        places.values_mut().for_each(|rooms| rooms.dedup());
        places
    });
    let shown = move || {
        let (typed, but, duties) = (query.get(), but.get(), duties.get());
        let typed = typed.trim();
        model.roster.with(|roster| {
            let mut found: Vec<_> = roster
                .staff
                .iter()
                .filter(|(id, _)| Some(*id) != but)
                .filter(|(id, staff)| match typed.is_empty() {
                    true => duties.is_empty() || duties.contains_key(id) || is_second(staff),
                    false => staff.name.contains(typed),
                })
                .map(|(id, staff)| {
                    (*id, staff.clone(), duties.get(id).cloned().unwrap_or_default())
                })
                .collect();
            found.sort_by_key(|(id, staff, rooms)| {
                (!(second && is_second(staff)), tablet.recent.place(*id), rooms.is_empty())
            });
            found
        })
    };
    let tile = move |(id, staff, rooms): (PersonId, Staff, Vec<String>)| {
        view! { <StaffTile id staff rooms on_pick /> }
    };
    view! {
        <div class="stack">
            <SearchField label=t(words::tablet_search) clear=t(words::clear) value=query />
            <div class="staff-tiles">{move || shown().into_iter().map(tile).collect_view()}</div>
            {move || shown().is_empty().then(|| view! {
                <Empty drawing=Drawing::Magnifier words=t(words::person_not_found) />
            })}
        </div>
    }
}

/// Whether they are there for others: not in a group, and asked first.
fn is_second(staff: &Staff) -> bool {
    staff.roles.contains(&Role::Leader) || staff.roles.contains(&Role::Guard)
}

#[component]
fn StaffTile(
    /// Who.
    id: PersonId,
    /// Who that is.
    staff: Staff,
    /// Where today.
    rooms: Vec<String>,
    /// Picked.
    on_pick: Callback<(PersonId, Staff)>,
) -> impl IntoView {
    let tablet = Tablet::get();
    let rooms = series(&rooms);
    let note = move || {
        if tablet.locked(id) {
            t(words::tablet_locked_short).to_owned()
        } else if tablet.verifier(id).is_none() {
            t(words::tablet_no_pin_short).to_owned()
        } else {
            rooms.clone()
        }
    };
    let (face, name) = (surname(&staff.name), staff.name.clone());
    view! {
        <button type="button" class="staff-tile" on:click=move |_| on_pick.run((id, staff.clone()))>
            <Tile surname=face />
            <span class="staff-tile-words">
                <span class="staff-tile-name">{name}</span>
                <span class="cell-note">{note}</span>
            </span>
        </button>
    }
}
