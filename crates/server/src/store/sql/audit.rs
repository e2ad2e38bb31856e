//! Counts for a year's audit, from one snapshot.

use std::collections::{BTreeMap, BTreeSet};

use yuanliu_domain::act::Channel;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::Case;
use yuanliu_domain::concern::is_concern;
use yuanliu_domain::consent::Consented;
use yuanliu_domain::erasure::Erasure;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::people::{Child, Member};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::Body;
use yuanliu_domain::school::School;
use yuanliu_domain::time::{Day, Minute, Stamp};
use yuanliu_domain::turned_away::TurnedAway as Row;

use super::super::audit::{Audit, Consents, Gone, Read, TurnedAway, month, of_year};
use super::super::{Result, StoreError};
use super::db::{self, Db, params};

/// Everything that is counted.
pub fn audit(db: &dyn Db, space: SpaceId, year: i32) -> Result<Audit> {
    let school = all::<School>(db, space, Audience::Public)?;
    let mut audit = Audit {
        school: school.into_iter().map(|(_, school)| school.name).next().unwrap_or_default(),
        year,
        rows: rows(db, space)?,
        entries: entries(db, space, year)?,
        ..Audit::default()
    };
    for (_, child) in all::<Child>(db, space, Audience::Roll)? {
        *if child.left { &mut audit.left } else { &mut audit.children } += 1;
    }
    let members = all::<Member>(db, space, Audience::Office)?;
    let mut roles: BTreeMap<PersonId, &'static str> = BTreeMap::new();
    for (key, member) in &members {
        for role in &member.roles {
            *audit.people.entry(part(*role)).or_default() += 1;
        }
        if let Ok(person) = key.parse() {
            roles.insert(person, part_of(member));
        }
    }
    (audit.consents, audit.unanswered) = consents(db, space, &members)?;
    audit.readers = readers(db, space, year, &roles)?;
    for (_, erasure) in all::<Erasure>(db, space, Audience::Office)? {
        if of_year(erasure.at.day(), year) {
            let Erasure { at, why, entries, rows } = erasure;
            audit.erasures.push(Gone { day: at.day(), why, entries: entries.len() as u64, rows });
        }
    }
    audit.erasures.sort_by_key(|gone| gone.day);
    let mut away: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (_, row) in all::<Row>(db, space, Audience::Office)? {
        if of_year(row.received.day(), year) {
            *away.entry((month(row.received), row.code)).or_default() += 1;
        }
    }
    let counted = |((month, code), count)| TurnedAway { month, code, count };
    audit.turned_away = away.into_iter().map(counted).collect();
    for (_, case) in all::<Case>(db, space, Audience::Leader)? {
        if case.opened_at.is_some_and(|at| of_year(at.day(), year)) {
            audit.cases.opened += 1;
            audit.cases.closed += u64::from(case.closed.is_some());
        }
    }
    Ok(audit)
}

/// Every row of a kind in one audience, with its key.
fn all<T: Body>(db: &dyn Db, space: SpaceId, audience: Audience) -> Result<Vec<(String, T)>> {
    let mut all = db.prepare_cached(
        r#"SELECT key, body FROM "row"
           WHERE space_id = ?1 AND audience = ?2 AND kind = ?3 AND body IS NOT NULL"#,
    )?;
    let rows = all.query_map(params![space.0, audience.to_string(), T::KIND], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut read = vec![];
    for row in rows {
        let (key, body) = row?;
        read.push((key, serde_json::from_str(&body).map_err(StoreError::engine)?));
    }
    Ok(read)
}

/// Without safeguarding concerns: whether there is one is not for the office to know.
fn rows(db: &dyn Db, space: SpaceId) -> Result<BTreeMap<String, u64>> {
    let mut all = db.prepare_cached(
        r#"SELECT kind, count(*) FROM "row" WHERE space_id = ?1
           AND body IS NOT NULL AND audience <> 'safeguarding' GROUP BY kind"#,
    )?;
    let rows = all.query_map([space.0], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(rows.collect::<db::Result<_>>()?)
}

/// Acts that were applied: their kinds are ours. What was turned away says of itself
/// whatever it likes, and is counted by our own codes instead; of concerns nothing is.
fn entries(db: &dyn Db, space: SpaceId, year: i32) -> Result<BTreeMap<String, u64>> {
    let (from, until) = span(year);
    let mut all = db.prepare_cached(
        "SELECT j.bytes
         FROM act a JOIN journal j ON j.space_id = a.space_id AND j.version = a.first_version
         WHERE a.space_id = ?1 AND a.verdict = 'applied'
               AND a.received_at >= ?2 AND a.received_at < ?3",
    )?;
    let mut all = all.query(params![space.0, from.0, until.0])?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    while let Some(row) = all.next()? {
        let kind = match row.get::<_, Option<Vec<u8>>>(0)? {
            None => "erased".to_owned(),
            Some(bytes) if is_concern(&bytes) => continue,
            Some(bytes) => {
                let said: Kind = serde_json::from_slice(&bytes).map_err(StoreError::engine)?;
                said.kind
            }
        };
        *counts.entry(kind).or_default() += 1;
    }
    Ok(counts)
}

/// What an act says it is.
#[derive(serde::Deserialize)]
struct Kind {
    kind: String,
}

/// From the year's first moment in Shanghai to the next year's.
fn span(year: i32) -> (Stamp, Stamp) {
    let midnight = Minute::hm(0, 0).expect("there is a midnight");
    let begins = |year| Day::ymd(year, 1, 1).map(|day| day.at(midnight));
    (begins(year).unwrap_or(Stamp(i64::MIN)), begins(year + 1).unwrap_or(Stamp(i64::MAX)))
}

fn consents(
    db: &dyn Db,
    space: SpaceId,
    members: &[(String, Member)],
) -> Result<(Vec<Consents>, u64)> {
    let mut counts: BTreeMap<(u16, String, bool), u64> = BTreeMap::new();
    let mut answered = BTreeSet::new();
    for (_, one) in all::<Consented>(db, space, Audience::Office)? {
        let answer = serde_json::to_value(one.answer).ok();
        let answer = answer.and_then(|answer| Some(answer.as_str()?.to_owned()));
        let paper = one.channel == Channel::Paper;
        *counts.entry((one.version, answer.unwrap_or_default(), paper)).or_default() += 1;
        answered.insert((one.child, one.by));
    }
    let links = members.iter().filter_map(|(key, member)| Some((key.parse().ok()?, member)));
    let links = links.flat_map(|(person, member): (PersonId, &Member)| {
        member.children.iter().map(move |child| (*child, person))
    });
    let unanswered = links.filter(|link| !answered.contains(link)).count() as u64;
    let counted = |((version, answer, paper), count)| Consents { version, answer, paper, count };
    Ok((counts.into_iter().map(counted).collect(), unanswered))
}

fn readers(
    db: &dyn Db,
    space: SpaceId,
    year: i32,
    roles: &BTreeMap<PersonId, &'static str>,
) -> Result<Vec<Read>> {
    let mut all = db.prepare_cached(
        "SELECT substr(day, 1, 7), person_id, audience FROM delivery
         WHERE space_id = ?1 AND day >= ?2 AND day < ?3",
    )?;
    let (from, until) = (format!("{year:04}-01-01"), format!("{:04}-01-01", year + 1));
    let mut lines = all.query(params![space.0, from, until])?;
    let mut counts: BTreeMap<(String, &str, String), (BTreeSet<PersonId>, u64)> = BTreeMap::new();
    while let Some(line) = lines.next()? {
        let (month, person): (String, _) = (line.get(0)?, PersonId(line.get(1)?));
        let audience: String = line.get(2)?;
        let what = audience.split(':').next().unwrap_or_default().to_owned();
        let role = roles.get(&person).copied().unwrap_or("former");
        let (people, times) = counts.entry((month, role, what)).or_default();
        people.insert(person);
        *times += 1;
    }
    let counted = |((month, role, what), (people, times)): (_, (BTreeSet<PersonId>, u64))| Read {
        month,
        role,
        what,
        people: people.len() as u64,
        times,
    };
    Ok(counts.into_iter().map(counted).collect())
}

/// The part that gives a person the widest view.
fn part_of(member: &Member) -> &'static str {
    let widest = [
        Role::Office,
        Role::Leader,
        Role::Teacher,
        Role::Guard,
        Role::Tablet,
        Role::ChildProtection,
        Role::Head,
        Role::Guardian,
    ];
    widest.into_iter().find(|role| member.roles.contains(role)).map_or("former", part)
}

fn part(role: Role) -> &'static str {
    match role {
        Role::Guardian => "guardian",
        Role::Teacher => "teacher",
        Role::Leader => "leader",
        Role::Guard => "guard",
        Role::Office => "office",
        Role::Tablet => "tablet",
        Role::ChildProtection => "child_protection",
        Role::Head => "head",
    }
}
