//! Who is to be told of what was applied: read in the journal, written beside it.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::id::{ActId, ChildId, PersonId, SpaceId};
use yuanliu_domain::people::{Child, Guardians, Member};
use yuanliu_domain::row::Body;
use yuanliu_domain::school::{DayChanged, Scope};
use yuanliu_domain::time::{Day, Minute, Stamp};
use yuanliu_sync::wire::{Message, Telling};

use super::super::super::Result;
use super::super::super::telling::{APP_FIRST_MS, NEWS_MS};
use super::super::db::{self, Db, params};
use super::{behind, body, choice};
use crate::telling::{Says, says, settles};

/// Acts looked through in one transaction.
const AT_ONCE: i64 = 200;

/// Notes of one school, as they are written.
pub struct Notes<'a> {
    db: &'a dyn Db,
    space: SpaceId,
    district: Uuid,
    now: Stamp,
    choices: BTreeMap<PersonId, Telling>,
}

impl<'a> Notes<'a> {
    pub fn new(db: &'a dyn Db, space: SpaceId, district: Uuid, now: Stamp) -> Notes<'a> {
        Notes { db, space, district, now, choices: BTreeMap::new() }
    }

    /// Looks through some of what nobody looked through yet.
    pub fn take(&mut self, goes_out: bool) -> Result<()> {
        // Another server may have been here in between.
        let Some((after, version)) = behind(self.db, self.space)? else { return Ok(()) };
        let until = version.min(after + AT_ONCE);
        // What lay here for a long time is news to nobody; what is urgent is, until the day
        // is over.
        let midnight = self.now.day().at(Minute::hm(0, 0).expect("midnight"));
        let since = midnight.min(self.now.plus_ms(-NEWS_MS));
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
        Ok(())
    }

    fn note(&mut self, act: &Act, (version, received): (i64, Stamp), goes_out: bool) -> Result<()> {
        if let Some((child, kinds)) = settles(act) {
            self.settle(act.id, child, &kinds)?;
        }
        let (kind, children) = match says(act) {
            Says::Nothing => return Ok(()),
            Says::Families(kind, children) => (kind, children),
            // Of another day it rings nobody: it was offered again, or entered from paper.
            Says::Urgent(kind, child, day) => match day == self.now.day() {
                true => (kind, vec![child]),
                false => return Ok(()),
            },
            Says::Here(child, day) => match self.here(act, child, day)? {
                Some(kind) => (kind, vec![child]),
                None => return Ok(()),
            },
            Says::TakesBack(child, original) => {
                self.open_again(original, version, goes_out)?;
                match self.take_back(original)? {
                    true => (Message::Notice, vec![child]),
                    false => return Ok(()),
                }
            }
            Says::Covered(scope, day) => (self.of_day(day), self.covered(&[scope], day)?),
            Says::Ended(changes, day) => {
                let scopes = changes.iter().map(|change| {
                    self.take_back(*change)?;
                    let change = self.body::<DayChanged>(Audience::Public, change)?;
                    Ok(change.map(|change| change.scope))
                });
                let scopes: Vec<Scope> =
                    scopes.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
                (self.of_day(day), self.covered(&scopes, day)?)
            }
        };
        // What is entered, or looked through, long after it happened rings nobody's phone.
        let age = self.now.0 - act.time().0.min(received.0);
        if !kind.is_urgent() && age > NEWS_MS {
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

    /// Nobody has to be told or called about these any more, because of this act.
    fn settle(&self, by: ActId, child: ChildId, kinds: &[Message]) -> Result<()> {
        let mut settle = self.db.prepare_cached(
            "UPDATE told SET settled_at = ?4, settled_by = ?5, next_at = NULL
             WHERE space_id = ?1 AND child_id = ?2 AND kind = ?3 AND settled_at IS NULL",
        )?;
        for kind in kinds {
            settle.execute(params![self.space.0, child.0, kind.name(), self.now.0, by.0])?;
        }
        Ok(())
    }

    /// What this act settled is open again, to be read from this version on: it was a slip.
    fn open_again(&self, by: ActId, version: i64, goes_out: bool) -> Result<()> {
        let next = goes_out.then(|| self.now.plus_ms(APP_FIRST_MS).0);
        let open = "UPDATE told SET settled_at = NULL, settled_by = NULL, version = ?3,
                        next_at = CASE WHEN handed_at IS NULL THEN ?4 ELSE next_at END
                    WHERE space_id = ?1 AND settled_by = ?2";
        self.db.prepare_cached(open)?.execute(params![self.space.0, by.0, version, next])?;
        Ok(())
    }

    /// What an act said is not so, for good; whether anybody may have been told.
    fn take_back(&self, original: ActId) -> Result<bool> {
        let gone = "SELECT 1 FROM told
                    WHERE space_id = ?1 AND act_id = ?2
                      AND (handed_at IS NOT NULL OR tries > 0) LIMIT 1";
        let gone = self.db.prepare_cached(gone)?.exists(params![self.space.0, original.0])?;
        self.db
            .prepare_cached(
                "UPDATE told SET settled_at = COALESCE(settled_at, ?3), settled_by = NULL,
                     next_at = NULL
                 WHERE space_id = ?1 AND act_id = ?2",
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
