//! Schools, their people, and devices: the district's space.

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::school::School;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::WhoIn;

use super::super::ledger::Rows;
use super::super::{Device, Result, StoreError};
use super::db::{self, Db, OptionalExtension, params};
use super::rows::SqlSnapshot;
use super::seals;

/// Every school.
pub fn schools(db: &dyn Db) -> Result<Vec<SpaceId>> {
    let mut all =
        db.prepare_cached("SELECT space_id FROM space WHERE kind = 'school' ORDER BY space_id")?;
    let all = all.query_map(params![], |row| row.get(0).map(SpaceId))?;
    Ok(all.collect::<db::Result<_>>()?)
}

/// Where a person is a member: one look into each school's space.
pub fn memberships(db: &dyn Db, epoch: Uuid, person: PersonId) -> Result<Vec<WhoIn>> {
    let mut found = vec![];
    for space in schools(db)? {
        let rows = SqlSnapshot::new(db, space, epoch);
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
    db: &dyn Db,
    district: Uuid,
    device: DeviceId,
    key: &[u8],
    person: PersonId,
    at: Stamp,
) -> Result<()> {
    db.execute(
        "INSERT INTO device (space_id, device_id, public_key, enrolled_at)
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
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
        "INSERT INTO device_person (space_id, device_id, person_id, since)
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![district, device.0, person.0, at.0],
    )?;
    Ok(())
}

/// A device with everyone who signed in on it.
pub fn device(db: &dyn Db, district: Uuid, device: DeviceId) -> Result<Option<Device>> {
    let mut key =
        db.prepare_cached("SELECT public_key FROM device WHERE space_id = ?1 AND device_id = ?2")?;
    let key = key.query_row(params![district, device.0], |row| row.get(0)).optional()?;
    let Some(key) = key else { return Ok(None) };
    let mut people = db.prepare_cached(
        "SELECT person_id FROM device_person WHERE space_id = ?1 AND device_id = ?2",
    )?;
    let people = people.query_map(params![district, device.0], |row| row.get(0).map(PersonId))?;
    let people = people.collect::<db::Result<_>>()?;
    Ok(Some(Device { id: device, key, people }))
}
