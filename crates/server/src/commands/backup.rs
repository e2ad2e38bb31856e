//! `yuanliu-server backup`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use yuanliu_server::backups::Backups;
use yuanliu_server::clock::Clock;
use yuanliu_server::store::Location;
use yuanliu_server::store::backup::back_up;

use super::Common;

/// What is copied, and where to.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Where to [default: a new file in the folder of the backups]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Another database than the one in the data folder; its backups lie elsewhere too
    #[arg(long, value_name = "FILE", requires = "to")]
    database: Option<PathBuf>,
}

/// Makes a backup and checks it. Prints ids, never names.
pub async fn run(options: Options) -> Result<()> {
    let mut settings = options.common.settings()?;
    if let Some(path) = options.database {
        settings.database = Location::File(path);
    }
    if !settings.database.exists() {
        bail!("没有数据库：{0}\nthere is no database: {0}", settings.database);
    }
    let (path, report) = match (options.to, Backups::of(&settings)) {
        (Some(path), _) if path.exists() => {
            bail!("{0} 已经存在\n{0} is there already", path.display())
        }
        (Some(path), _) => {
            let report = back_up(&settings.database, &path).await;
            let report = report.context("备份没有做成 / no backup was made")?;
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            Backups::within(folder, &settings.database).list_the_erased()?;
            (path, report)
        }
        (None, Some(backups)) => {
            let made = backups.make(Clock::Real.now()).await;
            made.context("备份没有做成 / no backup was made")?
        }
        (None, None) => bail!(
            "YUANLIU_BACKUPS=off：请用 --to 写明文件\nYUANLIU_BACKUPS=off: please say --to FILE"
        ),
    };
    for finding in &report.findings {
        println!("{finding}");
    }
    println!(
        "已备份到 {0}：记录 {1} · 行 {2}\nbacked up into {0}: entries {1} · rows {2}",
        path.display(),
        report.entries,
        report.rows,
    );
    if !report.findings.is_empty() {
        bail!(
            "备份留下了，但数据库与当时写下的不一致 / the backup was kept, but the database is not as it was written"
        );
    }
    Ok(())
}
