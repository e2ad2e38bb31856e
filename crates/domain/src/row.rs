//! Rows: what acts come to, and the desk on which a rule writes them.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::audience::Audience;
use crate::case::Case;
use crate::id::ActId;
use crate::time::Stamp;

/// Names one row inside a space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowKey {
    /// Who sees it.
    pub audience: Audience,
    /// What it is; the name of a body type.
    pub kind: String,
    /// Which one of its kind.
    pub key: String,
}

impl RowKey {
    /// The row of body type `T` with this key.
    pub fn of<T: Body>(audience: Audience, key: impl ToString) -> RowKey {
        RowKey { audience, kind: T::KIND.to_owned(), key: key.to_string() }
    }
}

/// A type that is the body of rows.
pub trait Body: Clone + Send + Sync + 'static + Serialize + DeserializeOwned {
    /// Name of the kind on the wire.
    const KIND: &'static str;
}

/// A term of an audience's checksum (I7): the first eight bytes of SHA-256 over
/// the length-prefixed kind, key, version and body as received.
pub fn checksum_term(kind: &str, key: &str, version: u64, body: &str) -> i64 {
    let mut hash = Sha256::new();
    for part in [kind.as_bytes(), key.as_bytes(), &version.to_be_bytes(), body.as_bytes()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    i64::from_be_bytes(digest[..8].try_into().expect("eight bytes"))
}

/// What an act changes: the same on the device that predicts and the server that decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Row → new body, or `None` when it is removed.
    pub puts: Vec<(RowKey, Option<String>)>,
}

/// The desk on which a rule works: the rows it said it touches, of the
/// audiences that this replica holds.
pub struct Desk<'a> {
    held: &'a dyn Fn(&Audience) -> bool,
    read: &'a dyn Fn(&RowKey) -> Option<String>,
    touched: BTreeSet<RowKey>,
    puts: BTreeMap<RowKey, Option<String>>,
    /// When the server received the act; `None` while a device predicts.
    pub received: Option<Stamp>,
}

impl<'a> Desk<'a> {
    /// A desk for an act that touches these rows.
    pub fn new(
        held: &'a dyn Fn(&Audience) -> bool,
        read: &'a dyn Fn(&RowKey) -> Option<String>,
        touched: Vec<RowKey>,
        received: Option<Stamp>,
    ) -> Desk<'a> {
        Desk { held, read, touched: touched.into_iter().collect(), puts: BTreeMap::new(), received }
    }

    /// The shelf of one audience, or `None` when this replica does not hold it.
    /// What is written to a shelf may depend on the act and on that shelf alone,
    /// so that filtering by audience and applying commute.
    pub fn shelf(&mut self, audience: Audience) -> Option<Shelf<'_, 'a>> {
        (self.held)(&audience).then_some(Shelf { desk: self, audience })
    }

    /// Opens a case, if this is the server: devices do not predict cases.
    pub fn open(&mut self, mut case: Case) {
        if self.received.is_some() {
            case.opened_at = self.received;
            let key = RowKey::of::<Case>(Audience::Leader, &case.id);
            // An act may contradict several others in one way: one case names them all.
            let there = self.puts.get(&key).and_then(|body| body.as_deref());
            if let Some(there) = there.and_then(|body| serde_json::from_str::<Case>(body).ok()) {
                let new = std::mem::replace(&mut case.about, there.about).into_iter();
                let new: Vec<ActId> = new.filter(|act| !case.about.contains(act)).collect();
                case.about.extend(new);
            }
            let body = serde_json::to_string(&case).expect("a case is plain data");
            self.puts.insert(key, Some(body));
        }
    }

    /// What came of it. Puts that change nothing are left out.
    pub fn effect(self) -> Effect {
        let read = self.read;
        let puts = self.puts.into_iter().filter(|(key, body)| read(key) != *body).collect();
        Effect { puts }
    }
}

/// The rows of one audience, as a rule sees them.
pub struct Shelf<'d, 'a> {
    desk: &'d mut Desk<'a>,
    audience: Audience,
}

impl Shelf<'_, '_> {
    /// The row as it is now, with what this act wrote already.
    pub fn get<T: Body>(&self, key: impl ToString) -> Option<T> {
        let key = RowKey::of::<T>(self.audience, key);
        debug_assert!(self.desk.touched.contains(&key), "not in touches(): {key:?}");
        let body = match self.desk.puts.get(&key) {
            Some(body) => body.clone(),
            None => (self.desk.read)(&key),
        };
        body.and_then(|body| serde_json::from_str(&body).ok())
    }

    /// Writes the row.
    pub fn put<T: Body>(&mut self, key: impl ToString, body: &T) {
        let key = RowKey::of::<T>(self.audience, key);
        debug_assert!(self.desk.touched.contains(&key), "not in touches(): {key:?}");
        let body = serde_json::to_string(body).expect("a row is plain data");
        self.desk.puts.insert(key, Some(body));
    }

    /// Removes the row.
    pub fn remove<T: Body>(&mut self, key: impl ToString) {
        let key = RowKey::of::<T>(self.audience, key);
        debug_assert!(self.desk.touched.contains(&key), "not in touches(): {key:?}");
        self.desk.puts.insert(key, None);
    }

    /// Reads the row, or its default, changes it and writes it back.
    pub fn change<T: Body + Default>(&mut self, key: impl ToString, change: impl FnOnce(&mut T)) {
        let key = key.to_string();
        let mut body = self.get::<T>(&key).unwrap_or_default();
        change(&mut body);
        self.put(&key, &body);
    }

    /// Reads the row if it is there, changes it and writes it back.
    pub fn edit<T: Body>(&mut self, key: impl ToString, change: impl FnOnce(&mut T)) {
        let key = key.to_string();
        if let Some(mut body) = self.get::<T>(&key) {
            change(&mut body);
            self.put(&key, &body);
        }
    }
}
