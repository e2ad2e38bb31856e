//! Who is to be told, in the database. Found in the journal, so that nothing is told
//! before it is kept, and nothing kept is forgotten by a restart.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use uuid::Uuid;
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::id::{ActId, ChildId, PersonId, SpaceId};
use yuanliu_domain::people::{Child, Contacts, Guardians, Member};
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::school::{DayChanged, Scope};
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::wire::{CallList, Message, Telling, Unread};

use super::super::telling::{APP_FIRST_MS, Came, Due, KEPT_DAYS, MOST_ON_LIST, NEWS_MS, Tellings};
use super::super::{Cursor, Result};
use super::Database;
use super::db::{self, Db, OptionalExtension, Row, params};
use super::rows;
use crate::telling::{Says, says, settles};

/// Acts looked through in one transaction.
const AT_ONCE: i64 = 200;
/// Messages that one server takes at once.
const LEASED: i64 = 20;
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

/// Notes of one school, as they are written.
struct Notes<'a> {
    db: &'a dyn Db,
    space: SpaceId,
    district: Uuid,
    now: Stamp,
    choices: BTreeMap<PersonId, Telling>,
}

impl<'a> Notes<'a> {
    fn new(db: &'a dyn Db, space: SpaceId, district: Uuid, now: Stamp) -> Notes<'a> {
        Notes { db, space, district, now, choices: BTreeMap::new() }
    }

    /// Looks through some of what nobody looked through yet.
    fn take(&mut self, goes_out: bool) -> Result<()> {
        // Another server may have been here in between.
        let Some((after, version)) = behind(self.db, self.space)? else { return Ok(()) };
        let until = version.min(after + AT_ONCE);
        // What lay somewhere for a long time is news to nobody.
        let since = self.now.plus_ms(-NEWS_MS);
        let mut applied = self.db.prepare_cached(
            "SELECT journal.bytes, journal.version, journal.received_at FROM journal
             JOIN act ON act.space_id = journal.space_id AND act.act_id = journal.act_id
                  AND act.version = journal.version AND act.verdict = 'applied'
             WHERE journal.space_id = ?1 AND journal.version > ?2 AND journal.version <= ?3
               AND journal.received_at > ?4 AND journal.bytes IS NOT NULL
             ORDER BY journal.version",
        )?;
        let parameters = params![self.space.0, after, until, since.0];
        let applied = applied.query_map(parameters, |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, (row.get(1)?, Stamp(row.get(2)?))))
        })?;
        for (bytes, place) in applied.collect::<db::Result<Vec<_>>>()? {
            if let Ok(act) = act::from_bytes(&bytes) {
                self.note(&act, place, goes_out)?;
            }
        }
        let put = "INSERT INTO told_until (space_id, version) VALUES (?1, ?2)
                   ON CONFLICT (space_id) DO UPDATE SET version = excluded.version";
        self.db.execute(put, params![self.space.0, until])?;
        let old = "DELETE FROM told WHERE space_id = ?1 AND said_at < ?2";
        self.db.execute(old, params![self.space.0, self.now.plus_ms(-KEPT_DAYS * DAY_MS).0])?;
        Ok(())
    }

    fn note(&mut self, act: &Act, (version, received): (i64, Stamp), goes_out: bool) -> Result<()> {
        if let Some((child, kinds)) = settles(act) {
            self.settle(child, &kinds)?;
        }
        let (kind, children) = match says(act) {
            Says::Nothing => return Ok(()),
            Says::Families(kind, children) => (kind, children),
            Says::Here(child, day) => match self.here(act, child, day)? {
                Some(kind) => (kind, vec![child]),
                None => return Ok(()),
            },
            Says::TakesBack(child, original) => match self.take_back(original)? {
                true => (Message::Notice, vec![child]),
                false => return Ok(()),
            },
            Says::Covered(scope, day) => (self.of_day(day), self.covered(&[scope], day)?),
            Says::Ended(changes, day) => {
                let scopes = changes.iter().map(|change| {
                    let change = self.body::<DayChanged>(Audience::Public, change)?;
                    Ok(change.map(|change| change.scope))
                });
                let scopes: Vec<Scope> =
                    scopes.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
                (self.of_day(day), self.covered(&scopes, day)?)
            }
        };
        // What is entered long after it happened rings nobody's phone.
        if !kind.is_urgent() && received.0 - act.time().0 > NEWS_MS {
            return Ok(());
        }
        let mut told = BTreeSet::from([act.actor]);
        for child in children {
            for person in self.guardians(child)? {
                if told.insert(person) {
                    self.tell((act.id, version, received), person, (kind, child), goes_out)?;
                }
            }
        }
        Ok(())
    }

    fn tell(
        &mut self,
        (act, version, received): (ActId, i64, Stamp),
        person: PersonId,
        (kind, child): (Message, ChildId),
        goes_out: bool,
    ) -> Result<()> {
        if !self.choices.contains_key(&person) {
            self.choices.insert(person, choice(self.db, self.district, person)?);
        }
        let sent = goes_out && self.choices[&person].wants(kind, self.now.minute());
        let calls = kind.minutes_to_call().map(|minutes| received.plus_ms(minutes * 60_000).0);
        if !sent && calls.is_none() {
            return Ok(());
        }
        // A child who is not here is called about first.
        let first = if kind == Message::NotArrived { 3 * 60_000 } else { APP_FIRST_MS };
        let next = sent.then(|| received.plus_ms(first).0);
        let mut put = self.db.prepare_cached(
            "INSERT INTO told (space_id, act_id, person_id, child_id, kind, version, said_at,
                               next_at, calls_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
        )?;
        let (space, kind) = (self.space.0, kind.name());
        put.execute(params![
            space, act.0, person.0, child.0, kind, version, received.0, next, calls,
        ])?;
        Ok(())
    }

    /// Nobody has to be told or called about these any more.
    fn settle(&self, child: ChildId, kinds: &[Message]) -> Result<()> {
        let mut settle = self.db.prepare_cached(
            "UPDATE told SET settled_at = ?4, next_at = NULL
             WHERE space_id = ?1 AND child_id = ?2 AND kind = ?3 AND settled_at IS NULL",
        )?;
        for kind in kinds {
            settle.execute(params![self.space.0, child.0, kind.name(), self.now.0])?;
        }
        Ok(())
    }

    /// What an act said is not so; whether anybody had been told.
    fn take_back(&self, original: ActId) -> Result<bool> {
        let gone = "SELECT 1 FROM told
                    WHERE space_id = ?1 AND act_id = ?2 AND handed_at IS NOT NULL LIMIT 1";
        let gone = self.db.prepare_cached(gone)?.exists(params![self.space.0, original.0])?;
        self.db
            .prepare_cached(
                "UPDATE told SET settled_at = ?3, next_at = NULL
                 WHERE space_id = ?1 AND act_id = ?2 AND settled_at IS NULL",
            )?
            .execute(params![self.space.0, original.0, self.now.0])?;
        Ok(gone)
    }

    /// Whether being here is news: into care, or to another place.
    fn here(&self, act: &Act, child: ChildId, day: Day) -> Result<Option<Message>> {
        let written: Option<ChildDay> = self.body(Audience::Family(child), day)?;
        let mut entries = written.unwrap_or_default().entries;
        let Some(at) = entries.iter().position(|entry| entry.act == act.id) else {
            return Ok(None);
        };
        let after = ChildDay { entries: entries[..=at].to_vec() };
        entries.truncate(at);
        let before = ChildDay { entries };
        Ok(match before.state().in_care() {
            false => Some(Message::Arrived),
            true if after.place() != before.place() => Some(Message::Moved),
            true => None,
        })
    }

    /// What changes today is urgent; what changes later wakes nobody tonight.
    fn of_day(&self, day: Day) -> Message {
        if day == self.now.day() { Message::DayChanged } else { Message::Notice }
    }

    /// Children whom these changes of a date concern; none once it is past.
    fn covered(&self, scopes: &[Scope], day: Day) -> Result<Vec<ChildId>> {
        if day < self.now.day() || scopes.is_empty() {
            return Ok(vec![]);
        }
        let mut all = self.db.prepare_cached(
            r#"SELECT key, body FROM "row"
               WHERE space_id = ?1 AND audience = 'roll' AND kind = 'child' AND body IS NOT NULL"#,
        )?;
        let all = all.query_map([self.space.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut covered = vec![];
        for (key, body) in all.collect::<db::Result<Vec<_>>>()? {
            let (Ok(id), Ok(card)) = (key.parse(), serde_json::from_str::<Child>(&body)) else {
                continue;
            };
            if !card.left && scopes.iter().any(|scope| scope.covers(card.class, card.grade)) {
                covered.push(id);
            }
        }
        Ok(covered)
    }

    /// Guardians who may see the child today.
    fn guardians(&self, child: ChildId) -> Result<Vec<PersonId>> {
        let named: Option<Guardians> = self.body(Audience::Roll, child)?;
        let mut guardians = vec![];
        for guardian in named.unwrap_or_default().people {
            let member: Option<Member> = self.body(Audience::Office, guardian.person)?;
            let member = member.unwrap_or_default().on(self.now.day());
            if member.children.contains(&child) {
                guardians.push(guardian.person);
            }
        }
        Ok(guardians)
    }

    fn body<T: Body>(&self, audience: Audience, key: impl ToString) -> Result<Option<T>> {
        body(self.db, self.space, audience, key)
    }
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
