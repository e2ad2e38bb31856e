//! The simulation of sync: thousands of seeds in memory, fewer on files, and the
//! proof that its removable guards are in nothing that is shipped.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{
    crates::target_dir,
    postgres::{NAMED, Postgres},
    run::{command, quiet, say},
};

/// In every program whose guards can be taken away (`yuanliu_sync::guards::MARKER`).
const MARKER: &[u8] = b"yuanliu: the guards of this program can be taken away";
/// Every kind of act and every class of fault came at least so often in the seeds in memory.
const LEAST: &str = "20";

/// Plays seeds as asked.
pub fn run(rest: &[String]) -> Result<()> {
    play(rest, Postgres::asked_for(rest)?.as_ref())
}

fn play(rest: &[String], postgres: Option<&Postgres>) -> Result<()> {
    let mut sim = command("cargo");
    sim.args(["run", "--release", "--quiet", "--package", "yuanliu-sim", "--"]).args(rest);
    if let Some(postgres) = postgres {
        sim.env(NAMED, &postgres.url);
    }
    quiet(&mut sim)
}

/// What `test` plays: enough to meet every fault many times on each engine.
pub fn all(postgres: &Postgres) -> Result<()> {
    for plan in [
        ["--engine", "memory", "--seeds", "2000", "--least", LEAST],
        ["--engine", "sqlite", "--seeds", "200", "--least", "0"],
        ["--engine", "postgres", "--seeds", "50", "--least", "0"],
    ] {
        let plan: Vec<String> = plan.iter().map(|word| (*word).to_owned()).collect();
        play(&plan, Some(postgres))?;
    }
    Ok(())
}

/// Neither the server nor the client can be told to leave a guard away. The
/// simulation can: so it is known that this would be seen.
pub fn check_shipped(server: &Path) -> Result<()> {
    let sim =
        target_dir().join("release").join(format!("yuanliu-sim{}", std::env::consts::EXE_SUFFIX));
    if !has_marker(&sim)? {
        bail!("the marker of removable guards is not in {}: look for another", sim.display());
    }
    let mut shipped = vec![server.to_owned()];
    let mut folders = vec![Path::new("dist").to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|name| name == "wasm") {
                shipped.push(path);
            }
        }
    }
    if shipped.len() < 2 {
        bail!("no client in dist/");
    }
    for file in &shipped {
        if has_marker(file)? {
            bail!("{} was built with guards that can be taken away", file.display());
        }
    }
    say(&format!("{} programs, none with removable guards", shipped.len()));
    Ok(())
}

fn has_marker(file: &Path) -> Result<bool> {
    let bytes = fs::read(file).with_context(|| format!("{} was not built", file.display()))?;
    Ok(bytes.windows(MARKER.len()).any(|part| part == MARKER))
}
