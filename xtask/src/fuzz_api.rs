//! The API attacked from outside: Schemathesis draws requests from
//! `/api/openapi.json` and looks at every answer of the real server.

use std::{
    env,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{self, Child, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;

use crate::{
    crates,
    run::{command, quiet, say},
    setup::{self, Need},
};

/// Who asks; the first has no session.
const WHO: [&str; 4] = ["nobody", "guardian", "duty_teacher", "office"];
/// Cases of each operation in `cargo xtask test`: the same ones each time.
const FEW: u32 = 20;
const SEED: &str = "1";
/// A Tuesday afternoon in term.
const AFTERNOON: &str = "2026-11-24T15:10";

/// How long and as whom.
#[derive(Args)]
pub struct Options {
    /// Cases of each operation, for each of those who ask
    #[arg(long, default_value_t = 1_000)]
    cases: u32,
    /// Only as one of: nobody, guardian, duty_teacher, office, …
    #[arg(long = "as", value_name = "ROLE")]
    who: Option<String>,
    /// Draw the same requests again
    #[arg(long)]
    seed: Option<String>,
    /// Handed to Schemathesis, such as `--include-path /api/v1/join`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds what changed, then attacks for as long as it takes.
pub fn run(options: &Options) -> Result<()> {
    let ready = setup::prepare(&[Need::Fuzzer])?;
    let fuzzer = ready.schemathesis.context("Schemathesis is not there")?;
    let server = crates::server()?;
    let all = WHO.map(str::to_owned);
    let who = options.who.as_ref().map_or(&all[..], std::slice::from_ref);
    let mut rest = options.rest.clone();
    rest.extend(options.seed.iter().flat_map(|seed| ["--seed".to_owned(), seed.clone()]));
    attack(&fuzzer, &server, who, options.cases, &rest)
}

/// The short run of `cargo xtask test`.
pub fn shortly(fuzzer: &Path, server: &Path) -> Result<()> {
    attack(fuzzer, server, &WHO.map(str::to_owned), FEW, &["--seed".to_owned(), SEED.to_owned()])
}

fn attack(fuzzer: &Path, server: &Path, who: &[String], cases: u32, rest: &[String]) -> Result<()> {
    let mut failed = vec![];
    for role in who {
        // Each with a demo of their own: what one writes is no other's luck.
        let demo = Demo::start(server)?;
        let began = Instant::now();
        say(&format!("as {role}: {cases} cases of each operation"));
        let attacked = quiet(
            command(fuzzer)
                .current_dir("fuzz/api")
                .env("YUANLIU_FUZZ", demo.told(role)?)
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .args(["--config-file", "schemathesis.toml", "run"])
                .arg(format!("{}/api/openapi.json", demo.says.listening))
                .args(["--checks", "all", "--max-examples", &cases.to_string()])
                .args(["--workers", "2", "--no-color"])
                .args(rest),
        );
        say(&format!("as {role}: {:.1} minutes", began.elapsed().as_secs_f64() / 60.0));
        demo.end()?;
        if attacked.is_err() {
            failed.push(role.as_str());
        }
    }
    if !failed.is_empty() {
        bail!("the API does not hold against: {}", failed.join(", "));
    }
    Ok(())
}

/// The demo on this machine, in a folder that goes with it.
struct Demo {
    child: Child,
    says: Says,
    folder: PathBuf,
}

/// What it prints once it listens.
#[derive(Deserialize)]
struct Says {
    listening: String,
    logins: Vec<Login>,
}

#[derive(Deserialize)]
struct Login {
    role: String,
    login: String,
    passphrase: String,
}

impl Demo {
    fn start(server: &Path) -> Result<Demo> {
        let folder = env::temp_dir().join(format!("yuanliu-fuzz-api-{}", process::id()));
        fs::create_dir_all(&folder)?;
        let log = File::create(folder.join("log"))?;
        let mut child = command(server)
            .args(["demo", "--json", "--addr", "127.0.0.1:0", "--now", AFTERNOON, "--data"])
            .arg(&folder)
            .env("YUANLIU_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .context("the server cannot be started")?;
        let out = child.stdout.take().context("the server's output is a pipe")?;
        let lines = BufReader::new(out).lines().map_while(Result::ok);
        let said = lines.into_iter().find(|line| line.starts_with('{'));
        let says = said.and_then(|line| serde_json::from_str(&line).ok());
        let says = says.with_context(|| {
            format!("the server did not listen: {}", folder.join("log").display())
        })?;
        Ok(Demo { child, says, folder })
    }

    /// What the hooks are told.
    fn told(&self, role: &str) -> Result<String> {
        let url = &self.says.listening;
        if role == WHO[0] {
            return Ok(serde_json::json!({ "url": url }).to_string());
        }
        let login = self.says.logins.iter().find(|login| login.role == role);
        let login = login.with_context(|| format!("the demo has no {role}"))?;
        let (login, passphrase) = (&login.login, &login.passphrase);
        Ok(serde_json::json!({ "url": url, "login": login, "passphrase": passphrase }).to_string())
    }

    /// As an operator ends it, by its id; what it wrote about faults is a failure.
    fn end(mut self) -> Result<()> {
        let early = self.child.try_wait()?;
        if early.is_none() {
            quiet(command("kill").args(["-TERM", &self.child.id().to_string()]))?;
        }
        let ended = self.child.wait()?;
        let log = fs::read_to_string(self.folder.join("log"))?;
        if early.is_some() || !ended.success() || !log.trim().is_empty() {
            bail!("the server ended with {ended} and wrote:\n{log}");
        }
        fs::remove_dir_all(&self.folder).context("the demo's folder cannot be removed")
    }
}
