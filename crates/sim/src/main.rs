//! Plays seeds of the simulation: `cargo xtask sim`.

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use yuanliu_sim::engine::Kind;
use yuanliu_sim::faults::Fault;
use yuanliu_sim::play;
use yuanliu_sim::report::{Plan, play_all};

/// Lines of a failing seed's trace that are shown.
const TRACE: usize = 120;

#[derive(Parser)]
#[command(about = "Plays seeds of the simulation of sync")]
struct Cli {
    /// `memory`, `sqlite` or `postgres`
    #[arg(long, default_value = "memory", value_parser = engine)]
    engine: Kind,
    /// How many seeds
    #[arg(long, default_value_t = 200)]
    seeds: u64,
    /// The first seed
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// One seed alone, with its trace
    #[arg(long)]
    seed: Option<u64>,
    /// Only faults with these names
    #[arg(long, value_delimiter = ',')]
    faults: Option<Vec<String>>,
    /// Fails unless every kind of act and every fault came at least so often
    #[arg(long, default_value_t = 0)]
    least: u64,
    /// Ends with one JSON object on one line
    #[arg(long)]
    json: bool,
}

fn engine(name: &str) -> Result<Kind, String> {
    [Kind::Memory, Kind::Sqlite, Kind::Postgres]
        .into_iter()
        .find(|kind| kind.name() == name)
        .ok_or_else(|| format!("no such engine: {name}"))
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let faults: Vec<Fault> = match &cli.faults {
        None => Fault::ALL.to_vec(),
        Some(names) => {
            let named = |fault: &&Fault| names.iter().any(|name| name == fault.name());
            Fault::ALL.iter().filter(named).copied().collect()
        }
    };
    if let Some(seed) = cli.seed {
        return one(&cli, seed, &faults);
    }
    let begin = Instant::now();
    let plan = Plan {
        engine: cli.engine,
        from: cli.from,
        seeds: cli.seeds,
        faults: &faults,
        without: &[],
        until_broken: false,
    };
    let report = play_all(&plan);
    eprintln!(
        "{} seeds over {}, {} acts in {:.1} s",
        report.seeds,
        cli.engine.name(),
        report.acts,
        begin.elapsed().as_secs_f64()
    );
    for (seed, broken) in report.failed.iter().take(5) {
        eprintln!("\nseed {seed}:");
        broken
            .iter()
            .take(5)
            .for_each(|broken| eprintln!("  {:?}: {}", broken.promise, broken.what));
        eprintln!("  again: {}", again(&cli, *seed));
    }
    if let Some((seed, _)) = report.failed.first() {
        let lines = play(*seed, cli.engine, &faults, true).trace;
        let from = lines.len().saturating_sub(TRACE);
        eprintln!("\nthe last {} lines of seed {seed}:", lines.len() - from);
        lines[from..].iter().for_each(|line| eprintln!("{line}"));
    }
    let missing = report.missing(cli.least, &faults);
    if !missing.is_empty() {
        eprintln!("fewer than {} times: {}", cli.least, missing.join(", "));
    }
    if cli.json {
        println!("{}", report.json());
    }
    if report.failed.is_empty() && missing.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn one(cli: &Cli, seed: u64, faults: &[Fault]) -> ExitCode {
    let outcome = play(seed, cli.engine, faults, true);
    outcome.trace.iter().for_each(|line| println!("{line}"));
    outcome.broken.iter().for_each(|broken| println!("{:?}: {}", broken.promise, broken.what));
    if outcome.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn again(cli: &Cli, seed: u64) -> String {
    let faults = cli.faults.as_ref().map(|names| format!(" --faults {}", names.join(",")));
    let engine = cli.engine.name();
    format!("cargo xtask sim --engine {engine} --seed {seed}{}", faults.unwrap_or_default())
}
