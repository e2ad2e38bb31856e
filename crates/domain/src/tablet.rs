//! Shared tablets (T11): the office names one and ends it; staff prove by PIN
//! who they are at it; five wrong tries lock the person, a leader reopens.
//!
//! A paired tablet signs in like a person, as a member whose only part is
//! [`Role::Tablet`]: so its scope and the end of it come from the same row as
//! everyone's. By itself it may write nothing but a lock.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Subject, from_base64};
use crate::audience::Audience;
use crate::id::PersonId;
use crate::people::{Me, Member};
use crate::pin::{MAX_ROUNDS, MIN_ROUNDS};
use crate::refusal::Refusal;
use crate::rights::{Rights, Role};
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, short_text};
use crate::time::Stamp;

/// A shared tablet; row of `Office`, keyed by the tablet's id as a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tablet {
    /// Where it lies, as the school says it: 一年级托管室.
    pub place: String,
    /// No longer a tablet of the school.
    #[serde(default)]
    pub ended: bool,
}

impl Body for Tablet {
    const KIND: &'static str = "tablet";
}

/// Act: the office names a shared tablet, or ends it. Subject: the tablet.
pub type TabletSet = Tablet;

impl Kind for Tablet {
    const NAME: &'static str = "tablet_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        subject(act)?;
        short_text(&self.place)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(id) = subject(act) else { return vec![] };
        vec![
            RowKey::of::<Tablet>(Audience::Office, id),
            RowKey::of::<Member>(Audience::Office, id),
            RowKey::of::<Me>(Audience::Person(id), id),
        ]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(id) = subject(act) else { return };
        let roles = if self.ended { BTreeSet::new() } else { BTreeSet::from([Role::Tablet]) };
        let member = Member { name: self.place.clone(), roles, ..Member::default() };
        if let Some(mut shelf) = desk.shelf(Audience::Office) {
            // Nobody becomes a tablet by an act that names a person's id.
            let other = shelf.get::<Member>(id).is_some_and(|m| {
                m.roles.iter().any(|role| *role != Role::Tablet) || !m.children.is_empty()
            });
            if other {
                return;
            }
            shelf.put(id, self);
            shelf.put(id, &member);
        }
        // What the person's own row says depends on the office's: only the server writes it.
        let server = desk.received.is_some();
        if let Some(mut shelf) = desk.shelf(Audience::Person(id)).filter(|_| server) {
            shelf.put(id, &Me(member));
        }
    }
}

/// What a paired tablet checks a PIN against, without a network; row of
/// `Tablets`, keyed by the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verifier {
    /// Random, base64url of 16 bytes.
    pub salt: String,
    /// Rounds of PBKDF2-HMAC-SHA-256.
    pub rounds: u32,
    /// What comes out for the right PIN, base64url of 32 bytes.
    pub check: String,
}

impl Body for Verifier {
    const KIND: &'static str = "verifier";
}

/// That a PIN is set, for the person's own eyes; row of `Person`, keyed by the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinStands {
    /// Since when.
    pub since: Stamp,
}

impl Body for PinStands {
    const KIND: &'static str = "pin_stands";
}

/// Act: a member of staff sets the own PIN, signed in on a device of their own.
/// Subject: the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinSet {
    /// What tablets check the PIN against.
    pub verifier: Verifier,
}

impl Kind for PinSet {
    const NAME: &'static str = "pin_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        subject(act)?;
        let length = |text: &str| from_base64(text).map_or(0, |bytes| bytes.len());
        let Verifier { salt, rounds, check } = &self.verifier;
        let right =
            length(salt) == 16 && length(check) == 32 && (MIN_ROUNDS..=MAX_ROUNDS).contains(rounds);
        right.then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()?;
        // With a PIN nobody makes another PIN, and nobody makes somebody else's.
        let own = act.tablet.is_none() && subject(act)? == rights.person;
        own.then_some(()).ok_or(Refusal::NotYourPin)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(person) = subject(act) else { return vec![] };
        vec![verifier_of(person), RowKey::of::<PinStands>(Audience::Person(person), person)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(person) = subject(act) else { return };
        if let Some(mut shelf) = desk.shelf(Audience::Tablets) {
            shelf.put(person, &self.verifier);
        }
        if let Some(mut shelf) = desk.shelf(Audience::Person(person)) {
            shelf.put(person, &PinStands { since: act.time() });
        }
    }
}

/// Where a person's verifier lies.
pub fn verifier_of(person: PersonId) -> RowKey {
    RowKey::of::<Verifier>(Audience::Tablets, person)
}

/// A person is locked on a tablet; row of `Tablets` and of `Leader`, keyed by
/// [`lock_key`]. Removed when a leader reopens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The tablet.
    pub tablet: PersonId,
    /// Who is locked.
    pub person: PersonId,
    /// Since when.
    pub since: Stamp,
}

impl Body for Lock {
    const KIND: &'static str = "pin_lock";
}

/// Names the lock of a person on a tablet.
pub fn lock_key(tablet: PersonId, person: PersonId) -> String {
    format!("{tablet}.{person}")
}

/// Act: five wrong tries in a row. Subject: the person. Written by the tablet, or
/// by whoever was at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinLocked {
    /// The tablet.
    pub tablet: PersonId,
}

impl Kind for PinLocked {
    const NAME: &'static str = "pin_locked";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        subject(act).map(|_| ())
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        let itself = rights.is(Role::Tablet) && rights.person == self.tablet;
        if itself { Ok(()) } else { rights.staff() }
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        lock_rows(act, self.tablet)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(person) = subject(act) else { return };
        let lock = Lock { tablet: self.tablet, person, since: act.time() };
        for audience in [Audience::Tablets, Audience::Leader] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.put(lock_key(self.tablet, person), &lock);
            }
        }
    }
}

/// Act: a leader lets a locked person try again. Subject: the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinReopened {
    /// The tablet.
    pub tablet: PersonId,
}

impl Kind for PinReopened {
    const NAME: &'static str = "pin_reopened";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        subject(act).map(|_| ())
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()?;
        let leads = rights.is(Role::Leader) || rights.is(Role::Office);
        // Nobody reopens the own lock.
        let other = subject(act)? != rights.person;
        (leads && other).then_some(()).ok_or(Refusal::NotLeader)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        lock_rows(act, self.tablet)
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(person) = subject(act) else { return };
        for audience in [Audience::Tablets, Audience::Leader] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.remove::<Lock>(lock_key(self.tablet, person));
            }
        }
    }
}

fn lock_rows(act: &Act, tablet: PersonId) -> Vec<RowKey> {
    let Ok(person) = subject(act) else { return vec![] };
    let key = lock_key(tablet, person);
    vec![RowKey::of::<Lock>(Audience::Tablets, &key), RowKey::of::<Lock>(Audience::Leader, &key)]
}

fn subject(act: &Act) -> Result<PersonId, Refusal> {
    match act.subject {
        Subject::Person(id) => Ok(id),
        _ => Err(Refusal::WrongSubject),
    }
}
