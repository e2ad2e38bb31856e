//! A browser for the stories, and fonts that have Chinese.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::debian;
use crate::run::{command, output, step, warn};

/// Where Linux distributions put Chromium, and the name that asks for another.
const USUAL: [&str; 3] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ASKED: &str = "YUANLIU_CHROMIUM";

/// The system's Chromium, or `None` for the one that Playwright downloads.
pub(super) fn find_or_install() -> Result<Option<PathBuf>> {
    if let Some(asked) = env::var_os(ASKED).map(PathBuf::from) {
        if !asked.is_file() {
            bail!("{ASKED} names {}, which is not there", asked.display());
        }
        return Ok(Some(asked));
    }
    let found = system();
    if debian::is_here() {
        let packages: &[&str] = match &found {
            Some(_) => &["fonts-noto-cjk"],
            None => &["chromium", "fonts-noto-cjk"],
        };
        let why = "the stories need a browser, and fonts without which Chinese is boxes";
        match debian::install(packages, why) {
            Ok(()) => return Ok(system()),
            Err(error) => warn(&format!("{error:#}")),
        }
    }
    warn_without_chinese();
    if found.is_none() {
        step(
            "the stories need a browser: fetching Playwright's own",
            command("npx").current_dir("end2end").args(["playwright", "install", "chromium"]),
        )?;
    }
    Ok(found)
}

fn system() -> Option<PathBuf> {
    USUAL.iter().map(Path::new).find(|file| file.is_file()).map(Path::to_owned)
}

fn warn_without_chinese() {
    let fonts = output(command("fc-list").arg(":lang=zh"));
    if fonts.is_some_and(|fonts| fonts.is_empty()) {
        warn("no font here has Chinese: screenshots will show boxes");
    }
}
