//! Where wasm32 comes from, in this order: it is there; Debian's packages when
//! `YUANLIU_WASM=debian` asks for them; rustup; Debian's packages after all.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Result, bail};

use super::debian;
use crate::run::{command, on_path, say, step, warn};

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows Debian's compiler.
pub(super) const WEB: &str = "web";

/// Finds or makes a toolchain that compiles for wasm32; `None` is the default.
pub(super) fn toolchain() -> Result<Option<&'static str>> {
    if compiles(&mut command("rustc")) {
        return Ok(None);
    }
    if on_path("rustup").is_none() {
        bail!(
            "this compiler has no {TARGET} and there is no rustup to add it: install rustup, or \
             your system's package of Rust's wasm32 standard library"
        );
    }
    if compiles(command("rustc").env("RUSTUP_TOOLCHAIN", WEB)) {
        return Ok(Some(WEB));
    }
    let asked = env::var("YUANLIU_WASM").is_ok_and(|route| route == "debian");
    if !asked && by_rustup() {
        return Ok(None);
    }
    if debian::is_here() {
        debian::web_toolchain()?;
        if compiles(command("rustc").env("RUSTUP_TOOLCHAIN", WEB)) {
            return Ok(Some(WEB));
        }
        bail!("Debian's compiler was set up but does not compile for {TARGET}");
    }
    bail!(
        "cannot get {TARGET}: `rustup target add {TARGET}` failed and this is not Debian. \
         Check the network, run that command by hand, then start again"
    )
}

fn by_rustup() -> bool {
    let added = step(
        "the client runs as WebAssembly: adding that target to Rust",
        command("rustup").args(["target", "add", TARGET]),
    );
    if let Err(error) = added {
        warn(&format!("{error:#}"));
        return false;
    }
    compiles(&mut command("rustc"))
}

/// Asks the compiler itself: a folder that exists may belong to an older one, and
/// the linker is a package of its own.
fn compiles(rustc: &mut Command) -> bool {
    let folder = Path::new("target/xtask");
    let probe = folder.join("probe.rs");
    let made = fs::create_dir_all(folder).and_then(|()| {
        fs::write(&probe, "pub fn probe(v: Vec<u8>) -> String { format!(\"{v:?}\") }")
    });
    if let Err(error) = made {
        say(&format!("cannot write into target/: {error}"));
        return false;
    }
    rustc
        .args(["--edition=2024", "--crate-type=cdylib", "--target", TARGET])
        .args(["--out-dir", "target/xtask"])
        .arg(&probe)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
