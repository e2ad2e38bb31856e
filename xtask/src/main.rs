//! `cargo xtask …`: everything that builds, runs or checks Yuanliu.
//!
//! Each command installs what it needs and is missing, and says what it does
//! and why before doing it. All of them can be repeated.

mod bench;
mod crates;
mod e2e;
mod front;
mod fuzz;
mod fuzz_api;
mod postgres;
mod run;
mod serve;
mod setup;
mod sim;
mod stages;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use setup::Need;

#[derive(Parser)]
#[command(about = "Builds, runs and checks Yuanliu 愿留")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install whatever building and testing need and this machine lacks
    Setup,
    /// Build the client into dist/
    Build,
    /// Build everything and open the demo district on this machine
    Serve {
        /// Handed to `yuanliu-server demo`, such as `--now 2026-11-24T15:10`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        demo: Vec<String>,
    },
    /// Run every check, with the minutes of each
    Test(stages::Options),
    /// What CI runs: the same as `test`
    Ci(stages::Options),
    /// Run the browser stories, or those whose title or file matches
    E2e {
        /// Handed to Playwright: a file, `-g words`, `--project phone`, …
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        filter: Vec<String>,
    },
    /// Fuzz one decoder for as long as you like
    Fuzz(fuzz::Options),
    /// Attack the API from outside, with every check of Schemathesis
    FuzzApi(fuzz_api::Options),
    /// Take the pictures of the README, of this build
    Pictures,
    /// Play seeds of the simulation of sync; a failing one prints how to repeat it
    Sim {
        /// `--engine memory|sqlite|postgres`, `--seeds N`, `--from N`, `--seed N`, `--json`, …
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Run a benchmark; `--json` ends with one JSON object on one line
    Bench {
        /// Which one: `start`, …
        name: String,
        /// Handed to the benchmark
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run::enter_root().and_then(|()| perform(Cli::parse().task)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            run::warn(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Setup => setup::all().map(drop),
        Task::Build => front::build(&setup::prepare(&[Need::Front])?).map(drop),
        Task::Serve { demo } => serve::demo(&demo),
        Task::Test(options) | Task::Ci(options) => stages::run(&options),
        Task::E2e { filter } => e2e::run(&filter),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::FuzzApi(options) => fuzz_api::run(&options),
        Task::Pictures => e2e::run(&["--config".to_owned(), "pictures.config.ts".to_owned()]),
        Task::Sim { rest } => sim::run(&rest),
        Task::Bench { name, rest } => bench::run(&name, &rest),
    }
}
