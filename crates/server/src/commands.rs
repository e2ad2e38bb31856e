//! What can be asked of the program on the command line.

mod audit_pack;
mod backup;
mod check;
mod checkpoints;
mod demo;
mod erase;
mod init;
mod listen;
mod pass_key;
mod restore;
mod retention;
mod seal_key;
mod serve;

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use yuanliu_server::backups::Backups;
use yuanliu_server::settings::{Given, Settings};

/// The after-school service of a school 愿留.
#[derive(Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the school
    Serve(Common),
    /// Serve an invented district with an afternoon under way
    Demo(demo::Options),
    /// Set up a school and print the invitation code of its office
    Init(init::Options),
    /// The keys to which devices seal what people write: print, change, restore
    SealKey(seal_key::Options),
    /// The key under which a school signs passes and cards: change it
    PassKey(pass_key::Options),
    /// Look whether the records are as they were written: journal, rows, tree, signatures
    Check(check::Options),
    /// Keep what each school's journal says, signed, in a file elsewhere; for each night
    Checkpoints(checkpoints::Options),
    /// Copy the database, also while it is served, into one file
    Backup(backup::Options),
    /// Bring a backup back to where no database is
    Restore(restore::Options),
    /// Erase a child, with the guardians who have no other part in the school
    Erase(erase::Options),
    /// Say what is over its term, and remove it
    Retention(retention::Options),
    /// The yearly audit pack of minors' data: a page, CSV and JSON in one zip
    AuditPack(audit_pack::Options),
}

/// Settings that can also be given here.
#[derive(Args, Clone, Default)]
pub struct Common {
    /// Settings file [default: yuanliu.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where to listen [env: YUANLIU_ADDR] [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    addr: Option<String>,
    /// Folder of everything that is kept [env: YUANLIU_DATA] [default: yuanliu-data]
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// A database of PostgreSQL; what `ps` shows others see: better in the environment or
    /// the settings file [env: DATABASE_URL] [default: SQLite, in the folder]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl Common {
    fn settings(&self) -> Result<Settings> {
        let flags = Given {
            addr: self.addr.clone(),
            data: self.data.clone(),
            database_url: self.database_url.clone(),
            ..Given::default()
        };
        Ok(Settings::load(flags, self.config.as_deref(), &|name| std::env::var(name).ok())?)
    }
}

/// After an erasure: the list lies with the backups too.
fn list_the_erased(settings: &Settings) -> Result<()> {
    if let Some(backups) = Backups::of(settings)
        && !backups.list_the_erased().context("erased.list could not be copied to the backups")?
    {
        eprintln!(
            "备份目录不存在，erased.list 没有复制过去；如果备份在别的盘上，请接好后再运行一次 backup\n\
             there is no folder of backups, and erased.list was not copied there; if it is on another disk,\n\
             mount it and run backup"
        );
    }
    Ok(())
}

/// How much is logged: `YUANLIU_LOG`, or what an operator needs to know.
fn log_level() -> Result<tracing::Level> {
    match std::env::var("YUANLIU_LOG") {
        Ok(level) => level.parse().map_err(|_| {
            anyhow::anyhow!("YUANLIU_LOG={level}: please give error, warn, info, debug or trace")
        }),
        Err(_) => Ok(tracing::Level::INFO),
    }
}

/// Does what was asked.
pub fn run(cli: Cli) -> Result<()> {
    tracing_subscriber::fmt()
        .with_max_level(log_level()?)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve(common) => serve::serve(common.settings()?).await,
            Command::Demo(options) => demo::demo(options).await,
            Command::Init(options) => init::init(options).await,
            Command::SealKey(options) => seal_key::seal_key(options).await,
            Command::PassKey(options) => pass_key::pass_key(options).await,
            Command::Check(options) => check::run(options).await,
            Command::Checkpoints(options) => checkpoints::run(options).await,
            Command::Backup(options) => backup::run(options).await,
            Command::Restore(options) => restore::run(options).await,
            Command::Erase(options) => erase::run(options).await,
            Command::Retention(options) => retention::run(options).await,
            Command::AuditPack(options) => audit_pack::run(options).await,
        }
    })
}
