//! The view: the rows of one space that this viewer may see, as the server sent
//! them. A cache that may be thrown away; the outbox is not here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, DeviceId};
use yuanliu_domain::row::{RowKey, checksum_term};
use yuanliu_domain::time::{Day, Stamp};

use crate::body::Text;
use crate::guards::{self, Guard};
use crate::wire::{Answer, Have, Verdict, WireRow, sum_hex};

/// Most rows in one stored page.
const PAGE_ROWS: u16 = 64;

/// A row as received.
#[derive(Clone, Debug)]
struct Row {
    /// The space's version that wrote it.
    version: u64,
    /// The body as it was sent.
    body: Arc<Text>,
    page: u16,
}

/// The rows of one kind in one audience, spread over pages of at most 64.
#[derive(Clone, Debug, Default)]
struct Kind {
    rows: BTreeMap<String, Row>,
    fill: Vec<u16>,
}

/// The rows of one audience.
#[derive(Clone, Debug, Default)]
struct Shelf {
    number: u16,
    /// Shared with whoever stores the view meanwhile: a copy of it costs nothing.
    kinds: BTreeMap<String, Arc<Kind>>,
    whole: bool,
    sum: i64,
}

/// Names one stored page without saying anything about anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageKey {
    /// The audience's number on this device.
    pub audience: u16,
    /// The kind's number on this device.
    pub kind: u16,
    /// The page's number within the kind.
    pub page: u16,
}

/// A stored page: rows as (key, version, body).
pub type Page = Vec<(String, u64, String)>;

/// What is stored beside the pages: cursor, names of numbers, clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// As the last answer gave it.
    pub cursor: String,
    /// Counts commits; a commit that finds another generation than it read is done again (I12).
    pub generation: u64,
    /// Audience → (number, whole, checksum in hex).
    pub audiences: Vec<(Audience, u16, bool, String)>,
    /// Kind → number.
    pub kinds: Vec<String>,
    /// Next audience number.
    pub next: u16,
    /// The school's clock at the last answer.
    pub server_time: Option<Stamp>,
    /// The device's wall clock then.
    pub wall: Option<Stamp>,
}

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It answers another request: a cache or a proxy stood between.
    #[error("the answer is for another request")]
    OtherRequest,
}

/// What taking an answer changed: the pages to write and to delete, in one transaction (I6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Pages to write.
    pub write: BTreeSet<PageKey>,
    /// Pages to delete.
    pub delete: BTreeSet<PageKey>,
    /// Whether the sums of every whole audience agree with the server's, where it gave them.
    pub diverged: Vec<Audience>,
}

/// The confirmed rows of one space.
#[derive(Clone, Debug, Default)]
pub struct View {
    shelves: BTreeMap<Audience, Shelf>,
    kinds: Vec<String>,
    next: u16,
    revisions: BTreeMap<(Audience, String), u64>,
    loaded: u64,
    /// Since this view was read, the outbox was compared with a whole answer: whatever the
    /// device died of before, the school was asked for what it may have forgotten (I9).
    pub compared: bool,
    /// As the last answer gave it; empty before the first.
    pub cursor: String,
    /// Counts commits.
    pub generation: u64,
    /// The school's clock and the device's wall clock at the last answer.
    pub contact: Option<(Stamp, Stamp)>,
}

impl View {
    /// Rebuilds a view from what was stored. Pages that are missing leave the
    /// checksum wrong, and the next contact fetches that audience again.
    pub fn load(meta: Meta, pages: impl IntoIterator<Item = (PageKey, Page)>) -> View {
        let mut view = View {
            kinds: meta.kinds,
            next: meta.next,
            cursor: meta.cursor,
            generation: meta.generation,
            contact: meta.server_time.zip(meta.wall),
            loaded: next_revision(),
            ..View::default()
        };
        let mut numbers = BTreeMap::new();
        for (audience, number, whole, _) in meta.audiences {
            numbers.insert(number, audience);
            view.shelves.insert(audience, Shelf { number, whole, ..Shelf::default() });
        }
        for (key, page) in pages {
            let Some(shelf) = numbers.get(&key.audience).and_then(|a| view.shelves.get_mut(a))
            else {
                continue;
            };
            let Some(kind_name) = view.kinds.get(usize::from(key.kind)) else { continue };
            let kind = Arc::make_mut(shelf.kinds.entry(kind_name.clone()).or_default());
            let pages = usize::from(key.page) + 1;
            if kind.fill.len() < pages {
                kind.fill.resize(pages, 0);
            }
            kind.fill[usize::from(key.page)] = page.len() as u16;
            for (id, version, body) in page {
                shelf.sum = shelf.sum.wrapping_add(checksum_term(kind_name, &id, version, &body));
                kind.rows.insert(id, Row { version, body: Text::new(body), page: key.page });
            }
        }
        view
    }

    /// What is stored beside the pages.
    pub fn meta(&self) -> Meta {
        Meta {
            cursor: self.cursor.clone(),
            generation: self.generation,
            audiences: self
                .shelves
                .iter()
                .map(|(a, shelf)| (*a, shelf.number, shelf.whole, sum_hex(shelf.sum)))
                .collect(),
            kinds: self.kinds.clone(),
            next: self.next,
            server_time: self.contact.map(|(server, _)| server),
            wall: self.contact.map(|(_, wall)| wall),
        }
    }

    /// One stored page.
    pub fn page(&self, key: PageKey) -> Page {
        let kind = self.shelves.values().find(|s| s.number == key.audience).and_then(|shelf| {
            self.kinds.get(usize::from(key.kind)).and_then(|name| shelf.kinds.get(name))
        });
        let rows = kind.into_iter().flat_map(|kind| kind.rows.iter());
        rows.filter(|(_, row)| row.page == key.page)
            .map(|(id, row)| (id.clone(), row.version, row.body.as_str().to_owned()))
            .collect()
    }

    /// Every stored page.
    pub fn page_keys(&self) -> Vec<PageKey> {
        let mut keys = vec![];
        for shelf in self.shelves.values() {
            for (name, kind) in &shelf.kinds {
                let number = self.kinds.iter().position(|known| known == name);
                let number = number.expect("a kind with rows has a number") as u16;
                let page = |page| PageKey { audience: shelf.number, kind: number, page };
                keys.extend((0..kind.fill.len() as u16).map(page));
            }
        }
        keys
    }

    /// Whether there is anything here that was for a day before `today`.
    pub fn is_past(&self, today: Day) -> bool {
        !self.past(today).is_empty()
    }

    /// Forgets what was for days before `today`: their entries, and the medical cards
    /// and telephone numbers that were fetched for them. What stays is for the next
    /// duty. The next contact brings the rest again.
    pub fn close_day(&mut self, today: Day) {
        let past = self.past(today);
        if past.is_empty() {
            return;
        }
        for audience in past {
            self.forget(audience, &mut Change::default());
        }
        self.generation += 1;
    }

    fn past(&self, today: Day) -> Vec<Audience> {
        let older = self.contact.is_some_and(|(server, _)| server.day() < today);
        let past = |audience: &Audience| match audience {
            Audience::Day(day) | Audience::Codes(day) | Audience::Incidents(day) => *day < today,
            Audience::Care => older,
            _ => false,
        };
        self.audiences().filter(past).collect()
    }

    /// Audiences held whole, with checksums, for the next request.
    pub fn have(&self) -> Vec<Have> {
        self.shelves
            .iter()
            .filter(|(_, shelf)| shelf.whole)
            .map(|(audience, shelf)| Have { audience: *audience, sum: sum_hex(shelf.sum) })
            .collect()
    }

    /// Whether every row of this audience is here: a screen that counts opens only then (I6).
    pub fn whole(&self, audience: Audience) -> bool {
        self.shelves.get(&audience).is_some_and(|shelf| shelf.whole)
    }

    /// Audiences of which there is anything here.
    pub fn audiences(&self) -> impl Iterator<Item = Audience> {
        self.shelves.keys().copied()
    }

    /// How many rows are here.
    pub fn count(&self) -> usize {
        let kinds = self.shelves.values().flat_map(|shelf| shelf.kinds.values());
        kinds.map(|kind| kind.rows.len()).sum()
    }

    /// The body of a row as it was sent.
    pub fn get(&self, key: &RowKey) -> Option<&str> {
        self.text(key).map(|text| text.as_str())
    }

    /// The same, with what it says.
    pub(crate) fn text(&self, key: &RowKey) -> Option<&Arc<Text>> {
        let kind = self.shelves.get(&key.audience)?.kinds.get(&key.kind)?;
        kind.rows.get(&key.key).map(|row| &row.body)
    }

    /// The rows of a kind in an audience, by key.
    pub fn list(&self, audience: Audience, kind: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts(audience, kind).map(|(key, text)| (key, text.as_str()))
    }

    /// The same, with what they say.
    pub(crate) fn texts(
        &self,
        audience: Audience,
        kind: &str,
    ) -> impl Iterator<Item = (&str, &Arc<Text>)> {
        let kind = self.shelves.get(&audience).and_then(|shelf| shelf.kinds.get(kind));
        kind.into_iter().flat_map(|k| k.rows.iter().map(|(id, row)| (id.as_str(), &row.body)))
    }

    /// Another number whenever a row of this kind in this audience says something else,
    /// also when the whole view is replaced by one that was loaded again.
    pub fn revision(&self, audience: Audience, kind: &str) -> u64 {
        self.revisions.get(&(audience, kind.to_owned())).copied().unwrap_or(self.loaded)
    }

    /// What became of an act, if the school has answered.
    pub fn verdict(&self, device: DeviceId, act: ActId) -> Option<Verdict> {
        let key = RowKey::of::<Verdict>(Audience::Device(device), act);
        serde_json::from_str(self.get(&key)?).ok()
    }

    /// Takes an answer: forgets, puts, switches audiences on, moves the cursor.
    /// Pure; whoever calls stores the change in one transaction (I6).
    pub fn take(&mut self, answer: &Answer, wall: Stamp) -> Result<Change, NotTaken> {
        if answer.asked != self.cursor {
            return Err(NotTaken::OtherRequest);
        }
        let mut change = Change::default();
        for audience in &answer.forget {
            self.forget(*audience, &mut change);
        }
        for row in &answer.rows {
            self.put(row, &mut change);
        }
        let begun = answer.rows.iter().map(|row| &row.audience);
        let begun = begun.filter(|_| !guards::stands(Guard::WholeAudience));
        for audience in answer.whole.iter().chain(begun) {
            self.shelf_number(*audience);
            if let Some(shelf) = self.shelves.get_mut(audience) {
                shelf.whole = true;
            }
        }
        for have in &answer.checksums {
            let sum = self.shelves.get(&have.audience).map(|shelf| shelf.sum).unwrap_or_default();
            if sum_hex(sum) != have.sum && guards::stands(Guard::Checksum) {
                change.diverged.push(have.audience);
            }
        }
        // A diverged audience is fetched again; the outbox is left alone (I7).
        for audience in change.diverged.clone() {
            self.forget(audience, &mut change);
        }
        self.cursor = answer.cursor.clone();
        self.generation += 1;
        self.contact = Some((answer.server_time, wall));
        change.write.retain(|key| !change.delete.contains(key));
        Ok(change)
    }

    fn shelf_number(&mut self, audience: Audience) -> u16 {
        let next = &mut self.next;
        self.shelves
            .entry(audience)
            .or_insert_with(|| {
                *next += 1;
                Shelf { number: *next, ..Shelf::default() }
            })
            .number
    }

    fn kind_number(&mut self, kind: &str) -> u16 {
        let number = self.kinds.iter().position(|k| k == kind).unwrap_or_else(|| {
            self.kinds.push(kind.to_owned());
            self.kinds.len() - 1
        });
        number as u16
    }

    fn forget(&mut self, audience: Audience, change: &mut Change) {
        let Some(shelf) = self.shelves.remove(&audience) else { return };
        for (name, kind) in shelf.kinds {
            let number = self.kind_number(&name);
            self.revisions.insert((audience, name), next_revision());
            for page in 0..kind.fill.len() as u16 {
                change.delete.insert(PageKey { audience: shelf.number, kind: number, page });
            }
        }
    }

    fn put(&mut self, row: &WireRow, change: &mut Change) {
        let audience = self.shelf_number(row.audience);
        let kind_number = self.kind_number(&row.kind);
        let shelf = self.shelves.get_mut(&row.audience).expect("just made");
        let kind = Arc::make_mut(shelf.kinds.entry(row.kind.clone()).or_default());
        let old = kind.rows.remove(&row.key);
        // A page of an older snapshot never overwrites a newer row.
        if let Some(old) = old.as_ref().filter(|old| old.version > row.version) {
            kind.rows.insert(row.key.clone(), old.clone());
            return;
        }
        if old.as_ref().map(|old| old.body.as_str()) != row.body.as_deref() {
            self.revisions.insert((row.audience, row.kind.clone()), next_revision());
        }
        if let Some(old) = &old {
            let term = checksum_term(&row.kind, &row.key, old.version, old.body.as_str());
            shelf.sum = shelf.sum.wrapping_sub(term);
        }
        let page = match (&old, &row.body) {
            (Some(old), _) => old.page,
            (None, None) => return,
            (None, Some(_)) => match kind.fill.iter().position(|n| *n < PAGE_ROWS) {
                Some(page) => page as u16,
                None => {
                    kind.fill.push(0);
                    kind.fill.len() as u16 - 1
                }
            },
        };
        if let Some(body) = &row.body {
            let term = checksum_term(&row.kind, &row.key, row.version, body);
            shelf.sum = shelf.sum.wrapping_add(term);
            kind.fill[usize::from(page)] += u16::from(old.is_none());
            // What was read of the same words stays read.
            let body = match old {
                Some(old) if old.body.as_str() == body => old.body,
                _ => Text::new(body.clone()),
            };
            kind.rows.insert(row.key.clone(), Row { version: row.version, body, page });
        } else {
            kind.fill[usize::from(page)] -= 1;
        }
        change.write.insert(PageKey { audience, kind: kind_number, page });
    }
}

/// Numbers that no two states of any view share.
pub(crate) fn next_revision() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}
