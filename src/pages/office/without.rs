//! Families of which nobody can sign in (P16): what they say, staff write down for them,
//! and give them on paper.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::people::{Class, Contacts, Guardians};

use super::frame::{OfficeBar, WhenHeld};
use super::model::{Office, listed};
use crate::api;
use crate::components::{
    Button, ButtonLook, CellGroup, CellLink, Drawing, Empty, Notice, NoticeTone, SelectField,
    Skeleton,
};
use crate::route::Screen;
use crate::state::Link;
use crate::text::{fill, refusal, series, t, words};

/// The page.
#[component]
pub fn WithoutPage() -> impl IntoView {
    let office = Office::get();
    let held = Signal::derive(move || vec![Audience::Roll, Audience::Care]);
    view! {
        <OfficeBar title=t(words::without_title) back=true />
        <main class="page stack" id="main">
            {match office.is_office() {
                true => view! { <WhenHeld audiences=held><List /></WhenHeld> }.into_any(),
                false => view! {
                    <Notice tone=NoticeTone::Info>{t(words::refused_not_office)}</Notice>
                }.into_any(),
            }}
        </main>
    }
}

/// A child whose guardians can't sign in.
#[derive(Clone, PartialEq)]
struct One {
    child: ChildId,
    title: String,
    guardians: Vec<String>,
    /// There is a number to call back.
    number: bool,
}

/// Those of one class, by number.
fn of_class(office: Office, class: &str, joined: &BTreeSet<PersonId>) -> Vec<One> {
    let replica = office.space.replica;
    let guardians: Vec<(ChildId, Guardians)> =
        replica.with(|replica| listed(replica, Audience::Roll).collect());
    let mut found: Vec<(u16, One)> = office.roster.with(|roster| {
        let one = |(child, guardians): (ChildId, Guardians)| {
            let card = roster.children.get(&child)?;
            let reads = guardians.people.iter().any(|one| joined.contains(&one.person));
            if reads || card.class.to_string() != class {
                return None;
            }
            let on_file: Contacts =
                replica.with(|r| r.get(Audience::Care, child)).unwrap_or_default();
            let number = |person: PersonId| {
                on_file.people.iter().any(|contact| contact.key == person.to_string())
            };
            let one = One {
                child,
                title: format!("{:02} {}", card.number, card.name),
                number: guardians.people.iter().any(|one| number(one.person)),
                guardians: guardians
                    .people
                    .iter()
                    .map(|one| format!("{} {}", one.relation, one.name))
                    .collect(),
            };
            Some((card.number, one))
        };
        guardians.into_iter().filter_map(one).collect()
    });
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, one)| one).collect()
}

/// Who has joined, or why the school could not be asked.
type Joined = Option<Result<BTreeSet<PersonId>, &'static str>>;

fn is_known(joined: &Joined) -> bool {
    matches!(joined, Some(Ok(_)))
}

#[component]
fn List() -> impl IntoView {
    let office = Office::get();
    let class = RwSignal::new(String::new());
    let joined = RwSignal::new(Joined::None);
    let ask = move || {
        spawn_local(async move {
            let answer = api::joined(office.space.id).await;
            let answer = answer.map(|people| people.into_iter().collect());
            let answer = answer.map_err(|failure| refusal(failure.code()));
            // The screen may be gone by now.
            let _ = joined.try_set(Some(answer));
        });
    };
    // At once, and again by itself when the network is back.
    Effect::new(move |_| {
        let online = office.app.link.get() != Link::Offline;
        if joined.with_untracked(Option::is_none) || online && !joined.with_untracked(is_known) {
            ask();
        }
    });
    let again = Callback::new(move |()| ask());
    let classes = Signal::derive(move || {
        office.roster.with(|roster| {
            let none = (String::new(), t(words::choose_person).to_owned());
            let class = |(id, class): &(_, Class)| {
                let id: &yuanliu_domain::id::ClassId = id;
                (id.to_string(), class.name.clone())
            };
            [none].into_iter().chain(roster.classes.iter().map(class)).collect::<Vec<_>>()
        })
    });
    let found = Memo::new(move |_| {
        let class = class.get();
        joined.with(|joined| match joined {
            Some(Ok(joined)) if !class.is_empty() => Some(of_class(office, &class, joined)),
            _ => None,
        })
    });
    let row = |one: One| {
        let number = (!one.number).then(|| t(words::without_number).to_owned());
        let note = series(one.guardians.into_iter().chain(number));
        view! { <CellLink href=Screen::OnBehalf(one.child).path() title=one.title note /> }
    };
    let list = move || {
        match (joined.get(), found.get()) {
        (None, _) => view! { <Skeleton label=t(words::loading_list) rows=6 /> }.into_any(),
        (Some(Err(why)), _) => view! {
            <Notice tone=NoticeTone::Offline>
                {why} " "
                <Button small=true look=ButtonLook::Quiet on_press=again>{t(words::try_again)}</Button>
            </Notice>
        }
        .into_any(),
        (_, None) => {
            view! { <Empty drawing=Drawing::Magnifier words=t(words::without_choose) /> }.into_any()
        }
        (_, Some(none)) if none.is_empty() => {
            view! { <Empty drawing=Drawing::Paper words=t(words::without_none) /> }.into_any()
        }
        (_, Some(found)) => view! {
            <CellGroup title=fill(words::without_count, &[&found.len()])>
                {found.into_iter().map(row).collect_view()}
            </CellGroup>
        }
        .into_any(),
    }
    };
    view! {
        <p>{t(words::without_hint)}</p>
        <SelectField id="without-class" label=t(words::of_class) value=class options=classes />
        {list}
    }
}
