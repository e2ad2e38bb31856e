//! What a replica gets: what to forget, what changed in the audiences it holds,
//! and the audiences it does not hold yet, each whole. A plan over one snapshot;
//! an engine supplies the [`Snapshot`].

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, ClassId};
use yuanliu_sync::guards::{self, Guard};
use yuanliu_sync::wire::{FIRST_ROWS, Have, PAGE_ROWS, WireRow, sum_hex, sum_of};

use super::cursor::{Cursor, Part, SCHEMA};
use super::ledger::Rows;
use super::{Asked, Pulled, Result, Viewer};
use crate::scope;

/// How much goes on one page.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows.
    pub rows: usize,
    /// Bytes, roughly.
    pub bytes: usize,
}

/// The wire's number of rows, and two megabytes: a few seconds on a slow phone line.
const PAGE: Limits = Limits { rows: PAGE_ROWS, bytes: 2_000_000 };

/// What a new device gets at once. It waits longer for it than for another answer.
const FIRST: Limits = Limits { rows: FIRST_ROWS, bytes: 6_000_000 };

/// One moment of one space.
pub trait Snapshot: Rows {
    /// The epoch of this store.
    fn epoch(&self) -> Uuid;
    /// The space's version.
    fn version(&self) -> Result<u64>;
    /// Removals up to this version are no longer kept: older cursors begin anew.
    fn kept_from(&self) -> Result<u64>;
    /// Version of a row, 0 when there is none.
    fn version_of(&self, key: &yuanliu_domain::row::RowKey) -> Result<u64>;
    /// Rows of an audience changed after a version, in version order, removals too:
    /// at least so many, if there are, and never a part of one version.
    fn changed(&self, audience: &Audience, after: u64, limit: usize) -> Result<Vec<WireRow>>;
    /// Rows of an audience by kind and key, without removals.
    fn whole(
        &self,
        audience: &Audience,
        after: Option<&(String, String)>,
        limit: usize,
    ) -> Result<Vec<WireRow>>;
    /// An audience's checksum.
    fn sum(&self, audience: &Audience) -> Result<i64>;
    /// Children of a class.
    fn children_of(&self, class: ClassId) -> Result<Vec<ChildId>>;
}

/// What this viewer's replica gets.
pub fn pull<S: Snapshot>(snapshot: &S, viewer: &Viewer, asked: &Asked) -> Result<Pulled> {
    let limits = if asked.cursor.is_empty() { FIRST } else { PAGE };
    pull_within(limits, snapshot, viewer, asked)
}

/// The same, with pages of another size.
pub fn pull_within<S: Snapshot>(
    limits: Limits,
    snapshot: &S,
    viewer: &Viewer,
    asked: &Asked,
) -> Result<Pulled> {
    let now = snapshot.version()?;
    let scope = scope::of(snapshot, viewer)?;
    let kept_from = snapshot.kept_from()?;
    let cursor = Cursor::read(&asked.cursor, snapshot.epoch())
        .filter(|cursor| kept_from <= cursor.version && cursor.version <= now);
    let mut have: BTreeMap<Audience, &str> =
        asked.have.iter().map(|have| (have.audience, have.sum.as_str())).collect();
    let mut page = Page::new(limits, snapshot, now);

    page.out.forget = forget(asked, cursor.as_ref(), &have, &scope.audiences);
    let all = scope.audiences.iter().all(|audience| have.contains_key(audience));
    if all && cursor.as_ref().is_some_and(|c| c.version == now && c.fresh.is_empty()) {
        page.compare(&have)?;
    }
    have.retain(|audience, _| !page.out.forget.contains(audience));

    let mut cursor = cursor.unwrap_or_else(|| Cursor {
        epoch: snapshot.epoch(),
        schema: SCHEMA,
        version: now,
        scope_version: 0,
        fresh: vec![],
        part: None,
    });
    cursor.scope_version = scope.version;
    let held: BTreeSet<Audience> = have.into_keys().collect();
    page.changes(&mut cursor, &held)?;
    let missing: Vec<Audience> = scope.audiences.difference(&held).copied().collect();
    page.begin(&mut cursor, &missing)?;
    page.finish(cursor, &scope.audiences)
}

/// What the replica must drop. A part of an audience is not in `have`, so it is
/// named from the cursor; without a cursor that can be read, it may be any.
fn forget(
    asked: &Asked,
    cursor: Option<&Cursor>,
    have: &BTreeMap<Audience, &str>,
    scope: &BTreeSet<Audience>,
) -> Vec<Audience> {
    let held = have.keys().copied();
    match cursor {
        None if asked.cursor.is_empty() => held.collect(),
        None => held.chain(scope.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect(),
        Some(cursor) => {
            let part = cursor.part.as_ref().map(|part| part.audience);
            held.chain(part).filter(|audience| !scope.contains(audience)).collect()
        }
    }
}

struct Page<'a, S> {
    limits: Limits,
    snapshot: &'a S,
    now: u64,
    bytes: usize,
    full: bool,
    out: Pulled,
}

impl<'a, S: Snapshot> Page<'a, S> {
    fn new(limits: Limits, snapshot: &'a S, now: u64) -> Page<'a, S> {
        Page { limits, snapshot, now, bytes: 0, full: false, out: Pulled::default() }
    }

    /// A replica that has everything, and whose sum of an audience differs, gets
    /// that audience again (I7).
    fn compare(&mut self, have: &BTreeMap<Audience, &str>) -> Result<()> {
        for (audience, sum) in have {
            if self.out.forget.contains(audience) {
                continue;
            }
            if !guards::stands(Guard::Checksum) {
                continue;
            }
            if sum_of(sum) != Some(self.snapshot.sum(audience)?) {
                self.out.forget.push(*audience);
                self.out.diverged.push(*audience);
            }
        }
        Ok(())
    }

    /// Changes of the audiences held, in version order; a page ends between two versions.
    fn changes(&mut self, cursor: &mut Cursor, held: &BTreeSet<Audience>) -> Result<()> {
        cursor.fresh.retain(|(audience, _)| held.contains(audience));
        let mut rows = vec![];
        // Every row up to this version was read.
        let mut read = self.now;
        for audience in held {
            let base = cursor.base(audience);
            if base < self.now {
                let changed = self.snapshot.changed(audience, base, self.limits.rows)?;
                if let Some(last) = changed.get(self.limits.rows - 1..).and_then(|rest| rest.last())
                {
                    read = read.min(last.version);
                }
                rows.extend(changed);
            }
        }
        rows.retain(|row| row.version <= read);
        rows.sort_by_key(|row| row.version);
        let fit = self.fit(&rows);
        // Everything below the first version left out is on this page.
        let done = rows.get(fit).map_or(read, |row| row.version - 1);
        if done == self.now {
            cursor.version = self.now;
            cursor.fresh.clear();
        } else {
            self.full = true;
            cursor.version = cursor.version.max(done);
            cursor.fresh.iter_mut().for_each(|(_, base)| *base = done.max(*base));
            cursor.fresh.retain(|(_, base)| *base != cursor.version);
            rows.truncate(fit);
        }
        self.bytes += rows.iter().map(size).sum::<usize>();
        self.out.rows.extend(rows);
        Ok(())
    }

    /// How many of these rows go on the page: whole versions.
    fn fit(&self, rows: &[WireRow]) -> usize {
        let (mut fit, mut bytes) = (0, 0);
        for same in rows.chunk_by(|a, b| a.version == b.version) {
            bytes += same.iter().map(size).sum::<usize>();
            let fits = fit + same.len() <= self.limits.rows && bytes <= self.limits.bytes;
            // One version alone always goes, whatever its size: else nothing ever would.
            if fit > 0 && !fits {
                break;
            }
            fit += same.len();
        }
        fit
    }

    /// Audiences not held yet, in the order of their importance, each whole.
    fn begin(&mut self, cursor: &mut Cursor, missing: &[Audience]) -> Result<()> {
        let part = cursor.part.take().filter(|part| missing.contains(&part.audience));
        let first = part.as_ref().map(|part| part.audience);
        if self.full {
            cursor.part = part;
            return Ok(());
        }
        let rest = missing.iter().copied().filter(|a| Some(*a) != first);
        let mut part = part;
        for audience in first.into_iter().chain(rest) {
            let base = part.as_ref().map_or(self.now, |part| part.base);
            let after = part.take().map(|part| part.after);
            match self.read(audience, after)? {
                None => {
                    self.out.whole.push(audience);
                    if base < self.now {
                        cursor.fresh.push((audience, base));
                    }
                }
                Some(after) => {
                    self.full = true;
                    cursor.part = Some(Part { audience, base, after });
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Reads an audience onto the page; the last kind and key when it does not fit.
    fn read(
        &mut self,
        audience: Audience,
        after: Option<(String, String)>,
    ) -> Result<Option<(String, String)>> {
        let room = self.limits.rows.saturating_sub(self.out.rows.len());
        let rows = self.snapshot.whole(&audience, after.as_ref(), room + 1)?;
        let mut last = after.unwrap_or_default();
        for (index, row) in rows.into_iter().enumerate() {
            let fits = index < room && self.bytes + size(&row) <= self.limits.bytes;
            if !fits && !self.out.rows.is_empty() {
                return Ok(Some(last));
            }
            self.bytes += size(&row);
            last = (row.kind.clone(), row.key.clone());
            self.out.rows.push(row);
        }
        Ok(None)
    }

    fn finish(mut self, mut cursor: Cursor, scope: &BTreeSet<Audience>) -> Result<Pulled> {
        // What became whole at an older version than now still misses changes.
        let behind = cursor.fresh.iter().any(|(_, base)| *base < self.now);
        self.out.more = self.full || behind || cursor.version < self.now;
        if !self.out.more {
            cursor.fresh.clear();
            for audience in scope {
                let sum = sum_hex(self.snapshot.sum(audience)?);
                self.out.checksums.push(Have { audience: *audience, sum });
            }
        }
        self.out.cursor = cursor.write();
        Ok(self.out)
    }
}

/// Bytes of a row on the wire, roughly.
fn size(row: &WireRow) -> usize {
    120 + row.key.len() + row.body.as_ref().map_or(0, String::len)
}

#[cfg(test)]
mod tests;
