//! Who is to be told, in the database. Found in the journal, so that nothing is told
//! before it is kept, and nothing kept is forgotten by a restart.

mod notes;

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, PersonId, SpaceId};
use yuanliu_domain::people::{Contacts, Member};
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{CallList, Message, Telling, Unread};

use super::super::telling::{Came, Due, MOST_ON_LIST, NEWS_MS, Tellings};
use super::super::{Cursor, Result};
use super::Database;
use super::db::{self, Db, OptionalExtension, Row, params};
use super::rows;
use notes::Notes;

/// Messages that one server takes at once.
const LEASED: i64 = 20;

#[async_trait]
impl Tellings for Database {
    async fn telling(&self, person: PersonId) -> Result<Telling> {
        let district = self.district;
        self.read(move |db| choice(db, district, person)).await
    }

    async fn set_telling(&self, person: PersonId, telling: Telling) -> Result<()> {
        let district = self.district;
        let choice = serde_json::to_string(&telling).expect("a choice is plain data");
        self.write(move |db| {
            let put = "INSERT INTO telling (space_id, person_id, choice) VALUES (?1, ?2, ?3)
                       ON CONFLICT (space_id, person_id) DO UPDATE SET choice = excluded.choice";
            db.execute(put, params![district, person.0, choice])?;
            Ok(())
        })
        .await
    }

    async fn note_told(&self, space: SpaceId, goes_out: bool, now: Stamp) -> Result<()> {
        let district = self.district;
        while self.read(move |db| Ok(behind(db, space)?.is_some())).await? {
            self.write_in(space, move |db| Notes::new(db, space, district, now).take(goes_out))
                .await?;
        }
        Ok(())
    }

    async fn lease_told(&self, space: SpaceId, now: Stamp, until: Stamp) -> Result<Vec<Due>> {
        let due = move |db: &dyn Db| {
            let any = "SELECT 1 FROM told WHERE space_id = ?1 AND next_at <= ?2 LIMIT 1";
            Ok(db.prepare_cached(any)?.exists(params![space.0, now.0])?)
        };
        if !self.read(due).await? {
            return Ok(vec![]);
        }
        let district = self.district;
        self.write_in(space, move |db| lease(db, space, district, now, until)).await
    }

    async fn settle_told(&self, space: SpaceId, due: &Due, came: Came, now: Stamp) -> Result<()> {
        let (act, person) = (due.act, due.person);
        let (next, handed) = match came {
            Came::Handed => (None, Some(now.0)),
            Came::Again(at) => (Some(at.0), None),
            Came::GivenUp => (None, None),
        };
        self.write_in(space, move |db| {
            // Read in the app meanwhile, it is not sent again.
            let settle = "UPDATE told SET handed_at = ?5,
                              next_at = CASE WHEN settled_at IS NULL THEN ?4 ELSE next_at END
                          WHERE space_id = ?1 AND act_id = ?2 AND person_id = ?3";
            db.execute(settle, params![space.0, act.0, person.0, next, handed])?;
            Ok(())
        })
        .await
    }

    async fn read_told(
        &self,
        space: SpaceId,
        person: PersonId,
        cursor: &str,
        goes_out: bool,
        now: Stamp,
    ) -> Result<()> {
        let Some(cursor) = Cursor::read(cursor, self.epoch) else { return Ok(()) };
        let parts = cursor.fresh.iter().map(|(_, base)| *base);
        let until = parts.chain([cursor.version]).min().unwrap_or(0) as i64;
        self.note_told(space, goes_out, now).await?;
        let open = move |db: &dyn Db| {
            let any = "SELECT 1 FROM told
                       WHERE space_id = ?1 AND person_id = ?2 AND settled_at IS NULL LIMIT 1";
            Ok(db.prepare_cached(any)?.exists(params![space.0, person.0])?)
        };
        if !self.read(open).await? {
            return Ok(());
        }
        self.write_in(space, move |db| {
            let read = "UPDATE told SET settled_at = ?3, next_at = NULL
                        WHERE space_id = ?1 AND person_id = ?2 AND settled_at IS NULL
                          AND version <= ?4";
            db.execute(read, params![space.0, person.0, now.0, until])?;
            Ok(())
        })
        .await
    }

    async fn unread(&self, space: SpaceId, now: Stamp) -> Result<CallList> {
        self.read(move |db| unread(db, space, now)).await
    }
}

/// How far the journal was looked through, and how far it goes; none when that is the same.
fn behind(db: &dyn Db, space: SpaceId) -> Result<Option<(i64, i64)>> {
    let version = "SELECT version FROM space WHERE space_id = ?1";
    let version: i64 = db.query_row(version, [space.0], |row| row.get(0))?;
    let until = "SELECT version FROM told_until WHERE space_id = ?1";
    let until: Option<i64> = db.query_row(until, [space.0], |row| row.get(0)).optional()?;
    let until = until.unwrap_or(0);
    Ok((until < version).then_some((until, version)))
}

/// How a person chose to be told, or the usual.
fn choice(db: &dyn Db, district: Uuid, person: PersonId) -> Result<Telling> {
    let mut choice =
        db.prepare_cached("SELECT choice FROM telling WHERE space_id = ?1 AND person_id = ?2")?;
    let choice: Option<String> =
        choice.query_row(params![district, person.0], |row| row.get(0)).optional()?;
    Ok(choice.and_then(|choice| serde_json::from_str(&choice).ok()).unwrap_or_default())
}

fn body<T: Body>(
    db: &dyn Db,
    space: SpaceId,
    audience: Audience,
    key: impl ToString,
) -> Result<Option<T>> {
    let body = rows::row(db, space.0, &RowKey::of::<T>(audience, key))?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Takes what is due: until the lease is over nobody else gets it.
fn lease(
    db: &dyn Db,
    space: SpaceId,
    district: Uuid,
    now: Stamp,
    until: Stamp,
) -> Result<Vec<Due>> {
    let mut due = db.prepare_cached(
        "SELECT act_id, person_id, child_id, kind, said_at, tries FROM told
         WHERE space_id = ?1 AND next_at <= ?2 ORDER BY next_at LIMIT ?3",
    )?;
    let due = due.query_map(params![space.0, now.0, LEASED], one)?;
    let due = due.collect::<db::Result<Vec<_>>>()?;
    let mut lease = db.prepare_cached(
        "UPDATE told SET tries = tries + 1, next_at = ?4
         WHERE space_id = ?1 AND act_id = ?2 AND person_id = ?3",
    )?;
    let mut leased = vec![];
    for mut one in due {
        // Too late to be news; and whoever may not see the child any more hears nothing.
        let member: Option<Member> = body(db, space, Audience::Office, one.person)?;
        let member = member.unwrap_or_default().on(now.day());
        let goes = now.0 - one.said.0 <= NEWS_MS && member.children.contains(&one.child);
        let next = goes.then_some(until.0);
        lease.execute(params![space.0, one.act.0, one.person.0, next])?;
        if !goes {
            continue;
        }
        one.tries += 1;
        one.language = choice(db, district, one.person)?.language;
        let contacts: Option<Contacts> = body(db, space, Audience::Care, one.child)?;
        let key = one.person.to_string();
        let mut people = contacts.unwrap_or_default().people.into_iter();
        one.phone = people.find(|contact| contact.key == key).map(|c| c.phone).unwrap_or_default();
        leased.push(one);
    }
    Ok(leased)
}

fn one(row: &Row<'_>) -> db::Result<Due> {
    Ok(Due {
        act: ActId(row.get(0)?),
        person: PersonId(row.get(1)?),
        child: ChildId(row.get(2)?),
        kind: kind(row.get(3)?)?,
        said: Stamp(row.get(4)?),
        tries: row.get(5)?,
        language: Default::default(),
        phone: String::new(),
    })
}

fn kind(name: String) -> db::Result<Message> {
    Message::named(&name).ok_or(db::Error::Form(name))
}

fn unread(db: &dyn Db, space: SpaceId, now: Stamp) -> Result<CallList> {
    // Of yesterday nobody is called any more.
    let since = now.day().at(yuanliu_domain::time::Minute::hm(0, 0).expect("midnight"));
    let parameters = params![space.0, now.0, since.0];
    let mut all = db.prepare_cached(
        "SELECT count(*) FROM told WHERE space_id = ?1 AND calls_at <= ?2 AND said_at >= ?3
           AND settled_at IS NULL",
    )?;
    let all: u32 = all.query_row(parameters, |row| row.get(0))?;
    let mut first = db.prepare_cached(
        "SELECT child_id, person_id, kind, said_at, handed_at FROM told
         WHERE space_id = ?1 AND calls_at <= ?2 AND said_at >= ?3 AND settled_at IS NULL
         ORDER BY calls_at, act_id, person_id LIMIT ?4",
    )?;
    let first = first.query_map(params![space.0, now.0, since.0, MOST_ON_LIST], |row| {
        Ok(Unread {
            child: ChildId(row.get(0)?),
            person: PersonId(row.get(1)?),
            kind: kind(row.get(2)?)?,
            since: Stamp(row.get(3)?),
            handed: row.get::<_, Option<i64>>(4)?.is_some(),
        })
    })?;
    Ok(CallList { list: first.collect::<db::Result<_>>()?, all })
}
