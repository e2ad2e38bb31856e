//! Starting the real programs and waiting for their first word.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// A program that ends when this does.
pub(crate) struct Running {
    child: Child,
    said: Value,
}

impl Running {
    /// Starts a server and waits for its line `{"listening": …}`.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let lines = BufReader::new(child.stdout.take().context("no output to read")?).lines();
        for line in lines {
            if let Ok(said @ Value::Object(_)) = serde_json::from_str(&line?) {
                return Ok(Self { child, said });
            }
        }
        bail!("the server ended before it listened: {}", child.wait()?)
    }

    /// What it said: where it listens, and who can sign in.
    pub(crate) fn said(&self) -> &Value {
        &self.said
    }

    /// The memory that is really its own and in use, in MB.
    pub(crate) fn resident_mb(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .context("memory is read from /proc, which only Linux has")?;
        let kib: f64 = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.split_whitespace().next())
            .context("/proc does not say VmRSS")?
            .parse()?;
        Ok(kib * 1024.0 / 1e6)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
