//! `yuanliu-server restore`

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use yuanliu_domain::time::Stamp;
use yuanliu_server::clock::Clock;
use yuanliu_server::store::Location;
use yuanliu_server::store::backup::{NotRestored, restore};
use yuanliu_sync::outbox::KEEP_APPLIED_MS;

use super::{Common, listen};

/// What is brought back, and where to.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// The backup
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Another database than the one in the data folder
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
}

/// Brings a backup back.
pub async fn run(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    let place = options.database.map_or(settings.database, Location::File);
    let from = options.from.display();
    if !options.from.is_file() {
        bail!("没有这个文件：{from}\nthere is no such file: {from}");
    }
    listen::data_folder(&settings.data)?;
    let restored = match restore(&options.from, &place, settings.backups.as_deref()).await {
        Ok(restored) => restored,
        Err(NotRestored::NotABackup) => bail!(
            "{from} 不是备份文件，或由更新版本的程序写成\n\
             {from} is no backup, or one of a newer version of this program"
        ),
        Err(NotRestored::NotWhole(beside)) => bail!(
            "{from} 旁边还有 {0}：这是正在使用的数据库，请先用 yuanliu-server backup 做备份\n\
             beside {from} lies {0}: this is a database in use, make a backup of it first",
            beside.display()
        ),
        Err(NotRestored::Damaged(findings)) => {
            for finding in &findings {
                println!("{finding}");
            }
            bail!(
                "{from} 与当时写下的不一致，没有恢复；请换一份备份\n\
                 {from} is not as it was written, and was not brought back: take another one"
            )
        }
        Err(NotRestored::Occupied(files)) if files.is_empty() => bail!(
            "数据库里已有数据，没有恢复；请换一个空的数据库\n\
             the database is not empty, and nothing was brought back: take an empty one"
        ),
        Err(NotRestored::Occupied(files)) => {
            let files: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
            bail!(
                "已有 {0}，没有恢复；请先停止服务，再把这些文件移到别处，不要删除\n\
                 there is {0}, and nothing was brought back: stop the server, then move these files away, do not delete them",
                files.join(", ")
            )
        }
        Err(NotRestored::Store(error)) => {
            return Err(error).context("没有恢复 / nothing was brought back");
        }
    };
    println!(
        "已恢复到 {0}：记录 {1} · 行 {2}\n\
         brought back to {0}: entries {1} · rows {2}\n\
         备份之后各台设备写下的，设备下次连上时会自动补交；备份之后退出的登录和改过的口令不会补上，请提醒大家；\n\
         备份之后清理过的过期记录也会回来，请再运行一次 yuanliu-server retention --apply。\n\
         What devices wrote since then they hand in by themselves when they next reach the server. Sign-outs\n\
         and passphrases that were changed since then are as they were in the backup: please tell people.\n\
         What retention removed since then is back: run yuanliu-server retention --apply again.",
        place, restored.report.entries, restored.report.rows,
    );
    let old = |last: Stamp| Clock::Real.now().0 - last.0 > KEEP_APPLIED_MS;
    if restored.last.is_some_and(old) {
        println!(
            "这份备份里最后一条记录已超过 14 天：之后的记录有些可能设备上也没有了，请与各班核对。\n\
             The last entry of this backup is older than 14 days: some of what came after it may be on no\n\
             device any more. Please ask the classes."
        );
    }
    if !restored.knows_the_erased {
        println!(
            "没有找到 erased.list：如果备份之后删除过孩子的资料，请再删除一次。\n\
             No erased.list was found: if a child was erased since the backup, please erase again."
        );
    }
    Ok(())
}
