//! What is measured in a browser, by `end2end/bench/<name>.bench.ts`.

use std::{fs, process::Command};

use anyhow::{Context, Result, bail};

use crate::Figures;

/// Plays one benchmark; its report is an object of figures.
pub(crate) fn figures(name: &str) -> Result<Figures> {
    let folder = tempfile::tempdir()?;
    let report = folder.path().join("figures.json");
    let status = Command::new("npx")
        .current_dir("end2end")
        .env("YUANLIU_FIGURES", &report)
        .args(["--no-install", "playwright", "test", "--config", "bench.config.ts", name])
        .stdout(std::io::stderr())
        .status()
        .context("cannot start Playwright")?;
    if !status.success() {
        bail!("`{name}` could not be measured in the browser");
    }
    Ok(serde_json::from_slice(&fs::read(report)?)?)
}
