//! Who is to be told of what was applied: read in the journal, and written beside it in a
//! transaction that has nothing to look for any more, so that nobody's mark waits for it.

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

/// Acts looked through at once.
const AT_ONCE: i64 = 200;
/// Notes written in one statement.
const TOGETHER: usize = 50;

/// What one part of the journal says, between two versions.
pub struct Found {
    after: i64,
    until: i64,
    acts: Vec<Noted>,
}

/// What one act says.
struct Noted {
    act: ActId,
    version: i64,
    received: Stamp,
    settles: Option<(ChildId, Vec<Message>)>,
    takes_back: Vec<ActId>,
    /// Only whoever heard of what is taken back hears of this.
    after_all: bool,
    kind: Message,
    /// Who is told, about whom, and whether outside the app.
    people: Vec<(PersonId, ChildId, bool)>,
}

/// Looks through one school's journal.
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

    /// Some of what nobody looked through yet; none when there is nothing.
    pub fn find(&mut self) -> Result<Option<Found>> {
        let Some((after, version)) = behind(self.db, self.space)? else { return Ok(None) };
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
        let mut acts = vec![];
        for (bytes, place) in applied.collect::<db::Result<Vec<_>>>()? {
            if let Ok(act) = act::from_bytes(&bytes) {
                acts.extend(self.note(&act, place)?);
            }
        }
        Ok(Some(Found { after, until, acts }))
    }

    /// What an act says; none when that is nothing.
    fn note(&mut self, act: &Act, (version, received): (i64, Stamp)) -> Result<Option<Noted>> {
        let settles = settles(act);
        let (mut takes_back, mut after_all) = (vec![], false);
        let (kind, children) = match says(act) {
            Says::Families(kind, children) => (kind, children),
            // Of another day it rings nobody: it was offered again, or entered from paper.
            Says::Urgent(kind, child, day) if day == self.now.day() => (kind, vec![child]),
            Says::Urgent(kind, ..) => (kind, vec![]),
            Says::Here(child, day) => match self.here(act, child, day)? {
                Some(kind) => (kind, vec![child]),
                None => (Message::Arrived, vec![]),
            },
            Says::TakesBack(child, original) => {
                (takes_back, after_all) = (vec![original], true);
                (Message::Notice, vec![child])
            }
            Says::Covered(scope, day) => (self.of_day(day), self.covered(&[scope], day)?),
            Says::Ended(changes, day) => {
                let scopes = changes.iter().map(|change| {
                    let change = self.body::<DayChanged>(Audience::Public, change)?;
                    Ok(change.map(|change| change.scope))
                });
                let scopes: Vec<Scope> =
                    scopes.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
                takes_back = changes;
                (self.of_day(day), self.covered(&scopes, day)?)
            }
            Says::Nothing if settles.is_none() => return Ok(None),
            Says::Nothing => (Message::Notice, vec![]),
        };
        let mut people = vec![];
        // What is entered, or looked through, long after it happened rings nobody's phone.
        let age = self.now.0 - act.time().0.min(received.0);
        if kind.is_urgent() || age <= NEWS_MS {
            let mut told = BTreeSet::from([act.actor]);
            for child in children {
                for person in self.guardians(child)? {
                    if told.insert(person) {
                        people.push((person, child, self.wants(person, kind)?));
                    }
                }
            }
        }
        let act = act.id;
        Ok(Some(Noted { act, version, received, settles, takes_back, after_all, kind, people }))
    }

    /// Whether a person wants to hear this outside the app now.
    fn wants(&mut self, person: PersonId, kind: Message) -> Result<bool> {
        if !self.choices.contains_key(&person) {
            self.choices.insert(person, choice(self.db, self.district, person)?);
        }
        Ok(self.choices[&person].wants(kind, self.now.minute()))
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

impl Found {
    /// Writes it, unless another server did in between. `goes_out`: something is sent
    /// outside the app.
    pub fn keep(self, db: &dyn Db, space: SpaceId, goes_out: bool, now: Stamp) -> Result<()> {
        if behind(db, space)?.is_none_or(|(after, _)| after != self.after) {
            return Ok(());
        }
        for noted in &self.acts {
            noted.keep(db, space, goes_out, now)?;
        }
        let put = "INSERT INTO told_until (space_id, version) VALUES (?1, ?2)
                   ON CONFLICT (space_id) DO UPDATE SET version = excluded.version";
        db.execute(put, params![space.0, self.until])?;
        Ok(())
    }
}

impl Noted {
    fn keep(&self, db: &dyn Db, space: SpaceId, goes_out: bool, now: Stamp) -> Result<()> {
        if let Some((child, kinds)) = &self.settles {
            self.settle(db, space, (*child, kinds), now)?;
        }
        let mut gone = false;
        for &original in &self.takes_back {
            self.open_again(db, space, original, goes_out, now)?;
            gone |= take_back(db, space, original, now)?;
        }
        match self.after_all && !gone {
            true => Ok(()),
            false => self.tell(db, space, goes_out),
        }
    }

    fn tell(&self, db: &dyn Db, space: SpaceId, goes_out: bool) -> Result<()> {
        let minutes = self.kind.minutes_to_call();
        let calls = minutes.map(|minutes| self.received.plus_ms(minutes * 60_000).0);
        // A child who is not here is called about first.
        let first = if self.kind == Message::NotArrived { 3 * 60_000 } else { APP_FIRST_MS };
        let first = self.received.plus_ms(first).0;
        let people = self.people.iter().map(|(person, child, wants)| {
            let next = (goes_out && *wants).then_some(first);
            (person.0, child.0, next)
        });
        let people: Vec<(Uuid, Uuid, Option<i64>)> =
            people.filter(|(.., next)| next.is_some() || calls.is_some()).collect();
        let kind = self.kind.name();
        for some in people.chunks(TOGETHER) {
            let mut all =
                params![space.0, self.act.0, kind, self.version, self.received.0, calls].to_vec();
            let mut rows = vec![];
            for (person, child, next) in some {
                let at = all.len() + 1;
                rows.push(format!("(?1, ?2, ?3, ?4, ?5, ?6, ?{at}, ?{}, ?{})", at + 1, at + 2));
                all.extend_from_slice(params![*person, *child, *next]);
            }
            let put = format!(
                "INSERT INTO told (space_id, act_id, kind, version, said_at, calls_at,
                                   person_id, child_id, next_at)
                 VALUES {} ON CONFLICT DO NOTHING",
                rows.join(", ")
            );
            db.execute(&put, &all[..])?;
        }
        Ok(())
    }

    /// Nobody has to be told or called about these any more, because of this act.
    fn settle(
        &self,
        db: &dyn Db,
        space: SpaceId,
        (child, kinds): (ChildId, &[Message]),
        now: Stamp,
    ) -> Result<()> {
        let mut settle = db.prepare_cached(
            "UPDATE told SET settled_at = ?4, settled_by = ?5, next_at = NULL
             WHERE space_id = ?1 AND child_id = ?2 AND kind = ?3 AND settled_at IS NULL",
        )?;
        for kind in kinds {
            settle.execute(params![space.0, child.0, kind.name(), now.0, self.act.0])?;
        }
        Ok(())
    }

    /// What that act settled is open again, to be read from this version on: it was a slip.
    fn open_again(
        &self,
        db: &dyn Db,
        space: SpaceId,
        original: ActId,
        goes_out: bool,
        now: Stamp,
    ) -> Result<()> {
        let next = goes_out.then(|| now.plus_ms(APP_FIRST_MS).0);
        let open = "UPDATE told SET settled_at = NULL, settled_by = NULL, version = ?3,
                        next_at = CASE WHEN handed_at IS NULL THEN ?4 ELSE next_at END
                    WHERE space_id = ?1 AND settled_by = ?2";
        let parameters = params![space.0, original.0, self.version, next];
        db.prepare_cached(open)?.execute(parameters)?;
        Ok(())
    }
}

/// What an act said is not so, for good; whether anybody may have been told.
fn take_back(db: &dyn Db, space: SpaceId, original: ActId, now: Stamp) -> Result<bool> {
    let gone = "SELECT 1 FROM told
                WHERE space_id = ?1 AND act_id = ?2
                  AND (handed_at IS NOT NULL OR tries > 0) LIMIT 1";
    let gone = db.prepare_cached(gone)?.exists(params![space.0, original.0])?;
    let settle = "UPDATE told SET settled_at = COALESCE(settled_at, ?3), settled_by = NULL,
                      next_at = NULL
                  WHERE space_id = ?1 AND act_id = ?2";
    db.prepare_cached(settle)?.execute(params![space.0, original.0, now.0])?;
    Ok(gone)
}
