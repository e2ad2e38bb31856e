//! The API's fuzzer, from PyPI, in an environment of its own: every package in the
//! version that `fuzz/api/requirements.txt` says.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::debian;
use crate::run::{command, on_path, output, step};

const REQUIREMENTS: &str = "fuzz/api/requirements.txt";

/// Schemathesis, installed where it is missing.
pub(super) fn schemathesis() -> Result<PathBuf> {
    let wanted = fs::read(REQUIREMENTS).with_context(|| format!("{REQUIREMENTS} is not there"))?;
    let home = cache()?.join("schemathesis");
    let program = home.join("bin/schemathesis");
    let stamp = home.join("installed.txt");
    if program.exists() && fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(program);
    }
    has_venv()?;
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    step(
        "Schemathesis attacks the API from outside: an environment of its own",
        command("python3").args(["-m", "venv"]).arg(&home),
    )?;
    step(
        "Schemathesis: installing its packages, in the versions of the list",
        command(home.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"])
            .args(["--disable-pip-version-check", "--requirement", REQUIREMENTS]),
    )?;
    fs::write(stamp, wanted).context("cannot note what was installed")?;
    Ok(program)
}

fn has_venv() -> Result<()> {
    let probe = || output(command("python3").args(["-c", "import ensurepip, venv"])).is_some();
    if on_path("python3").is_some() && probe() {
        return Ok(());
    }
    if debian::is_here() {
        let why = "the API's fuzzer is a Python program";
        debian::install(&["python3", "python3-venv"], why)?;
    }
    if probe() {
        return Ok(());
    }
    bail!(
        "Python 3.10 or newer with its venv module is needed to fuzz the API: please install \
         both (Debian: apt-get install python3-venv), then start again"
    )
}

/// Shared by every clone of this user.
fn cache() -> Result<PathBuf> {
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home);
    Ok(cache.context("neither XDG_CACHE_HOME nor HOME is set")?.join("yuanliu"))
}
