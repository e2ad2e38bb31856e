//! The client: cargo-leptos compiles and splits it, then the finished site is
//! laid out in `dist/`, which the server embeds.

mod inputs;
mod layout;
mod pack;

use std::{
    env,
    fs::{self, File},
    path::Path,
};

use anyhow::{Context, Result};

use crate::{
    run::{command, quiet, root, say, step},
    setup::Ready,
};

/// Where cargo-leptos writes (`site-root` in Cargo.toml).
const SITE: &str = "target/site";

/// What the compiled client is made of.
const CODE: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", ".cargo", "src", "style", "crates/domain", "crates/sync"];

/// What the finished site is made of besides that.
const PAGES: [&str; 2] = ["public", "xtask/src/front"];

/// Builds what changed; answers with the build id.
pub fn build(ready: &Ready) -> Result<String> {
    let _alone = lock()?;
    let code = inputs::digest(&CODE)?;
    let compiled = Path::new(SITE).join("inputs");
    if inputs::differ(&compiled, &code) {
        compile(ready)?;
        fs::write(&compiled, &code)?;
    }

    let pages = format!("{code} {}", inputs::digest(&PAGES)?);
    let laid_out = Path::new("target/xtask/laid-out");
    if inputs::differ(laid_out, &pages) || !Path::new("dist/files.json").exists() {
        let build = layout::write(&Path::new(SITE).join("pkg"), Path::new("dist"))?;
        fs::write(laid_out, &pages)?;
        say(&format!("the client is in dist/, build {build}"));
    }
    layout::build_id(Path::new("dist"))
}

/// Variables, classes, contrast and size of the stylesheet.
pub fn check_style() -> Result<()> {
    quiet(command("node").arg("scripts/check-style.mjs"))
}

fn compile(ready: &Ready) -> Result<()> {
    let tools = root().join("xtask/node/node_modules/.bin");
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tools).chain(env::split_paths(&path));
    let mut leptos = command("cargo-leptos");
    leptos.env("PATH", env::join_paths(paths)?);
    leptos.env_remove("RUST_BACKTRACE"); // the compiler's own words say what is wrong
    if let Some(toolchain) = ready.web_toolchain {
        leptos.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    step(
        "the client changed: compiling it to WebAssembly, one chunk per desk",
        leptos.args(["leptos", "build", "--release", "--split", "--frontend-only"]),
    )
}

/// Two front builds at once would empty each other's folder.
fn lock() -> Result<File> {
    fs::create_dir_all("target/xtask")?;
    let file = File::create("target/xtask/front.lock")?;
    if file.try_lock().is_err() {
        say("another front build is running: waiting for it");
        file.lock().context("cannot wait for the other front build")?;
    }
    Ok(file)
}
