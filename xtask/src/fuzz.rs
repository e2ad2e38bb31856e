//! Long runs at the doors of `crates/any-bytes`, led by coverage (libFuzzer).

use anyhow::{Result, ensure};
use clap::Args;

use crate::{
    run::{command, output, step},
    setup,
};

/// Which door, and for how long.
#[derive(Args)]
pub struct Options {
    /// One of the targets in fuzz/fuzz_targets
    target: String,
    /// How long
    #[arg(long, default_value_t = 10)]
    minutes: u32,
}

/// The largest input: an act is at most 32 KB, a request of a few acts more.
const LARGEST: usize = 200_000;

/// Writes the seeds, then fuzzes. Without a sanitizer: our code has no `unsafe`, and
/// so the usual compiler is enough.
pub fn run(options: &Options) -> Result<()> {
    let Options { target, minutes } = options;
    let file = format!("fuzz/fuzz_targets/{target}.rs");
    ensure!(std::path::Path::new(&file).exists(), "there is no {file}");
    setup::cargo_fuzz()?;
    let corpus = format!("fuzz/corpus/{target}");
    step(
        "writing the seeds",
        command("cargo").args([
            "run",
            "--quiet",
            "--package",
            "yuanliu-any-bytes",
            "--",
            target,
            &corpus,
        ]),
    )?;
    let host = output(command("rustc").arg("--print").arg("host-tuple")).unwrap_or_default();
    step(
        &format!("fuzzing {target} for {minutes} minutes; finds go to fuzz/artifacts/{target}"),
        command("cargo")
            // Its targets are not for sharing with builds without coverage.
            .env_remove("CARGO_TARGET_DIR")
            .args(["fuzz", "run", "--sanitizer", "none", "--target", &host, target, "--"])
            .arg(format!("-max_total_time={}", minutes * 60))
            .arg(format!("-max_len={LARGEST}"))
            .args(["-timeout=10", "-rss_limit_mb=2048"]),
    )
}
