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
    let server = crates::server()?;
    fs::create_dir_all(DATA)?;
    say(&format!("starting the demo on {DATA}/; Ctrl-C ends it"));
    become_the(
        command(server)
            .args(["demo", "--data", DATA])
            .args(arguments),
    )
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
