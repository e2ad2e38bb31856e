//! A PostgreSQL for the tests: the one that `YUANLIU_TEST_PG` names, or one of our
//! own on this machine, which ends with us. One of the two must be there.

use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{
    run::{command, output, quiet, say, warn},
    setup::{self, Need},
};

/// Names the folder of our own server, for who stops it: then it is started again.
pub const FOLDER: &str = "YUANLIU_TEST_PG_FOLDER";
/// Names a server that tests may fill with databases: `postgres://user@host/postgres`.
pub const NAMED: &str = "YUANLIU_TEST_PG";
/// Its data, in a folder of its own.
const DATA: &str = "data";
/// Who owns the databases of tests.
const OWNER: &str = "yuanliu";
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that is there for as long as this lives.
pub struct Postgres {
    /// As `YUANLIU_TEST_PG` has it.
    pub url: String,
    own: Option<Own>,
}

impl Postgres {
    /// One of our own by these programs, or the one that is named.
    pub fn ready(programs: Option<&Path>) -> Result<Postgres> {
        let Some(programs) = programs else {
            let url = env::var(NAMED).with_context(|| format!("{NAMED} names no PostgreSQL"))?;
            say(&format!("PostgreSQL is the one that {NAMED} names"));
            return Ok(Postgres { url, own: None });
        };
        say(&format!("starting a PostgreSQL for the tests, of {}", programs.display()));
        let own = Own::start(programs)?;
        Ok(Postgres { url: own.url(), own: Some(own) })
    }

    /// Tells a program where it is.
    pub fn tells(&self, command: &mut Command) {
        command.env(NAMED, &self.url);
        if let Some(own) = &self.own {
            command.env(FOLDER, own.folder.path().join(DATA));
        }
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
    port: u16,
    folder: TempDir,
    ending: Arc<AtomicBool>,
    keeper: Option<JoinHandle<()>>,
}

impl Own {
    fn start(programs: &Path) -> Result<Own> {
        let folder = tempfile::tempdir()?;
        let user = User::for_servers(folder.path())?;
        let data = folder.path().join(DATA);
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
        let program = programs.join("postgres");
        let runs = move || -> Result<Child> {
            let data = data.as_path();
            user.runs(program.clone())
                .current_dir(data)
                .args(["-h", "127.0.0.1", "-k", "", "-p", &port.to_string(), "-D"])
                .arg(data)
                // Its data is gone with the tests: nothing is lost with it.
                .args(["-c", "fsync=off", "-c", "full_page_writes=off"])
                .args(["-c", "max_connections=300"])
                .stdout(Stdio::null())
                .stderr(log.try_clone()?)
                .spawn()
                .context("cannot start postgres")
        };
        let mut child = runs()?;
        if let Err(error) = answers(&mut child, port) {
            let log = fs::read_to_string(folder.path().join("log")).unwrap_or_default();
            bail!("{error}:\n{log}");
        }
        let ending = Arc::new(AtomicBool::new(false));
        let keeper = thread::spawn({
            let ending = ending.clone();
            move || keep(child, &ending, &runs)
        });
        Ok(Own { port, folder, ending, keeper: Some(keeper) })
    }

    fn url(&self) -> String {
        format!("postgres://{OWNER}@127.0.0.1:{}/postgres", self.port)
    }
}

/// Waits until somebody listens there.
fn answers(child: &mut Child, port: u16) -> Result<()> {
    let began = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if child.try_wait()?.is_some() || began.elapsed() > PATIENCE {
            bail!("postgres does not start");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Starts it again whenever somebody stopped it, until we end.
fn keep(mut child: Child, ending: &AtomicBool, runs: &dyn Fn() -> Result<Child>) {
    while !ending.load(Ordering::Relaxed) {
        if let Ok(Some(_)) = child.try_wait() {
            match runs() {
                Ok(again) => child = again,
                Err(error) => return warn(&format!("{error:#}")),
            }
        }
        thread::sleep(Duration::from_millis(20));
    }
    // `SIGINT` would let it say goodbye; nobody needs what it holds.
    let _ = child.kill();
    let _ = child.wait();
}

impl Drop for Own {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
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
