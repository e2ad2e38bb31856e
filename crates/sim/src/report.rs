//! Many seeds, one report: what was played, what went wrong and how often, and
//! which promises were broken, by which seed.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use yuanliu_sync::guards::{Guard, removed};

use crate::engine::Kind;
use crate::faults::Fault;
use crate::oracle::{Broken, Promise};
use crate::people::kinds;
use crate::play;

/// What many seeds came to.
#[derive(Default)]
pub struct Report {
    /// Seeds that were played.
    pub seeds: u64,
    /// Acts that were kept.
    pub acts: u64,
    /// Kept acts by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Faults by class.
    pub faults: BTreeMap<Fault, u64>,
    /// Broken promises, how often.
    pub broken: BTreeMap<Promise, u64>,
    /// The first seeds that failed.
    pub failed: Vec<(u64, Vec<Broken>)>,
}

/// What to play.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// Over which engine.
    pub engine: Kind,
    /// From this seed on.
    pub from: u64,
    /// So many seeds.
    pub seeds: u64,
    /// With these faults.
    pub faults: &'a [Fault],
    /// Without these guards.
    pub without: &'a [Guard],
    /// Ends at the first seed that fails.
    pub until_broken: bool,
}

/// Plays them on every core.
pub fn play_all(plan: &Plan<'_>) -> Report {
    let next = AtomicU64::new(plan.from);
    let report = Mutex::new(Report::default());
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= plan.from + plan.seeds {
                return;
            }
            let one = || play(seed, plan.engine, plan.faults, false);
            let outcome = removed(plan.without, one);
            let mut report = report.lock().expect("no panic under this lock");
            report.seeds += 1;
            report.acts += outcome.acts;
            for (kind, times) in outcome.kinds {
                *report.kinds.entry(kind).or_default() += times;
            }
            for (fault, times) in outcome.faults {
                *report.faults.entry(fault).or_default() += times;
            }
            for broken in &outcome.broken {
                *report.broken.entry(broken.promise).or_default() += 1;
            }
            if !outcome.broken.is_empty() {
                report.failed.push((outcome.seed, outcome.broken));
                if plan.until_broken {
                    next.store(plan.from + plan.seeds, Ordering::Relaxed);
                }
            }
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    std::thread::scope(|scope| {
        (0..cores).for_each(|_| drop(scope.spawn(work)));
    });
    let mut report = report.into_inner().expect("no panic under this lock");
    report.failed.sort_by_key(|(seed, _)| *seed);
    report
}

impl Report {
    /// How often a promise was broken.
    pub fn times(&self, promise: Promise) -> u64 {
        self.broken.get(&promise).copied().unwrap_or_default()
    }

    /// Kinds and faults that came fewer than so many times.
    pub fn missing(&self, least: u64, faults: &[Fault]) -> Vec<String> {
        let kind = |kind: &&str| self.kinds.get(*kind).copied().unwrap_or_default() < least;
        let fault = |fault: &&Fault| self.faults.get(fault).copied().unwrap_or_default() < least;
        let mut missing: Vec<String> =
            kinds().into_iter().filter(kind).map(|kind| format!("act {kind}")).collect();
        missing.extend(faults.iter().filter(fault).map(|f| format!("fault {}", f.name())));
        missing
    }

    /// One line for machines.
    pub fn json(&self) -> String {
        let faults: BTreeMap<&str, u64> =
            self.faults.iter().map(|(fault, times)| (fault.name(), *times)).collect();
        serde_json::json!({
            "seeds": self.seeds,
            "acts": self.acts,
            "lost": self.times(Promise::Lost),
            "doubled": self.times(Promise::Doubled),
            "leaked": self.times(Promise::Leaked),
            "unequal": self.times(Promise::Unequal),
            "stuck": self.times(Promise::Stuck),
            "hidden": self.times(Promise::Hidden),
            "miscounted": self.times(Promise::Miscounted),
            "faults": faults,
            "kinds": self.kinds,
        })
        .to_string()
    }
}
