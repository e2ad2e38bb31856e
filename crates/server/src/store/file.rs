//! My child's file: everything the school holds about a child that this guardian
//! may see (PIPL 45). What is another guardian's own is not in it (R8).

use yuanliu_domain::audience::Audience;
use yuanliu_domain::collector::Collectors;
use yuanliu_domain::emergency_contact::ToCall;
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::people::{Contacts, Medical, Member};
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::time::Day;
use yuanliu_sync::wire::WireRow;

use super::ledger::Rows;
use super::pull::Snapshot;
use super::{Result, StoreError};

/// The rows of the file, from one moment. For anybody but a guardian of the child
/// there is no such child, nor while a court paper ends that guardian's view (P14).
pub fn of<S: Snapshot>(
    rows: &S,
    child: ChildId,
    guardian: PersonId,
    today: Day,
) -> Result<Vec<WireRow>> {
    let member: Option<Member> = rows.body(Audience::Office, guardian)?;
    if !member.is_some_and(|member| member.on(today).children.contains(&child)) {
        return Err(StoreError::NoSuchChild);
    }
    let mut file = rows.whole(&Audience::Family(child), None, usize::MAX >> 1)?;
    file.extend(row(rows, RowKey::of::<Medical>(Audience::Care, child))?);
    let contacts = RowKey::of::<Contacts>(Audience::Care, child);
    if let Some(mut contacts) = row(rows, contacts)? {
        contacts.body = own_numbers(rows, child, guardian, contacts.body.as_deref())?;
        file.push(contacts);
    }
    let to_call = RowKey::of::<ToCall>(Audience::Care, child);
    if let Some(mut to_call) = row(rows, to_call)? {
        let body = to_call.body.and_then(|body| serde_json::from_str::<ToCall>(&body).ok());
        let mut own = body.unwrap_or_default();
        own.people.retain(|contact| contact.named_by == guardian);
        to_call.body = serde_json::to_string(&own).ok();
        file.push(to_call);
    }
    Ok(file)
}

/// My own number, and those of the collectors that I named.
fn own_numbers<R: Rows>(
    rows: &R,
    child: ChildId,
    guardian: PersonId,
    body: Option<&str>,
) -> Result<Option<String>> {
    let mine: Option<Collectors> = rows.body(Audience::Family(child), child)?;
    let mine = mine.unwrap_or_default().people;
    let mut own = vec![guardian.to_string()];
    own.extend(mine.iter().filter(|c| c.named_by == guardian).map(|c| c.id.to_string()));
    let contacts = body.and_then(|body| serde_json::from_str::<Contacts>(body).ok());
    let mut contacts = contacts.unwrap_or_default();
    contacts.people.retain(|contact| own.contains(&contact.key));
    Ok(serde_json::to_string(&contacts).ok())
}

fn row<S: Snapshot>(rows: &S, key: RowKey) -> Result<Option<WireRow>> {
    let Some(body) = rows.row(&key)? else { return Ok(None) };
    let version = rows.version_of(&key)?;
    let RowKey { audience, kind, key } = key;
    Ok(Some(WireRow { audience, kind, key, version, body: Some(body) }))
}

/// A row of the file as its type.
pub fn body<T: Body>(row: &WireRow) -> Option<T> {
    (row.kind == T::KIND).then(|| serde_json::from_str(row.body.as_deref()?).ok())?
}
