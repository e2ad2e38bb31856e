//! `yuanliu-server retention`

use anyhow::{Context, Result, bail};
use clap::Args;
use yuanliu_server::clock::Clock;
use yuanliu_server::retention::{CLASSES, Terms};
use yuanliu_server::store::{Database, Records, Store};

use super::Common;

/// What is to be done with records whose term is over.
#[derive(Args)]
#[group(id = "how", required = true, multiple = false, args = ["dry_run", "apply"])]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Only say what is over
    #[arg(long)]
    dry_run: bool,
    /// Remove it; every device then fetches its list anew, so best in the holidays
    #[arg(long)]
    apply: bool,
    /// Another term than the usual one, such as leave=200
    #[arg(long, value_name = "CLASS=DAYS")]
    term: Vec<String>,
}

/// Says or removes.
pub async fn run(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    let mut terms = Terms::default();
    for term in &options.term {
        let set = term
            .split_once('=')
            .and_then(|(class, days)| terms.set(class, days.parse().ok()?).then_some(()));
        if set.is_none() {
            let names: Vec<_> = CLASSES.iter().map(|class| class.name).collect();
            bail!(
                "--term {term}：应写作 类别=天数，类别为 {0}；readers 不少于 183 天\n\
                 --term {term}: write CLASS=DAYS, a class being one of {0}; readers at least 183",
                names.join(" ")
            );
        }
    }
    let store =
        Database::open(&settings.database).await.context("the database cannot be opened")?;
    let now = Clock::Real.now();
    for space in store.schools().await? {
        let over = store.over(space, &terms, now.day()).await?;
        println!("{space}");
        for class in CLASSES {
            let count = match class.name {
                "left" => over.left.len() as u64,
                "photos" => over.photos.len() as u64,
                "readers" => over.readers,
                name => over.entries.get(name).map_or(0, |entries| entries.len() as u64),
            };
            println!(
                "  {:<12} {count:>7}  > {} d  {}",
                class.name,
                terms.days(class.name),
                class.zh
            );
        }
        if !over.pictures.is_empty() {
            println!("  其中照片行 / rows of photos among them: {}", over.pictures.len());
        }
        if options.apply {
            let gone = store.retire(space, &terms, now).await?;
            println!(
                "  已删除：记录 {0} 条、行 {1}\n  removed: {0} entries, {1} rows",
                gone.entries, gone.rows
            );
        }
    }
    store.close().await.context("the database cannot be closed")?;
    if options.apply { super::list_the_erased(&settings) } else { Ok(()) }
}
