//! `yuanliu-server audit-pack`

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use yuanliu_domain::id::SpaceId;
use yuanliu_server::audit;
use yuanliu_server::clock::Clock;
use yuanliu_server::store::{Database, Store};

use super::Common;

/// Which year's audit, and where to.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// The year, such as 2026
    #[arg(long, value_parser = clap::value_parser!(u16).range(2020..=9999))]
    year: u16,
    /// The school, where there are several
    #[arg(long, value_name = "ID")]
    school: Option<SpaceId>,
    /// The zip to write; it must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Writes the pack.
pub async fn run(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    let database = settings.database;
    if !database.exists() {
        bail!("没有数据库：{0}\nthere is no database: {0}", database);
    }
    let store = Database::open(&database).await.context("the database cannot be opened")?;
    let schools = store.schools().await?;
    let school = match (options.school, &schools[..]) {
        (Some(school), all) if all.contains(&school) => school,
        (None, [only]) => *only,
        (_, all) => {
            let ids: Vec<String> = all.iter().map(ToString::to_string).collect();
            bail!(
                "--school：请写明是哪一所学校：\n{0}\n--school: say which of these schools:\n{0}",
                ids.join("\n")
            );
        }
    };
    let now = Clock::Real.now();
    let year = i32::from(options.year);
    let pack = audit::gather(&store, school, year, settings.place, now).await?;
    let differences = pack.check.findings.len();
    let zip = audit::zip(&pack).context("the pack cannot be made")?;
    let mut file = std::fs::File::create_new(&options.out)
        .with_context(|| format!("{} cannot be written", options.out.display()))?;
    std::io::Write::write_all(&mut file, &zip)?;
    store.close().await?;
    println!(
        "{1} 年审计包已写入 {0}，记录核对不符 {2} 处\n\
         the audit pack of {1} is in {0}; differences in the records: {2}",
        options.out.display(),
        year,
        differences,
    );
    Ok(())
}
