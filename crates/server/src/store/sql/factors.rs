//! Second factors and hand-over codes in SQLite.

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::time::Stamp;

use super::super::{Factor, Factors, Handover, Result, TokenHash};
use super::Database;
use super::db::{Db, OptionalExtension, params};
use super::passkeys::drop_passkeys;

#[async_trait]
impl Factors for Database {
    async fn factors(&self, person: PersonId) -> Result<Factor> {
        let district = self.district;
        self.read(move |db| {
            let of = "SELECT secret, offered FROM authenticator
                      WHERE space_id = ?1 AND person_id = ?2";
            let of = db.query_row(of, params![district, person.0], |row| {
                Ok(Factor { secret: row.get(0)?, offered: row.get(1)?, ..Factor::default() })
            });
            let (recovery, passkeys) = db.query_row(
                "SELECT (SELECT count(*) FROM recovery_code WHERE space_id = ?1 AND person_id = ?2),
                        (SELECT count(*) FROM passkey WHERE space_id = ?1 AND person_id = ?2)",
                params![district, person.0],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            Ok(Factor { recovery, passkeys, ..of.optional()?.unwrap_or_default() })
        })
        .await
    }

    async fn offer_authenticator(&self, person: PersonId, secret: &[u8]) -> Result<()> {
        let (district, secret) = (self.district, secret.to_owned());
        self.write(move |db| {
            db.execute(
                "INSERT INTO authenticator (space_id, person_id, offered) VALUES (?1, ?2, ?3)
                 ON CONFLICT (space_id, person_id) DO UPDATE SET offered = excluded.offered",
                params![district, person.0, secret],
            )?;
            Ok(())
        })
        .await
    }

    async fn take_authenticator(
        &self,
        person: PersonId,
        step: u64,
        recovery: Vec<TokenHash>,
    ) -> Result<()> {
        let district = self.district;
        self.write(move |db| {
            db.execute(
                "UPDATE authenticator SET secret = offered, offered = NULL, step = ?3
                 WHERE space_id = ?1 AND person_id = ?2 AND offered IS NOT NULL",
                params![district, person.0, step as i64],
            )?;
            put_recovery(db, district, person, &recovery)
        })
        .await
    }

    async fn use_step(&self, person: PersonId, step: u64) -> Result<bool> {
        let district = self.district;
        self.write(move |db| {
            let newer = "UPDATE authenticator SET step = ?3
                         WHERE space_id = ?1 AND person_id = ?2 AND step < ?3";
            Ok(db.execute(newer, params![district, person.0, step as i64])? > 0)
        })
        .await
    }

    async fn use_recovery(&self, person: PersonId, code: &TokenHash) -> Result<bool> {
        let (district, code) = (self.district, *code);
        self.write(move |db| {
            let once = "DELETE FROM recovery_code
                        WHERE space_id = ?1 AND person_id = ?2 AND code_hash = ?3";
            Ok(db.execute(once, params![district, person.0, code])? > 0)
        })
        .await
    }

    async fn drop_authenticator(&self, person: PersonId) -> Result<()> {
        let district = self.district;
        self.write(move |db| {
            let gone = "DELETE FROM authenticator WHERE space_id = ?1 AND person_id = ?2";
            db.execute(gone, params![district, person.0])?;
            drop_recovery(db, district, person)
        })
        .await
    }

    async fn hand_over(&self, code: &TokenHash, handover: Handover) -> Result<()> {
        let (district, code) = (self.district, *code);
        self.write(move |db| {
            let one = "DELETE FROM handover WHERE space_id = ?1 AND person_id = ?2";
            db.execute(one, params![district, handover.person.0])?;
            let put = "INSERT INTO handover (space_id, code_hash, person_id, factors, expires_at)
                       VALUES (?1, ?2, ?3, ?4, ?5)";
            let Handover { person, factors, expires } = handover;
            db.execute(put, params![district, code, person.0, factors, expires.0])?;
            Ok(())
        })
        .await
    }

    async fn take_over(&self, code: &TokenHash, now: Stamp) -> Result<Option<Handover>> {
        let (district, code) = (self.district, *code);
        self.write(move |db| {
            let taken = db.query_row(
                "DELETE FROM handover WHERE space_id = ?1 AND code_hash = ?2
                 RETURNING person_id, factors, expires_at",
                params![district, code],
                |row| {
                    Ok(Handover {
                        person: PersonId(row.get(0)?),
                        factors: row.get(1)?,
                        expires: Stamp(row.get(2)?),
                    })
                },
            );
            Ok(taken.optional()?.filter(|taken| taken.expires > now))
        })
        .await
    }
}

/// Keeps recovery codes in place of earlier ones.
pub fn put_recovery(
    db: &dyn Db,
    district: Uuid,
    person: PersonId,
    codes: &[TokenHash],
) -> Result<()> {
    let clear = "DELETE FROM recovery_code WHERE space_id = ?1 AND person_id = ?2";
    db.execute(clear, params![district, person.0])?;
    for code in codes {
        let put = "INSERT INTO recovery_code (space_id, person_id, code_hash) VALUES (?1, ?2, ?3)";
        db.execute(put, params![district, person.0, code])?;
    }
    Ok(())
}

/// Forgets the recovery codes of a person who has no second factor left.
pub fn drop_recovery(db: &dyn Db, district: Uuid, person: PersonId) -> Result<()> {
    db.execute(
        "DELETE FROM recovery_code WHERE space_id = ?1 AND person_id = ?2
         AND NOT EXISTS (SELECT 1 FROM passkey WHERE space_id = ?1 AND person_id = ?2)
         AND NOT EXISTS (SELECT 1 FROM authenticator
                         WHERE space_id = ?1 AND person_id = ?2 AND secret IS NOT NULL)",
        params![district, person.0],
    )?;
    Ok(())
}

/// Forgets every second factor of a person.
pub fn drop_factors(db: &dyn Db, district: Uuid, person: PersonId) -> Result<()> {
    for forget in [
        "DELETE FROM authenticator WHERE space_id = ?1 AND person_id = ?2",
        "DELETE FROM recovery_code WHERE space_id = ?1 AND person_id = ?2",
        "DELETE FROM handover WHERE space_id = ?1 AND person_id = ?2",
    ] {
        db.execute(forget, params![district, person.0])?;
    }
    drop_passkeys(db, district, person)
}
