//! Benchmarks. `cargo xtask bench <name> --json` builds what is measured and
//! runs this; the last line is one JSON object with the figures.

mod browser;
mod growth;
mod kills;
mod process;
mod signins;
mod start;
mod sync;
mod tablet;
mod trust;

use std::process::Command;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use serde_json::{Map, Value, json};

#[derive(Parser)]
#[command(about = "Measures Yuanliu")]
struct Cli {
    /// What to measure
    bench: Bench,
    /// `kills`: which database
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: kills::Engine,
    /// `kills`: what is stopped
    #[arg(long, value_enum, default_value = "server")]
    what: kills::What,
    /// `kills`: how often
    #[arg(long, default_value_t = 200)]
    rounds: u32,
    /// End with one JSON object on one line
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Bench {
    /// How much comes first, and how long until it answers
    Start,
    /// What seals and signatures cost
    Trust,
    /// What the school's order costs, and what travels
    Sync,
    /// The roll under the thumb: taps, keys, memory
    Duty,
    /// What an increment costs when there are many rows
    Growth,
    /// What is lost when the server is killed again and again
    Kills,
}

/// Name → number, in the order of the report.
type Figures = Map<String, Value>;

fn main() -> Result<()> {
    let cli = Cli::parse();
    let (name, figures) = match cli.bench {
        Bench::Start => ("start", start::measure()?),
        Bench::Trust => ("trust", trust::measure()?),
        Bench::Sync => ("sync", sync::measure()?),
        Bench::Duty => ("duty", browser::figures("duty")?),
        Bench::Growth => ("growth", growth::measure()?),
        Bench::Kills => ("kills", kills::measure(cli.engine, cli.what, cli.rounds)?),
    };
    for (figure, value) in &figures {
        eprintln!("{value:>12}  {figure}");
    }
    if cli.json {
        println!("{}", json!({ "bench": name, "commit": commit(), "figures": figures }));
    }
    Ok(())
}

/// The commit that was measured, marked when the folder holds more than it.
fn commit() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
    };
    let Some(head) = git(&["rev-parse", "--short=12", "HEAD"]) else {
        return "unknown".to_owned();
    };
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]);
    if changed.is_some_and(|changed| !changed.is_empty()) { format!("{head}+") } else { head }
}
