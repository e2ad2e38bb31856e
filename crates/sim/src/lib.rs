//! The simulation of sync: a small school with its devices, a server, a network and
//! disks that fail in every way that docs/RELIABILITY.md names, from one seed. The
//! replica, the outbox, the round of sync, the judge and the plan of a pull are the
//! product's own code; the scheduler, the network and the disks are here.

pub mod acts;
mod chaos;
mod databases;
mod device;
mod dice;
mod disk;
pub mod engine;
pub mod faults;
mod files;
mod memory;
mod network;
pub mod oracle;
pub mod people;
pub mod report;
mod school;
mod stored;
mod world;

use std::cell::RefCell;

use crate::device::{public_key, sign};
use crate::engine::{Engine, Kind};
use crate::faults::Fault;
use crate::memory::Memory;
use crate::oracle::Broken;
use crate::world::World;

/// How one seed ended.
pub struct Outcome {
    /// The seed.
    pub seed: u64,
    /// Acts that were kept.
    pub acts: u64,
    /// Kept acts by kind.
    pub kinds: std::collections::BTreeMap<String, u64>,
    /// Faults by class.
    pub faults: std::collections::BTreeMap<Fault, u64>,
    /// Promises that were broken.
    pub broken: Vec<Broken>,
    /// The trace, if one was wanted.
    pub trace: Vec<String>,
}

/// Plays one seed. `allowed` are the faults that may happen.
pub fn play(seed: u64, kind: Kind, allowed: &[Fault], trace: bool) -> Outcome {
    let mut world = World::new(seed, engine(kind), allowed.to_vec(), trace);
    world.run();
    Outcome {
        seed,
        acts: world.oracle.kept.len() as u64,
        kinds: world.kinds,
        faults: world.faults,
        broken: world.oracle.broken,
        trace: world.trace.unwrap_or_default(),
    }
}

fn engine(kind: Kind) -> Box<dyn Engine> {
    match kind {
        Kind::Memory => Box::new(base()),
        Kind::Sqlite => Box::new(files::base()),
        Kind::Postgres => Box::new(databases::base()),
    }
}

/// The school as every run finds it, made once for a thread.
fn base() -> Memory {
    thread_local! {
        static BASE: RefCell<Option<Memory>> = const { RefCell::new(None) };
    }
    BASE.with_borrow_mut(|base| {
        base.get_or_insert_with(|| {
            let mut memory = Memory::found(&school::founding(), [11; 32]);
            set_up(&mut memory);
            memory
        })
        .clone()
    })
}

/// The office enters its school.
fn set_up(engine: &mut dyn Engine) {
    use yuanliu_domain::act;
    use yuanliu_sync::wire::{Content, PROTOCOL, Request, SignedAct};

    let at = school::founding().at;
    let device = school::device_id(0);
    engine.enrol(device, &public_key(0), school::OFFICE, at).expect("the first device");
    let signed = |act: &act::Act| {
        let bytes = act::to_bytes(act);
        SignedAct {
            id: act.id,
            signature: act::to_base64(&sign(0, &act::signed_text(&bytes))),
            content: Content::Bytes(act::to_base64(&bytes)),
        }
    };
    let request = Request {
        protocol: PROTOCOL,
        device,
        cursor: String::new(),
        have: vec![],
        seal: String::new(),
        acts: school::setting_up().iter().map(signed).collect(),
        nonce: uuid::Uuid::nil(),
    };
    let reply = engine.answer(school::OFFICE, request, at, engine::Cut::No);
    let engine::Reply::Answer(answer) = reply else { panic!("the school is set up") };
    let applied = |said: &yuanliu_sync::wire::ActVerdict| {
        matches!(said.verdict, yuanliu_sync::wire::Verdict::Applied { .. })
    };
    assert!(answer.verdicts.iter().all(applied), "{:?}", answer.verdicts);
    engine.back_up();
}
