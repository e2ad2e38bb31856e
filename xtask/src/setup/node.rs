//! Folders with a package.json: installed exactly as their lock files say.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::run::{command, on_path, output, step};

/// Playwright's floor.
const OLDEST_NODE: u32 = 20;

/// `npm ci`, unless what is installed is what the lock file says.
pub(super) fn install(folder: &str, why: &str) -> Result<()> {
    let folder = Path::new(folder);
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    check_node()?;
    step(
        &format!("{why}: installing the packages of {}/", folder.display()),
        command("npm").current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").args([
            "ci",
            "--no-fund",
            "--no-audit",
            "--loglevel=error",
        ]),
    )?;
    fs::write(stamp, lock).context("cannot note what was installed")
}

fn check_node() -> Result<()> {
    if on_path("npm").is_none() {
        bail!("Node.js with npm is needed ({OLDEST_NODE} or newer): please install it first");
    }
    let version = output(command("node").arg("--version")).unwrap_or_default();
    let major: Option<u32> =
        version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!("Node.js {OLDEST_NODE} or newer is needed; this is {version:?}"),
    }
}
