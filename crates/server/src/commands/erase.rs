//! `yuanliu-server erase`

use anyhow::{Context, Result};
use clap::Args;
use yuanliu_domain::id::ChildId;
use yuanliu_server::clock::Clock;
use yuanliu_server::store::{Database, Records, Store, StoreError};

use super::Common;

/// Who is erased.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// The child's id, as the office's screen or `check` shows it
    #[arg(long, value_name = "ID")]
    child: ChildId,
}

/// Erases a child from every school in the database.
pub async fn run(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    let store =
        Database::open(&settings.database).await.context("the database cannot be opened")?;
    let mut found = false;
    for space in store.schools().await? {
        match store.erase(space, options.child, Clock::Real.now()).await {
            Err(StoreError::NoSuchChild) => {}
            Err(error) => return Err(error.into()),
            Ok(erased) => {
                found = true;
                println!(
                    "{space}: 记录 {0} 条、行 {1}、家长 {2} 人已删除\n\
                     {space}: erased {0} entries, {1} rows, {2} guardians",
                    erased.expunged.entries, erased.expunged.rows, erased.guardians,
                );
                if !erased.elsewhere.is_empty() {
                    println!(
                        "同样的姓名还出现在别人的记录里，请逐条核对：{0:?}\n\
                         the same names stand in records about others, please look at: {0:?}",
                        erased.elsewhere,
                    );
                }
            }
        }
    }
    store.close().await?;
    super::list_the_erased(&settings)?;
    anyhow::ensure!(found, "没有这个孩子的记录 / nothing here is about this child");
    Ok(())
}
