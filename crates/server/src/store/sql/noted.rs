//! That an act is in the journal, for whoever has the check code of its printed note.

use uuid::Uuid;
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, SpaceId};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::row::RowKey;
use yuanliu_domain::time::Stamp;

use super::super::{Noted, Result};
use super::db::{Db, OptionalExtension, params};
use super::rows;

/// What an entry is known by; acts that were turned away have no receipt and no code.
const ENTRY: &str = "
    SELECT j.version, j.received_at, act.hash, j.bytes, j.mac
    FROM act JOIN journal j ON j.space_id = act.space_id AND j.version = act.first_version
    WHERE act.space_id = ?1 AND act.act_id = ?2 AND act.verdict = 'applied'";

/// The entry of an act.
pub fn of(db: &dyn Db, space: SpaceId, id: ActId) -> Result<Option<Noted>> {
    let noted = db
        .prepare_cached(ENTRY)?
        .query_row(params![space.0, id.0], |row| {
            let bytes: Option<Vec<u8>> = row.get(3)?;
            Ok(Noted {
                version: row.get::<_, i64>(0)? as u64,
                received: Stamp(row.get(1)?),
                id,
                hash: row.get(2)?,
                act: bytes.and_then(|bytes| act::from_bytes(&bytes).ok()),
                withdrawn: None,
                mac: row.get(4)?,
            })
        })
        .optional()?;
    let Some(mut noted) = noted else { return Ok(None) };
    if let Some(act) = &noted.act {
        noted.withdrawn = withdrawn(db, space, act)?;
    }
    Ok(Some(noted))
}

/// The entry with this number.
pub fn at(db: &dyn Db, space: SpaceId, version: u64) -> Result<Option<Noted>> {
    let Ok(version) = i64::try_from(version) else { return Ok(None) };
    let id: Option<Option<Uuid>> = db
        .prepare_cached("SELECT act_id FROM journal WHERE space_id = ?1 AND version = ?2")?
        .query_row(params![space.0, version], |row| row.get(0))
        .optional()?;
    let Some(Some(id)) = id else { return Ok(None) };
    // A held act was noted a second time when it was applied: the code has the first.
    let noted = of(db, space, ActId(id))?;
    Ok(noted.filter(|noted| noted.version == version as u64))
}

/// When the act came that withdrew a notice.
fn withdrawn(db: &dyn Db, space: SpaceId, act: &Act) -> Result<Option<Stamp>> {
    let Ok(child) = act.child() else { return Ok(None) };
    let key = RowKey::of::<Receipt>(Audience::Family(child), act.id);
    let receipt = rows::row(db, space.0, &key)?;
    let receipt = receipt.and_then(|body| serde_json::from_str::<Receipt>(&body).ok());
    let Some(by) = receipt.and_then(|receipt| receipt.withdrawn) else { return Ok(None) };
    let at = db
        .prepare_cached("SELECT received_at FROM act WHERE space_id = ?1 AND act_id = ?2")?
        .query_row(params![space.0, by.0], |row| row.get(0).map(Stamp))
        .optional()?;
    Ok(at)
}
