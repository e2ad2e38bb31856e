//! What the simulated school's server is made of: the real answer to a request
//! over one of several engines, and what may happen to the machine it runs on.

use std::collections::{BTreeMap, BTreeSet};

use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, DeviceId, PersonId};
use yuanliu_domain::people::Member;
use yuanliu_domain::row::{Effect, RowKey};
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::wire::{Answer, Problem, Request, Verdict};

/// Which engine a run is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In memory: the judge and the plan of a pull over maps.
    Memory,
    /// The real store on files.
    Sqlite,
    /// The real store on databases of PostgreSQL.
    Postgres,
}

impl Kind {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Memory => "memory",
            Kind::Sqlite => "sqlite",
            Kind::Postgres => "postgres",
        }
    }
}

/// What came of a request.
pub enum Reply {
    /// There is an answer.
    Answer(Box<Answer>),
    /// There is a problem.
    Problem(Problem),
    /// Whoever asked was gone before there was one.
    Nobody,
    /// The process was killed.
    Killed,
}

/// How a request is cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It is not.
    No,
    /// The asker is gone at this await point.
    Await(u32),
    /// The process dies at this step of the transaction.
    Step(u32),
}

/// One entry of the journal.
pub struct Entry {
    /// Its number.
    pub version: u64,
    /// The act, if one made it.
    pub act: Option<ActId>,
    /// The act's bytes.
    pub bytes: Vec<u8>,
    /// What came of it.
    pub effect: Effect,
}

/// An act as the school knows it.
pub struct Known {
    /// Which.
    pub id: ActId,
    /// Of its bytes.
    pub hash: [u8; 32],
    /// What became of it.
    pub verdict: Verdict,
}

/// Everything that the school holds, for the oracles.
pub struct Truth {
    /// Rows that are not removed, with version and body.
    pub rows: BTreeMap<RowKey, (u64, String)>,
    /// Every act with its verdict.
    pub acts: Vec<Known>,
    /// Sealed acts that no key opens: id and the content hash that they claim.
    pub aside: Vec<ActId>,
    /// The order of everything.
    pub journal: Vec<Entry>,
}

/// A school's server over one engine.
pub trait Engine {
    /// Answers a person's request. `stalled`: the commit's place in the order was
    /// taken before this, see [`Engine::queue`].
    fn answer(&mut self, person: PersonId, request: Request, now: Stamp, cut: Cut) -> Reply;

    /// A commit of so many acts begins, and will be answered later. The engine's row
    /// lock lets no other begin before; without it, it takes its versions now.
    fn queue(&mut self, acts: usize);

    /// Enrols a device's key for a person.
    fn enrol(
        &mut self,
        device: DeviceId,
        key: &[u8],
        person: PersonId,
        now: Stamp,
    ) -> Result<(), Problem>;

    /// The disk is full, or no longer.
    fn fill(&mut self, full: bool);

    /// The process is killed and started again; with another program when it updates.
    fn restart(&mut self, update: bool);

    /// From now on the disk says 'written' and does not write.
    fn begin_to_lie(&mut self);

    /// The machine loses its power: what the disk lied about is gone.
    fn lose_power(&mut self);

    /// Makes a backup.
    fn back_up(&mut self);

    /// Puts the last backup back: a new epoch.
    fn restore(&mut self);

    /// Makes a new sealing key.
    fn rotate_key(&mut self, now: Stamp);

    /// Lets go of rows removed before this version, where the engine does that.
    fn forget_removed(&mut self);

    /// Everything.
    fn truth(&mut self) -> Truth;

    /// What a person is in the school.
    fn member(&mut self, person: PersonId) -> Option<Member>;

    /// The audiences of a viewer, as the server says them.
    fn scope(&mut self, person: PersonId, device: DeviceId, today: Day) -> BTreeSet<Audience>;
}

/// What a newer program knows besides: the second version of a kind.
pub fn newer_rules() -> Vec<yuanliu_domain::rules::Rule> {
    let mut all = yuanliu_domain::rules::all();
    let mut second = *all.iter().find(|rule| rule.name == NEWER).expect("a kind in the table");
    second.version = 2;
    all.push(second);
    all
}

/// The kind of which a newer program knows a second version.
pub const NEWER: &str = "choose_day";
