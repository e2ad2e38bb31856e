//! A PostgreSQL for the tests: the one that `YUANLIU_TEST_PG` names, or one of our
//! own on this machine, which ends with us. One of the two must be there.

use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{
    run::{command, output, quiet, say},
    setup::{self, Need},
};

/// Names a server that tests may fill with databases: `postgres://user@host/postgres`.
pub const NAMED: &str = "YUANLIU_TEST_PG";
/// Who owns the databases of tests.
const OWNER: &str = "yuanliu";
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that is there for as long as this lives.
pub struct Postgres {
    /// As `YUANLIU_TEST_PG` has it.
    pub url: String,
    _own: Option<Own>,
}

impl Postgres {
    /// One of our own by these programs, or the one that is named.
    pub fn ready(programs: Option<&Path>) -> Result<Postgres> {
        let Some(programs) = programs else {
            let url = env::var(NAMED).with_context(|| format!("{NAMED} names no PostgreSQL"))?;
            say(&format!("PostgreSQL is the one that {NAMED} names"));
            return Ok(Postgres { url, _own: None });
        };
        say(&format!("starting a PostgreSQL for the tests, of {}", programs.display()));
        let own = Own::start(programs)?;
        Ok(Postgres { url: own.url(), _own: Some(own) })
    }
}

impl Postgres {
    /// The same, for a program that is told `--engine postgres`.
    pub fn asked_for(words: &[String]) -> Result<Option<Postgres>> {
        if !words.iter().any(|word| word.ends_with("postgres")) {
            return Ok(None);
        }
        let programs = setup::prepare(&[Need::Postgres])?.postgres;
        Postgres::ready(programs.as_deref()).map(Some)
    }
}

/// A server in a folder that goes with it.
struct Own {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Own {
    fn start(programs: &Path) -> Result<Own> {
        let folder = tempfile::tempdir()?;
        let user = User::for_servers(folder.path())?;
        let data = folder.path().join("data");
        quiet(
            user.runs(programs.join("initdb"))
                .current_dir(folder.path())
                .args(["--username", OWNER, "--auth", "trust", "--encoding", "UTF8"])
                .args(["--locale", "C", "--no-sync", "--pgdata"])
                .arg(&data)
                .stdout(Stdio::null()),
        )?;
        // Asked of the system, and free again until the server takes it.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let log = fs::File::create(folder.path().join("log"))?;
        let child = user
            .runs(programs.join("postgres"))
            .current_dir(folder.path())
            .args(["-h", "127.0.0.1", "-k", "", "-p", &port.to_string(), "-D"])
            .arg(&data)
            // Its data is gone with the tests: nothing is lost with it.
            .args(["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("cannot start postgres")?;
        let mut own = Own { child, port, _folder: folder };
        own.answers()?;
        Ok(own)
    }

    fn url(&self) -> String {
        format!("postgres://{OWNER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Waits until somebody listens there.
    fn answers(&mut self) -> Result<()> {
        let began = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if self.child.try_wait()?.is_some() || began.elapsed() > PATIENCE {
                let log = fs::read_to_string(self._folder.path().join("log")).unwrap_or_default();
                bail!("postgres does not start:\n{log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        // `SIGINT` would let it say goodbye; nobody needs what it holds.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// PostgreSQL does not run as root: then it is the user that its package makes, or
/// nobody.
struct User(Option<u32>);

impl User {
    #[cfg(unix)]
    fn for_servers(folder: &Path) -> Result<User> {
        let id = |name: &[&str]| {
            output(command("id").arg("-u").args(name)).and_then(|id| id.parse::<u32>().ok())
        };
        if id(&[]) != Some(0) {
            return Ok(User(None));
        }
        let user =
            id(&["postgres"]).or_else(|| id(&["nobody"])).context("nobody is no user here")?;
        std::os::unix::fs::chown(folder, Some(user), None)?;
        Ok(User(Some(user)))
    }

    #[cfg(not(unix))]
    fn for_servers(_folder: &Path) -> Result<User> {
        Ok(User(None))
    }

    fn runs(&self, program: PathBuf) -> Command {
        let mut command = command(program);
        #[cfg(unix)]
        if let Some(user) = self.0 {
            std::os::unix::process::CommandExt::uid(&mut command, user);
        }
        command
    }
}
