//! Installs what is missing: each tool only when a command needs it, by the
//! ordinary route where there is one.

mod browser;
mod debian;
mod node;
mod postgres;
mod python;
mod tools;
mod wasm;

use std::path::PathBuf;

use anyhow::Result;

use crate::run::say;

/// What a command stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// wasm32, cargo-leptos, wasm-bindgen and wasm-opt.
    Front,
    /// clippy for wasm32 and cargo-deny.
    Checks,
    /// Playwright, a browser, and fonts that have Chinese.
    Stories,
    /// Schemathesis.
    Fuzzer,
    /// PostgreSQL, for the tests of the store.
    Postgres,
}

/// What setup found or put there.
#[derive(Default)]
pub struct Ready {
    /// The toolchain that has wasm32; `None` is the default one.
    pub web_toolchain: Option<&'static str>,
    /// The browser for the stories; `None` is Playwright's own.
    pub browser: Option<PathBuf>,
    /// Schemathesis, where it was asked for.
    pub schemathesis: Option<PathBuf>,
    /// The programs of PostgreSQL, where they were asked for and no server is named.
    pub postgres: Option<PathBuf>,
}

/// Everything, for `cargo xtask setup`.
pub fn all() -> Result<Ready> {
    let ready = prepare(&[Need::Front, Need::Checks, Need::Stories, Need::Fuzzer, Need::Postgres])?;
    say(
        "everything is there: `cargo xtask serve` opens the demo, `cargo xtask test` runs all checks",
    );
    Ok(ready)
}

/// cargo-fuzz, for long runs by command.
pub fn cargo_fuzz() -> Result<()> {
    tools::cargo_fuzz()
}

/// Installs what these needs lack.
pub fn prepare(needs: &[Need]) -> Result<Ready> {
    let mut ready = Ready::default();
    let needs = |need| needs.contains(&need);
    if needs(Need::Front) || needs(Need::Checks) {
        ready.web_toolchain = wasm::toolchain()?;
    }
    if needs(Need::Front) {
        tools::cargo_leptos(ready.web_toolchain)?;
        tools::wasm_bindgen()?;
        node::install("xtask/node", "wasm-opt shrinks the client")?;
    }
    if needs(Need::Checks) {
        if ready.web_toolchain.is_some() {
            debian::clippy()?;
        }
        tools::cargo_deny()?;
    }
    if needs(Need::Stories) {
        node::install("end2end", "Playwright plays the stories")?;
        ready.browser = browser::find_or_install()?;
    }
    if needs(Need::Fuzzer) {
        ready.schemathesis = Some(python::schemathesis()?);
    }
    if needs(Need::Postgres) {
        ready.postgres = postgres::find_or_install()?;
    }
    Ok(ready)
}
