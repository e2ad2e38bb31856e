//! Passkeys and ceremonies in SQLite.

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::time::Stamp;

use super::super::passkeys::MOST_CEREMONIES;
use super::super::{Ceremony, Passkey, Passkeys, Result, StoreError, TokenHash};
use super::Database;
use super::db::{self, Db, OptionalExtension, Row, params};
use super::factors::{drop_recovery, put_recovery};

#[async_trait]
impl Passkeys for Database {
    async fn begin_ceremony(&self, name: &TokenHash, asked: Ceremony, now: Stamp) -> Result<()> {
        let (district, name) = (self.district, *name);
        self.write(move |db| begin(db, district, &name, &asked, now)).await
    }

    async fn end_ceremony(&self, name: &TokenHash, now: Stamp) -> Result<Option<Ceremony>> {
        let (district, name) = (self.district, *name);
        self.write(move |db| {
            let ended = db.query_row(
                "DELETE FROM ceremony WHERE space_id = ?1 AND code_hash = ?2
                 RETURNING person_id, state, expires_at",
                params![district, name],
                |row| {
                    Ok(Ceremony {
                        person: row.get::<_, Option<Uuid>>(0)?.map(PersonId),
                        state: row.get(1)?,
                        expires: Stamp(row.get(2)?),
                    })
                },
            );
            Ok(ended.optional()?.filter(|ended| ended.expires > now))
        })
        .await
    }

    async fn passkeys_of(&self, person: PersonId) -> Result<Vec<Passkey>> {
        let district = self.district;
        self.read(move |db| {
            let mut of = db.prepare_cached(
                "SELECT passkey_id, credential_id, person_id, label, key, made_at, used_at
                 FROM passkey WHERE space_id = ?1 AND person_id = ?2
                 ORDER BY made_at DESC, passkey_id",
            )?;
            let of = of.query_map(params![district, person.0], passkey)?;
            Ok(of.collect::<db::Result<_>>()?)
        })
        .await
    }

    async fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>> {
        let (district, credential) = (self.district, credential.to_owned());
        self.read(move |db| {
            let mut named = db.prepare_cached(
                "SELECT passkey_id, credential_id, person_id, label, key, made_at, used_at
                 FROM passkey WHERE space_id = ?1 AND credential_id = ?2",
            )?;
            Ok(named.query_row(params![district, credential], passkey).optional()?)
        })
        .await
    }

    async fn add_passkey(&self, passkey: Passkey, recovery: Vec<TokenHash>) -> Result<()> {
        let district = self.district;
        self.write(move |db| {
            let added = db.execute(
                "INSERT INTO passkey (space_id, credential_id, passkey_id, person_id, label,
                                      key, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
                params![
                    district,
                    passkey.credential,
                    passkey.id,
                    passkey.person.0,
                    passkey.label,
                    passkey.key,
                    passkey.made.0,
                ],
            )?;
            if added == 0 {
                return Err(StoreError::PasskeyTaken);
            }
            match recovery.is_empty() {
                true => Ok(()),
                false => put_recovery(db, district, passkey.person, &recovery),
            }
        })
        .await
    }

    async fn use_passkey(&self, before: &Passkey, after: &str, now: Stamp) -> Result<bool> {
        let (district, before, after) = (self.district, before.clone(), after.to_owned());
        self.write(move |db| {
            let used = "UPDATE passkey SET key = ?4, used_at = ?5
                        WHERE space_id = ?1 AND credential_id = ?2 AND key = ?3";
            let used =
                db.execute(used, params![district, before.credential, before.key, after, now.0])?;
            Ok(used > 0)
        })
        .await
    }

    async fn drop_passkey(&self, person: PersonId, passkey: Uuid) -> Result<bool> {
        let district = self.district;
        self.write(move |db| {
            let gone = "DELETE FROM passkey
                        WHERE space_id = ?1 AND person_id = ?2 AND passkey_id = ?3";
            let gone = db.execute(gone, params![district, person.0, passkey])?;
            drop_recovery(db, district, person)?;
            Ok(gone > 0)
        })
        .await
    }
}

fn passkey(row: &Row<'_>) -> db::Result<Passkey> {
    Ok(Passkey {
        id: row.get(0)?,
        credential: row.get(1)?,
        person: PersonId(row.get(2)?),
        label: row.get(3)?,
        key: row.get(4)?,
        made: Stamp(row.get(5)?),
        used: row.get::<_, Option<i64>>(6)?.map(Stamp),
    })
}

/// Keeps a ceremony; clears away those that are over, and the oldest of too many.
fn begin(
    db: &dyn Db,
    district: Uuid,
    name: &TokenHash,
    asked: &Ceremony,
    now: Stamp,
) -> Result<()> {
    let over = "DELETE FROM ceremony WHERE space_id = ?1 AND (expires_at <= ?2 OR person_id = ?3)";
    db.execute(over, params![district, now.0, asked.person.map(|person| person.0)])?;
    let count = "SELECT count(*) FROM ceremony WHERE space_id = ?1";
    let kept: u32 = db.query_row(count, [district], |row| row.get(0))?;
    let too_many = (kept + 1).saturating_sub(MOST_CEREMONIES);
    if too_many > 0 {
        db.execute(
            "DELETE FROM ceremony WHERE space_id = ?1 AND code_hash IN (
                 SELECT code_hash FROM ceremony WHERE space_id = ?1
                 ORDER BY expires_at LIMIT ?2)",
            params![district, too_many],
        )?;
    }
    db.execute(
        "INSERT INTO ceremony (space_id, code_hash, person_id, state, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![district, name, asked.person.map(|person| person.0), asked.state, asked.expires.0,],
    )?;
    Ok(())
}

/// Forgets a person's passkeys, and what was asked of a new one.
pub fn drop_passkeys(db: &dyn Db, district: Uuid, person: PersonId) -> Result<()> {
    for forget in [
        "DELETE FROM passkey WHERE space_id = ?1 AND person_id = ?2",
        "DELETE FROM ceremony WHERE space_id = ?1 AND person_id = ?2",
    ] {
        db.execute(forget, params![district, person.0])?;
    }
    Ok(())
}
