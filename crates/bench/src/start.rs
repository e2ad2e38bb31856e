//! `bench start`: what a first and an offline start cost, on the demo.

use std::{
    env, fs,
    path::PathBuf,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{Figures, browser, process::Running};

/// The afternoon of the stories: figures of two days are of the same data.
const NOW: &str = "2026-11-24T15:10";

/// Long enough for the loading's own memory to be given back.
const SETTLE: Duration = Duration::from_secs(5);

pub(crate) fn measure() -> Result<Figures> {
    let mut figures = Figures::new();
    figures.insert("entry_br_bytes".into(), entry_bytes()?.into());
    figures.insert("server_idle_mb".into(), round(idle_memory()?).into());
    figures.insert("serve_warm_s".into(), round(warm_serve()?).into());
    let played = browser::figures("start")?;
    figures.insert("offline_start_ms_x4".into(), played["offline_start_ms_x4"].clone());
    Ok(figures)
}

/// What every phone downloads first, as it is sent: shell, style, scripts, wasm.
fn entry_bytes() -> Result<u64> {
    let list = fs::read("dist/files.json").context("run `cargo xtask build` first")?;
    let list: Value = serde_json::from_slice(&list)?;
    let mut bytes = 0;
    for file in list["files"].as_array().context("files.json has no files")? {
        if file["roles"].as_array().is_some_and(|roles| roles.contains(&json!("entry"))) {
            let path = file["path"].as_str().context("a file without a path")?;
            bytes += sent_size(path)?;
        }
    }
    Ok(bytes)
}

fn sent_size(path: &str) -> Result<u64> {
    let file = match path {
        "/" => "dist/shell.html".to_owned(),
        path => format!("dist{path}"),
    };
    let sent = fs::metadata(format!("{file}.br")).or_else(|_| fs::metadata(&file))?;
    Ok(sent.len())
}

fn idle_memory() -> Result<f64> {
    let data = tempfile::tempdir()?;
    // The first start plays the afternoon; the second is an ordinary day's.
    drop(demo(Command::new(server()?).arg("demo").arg("--data").arg(data.path()))?);
    let running = demo(Command::new(server()?).arg("demo").arg("--data").arg(data.path()))?;
    thread::sleep(SETTLE);
    running.resident_mb()
}

/// From the typed command to the printed address, with everything built.
fn warm_serve() -> Result<f64> {
    let data = tempfile::tempdir()?;
    let serve = || -> Result<f64> {
        let begin = Instant::now();
        let mut command = Command::new("cargo");
        command.args(["xtask", "serve"]).arg(format!("--data={}", data.path().display()));
        demo(&mut command)?;
        Ok(begin.elapsed().as_secs_f64())
    };
    serve()?;
    serve()
}

/// A demo of that afternoon.
pub(crate) fn demo(command: &mut Command) -> Result<Running> {
    Running::start(command.args(["--json", "--addr", "127.0.0.1:0", "--now", NOW]))
}

/// The server that is measured.
pub(crate) fn server() -> Result<PathBuf> {
    let path = env::var_os("YUANLIU_SERVER").context("run this as `cargo xtask bench`")?;
    Ok(path.into())
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
