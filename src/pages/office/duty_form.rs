//! Who has a group today, and when it closes as a rule (S4). Today's own; the
//! group stays as it is.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::{GroupId, PersonId};
use yuanliu_domain::people::Staff;
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::{Block, Duty, School};
use yuanliu_domain::time::Minute;

use super::errors::{Errors, Summary};
use super::groups::{Editing, Editor};
use super::model::Office;
use super::search::has;
use super::writing::{Failed, Writing};
use crate::components::{Button, ButtonLook, Field, FieldKind, SearchField, Tick, Ticks};
use crate::state::Draft;
use crate::text::{fill, series, t, words};

/// How many names are shown before one types: a school has a hundred.
const SHOWN: usize = 12;

/// One person who may have duty.
#[derive(Clone)]
struct Candidate {
    id: PersonId,
    staff: Staff,
    elsewhere: Option<String>,
    on: RwSignal<bool>,
}

/// The form.
#[component]
pub fn DutyForm(
    /// Whose duty.
    group: GroupId,
    /// The sheet.
    editor: Editor,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let now = untrack(|| office.duty(group));
    let closing = RwSignal::new(untrack(|| usual_closing(office, group, now.as_ref())));
    let people = StoredValue::new(candidates(office, group, now.as_ref()));
    let chosen = move || {
        let names = people.with_value(|people| {
            let on = people.iter().filter(|one| one.on.get());
            on.map(|one| one.staff.name.clone()).collect::<Vec<_>>()
        });
        match names.is_empty() {
            true => t(words::duty_none).to_owned(),
            false => fill(words::duty_chosen, &[&series(&names)]),
        }
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let time = Minute::parse(closing.get_untracked().trim());
        let wrong = time.is_none().then_some(("duty-closing", words::need_time));
        if !errors.check([wrong]) || writing.busy.get_untracked() {
            return;
        }
        let staff = people.with_value(|people| {
            people.iter().filter(|one| one.on.get_untracked()).map(|one| one.id).collect()
        });
        let Some(closing) = time else { return };
        let body = Duty { day: office.day.get_untracked(), staff, closing };
        let draft = Draft::new(Subject::Group(group), body);
        let said = t(words::duty_said).to_owned();
        writing.keep(office, draft, said, move || editor.open.set(false));
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <p role="status">{chosen}</p>
            <People people />
            <Field
                id="duty-closing" label=t(words::closing_time) hint=t(words::closing_hint)
                kind=FieldKind::Time value=closing error=errors.at("duty-closing")
            />
            <Button submit=true block=true busy=writing.busy>{t(words::duty_keep)}</Button>
            <Button
                look=ButtonLook::Quiet block=true
                on_press=move |()| editor.edit(Editing::Group(group))
            >
                {t(words::group_edit)}
            </Button>
        </form>
    }
}

/// The list follows the search, not the ticks: a row must not move under a finger.
#[component]
fn People(
    /// Everyone.
    people: StoredValue<Vec<Candidate>>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = move || {
        let query = query.get();
        people.with_value(|people| {
            let (on, off): (Vec<_>, Vec<_>) =
                people.iter().cloned().partition(|one| one.on.get_untracked());
            let off: Vec<_> = off.into_iter().filter(|one| has(&one.staff.name, &query)).collect();
            let more = off.len().saturating_sub(SHOWN);
            (on.into_iter().chain(off.into_iter().take(SHOWN)).collect::<Vec<_>>(), more)
        })
    };
    let list = move || {
        let (found, more) = found();
        let tick = |one: Candidate| Tick {
            word: one.staff.name.into(),
            note: [Some(role_words(&one.staff.roles)), one.elsewhere]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
                .into(),
            on: one.on,
        };
        let items = found.into_iter().map(tick).collect::<Vec<_>>();
        let none = items.is_empty();
        view! {
            <Ticks id="duty-staff" legend=t(words::duty_staff) items />
            {none.then(|| view! { <p class="hint">{t(words::staff_not_found)}</p> })}
            {(more > 0).then(|| view! { <p class="hint">{fill(words::more_by_search, &[&more])}</p> })}
        }
    };
    view! {
        <SearchField label=t(words::search_staff) clear=t(words::office_clear) value=query />
        {list}
    }
}

fn candidates(office: Office, group: GroupId, now: Option<&Duty>) -> Vec<Candidate> {
    let elsewhere = untrack(|| elsewhere(office, group));
    let on = |id: &PersonId| now.is_some_and(|duty| duty.staff.contains(id));
    office.roster.with_untracked(|roster| {
        let one = |(id, staff): &(PersonId, Staff)| Candidate {
            id: *id,
            staff: staff.clone(),
            elsewhere: elsewhere.get(id).map(|name| fill(words::duty_elsewhere, &[name])),
            on: RwSignal::new(on(id)),
        };
        roster.staff.iter().map(one).collect()
    })
}

/// Who has another group in the same block today.
fn elsewhere(office: Office, group: GroupId) -> BTreeMap<PersonId, String> {
    office.roster.with(|roster| {
        let Some(block) = roster.group(group).map(|group| group.block) else {
            return BTreeMap::new();
        };
        let others = roster.of_block(block).filter(|(id, _)| *id != group);
        others
            .filter_map(|(id, other)| Some((office.duty(*id)?, other.name.clone())))
            .flat_map(|(duty, name)| duty.staff.into_iter().map(move |staff| (staff, name.clone())))
            .collect()
    })
}

fn usual_closing(office: Office, group: GroupId, now: Option<&Duty>) -> String {
    use yuanliu_domain::audience::Audience;
    let block = office.roster.with(|roster| roster.group(group).map(|group| group.block));
    let school: Option<School> = office.space.replica.with(|r| r.get(Audience::Public, ""));
    let usual = school.map(|school| match block {
        Some(Block::Activities) => school.late_care,
        _ => school.closing,
    });
    now.map(|duty| duty.closing).or(usual).map(|time| time.to_string()).unwrap_or_default()
}

/// Parts played, in words.
pub fn role_words(roles: &std::collections::BTreeSet<Role>) -> String {
    let word = |role: &Role| {
        t(match role {
            Role::Guardian => words::role_guardian,
            Role::Teacher => words::role_teacher,
            Role::Leader => words::role_leader,
            Role::Guard => words::role_guard,
            Role::Office => words::role_office,
            Role::Tablet => words::role_tablet,
            Role::ChildProtection => words::role_protection,
            Role::Head => words::role_head,
        })
    };
    series(roles.iter().map(word))
}
