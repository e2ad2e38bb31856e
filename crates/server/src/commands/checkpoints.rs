//! `yuanliu-server checkpoints`

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use yuanliu_server::clock::Clock;
use yuanliu_server::kept_checkpoints::KeptCheckpoints;
use yuanliu_server::store::Location;

use super::Common;

/// Where they are kept, and of what.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// The file that they are added to, best on another machine's disk
    /// [env: YUANLIU_CHECKPOINTS]
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Another database than the one in the data folder, such as a backup
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
}

/// Keeps them, and fails when a journal does not go on from what was kept. Prints ids,
/// never names.
pub async fn run(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    let database = options.database.map_or(settings.database, Location::File);
    if !database.exists() {
        bail!("没有数据库：{0}\nthere is no database: {0}", database);
    }
    let Some(file) = options.keep.or(settings.checkpoints) else {
        bail!("请用 --keep 写明存到哪个文件\nplease say --keep FILE");
    };
    let outcome = KeptCheckpoints::at(&file).keep(&database, Clock::Real.now()).await?;
    for finding in &outcome.findings {
        println!("{finding}");
    }
    if outcome.begun {
        eprintln!(
            "{0} 原来没有，这次没有可以核对的旧凭证\n\
             {0} was not there: nothing could be compared this time",
            file.display()
        );
    }
    println!(
        "学校 {0} · 新存凭证 {1} · 不符 {2}\nschools {0} · checkpoints added {1} · differences {2}",
        outcome.schools,
        outcome.added,
        outcome.findings.len(),
    );
    if !outcome.findings.is_empty() {
        bail!(
            "记录与以前存下的凭证不一致：请保留存档文件，并运行 check --checkpoints\n\
             a journal does not go on from what was kept: keep that file, and run check --checkpoints"
        );
    }
    Ok(())
}
