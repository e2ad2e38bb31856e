//! Pairing of shared tablets in SQLite.

use async_trait::async_trait;
use yuanliu_domain::id::{DeviceId, PersonId};
use yuanliu_domain::time::Stamp;

use super::super::{Pairing, Result, StoreError, Tablets, TokenHash};
use super::db::{OptionalExtension, params};
use super::{Database, district};

#[async_trait]
impl Tablets for Database {
    async fn offer_pairing(&self, pairing: Pairing) -> Result<()> {
        let district = self.district;
        self.write(move |db| {
            db.execute(
                "DELETE FROM pairing WHERE space_id = ?1 AND tablet_id = ?2",
                params![district, pairing.tablet.0],
            )?;
            db.execute(
                "INSERT INTO pairing (space_id, code_hash, tablet_id, school_id, expires_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    district,
                    pairing.code,
                    pairing.tablet.0,
                    pairing.school.0,
                    pairing.expires.0
                ],
            )?;
            Ok(())
        })
        .await
    }

    async fn pair(
        &self,
        code: &TokenHash,
        device: DeviceId,
        key: &[u8],
        now: Stamp,
    ) -> Result<PersonId> {
        let (district, code, key) = (self.district, *code, key.to_owned());
        self.write(move |db| {
            // Used up or over, it is gone: nobody needs a list of old codes.
            let tablet: Option<uuid::Uuid> = db
                .query_row(
                    "DELETE FROM pairing WHERE space_id = ?1 AND code_hash = ?2 AND expires_at > ?3
                     RETURNING tablet_id",
                    params![district, code, now.0],
                    |row| row.get(0),
                )
                .optional()?;
            let tablet = tablet.map(PersonId).ok_or(StoreError::NoInvitation)?;
            for table in ["session", "device_person"] {
                db.execute(
                    &format!("DELETE FROM {table} WHERE space_id = ?1 AND person_id = ?2"),
                    params![district, tablet.0],
                )?;
            }
            district::enrol(db, district, device, &key, tablet, now)?;
            Ok(tablet)
        })
        .await
    }
}
