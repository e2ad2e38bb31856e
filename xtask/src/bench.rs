//! Benchmarks: built and run by command, never as timed tests.

use anyhow::Result;

use crate::{
    crates, front,
    postgres::Postgres,
    run::{command, quiet},
    setup::{self, Need},
};

/// Builds what changed, then runs one benchmark.
pub fn run(name: &str, rest: &[String]) -> Result<()> {
    let ready = setup::prepare(&[Need::Front, Need::Stories])?;
    let postgres = Postgres::asked_for(rest)?;
    front::build(&ready)?;
    let server = crates::server()?;
    let mut bench = command("cargo");
    bench
        .env("YUANLIU_SERVER", server)
        .args(["run", "--quiet", "--release", "--package", "yuanliu-bench", "--", name])
        .args(rest);
    if let Some(browser) = &ready.browser {
        bench.env("YUANLIU_CHROMIUM", browser);
    }
    if let Some(postgres) = &postgres {
        postgres.tells(&mut bench);
    }
    quiet(&mut bench)
}
