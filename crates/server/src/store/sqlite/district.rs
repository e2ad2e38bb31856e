//! Schools, their people, and devices: the district's space.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::school::School;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::WhoIn;

use super::super::ledger::Rows;
use super::super::{Device, Result, StoreError};
use super::rows::SqliteSnapshot;
use super::seals;

/// Every school.
pub fn schools(db: &Connection) -> Result<Vec<SpaceId>> {
    let mut all = db.prepare_cached("SELECT space_id FROM space WHERE kind = 'school'")?;
    let all = all.query_map([], |row| row.get(0).map(SpaceId))?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}

/// Where a person is a member: one look into each school's space.
pub fn memberships(db: &Connection, epoch: Uuid, person: PersonId) -> Result<Vec<WhoIn>> {
    let mut found = vec![];
    for space in schools(db)? {
        let rows = SqliteSnapshot::new(db, space, epoch);
        let member: Option<Member> = rows.body(Audience::Office, person)?;
        if let Some(member) = member.filter(|member| !member.roles.is_empty()) {
            let school: Option<School> = rows.body(Audience::Public, "")?;
            let school = school.map(|school| school.name).unwrap_or_default();
            let seal = seals::present(db, space)?;
            found.push(WhoIn { space, school, member, seal });
        }
    }
    Ok(found)
}

/// Enrols a device for a person.
pub fn enrol(
    db: &Connection,
    district: Uuid,
    device: DeviceId,
    key: &[u8],
    person: PersonId,
    at: Stamp,
) -> Result<()> {
    db.execute(
        "INSERT OR IGNORE INTO device (space_id, device_id, public_key, enrolled_at)
         VALUES (?1, ?2, ?3, ?4)",
        params![district, device.0, key, at.0],
    )?;
    let enrolled: Vec<u8> = db.query_row(
        "SELECT public_key FROM device WHERE space_id = ?1 AND device_id = ?2",
        params![district, device.0],
        |row| row.get(0),
    )?;
    if enrolled != key {
        return Err(StoreError::DeviceTaken);
    }
    db.execute(
        "INSERT OR IGNORE INTO device_person (space_id, device_id, person_id, since)
         VALUES (?1, ?2, ?3, ?4)",
        params![district, device.0, person.0, at.0],
    )?;
    Ok(())
}

/// A device with everyone who signed in on it.
pub fn device(db: &Connection, district: Uuid, device: DeviceId) -> Result<Option<Device>> {
    let mut key =
        db.prepare_cached("SELECT public_key FROM device WHERE space_id = ?1 AND device_id = ?2")?;
    let key = key.query_row(params![district, device.0], |row| row.get(0)).optional()?;
    let Some(key) = key else { return Ok(None) };
    let mut people = db.prepare_cached(
        "SELECT person_id FROM device_person WHERE space_id = ?1 AND device_id = ?2",
    )?;
    let people = people.query_map(params![district, device.0], |row| row.get(0).map(PersonId))?;
    let people = people.collect::<rusqlite::Result<_>>()?;
    Ok(Some(Device { id: device, key, people }))
}
