//! A few seeds with every `cargo test`; `cargo xtask sim` plays thousands.

use yuanliu_sim::engine::Kind;
use yuanliu_sim::faults::Fault;
use yuanliu_sim::report::{Plan, Report, play_all};
use yuanliu_sim::{acts, people, play};

fn plays(engine: Kind, seeds: u64, faults: &[Fault]) -> Report {
    play_all(&Plan { engine, from: 0, seeds, faults, without: &[], until_broken: false })
}

fn unbroken(report: &Report) {
    let shown: Vec<_> = report.failed.iter().take(3).collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn every_kind_in_the_table_of_rules_has_a_generator() {
    for kind in people::kinds() {
        assert!(acts::writers(kind).is_some(), "the simulation does not know `{kind}`");
    }
}

#[test]
fn every_one_of_the_twelve_scenarios_has_a_fault() {
    for scenario in 1..=12 {
        assert!(Fault::ALL.iter().any(|fault| fault.scenario() == scenario), "{scenario}");
    }
}

#[test]
fn with_an_honest_network_everything_arrives_once() {
    unbroken(&plays(Kind::Memory, 10, &[]));
}

#[test]
fn whatever_goes_wrong_every_promise_holds() {
    unbroken(&plays(Kind::Memory, 25, Fault::ALL));
}

#[test]
fn whatever_goes_wrong_every_promise_holds_on_files() {
    unbroken(&plays(Kind::Sqlite, 4, Fault::ALL));
}

#[test]
fn the_same_seed_is_the_same_run() {
    let once = play(7, Kind::Memory, Fault::ALL, true);
    let again = play(7, Kind::Memory, Fault::ALL, true);
    assert_eq!(once.trace, again.trace);
    assert!(once.trace.len() > 100, "a run has a story");
}
