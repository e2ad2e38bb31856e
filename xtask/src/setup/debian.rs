//! Debian: its newer compiler ships the standard library's source with all
//! that it needs, which is enough to make wasm32 without rustup's downloads.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::wasm::{TARGET, WEB};
use crate::run::{command, on_path, output, say, step};

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// Whether this machine has Debian's package manager.
pub(super) fn is_here() -> bool {
    Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some()
}

/// Installs packages that are not there yet.
pub(super) fn install(packages: &[&str], why: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !has(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() {
        bail!(
            "{why}. Please run once: sudo apt-get install --no-install-recommends {}",
            missing.join(" ")
        );
    }
    // A machine that never asked for the list of packages finds none of them.
    step("asking Debian for its list of packages", command("apt-get").args(["update", "-qq"]))?;
    step(
        why,
        command("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(missing),
    )
}

/// Debian's compiler with a wasm32 standard library, linked as toolchain `web`.
pub(super) fn web_toolchain() -> Result<()> {
    install(
        &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"],
        "the client runs as WebAssembly: installing Debian's newer compiler and its library's source",
    )?;
    build_library()?;
    step(
        "telling rustup about that compiler",
        command("rustup").args(["toolchain", "link", WEB, "/usr"]),
    )
}

/// clippy of that same compiler.
pub(super) fn clippy() -> Result<()> {
    install(
        &["rust-web-clippy"],
        "the client is linted for wasm32: installing clippy of the same compiler",
    )
}

/// Builds the standard library for wasm32 and puts it where the compiler looks.
fn build_library() -> Result<()> {
    say("building Rust's standard library for wasm32, once: one to three minutes");
    let work = env::current_dir()?.join("target/xtask/wasm-std");
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"seed\"\nedition = \"2021\"\n[workspace]\n[profile.release]\npanic = \"abort\"\n",
    )?;
    let target_dir = work.join("target");
    step(
        "compiling it (link-time optimisation needs the bitcode)",
        command(CARGO)
            .current_dir(&work)
            .env_remove("RUSTUP_TOOLCHAIN")
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .args(["build", "--release", "--quiet", "--target", TARGET])
            .args(["-Z", "build-std=std,panic_abort,proc_macro"])
            .arg("--target-dir")
            .arg(&target_dir),
    )?;
    copy_library(&target_dir.join(TARGET).join("release/deps"))?;
    forget_old_objects()
}

fn copy_library(built: &Path) -> Result<()> {
    let sysroot = output(command(RUSTC).args(["--print", "sysroot"]))
        .context("Debian's compiler does not say where it lives")?;
    let library = PathBuf::from(sysroot).join("lib/rustlib").join(TARGET).join("lib");
    if library.exists() {
        fs::remove_dir_all(&library)?;
    }
    fs::create_dir_all(&library)
        .with_context(|| format!("cannot write to {}", library.display()))?;
    for file in fs::read_dir(built)? {
        let file = file?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libseed") {
            fs::copy(&file, library.join(&name))?;
        }
    }
    Ok(())
}

/// What an older library was compiled into no longer fits ("can't find crate").
fn forget_old_objects() -> Result<()> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    for folder in [target.join(TARGET), target.join("front").join(TARGET)] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    Ok(())
}

fn has(package: &str) -> bool {
    output(command("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]))
        .is_some_and(|status| status == "installed")
}

fn is_root() -> bool {
    output(command("id").arg("-u")).is_some_and(|id| id == "0")
}
