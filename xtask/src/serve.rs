//! `cargo xtask serve`: the demo district on this machine.

use std::{fs, process::Command};

use anyhow::Result;

use crate::{
    crates, front,
    run::{command, say},
    setup::{self, Need},
};

/// Where the demo's database lies; delete it to begin the afternoon again.
const DATA: &str = "data/demo";

/// Builds what changed and becomes the server.
pub fn demo(arguments: &[String]) -> Result<()> {
    front::build(&setup::prepare(&[Need::Front])?)?;
    let mut server = command(crates::server()?);
    server.arg("demo").args(arguments);
    if !arguments.iter().any(|word| word.starts_with("--data")) {
        fs::create_dir_all(DATA)?;
        server.args(["--data", DATA]);
    }
    say("starting the demo; Ctrl-C ends it");
    become_the(&mut server)
}

/// On Unix the server takes our place, so that Ctrl-C and `kill` reach it.
#[cfg(unix)]
fn become_the(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec().into())
}

#[cfg(not(unix))]
fn become_the(server: &mut Command) -> Result<()> {
    crate::run::quiet(server)
}
