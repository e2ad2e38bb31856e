//! Accounts, sessions and invitations in SQLite.

use std::collections::BTreeSet;

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::rights::Role;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::OpenInvitation;

use super::super::{
    Accounts, Held, Invitation, MyDevice, OFFICE, Result, Session, SignIn, StoreError, TokenHash,
    USUAL,
};
use super::Database;
use super::db::{self, Db, OptionalExtension, Row, params};
use super::factors::drop_factors;
use super::passkeys::drop_passkeys;
use super::rows::SqlSnapshot;
use super::{Rows, district};

/// Use is noted to this precision, so that reading does not write each time.
const NOTED_MS: i64 = 3_600_000;

#[async_trait]
impl Accounts for Database {
    async fn sign_in(&self, login: &str) -> Result<Option<SignIn>> {
        let (district, login) = (self.district, login.to_owned());
        self.read(move |db| sign_in(db, district, &login)).await
    }

    async fn sign_in_of(&self, person: PersonId) -> Result<Option<SignIn>> {
        let district = self.district;
        self.read(move |db| {
            let mut of = db.prepare_cached(
                "SELECT person_id, login, hash FROM person WHERE space_id = ?1 AND person_id = ?2",
            )?;
            Ok(of.query_row(params![district, person.0], signs_in).optional()?)
        })
        .await
    }

    async fn set_sign_in(&self, person: PersonId, login: &str, hash: &str) -> Result<()> {
        let (district, login, hash) = (self.district, login.to_owned(), hash.to_owned());
        self.write(move |db| set_sign_in(db, district, person, &login, &hash)).await
    }

    async fn open_session(&self, session: Session) -> Result<()> {
        let district = self.district;
        self.write(move |db| open_session(db, district, &session)).await
    }

    async fn session(&self, token: &TokenHash, now: Stamp) -> Result<Option<Held>> {
        let (district, epoch, token) = (self.district, self.epoch, *token);
        let found = self.read(move |db| session(db, district, epoch, &token, now)).await?;
        let Some((held, used)) = found else { return Ok(None) };
        if used < now.0 - NOTED_MS {
            self.write(move |db| use_session(db, district, &token, now)).await?;
        }
        Ok(Some(held))
    }

    async fn close_session(&self, token: &TokenHash) -> Result<()> {
        let (district, token) = (self.district, *token);
        self.write(move |db| {
            let end = "DELETE FROM session WHERE space_id = ?1 AND token_hash = ?2";
            db.execute(end, params![district, token])?;
            Ok(())
        })
        .await
    }

    async fn my_devices(&self, person: PersonId, now: Stamp) -> Result<Vec<MyDevice>> {
        let (district, epoch) = (self.district, self.epoch);
        self.read(move |db| my_devices(db, district, epoch, person, now)).await
    }

    async fn close_mine(&self, person: PersonId, session: Uuid) -> Result<bool> {
        let district = self.district;
        self.write(move |db| {
            let end = "DELETE FROM session
                       WHERE space_id = ?1 AND person_id = ?2 AND session_id = ?3";
            Ok(db.execute(end, params![district, person.0, session])? > 0)
        })
        .await
    }

    async fn close_all(&self, person: PersonId) -> Result<()> {
        let district = self.district;
        self.write(move |db| {
            end_sessions(db, district, person)?;
            drop_passkeys(db, district, person)?;
            forget_devices(db, district, person)
        })
        .await
    }

    async fn invite(&self, invitation: Invitation) -> Result<()> {
        let district = self.district;
        self.write(move |db| invite(db, district, &invitation)).await
    }

    async fn invitations(&self, school: SpaceId, now: Stamp) -> Result<Vec<OpenInvitation>> {
        let district = self.district;
        self.read(move |db| invitations(db, district, school, now)).await
    }

    async fn joined(&self, school: SpaceId) -> Result<Vec<PersonId>> {
        let district = self.district;
        self.read(move |db| joined(db, district, school)).await
    }

    async fn uninvite(&self, school: SpaceId, invitation: Uuid) -> Result<bool> {
        let district = self.district;
        self.write(move |db| {
            let back = "DELETE FROM invitation WHERE space_id = ?1 AND school_id = ?2
                        AND invitation_id = ?3 AND used_at IS NULL";
            Ok(db.execute(back, params![district, school.0, invitation])? > 0)
        })
        .await
    }

    async fn join(
        &self,
        code: &TokenHash,
        login: &str,
        hash: &str,
        now: Stamp,
    ) -> Result<PersonId> {
        let (district, code) = (self.district, *code);
        let (login, hash) = (login.to_owned(), hash.to_owned());
        self.write(move |db| join(db, district, &code, &login, &hash, now)).await
    }
}

fn signs_in(row: &Row<'_>) -> db::Result<SignIn> {
    Ok(SignIn { person: PersonId(row.get(0)?), login: row.get(1)?, hash: row.get(2)? })
}

fn sign_in(db: &dyn Db, district: Uuid, login: &str) -> Result<Option<SignIn>> {
    let mut named = db.prepare_cached(
        "SELECT person_id, login, hash FROM person WHERE space_id = ?1 AND login = ?2",
    )?;
    Ok(named.query_row(params![district, login], signs_in).optional()?)
}

fn set_sign_in(
    db: &dyn Db,
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
    end_sessions(db, district, person)
}

fn end_sessions(db: &dyn Db, district: Uuid, person: PersonId) -> Result<()> {
    let end = "DELETE FROM session WHERE space_id = ?1 AND person_id = ?2";
    db.execute(end, params![district, person.0])?;
    Ok(())
}

fn forget_devices(db: &dyn Db, district: Uuid, person: PersonId) -> Result<()> {
    let forget = "DELETE FROM device_person WHERE space_id = ?1 AND person_id = ?2";
    db.execute(forget, params![district, person.0])?;
    Ok(())
}

/// Begins a session, and clears away those that have ended.
fn open_session(db: &dyn Db, district: Uuid, session: &Session) -> Result<()> {
    db.execute(
        "DELETE FROM session WHERE space_id = ?1 AND (used_at < ?2 OR begun_at < ?3)",
        params![district, session.at.0 - USUAL.idle, session.at.0 - USUAL.absolute],
    )?;
    db.execute(
        "INSERT INTO session (space_id, token_hash, person_id, begun_at, used_at,
                              session_id, label, factors)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)",
        params![
            district,
            session.token,
            session.person.0,
            session.at.0,
            Uuid::new_v4(),
            session.label,
            session.factors,
        ],
    )?;
    Ok(())
}

/// The session of this token with the time of its last use, if it holds.
fn session(
    db: &dyn Db,
    district: Uuid,
    epoch: Uuid,
    token: &TokenHash,
    now: Stamp,
) -> Result<Option<(Held, i64)>> {
    let mut found = db.prepare_cached(
        "SELECT person_id, session_id, factors, begun_at, used_at FROM session
         WHERE space_id = ?1 AND token_hash = ?2",
    )?;
    let found = found.query_row(params![district, token], |row| {
        let held = Held {
            person: PersonId(row.get(0)?),
            id: row.get(1)?,
            factors: row.get(2)?,
            office: false,
        };
        Ok((held, row.get::<_, i64>(3)?, row.get::<_, i64>(4)?))
    });
    let Some((mut held, begun, used)) = found.optional()? else { return Ok(None) };
    held.office = is_office(db, epoch, held.person)?;
    let terms = if held.office { OFFICE } else { USUAL };
    let holds = used >= now.0 - terms.idle && begun >= now.0 - terms.absolute;
    Ok(holds.then_some((held, used)))
}

/// Whether a person is of a school's office now: one look into each school's space.
fn is_office(db: &dyn Db, epoch: Uuid, person: PersonId) -> Result<bool> {
    for space in district::schools(db)? {
        let member: Option<Member> =
            SqlSnapshot::new(db, space, epoch).body(Audience::Office, person)?;
        if member.is_some_and(|member| member.roles.contains(&Role::Office)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn use_session(db: &dyn Db, district: Uuid, token: &TokenHash, now: Stamp) -> Result<()> {
    db.execute(
        "UPDATE session SET used_at = ?3
         WHERE space_id = ?1 AND token_hash = ?2 AND used_at < ?3",
        params![district, token, now.0],
    )?;
    Ok(())
}

fn my_devices(
    db: &dyn Db,
    district: Uuid,
    epoch: Uuid,
    person: PersonId,
    now: Stamp,
) -> Result<Vec<MyDevice>> {
    let terms = if is_office(db, epoch, person)? { OFFICE } else { USUAL };
    let mut mine = db.prepare_cached(
        "SELECT session_id, label, begun_at, used_at FROM session
         WHERE space_id = ?1 AND person_id = ?2 AND used_at >= ?3 AND begun_at >= ?4
         ORDER BY used_at DESC, begun_at DESC, session_id",
    )?;
    let since = (now.0 - terms.idle, now.0 - terms.absolute);
    let mine = mine.query_map(params![district, person.0, since.0, since.1], |row| {
        Ok(MyDevice {
            id: row.get(0)?,
            label: row.get(1)?,
            begun: Stamp(row.get(2)?),
            used: Stamp(row.get(3)?),
        })
    })?;
    Ok(mine.collect::<db::Result<_>>()?)
}

fn invite(db: &dyn Db, district: Uuid, invitation: &Invitation) -> Result<()> {
    db.execute(
        "DELETE FROM invitation
         WHERE space_id = ?1 AND school_id = ?2 AND person_id = ?3 AND used_at IS NULL",
        params![district, invitation.school.0, invitation.person.0],
    )?;
    db.execute(
        "INSERT INTO invitation (space_id, code_hash, person_id, school_id, expires_at,
                                 invitation_id, made_by, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            district,
            invitation.code,
            invitation.person.0,
            invitation.school.0,
            invitation.expires.0,
            Uuid::new_v4(),
            invitation.made_by.map(|person| person.0),
            invitation.made.0,
        ],
    )?;
    Ok(())
}

fn invitations(
    db: &dyn Db,
    district: Uuid,
    school: SpaceId,
    now: Stamp,
) -> Result<Vec<OpenInvitation>> {
    let mut open = db.prepare_cached(
        "SELECT invitation_id, person_id, made_by, made_at, expires_at, used_at FROM invitation
         WHERE space_id = ?1 AND school_id = ?2 AND expires_at > ?3
         ORDER BY made_at DESC, invitation_id",
    )?;
    let open = open.query_map(params![district, school.0, now.0], |row| {
        Ok(OpenInvitation {
            id: row.get(0)?,
            person: PersonId(row.get(1)?),
            made_by: row.get::<_, Option<Uuid>>(2)?.map(PersonId),
            made: Stamp(row.get(3)?),
            expires: Stamp(row.get(4)?),
            used: row.get::<_, Option<i64>>(5)?.map(Stamp),
        })
    })?;
    Ok(open.collect::<db::Result<_>>()?)
}

fn joined(db: &dyn Db, district: Uuid, school: SpaceId) -> Result<Vec<PersonId>> {
    let mut sign_in = db.prepare_cached("SELECT person_id FROM person WHERE space_id = ?1")?;
    let sign_in = sign_in.query_map(params![district], |row| row.get(0).map(PersonId))?;
    let sign_in = sign_in.collect::<db::Result<BTreeSet<PersonId>>>()?;
    let mut members = db.prepare_cached(
        r#"SELECT key FROM "row" WHERE space_id = ?1 AND audience = 'office'
           AND kind = 'member' AND body IS NOT NULL ORDER BY key"#,
    )?;
    let members = members.query_map(params![school.0], |row| row.get::<_, String>(0))?;
    let members = members.collect::<db::Result<Vec<String>>>()?;
    let members = members.iter().filter_map(|key| key.parse().ok());
    Ok(members.filter(|person| sign_in.contains(person)).collect())
}

/// Uses an invitation up. A taken name leaves it unused: the whole job is undone.
fn join(
    db: &dyn Db,
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
    forget_devices(db, district, person)?;
    drop_factors(db, district, person)?;
    Ok(person)
}
