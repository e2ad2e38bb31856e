//! The reader's log: which audiences with children in them went to whose device
//! on which day. One small write for each audience, device and day.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Mutex;

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::Member;
use yuanliu_domain::row::Body;
use yuanliu_domain::school::{Duty, Group};
use yuanliu_domain::time::Day;
use yuanliu_sync::wire::{Reader, Readers};

use super::super::ledger::Rows;
use super::super::{Pulled, Result, Viewer};
use super::db::{Db, params};
use super::rows::SqlSnapshot;

/// What is in the log already, so that a pull that brings nothing new writes nothing.
#[derive(Default)]
pub struct Noted(Mutex<BTreeSet<Note>>);

pub type Note = (Day, SpaceId, PersonId, DeviceId, What);

/// What was given: an audience, or a photo that belongs to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Audience(Audience),
    Photo(ChildId),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Audience(audience) => audience.fmt(f),
            What::Photo(child) => write!(f, "photo:{child}"),
        }
    }
}

impl Noted {
    /// What this answer gives that is not in the log yet.
    pub fn new_in(&self, space: SpaceId, viewer: &Viewer, pulled: &Pulled) -> Vec<Note> {
        let given = pulled.rows.iter().filter(|row| row.body.is_some()).map(|row| row.audience);
        let given: BTreeSet<Audience> = given.filter(of_children).collect();
        self.new_among(space, viewer, given.into_iter().map(What::Audience))
    }

    /// Which of these are not in the log yet.
    pub fn new_among(
        &self,
        space: SpaceId,
        viewer: &Viewer,
        given: impl IntoIterator<Item = What>,
    ) -> Vec<Note> {
        let mut noted = self.0.lock().expect("no panic under this lock");
        // Another day begins: yesterday's notes are in the log.
        if noted.first().is_some_and(|(day, ..)| *day != viewer.today) {
            noted.clear();
        }
        let note = |what| (viewer.today, space, viewer.person, viewer.device, what);
        given.into_iter().map(note).filter(|note| !noted.contains(note)).collect()
    }

    /// These are in the log now.
    pub fn are_in(&self, notes: Vec<Note>) {
        self.0.lock().expect("no panic under this lock").extend(notes);
    }
}

/// Audiences of staff that speak of children; a family's own are no news to it. Of
/// concerns a guardian hears nothing, not even that somebody read one.
fn of_children(audience: &Audience) -> bool {
    match audience {
        Audience::Device(_)
        | Audience::Public
        | Audience::Person(_)
        | Audience::Family(_)
        | Audience::Tablets
        // Slow hashes and ids: nothing about a child can be read there.
        | Audience::Codes(_) => false,
        | Audience::Safeguarding => false,
        Audience::Holds
        | Audience::Day(_)
        | Audience::Roll
        | Audience::Care
        | Audience::Incidents(_)
        | Audience::Homeroom(_)
        | Audience::Leader
        | Audience::Office => true,
    }
}

/// Writes it down.
pub fn note(db: &dyn Db, notes: &[Note]) -> Result<()> {
    let mut note = db.prepare_cached(
        "INSERT INTO delivery (space_id, day, person_id, device_id, audience)
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
    )?;
    for (day, space, person, device, what) in notes {
        note.execute(params![space.0, day.to_string(), person.0, device.0, what.to_string()])?;
    }
    Ok(())
}

/// Somebody takes a year's audit along: numbers, on no device in particular.
pub fn note_audit(db: &dyn Db, space: SpaceId, person: PersonId, day: Day) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO delivery (space_id, day, person_id, device_id, audience)
         VALUES (?1, ?2, ?3, ?4, 'audit') ON CONFLICT DO NOTHING",
    )?
    .execute(params![space.0, day.to_string(), person.0, Uuid::nil()])?;
    Ok(())
}

/// Who was given something with this child in it since a day, the latest first.
pub fn readers(
    db: &dyn Db,
    rows: &SqlSnapshot<'_>,
    space: SpaceId,
    child: ChildId,
    since: Day,
) -> Result<Readers> {
    // Of a day's incidents a family hears only when its own child was hurt on it.
    let mut all = db.prepare_cached(
        r#"SELECT day, person_id, audience FROM delivery
         WHERE space_id = ?1 AND day >= ?2
           AND (audience NOT LIKE 'homeroom:%' AND audience NOT LIKE 'photo:%'
                OR audience IN (?3, ?4))
           AND (audience NOT LIKE 'incidents:%' OR EXISTS (
                SELECT 1 FROM "row" hurt
                WHERE hurt.space_id = ?1 AND hurt.audience = ?5 AND hurt.kind = 'incident'
                  AND instr(hurt.body, substr(delivery.audience, 11)) > 0))
         ORDER BY day DESC, person_id"#,
    )?;
    let own = Audience::Homeroom(child).to_string();
    let photo = What::Photo(child).to_string();
    let family = Audience::Family(child).to_string();
    let mut given = all.query(params![space.0, since.to_string(), own, photo, family])?;
    let mut readers: Vec<Reader> = vec![];
    while let Some(row) = given.next()? {
        let (day, person): (String, _) = (row.get(0)?, PersonId(row.get(1)?));
        let Ok(day) = day.parse::<Day>() else { continue };
        let audience: String = row.get(2)?;
        let what = audience.split(':').next().unwrap_or_default().to_owned();
        match readers.last_mut().filter(|last| last.day == day && last.person == person) {
            Some(last) => drop(last.what.insert(what)),
            None => {
                let member: Option<Member> = rows.body(Audience::Office, person)?;
                let member = member.unwrap_or_default();
                readers.push(Reader {
                    day,
                    person,
                    name: member.name,
                    roles: member.roles,
                    duty: duty(db, rows, space, day, person)?,
                    what: BTreeSet::from([what]),
                });
            }
        }
    }
    Ok(Readers { since, readers })
}

/// The group that a person had on a day.
fn duty(
    db: &dyn Db,
    rows: &SqlSnapshot<'_>,
    space: SpaceId,
    day: Day,
    person: PersonId,
) -> Result<Option<String>> {
    let mut all = db.prepare_cached(
        r#"SELECT key, body FROM "row"
           WHERE space_id = ?1 AND audience = ?2 AND kind = ?3 AND body IS NOT NULL"#,
    )?;
    let day = Audience::Day(day).to_string();
    let mut duties = all.query(params![space.0, day, Duty::KIND])?;
    while let Some(row) = duties.next()? {
        let (group, body): (String, String) = (row.get(0)?, row.get(1)?);
        let duty: Option<Duty> = serde_json::from_str(&body).ok();
        if duty.is_some_and(|duty| duty.staff.contains(&person)) {
            let group: Option<Group> = rows.body(Audience::Roll, group)?;
            return Ok(group.map(|group| group.name));
        }
    }
    Ok(None)
}

/// Lets go of what is older.
pub fn forget(db: &dyn Db, space: SpaceId, before: Day) -> Result<u64> {
    let forgotten = db.execute(
        "DELETE FROM delivery WHERE space_id = ?1 AND day < ?2",
        params![space.0, before.to_string()],
    )?;
    Ok(forgotten as u64)
}
