//! Building and checking the workspace's crates.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};

use crate::{
    postgres::{NAMED, Postgres},
    run::{command, output, quiet, say, step},
    setup::Ready,
};

const WASM: &str = "wasm32-unknown-unknown";

/// The crates that hold the rules, and what must never come near them: with a
/// clock, a socket, a database or a browser they could not be replayed.
const PURE: [&str; 2] = ["yuanliu-domain", "yuanliu-sync"];
const OUTSIDE: [&str; 10] = [
    "axum",
    "getrandom",
    "hyper",
    "js-sys",
    "leptos",
    "mio",
    "rusqlite",
    "tokio",
    "wasm-bindgen",
    "web-sys",
];

/// The release server with the client inside; answers with its path.
pub fn server() -> Result<PathBuf> {
    step(
        "building the server, with the client inside",
        command("cargo").args(["build", "--release", "--package", "yuanliu-server"]),
    )?;
    let name = format!("yuanliu-server{}", env::consts::EXE_SUFFIX);
    let file = target_dir().join("release").join(name);
    file.canonicalize().with_context(|| format!("{} was not built", file.display()))
}

/// rustfmt, without changing anything.
pub fn check_format() -> Result<()> {
    quiet(command("cargo").args(["fmt", "--all", "--check"]))
}

/// clippy over everything, as this machine sees it.
pub fn lint() -> Result<()> {
    quiet(
        command("cargo")
            .args(["clippy", "--workspace", "--all-targets", "--quiet"])
            .args(["--", "-D", "warnings"]),
    )
}

/// clippy over the client, as the browser sees it.
pub fn lint_client(ready: &Ready) -> Result<()> {
    quiet(for_wasm(ready, "clippy").args(["--package", "yuanliu"]).args(["--", "-D", "warnings"]))
}

/// The rules compile to WebAssembly, and their dependencies touch nothing.
pub fn check_purity(ready: &Ready) -> Result<()> {
    for name in PURE {
        quiet(for_wasm(ready, "check").args(["--package", name]))?;
        let tree = output(
            command("cargo")
                .args(["tree", "--package", name, "--target", WASM])
                .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]),
        )
        .with_context(|| format!("cargo tree does not know {name}"))?;
        let mut names = tree.lines().filter_map(|line| line.split_whitespace().next());
        if let Some(outsider) = names.find(|name| OUTSIDE.contains(name)) {
            bail!(
                "{name} must stay pure, but depends on {outsider}: see `cargo tree -p {name} -i {outsider}`"
            );
        }
        say(&format!("{name} is pure"));
    }
    Ok(())
}

/// Licences, bans and sources (deny.toml); advisories would need the network.
pub fn check_licences() -> Result<()> {
    // It reads the packages' own files: on a new machine none is here yet.
    step("fetching what the lock file names", command("cargo").args(["fetch", "--locked"]))?;
    quiet(
        command("cargo").args(["deny", "--offline", "--workspace", "--log-level", "error"]).args([
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ]),
    )
}

/// All tests that need no browser. Schools lie in files, but for tests of two servers.
pub fn test(long: bool, server: &Postgres) -> Result<()> {
    let mut test = command("cargo");
    test.env(NAMED, &server.url).args(["test", "--workspace", "--quiet"]);
    if long {
        test.args(["--", "--include-ignored"]);
    }
    quiet(&mut test)
}

/// The server's tests again, each school in a database of PostgreSQL.
pub fn test_on_postgres(server: &Postgres) -> Result<()> {
    quiet(command("cargo").env("YUANLIU_TEST_ENGINE", "postgres").env(NAMED, &server.url).args([
        "test",
        "--package",
        "yuanliu-server",
        "--test",
        "server",
        "--quiet",
    ]))
}

/// cargo with the toolchain that has wasm32, in the folder where cargo-leptos
/// keeps that toolchain's objects.
fn for_wasm(ready: &Ready, task: &str) -> std::process::Command {
    let mut cargo = command("cargo");
    if let Some(toolchain) = ready.web_toolchain {
        cargo.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    cargo.args([task, "--quiet", "--target", WASM, "--target-dir"]).arg(target_dir().join("front"));
    cargo
}

/// Where cargo puts what it builds.
pub fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from)
}
