//! Rows of one space, read inside one transaction: the snapshot of `pull`.

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, ClassId, SpaceId};
use yuanliu_domain::row::RowKey;
use yuanliu_sync::wire::WireRow;

use super::super::ledger::Rows;
use super::super::pull::Snapshot;
use super::super::{Result, StoreError};
use super::db::{self, Db, OptionalExtension, Row, params};

/// One moment of one space.
pub struct SqlSnapshot<'a> {
    db: &'a dyn Db,
    space: Uuid,
    epoch: Uuid,
}

impl<'a> SqlSnapshot<'a> {
    pub fn new(db: &'a dyn Db, space: SpaceId, epoch: Uuid) -> SqlSnapshot<'a> {
        SqlSnapshot { db, space: space.0, epoch }
    }

    fn of_version(&self, audience: &Audience, version: u64) -> Result<Vec<WireRow>> {
        let mut rows = self.db.prepare_cached(
            r#"SELECT kind, key, version, body FROM "row"
               WHERE space_id = ?1 AND audience = ?2 AND version = ?3"#,
        )?;
        let parameters = params![self.space, audience.to_string(), version as i64];
        let rows = rows.query_map(parameters, |row| wire(*audience, row))?;
        Ok(rows.collect::<db::Result<_>>()?)
    }

    fn number(&self, sql: &str) -> Result<u64> {
        let mut number = self.db.prepare_cached(sql)?;
        let number: Option<i64> = number.query_row([self.space], |r| r.get(0)).optional()?;
        number.map(|n| n as u64).ok_or(StoreError::NotAMember)
    }
}

/// The body of a row that is not removed.
pub fn row(db: &dyn Db, space: Uuid, key: &RowKey) -> Result<Option<String>> {
    let mut body = db.prepare_cached(
        r#"SELECT body FROM "row"
           WHERE space_id = ?1 AND audience = ?2 AND kind = ?3 AND key = ?4"#,
    )?;
    let audience = key.audience.to_string();
    let body: Option<Option<String>> =
        body.query_row(params![space, audience, key.kind, key.key], |r| r.get(0)).optional()?;
    Ok(body.flatten())
}

/// The checksum of an audience as it stands.
pub fn sum(db: &dyn Db, space: Uuid, audience: &str) -> Result<i64> {
    let mut sum =
        db.prepare_cached("SELECT sum FROM audience_sum WHERE space_id = ?1 AND audience = ?2")?;
    Ok(sum.query_row(params![space, audience], |r| r.get(0)).optional()?.unwrap_or(0))
}

impl Rows for SqlSnapshot<'_> {
    fn row(&self, key: &RowKey) -> Result<Option<String>> {
        row(self.db, self.space, key)
    }
}

impl Snapshot for SqlSnapshot<'_> {
    fn epoch(&self) -> Uuid {
        self.epoch
    }

    fn version(&self) -> Result<u64> {
        self.number("SELECT version FROM space WHERE space_id = ?1")
    }

    fn kept_from(&self) -> Result<u64> {
        self.number("SELECT kept_from FROM space WHERE space_id = ?1")
    }

    fn version_of(&self, key: &RowKey) -> Result<u64> {
        let mut version = self.db.prepare_cached(
            r#"SELECT version FROM "row"
               WHERE space_id = ?1 AND audience = ?2 AND kind = ?3 AND key = ?4"#,
        )?;
        let audience = key.audience.to_string();
        let version: Option<i64> = version
            .query_row(params![self.space, audience, key.kind, key.key], |r| r.get(0))
            .optional()?;
        Ok(version.unwrap_or(0) as u64)
    }

    fn changed(&self, audience: &Audience, after: u64, limit: usize) -> Result<Vec<WireRow>> {
        let mut changed = self.db.prepare_cached(
            r#"SELECT kind, key, version, body FROM "row"
               WHERE space_id = ?1 AND audience = ?2 AND version > ?3 ORDER BY version LIMIT ?4"#,
        )?;
        let parameters = params![self.space, audience.to_string(), after as i64, limit as i64];
        let rows = changed.query_map(parameters, |row| wire(*audience, row))?;
        let mut rows: Vec<WireRow> = rows.collect::<db::Result<_>>()?;
        if let Some(last) = rows.last().filter(|_| rows.len() == limit).map(|row| row.version) {
            rows.retain(|row| row.version < last);
            rows.extend(self.of_version(audience, last)?);
        }
        Ok(rows)
    }

    fn whole(
        &self,
        audience: &Audience,
        after: Option<&(String, String)>,
        limit: usize,
    ) -> Result<Vec<WireRow>> {
        let mut whole = self.db.prepare_cached(
            r#"SELECT kind, key, version, body FROM "row"
               WHERE space_id = ?1 AND audience = ?2 AND (kind, key) > (?3, ?4)
                 AND body IS NOT NULL
               ORDER BY kind, key LIMIT ?5"#,
        )?;
        // No kind is the empty text, so nothing comes before it.
        let (kind, key) = after.map_or(("", ""), |(kind, key)| (kind, key));
        let parameters = params![self.space, audience.to_string(), kind, key, limit as i64];
        let rows = whole.query_map(parameters, |row| wire(*audience, row))?;
        Ok(rows.collect::<db::Result<_>>()?)
    }

    fn sum(&self, audience: &Audience) -> Result<i64> {
        sum(self.db, self.space, &audience.to_string())
    }

    fn children_of(&self, class: ClassId) -> Result<Vec<ChildId>> {
        let mut children = self.db.prepare_cached(
            r#"SELECT key FROM "row"
               WHERE space_id = ?1 AND json_extract(body, '$.class') = ?2
                 AND audience = 'roll' AND kind = 'child' AND body IS NOT NULL"#,
        )?;
        let keys = children
            .query_map(params![self.space, class.to_string()], |r| r.get::<_, String>(0))?;
        let keys = keys.collect::<db::Result<Vec<_>>>()?;
        Ok(keys.iter().filter_map(|key| key.parse().ok()).collect())
    }
}

fn wire(audience: Audience, row: &Row<'_>) -> db::Result<WireRow> {
    Ok(WireRow {
        audience,
        kind: row.get(0)?,
        key: row.get(1)?,
        version: row.get::<_, i64>(2)? as u64,
        body: row.get(3)?,
    })
}
