//! Starting the real programs and waiting for their first word.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

/// Somebody of the demo.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Login {
    /// `guardian`, `duty_teacher`, …
    pub(crate) role: String,
    /// The name that is typed.
    pub(crate) login: String,
    /// What proves it.
    pub(crate) passphrase: String,
}

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

    /// Ends it at once (`kill -9`).
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// As an operator stops it.
    pub(crate) fn stop(&mut self) -> Result<()> {
        let told = Command::new("kill").arg(self.child.id().to_string()).status()?;
        if !told.success() || !self.child.wait()?.success() {
            bail!("it did not stop well");
        }
        Ok(())
    }

    /// Whether it ends by itself within this time, and its code.
    pub(crate) fn ends_within(&mut self, time: Duration) -> Result<Option<Option<i32>>> {
        let begin = Instant::now();
        while begin.elapsed() < time {
            if let Some(status) = self.child.try_wait()? {
                return Ok(Some(status.code()));
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(None)
    }

    /// `address:port` where it listens.
    pub(crate) fn address(&self) -> Result<&str> {
        let address = self.said["listening"].as_str();
        address.and_then(|address| address.strip_prefix("http://")).context("it says no address")
    }

    /// Who can sign in to the demo: role, name and passphrase.
    pub(crate) fn logins(&self) -> Result<Vec<Login>> {
        let logins = self.said["logins"].clone();
        serde_json::from_value(logins).context("the demo says who can sign in")
    }

    /// The demo's duty teacher.
    pub(crate) fn duty_teacher(&self) -> Result<Login> {
        let mut logins = self.logins()?.into_iter();
        logins.find(|login| login.role == "duty_teacher").context("the demo has a duty teacher")
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
