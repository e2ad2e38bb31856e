//! `yuanliu-server pass-key`: the key under which a school signs passes and cards.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use yuanliu_server::clock::Clock;
use yuanliu_server::store::{Database, PassSigning, Store};

use super::{Common, seal_key};

/// What is to be done with it.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make a new key; passes and cards that those before it signed stay good
    Rotate(Which),
}

#[derive(Args)]
struct Which {
    #[command(flatten)]
    common: Common,
    /// Name of the school, where the server has several
    #[arg(long)]
    school: Option<String>,
}

/// Does it.
pub async fn pass_key(options: Options) -> Result<()> {
    let What::Rotate(which) = &options.what;
    let database = which.common.settings()?.database;
    if !database.exists() {
        bail!("没有数据库 {0}\nthere is no database {0}: give its folder with --data", database);
    }
    let store = Database::open(&database).await.context("the database cannot be opened")?;
    let (space, school) = seal_key::school(&store, which.school.as_deref()).await?;
    let name = store.rotate_pass_key(space, Clock::Real.now()).await?;
    store.close().await?;
    println!(
        "{school}：接送码和接送卡改用新密钥 {name} 签名；以前发出的仍然有效。平板在下一次\n\
         联网时认得新密钥。\n\
         {school}: passes and cards are signed with key {name} from now on; those given\n\
         out before stay good. Tablets know the new key at their next contact."
    );
    Ok(())
}
