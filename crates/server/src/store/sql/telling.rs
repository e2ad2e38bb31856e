//! Who is to be told, in the database. Found in the journal, so that nothing is told
//! before it is kept, and nothing kept is forgotten by a restart.

mod notes;

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, State};
use yuanliu_domain::id::{ActId, ChildId, PersonId, SpaceId};
use yuanliu_domain::people::{Contacts, Member};
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::time::{Day, Minute, Stamp};
use yuanliu_sync::wire::{CallList, Message, Telling, Unread};

use super::super::telling::{
    AT_ONCE, Came, Due, HELD_BY_MS, KEPT_DAYS, MOST_ON_LIST, NEWS_MS, Tellings,
};
use super::super::{Cursor, Result};
use super::Database;
use super::db::{self, Db, OptionalExtension, Row, params};
use super::rows;
use notes::Notes;

/// Transactions in which the journal is looked through before others have their turn.
const PARTS: usize = 5;
const DAY_MS: i64 = 86_400_000;

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

    async fn note_told(&self, space: SpaceId, goes_out: bool, now: Stamp) -> Result<bool> {
        let district = self.district;
        for _ in 0..PARTS {
            let found = self.read(move |db| Notes::new(db, space, district, now).find()).await?;
            let Some(found) = found else { return Ok(false) };
            self.write_in(space, move |db| found.keep(db, space, goes_out, now)).await?;
        }
        self.read(move |db| Ok(behind(db, space)?.is_some())).await
    }

    async fn forget_told(&self, space: SpaceId, now: Stamp) -> Result<()> {
        let until = now.plus_ms(-KEPT_DAYS * DAY_MS);
        let old = move |db: &dyn Db| {
            let any = "SELECT 1 FROM told WHERE space_id = ?1 AND said_at < ?2 LIMIT 1";
            Ok(db.prepare_cached(any)?.exists(params![space.0, until.0])?)
        };
        if !self.read(old).await? {
            return Ok(());
        }
        self.write_in(space, move |db| {
            let old = "DELETE FROM told WHERE space_id = ?1 AND said_at < ?2";
            db.execute(old, params![space.0, until.0])?;
            Ok(())
        })
        .await
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
        let (act, person, tries) = (due.act, due.person, due.tries);
        let (next, handed) = match came {
            Came::Handed => (None, Some(now.0)),
            Came::Again(at) => (Some(at.0), None),
            Came::GivenUp => (None, None),
        };
        self.write_in(space, move |db| {
            // Read in the app meanwhile, it is not sent again; tried again meanwhile, that
            // try will say what came of it.
            let settle = "UPDATE told SET handed_at = ?5,
                              next_at = CASE WHEN settled_at IS NULL THEN ?4 ELSE next_at END
                          WHERE space_id = ?1 AND act_id = ?2 AND person_id = ?3 AND tries = ?6";
            db.execute(settle, params![space.0, act.0, person.0, next, handed, tries])?;
            Ok(())
        })
        .await
    }

    async fn read_told(
        &self,
        space: SpaceId,
        person: PersonId,
        (held, sent): (&str, &str),
        goes_out: bool,
        now: Stamp,
    ) -> Result<()> {
        let whole = |cursor| Cursor::read(cursor, self.epoch).map_or(0, |cursor| complete(&cursor));
        let (held, sent) = (whole(held), whole(sent));
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
            db.execute(read, params![space.0, person.0, now.0, held])?;
            let wait = "UPDATE told SET next_at = said_at + ?4
                        WHERE space_id = ?1 AND person_id = ?2 AND settled_at IS NULL
                          AND version <= ?3 AND tries = 0 AND next_at < said_at + ?4";
            db.execute(wait, params![space.0, person.0, sent, HELD_BY_MS])?;
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

/// Up to which version whoever holds this has everything; nothing in the middle of a part.
fn complete(cursor: &Cursor) -> i64 {
    if cursor.part.is_some() {
        return 0;
    }
    let parts = cursor.fresh.iter().map(|(_, base)| *base);
    parts.chain([cursor.version]).min().unwrap_or(0) as i64
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
         WHERE space_id = ?1 AND next_at <= ?2
         ORDER BY CASE WHEN calls_at IS NULL THEN 1 ELSE 0 END, next_at LIMIT ?3",
    )?;
    let mut lease = db.prepare_cached(
        "UPDATE told SET tries = tries + ?5, next_at = ?4
         WHERE space_id = ?1 AND act_id = ?2 AND person_id = ?3",
    )?;
    let mut leased = vec![];
    // What does not go out any more must not take the turn of what does.
    while leased.is_empty() {
        let some = due.query_map(params![space.0, now.0, AT_ONCE], one)?;
        let some = some.collect::<db::Result<Vec<_>>>()?;
        if some.is_empty() {
            break;
        }
        for mut one in some {
            let news = match one.kind.is_urgent() {
                true => one.said.day() == now.day(),
                false => now.0 - one.said.0 <= NEWS_MS,
            };
            let goes = news && still(db, space, (one.person, one.child, one.kind), now.day())?;
            let next = goes.then_some(until.0);
            lease.execute(params![space.0, one.act.0, one.person.0, next, i64::from(goes)])?;
            if !goes {
                continue;
            }
            one.tries += 1;
            one.language = choice(db, district, one.person)?.language;
            let contacts: Option<Contacts> = body(db, space, Audience::Care, one.child)?;
            let key = one.person.to_string();
            let mut people = contacts.unwrap_or_default().people.into_iter();
            one.phone =
                people.find(|contact| contact.key == key).map(|c| c.phone).unwrap_or_default();
            leased.push(one);
        }
    }
    Ok(leased)
}

/// Whether this person may see the child today, and what the message says is still so: a
/// child who came, or was collected, is no reason to call, whatever was said before.
fn still(
    db: &dyn Db,
    space: SpaceId,
    (person, child, kind): (PersonId, ChildId, Message),
    today: Day,
) -> Result<bool> {
    let member: Option<Member> = body(db, space, Audience::Office, person)?;
    if !member.unwrap_or_default().on(today).children.contains(&child) {
        return Ok(false);
    }
    let state = || {
        let written: Option<ChildDay> = body(db, space, Audience::Family(child), today)?;
        Result::Ok(written.unwrap_or_default())
    };
    Ok(match kind {
        Message::NotArrived => matches!(state()?.state(), State::NotHere),
        Message::Late => state()?.state().in_care(),
        _ => true,
    })
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
    let since = now.day().at(Minute::hm(0, 0).expect("midnight"));
    // A change of the day concerns hundreds, and must not hide the child who is missing.
    let mut open = db.prepare_cached(
        "SELECT child_id, person_id, kind, said_at, handed_at FROM told
         WHERE space_id = ?1 AND calls_at <= ?2 AND said_at >= ?3 AND settled_at IS NULL
         ORDER BY CASE kind WHEN 'not_arrived' THEN 0 WHEN 'late' THEN 1 WHEN 'hurt' THEN 2
                            ELSE 3 END, calls_at, act_id, person_id",
    )?;
    let open = open.query_map(params![space.0, now.0, since.0], |row| {
        Ok(Unread {
            child: ChildId(row.get(0)?),
            person: PersonId(row.get(1)?),
            kind: kind(row.get(2)?)?,
            since: Stamp(row.get(3)?),
            handed: row.get::<_, Option<i64>>(4)?.is_some(),
        })
    })?;
    let open = open.collect::<db::Result<Vec<_>>>()?;
    let mut found = CallList { list: vec![], all: open.len() as u32 };
    for one in open {
        if found.list.len() == MOST_ON_LIST as usize {
            break;
        }
        match still(db, space, (one.person, one.child, one.kind), now.day())? {
            true => found.list.push(one),
            false => found.all -= 1,
        }
    }
    Ok(found)
}
