//! What a device keeps: two databases in transactions, a small storage beside
//! them, and what a power cut leaves of it.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_sync::guards::{self, Guard};
use yuanliu_sync::round::Committed;
use yuanliu_sync::seal::SealKey;
use yuanliu_sync::view::{Change, Meta, Page, PageKey, View};

use crate::dice::Dice;

/// Transactions of `view` that a power cut can undo: they are relaxed.
const RELAXED: usize = 3;

/// A device's disk.
#[derive(Clone, Default)]
pub struct Disk {
    /// Records of `outbox`, as text.
    pub outbox: BTreeMap<ActId, String>,
    /// The last number that was taken.
    pub number: u64,
    /// The school's sealing key as it was pinned.
    pub school: Option<SealKey>,
    /// Whose sign-in is open, and its key.
    pub local: Option<(PersonId, [u8; 32])>,
    /// The cookie: whose it is, and which session.
    pub cookie: Option<(PersonId, u64)>,
    /// The emergency copy of what is being kept.
    pub emergency: Vec<String>,
    /// `view`.
    pub view: Rc<ViewDisk>,
    /// There is no room.
    pub full: bool,
    older: VecDeque<Rc<ViewDisk>>,
    unflushed: Vec<(ActId, Option<String>)>,
}

/// What the `view` database holds.
#[derive(Clone, Default)]
pub struct ViewDisk {
    /// The name of its key; none when it was thrown away.
    pub key: Option<u64>,
    /// Whose it is.
    pub who: Option<PersonId>,
    /// Counts commits, in the clear.
    pub generation: u64,
    meta: Option<Meta>,
    pages: BTreeMap<PageKey, Rc<Page>>,
}

/// There is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Disk {
    /// Puts records into `outbox`, all or none.
    pub fn put(&mut self, records: &[(ActId, String)]) -> Result<(), Full> {
        if self.full {
            return Err(Full);
        }
        for (id, record) in records {
            let old = self.outbox.insert(*id, record.clone());
            self.unflushed.push((*id, old));
        }
        if guards::stands(Guard::StrictDurability) {
            self.unflushed.clear();
        }
        Ok(())
    }

    /// Removes records from `outbox`.
    pub fn remove(&mut self, acts: &[ActId]) -> Result<(), Full> {
        for act in acts {
            self.outbox.remove(act);
        }
        Ok(())
    }

    /// Takes numbers; the first of them.
    pub fn numbers(&mut self, count: u64) -> Result<u64, Full> {
        if self.full {
            return Err(Full);
        }
        self.number += count;
        Ok(self.number - count + 1)
    }

    /// Changes `view`, in a relaxed transaction.
    pub fn change_view(&mut self, change: impl FnOnce(&mut ViewDisk)) {
        let mut new = (*self.view).clone();
        change(&mut new);
        self.older.push_back(std::mem::replace(&mut self.view, Rc::new(new)));
        if self.older.len() > RELAXED {
            self.older.pop_front();
        }
    }

    /// Throws `view` away. A sign-out is not taken back by a power cut that comes later.
    pub fn clear_view(&mut self) {
        self.view = Rc::default();
        self.older.clear();
    }

    /// Stores what an answer changed, if the view is still the one it was made from.
    pub fn commit(
        &mut self,
        seal: Option<u64>,
        view: &View,
        change: &Change,
        torn: bool,
    ) -> Committed {
        let Some(seal) = seal else { return Committed::Gone };
        if self.full {
            return Committed::NotStored;
        }
        if self.view.key != Some(seal) {
            let gone = self.view.key.is_none();
            return if gone { Committed::Gone } else { Committed::Overtaken };
        }
        if self.view.generation + 1 != view.generation {
            return Committed::Overtaken;
        }
        self.change_view(|disk| {
            disk.meta = Some(view.meta());
            disk.generation = view.generation;
            if torn {
                return;
            }
            for key in &change.delete {
                disk.pages.remove(key);
            }
            for key in &change.write {
                disk.pages.insert(*key, Rc::new(view.page(*key)));
            }
        });
        Committed::Stored
    }

    /// Stores this view and nothing else, under a new key.
    pub fn renew(&mut self, key: u64, view: &View) {
        self.change_view(|disk| {
            disk.key = Some(key);
            disk.generation = view.generation;
            disk.meta = Some(view.meta());
            let pages = view.page_keys().into_iter();
            disk.pages = pages.map(|key| (key, Rc::new(view.page(key)))).collect();
        });
    }

    /// The stored view.
    pub fn load(&self) -> View {
        let Some(meta) = self.view.meta.clone() else { return View::default() };
        let pages = self.view.pages.iter().map(|(key, page)| (*key, (**page).clone()));
        View::load(meta, pages)
    }

    /// The power is gone: what was not flushed may be gone with it.
    pub fn power_cut(&mut self, dice: &mut Dice) {
        for (id, old) in self.unflushed.drain(..).rev() {
            match old {
                Some(old) => self.outbox.insert(id, old),
                None => self.outbox.remove(&id),
            };
        }
        let back = dice.below(self.older.len() as u64 + 1) as usize;
        for _ in 0..back {
            self.view = self.older.pop_back().expect("counted");
        }
        self.older.clear();
    }

    /// One byte of the stored view becomes another. Whether there was one.
    pub fn flip(&mut self, dice: &mut Dice) -> bool {
        let keys: Vec<PageKey> =
            self.view.pages.iter().filter(|(_, page)| !page.is_empty()).map(|(k, _)| *k).collect();
        let Some(key) = dice.any(&keys) else { return false };
        let nth = dice.below(64);
        self.change_view(|disk| {
            let mut page = (*disk.pages[&key]).clone();
            let row = nth as usize % page.len();
            let body = &mut page[row].2;
            // Another digit or letter: it stays readable, and says something else.
            let at = body.bytes().rposition(|byte| byte.is_ascii_alphanumeric());
            match at {
                Some(at) => {
                    let other = if body.as_bytes()[at] == b'1' { "2" } else { "1" };
                    body.replace_range(at..=at, other);
                }
                None => body.push(' '),
            }
            disk.pages.insert(key, Rc::new(page));
        });
        self.older.clear();
        true
    }
}
