//! People, sessions, devices and invitations: the district's space.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::school::School;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::WhoIn;

use super::super::ledger::Rows;
use super::super::{Device, Invitation, Result, Session, SignIn, StoreError, TokenHash};
use super::rows::SqliteSnapshot;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// A session unused for so long has ended: longer than the autumn holidays, so
/// that no family is signed out by them.
const IDLE_MS: i64 = 14 * DAY_MS;
/// A session ends at last after a term.
const ABSOLUTE_MS: i64 = 120 * DAY_MS;
/// Use is noted to this precision, so that reading does not write each time.
const NOTED_MS: i64 = 60 * MINUTE_MS;

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
            found.push(WhoIn { space, school, member });
        }
    }
    Ok(found)
}

/// Who signs in with this name.
pub fn sign_in(db: &Connection, district: Uuid, login: &str) -> Result<Option<SignIn>> {
    let mut person =
        db.prepare_cached("SELECT person_id, hash FROM person WHERE space_id = ?1 AND login = ?2")?;
    let person = person.query_row(params![district, login], |row| {
        Ok(SignIn { person: PersonId(row.get(0)?), hash: row.get(1)? })
    });
    Ok(person.optional()?)
}

/// Sets name and hash; every session of that person ends.
pub fn set_sign_in(
    db: &Connection,
    district: Uuid,
    person: PersonId,
    login: &str,
    hash: &str,
) -> Result<()> {
    if sign_in(db, district, login)?.is_some_and(|other| other.person != person) {
        return Err(StoreError::LoginTaken);
    }
    db.execute(
        "INSERT INTO person (space_id, person_id, login, hash) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (space_id, person_id) DO UPDATE SET login = excluded.login, hash = excluded.hash",
        params![district, person.0, login, hash],
    )?;
    db.execute(
        "DELETE FROM session WHERE space_id = ?1 AND person_id = ?2",
        params![district, person.0],
    )?;
    Ok(())
}

/// Begins a session, and clears away those that have ended.
pub fn open_session(db: &Connection, district: Uuid, session: &Session) -> Result<()> {
    db.execute(
        "DELETE FROM session WHERE space_id = ?1 AND (used_at < ?2 OR begun_at < ?3)",
        params![district, session.at.0 - IDLE_MS, session.at.0 - ABSOLUTE_MS],
    )?;
    db.execute(
        "INSERT INTO session (space_id, token_hash, person_id, begun_at, used_at)
         VALUES (?1, ?2, ?3, ?4, ?4)",
        params![district, session.token, session.person.0, session.at.0],
    )?;
    Ok(())
}

/// A session that holds.
pub struct Held {
    /// Whose.
    pub person: PersonId,
    /// Its use was noted too long ago.
    pub stale: bool,
}

/// The session of this token, if it holds.
pub fn session(
    db: &Connection,
    district: Uuid,
    token: &TokenHash,
    now: Stamp,
) -> Result<Option<Held>> {
    let mut session = db.prepare_cached(
        "SELECT person_id, used_at FROM session
         WHERE space_id = ?1 AND token_hash = ?2 AND used_at >= ?3 AND begun_at >= ?4",
    )?;
    let parameters = params![district, token, now.0 - IDLE_MS, now.0 - ABSOLUTE_MS];
    let held = session.query_row(parameters, |row| {
        let stale = row.get::<_, i64>(1)? < now.0 - NOTED_MS;
        Ok(Held { person: PersonId(row.get(0)?), stale })
    });
    Ok(held.optional()?)
}

/// Notes that a session was used.
pub fn use_session(db: &Connection, district: Uuid, token: &TokenHash, now: Stamp) -> Result<()> {
    db.execute(
        "UPDATE session SET used_at = max(used_at, ?3) WHERE space_id = ?1 AND token_hash = ?2",
        params![district, token, now.0],
    )?;
    Ok(())
}

/// Ends a session.
pub fn close_session(db: &Connection, district: Uuid, token: &TokenHash) -> Result<()> {
    db.execute(
        "DELETE FROM session WHERE space_id = ?1 AND token_hash = ?2",
        params![district, token],
    )?;
    Ok(())
}

/// Keeps an invitation.
pub fn invite(db: &Connection, district: Uuid, invitation: &Invitation) -> Result<()> {
    db.execute(
        "INSERT INTO invitation (space_id, code_hash, person_id, school_id, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            district,
            invitation.code,
            invitation.person.0,
            invitation.school.0,
            invitation.expires.0
        ],
    )?;
    Ok(())
}

/// Uses an invitation up. A taken name leaves it unused: the whole job is undone.
pub fn join(
    db: &Connection,
    district: Uuid,
    code: &TokenHash,
    login: &str,
    hash: &str,
    now: Stamp,
) -> Result<PersonId> {
    let person: Option<Uuid> = db
        .query_row(
            "UPDATE invitation SET used_at = ?3
             WHERE space_id = ?1 AND code_hash = ?2 AND used_at IS NULL AND expires_at > ?3
             RETURNING person_id",
            params![district, code, now.0],
            |row| row.get(0),
        )
        .optional()?;
    let person = person.map(PersonId).ok_or(StoreError::NoInvitation)?;
    set_sign_in(db, district, person, login, hash)?;
    Ok(person)
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
