//! How a school begins: its frame and the first member of its office are
//! written by the server, as version 1, because nobody could sign them yet.

use std::collections::BTreeSet;

use serde::Serialize;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::people::{Me, Member, Staff};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::{Body, Effect, RowKey};

use super::super::ledger::{JournalEntry, Ledger};
use super::super::{Founding, Result};
use super::db::{Db, params};
use super::ledger::SqlLedger;
use super::{pass_signing, seals};

/// Opens a school, once.
pub fn found(db: &dyn Db, founding: &Founding) -> Result<()> {
    let new = db.execute(
        "INSERT INTO space (space_id, kind) VALUES (?1, 'school') ON CONFLICT DO NOTHING",
        params![founding.space.0],
    )?;
    if new == 0 {
        return Ok(());
    }
    seals::ensure(db, founding.space, founding.at)?;
    let mut ledger = SqlLedger::new(db, founding.space);
    let version = ledger.next_version()?;
    let mut effect = first_rows(founding);
    effect.puts.push(pass_signing::make(db, founding.space, founding.at)?);
    ledger.put(version, &effect)?;
    ledger.journal(&JournalEntry { version, received: founding.at, act: None, effect: &effect })?;
    ledger.finish()
}

/// The rows with which a school begins.
pub fn first_rows(founding: &Founding) -> Effect {
    let name = founding.office_name.clone();
    let roles = BTreeSet::from([Role::Office]);
    let member = Member { name: name.clone(), roles: roles.clone(), ..Member::default() };
    let person = founding.office;
    Effect {
        puts: vec![
            put(Audience::Public, "", &founding.school),
            put(Audience::Office, person, &member),
            put(Audience::Person(person), person, &Me(member.clone())),
            put(Audience::Roll, person, &Staff { name, roles, classes: BTreeSet::new() }),
        ],
    }
}

fn put<T: Body + Serialize>(
    audience: Audience,
    key: impl ToString,
    body: &T,
) -> (RowKey, Option<String>) {
    (
        RowKey::of::<T>(audience, key),
        Some(serde_json::to_string(body).expect("a row is plain data")),
    )
}
