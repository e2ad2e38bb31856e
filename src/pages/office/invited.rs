//! Invitations that are not over: who was invited by whom, who joined; taking one back.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::people::Guardians;
use yuanliu_sync::wire::OpenInvitation;

use super::model::{Office, listed};
use crate::api;
use crate::components::{Button, ButtonLook, Cell, CellGroup, Notice, NoticeTone};
use crate::text::{fill, format, refusal, t, words};

/// The list, as the school has it now; nothing while there is none.
#[component]
pub fn InvitedList() -> impl IntoView {
    let office = Office::get();
    let found = RwSignal::new(None::<Result<Vec<OpenInvitation>, String>>);
    let load = move || {
        spawn_local(async move {
            let list = api::invitations(office.space.id).await;
            let list = list.map_err(|failure| refusal(failure.code()).to_owned());
            // The screen may be gone by now.
            let _ = found.try_set(Some(list));
        });
    };
    load();
    let again = Callback::new(move |()| load());
    let names = Memo::new(move |_| names(office));
    move || match found.get()? {
        Err(why) => Some(view! { <Notice tone=NoticeTone::Offline>{why}</Notice> }.into_any()),
        Ok(list) if list.is_empty() => None,
        Ok(list) => {
            let title = fill(words::invitations_open, &[&list.len()]);
            let names = names.get();
            let row = move |invitation: OpenInvitation| {
                let name = |person: &PersonId| names.get(person).cloned();
                let whom = name(&invitation.person);
                let whom = whom.unwrap_or_else(|| t(words::invitation_nobody).to_owned());
                let by = invitation.made_by.as_ref().and_then(name);
                let by = by.unwrap_or_else(|| t(words::invitation_server).to_owned());
                view! { <Row invitation whom by again /> }
            };
            Some(
                view! { <CellGroup title>{list.into_iter().map(row).collect_view()}</CellGroup> }
                    .into_any(),
            )
        }
    }
}

#[component]
fn Row(
    /// Which.
    invitation: OpenInvitation,
    /// Whom it is for.
    whom: String,
    /// Who made it.
    by: String,
    /// Asks for the list anew.
    again: Callback<()>,
) -> impl IntoView {
    let office = Office::get();
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<&'static str>));
    let says = match invitation.used {
        Some(used) => fill(words::invitation_used, &[&format::moment(used)]),
        None => fill(words::invitation_waits, &[&format::day(invitation.expires.day()), &by]),
    };
    let note = move || failed.get().map_or_else(|| says.clone(), str::to_owned);
    let back = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::take_invitation_back(office.space.id, invitation.id).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => again.run(()),
                // Used or taken back in the meantime: the list says so.
                Err(failure) if failure.code() == "not_found" => again.run(()),
                Err(failure) => {
                    let _ = failed.try_set(Some(refusal(failure.code())));
                }
            }
        });
    };
    let label = fill(words::invitation_back_of, &[&whom]);
    let act = invitation.used.is_none().then(|| view! {
        <Button small=true look=ButtonLook::Quiet busy label on_press=back>{t(words::invitation_back)}</Button>
    });
    view! { <Cell title=whom note=MaybeProp::derive(move || Some(note()))>{act}</Cell> }
}

/// Staff and guardians by name.
fn names(office: Office) -> BTreeMap<PersonId, String> {
    let guardians: Vec<(ChildId, Guardians)> =
        office.space.replica.with(|replica| listed(replica, Audience::Roll).collect());
    let guardians = guardians.into_iter().flat_map(|(_, guardians)| guardians.people);
    let mut names: BTreeMap<_, _> =
        guardians.map(|guardian| (guardian.person, guardian.name)).collect();
    office.roster.with(|roster| {
        names.extend(roster.staff.iter().map(|(person, staff)| (*person, staff.name.clone())));
    });
    names
}
