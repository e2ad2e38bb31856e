//! Keys under which schools sign passes and cards, in SQLite. Their private halves
//! are read here and nowhere else.

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::row::{Effect, RowKey};
use yuanliu_domain::time::Stamp;

use super::super::ledger::{JournalEntry, Ledger};
use super::super::{PassSigning, Result, StoreError};
use super::Database;
use super::db::{Db, params};
use super::ledger::SqlLedger;
use crate::pass::{SigningKeys, SigningPair};

type Put = (RowKey, Option<String>);

#[async_trait]
impl PassSigning for Database {
    async fn rotate_pass_key(&self, space: SpaceId, at: Stamp) -> Result<String> {
        self.write_in(space, move |db| {
            db.execute(
                "UPDATE pass_key SET retired_at = ?2 WHERE space_id = ?1 AND retired_at IS NULL",
                params![space.0, at.0],
            )?;
            let row = make(db, space, at)?;
            let name = row.0.key.clone();
            tell(db, space, row, at)?;
            Ok(name)
        })
        .await
    }
}

/// Gives a school from before there were passes its first key, once.
pub fn ensure(db: &dyn Db, space: SpaceId, at: Stamp) -> Result<()> {
    let mut has = db.prepare_cached("SELECT 1 FROM pass_key WHERE space_id = ?1")?;
    if !has.exists([space.0])? {
        let row = make(db, space, at)?;
        tell(db, space, row, at)?;
    }
    Ok(())
}

/// Makes a key the present one; the row is for the tablets.
pub fn make(db: &dyn Db, space: SpaceId, at: Stamp) -> Result<Put> {
    let pair = SigningPair::generate();
    db.execute(
        "INSERT INTO pass_key (space_id, key_name, private, public, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![space.0, pair.name(), pair.private(), pair.public(), at.0],
    )?;
    Ok(pair.row())
}

/// An entry of the server's own: no act says this.
fn tell(db: &dyn Db, space: SpaceId, row: Put, at: Stamp) -> Result<()> {
    let mut ledger = SqlLedger::new(db, space);
    let version = ledger.next_version()?;
    let effect = Effect { puts: vec![row] };
    ledger.put(version, &effect)?;
    ledger.journal(&JournalEntry { version, received: at, act: None, effect: &effect })?;
    ledger.finish()
}

/// The key that signs now, and the first one.
pub fn both(db: &dyn Db, space: Uuid) -> Result<SigningKeys> {
    let one = |order: &str| {
        let sql = format!("SELECT private FROM pass_key WHERE space_id = ?1 ORDER BY {order}");
        let private: Vec<u8> = db.prepare_cached(&sql)?.query_row([space], |row| row.get(0))?;
        SigningPair::read(&private).ok_or_else(|| StoreError::engine("a pass key that is none"))
    };
    Ok(SigningKeys {
        present: one("retired_at IS NOT NULL, made_at DESC LIMIT 1")?,
        first: one("made_at, key_name LIMIT 1")?,
    })
}

/// Names of keys whose halves do not belong together.
pub fn damaged(db: &dyn Db) -> Result<Vec<String>> {
    let mut all = db.prepare("SELECT key_name, private, public FROM pass_key")?;
    let all = all.query_map(params![], |row| {
        Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut damaged = vec![];
    for key in all {
        let (name, private, public) = key?;
        let pair = SigningPair::read(&private);
        if pair.is_none_or(|pair| pair.name()[..] != name || pair.public() != public) {
            damaged.push(name.iter().map(|byte| format!("{byte:02x}")).collect());
        }
    }
    Ok(damaged)
}
