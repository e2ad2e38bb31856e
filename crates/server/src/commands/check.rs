//! `yuanliu-server check`

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use yuanliu_domain::rules;
use yuanliu_server::kept_checkpoints::KeptCheckpoints;
use yuanliu_server::store::Location;
use yuanliu_server::store::check::{KeptNote, Question, check};

use super::Common;

/// What is checked.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Apply today's rules anew and say where they differ from what is stored
    #[arg(long)]
    rules: bool,
    /// A checkpoint that was kept elsewhere: is it the beginning of what is here?
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// All that `checkpoints --keep` kept: is each the beginning of what is here?
    #[arg(long, value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// Another database than the one in the data folder, such as a backup
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
}

/// Checks, and fails when anything differs. Prints ids, never names.
pub async fn run(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    let database = options.database.map_or(settings.database, Location::File);
    if !database.exists() {
        bail!("没有数据库：{0}\nthere is no database: {0}", database);
    }
    let read = |path: &PathBuf| -> Result<KeptNote> {
        let place = path.display().to_string();
        let note = std::fs::read_to_string(path).with_context(|| place.clone())?;
        Ok(KeptNote { place, note })
    };
    let mut checkpoints = options.checkpoint.iter().map(read).collect::<Result<Vec<_>>>()?;
    for file in &options.checkpoints {
        if !file.exists() {
            bail!("没有文件：{0}\nthere is no file: {0}", file.display());
        }
        checkpoints.extend(KeptCheckpoints::at(file).read()?);
    }
    let given = checkpoints.len();
    let question = Question { rules: options.rules.then(|| rules::all().into()), checkpoints };
    let report = check(&database, question).await.context("the database cannot be read")?;
    for finding in &report.findings {
        println!("{finding}");
    }
    println!(
        "记录 {0}（已删除 {1}）· 行 {2} · 签名 {3} · 凭证 {4} · 不符 {5}\n\
         entries {0} (erased {1}) · rows {2} · signatures {3} · checkpoints {4} · differences {5}",
        report.entries,
        report.erased,
        report.rows,
        report.signatures,
        given,
        report.findings.len(),
    );
    if !report.findings.is_empty() {
        bail!("数据与当时写下的不一致 / the data is not as it was written");
    }
    Ok(())
}
