//! Cargo's own tools, in the versions that fit together.

use anyhow::{Context, Result};

use crate::run::{command, on_path, output, step, warn};

const CARGO_LEPTOS: &str = "0.3.11";
const CARGO_DENY: &str = "0.20.2";
const CARGO_FUZZ: &str = "0.13.2";

/// cargo-leptos builds the client and splits its wasm. Its lock file needs a
/// newer compiler than ours, so the one for wasm32 builds it where there is one.
pub(super) fn cargo_leptos(toolchain: Option<&str>) -> Result<()> {
    if version(&["cargo-leptos", "--version"]).as_deref() == Some(CARGO_LEPTOS) {
        return Ok(());
    }
    if binary("cargo-leptos", CARGO_LEPTOS) {
        return Ok(());
    }
    let mut install = command("cargo");
    if let Some(toolchain) = toolchain {
        install.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    // `--debug` halves the minutes of this build and costs seconds per use.
    step(
        "cargo-leptos builds and splits the client: compiling it, about eight minutes on two cores",
        install.args(["install", "cargo-leptos", "--version", CARGO_LEPTOS]).args([
            "--locked",
            "--debug",
            "--features",
            "no_downloads",
        ]),
    )
}

/// The command line of wasm-bindgen has to equal the library in Cargo.lock.
pub(super) fn wasm_bindgen() -> Result<()> {
    let wanted = locked("wasm-bindgen")?;
    if version(&["wasm-bindgen", "--version"]).as_deref() == Some(&wanted) {
        return Ok(());
    }
    if binary("wasm-bindgen-cli", &wanted) {
        return Ok(());
    }
    // Without `--locked`: its lock file names a version that is gone.
    step(
        "wasm-bindgen writes the client's JavaScript side: compiling it, about three minutes",
        command("cargo").args(["install", "wasm-bindgen-cli", "--version", &wanted]),
    )
}

/// Licences, sources and banned crates.
pub(super) fn cargo_deny() -> Result<()> {
    if version(&["cargo-deny", "--version"]).is_some() {
        return Ok(());
    }
    if binary("cargo-deny", CARGO_DENY) {
        return Ok(());
    }
    step(
        "cargo-deny checks licences and sources: compiling it, about two minutes",
        command("cargo")
            .args(["install", "cargo-deny", "--version", CARGO_DENY])
            .args(["--locked", "--debug"]),
    )
}

/// cargo-fuzz builds and runs the fuzz targets.
pub(super) fn cargo_fuzz() -> Result<()> {
    if version(&["cargo-fuzz", "--version"]).is_some() || binary("cargo-fuzz", CARGO_FUZZ) {
        return Ok(());
    }
    step(
        "cargo-fuzz runs the fuzz targets: compiling it, about a minute",
        command("cargo")
            .args(["install", "cargo-fuzz", "--version", CARGO_FUZZ])
            .args(["--locked", "--debug"]),
    )
}

/// A ready-made binary saves the build, where cargo-binstall can fetch one.
fn binary(name: &str, version: &str) -> bool {
    if on_path("cargo-binstall").is_none() {
        return false;
    }
    let fetched = step(
        &format!("{name} {version}: fetching a ready-made binary"),
        command("cargo").args(["binstall", "--no-confirm", &format!("{name}@{version}")]),
    );
    if let Err(error) = &fetched {
        warn(&format!("{error:#}; compiling it instead"));
    }
    fetched.is_ok()
}

/// The last word of `… --version`.
fn version(words: &[&str]) -> Option<String> {
    let (program, arguments) = words.split_first()?;
    let text = output(command(program).args(arguments))?;
    text.split_whitespace().last().map(str::to_owned)
}

fn locked(name: &str) -> Result<String> {
    let lock = std::fs::read_to_string("Cargo.lock").context("Cargo.lock is not there")?;
    let entry = format!("name = \"{name}\"\nversion = \"");
    lock.split_once(&entry)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version.to_owned())
        .with_context(|| format!("Cargo.lock does not name {name}"))
}
