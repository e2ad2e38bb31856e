//! Codes for guardians and staff: find the person, then make the slip.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::people::Guardians;
use yuanliu_sync::wire::MAX_SLIPS;

use super::duty_form::role_words;
use super::frame::{OfficeBar, WhenHeld};
use super::invite::InvitePanel;
use super::invited::InvitedList;
use super::model::{Office, Roster, listed};
use super::search::{child_is, has};
use crate::components::{
    Button, ButtonLook, CellButton, CellGroup, Drawing, Empty, Glyph, Icon, Notice, NoticeTone,
    SearchField, SelectField,
};
use crate::text::{fill, t, words};

/// How many people are listed at once: two guardians for every child of a class.
const SHOWN: usize = 100;

/// Somebody who may get a code.
#[derive(Clone, PartialEq)]
pub struct Invitee {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// What the person is here: children and relation, or parts played.
    pub what: Vec<String>,
    found: bool,
}

/// The page.
#[component]
pub fn InvitationsPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || vec![Audience::Roll]);
    let chosen = RwSignal::new(None::<Vec<Invitee>>);
    let content = move || match chosen.get() {
        Some(invitees) => view! { <InvitePanel invitees chosen /> }.into_any(),
        None => view! { <Finder chosen /> }.into_any(),
    };
    let allowed = office.is_office();
    view! {
        <OfficeBar title=t(words::invitations_title) back=true />
        <main class="page stack" id="main">
            {match allowed {
                true => view! { <WhenHeld audiences=held>{content}</WhenHeld> }.into_any(),
                false => view! {
                    <Notice tone=NoticeTone::Info>{t(words::refused_not_office)}</Notice>
                }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Finder(
    /// Who gets a code.
    chosen: RwSignal<Option<Vec<Invitee>>>,
) -> impl IntoView {
    let office = Office::get();
    let (class, query) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let classes = move || {
        office.roster.with(|roster| {
            let class = |(id, class): &(_, yuanliu_domain::people::Class)| {
                let id: &yuanliu_domain::id::ClassId = id;
                (id.to_string(), class.name.clone())
            };
            let every = (String::new(), t(words::everyone).to_owned());
            let staff = ("staff".to_owned(), t(words::all_staff).to_owned());
            [every, staff].into_iter().chain(roster.classes.iter().map(class)).collect::<Vec<_>>()
        })
    };
    let found = Memo::new(move |_| {
        let (class, query) = (class.get(), query.get());
        if class.is_empty() && query.trim().is_empty() {
            return None;
        }
        Some(find(office, &class, &query))
    });
    view! {
        <p>{t(words::invitations_hint)}</p>
        <SearchField label=t(words::search_person) clear=t(words::office_clear) value=query />
        <SelectField id="invite-class" label=t(words::of_class) value=class options=Signal::derive(classes) />
        {move || match found.get() {
            None => view! { <Empty drawing=Drawing::Magnifier words=t(words::search_person_first) /> }.into_any(),
            Some(people) if people.is_empty() => {
                view! { <Empty drawing=Drawing::Magnifier words=t(words::person_not_found) /> }.into_any()
            }
            Some(people) => view! { <Found people chosen /> }.into_any(),
        }}
        <InvitedList />
    }
}

#[component]
fn Found(
    /// Who was found.
    people: Vec<Invitee>,
    /// Who gets a code.
    chosen: RwSignal<Option<Vec<Invitee>>>,
) -> impl IntoView {
    let more = people.len().saturating_sub(SHOWN);
    let row = move |invitee: Invitee| {
        let (title, note) = (invitee.name.clone(), invitee.what.join(" · "));
        view! {
            <CellButton title note on_press=move |()| chosen.set(Some(vec![invitee.clone()]))>
                <Icon glyph=Glyph::Next />
            </CellButton>
        }
    };
    let title = fill(words::people_found, &[&people.len()]);
    let sheet = (people.len() > 1 && people.len() <= MAX_SLIPS).then(|| {
        let (count, all) = (people.len(), people.clone());
        view! {
            <Button look=ButtonLook::Quiet block=true glyph=Glyph::Note on_press=move |()| chosen.set(Some(all.clone()))>
                {fill(words::invite_sheet_make, &[&count])}
            </Button>
        }
    });
    let note = (more > 0).then(|| fill(words::more_by_search, &[&more]));
    view! {
        {sheet}
        <CellGroup title note=MaybeProp::derive(move || note.clone())>
            {people.into_iter().take(SHOWN).map(row).collect_view()}
        </CellGroup>
    }
}

/// Guardians by their children, and staff; follows the rows.
fn find(office: Office, class: &str, query: &str) -> Vec<Invitee> {
    let guardians: Vec<(ChildId, Guardians)> =
        office.space.replica.with(|replica| listed(replica, Audience::Roll).collect());
    office.roster.with(|roster| {
        let mut found = vec![];
        if class != "staff" {
            found.extend(guardians_of(roster, &guardians, class, query));
        }
        if class.is_empty() || class == "staff" {
            let staff = roster.staff.iter().filter(|(_, staff)| has(&staff.name, query));
            found.extend(staff.map(|(person, staff)| Invitee {
                person: *person,
                name: staff.name.clone(),
                what: vec![role_words(&staff.roles)],
                found: true,
            }));
        }
        found
    })
}

/// In the order of classes and numbers; a guardian with all of their children.
fn guardians_of(
    roster: &Roster,
    guardians: &[(ChildId, Guardians)],
    class: &str,
    query: &str,
) -> Vec<Invitee> {
    let mut people: BTreeMap<PersonId, ((u8, String, u16), Invitee)> = BTreeMap::new();
    for (child, guardians) in guardians {
        let Some(card) = roster.children.get(child) else { continue };
        let in_class = class.is_empty() || card.class.to_string() == class;
        for guardian in &guardians.people {
            let found = in_class && (child_is(card, query) || has(&guardian.name, query));
            let place = (card.grade, card.class_name.clone(), card.number);
            let (first, invitee) = people.entry(guardian.person).or_insert_with(|| {
                let name = guardian.name.clone();
                (
                    place.clone(),
                    Invitee { person: guardian.person, name, what: vec![], found: false },
                )
            });
            *first = place.min(first.clone());
            invitee.found |= found;
            invitee.what.push(format!("{} {} {}", card.class_name, card.name, guardian.relation));
        }
    }
    let mut found: Vec<_> = people.into_values().filter(|(_, invitee)| invitee.found).collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, invitee)| invitee).collect()
}
