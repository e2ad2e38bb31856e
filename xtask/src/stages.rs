//! `cargo xtask test`: the stages from the cheapest to the dearest; the first
//! that fails ends the run.

use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;

use crate::{
    crates, e2e, front, fuzz_api,
    postgres::Postgres,
    run::say,
    setup::{self, Need, Ready},
    sim,
};

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Also what takes too long for every change
    #[arg(long)]
    long: bool,
}

/// Runs all stages and prints the minutes of each.
pub fn run(options: &Options) -> Result<()> {
    let mut clock = Clock::default();
    let outcome = all(options, &mut clock);
    clock.report(outcome.is_ok());
    outcome
}

fn all(options: &Options, clock: &mut Clock) -> Result<()> {
    let needs = [Need::Front, Need::Checks, Need::Stories, Need::Fuzzer, Need::Postgres];
    clock.time("format", crates::check_format)?;
    let ready: Ready = clock.time("tools", || setup::prepare(&needs))?;
    clock.time("licences", crates::check_licences)?;
    clock.time("purity", || crates::check_purity(&ready))?;
    clock.time("lints", crates::lint)?;
    clock.time("lints for the browser", || crates::lint_client(&ready))?;
    clock.time("style", front::check_style)?;
    clock.time("types of the stories", e2e::check_types)?;
    let postgres = Postgres::ready(ready.postgres.as_deref())?;
    clock.time("tests", || crates::test(options.long, &postgres))?;
    clock.time("tests on PostgreSQL", || crates::test_on_postgres(&postgres))?;
    clock.time("simulation", || sim::all(&postgres))?;
    drop(postgres);
    clock.time("client", || front::build(&ready))?;
    let server = clock.time("server", crates::server)?;
    if let Some(fuzzer) = &ready.schemathesis {
        clock.time("API from outside", || fuzz_api::shortly(fuzzer, &server))?;
    }
    clock.time("shipped guards", || sim::check_shipped(&server))?;
    clock.time("stories", || e2e::play(&ready, &server, &[], options.long))?;
    if options.long {
        clock.time("browsers killed", || e2e::play(&ready, &server, &e2e::kills(), true))?;
    }
    Ok(())
}

/// Minutes by stage.
#[derive(Default)]
struct Clock {
    stages: Vec<(&'static str, f64)>,
}

impl Clock {
    fn time<T>(&mut self, stage: &'static str, run: impl FnOnce() -> Result<T>) -> Result<T> {
        say(&format!("── {stage}"));
        let begin = Instant::now();
        let outcome = run();
        self.stages.push((stage, begin.elapsed().as_secs_f64() / 60.0));
        outcome.with_context(|| format!("stage `{stage}` failed"))
    }

    fn report(&self, passed: bool) {
        println!("\nminutes  stage");
        for (index, (stage, minutes)) in self.stages.iter().enumerate() {
            let failed = !passed && index + 1 == self.stages.len();
            println!("{minutes:7.2}  {stage}{}", if failed { "  FAILED" } else { "" });
        }
        let total: f64 = self.stages.iter().map(|(_, minutes)| minutes).sum();
        println!("{total:7.2}  {}", if passed { "all passed" } else { "until the failure" });
    }
}
