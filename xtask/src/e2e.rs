//! The browser stories, against the real server.

use std::{env, path::Path};

use anyhow::Result;

use crate::{
    crates, front,
    run::{command, quiet},
    setup::{self, Need, Ready},
};

/// Builds what changed, then plays all stories or those that match.
pub fn run(filter: &[String]) -> Result<()> {
    let ready = setup::prepare(&[Need::Front, Need::Stories])?;
    front::build(&ready)?;
    let server = crates::server()?;
    play(&ready, &server, filter, true)
}

/// Plays what kills its browser at random moments.
pub fn kills() -> [String; 2] {
    ["--config".to_owned(), "kills.config.ts".to_owned()]
}

/// The stories' own types.
pub fn check_types() -> Result<()> {
    quiet(command("npx").current_dir("end2end").args(["--no-install", "tsc"]))
}

/// Plays the stories with a server that is built; those of families also on a tablet, if
/// on every size.
pub fn play(ready: &Ready, server: &Path, filter: &[String], every_size: bool) -> Result<()> {
    let mut playwright = command("npx");
    playwright
        .current_dir("end2end")
        .env("YUANLIU_SERVER", server)
        .args(["--no-install", "playwright", "test"])
        .args(filter);
    if every_size {
        playwright.env("YUANLIU_EVERY_SIZE", "1");
    }
    match &ready.browser {
        Some(browser) => playwright.env("YUANLIU_CHROMIUM", browser),
        None => playwright.env_remove("YUANLIU_CHROMIUM"),
    };
    if env::var_os("CI").is_some() {
        playwright.arg("--forbid-only");
    }
    quiet(&mut playwright)
}
